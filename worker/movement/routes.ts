// Handlers of movement: listed and read by those who take part in it, planned, and what does not add up.
import type { Role } from "../../schema/kit/access.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { isOverfull, placesOf } from "../../schema/movement.rules.ts";
import {
  type Movement,
  type MovementState,
  movementDifferences,
  movementGet,
  movementList,
  movementPlan,
  movementStates,
  type Share,
  type Stop,
} from "../../schema/movement.ts";
import { getCrisis, guardOpen, guardTakesPart, listRecipients, listTakingPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { listOpenSeats, listPassages } from "../manifest/store.ts";
import { listUnseated } from "../passenger/store.ts";
import { guardDesk } from "../zone/routes.ts";
import { findZone } from "../zone/store.ts";
import { stopsFor } from "../zone/view.ts";
import { cursorOf, differencesOf, oneForm, readCursor, viewOf } from "./rules.ts";
import {
  findMovement,
  insertMovement,
  listMovements,
  type MovementScope,
  type MovementSeen,
} from "./store.ts";

const PAGE = 100;

export function scopeOf(officer: { organisationId: string; role: Role }): MovementScope {
  return {
    organisationId: officer.organisationId,
    everywhere: officer.role === "oversight" || officer.role === "platform-admin",
  };
}

/** A movement as this officer's organisation may know it. Raises `not-found`. */
export async function movementOf(ctx: Ctx, id: string): Promise<MovementSeen> {
  const movement = await findMovement(ctx.db, scopeOf(officerOf(ctx.actor)), id);
  if (movement === null) throw new Problem("not-found");
  return movement;
}

export const list = bind(movementList, async (ctx, input) => {
  await getCrisis(ctx, input.crisisId);
  await guardDesk(ctx, input.crisisId);
  const open: readonly MovementState[] = movementStates.filter(
    (state) => state !== "closed" && state !== "cancelled",
  );
  const states = input.state === undefined ? movementStates : input.state === "open" ? open : [input.state];
  const after = input.after === undefined ? { leavesAt: "", id: "" } : readCursor(input.after);
  const found = await listMovements(
    ctx.db,
    scopeOf(officerOf(ctx.actor)),
    input.crisisId,
    states,
    after,
    PAGE + 1,
  );
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  return {
    movements: (await stopsFor(ctx.db, officerOf(ctx.actor), page)).map(viewOf),
    next: found.length > PAGE && last !== undefined ? cursorOf(last) : null,
  };
});

export const get = bind(movementGet, async (ctx, { id }) => {
  const movement = await movementOf(ctx, id);
  const [shown = movement] = await stopsFor(ctx.db, officerOf(ctx.actor), [movement]);
  return viewOf(shown);
});

/** Raises `place-unknown` where a stop names a zone of elsewhere. */
export async function checkStops(ctx: Ctx, crisisId: string, stops: readonly Stop[]): Promise<void> {
  for (const { zoneId } of stops)
    if (zoneId !== undefined && (await findZone(ctx.db, zoneId))?.crisisId !== crisisId)
      throw new Problem("place-unknown");
}

/**
 * Raises `recipient-unknown` for a share or a gate of an organisation outside the crisis (shares are of embassies and
 * agencies), and `share-too-large` where running shares promise more places than there are.
 */
export async function checkShares(
  ctx: Ctx,
  movement: Pick<Movement, "crisisId" | "capacity" | "gates"> & { shares: readonly Share[] },
  now: string,
): Promise<void> {
  const sharing = [...new Set(movement.shares.map((share) => share.organisationId))];
  if (sharing.length < movement.shares.length)
    throw new Problem("malformed", { fields: [{ path: "shares", reason: "named-twice" }] });
  const [recipients, gates] = await Promise.all([
    listRecipients(ctx.db, movement.crisisId, sharing),
    listTakingPart(ctx.db, movement.crisisId, movement.gates),
  ]);
  if (recipients.length < sharing.length || gates.length < new Set(movement.gates).size)
    throw new Problem("recipient-unknown");
  const promised = movement.shares
    .filter((share) => share.until > now)
    .reduce((sum, share) => sum + share.places, 0);
  if (promised > placesOf(movement.capacity)) throw new Problem("share-too-large");
}

export const plan = bind(movementPlan, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  const { shares = [], gates = [], reported = [] } = input;
  const overfull = isOverfull(input.capacity, reported);
  // What happened is kept as reported, on the tape of an exercise; nobody plans a movement for more people than seats.
  if (overfull && ctx.auditAs === undefined)
    throw new Problem("malformed", { fields: [{ path: "reported", reason: "more-than-seats" }] });
  const movement: Movement = {
    id: input.id,
    crisisId: crisis.id,
    organisationId: officer.organisationId,
    mode: input.mode,
    label: input.label,
    from: input.from,
    to: input.to,
    leavesAt: oneForm(input.leavesAt),
    state: "planned",
    stateAt: crisis.now,
    reason: null,
    capacity: input.capacity,
    taken: { seat: 0, wheelchair: 0, stretcher: 0, lap: 0 },
    waiting: 0,
    shares: shares.map((share) => ({ ...share, until: oneForm(share.until), taken: 0 })),
    gates: [...new Set(gates)],
    reported,
    overfull,
    version: 1,
  };
  await checkStops(ctx, crisis.id, [movement.from, movement.to]);
  await checkShares(ctx, movement, crisis.now);
  const writes = [
    guardOpen(ctx.db, crisis.id),
    guardTakesPart(ctx.db, crisis.id, officer.organisationId),
    ...insertMovement(ctx.db, movement),
  ];
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: movement.id }, writes, movement);
});

/** What does not add up now. */
export async function readDifferences(ctx: Ctx, movement: Pick<Movement, "id" | "state">) {
  const [seats, passages, unseated] = await Promise.all([
    listOpenSeats(ctx.db, movement.id),
    listPassages(ctx.db, movement.id),
    listUnseated(ctx.db, movement.id),
  ]);
  return differencesOf(movement.state, seats, passages, unseated);
}

export const differences = bind(movementDifferences, async (ctx, { id }) => ({
  differences: await readDifferences(ctx, await movementOf(ctx, id)),
}));
