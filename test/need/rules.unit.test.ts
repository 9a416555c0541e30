// need: a set as one number and back, what danger makes urgent, which needs still count.
import { describe, expect, it } from "vitest";
import { firstUrgency, isOpen, needMask, needsOf } from "../../schema/need.rules.ts";
import { needKinds, needStates } from "../../schema/need.ts";

describe("a set of needs", () => {
  it("is one number and back, for every set there is", () => {
    for (let mask = 0; mask < 1 << needKinds.length; mask++) expect(needMask(needsOf(mask))).toBe(mask);
    expect(needMask(["shelter", "shelter"])).toBe(needMask(["shelter"]));
  });
});

describe("urgency at registration", () => {
  it("never falls as danger grows", () => {
    for (const kind of needKinds) {
      const [no, soon, now] = (["no", "soon", "now"] as const).map((danger) => firstUrgency(kind, danger));
      expect([Number(now) <= Number(soon), Number(soon) <= Number(no)]).toEqual([true, true]);
    }
  });
  it("is at least 2 for medical needs and 1 for those in danger now", () => {
    expect([
      firstUrgency("medical", "no"),
      firstUrgency("medical", "now"),
      firstUrgency("protection", "now"),
    ]).toEqual([2, 1, 1]);
    expect([firstUrgency("transport", "now"), firstUrgency("travel-paper", "no")]).toEqual([1, 3]);
  });
});

describe("a need", () => {
  it("counts until it is met or withdrawn", () => {
    expect(needStates.filter(isOpen)).toEqual(["open", "assigned"]);
  });
});
