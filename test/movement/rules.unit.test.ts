// Pure decisions on movements: what may follow, who takes part, what was reported aboard, and what does not add up.
import { describe, expect, it } from "vitest";
import {
  isOverfull,
  mayStillPlace,
  nextMovementStates,
  reportedPersons,
  seatFor,
  takesGroups,
  takesPartIn,
} from "../../schema/movement.rules.ts";
import { movementStates } from "../../schema/movement.ts";
import { differencesOf, readCursor } from "../../worker/movement/rules.ts";

const count = (seat: number, lap = 0) => ({ seat, wheelchair: 0, stretcher: 0, lap });

describe("states", () => {
  it("lead to closed or cancelled and from there nowhere; what takes groups can still be cancelled", () => {
    for (const state of movementStates) {
      const next = nextMovementStates(state);
      expect(next.length === 0).toBe(state === "closed" || state === "cancelled");
      expect(takesGroups(state)).toBe(next.includes("cancelled"));
      expect(next).not.toContain(state);
    }
  });
});

describe("shares", () => {
  const share = { organisationId: "org_b", places: 4, until: "2011-03-02T06:00:00.000Z", taken: 1 };
  const may = (id: string, now: string) => mayStillPlace(id, count(10), count(5), [share], now);
  it("are kept for whom they are until their time is over", () => {
    expect(may("org_a", "2011-03-02T05:59:59.999Z")).toBe(2);
    expect(may("org_b", "2011-03-02T05:59:59.999Z")).toBe(5);
    expect(may("org_a", "2011-03-02T06:00:00.000Z")).toBe(5);
  });
  it("make who has one take part", () => {
    const movement = { organisationId: "org_a", shares: [share] };
    expect(["org_a", "org_b", "org_c"].map((id) => takesPartIn(movement, id))).toEqual([true, true, false]);
  });
});

describe("what others reported", () => {
  const source = "A report";
  it("is the largest total, or what one source's nationalities add up to", () => {
    expect(reportedPersons([])).toBe(0);
    expect(
      reportedPersons([
        { persons: 5, iso3: null, source },
        { persons: 7, iso3: null, source: "Another" },
      ]),
    ).toBe(7);
    const parts = [
      { persons: 5, iso3: "BGD", source },
      { persons: 6, iso3: "EGY", source },
      { persons: 8, iso3: "EGY", source: "Another" },
    ];
    expect(reportedPersons(parts)).toBe(11);
    expect(isOverfull(count(10, 1), parts)).toBe(false);
    expect(isOverfull(count(10), parts)).toBe(true);
  });
});

describe("an infant", () => {
  it("is under two", () => {
    expect([0, 1, 2, null].map((age) => seatFor(age, count(1, 1)))).toEqual(["lap", "lap", "seat", "seat"]);
    expect(seatFor(1, count(1))).toBe("seat");
  });
});

describe("differences", () => {
  const seat = (number: string, state: "held" | "boarded" | "arrived", boardedAt: string | null = null) => ({
    number,
    groupNumber: 1,
    cti: `cti${number}`,
    state,
    boardedAt,
  });
  const passage = (cti: string, gateId: string, kind: "boarded" | "arrived" | "handed-over" = "boarded") => ({
    cti,
    gateId,
    gate: "",
    kind,
    at: "2011-03-03T05:00:00.000Z",
    number: cti === "stray" ? null : cti.slice(3),
    groupNumber: cti === "stray" ? null : 1,
  });
  const kinds = (...args: Parameters<typeof differencesOf>) => differencesOf(...args).map((one) => one.kind);
  it("begin with boarding for who is not there, with departure for who has not arrived", () => {
    const seats = [
      seat("1", "held"),
      seat("2", "boarded", "t"),
      seat("3", "arrived", "t"),
      seat("4", "arrived"),
    ];
    expect(kinds("confirmed", seats, [])).toEqual(["arrived-unboarded"]);
    expect(kinds("boarding", seats, [])).toEqual(["not-accounted", "arrived-unboarded"]);
    expect(kinds("departed", seats, [])).toEqual(["not-accounted", "not-arrived", "arrived-unboarded"]);
  });
  it("are a pass that two gates boarded, and a pass of no seat; not one that a gate boarded twice", () => {
    expect(kinds("arrived", [], [passage("cti1", "a"), passage("cti1", "a")])).toEqual([]);
    expect(kinds("arrived", [], [passage("cti1", "a"), passage("cti1", "b", "arrived")])).toEqual([]);
    const [two, unknown] = differencesOf(
      "arrived",
      [],
      [passage("cti1", "a"), passage("stray", "a", "handed-over"), passage("cti1", "b")],
    );
    expect([two?.kind, two?.number, two?.seen.map((one) => one.gate)]).toEqual([
      "two-gates",
      "1",
      ["a", "b"],
    ]);
    expect([unknown?.kind, unknown?.number, unknown?.seen.length]).toEqual(["unknown-pass", null, 1]);
  });
});

describe("a cursor", () => {
  it("is one that this door made", () => {
    expect(readCursor("2011-03-03T06:00:00.000Z~mov_test00001")).toEqual({
      leavesAt: "2011-03-03T06:00:00.000Z",
      id: "mov_test00001",
    });
    for (const text of ["", "x", "2011-03-03~reg_test00001", "~mov_test00001"])
      expect(() => readCursor(text)).toThrow("malformed");
  });
});
