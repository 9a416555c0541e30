// Handlers of boarding passes: signed by the platform when they are read, anew each time, for at most a day after the
// movement leaves. Only for groups that said that they come.
import type { AccessField } from "../../schema/access.ts";
import { type PassClaims, printedName } from "../../schema/credential.ts";
import type { Crisis } from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { type Pass, passMine, passSheet } from "../../schema/pass.ts";
import { PLATFORM_ISSUER } from "../../schema/trust.ts";
import { insertLooks } from "../access/store.ts";
import { groupRegistration } from "../consent/routes.ts";
import { getCrisis } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { type Showing, showing, showingOwn } from "../kit/policy.ts";
import { bytesOf, open } from "../kit/seal.ts";
import { type SigningKey, signCredential, signingKey } from "../kit/sign.ts";
import { movementOf } from "../movement/routes.ts";
import type { SealedPerson } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { guardDesk } from "../zone/routes.ts";
import { findCrisisOf, listOwnSeats, listSheetSeats, type PassSeat } from "./store.ts";

/** R30: a short life; the pass is made anew as long as it is good. */
const LIVES = 24 * 3_600_000;
/** R30: enough to tell people apart at a gate, and small enough for a cheap printer. */
const MOST_NAME = 24;

const expiresAt = (seat: PassSeat) => new Date(Date.parse(seat.leavesAt) + LIVES).toISOString();

/** A year that was said; of an age no year is made up. */
function birthYearOf(born: string | null): number | null {
  return born?.startsWith("year:") === true ? Number(born.slice(5)) : null;
}

async function makePass(
  key: SigningKey,
  seat: PassSeat,
  person: SealedPerson,
  now: string,
  show: Showing,
): Promise<Pass> {
  const { movementId, personId, number, group, n, m } = seat;
  const seconds = Math.floor(Date.parse(now) / 1000);
  const name = show.of("name", person.name === null ? null : printedName(person.name, MOST_NAME));
  const claims: PassClaims = {
    kind: "pass",
    iss: key.iss,
    exp: Math.floor(Date.parse(expiresAt(seat)) / 1000),
    nbf: seconds,
    iat: seconds,
    cti: seat.cti,
    movement: movementId,
    crisis: seat.crisisId,
    number,
    group,
    n,
    m,
    adult: seat.adult === 1,
    name: name ?? "",
    birthYear: show.of("born", birthYearOf(person.born)),
  };
  const credential = await signCredential(key, claims);
  return { movementId, personId, number, name, group, n, m, expiresAt: expiresAt(seat), credential };
}

/** Passes of these seats; those whose time is over are left out. Raises `signing-key-missing` only where there is one to sign. */
async function passesOf(
  ctx: Ctx,
  crisis: Crisis,
  seats: readonly PassSeat[],
  show: Showing,
): Promise<Pass[]> {
  show.must("seat");
  const living = seats.filter((seat) => expiresAt(seat) > crisis.now);
  if (living.length === 0) return [];
  const last = Math.max(...living.map((seat) => Date.parse(expiresAt(seat))));
  const seconds = Math.ceil((last - Date.parse(crisis.now)) / 1000);
  const key = await signingKey(ctx.settings, PLATFORM_ISSUER, "pass", ctx.real, seconds);
  if (key === null) throw new Problem("signing-key-missing");
  const groupKeys = new Map<string, Promise<CryptoKey>>();
  return Promise.all(
    living.map(async (seat) => {
      const { registrationId: id, keyVersion, wrappedKey } = seat;
      const groupKey = groupKeys.get(id) ?? keyOf(ctx.settings, { id, keyVersion, wrappedKey });
      groupKeys.set(id, groupKey);
      const bound = `person.sealed:${seat.personId}`;
      const person = await open<SealedPerson>(await groupKey, bound, bytesOf(seat.sealed));
      return makePass(key, seat, person, crisis.now, show);
    }),
  );
}

/** @PRIVACY her own group's names, to herself alone. */
export const mine = bind(passMine, async (ctx) => {
  const own = await groupRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  return { passes: await passesOf(ctx, crisis, await listOwnSeats(ctx.db, own), showingOwn(ctx.actor)) };
});

/** @PRIVACY names leave here, of cases that were sent to this organisation; the look is written first. */
export const sheet = bind(passSheet, async (ctx, { movementId }) => {
  const officer = officerOf(ctx.actor);
  const crisisId = await findCrisisOf(ctx.db, movementId);
  if (crisisId === null) throw new Problem("not-found");
  await guardDesk(ctx, crisisId);
  const crisis = await getCrisis(ctx, crisisId);
  const seats = await listSheetSeats(ctx.db, officer, movementId);
  // With nobody of hers on it, that there is such a movement is told only to those who may know of it.
  if (seats.length === 0) await movementOf(ctx, movementId);
  const fields: AccessField[] = ["names", "born"];
  const seen = [...new Set(seats.map((seat) => seat.registrationId))].map((registrationId) => ({
    registrationId,
    purpose: "help" as const,
    fields,
  }));
  const looks = seen.length === 0 ? [] : [insertLooks(ctx.db, officer, seen)];
  await commitLook(ctx, new Date(crisis.now), { crisisId, targetId: movementId }, looks);
  // The seats of a sheet are those of cases that were sent here (`listSheetSeats`).
  const show = showing({ audience: "responder", role: officer.role, purposes: ["help"], age: null });
  return { passes: await passesOf(ctx, crisis, seats, show) };
});
