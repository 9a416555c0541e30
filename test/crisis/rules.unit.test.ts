// crisis: its clock.
import { describe, expect, it } from "vitest";
import { clockAt, crisisNow } from "../../schema/crisis.rules.ts";
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
