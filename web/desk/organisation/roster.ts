// Every organisation with its officers' accounts, read page after page; and what an id is called.
import { signal } from "@preact/signals";
import type { OrganisationInRoster, organisationRoster } from "../../../schema/organisation.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { local } from "../../kit/words.ts";
import { may, me } from "../session.ts";

/** The whole platform's; null until it was read. */
export const everybody = signal<readonly OrganisationInRoster[] | null>(null);

/** All organisations of a crisis, or of the platform; or the problem of the first page that could not be read. */
export async function readRoster(crisisId?: string): Promise<OrganisationInRoster[] | ProblemSeen> {
  const found: OrganisationInRoster[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const answer = await read<typeof organisationRoster>("organisation.roster", { crisisId, after });
    if (!answer.ok) return answer.problem;
    found.push(...answer.data.organisations);
    after = answer.data.next;
  }
  return found;
}

/** Reads everybody where this role may, so that ids get their names; where it may not, ids stay ids. */
export async function nameEverybody(): Promise<ProblemSeen | null> {
  if (!may("organisation.roster")) return null;
  const found = await readRoster();
  if (!Array.isArray(found)) return found;
  everybody.value = found;
  return null;
}

/** What an organisation is called; its id where its name is not for this role to read. */
export function organisationName(id: string): string {
  const own = me.value?.organisation;
  const found = own?.id === id ? own : everybody.value?.find((one) => one.id === id);
  return found === undefined ? id : local(found.name);
}

/** The work label of an account; undefined where it is not for this role to read. */
export function officerLabel(id: string): string | undefined {
  if (me.value?.id === id) return me.value.label;
  for (const { officers } of everybody.value ?? []) {
    const found = officers.find((one) => one.id === id);
    if (found !== undefined) return found.label;
  }
  return undefined;
}
