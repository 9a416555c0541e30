// What may be read of counts that are published together (ruling 10): one rule for every publisher, public and partner. Pure.
// Invariant: every figure that stands, and everything that is left when figures are taken from each other, is ten people or
// more of three groups or more; and nothing appears, goes or changes before ten people or three groups have moved in it or
// in what is left beside it. So decisions are made on bases, which move in such steps alone, and never on the count itself.

/** The threshold of disclosure (ruling 10). */
export const THRESHOLD = 10;
/** A figure appears from twenty people on: it may then lose nine unseen, and still stand over more than ten. */
export const APPEARS = 2 * THRESHOLD;
/** Fewer groups than this are somebody: a bus of forty may be one employer's workers. */
export const GROUPS = 3;
/** From five groups on: two may go unseen, and three are left. */
export const GROUPS_APPEAR = 2 * GROUPS - 1;

/** What is true of one count: people, groups, and the most of those people that any one organisation sees by itself. */
export interface Count {
  people: number;
  groups: number;
  known: number;
}
/** What is remembered of one count. No door reads it but for `shown`. */
export interface Kept {
  /** People and groups when they last moved by ten, or by three. */
  base: number;
  groups: number;
  /** What may be said of `base`; whether it would stand were nothing beside it small; and what was published. */
  value: number | null;
  alone: boolean;
  shown: number | null;
  /** Something was ever published of it. */
  told: boolean;
}
/** Keys that are parts of one sum without overlap. */
export interface Column {
  /** Under which what it hides is remembered. */
  key: string;
  parts: readonly string[];
  /** Of all its parts and of whatever else belongs to the sum. */
  sum: Pick<Count, "people" | "groups">;
  /** The parts are all there is: where all stand, nothing is hidden beside them. */
  complete: boolean;
}
/** Everything that one reader may lay side by side. */
export interface Table {
  counts: ReadonlyMap<string, Count>;
  /** Keys that are part of another key's count and may overlap with each other; whoever is left is a count too. */
  within: ReadonlyMap<string, string>;
  /** How many of those who are left beside a figure are not seen by the organisation that sees most of them. */
  othersLeft?: ReadonlyMap<string, number>;
  columns: readonly Column[];
}

const nobody: Count = { people: 0, groups: 0, known: 0 };
const unseen: Kept = { base: 0, groups: 0, value: null, alone: false, shown: null, told: false };
const isFew = (people: number) => people > 0 && people < THRESHOLD;

/**
 * What may be said of a count where one organisation knows most of it. Fewer than ten others are left out, so that it finds
 * them in no difference. Fewer than ten others among those who are left beside the count are taken in, for the same reason;
 * not where others in the count are few too: it would find what was added.
 */
function readable({ people, known }: Count, othersLeft: number): number {
  const told = people - known < THRESHOLD ? known : people + (isFew(othersLeft) ? othersLeft : 0);
  return Math.round(told / 5) * 5;
}

function step(count: Count, before: Kept = unseen, othersLeft = 0): Kept {
  const moved = Math.abs(count.people - before.base) >= THRESHOLD;
  const regrouped = Math.abs(count.groups - before.groups) >= GROUPS;
  return {
    ...before,
    base: moved ? count.people : before.base,
    value: moved ? readable(count, othersLeft) : before.value,
    groups: regrouped ? count.groups : before.groups,
  };
}

const stands = ({ base, groups }: Kept) => base >= APPEARS && groups >= GROUPS_APPEAR;

/** The next publication of all figures of a table. `before` is what the last one gave back, and holds more than figures. */
export function publish(table: Table, before: ReadonlyMap<string, Kept>): Map<string, Kept> {
  const out = new Map<string, Kept>();
  const countOf = (key: string) => table.counts.get(key) ?? nobody;
  const keep = (key: string, kept: Kept, alone: boolean) =>
    out.set(key, { ...kept, alone, shown: alone ? kept.value : null });

  const wholes = [...table.counts.keys()].filter((key) => !table.within.has(key));
  for (const key of wholes) {
    const kept = step(countOf(key), before.get(key), table.othersLeft?.get(key));
    keep(key, kept, stands(kept));
  }
  const columnsOf = (ofParts: boolean) =>
    table.columns.filter(({ parts }) => parts.some((key) => table.within.has(key)) === ofParts);
  for (const column of columnsOf(false)) hideBeside(column, table, before, out);

  for (const [key, whole] of table.within) {
    const [count, all] = [countOf(key), countOf(whole)];
    const people = all.people - count.people;
    const left: Count = { people, groups: all.groups - count.groups, known: people };
    const beside = step(left, before.get(`rest.${key}`));
    out.set(`rest.${key}`, beside);
    const kept = step(count, before.get(key), table.othersLeft?.get(key));
    keep(key, kept, stands(kept) && stands(beside) && out.get(whole)?.shown != null);
  }
  for (const column of columnsOf(true)) hideBeside(column, table, before, out);
  for (const kept of out.values()) kept.told ||= kept.shown !== null;
  return out;
}

/**
 * Where what a column hides is little, nobody included, its least figure is hidden too: the sum minus what is shown gives no
 * few away. Changes `out`.
 */
function hideBeside(
  column: Column,
  table: Table,
  before: ReadonlyMap<string, Kept>,
  out: Map<string, Kept>,
): void {
  const { parts, sum } = column;
  const alone = parts.filter((key) => out.get(key)?.alone === true);
  const counts = alone.map((key) => table.counts.get(key) ?? nobody);
  const people = sum.people - counts.reduce((all, one) => all + one.people, 0);
  const left = {
    people,
    groups: sum.groups - counts.reduce((all, one) => all + one.groups, 0),
    known: people,
  };
  // Other figures stand than before: what is left beside them is another count, and begins anew.
  const asBefore = parts.every((key) => (before.get(key)?.alone ?? false) === (out.get(key)?.alone ?? false));
  const last = asBefore ? before.get(column.key) : undefined;
  const kept = last === undefined ? { ...unseen, base: people, groups: left.groups } : step(left, last);
  out.set(column.key, { ...kept, value: null });
  if ((column.complete && alone.length === parts.length) || stands(kept)) return;
  const baseOf = (key: string) => out.get(key)?.base ?? 0;
  const least = alone.sort((a, b) => baseOf(a) - baseOf(b) || (a < b ? -1 : 1))[0];
  const figure = least === undefined ? undefined : out.get(least);
  if (least !== undefined && figure !== undefined) out.set(least, { ...figure, shown: null });
}
