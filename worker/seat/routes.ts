// Handlers of seat for officers beside placing (./place.ts): taking groups off, listing. A seat maker's organisation runs
// or shares the movement and was asked for help by the group; both are checked again in the batch that writes.
import { Problem } from "../../schema/kit/problem.ts";
import { takesPartIn } from "../../schema/movement.rules.ts";
import { type PassengerGroup, type Split, seatFree, seatList, seatOfCase } from "../../schema/seat.ts";
import { glassFor, recordPart } from "../access/work.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showing } from "../kit/policy.ts";
import { bytesOf, hex, openByRing, seal } from "../kit/seal.ts";
import { movementOf } from "../movement/routes.ts";
import { guardStill, guardTakesGroups, type MovementSeen } from "../movement/store.ts";
import {
  findOnIt,
  guardNotAboard,
  listPassengers,
  listTrips,
  listUnseated,
  takeOff,
  unseatedReason,
} from "../passenger/store.ts";
import { findSight, guardSight, type SightRow } from "../registration/sight.ts";
import { keyOf, showingCase } from "../registration/view.ts";
import { listSplits, type SplitRow } from "../split/store.ts";
import { fill, isRace, withTries } from "./placing.ts";
import { afterwards } from "./rules.ts";
import { insertPlacings } from "./store.ts";

/** A movement that this officer's organisation runs or shares. Raises `not-found`. */
export async function makersMovement(ctx: Ctx, id: string): Promise<MovementSeen> {
  const movement = await movementOf(ctx, id);
  if (!takesPartIn(movement, officerOf(ctx.actor).organisationId)) throw new Problem("not-found");
  return movement;
}

/** A case that was sent to this officer's organisation, of the movement's crisis. Raises `not-found`. */
export async function makersCase(ctx: Ctx, movement: MovementSeen | null, id: string): Promise<SightRow> {
  const officer = officerOf(ctx.actor);
  const row = await findSight(ctx.db, officer, id);
  if (row === null || !showingCase(officer.role, row, ctx.real).opens("seat")) throw new Problem("not-found");
  if (movement !== null && row.crisisId !== movement.crisisId) throw new Problem("not-found");
  return row;
}

export const free = bind(seatFree, (ctx, input) =>
  withTries(isRace, async (last) => {
    const movement = await makersMovement(ctx, input.movementId);
    const row = await makersCase(ctx, movement, input.registrationId);
    const on = await findOnIt(ctx.db, movement.id, row.id);
    if (on === null) throw new Problem("not-found");
    const crisis = await getCrisis(ctx, movement.crisisId);
    const officer = officerOf(ctx.actor);
    const reason = await seal(
      await keyOf(ctx.settings, row),
      unseatedReason(movement.id, row.id),
      input.reason,
    );
    const left = { ...movement, ...afterwards(movement, on.organisationId, on.seats, -1) };
    const next = last || on.seats.length === 0 ? [] : await fill(ctx, left, crisis.now);
    const writes = [
      guardOpen(ctx.db, crisis.id),
      guardTakesGroups(ctx.db, movement.id),
      ...(last ? [] : [guardStill(ctx.db, movement, "seats-gone")]),
      guardSight(ctx.db, officer, row.id),
      guardNotAboard(ctx.db, movement.id, row.id),
      ...takeOff(
        ctx.db,
        movement.id,
        { registrationId: row.id },
        {
          at: crisis.now,
          ending: "officer",
          reason: hex(reason),
          by: officer.officerId,
        },
      ),
      ...insertPlacings(ctx.db, movement.id, crisis.now, next),
    ];
    const target = { crisisId: crisis.id, targetId: row.id };
    return commit(ctx, new Date(crisis.now), target, writes, { registrationId: row.id });
  }),
);

export const list = bind(seatList, async (ctx, { movementId }) => {
  const officer = officerOf(ctx.actor);
  const movement = await makersMovement(ctx, movementId);
  const [rows, unseated] = await Promise.all([
    listPassengers(ctx.db, officer, movement.id),
    listUnseated(ctx.db, movement.id),
  ]);
  const without = new Map(unseated.map((one) => [one.group, one.people]));
  // A row that names its case was sent here (`listPassengers`); of the others there are seats and no more.
  const { role } = officer;
  const sent = showing({ audience: "responder", role, purposes: ["help"], age: null });
  showing({ audience: "aboard", role, purposes: [], age: null }).must("seat");
  const groups = rows.map(async ({ reference, ...row }): Promise<PassengerGroup> => {
    const registrationId = sent.of("case", row.registrationId);
    const code =
      reference === null || registrationId === null
        ? null
        : await sent.read("code", () =>
            openByRing<string>(ctx.settings, `registration.reference:${registrationId}`, bytesOf(reference)),
          );
    const none = row.group === null ? undefined : without.get(row.group);
    return { ...row, registrationId, reference: code, ...(none === undefined ? {} : { unseated: none }) };
  });
  return { groups: await Promise.all(groups) };
});

export function splitView(row: SplitRow): Split {
  return {
    id: row.id,
    movementId: row.movementId,
    personIds: JSON.parse(row.personIds) as string[],
    proposedAt: row.proposedAt,
    agreed: row.agreed === null ? null : row.agreed === 1,
    approved: row.approvedBy !== null,
  };
}

export const ofCase = bind(seatOfCase, async (ctx, { registrationId }) => {
  const row = await makersCase(ctx, null, registrationId);
  const crisis = await getCrisis(ctx, row.crisisId);
  const glassId = await glassFor(ctx, row, crisis);
  const [trips, splits] = await Promise.all([listTrips(ctx.db, row), listSplits(ctx.db, row)]);
  const seats = trips.flatMap(({ movementId, label, leavesAt, movementState, state, people, position }) =>
    state === null ? [] : [{ movementId, label, leavesAt, movementState, state, people, position }],
  );
  // Nothing to read is no look.
  if (seats.length + splits.length > 0)
    await recordPart(ctx, crisis, { registrationId: row.id, purpose: "help", fields: ["seats"], glassId });
  return { seats, splits: splits.map(splitView) };
});
