// Handlers of seat for the person herself: her seats, her place on waiting lists, and her answer. No answer lowers help.
import { takingAway } from "../../schema/consent.rules.ts";
import { inLanguage, type LocalText } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { takesGroups } from "../../schema/movement.rules.ts";
import type { Stop } from "../../schema/movement.ts";
import { type SeatForSelf, seatAnswer, seatMine } from "../../schema/seat.ts";
import { groupRegistration, ownRegistration } from "../consent/routes.ts";
import { consentWrites, listConsents } from "../consent/store.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showingOwn } from "../kit/policy.ts";
import { bytesOf, open } from "../kit/seal.ts";
import {
  findOwnMovement,
  guardStill,
  guardTakesGroups,
  type MovementSeen,
  touchMovement,
} from "../movement/store.ts";
import { namesOf } from "../organisation/store.ts";
import {
  comesElsewhere,
  findOnIt,
  guardNotAboard,
  guardOnIt,
  listTrips,
  type TripRow,
  takeOff,
  unseatedReason,
  updateComing,
} from "../passenger/store.ts";
import {
  listPersons,
  type RegistrationRow,
  type SealedPerson,
  type SealedRegistration,
} from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { listSplits } from "../split/store.ts";
import { fill, isRace, withTries } from "./placing.ts";
import { afterwards } from "./rules.ts";
import { insertPlacings } from "./store.ts";

/**
 * The event that goes with her answer: a yes lets those who run the movement read her group's names for it, a no to the
 * last of their movements takes that back. Nothing where it stands so already.
 */
async function travelConsent(
  ctx: Ctx,
  own: RegistrationRow,
  movement: MovementSeen,
  given: 0 | 1,
  at: string,
): Promise<D1PreparedStatement[]> {
  const { organisationId } = movement;
  const held = (await listConsents(ctx.db, own))
    .filter((one) => one.organisationId === organisationId)
    .map((one) => one.purpose);
  if (held.includes("travel") === (given === 1)) return [];
  if (given === 0 && (await comesElsewhere(ctx.db, own, movement.id, organisationId))) return [];
  const key = await keyOf(ctx.settings, own);
  const { lang } = await open<SealedRegistration>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed));
  const event = given === 1 ? ("given" as const) : takingAway(held, ["travel"]);
  const said = { registrationId: own.id, organisationId, purpose: "travel" as const, event, at, lang, key };
  return consentWrites(ctx.db, [{ ...said, place: "journey" as const }]);
}

export const answer = bind(seatAnswer, (ctx, input) =>
  withTries(isRace, async (last) => {
    const own = await ownRegistration(ctx);
    const movement = await findOwnMovement(ctx.db, own, input.movementId);
    const on = await findOnIt(ctx.db, input.movementId, own.id);
    // Who waits has nothing to say yes to yet.
    if (movement === null || on === null || (on.state === "waiting" && input.answer === "coming"))
      throw new Problem("not-found");
    if (!takesGroups(movement.state)) throw new Problem("movement-not-open");
    const crisis = await getCrisis(ctx, own.crisisId);
    const guards = [
      guardOpen(ctx.db, crisis.id),
      guardTakesGroups(ctx.db, movement.id),
      guardOnIt(ctx.db, movement.id, own.id),
    ];
    const target = { crisisId: crisis.id, targetId: own.id };
    const reply = { movementId: movement.id, answer: input.answer };
    const consent = await travelConsent(ctx, own, movement, input.answer === "coming" ? 1 : 0, crisis.now);
    if (input.answer === "coming")
      return commit(
        ctx,
        new Date(crisis.now),
        target,
        [
          ...guards,
          updateComing(ctx.db, movement.id, own.id, crisis.now),
          touchMovement(ctx.db, movement.id),
          ...consent,
        ],
        reply,
      );
    const left = { ...movement, ...afterwards(movement, on.organisationId, on.seats, -1) };
    const next = last || on.seats.length === 0 ? [] : await fill(ctx, left, crisis.now);
    const off = { at: crisis.now, ending: "answer" as const, reason: null, by: null };
    const writes = [
      ...guards,
      ...(last ? [] : [guardStill(ctx.db, movement, "seats-gone")]),
      guardNotAboard(ctx.db, movement.id, own.id),
      ...takeOff(ctx.db, movement.id, { registrationId: own.id }, off),
      ...consent,
      ...insertPlacings(ctx.db, movement.id, crisis.now, next),
    ];
    return commit(ctx, new Date(crisis.now), target, writes, reply);
  }),
);

/** What cancelled it, or what an officer wrote to her, as text for her to read. */
async function reasonOf(key: CryptoKey, own: { id: string }, trip: TripRow): Promise<SeatForSelf["reason"]> {
  if (trip.reason !== null) {
    const bound = unseatedReason(trip.movementId, own.id);
    return { en: await open<string>(key, bound, bytesOf(trip.reason)) };
  }
  return trip.movementReason === null ? null : (JSON.parse(trip.movementReason) as LocalText);
}

/** @PRIVACY her own seats and names, to herself alone. */
export const mine = bind(seatMine, async (ctx) => {
  const own = await groupRegistration(ctx);
  const show = showingOwn(ctx.actor);
  show.must("seat");
  const key = await keyOf(ctx.settings, own);
  const [trips, splits, personRows, { lang }] = await Promise.all([
    listTrips(ctx.db, own),
    listSplits(ctx.db, own),
    listPersons(ctx.db, own),
    open<SealedRegistration>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed)),
  ]);
  const names = new Map(
    await Promise.all(
      personRows.map(
        async ({ id, sealed }) =>
          [id, (await open<SealedPerson>(key, `person.sealed:${id}`, bytesOf(sealed))).name] as const,
      ),
    ),
  );
  const organisations = await namesOf(ctx.db, [...new Set(trips.map((trip) => trip.runBy))]);
  const seats = trips.map(
    async (trip): Promise<SeatForSelf> => ({
      movementId: trip.movementId,
      label: trip.label,
      mode: trip.mode,
      from: JSON.parse(trip.origin) as Stop,
      to: JSON.parse(trip.destination) as Stop,
      leavesAt: trip.leavesAt,
      movementState: trip.movementState,
      reason: await reasonOf(key, own, trip),
      runBy: inLanguage(organisations.get(trip.runBy) ?? { en: trip.runBy }, lang).text,
      state: trip.state,
      position: trip.position,
      people: trip.seats.map((seat) => ({
        ...seat,
        name: show.of("name", names.get(seat.personId) ?? null),
      })),
    }),
  );
  const asked = splits
    .filter((one) => one.used === 0 && one.running === 1)
    .map(async (one) => ({
      id: one.id,
      movementId: one.movementId,
      people: (JSON.parse(one.personIds) as string[]).map((id) => names.get(id) ?? null),
      reason: await open<string>(key, `split.reason:${one.id}`, bytesOf(one.reason)),
      agreed: one.agreed === null ? null : one.agreed === 1,
    }));
  return { seats: await Promise.all(seats), splits: await Promise.all(asked) };
});
