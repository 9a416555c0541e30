// Handlers of retention: what is kept how long in a crisis, a dry run, and setting a period. Counts, and never whose.
import type { Crisis } from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { daysBefore, withinBounds } from "../../schema/retention.rules.ts";
import {
  periods,
  type RetentionKept,
  retentionGet,
  retentionPreview,
  retentionSet,
  type SettableKind,
  settableKinds,
} from "../../schema/retention.ts";
import { getCrisis } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { countAsked, countQuiet, countUnanswered } from "../silence/store.ts";
import { countDue, listSet, listSweeps, upsertSet } from "./store.ts";
import { daysOf } from "./sweep.ts";

const isOfRequests = (kind: SettableKind): kind is "registration" | "silent" =>
  kind === "registration" || kind === "silent";

/** What would go now with a period: of requests, those without a sign for so long, whoever of them was asked yet. */
function countAt(ctx: Ctx, crisis: Crisis, kind: SettableKind, days: number): Promise<number> {
  const before = daysBefore(crisis.now, days);
  return isOfRequests(kind)
    ? countQuiet(ctx.db, kind, crisis.id, before)
    : countDue(ctx.db, kind, crisis.id, before);
}

async function keptOf(
  ctx: Ctx,
  crisis: Crisis,
  kind: SettableKind,
  set: ReadonlyMap<SettableKind, number>,
): Promise<RetentionKept> {
  const days = daysOf(set, kind);
  const { days: usual, least, most } = periods[kind];
  const same = { kind, days, usual, least, most, settable: true };
  if (!isOfRequests(kind)) return { ...same, due: await countAt(ctx, crisis, kind, days) };
  const before = daysBefore(crisis.now, days);
  const [due, asked] = await Promise.all([
    countUnanswered(ctx.db, kind, crisis.id, before, crisis.now),
    countAsked(ctx.db, kind, crisis.id),
  ]);
  return { ...same, due, asked };
}

export const get = bind(retentionGet, async (ctx, { crisisId }) => {
  const crisis = await getCrisis(ctx, crisisId);
  const set = await listSet(ctx.db, crisis.id);
  const [kinds, sweeps] = await Promise.all([
    Promise.all(settableKinds.map((kind) => keptOf(ctx, crisis, kind, set))),
    listSweeps(ctx.db, crisis.id),
  ]);
  return { kinds, sweeps };
});

/** Raises `malformed` for a period outside the bounds of its kind. */
function refuseBounds(kind: SettableKind, days: number): void {
  const reason = withinBounds(kind, days);
  if (reason !== null) throw new Problem("malformed", { fields: [{ path: "days", reason }] });
}

export const preview = bind(retentionPreview, async (ctx, input) => {
  const crisis = await getCrisis(ctx, input.crisisId);
  const days = Number(input.days);
  refuseBounds(input.kind, days);
  return { kind: input.kind, days, due: await countAt(ctx, crisis, input.kind, days) };
});

/** Works in a closed crisis too: that is when most of it is set. */
export const set = bind(retentionSet, async (ctx, { crisisId, kind, days }) => {
  const crisis = await getCrisis(ctx, crisisId);
  refuseBounds(kind, days);
  const row = { crisisId, kind, days, setBy: officerOf(ctx.actor).officerId, setAt: ctx.real.toISOString() };
  const reply = { kind, days, due: await countAt(ctx, crisis, kind, days) };
  const target = { crisisId: crisis.id, targetId: crisis.id };
  return commit(ctx, new Date(crisis.now), target, [upsertSet(ctx.db, row)], reply);
});
