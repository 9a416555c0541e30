// The clock's sweep of one crisis by its own time: bounded, safe to run twice, and counted. Rows of a kind simply go; a
// request goes only after its person was asked and had a fortnight to answer, and then by destroying its key (../erasure).
import type { Crisis } from "../../schema/crisis.ts";
import { ERASED_AFTER } from "../../schema/registration-end.ts";
import { answersUntil, asksBefore, daysBefore } from "../../schema/retention.rules.ts";
import { periods, type SettableKind } from "../../schema/retention.ts";
import { newsOf } from "../expiry/clock.ts";
import { upsertAsked } from "../expiry/store.ts";
import { commit } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { endRequest, listQuiet, listUnanswered, type RequestKind } from "../silence/store.ts";
import { addSweep, deleteDue, listDue, listSet, type PlainKind } from "./store.ts";

const ROWS_AT_ONCE = 400;
const REQUESTS_AT_ONCE = 50;

export const plainKinds = [
  "message",
  "sms",
  "gate-event",
  "look",
  "complaint",
  "danger",
  "tracing",
  "reason",
] as const satisfies readonly PlainKind[];
export const requestKinds = ["registration", "silent"] as const satisfies readonly RequestKind[];

export function daysOf(set: ReadonlyMap<SettableKind, number>, kind: SettableKind): number {
  return set.get(kind) ?? periods[kind].days;
}

const byClock = (ctx: Ctx, actName: string): Ctx => ({
  ...ctx,
  actName,
  actId: crypto.randomUUID(),
  bodyHash: "",
  auditAs: "clock",
});

async function sweepRows(ctx: Ctx, crisis: Crisis, kind: PlainKind, days: number): Promise<number> {
  const keys = await listDue(ctx.db, kind, crisis.id, daysBefore(crisis.now, days), ROWS_AT_ONCE);
  if (keys.length === 0) return 0;
  const writes = deleteDue(ctx.db, crisis.id, kind, keys, crisis.now);
  const clock = byClock(ctx, "retention.sweep");
  await commit(clock, new Date(crisis.now), { crisisId: crisis.id }, writes, null);
  return keys.length;
}

async function askRequests(ctx: Ctx, crisis: Crisis, kind: RequestKind, days: number): Promise<void> {
  const quiet = await listQuiet(ctx.db, kind, crisis.id, asksBefore(crisis.now, days), REQUESTS_AT_ONCE);
  if (quiet.length === 0) return;
  const rows = quiet.map(({ registrationId, lastSign }) => ({
    registrationId,
    until: answersUntil(lastSign, days, crisis.now),
  }));
  const news: D1PreparedStatement[] = [];
  for (const { registrationId } of rows) news.push(...(await newsOf(ctx, crisis, registrationId)));
  const writes = [upsertAsked(ctx.db, crisis.id, "registration", rows, crisis.now), ...news];
  const clock = byClock(ctx, "retention.ask");
  await commit(clock, new Date(crisis.now), { crisisId: crisis.id }, writes, null);
}

async function endRequests(ctx: Ctx, crisis: Crisis, kind: RequestKind, days: number): Promise<number> {
  const before = daysBefore(crisis.now, days);
  const ids = await listUnanswered(ctx.db, kind, crisis.id, before, crisis.now, REQUESTS_AT_ONCE);
  const at = new Date(Date.parse(crisis.now) + ERASED_AFTER).toISOString();
  for (const id of ids) {
    const writes = [
      endRequest(ctx.db, id, { askedAt: crisis.now, at, before }),
      addSweep(ctx.db, crisis.id, kind, crisis.now),
    ];
    const clock = byClock(ctx, "retention.end");
    await commit(clock, new Date(crisis.now), { crisisId: crisis.id, targetId: id }, writes, null);
  }
  return ids.length;
}

/** One round over all kinds. True while more is left to do. */
export async function sweepCrisis(ctx: Ctx, crisis: Crisis): Promise<boolean> {
  const set = await listSet(ctx.db, crisis.id);
  let full = false;
  for (const kind of plainKinds)
    if ((await sweepRows(ctx, crisis, kind, daysOf(set, kind))) >= ROWS_AT_ONCE) full = true;
  for (const kind of requestKinds) {
    await askRequests(ctx, crisis, kind, daysOf(set, kind));
    if ((await endRequests(ctx, crisis, kind, daysOf(set, kind))) >= REQUESTS_AT_ONCE) full = true;
  }
  return full;
}
