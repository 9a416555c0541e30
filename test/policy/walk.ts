// Walks every read door as everybody, for every record, and compares each reply, header and error with the oracle.
import type { Rule } from "../../schema/policy.ts";
import { openCredential } from "../../web/verify/open.ts";
import type { Answer } from "../kit/world.ts";
import { trustedKeys } from "../permit/asking.ts";
import type { Member } from "./cast.ts";
import { reads, type Tried, triesOf } from "./door.ts";
import { mayHold, mayStand, mustHold } from "./oracle.ts";
import type { Planted } from "./record.ts";
import type { Things } from "./sheets.ts";
import { holds } from "./token.ts";

export interface Walked {
  tried: number;
  doors: number;
  /** Doors that answered 200 to somebody. */
  opened: Set<string>;
  /** Door, reader and field; never the word itself. */
  leaks: string[];
  missing: string[];
  /** Door and field of what had to be there and was: a test that finds nothing proves nothing. */
  found: Set<string>;
}

export type Send = (member: Member, door: string, input: Record<string, unknown>) => Promise<Answer>;

/** Seconds of moments are no words of anybody: "13.187" may be one of them, or a longitude. */
const whole = (answer: Answer): string =>
  [answer.text, ...[...answer.headers].map(([name, value]) => `${name}: ${value}`)]
    .join("\n")
    .replace(/(T\d\d:\d\d):\d\d\.\d{3}Z/g, "$1Z");

let trusted: ReturnType<typeof trustedKeys> | null = null;

/** What is signed into the passes and permits of a reply, as a gate reads it: a name in a code is a name. */
async function claimsIn(text: string): Promise<string> {
  const said: string[] = [];
  for (const [, credential = ""] of text.matchAll(/"credential":("(?:[^"\\]|\\.)*")/g)) {
    trusted ??= trustedKeys();
    const opened = await openCredential(JSON.parse(credential) as string, await trusted);
    if (!opened.ok) throw new Error("a credential that no gate opens");
    said.push(JSON.stringify(opened.claims));
  }
  return said.join("\n");
}

/** Words of a case that this reply holds though the rules close them. The code that was asked for may come back. */
export function leaksOf(
  member: Member,
  door: string,
  input: unknown,
  text: string,
  records: readonly Planted[],
  by: readonly Rule[],
) {
  const asked = JSON.stringify(input);
  return records.flatMap((record, n) => [
    ...record.tokens
      .filter(
        (token) =>
          holds(text, token.text) &&
          !mayHold(member.reader, record, door, token, by) &&
          !(token.field === "case" && asked.includes(token.text) && text.split(token.text).length === 1),
      )
      .map((token) => `${door} shows ${token.field} of case ${String(n)} to ${member.says}`),
    ...(record.adult !== null &&
    member.reader.own?.personId !== record.adult.personId &&
    holds(text, record.adult.reference)
      ? [`${door} shows an adult's own code of case ${String(n)} to ${member.says}`]
      : []),
  ]);
}

/** `only` names doors; all read doors where silent. `by` are the rules that the oracle goes by. */
export async function walk(
  members: readonly Member[],
  records: readonly Planted[],
  things: Things,
  send: Send,
  by: readonly Rule[],
  only?: readonly string[],
): Promise<Walked> {
  const doors = reads.filter((act) => only === undefined || only.includes(act.name));
  const walked: Walked = {
    tried: 0,
    doors: doors.length,
    opened: new Set(),
    leaks: [],
    missing: [],
    found: new Set(),
  };
  const texts = new Map<Tried, string>();
  for (const act of doors) {
    for (const member of members) {
      const tries = triesOf(act, records, things, member.reader.organisationId);
      const may = act.may.some((caller) => caller === member.reader.role);
      // Whoever may not come in is refused by the first, and by one more.
      const round = may ? tries : tries.slice(0, 2);
      texts.clear();
      for (let at = 0; at < round.length; at += 8)
        await Promise.all(
          round.slice(at, at + 8).map(async (tried) => {
            const answer = await send(member, act.name, tried.input);
            walked.tried++;
            if (answer.status === 200) walked.opened.add(act.name);
            if (answer.status >= 500)
              walked.leaks.push(`${act.name} fails for ${member.says}: ${answer.text}`);
            texts.set(tried, `${whole(answer)}\n${await claimsIn(answer.text)}`);
          }),
        );
      for (const [{ input }, text] of texts)
        walked.leaks.push(...leaksOf(member, act.name, input, text, records, by));
      if (!may) continue;
      const all = [...texts.values()].join("\n");
      records.forEach((record, n) => {
        for (const token of record.tokens)
          if (!mustHold(member.reader, record, act.name, token, by)) continue;
          else if (holds(all, token.text)) walked.found.add(`${act.name} ${token.field}`);
          else
            walked.missing.push(`${act.name} lacks ${token.field} of case ${String(n)} for ${member.says}`);
      });
    }
  }
  return walked;
}

/** Walks addresses that show what a door shows, as a page: compared with the oracle like that door. */
export async function walkAs(
  door: string,
  members: readonly Member[],
  records: readonly Planted[],
  paths: readonly string[],
  get: (member: Member, path: string) => Promise<Answer>,
  by: readonly Rule[],
): Promise<{ leaks: string[]; seen: number }> {
  const leaks: string[] = [];
  let seen = 0;
  for (const member of members)
    for (const path of paths) {
      const answer = await get(member, path);
      if (answer.status !== 200) leaks.push(`${path} fails for ${member.says}: ${String(answer.status)}`);
      const text = whole(answer);
      leaks.push(...leaksOf(member, door, path, text, records, by));
      if (records.some((record) => record.tokens.some((token) => holds(text, token.text)))) seen++;
    }
  return { leaks, seen };
}

/** Walks addresses that are no acts: her own pages, the public ones, documents and lists. */
export async function walkPages(
  members: readonly Member[],
  records: readonly Planted[],
  paths: readonly string[],
  get: (member: Member, path: string) => Promise<Answer>,
  by: readonly Rule[],
): Promise<Pick<Walked, "tried" | "leaks" | "opened"> & { seen: number }> {
  const walked = { tried: 0, leaks: [] as string[], opened: new Set<string>(), seen: 0 };
  for (const member of members)
    for (const path of paths) {
      const answer = await get(member, path);
      const text = whole(answer);
      walked.tried++;
      if (answer.status === 200) walked.opened.add(path);
      if (answer.status >= 500) walked.leaks.push(`${path} fails for ${member.says}`);
      records.forEach((record, n) => {
        // Links to other languages carry the address that was asked for.
        for (const token of record.tokens) {
          // Links to other languages carry the address that was asked for.
          if (path.includes(token.text) || !holds(text, token.text)) continue;
          if (mayStand(member.reader, record, token, by)) walked.seen++;
          else walked.leaks.push(`${path} shows ${token.field} of case ${String(n)} to ${member.says}`);
        }
      });
    }
  return walked;
}

/** Walks tiles: whoever reads no queue gets none, and each reader the squares of those whom she may see. */
export async function walkTiles(
  members: readonly Member[],
  records: readonly Planted[],
  paths: readonly string[],
  get: (member: Member, path: string) => Promise<Answer>,
  by: readonly Rule[],
): Promise<Omit<Walked, "doors" | "opened"> & { refused: Set<string> }> {
  const walked = { tried: 0, leaks: [] as string[], missing: [] as string[], found: new Set<string>() };
  const refused = new Set<string>();
  for (const member of members) {
    const texts: string[] = [];
    for (const path of refused.has(member.says) ? [] : paths) {
      const answer = await get(member, path);
      walked.tried++;
      if (answer.status !== 200) refused.add(member.says);
      if (answer.status >= 500) walked.leaks.push(`${path} fails for ${member.says}`);
      texts.push(whole(answer));
      walked.leaks.push(...leaksOf(member, "tile", path, texts.at(-1) ?? "", records, by));
      if (refused.has(member.says)) break;
    }
    const all = texts.join("\n");
    records.forEach((record, n) => {
      for (const token of record.tokens)
        if (!mustHold(member.reader, record, "tile", token, by)) continue;
        else if (holds(all, token.text)) walked.found.add(`tile ${token.field}`);
        else walked.missing.push(`tiles lack ${token.field} of case ${String(n)} for ${member.says}`);
    });
  }
  return { ...walked, refused };
}
