// The clock compares those who are looked for with those who agreed to it: nothing of it runs while somebody waits for a
// reply, so that no reply and no delay tells of anybody. A new request is compared once, a group whenever it changes.
import type { Crisis } from "../../schema/crisis.ts";
import { type Member, type Subject, subjectsOf } from "../../schema/tracing.rules.ts";
import { listCodes } from "../adult/store.ts";
import { wordsOf } from "../find/fold.ts";
import { digitsOf, keyed, LEAST_DIGITS, soughtByName, soughtByNumber, textsOf } from "../find/token.ts";
import { commit } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { logFailure } from "../kit/log.ts";
import { bytesOf, keyedNumbers, makeId, open, openKey } from "../kit/seal.ts";
import {
  listPersons,
  type RegistrationRow,
  type SealedPerson,
  type SealedRegistration,
} from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import type { SealedTracing, TracingRow } from "../tracing/store.ts";
import { meant, type Sought } from "./meant.ts";
import {
  dropStale,
  insertMatch,
  listAlikeGroups,
  listAlikeTracings,
  listDueTracings,
  listHeld,
  listStaleGroups,
  replaceTokens,
  settleDue,
  type Token,
} from "./store.ts";

const AT_ONCE = 20;
/** Tokens of tracing have nothing in common with those by which officers find a case. */
const space = (crisisId: string) => `trace:${crisisId}`;

/** Keyed tokens of one who is looked for, or who may be: names as they are spelled and heard, and the end of a number. */
export function tokensOfNames(
  ctx: Pick<Ctx, "settings">,
  crisisId: string,
  phone: string | null,
  names: readonly (string | null)[],
): Promise<number[]> {
  const texts = textsOf(
    { phone },
    names.map((name) => ({ name })),
  );
  return keyedNumbers(ctx.settings, space(crisisId), texts);
}

function soughtOf(
  ctx: Ctx,
  crisisId: string,
  phone: string | null,
  names: readonly string[],
): Promise<Token[]> {
  const byName = names.flatMap((name, n) =>
    soughtByName(wordsOf(name).slice(0, 5)).map((one) => ({ ...one, word: one.word + 10 * n })),
  );
  const number = digitsOf(phone ?? "").length < LEAST_DIGITS ? [] : soughtByNumber(phone ?? "");
  return keyed(
    ctx.settings,
    crisisId,
    [...byName, ...number.map((one) => ({ ...one, word: 999 }))],
    space(crisisId),
  );
}

interface Group {
  row: RegistrationRow;
  /** Those who may be looked for and whose speaker agreed. */
  people: readonly Subject[];
  /** The number of whoever registered, where it is her own. */
  phone: string | null;
}

/** @PRIVACY opens names of a group whose adult agreed to be looked for; they go no further than this file. */
async function groupOf(ctx: Ctx, row: RegistrationRow, now: string): Promise<Group> {
  const key = await keyOf(ctx.settings, row);
  const [sealed, rows, codes, held] = await Promise.all([
    open<SealedRegistration>(key, `registration.sealed:${row.id}`, bytesOf(row.sealed)),
    listPersons(ctx.db, row),
    listCodes(ctx.db, row),
    listHeld(ctx.db, row, now),
  ]);
  const members = await Promise.all(
    rows.map(async ({ id, sealed: one }): Promise<Member> => {
      const { name, born, relation } = await open<SealedPerson>(key, `person.sealed:${id}`, bytesOf(one));
      return { id, name, born, relation };
    }),
  );
  const withCode = new Set(codes.map((one) => one.personId));
  const people = subjectsOf(members, withCode, new Date(now)).filter((one) => held.has(one.speakerId));
  return { row, people, phone: sealed.phoneOwner === "other" ? null : sealed.phone };
}

/** @PRIVACY opens what whoever looks wrote, to compare it. */
async function soughtIn(ctx: Ctx, row: TracingRow): Promise<Sought> {
  const stored = { keyVersion: row.keyVersion, wrappedKey: bytesOf(row.wrappedKey) };
  const key = await openKey(ctx.settings, row.id, stored);
  return open<SealedTracing>(key, `tracing.sealed:${row.id}`, bytesOf(row.sealed));
}

/** Shows a request to each adult of a group who may be meant, or whose child may be. */
function matchesOf(
  ctx: Ctx,
  tracing: TracingRow,
  sought: Sought,
  group: Group,
  now: string,
): D1PreparedStatement[] {
  const bySpeaker = Map.groupBy(group.people, (one) => one.speakerId);
  return [...bySpeaker].flatMap(([speakerId, people]) => {
    const one = meant(sought, people, speakerId === "" ? group.phone : null, new Date(now));
    if (one === null) return [];
    const ids = { tracingId: tracing.id, registrationId: group.row.id, speakerId, personId: one.id };
    return [insertMatch(ctx.db, { id: makeId("trm"), ...ids, at: now })];
  });
}

/** What cannot be opened was tampered with: whoever opens it hears of it, and it holds up nobody else. */
async function unlessBroken<T>(ctx: Ctx, make: () => Promise<T>): Promise<T | null> {
  try {
    return await make();
  } catch (error) {
    logFailure(ctx.requestId, error);
    return null;
  }
}

async function compareGroup(ctx: Ctx, crisis: Crisis, row: RegistrationRow): Promise<D1PreparedStatement[]> {
  const group = await unlessBroken(ctx, () => groupOf(ctx, row, crisis.now));
  if (group === null) return [dropStale(ctx.db, [row.id])];
  const bySpeaker = [...Map.groupBy(group.people, (one) => one.speakerId)];
  const tokens = await Promise.all(
    bySpeaker.map(async ([speakerId, people]) => {
      const phone = speakerId === "" ? group.phone : null;
      const made = await tokensOfNames(
        ctx,
        crisis.id,
        phone,
        people.map((one) => one.name),
      );
      return made.map((token) => ({ token, speakerId }));
    }),
  );
  const writes = replaceTokens(ctx.db, row, tokens.flat());
  if (group.people.length === 0 || row.erasureAt !== null) return writes;
  const names = group.people.flatMap((one) => one.name ?? []);
  const alike = await listAlikeTracings(
    ctx.db,
    crisis.id,
    await soughtOf(ctx, crisis.id, group.phone, names),
  );
  for (const tracing of alike) {
    const sought = await unlessBroken(ctx, () => soughtIn(ctx, tracing));
    if (sought !== null) writes.push(...matchesOf(ctx, tracing, sought, group, crisis.now));
  }
  return writes;
}

async function compareTracing(ctx: Ctx, crisis: Crisis, tracing: TracingRow): Promise<D1PreparedStatement[]> {
  const sought = await unlessBroken(ctx, () => soughtIn(ctx, tracing));
  if (sought === null) return [];
  const alike = await listAlikeGroups(
    ctx.db,
    crisis.id,
    await soughtOf(ctx, crisis.id, sought.phone, [sought.name]),
  );
  const writes: D1PreparedStatement[] = [];
  for (const row of alike) {
    const group = await unlessBroken(ctx, () => groupOf(ctx, row, crisis.now));
    if (group !== null) writes.push(...matchesOf(ctx, tracing, sought, group, crisis.now));
  }
  return writes;
}

/** Compares what is new in a crisis. True while more is left. */
export async function compare(ctx: Ctx, crisis: Crisis): Promise<boolean> {
  const [stale, due] = await Promise.all([
    listStaleGroups(ctx.db, crisis.id, AT_ONCE),
    listDueTracings(ctx.db, crisis.id, AT_ONCE),
  ]);
  if (stale.length === 0 && due.length === 0) return false;
  const writes: D1PreparedStatement[] = [];
  for (const row of stale) writes.push(...(await compareGroup(ctx, crisis, row)));
  for (const row of due) writes.push(...(await compareTracing(ctx, crisis, row)));
  writes.push(
    settleDue(
      ctx.db,
      due.map((one) => one.id),
    ),
  );
  const byClock: Ctx = {
    ...ctx,
    actName: "tracing.compare",
    actId: crypto.randomUUID(),
    bodyHash: "",
    auditAs: "clock",
  };
  // The audit says that the clock compared, and never whom it found.
  await commit(byClock, new Date(crisis.now), { crisisId: crisis.id }, writes, null);
  return stale.length >= AT_ONCE || due.length >= AT_ONCE;
}
