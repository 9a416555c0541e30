// Everything that is published of counts, over time, against somebody who keeps it all: totals, states, needs, districts and
// an organisation's own sheets, while few at a time come, go, move and change. Each rule, broken on purpose, is caught.
import { describe, expect, it } from "vitest";
import { publishAreas } from "../../schema/area.rules.ts";
import {
  APPEARS,
  type Count,
  GROUPS,
  type Kept,
  publish,
  type Table,
  THRESHOLD,
} from "../../schema/disclosure.rules.ts";
import { publishFigures, publishOwn } from "../../schema/figure.rules.ts";
import { random } from "../kit/random.ts";
import { Attacker, type Found, isolates, type Layout } from "./attacker.ts";
import {
  anAct,
  areaLayout,
  areaTruths,
  type Group,
  type Kind,
  ORGANISATIONS,
  ownLayout,
  ownTruth,
  publicLayout,
  publicTruth,
  someGroup,
} from "./crowd.ts";

type Rule = typeof publish;
type Figures = ReadonlyMap<string, Kept>;

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
const allSeries = (kind: Kind): Series[] => [
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

const shownOf = (figures: Figures) => new Map([...figures].map(([key, { shown }]) => [key, shown]));
const nobody: Count = { people: 0, groups: 0, known: 0 };
type Pair = Pick<Count, "people" | "groups">;
const less = (a: Pair, b: Pair): Pair => ({ people: a.people - b.people, groups: a.groups - b.groups });

/** Counts that are behind a table, by name: figures, whoever is left beside them, and what columns hide while `hides` says so. */
function behind({ counts, within, columns }: Table, hides: (key: string) => boolean): Map<string, Pair> {
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
function tooFew({ within, columns }: Table, figures: Figures, counts: ReadonlyMap<string, Pair>): string[] {
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
class Moves {
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
function nearTo({ within, columns }: Table, key: string): string[] {
  const whole = within.get(key);
  const own = whole === undefined ? [key] : [key, whole];
  return columns
    .filter(({ parts }) => own.some((one) => parts.includes(one)))
    .flatMap((column) => [column.key, ...column.parts])
    .concat(own)
    .flatMap((one) => [one, `rest.${one}`, ...(within.has(one) ? [within.get(one) ?? ""] : [])]);
}

/**
 * Hours of one crisis under a rule; gives back the first thing that somebody could find out, or that
 * breaks the rule; `eyesAlone`: only what she finds in what is published, who does not take it that the rule holds.
 */
function live(seed: number, rule: Rule, hours = 60, eyesAlone = false): string | null {
  const dice = random(seed);
  const kind = { most: dice.of([1, 5, 9]), apart: dice.whole(0, 1) === 1 };
  let groups = Array.from({ length: dice.of([3, 12, 40, 120]) }, () => someGroup(dice, kind));
  const all = allSeries(kind).map((series) => ({
    series,
    figures: new Map<string, Kept>(),
    attacker: new Attacker(kind.most, series.distorted, !eyesAlone && seed % 2 === 0),
    moves: new Moves(),
    truth: new Map<string, Pair>() as ReadonlyMap<string, Pair>,
  }));
  for (let hour = 0; hour < hours; hour++) {
    const acts = dice.of([0, 1, 1, 2, 3, 8]);
    for (let n = 0; n < acts; n++) groups = anAct(dice, groups, kind);
    for (const one of all) {
      const { series, figures: before, attacker, moves } = one;
      if (hour % series.every !== 0) continue;
      const table = series.table(groups, before);
      const figures = series.next(groups, before, rule);
      one.figures = figures;
      const here = (word: string) => `${String(seed)}/${String(hour)} ${series.name}: ${word}`;
      const [little] = tooFew(
        table,
        figures,
        behind(table, (key) => figures.get(key)?.shown == null),
      );
      if (little !== undefined && !eyesAlone) return here(`few in ${little}`);

      const alone = (key: string) => figures.get(key)?.alone === true;
      const moved = moves.take(
        behind(table, (key) => !alone(key)),
        (name) => (table.columns.find(({ key }) => key === name)?.parts ?? []).filter(alone).join(),
      );
      for (const key of series.layout.keys)
        if ((figures.get(key)?.shown ?? null) !== (before.get(key)?.shown ?? null))
          if (!nearTo(table, key).some((name) => moved.has(name)) && !eyesAlone)
            return here(`${key} changed with few`);

      // The public's number of those who wait, in the hour in which it is new, is the sum of all districts.
      const waiting = hour % 24 === 0 ? all[0]?.attacker.known.get("people.waiting") : undefined;
      const sums =
        series.name === "areas" && waiting !== undefined ? [["column.people ", waiting] as const] : [];
      attacker.sees(series.layout, shownOf(figures), new Map(sums));
      const truth = behind(table, (key) => figures.get(key)?.shown == null);
      for (const [name, { lo, hi }] of attacker.known) {
        const { people } = truth.get(name) ?? nobody;
        if (!eyesAlone && (people < lo || people > hi))
          return here(`she errs in ${name}: ${String(people)} not in ${String(lo)} to ${String(hi)}`);
      }
      const few = ({ what, moved: came }: Found) => {
        const people = (truth.get(what)?.people ?? 0) - (came ? (one.truth.get(what)?.people ?? 0) : 0);
        return isolates({ lo: people, hi: people });
      };
      // Of a broken rule she is right only where they are few in truth.
      const found = attacker.found().find((each) => !eyesAlone || few(each));
      one.truth = truth;
      if (found !== undefined) return here(`found ${found.what}${found.moved ? " moved" : ""}`);
    }
  }
  return null;
}

/** A crisis that was just published, and then few who do whatever they like: nothing that is published may tell. */
function whisper(seed: number, rule: Rule): string | null {
  const dice = random(seed);
  const kind = { most: dice.of([1, 4]), apart: false };
  const crowd = Array.from({ length: dice.of([12, 20, 40, 90]) }, () => someGroup(dice, kind));
  const own = Array.from({ length: 2 }, () => someGroup(dice, kind));
  const with0 = [...crowd, ...own.slice(dice.whole(0, 2))];
  for (const series of allSeries(kind)) {
    let figures: Figures = series.next(with0, new Map(), rule);
    const first = JSON.stringify(
      [...shownOf(figures)].filter(([key]) => series.layout.keys.includes(key)).sort(),
    );
    for (let hour = 0; hour < 6; hour++) {
      // Two groups of four people at most are here, elsewhere, or not at all.
      const few = own.flatMap((one) =>
        dice.whole(0, 2) === 0 ? [] : [{ ...someGroup(dice, kind), people: one.people }],
      );
      figures = series.next([...crowd, ...few], figures, rule);
      const now = JSON.stringify(
        [...shownOf(figures)].filter(([key]) => series.layout.keys.includes(key)).sort(),
      );
      if (now !== first) return `${String(seed)} ${series.name}: ${first} became ${now}`;
    }
  }
  return null;
}

const first = (runs: number, run: (seed: number) => string | null): string | null => {
  for (let seed = 1; seed <= runs; seed++) {
    const found = run(seed);
    if (found !== null) return found;
  }
  return null;
};

describe("everything that was ever published", () => {
  it("isolates nobody, stands over nobody few, and changes for nobody few", () => {
    expect(first(36, (seed) => live(seed, publish))).toBeNull();
  });
  it("is the same whatever eight people of two groups do after it", () => {
    expect(first(300, (seed) => whisper(seed, publish))).toBeNull();
  });
  it("is something, where many are", () => {
    const dice = random(1);
    const kind = { most: 5, apart: false };
    const groups = Array.from({ length: 300 }, () => someGroup(dice, kind));
    for (const series of allSeries(kind)) {
      const shown = [...series.next(groups, new Map(), publish).values()].filter((one) => one.shown !== null);
      expect([series.name, shown.length > 6]).toEqual([series.name, true]);
    }
  });
});

/** Each breaks one rule. */
const broken: Record<string, Rule> = {
  "whoever is left beside a need is not looked at": (table, before) => {
    const figures = publish({ ...table, within: new Map() }, before);
    return figures;
  },
  "columns hide nothing more": (table, before) => publish({ ...table, columns: [] }, before),
  "nobody, hidden beside the rest, is thought to be safe to tell": (table, before) => {
    const figures = publish(table, before);
    for (const { parts, sum } of table.columns) {
      const alone = parts.filter((key) => figures.get(key)?.alone === true);
      const told = alone.reduce((all, key) => all + (table.counts.get(key)?.people ?? 0), 0);
      if (told === sum.people)
        for (const key of alone)
          figures.set(key, { ...(figures.get(key) as Kept), shown: figures.get(key)?.value ?? null });
    }
    return figures;
  },
  "groups are not counted": (table, before) =>
    publish(
      {
        ...table,
        counts: new Map([...table.counts].map(([key, one]) => [key, { ...one, groups: one.people }])),
        columns: table.columns.map((one) => ({ ...one, sum: { ...one.sum, groups: one.sum.people } })),
      },
      before,
    ),
  "nothing is remembered": (table) => publish(table, new Map()),
  "a figure goes where it falls below its threshold": (table, before) => {
    const figures = publish(table, before);
    for (const [key, one] of figures)
      if (one.shown !== null && (table.counts.get(key)?.people ?? 0) < APPEARS)
        figures.set(key, { ...one, shown: null });
    return figures;
  },
  "the truth is shown as it is": (table, before) => {
    const figures = publish(table, before);
    for (const [key, one] of figures)
      if (one.shown !== null)
        figures.set(key, { ...one, shown: Math.round((table.counts.get(key)?.people ?? 0) / 5) * 5 });
    return figures;
  },
  "a figure appears from ten on": (table, before) => {
    const figures = publish(table, before);
    for (const [key, one] of figures)
      if (!table.within.has(key) && one.base >= THRESHOLD && table.counts.has(key))
        figures.set(key, { ...one, shown: one.value });
    return figures;
  },
};

describe("a rule broken on purpose", () => {
  for (const [name, rule] of Object.entries(broken))
    it(`is caught: ${name}`, () => {
      const caught = first(12, (seed) => live(seed, rule, 30)) ?? first(300, (seed) => whisper(seed, rule));
      expect(caught).not.toBeNull();
    });
});

describe("whoever keeps all that is published", () => {
  const beside = "whoever is left beside a need is not looked at";
  it.each([beside, "the truth is shown as it is"])("finds a few people by herself, where %s", (name) => {
    expect(first(120, (seed) => live(seed, broken[name] as Rule, 30, true))).toMatch(/ found /);
  });
});

describe("what one organisation knows", () => {
  it("leads it to no few others, in a figure or beside it", () => {
    const own = { part: 31, left: 42 };
    const tell = (others: number, left: number): string => {
      const part = { people: own.part + others, groups: 9, known: own.part };
      const whole = { people: part.people + own.left + left, groups: 30, known: own.part + own.left };
      const figures = publish(
        {
          counts: new Map([
            ["whole", whole],
            ["part", part],
          ]),
          within: new Map([["part", "whole"]]),
          othersLeft: new Map([["part", left]]),
          columns: [],
        },
        new Map(),
      );
      return `${String(figures.get("whole")?.shown)} ${String(figures.get("part")?.shown)}`;
    };
    const possible = new Map<string, { others: number; left: number }[]>();
    const most = 60;
    for (let others = 0; others <= most; others++)
      for (let left = 0; left <= most; left++) {
        const told = tell(others, left);
        possible.set(told, [...(possible.get(told) ?? []), { others, left }]);
      }
    const span = (list: readonly number[]) => ({ lo: Math.min(...list), hi: Math.max(...list) });
    for (const [told, cases] of possible) {
      expect(told).not.toContain("null");
      // There are cases beyond those that were tried.
      if (cases.some((one) => one.others === most || one.left === most)) continue;
      for (const of of [
        cases.map((one) => one.others),
        cases.map((one) => one.left),
        cases.map((one) => one.others + one.left),
      ])
        expect([told, isolates(span(of))]).toEqual([told, false]);
    }
  });
});
