// From groups that shall travel to what is written: opens what is sealed of ages, chooses kinds, draws numbers; and the
// waiting list that fills what became free. Decides what should fit; the database decides whether it did.
import type { ProblemCode } from "../../schema/kit/problem.ts";
import { placesOf } from "../../schema/movement.rules.ts";
import { ageAt } from "../../schema/person.ts";
import { nextStates } from "../../schema/registration.rules.ts";
import type { RegistrationState } from "../../schema/registration.ts";
import type { Ctx } from "../kit/door.ts";
import { problemIn } from "../kit/problem.ts";
import { bytesOf, hex, open, openKey, randomBytes, randomDigits } from "../kit/seal.ts";
import type { SealedPerson } from "../registration/store.ts";
import { afterwards, type Chosen, type Figures, fits, kindsFor, type Traveller } from "./rules.ts";
import {
  type Asked,
  type GroupRow,
  listGroups,
  listTakenNumbers,
  listTravellers,
  listWaiting,
  type Placing,
} from "./store.ts";

/** A group with its people: who has a seat somewhere, and who travels apart from it by an agreed split. */
export interface Group extends GroupRow {
  people: (Traveller & { busy: boolean; apart: boolean })[];
}

/** Groups by id, as their organisations may see them. @PRIVACY ages are opened here, for kinds of seats, and go no further. */
export async function readGroups(
  ctx: Ctx,
  movementId: string,
  asked: readonly Asked[],
  now: Date,
): Promise<Map<string, Group>> {
  const rows = await listGroups(ctx.db, movementId, asked);
  const people = Map.groupBy(await listTravellers(ctx.db, rows), (one) => one.registrationId);
  const groups = await Promise.all(
    rows.map(async (row): Promise<Group> => {
      const key = await openKey(ctx.settings, row.registrationId, {
        keyVersion: row.keyVersion,
        wrappedKey: bytesOf(row.wrappedKey),
      });
      const opened = (people.get(row.registrationId) ?? []).map(async ({ id, sealed, busy, apart }) => {
        const { born } = await open<SealedPerson>(key, `person.sealed:${id}`, bytesOf(sealed));
        const age = born === null ? null : ageAt(born, now);
        return { id, age, busy: busy === 1, apart: apart === 1 };
      });
      return { ...row, people: await Promise.all(opened) };
    }),
  );
  return new Map(groups.map((group) => [group.registrationId, group]));
}

/** True where it has seats on the movement that was asked about. */
export function isSeated(group: Group): boolean {
  return group.on === "asked" || group.on === "coming";
}

/** Everybody who would travel with the group; null where it has a seat already. Those of a split are not waited for. */
export function wholeOf(group: Group): Traveller[] | null {
  const whole = group.people.filter((one) => !one.apart);
  return isSeated(group) || whole.length === 0 || whole.some((one) => one.busy) ? null : whole;
}

/** Those of a group with seats who have none, because she added them later; null where there are none. */
export function missingOf(group: Group): Traveller[] | null {
  if (!isSeated(group) || group.onlyPart === 1) return null;
  const missing = group.people.filter((one) => !one.busy && !one.apart);
  return missing.length === 0 ? null : missing;
}

/** Those of the group whom a split names; null where one of them has a seat already. */
export function partOf(group: Group, personIds: readonly string[]): Traveller[] | null {
  const part = group.people.filter((one) => personIds.includes(one.id));
  return isSeated(group) || part.some((one) => one.busy || one.apart) ? null : part;
}

/** Six digits that no pass of the movement carries; none starts with 0, which spreadsheets would eat. */
async function freshNumbers(ctx: Ctx, movementId: string, count: number): Promise<string[]> {
  const fresh = new Set<string>();
  while (fresh.size < count) {
    const drawn = Array.from({ length: count - fresh.size }, () => {
      const digits = randomDigits(6);
      return digits.startsWith("0")
        ? `${String(1 + ((randomBytes(1)[0] ?? 0) % 9))}${digits.slice(1)}`
        : digits;
    });
    const taken = await listTakenNumbers(ctx.db, movementId, drawn);
    for (const number of drawn) if (!taken.has(number)) fresh.add(number);
  }
  return [...fresh];
}

/** Chosen seats with numbers and passes' ids, ready to be written. */
export async function withNumbers(
  ctx: Ctx,
  movementId: string,
  groups: readonly (Asked & { splitId: string | null; chosen: readonly Chosen[] })[],
): Promise<Placing[]> {
  const count = groups.reduce((sum, group) => sum + group.chosen.length, 0);
  const numbers = (await freshNumbers(ctx, movementId, count)).values();
  return groups.map(({ registrationId, organisationId, splitId, chosen }) => ({
    registrationId,
    organisationId,
    splitId,
    seats: chosen.map((one) => ({
      ...one,
      number: numbers.next().value ?? "",
      cti: hex(randomBytes(8)),
    })),
  }));
}

/** A case that has left or is safe asks for no seat; every other may be put on a list. */
export function isListable(state: RegistrationState): boolean {
  return state === "listed" || nextStates(state).includes("listed");
}

const AT_ONCE = 50;
const MOST_OPENED = 200;
const MOST_WAITING = 2000;

/**
 * Groups of the waiting list that fit into these figures, in order of need, then waiting time. Those too large for what
 * is left, and those who have a seat elsewhere, are passed over and keep their place.
 */
export async function fill(
  ctx: Ctx,
  movement: Figures & { id: string; waiting: number },
  now: string,
): Promise<Placing[]> {
  if (movement.waiting === 0) return [];
  let figures: Figures = movement;
  const room = () => placesOf(figures.capacity) - placesOf(figures.taken);
  if (room() <= 0) return [];
  const chosen: Parameters<typeof withNumbers>[2][number][] = [];
  const laps = movement.capacity.lap - movement.taken.lap;
  const list = (await listWaiting(ctx.db, movement.id, MOST_WAITING)).filter(
    (one) => one.people <= room() + laps,
  );
  for (let at = 0; at < Math.min(list.length, MOST_OPENED) && room() > 0; at += AT_ONCE) {
    const some = list.slice(at, at + AT_ONCE);
    const groups = await readGroups(ctx, movement.id, some, new Date(now));
    for (const { registrationId } of some) {
      const group = groups.get(registrationId);
      const whole = group === undefined ? null : wholeOf(group);
      if (group === undefined || whole === null || !isListable(group.state)) continue;
      const seats = kindsFor(whole, figures);
      if (!fits(figures, group.organisationId, seats, now)) continue;
      figures = afterwards(figures, group.organisationId, seats, 1);
      chosen.push({ registrationId, organisationId: group.organisationId, splitId: null, chosen: seats });
    }
  }
  return chosen.length === 0 ? [] : withNumbers(ctx, movement.id, chosen);
}

/** What a batch fails with where somebody was faster between reading and writing. */
const races: readonly (ProblemCode | null)[] = [
  "seats-gone",
  "share-used",
  "already-seated",
  "transition-impossible",
  "not-found",
];

/** True where a number was drawn twice, or somebody was faster. */
export function isRace(error: unknown): boolean {
  return isTwice(error) || races.includes(problemIn(error));
}

/** A number or a pass's id that was drawn at the same moment for somebody else. */
export function isTwice(error: unknown): boolean {
  return error instanceof Error && /UNIQUE constraint failed: seat\./.test(error.message);
}

const TRIES = 5;

/** Does it again from reading on, at most five times, where `again` says that the failure was a race. */
export async function withTries<T>(
  again: (error: unknown) => boolean,
  attempt: (last: boolean) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await attempt(tries === TRIES);
    } catch (error) {
      if (tries >= TRIES || !again(error)) throw error;
    }
}
