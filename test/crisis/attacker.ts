// Somebody who keeps everything that was ever published and reasons with it: intervals, narrowed against each other.
// She knows the rules and, where she is a partner, exactly how many people her own organisation sees.
import type { AreaFigure } from "../../schema/area.rules.ts";

export interface Interval {
  lo: number;
  hi: number;
}
/** Figures are rounded to fives, and leave out up to nine people whom all but one organisation see. */
const ROUNDING = 2;
const LEFT_OUT = 9;
/** How far the truth may have moved while a figure stood. */
const STANDS = 9;
const anything: Interval = { lo: 0, hi: Number.POSITIVE_INFINITY };
const widen = ({ lo, hi }: Interval, by: number): Interval => ({ lo: Math.max(0, lo - by), hi: hi + by });
export const minus = (a: Interval, b: Interval): Interval => ({ lo: a.lo - b.hi, hi: a.hi - b.lo });
/** True where an interval says that it is somebody, and only a few. */
export const isolates = ({ lo, hi }: Interval): boolean => (lo >= 1 && hi <= 9) || (lo >= -9 && hi <= -1);

/** What one published figure says by itself, now and at the moment when it last changed. */
export class FigureSeen {
  shown: number | null = null;
  now: Interval = anything;
  private readonly leftOut: number;
  constructor(leftOut = LEFT_OUT) {
    this.leftOut = leftOut;
  }
  sees(shown: number | null): void {
    const changed = shown !== this.shown;
    this.shown = shown;
    if (shown === null) this.now = anything;
    else {
      const fresh = { lo: shown - ROUNDING, hi: shown + ROUNDING + this.leftOut };
      this.now = changed ? fresh : widen(fresh, STANDS);
    }
  }
}

/** A column of areas and, hidden among them, those without a place, against a total: each bound narrows the others. */
export function narrow(
  parts: ReadonlyMap<string, Interval>,
  total: Interval,
): { parts: Map<string, Interval>; hidden: Interval } {
  const out = new Map(parts);
  let hidden: Interval = { lo: 0, hi: total.hi };
  for (let round = 0; round < 4; round++) {
    const sum = (side: "lo" | "hi", but?: string) =>
      [...out].reduce((all, [cell, one]) => all + (cell === but ? 0 : one[side]), 0);
    const shownHi = [...parts].reduce(
      (all, [cell, one]) => all + (one.hi === Number.POSITIVE_INFINITY ? 0 : (out.get(cell)?.hi ?? 0)),
      0,
    );
    const shownLo = [...parts].reduce(
      (all, [cell, one]) => all + (one.hi === Number.POSITIVE_INFINITY ? 0 : (out.get(cell)?.lo ?? 0)),
      0,
    );
    hidden = { lo: Math.max(hidden.lo, total.lo - shownHi), hi: Math.min(hidden.hi, total.hi - shownLo) };
    for (const [cell, one] of out)
      out.set(cell, { lo: one.lo, hi: Math.min(one.hi, total.hi - sum("lo", cell)) });
  }
  return { parts: out, hidden };
}

export class Attacker {
  readonly figures = new Map<string, FigureSeen>();
  readonly total = new FigureSeen(0);
  sees(figures: readonly AreaFigure[]): void {
    const keys = new Set([...this.figures.keys(), ...figures.map(({ cell, kind }) => `${kind} ${cell}`)]);
    for (const key of keys) {
      const seen = this.figures.get(key) ?? new FigureSeen();
      this.figures.set(key, seen);
      seen.sees(figures.find(({ cell, kind }) => `${kind} ${cell}` === key)?.shown ?? null);
    }
  }
  of(kind: string): Map<string, Interval> {
    const found = [...this.figures].filter(([key]) => key.startsWith(`${kind} `));
    return new Map(found.map(([key, seen]) => [key.slice(kind.length + 1), seen.now]));
  }
}
