// What is published of a crisis, series by series, and what has to hold of each publication: enough behind what stands and
// beside it, and no change for few. Counted here anew, by another way than the rule's own.
import { publishAreas } from "../../schema/area.rules.ts";
import {
  type Count,
  GROUPS,
  type Kept,
  publish,
  type Table,
  THRESHOLD,
} from "../../schema/disclosure.rules.ts";
import { publishFigures, publishOwn } from "../../schema/figure.rules.ts";
import type { Layout } from "./attacker.ts";
import {
  areaLayout,
  areaTruths,
  type Group,
  type Kind,
  ORGANISATIONS,
  ownLayout,
  ownTruth,
  publicLayout,
  publicTruth,
} from "./crowd.ts";

export type Rule = typeof publish;
export type Figures = ReadonlyMap<string, Kept>;

/** One publisher: how its figures follow, how they lie, and what is true behind them. */
interface Series {
  name: string;
  layout: Layout;
  every: number;
  /** Up to nine are left out or taken in for what one organisation knows. */
  distorted: boolean;
  next(groups: readonly Group[], before: Figures, rule: Rule): Map<string, Kept>;
  /** The counts and sums that the rule was given, as it was given them. */
  table(groups: readonly Group[], before: Figures): Table;
}
function seriesOf(
  name: string,
  layout: Layout,
  every: number,
  next: Series["next"],
  distorted: boolean,
): Series {
  const table: Series["table"] = (groups, before) => {
    let given: Table | null = null;
    next(groups, before, (asked, was) => {
      given = asked;
      return publish(asked, was);
    });
    return given ?? { counts: new Map(), within: new Map(), columns: [] };
  };
  return { name, layout, every, distorted, next, table };
}
export const allSeries = (kind: Kind): Series[] => [
  seriesOf(
    "public",
    publicLayout,
    24,
    (groups, before, rule) => {
      const { truth, leftKnown } = publicTruth(groups);
      return publishFigures(truth, leftKnown, before, rule);
    },
    kind.apart,
  ),
  seriesOf(
    "areas",
    areaLayout,
    1,
    (groups, before, rule) => publishAreas(areaTruths(groups), before, rule),
    kind.apart,
  ),
  ...ORGANISATIONS.slice(0, kind.apart ? 2 : 1).map((id) =>
    seriesOf(
      `own ${String(id)}`,
      ownLayout,
      1,
      (groups, before, rule) => publishOwn(ownTruth(groups, id), before, rule),
      false,
    ),
  ),
];

export const shownOf = (figures: Figures) => new Map([...figures].map(([key, { shown }]) => [key, shown]));
export const nobody: Count = { people: 0, groups: 0, known: 0 };
export type Pair = Pick<Count, "people" | "groups">;
const less = (a: Pair, b: Pair): Pair => ({ people: a.people - b.people, groups: a.groups - b.groups });

/** Counts that are behind a table, by name: figures, whoever is left beside them, and what columns hide while `hides` says so. */
export function behind(
  { counts, within, columns }: Table,
  hides: (key: string) => boolean,
): Map<string, Pair> {
  const of = (key: string) => counts.get(key) ?? nobody;
  return new Map<string, Pair>([
    ...counts,
    ...[...within].map(([key, whole]) => [`rest.${key}`, less(of(whole), of(key))] as const),
    ...columns.map(
      ({ key, parts, sum }) =>
        [
          key,
          parts
            .filter((part) => !hides(part))
            .map(of)
            .reduce<Pair>(less, sum),
        ] as const,
    ),
  ]);
}

/** What fails of the rule in one publication: too few behind what stands, or beside it. */
export function tooFew(
  { within, columns }: Table,
  figures: Figures,
  counts: ReadonlyMap<string, Pair>,
): string[] {
  const shown = (key: string) => figures.get(key)?.shown ?? null;
  const few = (name: string) => {
    const { people, groups } = counts.get(name) ?? nobody;
    return people < THRESHOLD || groups < GROUPS ? [name] : [];
  };
  return [
    ...[...figures].flatMap(([key, one]) => {
      if (one.shown === null) return [];
      const odd = one.shown % 5 !== 0 || one.shown < THRESHOLD ? [`${key} shows ${String(one.shown)}`] : [];
      const whole = within.get(key);
      if (whole === undefined) return [...odd, ...few(key)];
      return [...odd, ...few(key), ...few(`rest.${key}`), ...(shown(whole) === null ? [whole] : [])];
    }),
    ...columns.flatMap(({ key, parts, complete }) => {
      const stand = parts.filter((part) => shown(part) !== null).length;
      return stand === 0 || (complete && stand === parts.length) ? [] : few(key);
    }),
  ];
}

/** A count's own memory, kept apart from the rule's: whether ten people or three groups moved since it last did. */
export class Moves {
  private readonly bases = new Map<string, Pair>();
  private readonly sets = new Map<string, string>();
  /** Names that moved. What a column hides begins anew with every other set of figures, and has not moved by that. */
  take(counts: ReadonlyMap<string, Pair>, setOf: (name: string) => string): Set<string> {
    const moved = new Set<string>();
    for (const [name, { people, groups }] of counts) {
      const set = setOf(name);
      const anew = this.sets.get(name) !== set;
      this.sets.set(name, set);
      const base = this.bases.get(name) ?? { people: 0, groups: 0 };
      if (anew && set !== "") this.bases.set(name, { people, groups });
      else {
        const [far, apart] = [
          Math.abs(people - base.people) >= THRESHOLD,
          Math.abs(groups - base.groups) >= GROUPS,
        ];
        if (far || apart) moved.add(name);
        this.bases.set(name, { people: far ? people : base.people, groups: apart ? groups : base.groups });
      }
    }
    return moved;
  }
}

/** Names whose moves may change a figure: itself, its whole, those beside, and what lies in a column with one of these. */
export function nearTo({ within, columns }: Table, key: string): string[] {
  const whole = within.get(key);
  const own = whole === undefined ? [key] : [key, whole];
  return columns
    .filter(({ parts }) => own.some((one) => parts.includes(one)))
    .flatMap((column) => [column.key, ...column.parts])
    .concat(own)
    .flatMap((one) => [one, `rest.${one}`, ...(within.has(one) ? [within.get(one) ?? ""] : [])]);
}
