// What the administrator's page shows: the open crises, and who takes part in the one that is chosen.
import { batch, signal } from "@preact/signals";
import type { Crisis, crisisList } from "../../../schema/crisis.ts";
import type { OrganisationInRoster } from "../../../schema/organisation.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { findMe } from "../session.ts";
import { nameEverybody, readRoster } from "./roster.ts";

export const crises = signal<readonly Crisis[] | null>(null);
export const here = signal<readonly OrganisationInRoster[] | null>(null);
/** Why one of the lists could not be read. */
export const failed = signal<ProblemSeen | null>(null);

export async function readCrises(): Promise<void> {
  const [answer, problem] = await Promise.all([read<typeof crisisList>("crisis.list"), nameEverybody()]);
  batch(() => {
    if (answer.ok) crises.value = answer.data.crises;
    failed.value = answer.ok ? problem : answer.problem;
  });
}

let asked = 0;

/** Who takes part in a crisis; an answer that was overtaken by a later question is dropped. */
export async function readHere(crisisId: string, anew = true): Promise<void> {
  const mine = ++asked;
  if (anew) here.value = null;
  const found = await readRoster(crisisId);
  if (mine !== asked) return;
  if (Array.isArray(found)) here.value = found;
  else failed.value = found;
}

/** After an organisation or an account came in: both lists again, what is shown staying until they are there. */
export async function readAgain(crisisId: string | null): Promise<void> {
  await Promise.all([readCrises(), crisisId === null ? null : readHere(crisisId, false)]);
}

/** After a crisis was opened or closed: the desk's own list of crises changes too. */
export async function readCrisesAgain(): Promise<void> {
  await Promise.all([findMe(), readCrises()]);
}
