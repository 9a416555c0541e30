// Everything that is published of counts, over time, against somebody who keeps it all: totals, states, needs, districts and
// an organisation's own sheets, while few at a time come, go, move and change. Each rule, broken on purpose, is caught.
import { describe, expect, it } from "vitest";
import { APPEARS, type Kept, publish, THRESHOLD } from "../../schema/disclosure.rules.ts";
import { random } from "../kit/random.ts";
import { Attacker, type Found, isolates } from "./attacker.ts";
import { anAct, someGroup } from "./crowd.ts";
import {
  allSeries,
  behind,
  type Figures,
  Moves,
  nearTo,
  nobody,
  type Pair,
  type Rule,
  shownOf,
  tooFew,
} from "./published.ts";

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
