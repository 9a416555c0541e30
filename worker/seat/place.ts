// Handlers that give groups seats: one group, or many of whom those wait who do not fit. What is read beforehand chooses
// kinds and order; whether the seats are free is decided in the batch, by the database.

import type { Crisis } from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { takesGroups } from "../../schema/movement.rules.ts";
import type { SeatKind } from "../../schema/movement.ts";
import { isOpenState } from "../../schema/registration.rules.ts";
import { seatPlace, seatPlaceMany } from "../../schema/seat.ts";
import { glassToWrite } from "../access/work.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { guardStill, guardTakesGroups, type MovementSeen } from "../movement/store.ts";
import { findOnIt, guardOnIt, listPlaced } from "../passenger/store.ts";
import { guardSplit, listSplits } from "../split/store.ts";
import {
  type Group,
  isListable,
  isRace,
  isSeated,
  isTwice,
  missingOf,
  partOf,
  readGroups,
  wholeOf,
  withNumbers,
  withTries,
} from "./placing.ts";
import { makersMovement } from "./routes.ts";
import {
  afterwards,
  type Chosen,
  type Figures,
  fits,
  isAdult,
  kindsFor,
  lapsArePossible,
  type Traveller,
} from "./rules.ts";
import {
  type Asked,
  guardAllSeen,
  guardListable,
  insertMissing,
  insertPlacings,
  insertWaiting,
  type Placing,
  updateListed,
} from "./store.ts";

function refuseKinds(group: Group, asked: ReadonlyMap<string, SeatKind>): void {
  if ([...asked.keys()].some((id) => !group.people.some((one) => one.id === id)))
    throw new Problem("malformed", { fields: [{ path: "kinds", reason: "not-of-the-group" }] });
  if (!lapsArePossible(group.people, asked))
    throw new Problem("malformed", { fields: [{ path: "kinds", reason: "not-an-infant" }] });
}

/**
 * Guards and writes of every placing by an officer: all of these get seats, or the batch raises what stands against it.
 * Those who wait are listed with them; `again` were on the waiting list before, and are left alone.
 */
export function placingWrites(
  db: D1Database,
  officer: { officerId: string; organisationId: string },
  movement: { id: string; crisisId: string },
  at: string,
  placings: readonly Placing[],
  waiting: readonly Asked[] = [],
  again: readonly Asked[] = [],
): D1PreparedStatement[] {
  const all = [...placings, ...waiting];
  return [
    guardOpen(db, movement.crisisId),
    guardTakesGroups(db, movement.id),
    guardAllSeen(db, officer.organisationId, all),
    guardListable(db, all),
    ...insertPlacings(db, movement.id, at, placings),
    ...insertWaiting(db, movement.id, at, waiting),
    updateListed(
      db,
      officer.officerId,
      at,
      all.filter((one) => !again.includes(one)),
    ),
  ];
}

export const place = bind(
  seatPlace,
  (ctx, input) =>
    withTries(isTwice, async () => {
      const officer = officerOf(ctx.actor);
      const movement = await makersMovement(ctx, input.movementId);
      const crisis = await getCrisis(ctx, movement.crisisId);
      const { registrationId, splitId } = input;
      const asked = { registrationId, organisationId: officer.organisationId };
      const group = (await readGroups(ctx, movement.id, [asked], new Date(crisis.now))).get(registrationId);
      if (group === undefined || group.crisisId !== movement.crisisId) throw new Problem("not-found");
      await glassToWrite(ctx, registrationId, crisis);
      if (!isListable(group.state)) throw new Problem("transition-impossible");
      if (!takesGroups(movement.state)) throw new Problem("movement-not-open");
      const kinds = new Map((input.kinds ?? []).map((one) => [one.personId, one.kind]));
      refuseKinds(group, kinds);
      const part = splitId === undefined ? null : await partIds(ctx, registrationId, splitId);
      const added = part === null ? missingOf(group) : null;
      if (added !== null) return placeAdded(ctx, movement, crisis, group, added, kinds);
      const people = part === null ? wholeOf(group) : partOf(group, part);
      if (people === null) throw new Problem("already-seated");
      const chosen = kindsFor(people, movement, kinds);
      const placings = await withNumbers(ctx, movement.id, [{ ...asked, splitId: splitId ?? null, chosen }]);
      const writes = [
        ...(splitId === undefined ? [] : [guardSplit(ctx.db, splitId, movement.id, registrationId)]),
        ...placingWrites(ctx.db, officer, movement, crisis.now, placings),
      ];
      const target = { crisisId: crisis.id, targetId: registrationId };
      const reply = { registrationId, state: "asked" as const, group: null, position: null };
      return commit(ctx, new Date(crisis.now), target, writes, reply);
    }),
  async (ctx, reply, { movementId }) =>
    (await listPlaced(ctx.db, movementId, [reply.registrationId]))[0] ?? reply,
);

/** Seats for those whom she added since her group got its seats; what the group answered stands for them. */
async function placeAdded(
  ctx: Ctx,
  movement: MovementSeen,
  crisis: Crisis,
  group: Group,
  added: readonly Traveller[],
  kinds: ReadonlyMap<string, SeatKind>,
) {
  const { registrationId, organisationId } = group;
  const on = await findOnIt(ctx.db, movement.id, registrationId);
  const adults = group.people.filter((one) => one.busy && isAdult(one.age)).length;
  const laps = (on?.seats ?? []).filter((one) => one.kind === "lap").length;
  const chosen = kindsFor(added, movement, kinds, Math.max(0, adults - laps));
  const asked = { registrationId, organisationId };
  const [placing] = await withNumbers(ctx, movement.id, [{ ...asked, splitId: null, chosen }]);
  if (placing === undefined) throw new Problem("internal");
  const writes = [
    ...placingWrites(ctx.db, officerOf(ctx.actor), movement, crisis.now, []),
    guardAllSeen(ctx.db, organisationId, [asked]),
    guardListable(ctx.db, [asked]),
    guardOnIt(ctx.db, movement.id, registrationId),
    ...insertMissing(ctx.db, movement.id, crisis.now, placing),
  ];
  const target = { crisisId: crisis.id, targetId: registrationId };
  const reply = { registrationId, state: on?.state ?? ("asked" as const), group: null, position: null };
  return commit(ctx, new Date(crisis.now), target, writes, reply);
}

/** Whom a split names. Raises `split-not-agreed` for one of another case. */
async function partIds(ctx: Ctx, registrationId: string, splitId: string): Promise<string[]> {
  const split = (await listSplits(ctx.db, { id: registrationId })).find((one) => one.id === splitId);
  if (split === undefined) throw new Problem("split-not-agreed");
  return JSON.parse(split.personIds) as string[];
}

export const placeMany = bind(
  seatPlaceMany,
  async (ctx, input) => {
    try {
      return await withTries(isRace, (last) =>
        tryMany(ctx, input.movementId, [...new Set(input.registrationIds)], last),
      );
    } catch (error) {
      // Five times somebody was faster.
      if (isRace(error)) throw new Problem("seats-gone");
      throw error;
    }
  },
  async (ctx, reply, { movementId }) => {
    const ids = reply.placed.map((one) => one.registrationId);
    const now = new Map((await listPlaced(ctx.db, movementId, ids)).map((one) => [one.registrationId, one]));
    return { ...reply, placed: reply.placed.map((one) => now.get(one.registrationId) ?? one) };
  },
);

/**
 * Those who were told that it is not possible, and are nobody's work: a seat would make them work, so each takes a reason. One
 * alone is asked for it (`reason-needed`); among many they are refused, and the others get their seats.
 */
async function shutOf(
  ctx: Ctx,
  groups: ReadonlyMap<string, Group>,
  crisis: Crisis,
): Promise<ReadonlySet<string>> {
  const shut = new Set<string>();
  for (const group of groups.values())
    if (!isOpenState(group.state))
      try {
        await glassToWrite(ctx, group.registrationId, crisis);
      } catch (error) {
        if (!(error instanceof Problem) || groups.size === 1) throw error;
        shut.add(group.registrationId);
      }
  return shut;
}

async function tryMany(ctx: Ctx, movementId: string, ids: readonly string[], last: boolean) {
  const officer = officerOf(ctx.actor);
  const movement = await makersMovement(ctx, movementId);
  const crisis = await getCrisis(ctx, movement.crisisId);
  if (!takesGroups(movement.state)) throw new Problem("movement-not-open");
  const { organisationId } = officer;
  const asked = ids.map((registrationId) => ({ registrationId, organisationId }));
  const groups = await readGroups(ctx, movement.id, asked, new Date(crisis.now));
  let figures: Figures = movement;
  const shut = await shutOf(ctx, groups, crisis);
  const seated: { registrationId: string; organisationId: string; splitId: null; chosen: Chosen[] }[] = [];
  const waiting: typeof asked = [];
  const refused: string[] = [];
  const known: string[] = [];
  for (const one of asked) {
    const group = groups.get(one.registrationId);
    if (group !== undefined && isSeated(group)) known.push(one.registrationId);
    else {
      const may =
        group?.crisisId === movement.crisisId && isListable(group.state) && !shut.has(group.registrationId);
      const people = may ? wholeOf(group) : null;
      if (people === null) refused.push(one.registrationId);
      else {
        const chosen = kindsFor(people, figures);
        if (fits(figures, organisationId, chosen, crisis.now)) {
          seated.push({ ...one, splitId: null, chosen });
          figures = afterwards(figures, organisationId, chosen, 1);
        } else waiting.push(one);
      }
    }
  }
  const placings = seated.length === 0 ? [] : await withNumbers(ctx, movement.id, seated);
  const again = waiting.filter((one) => groups.get(one.registrationId)?.on === "waiting");
  const writes = placingWrites(ctx.db, officer, movement, crisis.now, placings, waiting, again);
  // Nobody is put on the waiting list for want of seats that became free meanwhile.
  if (waiting.length > 0 && !last) writes.unshift(guardStill(ctx.db, movement, "seats-gone"));
  const as = (registrationId: string, state: "asked" | "waiting") => ({
    registrationId,
    state,
    group: null,
    position: null,
  });
  const reply = {
    placed: [
      ...known.map((id) => as(id, "asked")),
      ...placings.map((one) => as(one.registrationId, "asked")),
      ...waiting.map((one) => as(one.registrationId, "waiting")),
    ],
    refused,
  };
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: movement.id }, writes, reply);
}
