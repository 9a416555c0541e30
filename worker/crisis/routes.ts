// Handlers of crisis: open, close, read, and an exercise's clock.

import { clockAt } from "../../schema/crisis.rules.ts";
import {
  type Crisis,
  crisisClose,
  crisisFigures,
  crisisGet,
  crisisList,
  crisisOpen,
  crisisPlay,
  crisisStep,
} from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { receivingKinds } from "../../schema/organisation.ts";
import { releaseTape } from "../exercise/tape.ts";
import { callerOf, officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showing } from "../kit/policy.ts";
import { findOrganisation } from "../organisation/store.ts";
import {
  getCrisis,
  guardOpen,
  guardTakesPart,
  insertCrisis,
  insertTakesPart,
  listClosed,
  listCrises,
  listFigures,
  updateClock,
  updateClosed,
} from "./store.ts";

const CLOSED_PAGE = 50;

export const list = bind(crisisList, async (ctx, { closed, after }) => {
  if (closed === undefined) return { crises: await listCrises(ctx.db, ctx.real), next: null };
  if (!["platform-admin", "oversight"].includes(callerOf(ctx.actor))) throw new Problem("not-allowed");
  const rows = await listClosed(ctx.db, after ?? null, CLOSED_PAGE + 1, ctx.real);
  const crises = rows.slice(0, CLOSED_PAGE);
  return { crises, next: rows.length > CLOSED_PAGE ? (crises.at(-1)?.id ?? null) : null };
});
export const get = bind(crisisGet, (ctx, input) => getCrisis(ctx, input.id));

/** Raises `recipient-unknown` unless the organisation exists and is of a kind that receives (M4: the firewall). */
async function mustReceive(ctx: Ctx, organisationId: string): Promise<void> {
  const kind = (await findOrganisation(ctx.db, organisationId))?.kind;
  if (!receivingKinds.some((one) => one === kind)) throw new Problem("recipient-unknown");
}

export const open = bind(crisisOpen, async (ctx, input) => {
  if (input.receivingDeskId !== undefined) await mustReceive(ctx, input.receivingDeskId);
  const start = input.exerciseStart ?? null;
  const crisis: Crisis = {
    id: input.id,
    name: input.name,
    kind: input.kind,
    hostCountry: input.hostCountry,
    area: input.area,
    receivingDeskId: input.receivingDeskId ?? null,
    hotline: input.hotline ?? null,
    openedAt: start ?? ctx.real.toISOString(),
    closedAt: null,
    clock: start === null ? null : clockAt(new Date(start), ctx.real, 0),
    now: start ?? ctx.real.toISOString(),
  };
  const takesPart = [officerOf(ctx.actor).organisationId];
  if (crisis.receivingDeskId !== null) takesPart.push(crisis.receivingDeskId);
  const writes = [insertCrisis(ctx.db, crisis), insertTakesPart(ctx.db, crisis.id, takesPart)];
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: crisis.id }, writes, crisis);
});

export const close = bind(crisisClose, async (ctx, input) => {
  const crisis = await getCrisis(ctx, input.id);
  const writes = [guardOpen(ctx.db, crisis.id), updateClosed(ctx.db, crisis.id, crisis.now)];
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: crisis.id }, writes, {
    id: crisis.id,
    closedAt: crisis.now,
  });
});

/** Sets an exercise's clock and releases what is due by then. */
async function move(
  ctx: Ctx,
  id: string,
  hours: number,
  speed: number | null,
): Promise<{ now: string; speed: number }> {
  const crisis = await getCrisis(ctx, id);
  if (crisis.clock === null) throw new Problem("crisis-not-exercise");
  const now = new Date(Date.parse(crisis.now) + hours * 3_600_000);
  const clock = clockAt(now, ctx.real, speed ?? crisis.clock.speed);
  const actor = officerOf(ctx.actor);
  const writes = [guardOpen(ctx.db, id), updateClock(ctx.db, id, clock)];
  if (actor.role !== "platform-admin") writes.unshift(guardTakesPart(ctx.db, id, actor.organisationId));
  const reply = { now: now.toISOString(), speed: clock.speed };
  await commit(ctx, now, { crisisId: id, targetId: id }, writes, { id, ...reply });
  await releaseTape(ctx, id);
  return reply;
}

export const step = bind(crisisStep, async (ctx, input) => ({
  id: input.id,
  now: (await move(ctx, input.id, input.hours, null)).now,
}));
export const play = bind(crisisPlay, async (ctx, input) => ({
  id: input.id,
  ...(await move(ctx, input.id, 0, input.speed)),
}));

export const figures = bind(crisisFigures, async (ctx, input) => {
  showing({ audience: "public", role: callerOf(ctx.actor), purposes: [], age: null }).must("count");
  await getCrisis(ctx, input.id);
  const rows = await listFigures(ctx.db, input.id);
  return { figures: rows.map(({ key, shown, day }) => ({ key, shown, day })) };
});
