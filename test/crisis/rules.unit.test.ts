// crisis: its clock, and public figures from which nobody reads one family.
import { describe, expect, it } from "vitest";
import { clockAt, crisisNow, publicFigure, THRESHOLD, withoutComplement } from "../../schema/crisis.rules.ts";
import { random } from "../kit/random.ts";

const real = new Date("2026-11-01T00:00:00Z");
const start = new Date("2011-03-01T06:00:00Z");
const later = (seconds: number) => new Date(real.getTime() + seconds * 1000);

describe("the clock", () => {
  it("of a real crisis is the real one", () => {
    expect(crisisNow(null, real)).toBe(real);
  });
  it("of an exercise stands, or runs at its speed, and never runs back", () => {
    expect(crisisNow(clockAt(start, real, 0), later(3600))).toEqual(start);
    expect(crisisNow(clockAt(start, real, 60), later(60)).toISOString()).toBe("2011-03-01T07:00:00.000Z");
    expect(crisisNow(clockAt(start, real, 60), later(-60))).toEqual(start);
  });
  it("shows the same moment when it is set anew", () => {
    const dice = random(3);
    let clock = clockAt(start, real, 3600);
    let moment = 0;
    for (let n = 0; n < 50; n++) {
      moment += dice.whole(0, 1000);
      const now = crisisNow(clock, later(moment));
      clock = clockAt(now, later(moment), dice.of([0, 1, 60, 86_400]));
      expect(crisisNow(clock, later(moment))).toEqual(now);
    }
  });
});

describe("a public figure", () => {
  it("is nothing under ten, else a multiple of five near the truth", () => {
    for (let truth = 0; truth < THRESHOLD; truth++) expect(publicFigure(truth, null)).toBeNull();
    for (let truth = THRESHOLD; truth < 200; truth++) {
      const shown = publicFigure(truth, null) ?? -1;
      expect([shown % 5, Math.abs(shown - truth) <= 2.5]).toEqual([0, true]);
    }
  });
  it("stands until the truth has moved by ten, however it wanders", () => {
    const dice = random(4);
    for (let run = 0; run < 50; run++) {
      let truth = dice.whole(10, 300);
      let before = { truth, shown: publicFigure(truth, null) };
      for (let day = 0; day < 60; day++) {
        truth = Math.max(0, truth + dice.whole(-6, 6));
        const shown = publicFigure(truth, before);
        if (shown !== null && before.shown !== null && shown !== before.shown)
          expect(Math.abs(truth - before.truth)).toBeGreaterThanOrEqual(THRESHOLD);
        if (shown !== before.shown) before = { truth, shown };
      }
    }
  });
});

describe("parts of a total", () => {
  it("hide a second part where one alone is hidden", () => {
    const parts = [
      { truth: 4, shown: null },
      { truth: 40, shown: 40 },
      { truth: 400, shown: 400 },
    ];
    expect(withoutComplement(parts)).toEqual([null, null, 400]);
  });
  it("need hide nothing where what is hidden is nobody, or ten together", () => {
    expect(
      withoutComplement([
        { truth: 0, shown: null },
        { truth: 40, shown: 40 },
      ]),
    ).toEqual([null, 40]);
    expect(
      withoutComplement([
        { truth: 6, shown: null },
        { truth: 7, shown: null },
        { truth: 40, shown: 40 },
      ]),
    ).toEqual([null, null, 40]);
  });
  it("never give back fewer than ten people, and show nothing that was not shown", () => {
    const dice = random(5);
    for (let n = 0; n < 2000; n++) {
      const parts = Array.from({ length: dice.whole(1, 6) }, () => {
        const truth = dice.of([0, 1, 5, 9, 10, 15, 80]);
        return { truth, shown: publicFigure(truth, null) };
      });
      const out = withoutComplement(parts);
      const hidden = parts.filter((_, i) => out[i] === null);
      const sum = hidden.reduce((total, part) => total + part.truth, 0);
      expect(sum === 0 || sum >= THRESHOLD || hidden.length === parts.length).toBe(true);
      out.forEach((shown, i) => {
        expect(shown === null || shown === parts[i]?.shown).toBe(true);
      });
    }
  });
});
