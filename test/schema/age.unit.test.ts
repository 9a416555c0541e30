// How old a line of a list says that something is.
import { expect, it } from "vitest";
import { ageOf } from "../../schema/kit/age.ts";

const NOW = "2011-03-03T06:00:00Z";

it("is said in the largest whole unit: minutes up to an hour, hours up to two days, then days", () => {
  const cases: [string, string, number][] = [
    ["2011-03-03T06:00:00Z", "desk.minutes", 0],
    ["2011-03-03T05:00:01Z", "desk.minutes", 59],
    ["2011-03-03T05:00:00Z", "desk.hours", 1],
    ["2011-03-01T06:00:01Z", "desk.hours", 47],
    ["2011-03-01T06:00:00Z", "desk.days", 2],
  ];
  for (const [instant, key, n] of cases) expect(ageOf(instant, NOW)).toEqual({ key, n });
});
it("is nought for what lies ahead", () => {
  expect(ageOf("2011-03-04T06:00:00Z", NOW)).toEqual({ key: "desk.minutes", n: 0 });
});
