// When published districts are read again: the clock publishes an hour within some minutes of its turn, and a thousand
// desks must not ask in the same second. Pure.
const FIRST = 15_000;
const LONGEST = 300_000;

/** Milliseconds until the next look; tries counts from 0. */
export function lookAfter(tries: number, chance = Math.random()): number {
  return Math.min(LONGEST, FIRST * 2 ** tries) * (1 + chance);
}

/** Whether a publication is of the present hour of the crisis, or later than its clock says. */
export function isOfHour(at: string | null, now: string): boolean {
  return at !== null && at.slice(0, 13) >= now.slice(0, 13);
}
