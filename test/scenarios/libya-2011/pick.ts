// Chances: one of several by weight, and several by a chance each.
import type { Random } from "../../kit/random.ts";

/** One of several, as likely as its weight says. */
export function pick<T>(dice: Random, weighted: readonly (readonly [T, number])[]): T {
  let left = dice.next() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [one, weight] of weighted) {
    left -= weight;
    if (left < 0) return one;
  }
  const last = weighted.at(-1);
  if (last === undefined) throw new Error("nothing to pick from");
  return last[0];
}

/** Those whose chance came up. */
export function some<T>(dice: Random, chances: readonly (readonly [T, number])[]): T[] {
  return chances.filter(([, chance]) => dice.next() < chance).map(([one]) => one);
}
