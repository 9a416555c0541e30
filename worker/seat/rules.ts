// Who sits where: kinds of seats for a group, whether it fits as a whole, and figures as they are afterwards. Pure.
// The database decides in the end (migrations/0009_movement.sql); this says beforehand what it will decide.
import { freeSeats, mayStillPlace, seatFor } from "../../schema/movement.rules.ts";
import { type Movement, type SeatCount, type SeatKind, seatKinds } from "../../schema/movement.ts";

export interface Traveller {
  id: string;
  /** Null where nobody said. */
  age: number | null;
}

export interface Chosen {
  personId: string;
  kind: SeatKind;
  adult: boolean;
}

export type Figures = Pick<Movement, "capacity" | "taken" | "shares">;

/** Whoever's age nobody knows counts as an adult. */
export function isAdult(age: number | null): boolean {
  return age === null || age >= 18;
}

/**
 * A kind for each of a group: as an officer asked, otherwise by age. No more infants go on laps than there are adults
 * in the group to carry them, and than laps are free. `carrying`: adults who have seats already and carry nobody.
 */
export function kindsFor(
  group: readonly Traveller[],
  figures: Figures,
  asked: ReadonlyMap<string, SeatKind> = new Map(),
  carrying = 0,
): Chosen[] {
  const free = freeSeats(figures.capacity, figures.taken);
  const askedLaps = [...asked.values()].filter((kind) => kind === "lap").length;
  let carriers = group.filter((one) => isAdult(one.age)).length - askedLaps + carrying;
  return group.map(({ id, age }) => {
    let kind = asked.get(id);
    if (kind === undefined) {
      kind = seatFor(age, carriers > 0 ? free : { ...free, lap: 0 });
      if (kind === "lap") carriers--;
    }
    free[kind]--;
    return { personId: id, kind, adult: isAdult(age) };
  });
}

/** Who may be asked onto a lap: an infant under two, and no more of them than adults who carry. */
export function lapsArePossible(group: readonly Traveller[], asked: ReadonlyMap<string, SeatKind>): boolean {
  const laps = group.filter((one) => asked.get(one.id) === "lap");
  return (
    laps.every((one) => one.age !== null && one.age < 2) &&
    laps.length <= group.filter((one) => isAdult(one.age)).length
  );
}

export function countKinds(list: readonly { kind: SeatKind }[]): SeatCount {
  const count = { seat: 0, wheelchair: 0, stretcher: 0, lap: 0 };
  for (const { kind } of list) count[kind]++;
  return count;
}

/** True where the whole group has seats of its kinds, and its organisation may still place as many. */
export function fits(
  figures: Figures,
  organisationId: string,
  list: readonly { kind: SeatKind }[],
  now: string,
): boolean {
  const wanted = countKinds(list);
  const free = freeSeats(figures.capacity, figures.taken);
  if (seatKinds.some((kind) => wanted[kind] > free[kind])) return false;
  const places = list.length - wanted.lap;
  return places <= mayStillPlace(organisationId, figures.capacity, figures.taken, figures.shares, now);
}

/** Figures after a group took seats (`sign` 1) or gave them back (-1). */
export function afterwards(
  figures: Figures,
  organisationId: string,
  list: readonly { kind: SeatKind }[],
  sign: 1 | -1,
): Figures {
  const moved = countKinds(list);
  const taken = { ...figures.taken };
  for (const kind of seatKinds) taken[kind] += sign * moved[kind];
  const places = sign * (list.length - moved.lap);
  const shares = figures.shares.map((share) =>
    share.organisationId === organisationId ? { ...share, taken: share.taken + places } : share,
  );
  return { capacity: figures.capacity, taken, shares };
}
