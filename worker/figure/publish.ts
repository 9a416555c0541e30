// Counts a crisis once in each day of its clock, and publishes what was counted when that is a day old: the same for
// everybody, also after days without a clock and where an exercise's clock jumps. Doors read what is published and never wait.
import type { Crisis } from "../../schema/crisis.ts";
import { publicKeys, publishFigures } from "../../schema/figure.rules.ts";
import { commit } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { countComplaints } from "../oversee/store.ts";
import { countPublic, insertDay, listDays, listKept, PUBLIC, releaseFigures, upsertKept } from "./store.ts";

const DAY = 86_400_000;

/** The statements of one day's count. Its figures follow those of the last count, published or not. */
async function count(ctx: Ctx, crisis: Crisis, day: string): Promise<D1PreparedStatement[]> {
  const { db } = ctx;
  const [{ truth, leftKnown }, complaints, all] = await Promise.all([
    countPublic(db, crisis.id),
    countComplaints(db, crisis.id),
    listKept(db, crisis.id, "daily"),
  ]);
  const before = all.get(PUBLIC) ?? new Map();
  const figures = publishFigures(new Map([...truth, ...complaints]), leftKnown, before);
  const shown = publicKeys.map((key) => ({ key, shown: figures.get(key)?.shown ?? null }));
  return [
    insertDay(db, crisis.id, day, crisis.now, shown),
    ...upsertKept(db, crisis.id, PUBLIC, before, figures),
  ];
}

export async function publishDay(ctx: Ctx, crisis: Crisis): Promise<void> {
  const day = crisis.now.slice(0, 10);
  const cut = new Date(Date.parse(crisis.now) - DAY).toISOString();
  const days = await listDays(ctx.db, crisis.id);
  const due = days.findLast((one) => one.at <= cut);
  const writes = [
    ...(due === undefined ? [] : releaseFigures(ctx.db, crisis.id, due.day)),
    ...(days.some((one) => one.day === day) ? [] : await count(ctx, crisis, day)),
  ];
  if (writes.length === 0) return;
  const aged: Ctx = { ...ctx, actName: "crisis.publish", actId: crypto.randomUUID() };
  await commit(aged, new Date(crisis.now), { crisisId: crisis.id }, writes, null);
}
