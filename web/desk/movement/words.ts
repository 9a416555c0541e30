// What is said of a movement in one line, the same on the board, in its pane and where groups are placed.
import {
  freeSeats,
  mayStillPlace,
  placesOf,
  takesGroups,
  takesPartIn,
} from "../../../schema/movement.rules.ts";
import type { Movement, SeatCount, SeatKind } from "../../../schema/movement.ts";
import { local, number, t } from "../../kit/words.ts";
import { me } from "../session.ts";

/** The contract's own list, told here so that the queue need not carry the contract of movements. */
export const kinds = ["seat", "wheelchair", "stretcher", "lap"] as const satisfies readonly SeatKind[];

export function wayWords(movement: Pick<Movement, "from" | "to">): string {
  return t("desk.movement.way", { from: local(movement.from.name), to: local(movement.to.name) });
}

/** Nobody published how many seats it had: nobody can be placed, and nothing is said of how full it was. */
export function seatsUnknown(capacity: SeatCount): boolean {
  return placesOf(capacity) + capacity.lap === 0;
}

/** `880 of 900 free`; once it has left, how many of its seats were taken here. */
export function freeWords({ capacity, taken, state }: Movement): string {
  if (seatsUnknown(capacity)) return t("desk.movement.seatsUnknown");
  if (!takesGroups(state))
    return t("desk.movement.taken", { n: number(placesOf(taken)), of: number(placesOf(capacity)) });
  const free = placesOf(capacity) - placesOf(taken);
  return t("desk.movement.free", { n: number(free), of: number(placesOf(capacity)) });
}

/** Free seats of each kind that there is: `Seat 880/900`. */
export function kindWords({ capacity, taken }: Pick<Movement, "capacity" | "taken">): string[] {
  const free = freeSeats(capacity, taken);
  return kinds
    .filter((kind) => capacity[kind] > 0)
    .map((kind) =>
      t("desk.movement.kind", {
        kind: t(`seatKind.${kind}`),
        n: number(free[kind]),
        of: number(capacity[kind]),
      }),
    );
}

/** How many people this officer's organisation may still place; null where it takes no part. */
export function mine(movement: Movement, now: string): number | null {
  const id = me.value?.organisation.id;
  if (id === undefined || !takesPartIn(movement, id)) return null;
  return mayStillPlace(id, movement.capacity, movement.taken, movement.shares, now);
}

export function ownShare(movement: Movement): Movement["shares"][number] | undefined {
  return movement.shares.find((share) => share.organisationId === me.value?.organisation.id);
}

/** Movements on which this officer's organisation may place groups now, next to leave first. */
export function openForUs(all: readonly Movement[]): Movement[] {
  const id = me.value?.organisation.id ?? "";
  return all
    .filter((one) => takesGroups(one.state) && takesPartIn(one, id) && !seatsUnknown(one.capacity))
    .toSorted((a, b) => (a.leavesAt < b.leavesAt ? -1 : a.leavesAt > b.leavesAt ? 1 : a.id < b.id ? -1 : 1));
}
