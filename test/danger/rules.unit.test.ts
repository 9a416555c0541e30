// Pure rules of dangers: what the public is told, districts, nearness, age, decisions; and what a partner reads.
import { describe, expect, it } from "vitest";
import {
  afterDecision,
  ageShare,
  coarse,
  districtsOf,
  forPartner,
  forPublic,
  holdsUntil,
  MOST_DISTRICTS,
  nearOf,
  type Told,
} from "../../schema/danger.rules.ts";
import { type Danger, dangerKinds, dangerList, dangerStates } from "../../schema/danger.ts";
import { cellAt, DISTRICT, tileOf } from "../../schema/kit/quadkey.ts";
import { random } from "../kit/random.ts";

const now = new Date("2011-03-01T06:00:00Z");
const told = (over: Partial<Told> = {}): Told => ({
  kind: "mines",
  state: "confirmed",
  cell: cellAt({ lng: 13.2, lat: 32.8 }),
  area: null,
  confirmedAt: "2011-03-01T05:00:00.000Z",
  until: "2011-03-04T05:00:00.000Z",
  publicName: { en: "A town" },
  ...over,
});
const ring = (west: number, south: number, size: number) => ({
  type: "Polygon" as const,
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south],
    ],
  ] as [[number, number][]],
});

describe("what the public is told", () => {
  it("is nothing that is unconfirmed, over, without a name or without a place", () => {
    for (const state of dangerStates.filter((one) => one !== "confirmed"))
      expect(forPublic([told({ state })], now)).toEqual([]);
    for (const over of [{ publicName: null }, { cell: null }, { until: now.toISOString() }])
      expect(forPublic([told(over)], now)).toEqual([]);
  });
  it("is one for each kind and district, by the name that was given last", () => {
    const later = told({ confirmedAt: "2011-03-01T05:30:00.000Z", publicName: { en: "Newer" } });
    const near = told({ cell: cellAt({ lng: 13.21, lat: 32.81 }), until: "2011-03-05T05:00:00.000Z" });
    const [one, ...rest] = forPublic([near, later, told({ kind: "fighting" })], now).filter(
      ({ kind }) => kind === "mines",
    );
    expect(rest).toEqual([]);
    expect(one).toMatchObject({ name: { en: "Newer" }, until: "2011-03-05T05:00:00.000Z" });
  });
  it("says of thousands of random dangers no more than their districts", () => {
    const source = random(7);
    for (let n = 0; n < 2000; n++) {
      const place = { lng: source.next() * 340 - 170, lat: source.next() * 160 - 80 };
      const [one] = forPublic([told({ cell: cellAt(place), kind: source.of(dangerKinds) })], now);
      const elsewhere = { ...place, lng: place.lng + 1e-5 };
      const [other] = forPublic([told({ cell: cellAt(elsewhere), kind: one?.kind ?? "other" })], now);
      if (cellAt(place, DISTRICT) === cellAt(elsewhere, DISTRICT)) expect(other).toEqual(one);
      expect(one?.district).toBe(cellAt(place, DISTRICT));
    }
  });
  it("covers the districts of a drawn area, and no more than a few", () => {
    const area = ring(13, 32, 0.6);
    const cell = cellAt({ lng: 13.3, lat: 32.3 });
    const districts = districtsOf(cell, area);
    expect(districts.length).toBeGreaterThan(3);
    expect(forPublic([told({ area, cell })], now).map((one) => one.district)).toEqual([...districts].sort());
    expect(districtsOf(cell, ring(0, 0, 60)).length).toBe(MOST_DISTRICTS + 1);
  });
});

describe("nearness", () => {
  it("is her district or one that touches it", () => {
    const own = cellAt({ lng: 13.2, lat: 32.8 });
    const { x, y, level } = tileOf(own.slice(0, DISTRICT));
    const district = (dx: number, dy: number) => {
      const size = 360 / 2 ** level;
      const lng = (x + dx + 0.5) * size - 180;
      const n = Math.PI - (2 * Math.PI * (y + dy + 0.5)) / 2 ** level;
      return cellAt({ lng, lat: (Math.atan(Math.sinh(n)) * 180) / Math.PI }, DISTRICT);
    };
    expect(nearOf(district(0, 0), own)).toBe("here");
    for (const [dx, dy] of [
      [1, 0],
      [-1, -1],
      [0, 1],
    ] as const)
      expect(nearOf(district(dx, dy), own)).toBe("beside");
    expect(nearOf(district(2, 0), own)).toBeNull();
    expect(nearOf(district(0, 0), null)).toBeNull();
    expect(nearOf(district(0, 0), own.slice(0, DISTRICT))).toBe("here");
    expect(nearOf(district(0, 0), own.slice(0, 6))).toBeNull();
  });
});

describe("time", () => {
  it("holds a day from what was seen, three from what was confirmed, and ages evenly", () => {
    expect(holdsUntil("reported", now.toISOString())).toBe("2011-03-02T06:00:00.000Z");
    const until = holdsUntil("confirmed", now.toISOString());
    expect(until).toBe("2011-03-04T06:00:00.000Z");
    const at = (hours: number) =>
      ageShare({ state: "confirmed", until }, new Date(now.getTime() + hours * 3_600_000));
    expect([at(0), at(36), at(72), at(500)]).toEqual([0, 0.5, 1, 1]);
    expect(coarse("2011-03-01T06:19:59.999Z")).toBe("2011-03-01T06:10:00.000Z");
  });
  it("lets nobody decide on what has lapsed", () => {
    const danger = { state: "reported" as const, until: now.toISOString() };
    for (const decision of ["confirm", "dismiss", "end"] as const)
      expect(afterDecision(danger, decision, now)).toBeNull();
    expect(afterDecision({ ...danger, until: "2011-03-01T06:00:01Z" }, "confirm", now)).toBe("confirmed");
  });
});

describe("a partner", () => {
  it("reads nothing that nobody stood for, and counts by tens", () => {
    const [shown] = (dangerList.example.reply as { dangers: Danger[] }).dangers;
    const danger = shown as Danger;
    for (const state of dangerStates) expect(forPartner({ ...danger, state })).toBeNull();
    const done = { organisationId: "org_a12345", organisation: { en: "A" }, at: "2011-03-01T05:00:00Z" };
    for (const [reports, seen] of [
      [0, null],
      [9, null],
      [10, 10],
      [19, 10],
      [20, 20],
    ] as const)
      expect(forPartner({ ...danger, state: "confirmed", confirmed: done, reports })).toMatchObject({
        reports: seen,
        by: [],
        byPerson: false,
        words: false,
        seenAt: done.at,
      });
    // Dismissed after it was reported again is not theirs to know.
    expect(forPartner({ ...danger, state: "dismissed", confirmed: done })).toBeNull();
  });
});
