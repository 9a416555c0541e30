// Handlers that change a movement: another time, place or number of seats, and what becomes of it. Whatever frees seats
// fills them from the waiting list in the same commit; whatever ends it puts people back at their old place.
import { Problem } from "../../schema/kit/problem.ts";
import { nextMovementStates, takesGroups } from "../../schema/movement.rules.ts";
import { movementAdvance, movementChange, seatKinds } from "../../schema/movement.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { sealByRing } from "../kit/seal.ts";
import { askAgain, putBackAbsent, takeOff } from "../passenger/store.ts";
import { fill, isRace, withTries } from "../seat/placing.ts";
import { insertPlacings } from "../seat/store.ts";
import { replaceGates, replaceShares } from "../share/store.ts";
import { checkShares, checkStops, movementOf, readDifferences } from "./routes.ts";
import { oneForm, viewOf } from "./rules.ts";
import {
  guardMovementVersion,
  guardStill,
  guardTakesGroups,
  type MovementSeen,
  updateCapacity,
  updateMovement,
  updateState,
} from "./store.ts";

/** The movement, for an officer of the organisation that runs it. Raises `not-found` for all others, and `stale`. */
async function runMovement(ctx: Ctx, id: string): Promise<MovementSeen> {
  const movement = await movementOf(ctx, id);
  if (movement.organisationId !== officerOf(ctx.actor).organisationId) throw new Problem("not-found");
  return movement;
}

/** The version that the writer read; what an exercise's tape does goes by the present one. */
function guardRead(ctx: Ctx, movement: MovementSeen): D1PreparedStatement {
  const read = ctx.ifMatch ?? movement.version;
  if (read !== movement.version) throw new Problem("stale", { version: movement.version });
  return guardMovementVersion(ctx.db, movement.id, read);
}

/** The reply says how it stands now: seats that the waiting list took are counted by the database. */
const present = async (ctx: Ctx, reply: { id: string }) => viewOf(await movementOf(ctx, reply.id));

export const change = bind(
  movementChange,
  (ctx, input) =>
    withTries(isRace, async (last) => {
      const movement = await runMovement(ctx, input.id);
      const version = guardRead(ctx, movement);
      if (!takesGroups(movement.state)) throw new Problem("movement-not-open");
      const crisis = await getCrisis(ctx, movement.crisisId);
      const shares = input.shares?.map((share) => ({ ...share, until: oneForm(share.until), taken: 0 }));
      const next: MovementSeen = {
        ...movement,
        label: input.label ?? movement.label,
        from: input.from ?? movement.from,
        to: input.to ?? movement.to,
        leavesAt: input.leavesAt === undefined ? movement.leavesAt : oneForm(input.leavesAt),
        capacity: input.capacity ?? movement.capacity,
        shares:
          shares?.map((share) => ({
            ...share,
            taken: movement.shares.find((one) => one.organisationId === share.organisationId)?.taken ?? 0,
          })) ?? movement.shares,
        gates: input.gates ?? movement.gates,
        version: movement.version + 1,
      };
      if (seatKinds.some((kind) => next.capacity[kind] < movement.taken[kind]))
        throw new Problem("seats-gone");
      await checkStops(
        ctx,
        crisis.id,
        [input.from, input.to].flatMap((stop) => stop ?? []),
      );
      if (input.shares !== undefined || input.gates !== undefined || input.capacity !== undefined)
        await checkShares(ctx, next, crisis.now);
      const where = (one: MovementSeen) => JSON.stringify([one.from, one.to, one.leavesAt]);
      const writes = [
        guardOpen(ctx.db, crisis.id),
        guardTakesGroups(ctx.db, movement.id),
        version,
        updateMovement(ctx.db, next),
        ...(input.capacity === undefined ? [] : [updateCapacity(ctx.db, movement.id, next.capacity)]),
        ...(shares === undefined ? [] : replaceShares(ctx.db, movement.id, shares)),
        ...(input.gates === undefined ? [] : replaceGates(ctx.db, movement.id, next.gates)),
        ...(where(movement) === where(next) ? [] : [askAgain(ctx.db, movement.id, crisis.now)]),
      ];
      if (!last && (input.capacity !== undefined || input.shares !== undefined)) {
        writes.unshift(guardStill(ctx.db, movement, "seats-gone"));
        writes.push(...insertPlacings(ctx.db, movement.id, crisis.now, await fill(ctx, next, crisis.now)));
      }
      const target = { crisisId: crisis.id, targetId: movement.id };
      return commit(ctx, new Date(crisis.now), target, writes, viewOf(next));
    }),
  present,
);

/** What follows for its groups. `departed` leaves those who wait behind; `closed` puts those back who did not travel. */
function ofGroups(ctx: Ctx, id: string, state: string, at: string): D1PreparedStatement[] {
  const by = officerOf(ctx.actor).officerId;
  if (state === "cancelled") return takeOff(ctx.db, id, "all", { at, ending: "cancelled", reason: null, by });
  if (state === "departed")
    return takeOff(ctx.db, id, "waiting", { at, ending: "officer", reason: null, by });
  return state === "closed" ? [putBackAbsent(ctx.db, id, by, at)] : [];
}

export const advance = bind(
  movementAdvance,
  async (ctx, input) => {
    const movement = await runMovement(ctx, input.id);
    const version = guardRead(ctx, movement);
    if (!nextMovementStates(movement.state).includes(input.state)) throw new Problem("transition-impossible");
    if (input.state === "cancelled" && input.reason === undefined) throw new Problem("reason-missing");
    const crisis = await getCrisis(ctx, movement.crisisId);
    const open = input.state === "closed" ? await readDifferences(ctx, movement) : [];
    if (open.length > 0 && input.signed === undefined) throw new Problem("differences-open");
    const by = officerOf(ctx.actor).officerId;
    const signed =
      open.length === 0
        ? null
        : await sealByRing(ctx.settings, `movement.signed:${movement.id}`, {
            by,
            at: crisis.now,
            words: input.signed,
            differences: open,
          });
    const reason = input.state === "cancelled" ? (input.reason ?? null) : null;
    const writes = [
      guardOpen(ctx.db, crisis.id),
      version,
      ...(input.state === "closed" ? [guardStill(ctx.db, movement, "stale")] : []),
      updateState(ctx.db, movement.id, { state: input.state, at: crisis.now, reason, signed }),
      ...ofGroups(ctx, movement.id, input.state, crisis.now),
    ];
    const next = {
      ...movement,
      state: input.state,
      stateAt: crisis.now,
      reason,
      version: movement.version + 1,
    };
    return commit(
      ctx,
      new Date(crisis.now),
      { crisisId: crisis.id, targetId: movement.id },
      writes,
      viewOf(next),
    );
  },
  present,
);
