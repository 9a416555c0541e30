// Handlers of gates: which movements a gate may fetch, their packs without names, and what a gate tells afterwards.
import { crisisNow } from "../../schema/crisis.rules.ts";
import { type GateEvent, gateList, gateMerge, gatePack } from "../../schema/gate.ts";
import type { ReplyOf } from "../../schema/kit/act.ts";
import { alpha3Of } from "../../schema/kit/country.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { getCrisis } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit, commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showing } from "../kit/policy.ts";
import { listWaivers } from "../waiver/store.ts";
import { guardDesk } from "../zone/routes.ts";
import {
  type Boarding,
  findGateMovement,
  insertChecks,
  insertEvents,
  listConflicts,
  listGateMovements,
  listPack,
  listTakers,
  listTellable,
  listUnknown,
  touchMovements,
  updateSeats,
} from "./store.ts";

export const list = bind(gateList, async (ctx, { crisisId }) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, crisisId);
  await guardDesk(ctx, crisis.id);
  const [movements, organisations, waivers] = await Promise.all([
    listGateMovements(ctx.db, officer, crisis.id),
    listTakers(ctx.db, crisis.id),
    listWaivers(ctx.db, crisis.id, crisis.now),
  ]);
  const { id, name, clock, now } = crisis;
  const territory = alpha3Of(crisis.hostCountry) ?? crisis.hostCountry;
  return { crisis: { id, name, territory, clock, now, waivers }, movements, organisations };
});

/** Numbers leave here that open no name; which gate fetched them is written down all the same. */
export const pack = bind(gatePack, async (ctx, { movementId }) => {
  const officer = officerOf(ctx.actor);
  const found = await findGateMovement(ctx.db, officer, movementId);
  if (found === null) throw new Problem("not-found");
  showing({ audience: "aboard", role: officer.role, purposes: [], age: null }).must("seat");
  const crisis = await getCrisis(ctx, found.crisisId);
  await commitLook(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: movementId });
  return { movement: found.movement, at: crisis.now, rows: await listPack(ctx.db, found.movement) };
});

type Merged = ReplyOf<typeof gateMerge>;

function conflictsOf(boardings: readonly Boarding[]): Merged["conflicts"] {
  return [...Map.groupBy(boardings, (one) => `${one.movementId} ${one.cti}`).values()].map((seen) => ({
    number: seen[0]?.number ?? null,
    cti: seen[0]?.cti ?? "",
    seen: seen.map(({ gate, at }) => ({ gate, at })),
  }));
}

/** What a gate that told these events has to know now: also of passes that another gate told of later. */
async function answerOf(
  ctx: Ctx,
  gateId: string,
  told: readonly GateEvent[],
  all: readonly GateEvent[],
): Promise<Merged> {
  const kept = new Set(told);
  const left = all.filter((one) => !kept.has(one));
  const strange = new Set(left.map((one) => one.cti));
  const [boardings, unknown] = await Promise.all([
    listConflicts(ctx.db, officerOf(ctx.actor), gateId),
    listUnknown(ctx.db, told),
  ]);
  return {
    accepted: told.length,
    conflicts: conflictsOf(boardings),
    unknown: [...new Set([...unknown, ...strange])].sort(),
    refused: [...new Set(left.map((one) => one.movementId))].sort(),
  };
}

/**
 * Works in a closed crisis too: what a gate saw is never too late. Events of movements that this officer's organisation
 * may not tell of (it was stopped, or never named) are not kept: those movements come back as refused, and the device keeps
 * its own.
 */
export const merge = bind(gateMerge, async (ctx, { gateId, label, events }) => {
  const officer = officerOf(ctx.actor);
  // One form of every instant: what is earlier is decided by the text.
  const all = events.map((event) => ({ ...event, at: new Date(event.at).toISOString() }));
  const tellable = await listTellable(ctx.db, officer, [...new Set(all.map((one) => one.movementId))]);
  const ids = tellable.map((one) => one.id);
  const told = all.filter((one) => ids.includes(one.movementId));
  const [first] = tellable;
  const now =
    first === undefined ? crisisNow(null, ctx.real) : new Date((await getCrisis(ctx, first.crisisId)).now);
  const as = { gateId, gate: label ?? gateId.slice(-4), by: officer.officerId, at: now.toISOString() };
  const writes =
    told.length === 0
      ? []
      : [
          insertChecks(ctx.db, officer, told),
          insertEvents(ctx.db, as, told),
          updateSeats(ctx.db, told),
          touchMovements(ctx.db, ids),
        ];
  const target = {
    crisisId: first?.crisisId ?? null,
    targetId: tellable.length === 1 ? (first?.id ?? null) : null,
  };
  // A retry by the same key gets this; it may know less than another merge has told since.
  await commit(ctx, now, target, writes, await answerOf(ctx, gateId, told, all));
  return answerOf(ctx, gateId, told, all);
});
