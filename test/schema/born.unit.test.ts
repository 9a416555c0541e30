// R21: an age or a year of birth, at the precision and in the calendar in which it was said, and never a day.
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { plainDigits } from "../../schema/kit/fields.ts";
import {
  ageAt,
  Born,
  barriers,
  bornOf,
  gregorianYears,
  isBornInFuture,
  needsCalendar,
  PersonGiven,
} from "../../schema/person.ts";
import { Pin, Reference } from "../../schema/registration.ts";

const now = new Date("2011-03-01T06:00:00Z");
const person = (given: Record<string, unknown>) => z.parse(PersonGiven, given);

describe("what is kept of an age", () => {
  it("is what was said, in its calendar", () => {
    const said: [Record<string, unknown>, string | null][] = [
      [{ born: "34" }, "age:34"],
      [{ born: "१९९०" }, "year:1990"],
      [{ born: "2055", calendar: "nepali" }, "nepali:2055"],
      [{ born: "1983", calendar: "ethiopian" }, "ethiopian:1983"],
      [{ born: "1990", calendar: "gregorian" }, "year:1990"],
      // An age is the same in every calendar.
      [{ born: "34", calendar: "ethiopian" }, "age:34"],
      [{ ageBand: "child" }, "about:child"],
      // What is said in figures counts more than a picture.
      [{ born: "9", ageBand: "adult" }, "age:9"],
      [{ calendar: "nepali" }, null],
      [{}, null],
    ];
    for (const [given, kept] of said) expect(bornOf(person(given))).toBe(kept);
  });
  it("is read again as it was kept", () => {
    for (const kept of ["age:34", "year:1990", "ethiopian:1983", "nepali:2055", "about:baby", "about:older"])
      expect(z.parse(Born, kept)).toBe(kept);
    for (const wrong of ["about:old", "nepali:55", "ethiopian:0001", "julian:1990", "year:1990-01-01"])
      expect(z.safeParse(Born, wrong).success).toBe(false);
  });
  it("holds no day and no month, whatever is sent", () => {
    for (const day of ["1990-01-01", "01/01/1990", "1.1.1990"])
      expect(z.safeParse(PersonGiven, { born: day }).success).toBe(false);
  });
});

describe("a year of another calendar", () => {
  it("lies over two Gregorian years", () => {
    expect(gregorianYears("nepali", 2055)).toEqual([1998, 1999]);
    expect(gregorianYears("ethiopian", 1983)).toEqual([1990, 1991]);
  });
  it("gives an age that may be one too many, as a Gregorian year does", () => {
    expect(ageAt("year:1990", now)).toBe(21);
    expect(ageAt("ethiopian:1983", now)).toBe(21);
    expect(ageAt("nepali:2047", now)).toBe(21);
    expect([ageAt("about:baby", now), ageAt("about:adult", now)]).toEqual([1, 35]);
  });
  it("may be beyond ours, and still has come", () => {
    expect(isBornInFuture("nepali:2055", now)).toBe(false);
    expect(isBornInFuture("nepali:2069", now)).toBe(true);
    expect(isBornInFuture("year:2055", now)).toBe(true);
    expect(isBornInFuture("ethiopian:2004", now)).toBe(false);
    expect(isBornInFuture("about:child", now)).toBe(false);
  });
  it("is asked for where two calendars are in use and both look true", () => {
    expect(needsCalendar("am", person({ born: "1983" }))).toBe(true);
    expect(needsCalendar("ti", person({ born: "1983", calendar: "gregorian" }))).toBe(false);
    expect(needsCalendar("ti", person({ born: "28" }))).toBe(false);
    expect(needsCalendar("ne", person({ born: "2055" }))).toBe(false);
    expect(needsCalendar("en", person({ born: "1983" }))).toBe(false);
  });
});

describe("the ways of being stranded", () => {
  it("are thirteen that may be asked; the fourteenth is a safe call (MISSION M3)", () => {
    expect(new Set(barriers).size).toBe(13);
    expect(barriers.some((one) => /violence|gender|status|visa/.test(one))).toBe(false);
  });
});

describe("the digits of every script", () => {
  it("are read in ages, years, codes and secret numbers", () => {
    const zeros = Array.from({ length: 0x110000 }, (_, code) => code).filter(
      (code) =>
        (code < 0xd800 || code > 0xdfff) &&
        /\p{Nd}/u.test(String.fromCodePoint(code)) &&
        plainDigits(String.fromCodePoint(code)) === "0",
    );
    // Unicode 15 has 68 runs of ten; what is newer than the runtime is not counted.
    expect(zeros.length).toBeGreaterThan(60);
    for (const zero of zeros) {
      const say = (text: string) => text.replace(/\d/g, (one) => String.fromCodePoint(zero + Number(one)));
      expect([say("34"), z.parse(Born, say("34"))]).toEqual([say("34"), "age:34"]);
      expect(z.parse(Born, say("1990"))).toBe("year:1990");
      expect(z.parse(Pin, say("604 817"))).toBe("604817");
      expect(z.parse(Reference, say("482 913 0574"))).toBe("4829130574");
    }
  });
});
