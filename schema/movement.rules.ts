// Pure decisions about movements that both sides need: states, seats, who may still place how many.
import type { MovementState, SeatCount, SeatKind, Share } from "./movement.ts";

const next: Record<MovementState, readonly MovementState[]> = {
  planned: ["confirmed", "cancelled"],
  confirmed: ["boarding", "cancelled"],
  boarding: ["departed", "cancelled"],
  departed: ["arrived"],
  arrived: ["closed"],
  closed: [],
  cancelled: [],
};

export function nextMovementStates(state: MovementState): readonly MovementState[] {
  return next[state];
}

/** States in which groups can be placed, moved and freed. */
export const openMovementStates = ["planned", "confirmed", "boarding"] as const;
export function takesGroups(state: MovementState): boolean {
  return (openMovementStates as readonly MovementState[]).includes(state);
}

export function freeSeats(capacity: SeatCount, taken: SeatCount): SeatCount {
  return {
    seat: capacity.seat - taken.seat,
    wheelchair: capacity.wheelchair - taken.wheelchair,
    stretcher: capacity.stretcher - taken.stretcher,
    lap: capacity.lap - taken.lap,
  };
}

/** All places of a movement but laps, which are nobody's share: an infant goes with whoever carries it. */
export function placesOf(count: SeatCount): number {
  return count.seat + count.wheelchair + count.stretcher;
}

/**
 * How many people an organisation may still place at a moment: what it has of its own share, and what is in nobody's
 * running share. Without shares everything is free to all who take part.
 */
export function mayStillPlace(
  organisationId: string,
  capacity: SeatCount,
  taken: SeatCount,
  shares: readonly (Share & { taken: number })[],
  now: string,
): number {
  const free = placesOf(capacity) - placesOf(taken);
  const kept = shares
    .filter((share) => share.organisationId !== organisationId && share.until > now)
    .reduce((sum, share) => sum + Math.max(0, share.places - share.taken), 0);
  return Math.max(0, free - kept);
}

/** The seat of somebody of this age: an infant under two goes on a lap where there are any left (carriers' usual rule). */
export function seatFor(age: number | null, free: SeatCount): SeatKind {
  return age !== null && age < 2 && free.lap > 0 ? "lap" : "seat";
}
