// The crisis clock and the public figures. Pure: the real moment is an argument.
import type { Clock } from "./crisis.ts";

/** What the time is in a crisis: its own clock for an exercise, the real one otherwise (ruling 15). */
export function crisisNow(clock: Clock | null, real: Date): Date {
  if (clock === null) return real;
  const passed = Math.max(0, real.getTime() - Date.parse(clock.real));
  return new Date(Date.parse(clock.exercise) + Math.floor(passed * clock.speed));
}

/** The same clock, showing `now` at the real moment `real`. */
export function clockAt(now: Date, real: Date, speed: number): Clock {
  return { real: real.toISOString(), exercise: now.toISOString(), speed };
}

/** The threshold of disclosure (ruling 10). */
export const THRESHOLD = 10;

/**
 * What the public may read of a count. Under ten: nothing. Otherwise rounded to fives, and the figure that stood
 * before stays until the truth has moved by ten or more, so that nobody reads one family out of two days; what was
 * hidden stays hidden as long, so that no figure comes and goes with one family at the threshold.
 */
export function publicFigure(
  truth: number,
  before: { shown: number | null; truth: number } | null,
): number | null {
  if (truth < THRESHOLD) return null;
  if (before !== null && Math.abs(truth - before.truth) < THRESHOLD) return before.shown;
  return Math.round(truth / 5) * 5;
}

/**
 * Hides a part of a published total that others of fewer than ten would be left beside: the total minus the part would count them.
 */
export function withoutRest(
  total: { truth: number; shown: number | null },
  part: { truth: number; shown: number | null },
): number | null {
  const rest = total.truth - part.truth;
  return total.shown === null || (rest > 0 && rest < THRESHOLD) ? null : part.shown;
}

/**
 * Hides a second part where one alone is hidden: the total minus the others would give it back. The parts that are
 * shown with a total must leave out none, or two that hide at least `THRESHOLD` people together.
 */
export function withoutComplement(
  parts: readonly { truth: number; shown: number | null }[],
): (number | null)[] {
  const out = parts.map((part) => part.shown);
  const hiddenSum = () => parts.reduce((sum, part, i) => sum + (out[i] === null ? part.truth : 0), 0);
  while (out.some((shown, i) => shown === null && (parts[i]?.truth ?? 0) > 0) && hiddenSum() < THRESHOLD) {
    let least = -1;
    parts.forEach((part, i) => {
      if (out[i] !== null && (least === -1 || part.truth < (parts[least]?.truth ?? 0))) least = i;
    });
    if (least === -1) break;
    out[least] = null;
  }
  return out;
}
