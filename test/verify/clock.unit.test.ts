// What time it is for a gate, when its clock can be believed, and what counts as a number.
import { describe, expect, it } from "vitest";
import { plainDigits } from "../../schema/kit/fields.ts";
import { realOf, SKEW, timeOf, timeReasons } from "../../web/verify/clock.ts";
import { readingOf } from "../../web/verify/reading.ts";
import { HOUR, NOW } from "./sample.ts";

const instant = (at: number) => new Date(at).toISOString();
const contact = (real: number | null, device: number) => ({ clock: null, real, device });

describe("the clock of a gate", () => {
  it("is believed where it agrees with the platform's last word within the allowance", () => {
    for (const off of [0, SKEW, -SKEW])
      expect(timeOf(contact(NOW, NOW + off), NOW - HOUR, NOW + HOUR)).toMatchObject({
        right: true,
        real: NOW + HOUR,
      });
  });
  it("is not, a day ahead or behind, and the platform's word is used to guess", () => {
    for (const off of [24 * HOUR, -24 * HOUR]) {
      const time = timeOf(contact(NOW, NOW + off), 0, NOW + off + HOUR);
      expect(time).toEqual({ right: false, real: NOW + HOUR, now: NOW + HOUR });
    }
  });
  it("is not where it shows less than what is proven", () => {
    expect(timeOf(contact(NOW, NOW), NOW, NOW - HOUR).right).toBe(false);
    expect(timeOf(null, NOW, NOW - HOUR).right).toBe(false);
    expect(timeOf(contact(NOW, NOW), NOW, NOW - 60_000).right).toBe(true);
  });
  it("shows an exercise its own time, at its own speed", () => {
    const clock = { real: instant(NOW), exercise: "2011-03-01T06:00:00.000Z", speed: 60 };
    const { now } = timeOf({ clock, real: NOW, device: NOW }, 0, NOW + 60_000);
    expect(instant(now)).toBe("2011-03-01T07:00:00.000Z");
  });
});

describe("the real moment of an answer", () => {
  it("is the crisis's own where it has no clock, and reckoned back where it has one", () => {
    expect(realOf(null, instant(NOW))).toBe(NOW);
    const clock = { real: instant(NOW), exercise: "2011-03-01T06:00:00.000Z", speed: 60 };
    expect(realOf(clock, "2011-03-01T07:00:00.000Z")).toBe(NOW + 60_000);
  });
  it("is unknown while the exercise stands", () => {
    expect(realOf({ real: instant(NOW), exercise: instant(0), speed: 0 }, instant(0))).toBeNull();
  });
});

describe("the times of a credential", () => {
  const claims = { iat: NOW / 1000, nbf: NOW / 1000, exp: NOW / 1000 + 3600 };
  it("hold with an allowance of ten minutes at both ends", () => {
    expect(timeReasons(claims, NOW - SKEW)).toEqual([]);
    expect(timeReasons(claims, NOW + HOUR + SKEW)).toEqual([]);
    expect(timeReasons(claims, NOW + HOUR + SKEW + 1000)).toEqual(["expired"]);
    expect(timeReasons({ ...claims, iat: 0 }, NOW - SKEW - 1000)).toEqual(["not-yet"]);
  });
  it("that lie in the future say that the clock is wrong, and nothing else", () => {
    expect(timeReasons(claims, NOW - SKEW - 1000)).toEqual(["clock-wrong"]);
    expect(timeReasons({ ...claims, exp: 0 }, NOW - HOUR)).toEqual(["clock-wrong"]);
  });
});

describe("what was typed", () => {
  it("is a number where it has six digits, in any script and however spaced", () => {
    for (const typed of [
      "402913",
      " 402 913 ",
      "402-913",
      "٤٠٢٩١٣",
      "৪০২ ৯১৩",
      "۴۰۲۹۱۳",
      "၄၀၂၉၁၃",
      "\u200e402913\n",
    ])
      expect(readingOf(typed)).toEqual({ by: "number", number: "402913" });
    expect(plainDigits("٤٠٢٩١٣")).toBe("402913");
  });
  it("is a code otherwise, and is left as it came", () => {
    for (const typed of ["40291", "4029134", "XP1:ABC ", "", "402913x", " XP1:6BF "])
      expect(readingOf(typed)).toEqual({ by: "code", text: typed });
  });
});
