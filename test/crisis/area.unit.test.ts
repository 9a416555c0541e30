// Disclosure control of areas, against random crises and an attacker who keeps everything that was ever published.
import { describe, expect, it } from "vitest";
import {
  type AreaFigure,
  type AreaTruth,
  type Count,
  GROUPS,
  hourOf,
  publicCut,
  publishAreas,
  stepFigure,
} from "../../schema/area.rules.ts";
import { publicFigure, THRESHOLD } from "../../schema/crisis.rules.ts";
import type { NeedKind } from "../../schema/need.ts";
import { type Random, random } from "../kit/random.ts";
import { Attacker, isolates, minus, narrow } from "./attacker.ts";

const count = (people: number, groups = 9, known = people): Count => ({ people, groups, known });

describe("one figure", () => {
  it("appears from twenty people of three groups on", () => {
    expect(stepFigure(count(19)).shown).toBeNull();
    expect(stepFigure(count(40, 2)).shown).toBeNull();
    expect(stepFigure(count(20))).toEqual({ shown: 20, base: 20 });
  });
  it("stands until ten have moved, and never over fewer than ten", () => {
    const dice = random(7);
    for (let run = 0; run < 300; run++) {
      let truth = dice.whole(0, 60);
      let last = stepFigure(count(truth));
      for (let hour = 0; hour < 80; hour++) {
        truth = Math.max(0, truth + dice.whole(-9, 9));
        const next = stepFigure(count(truth), last);
        if (next.shown !== null) expect(truth).toBeGreaterThan(THRESHOLD);
        if (next.shown !== last.shown) expect(Math.abs(truth - last.base)).toBeGreaterThanOrEqual(THRESHOLD);
        last = next;
      }
    }
  });
  it("goes when it would be two groups, and comes back only after ten have moved", () => {
    const gone = stepFigure(count(40, 2), { shown: 40, base: 40 });
    expect(gone).toEqual({ shown: null, base: 40 });
    expect(stepFigure(count(45, 9), gone).shown).toBeNull();
    expect(stepFigure(count(50, 9), gone).shown).toBe(50);
  });
  it("leaves out the few whom all others but one organisation see", () => {
    expect(stepFigure(count(47, 9, 41)).shown).toBe(40);
    expect(stepFigure(count(47, 9, 37)).shown).toBe(45);
    expect(stepFigure(count(47, 9, 47)).shown).toBe(45);
  });
});

describe("a column of areas", () => {
  const area = (cell: string | null, people: number): AreaTruth => ({ cell, ...count(people), needs: {} });
  const shown = (figures: AreaFigure[]) => new Map(figures.map((one) => [one.cell, one.shown]));
  it("hides a second area where a total would give the first back", () => {
    expect([...shown(publishAreas([area("0", 4), area("1", 50), area("2", 400)], [], ["people"]))]).toEqual([
      ["2", 400],
    ]);
    const before = publishAreas([area("0", 40), area("1", 50), area("2", 400)], [], ["people"]);
    expect([
      ...shown(publishAreas([area("0", 4), area("1", 50), area("2", 400)], before, ["people"])),
    ]).toEqual([
      ["0", null],
      ["1", null],
      ["2", 400],
    ]);
  });
  it("counts those without a place among the hidden", () => {
    const figures = publishAreas([area("0", 4), area("1", 50), area(null, 6)], [], ["people"]);
    expect([...shown(figures)]).toEqual([["1", 50]]);
  });
  it("says nothing of a district that was never shown: not even that somebody is there", () => {
    expect(publishAreas([area("0", 9), area(null, 40)], [])).toEqual([]);
  });
  it("tells a need only where ten others do not have it", () => {
    const truth = (transport: number): AreaTruth[] => [
      { ...area("0", 60), needs: { transport: count(transport) } },
      area(null, 40),
    ];
    const need = (figures: AreaFigure[]) => figures.find((one) => one.kind === "transport")?.shown;
    expect(need(publishAreas(truth(50), []))).toBe(50);
    expect(need(publishAreas(truth(51), []))).toBeUndefined();
    expect(need(publishAreas(truth(60), []))).toBeUndefined();
    expect(need(publishAreas(truth(51), publishAreas(truth(50), [])))).toBeNull();
  });
});

describe("the hour and the public's cut", () => {
  it("are whole, and the cut a day old at least", () => {
    expect(hourOf(new Date("2011-03-01T06:59:59.9Z"))).toBe("2011-03-01T06:00:00Z");
    for (const now of ["2011-03-03T00:00:00Z", "2011-03-03T23:59:59Z"])
      expect(publicCut(new Date(now))).toBe("2011-03-02T00:00:00Z");
  });
});

interface Group {
  people: number;
  cell: string | null;
  needs: NeedKind[];
  seenBy: number[];
}
const CELLS = ["00", "01", "02", "03", "10"];
const NEEDS: NeedKind[] = ["medical", "transport"];
const ORGANISATIONS = [0, 1, 2];

function someGroup(dice: Random): Group {
  const placed = dice.whole(0, 9) > 0;
  return {
    people: dice.whole(0, 19) === 0 ? dice.whole(10, 40) : dice.whole(1, 9),
    // Some districts are full and some have one family.
    cell: placed ? dice.of(["00", "00", "00", "01", "01", ...CELLS]) : null,
    needs: NEEDS.filter(() => dice.whole(0, 2) > 0),
    seenBy: dice.whole(0, 5) > 0 ? [0] : ORGANISATIONS.filter((one) => one === 1 || dice.whole(0, 1) === 1),
  };
}

function truthOf(groups: readonly Group[]): AreaTruth[] {
  const of = (some: readonly Group[]): Count => ({
    people: some.reduce((sum, one) => sum + one.people, 0),
    groups: some.length,
    known: Math.max(
      0,
      ...ORGANISATIONS.map((id) =>
        some.reduce((sum, one) => sum + (one.seenBy.includes(id) ? one.people : 0), 0),
      ),
    ),
  });
  return [...CELLS, null].map((cell) => {
    const here = groups.filter((one) => one.cell === cell);
    const needs = NEEDS.map((kind) => [kind, of(here.filter((one) => one.needs.includes(kind)))] as const);
    return { cell, ...of(here), needs: Object.fromEntries(needs) };
  });
}

/** One hour of a crisis: families come, move, lose their place, take everything back. */
function anHour(dice: Random, groups: Group[]): Group[] {
  const next = groups.filter(() => dice.whole(0, 24) > 0);
  for (const one of next) if (dice.whole(0, 30) === 0) one.cell = dice.of([...CELLS, null]);
  const coming = dice.of([0, 0, 1, 2, 6]);
  for (let n = 0; n < coming; n++) next.push(someGroup(dice));
  return next;
}

describe("everything that was ever published", () => {
  for (let seed = 1; seed <= 40; seed++)
    it(`isolates no family (crisis ${String(seed)})`, () => {
      const dice = random(seed);
      let groups = Array.from({ length: dice.of([3, 12, 60, 200]) }, () => someGroup(dice));
      let figures: AreaFigure[] = [];
      let total: { shown: number | null; truth: number } | null = null;
      const attacker = new Attacker();
      const atChange = new Map<string, number>();
      const before = new Map<string, { lo: number; hi: number }>();
      let appeared = 0;
      for (let hour = 0; hour < 72; hour++) {
        groups = anHour(dice, groups);
        const truths = truthOf(groups);
        const everybody = groups.reduce((sum, one) => sum + one.people, 0);
        const was = new Map(figures.map((one) => [`${one.kind} ${one.cell}`, one.shown]));
        figures = publishAreas(truths, figures);
        const countOf = (cell: string, kind: AreaFigure["kind"]): Count => {
          const truth = truths.find((one) => one.cell === cell);
          const found = kind === "people" ? truth : truth?.needs[kind];
          return found ?? { people: 0, groups: 0, known: 0 };
        };
        for (const { cell, kind, shown } of figures) {
          const key = `${kind} ${cell}`;
          const truth = countOf(cell, kind);
          if (shown === null) {
            // What fell below counts from there; what was only covered, from the number that stood.
            const moved = Math.abs(truth.people - (atChange.get(key) ?? 0)) >= THRESHOLD;
            if (was.get(key) != null && truth.groups >= GROUPS && truth.people < 2 * THRESHOLD && moved)
              atChange.set(key, truth.people);
            continue;
          }
          appeared++;
          expect(shown % 5).toBe(0);
          expect(shown).toBeGreaterThanOrEqual(THRESHOLD);
          expect(truth.people).toBeGreaterThan(THRESHOLD);
          expect(truth.groups).toBeGreaterThanOrEqual(GROUPS);
          // Who does not have a need is a count too.
          if (kind !== "people")
            expect(countOf(cell, "people").people - truth.people).toBeGreaterThanOrEqual(THRESHOLD);
          if (shown !== was.get(key)) {
            expect(Math.abs(truth.people - (atChange.get(key) ?? 0))).toBeGreaterThanOrEqual(THRESHOLD);
            atChange.set(key, truth.people);
            const others = truth.people - truth.known;
            if (others > 0 && others < THRESHOLD)
              expect(Math.abs(shown - truth.known)).toBeLessThanOrEqual(2);
            // A partner takes her own people away, at the moment when the figure says most.
            const here = groups.filter(
              (one) => one.cell === cell && (kind === "people" || one.needs.includes(kind)),
            );
            for (const id of ORGANISATIONS) {
              const own = here.reduce((sum, one) => sum + (one.seenBy.includes(id) ? one.people : 0), 0);
              expect(isolates({ lo: Math.max(0, shown - 2 - own), hi: shown + 11 - own })).toBe(false);
            }
          }
        }
        for (const kind of ["people", ...NEEDS] as const) {
          const all =
            kind === "people" ? everybody : truths.reduce((n, one) => n + (one.needs[kind]?.people ?? 0), 0);
          const told = figures.filter((one) => one.kind === kind && one.shown !== null);
          const rest = all - told.reduce((sum, one) => sum + countOf(one.cell, kind).people, 0);
          expect(rest === 0 || rest >= THRESHOLD || told.length === 0).toBe(true);
        }
        if (hour % 24 === 0) {
          const shown: number | null = publicFigure(everybody, total);
          total = { shown, truth: total !== null && shown === total.shown ? total.truth : everybody };
          attacker.total.sees(shown);
        } else attacker.total.sees(attacker.total.shown);
        attacker.sees(figures);

        // Totals are as old as their day: she reasons with them in the hour in which they are new.
        const people = attacker.of("people");
        const narrowed =
          hour % 24 === 0
            ? narrow(people, attacker.total.now)
            : { parts: people, hidden: { lo: 0, hi: 1e9 } };
        expect(isolates(narrowed.hidden)).toBe(false);
        for (const [cell, found] of narrowed.parts) {
          const truth = countOf(cell, "people").people;
          expect([found.lo <= truth && truth <= found.hi, isolates(found)]).toEqual([true, false]);
          const earlier = before.get(cell);
          if (earlier !== undefined) expect(isolates(minus(found, earlier))).toBe(false);
          before.set(cell, found);
          for (const kind of NEEDS) {
            const need = attacker.of(kind).get(cell);
            if (need !== undefined) expect(isolates(minus(found, need))).toBe(false);
          }
        }
      }
      if (groups.length > 100) expect(appeared).toBeGreaterThan(0);
    });
});
