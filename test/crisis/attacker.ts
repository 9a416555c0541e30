// Somebody who keeps everything that was ever published and reasons with it: intervals, narrowed against each other. She knows
// the rules and how large groups are, and she reads what is kept back as what that truly tells, never as "anything".
export interface Interval {
  lo: number;
  hi: number;
}
/** Which figures lie side by side. A column's `sum` is a figure's key, or null where no sum is published with it. */
export interface Layout {
  keys: readonly string[];
  within: ReadonlyMap<string, string>;
  columns: readonly { key: string; parts: readonly string[]; sum: string | null; complete: boolean }[];
}
/** Figures are rounded to fives. */
const ROUNDING = 2;
/** How far the truth may have moved while a figure stood. */
const STANDS = 9;
const anything: Interval = { lo: 0, hi: Number.POSITIVE_INFINITY };
const both = (a: Interval, b: Interval): Interval => ({ lo: Math.max(a.lo, b.lo), hi: Math.min(a.hi, b.hi) });
export const minus = (a: Interval, b: Interval): Interval => ({ lo: a.lo - b.hi, hi: a.hi - b.lo });
const plus = (a: Interval, b: Interval): Interval => ({ lo: a.lo + b.lo, hi: a.hi + b.hi });
/** True where an interval says that it is somebody, and only a few. */
export const isolates = ({ lo, hi }: Interval): boolean => (lo >= 1 && hi <= 9) || (lo >= -9 && hi <= -1);

export interface Found {
  what: string;
  /** Not how many they are, but how many came or went. */
  moved: boolean;
}

export class Attacker {
  /** What she knows of each count, of whom is left beside it (`rest.…`) and of what a column hides, by name. */
  known = new Map<string, Interval>();
  private last: ReadonlyMap<string, number | null> = new Map();
  private readonly most: number;
  private readonly distorted: number;
  private readonly least: number;
  /**
   * `most`: the largest group. `distorted`: up to nine people are left out or taken in for what one organisation knows.
   * `trusts`: she takes it that the rule holds, and that nothing stands over or beside fewer than eleven.
   */
  constructor(most: number, distorted: boolean, trusts: boolean) {
    this.most = most;
    this.least = trusts ? 11 : 0;
    this.distorted = distorted ? 9 : 0;
  }

  private figure(key: string, shown: number): Interval {
    const was = this.last.get(key) ?? null;
    const near = ROUNDING + this.distorted;
    const by = was !== null && was !== shown ? near : near + STANDS;
    return { lo: Math.max(this.least, shown - by), hi: shown + by };
  }

  /** Fewer than twenty people or five groups when it last moved: how many people that may be, now or in the moment it went. */
  private little(key: string): Interval {
    const went = this.last.get(key) != null;
    return { lo: 0, hi: went ? Math.max(19, 4 * this.most) : Math.max(28, 6 * this.most) };
  }

  /** `sums`: what she knows from elsewhere of sums that are not published with a column, by the column's key. */
  sees(
    { keys, within, columns }: Layout,
    shown: ReadonlyMap<string, number | null>,
    sums: ReadonlyMap<string, Interval> = new Map(),
  ): void {
    const now = new Map<string, Interval>();
    const of = (name: string) => now.get(name) ?? anything;
    const narrow = (name: string, by: Interval) => now.set(name, both(of(name), by));
    const inColumn = new Set(columns.flatMap(({ parts }) => parts));
    const at = (key: string) => shown.get(key) ?? null;
    for (const key of keys) {
      const figure = at(key);
      if (figure !== null) narrow(key, this.figure(key, figure));
      else if (!within.has(key) && !inColumn.has(key)) narrow(key, this.little(key));
      if (figure !== null && within.has(key)) narrow(`rest.${key}`, { lo: this.least, hi: anything.hi });
    }
    for (let round = 0; round < 3; round++) {
      for (const [key, whole] of within) {
        const rest = `rest.${key}`;
        narrow(key, { lo: 0, hi: of(whole).hi });
        narrow(rest, { lo: 0, hi: of(whole).hi });
        // Kept back beside a whole that stands, and covered by no column: it is little, or whoever is left is.
        if (at(key) === null && at(whole) !== null && !inColumn.has(key)) {
          const little = this.little(key);
          if (of(rest).lo > little.hi) narrow(key, little);
          if (of(key).lo > little.hi) narrow(rest, little);
        }
        narrow(key, minus(of(whole), of(rest)));
        narrow(rest, minus(of(whole), of(key)));
        narrow(whole, plus(of(key), of(rest)));
      }
      for (const { key, parts, sum, complete } of columns) {
        const stand = parts.filter((part) => at(part) !== null);
        const hidden = parts.filter((part) => at(part) === null);
        if (stand.length === 0) continue;
        const all = complete && hidden.length === 0;
        narrow(key, all ? { lo: 0, hi: 0 } : { lo: this.least, hi: anything.hi });
        const whole = sum === null ? (sums.get(key) ?? anything) : of(sum);
        const told = stand.map(of).reduce(plus);
        narrow(key, minus(whole, told));
        for (const part of stand) {
          const others = stand.filter((one) => one !== part).map(of);
          narrow(part, minus(whole, others.reduce(plus, of(key))));
        }
        for (const part of hidden) narrow(part, { lo: 0, hi: of(key).hi });
        if (complete && hidden.length === 1) narrow(hidden[0] ?? "", of(key));
        if (sum !== null) narrow(sum, plus(told, of(key)));
      }
    }
    this.before = this.known;
    this.known = now;
    this.last = new Map(shown);
  }

  private before = new Map<string, Interval>();
  /** Names of which she knows that it is somebody and only a few, or that only a few came or went since she looked last. */
  found(): Found[] {
    return [...this.known].flatMap(([what, now]) => {
      const was = this.before.get(what);
      return [
        ...(isolates(now) ? [{ what, moved: false }] : []),
        ...(was !== undefined && isolates(minus(now, was)) ? [{ what, moved: true }] : []),
      ];
    });
  }
}
