// Single rules of disclosure control, by example; what they hold together is in disclosure.unit.test.ts.
import { describe, expect, it } from "vitest";
import { type AreaTruth, areaFigures, hourOf, publicCut, publishAreas } from "../../schema/area.rules.ts";
import { type Count, type Kept, publish } from "../../schema/disclosure.rules.ts";
import { publishFigures, publishOwn } from "../../schema/figure.rules.ts";
import { random } from "../kit/random.ts";

const count = (people: number, groups = 9, known = people): Count => ({ people, groups, known });
const one = (of: Count, before: ReadonlyMap<string, Kept> = new Map()) =>
  publish({ counts: new Map([["one", of]]), within: new Map(), columns: [] }, before);
const shown = (figures: ReadonlyMap<string, Kept>, key = "one") => figures.get(key)?.shown ?? null;

describe("one figure", () => {
  it("appears from twenty people of five groups on, rounded to fives", () => {
    expect(shown(one(count(19)))).toBeNull();
    expect(shown(one(count(40, 4)))).toBeNull();
    expect(shown(one(count(20, 5)))).toBe(20);
    for (let truth = 20; truth < 200; truth++) {
      const figure = shown(one(count(truth))) ?? -1;
      expect([figure % 5, Math.abs(figure - truth) <= 2.5]).toEqual([0, true]);
    }
  });
  it("stands until ten have moved, and never over fewer than ten", () => {
    const dice = random(7);
    for (let run = 0; run < 300; run++) {
      let truth = dice.whole(0, 60);
      let last = one(count(truth));
      for (let hour = 0; hour < 80; hour++) {
        truth = Math.max(0, truth + dice.whole(-9, 9));
        const base = last.get("one")?.base ?? 0;
        const next = one(count(truth), last);
        if (shown(next) !== null) expect(truth).toBeGreaterThan(10);
        if (shown(next) !== shown(last)) expect(Math.abs(truth - base)).toBeGreaterThanOrEqual(10);
        last = next;
      }
    }
  });
  it("does not go with three people at its threshold, nor come with them", () => {
    const stands = one(count(20));
    expect([11, 20, 12, 19, 11].map((truth) => shown(one(count(truth), stands)))).toEqual([
      20, 20, 20, 20, 20,
    ]);
    const gone = one(count(10), stands);
    expect(shown(gone)).toBeNull();
    expect([19, 12, 10].map((truth) => shown(one(count(truth), gone)))).toEqual([null, null, null]);
    expect(shown(one(count(20), gone))).toBe(20);
  });
  it("does not go with one group, and goes where three did", () => {
    const stands = one(count(40, 5));
    expect([4, 3].map((groups) => shown(one(count(40, groups), stands)))).toEqual([40, 40]);
    const gone = one(count(40, 2), stands);
    expect(shown(gone)).toBeNull();
    expect([3, 4].map((groups) => shown(one(count(40, groups), gone)))).toEqual([null, null]);
    expect(shown(one(count(40, 5), gone))).toBe(40);
  });
  it("follows a crisis that grows by fives, however often somebody looks", () => {
    let figures = one(count(0, 0));
    for (let people = 5; people <= 500; people += 5) {
      figures = one(count(people, people / 5), figures);
      if (people >= 30) expect(Math.abs((shown(figures) ?? -100) - people)).toBeLessThanOrEqual(10);
    }
  });
  it("leaves out the few whom all others but one organisation see", () => {
    expect(shown(one(count(47, 9, 41)))).toBe(40);
    expect(shown(one(count(47, 9, 37)))).toBe(45);
    expect(shown(one(count(47, 9, 47)))).toBe(45);
  });
});

const area = (cell: string | null, people: number): AreaTruth => ({
  cell,
  ...count(people),
  needs: {},
  left: {},
});
const areas = (truths: AreaTruth[], before: ReadonlyMap<string, Kept> = new Map()) =>
  publishAreas(
    truths.map((truth) => {
      const others = truths.filter((other) => other !== truth).reduce((sum, other) => sum + other.people, 0);
      return { ...truth, left: { people: others, ...truth.left } };
    }),
    before,
  );
const peopleOf = (figures: ReadonlyMap<string, Kept>) =>
  areaFigures(figures).flatMap(({ cell, kind, shown: figure }) =>
    kind === "people" ? [[cell, figure]] : [],
  );

describe("a column of areas", () => {
  it("hides a second area where a total would give the first back", () => {
    expect(peopleOf(areas([area("0", 4), area("1", 50), area("2", 400)]))).toEqual([["2", 400]]);
    const before = areas([area("0", 40), area("1", 50), area("2", 400), area(null, 20)]);
    expect(peopleOf(before)).toEqual([
      ["0", 40],
      ["1", 50],
      ["2", 400],
    ]);
    expect(peopleOf(areas([area("0", 4), area("1", 50), area("2", 400)], before))).toEqual([
      ["0", null],
      ["1", null],
      ["2", 400],
    ]);
  });
  it("counts those without a place among the hidden, and takes nobody for few", () => {
    expect(peopleOf(areas([area("0", 4), area("1", 50), area(null, 16)]))).toEqual([["1", 50]]);
    expect(peopleOf(areas([area("1", 50), area("2", 60)]))).toEqual([["2", 60]]);
    expect(peopleOf(areas([area("1", 50)]))).toEqual([]);
  });
  it("says nothing of a district that was never shown: not even that somebody is there", () => {
    expect(areaFigures(areas([area("0", 9), area(null, 40)]))).toEqual([]);
  });
  it("tells a need only where twenty others do not have it, and hides it again when ten of them went", () => {
    const truth = (transport: number): AreaTruth[] => [
      {
        ...area("0", 90),
        groups: 30,
        needs: { transport: count(transport, 18) },
        left: { transport: 90 - transport },
      },
      { ...area(null, 60), needs: { transport: count(30) } },
    ];
    const need = (figures: ReadonlyMap<string, Kept>) =>
      areaFigures(figures).find((figure) => figure.kind === "transport")?.shown;
    const stands = areas(truth(70));
    expect(need(stands)).toBe(70);
    expect(need(areas(truth(71)))).toBeUndefined();
    expect(need(areas(truth(90)))).toBeUndefined();
    expect(need(areas(truth(79), stands))).toBe(70);
    expect(need(areas(truth(80), stands))).toBeNull();
  });
});

describe("figures for everybody", () => {
  const figures = (people: number, transport: number, waiting: number, left: number, safe: number) =>
    publishFigures(
      new Map([
        ["people", count(people, 30)],
        ["need.transport", count(transport, 15)],
        ["people.waiting", count(waiting)],
        ["people.left", count(left)],
        ["people.safe", count(safe)],
      ]),
      new Map(
        Object.entries({ "need.transport": people - transport, "people.waiting": left + safe }).concat([
          ["people.left", waiting + safe],
          ["people.safe", waiting + left],
        ]),
      ),
      new Map(),
    );
  it("tell no need that all but a few have: of 43, 38", () => {
    expect(shown(figures(43, 38, 43, 0, 0), "people")).toBe(45);
    expect(shown(figures(43, 38, 43, 0, 0), "need.transport")).toBeNull();
    expect(shown(figures(58, 38, 58, 0, 0), "need.transport")).toBe(40);
  });
  it("hide a second state where one alone is hidden", () => {
    const states = (waiting: number, left: number, safe: number) => {
      const all = figures(waiting + left + safe, 0, waiting, left, safe);
      return ["people", "people.waiting", "people.left", "people.safe"].map((key) => shown(all, key));
    };
    expect(states(400, 40, 4)).toEqual([445, 400, null, null]);
    expect(states(400, 40, 0)).toEqual([440, 400, null, null]);
    expect(states(400, 16, 7)).toEqual([425, 400, null, null]);
    expect(states(400, 6, 7)).toEqual([415, null, null, null]);
    expect(states(400, 40, 30)).toEqual([470, 400, 40, 30]);
  });
});

describe("figures of an organisation's own cases", () => {
  it("hide a district of one group, a need that leaves out few, and what would give a hidden urgency back", () => {
    const told = publishOwn(
      new Map([
        ["total", count(100, 20)],
        ["district.0000000000", count(30, 1)],
        ["district.none", count(70, 19)],
        ["urgency.1", count(4, 2)],
        ["urgency.2", count(36, 8)],
        ["urgency.3", count(60, 10)],
        ["need.medical", count(92, 14)],
        ["need.shelter", count(50, 10)],
      ]),
      new Map(),
    );
    expect(
      ["total", "district.0000000000", "district.none", "urgency.1", "urgency.2", "urgency.3"].map((key) =>
        shown(told, key),
      ),
    ).toEqual([100, null, null, null, null, 60]);
    expect(["need.medical", "need.shelter"].map((key) => shown(told, key))).toEqual([null, 50]);
  });
});

describe("the hour and the public's cut", () => {
  it("are whole, and the cut a day old at least", () => {
    expect(hourOf(new Date("2011-03-01T06:59:59.9Z"))).toBe("2011-03-01T06:00:00Z");
    for (const now of ["2011-03-03T00:00:00Z", "2011-03-03T23:59:59Z"])
      expect(publicCut(new Date(now))).toBe("2011-03-02T00:00:00Z");
  });
});
