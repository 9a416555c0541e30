// location: the grid is one hierarchy, and nobody reads a place more precisely than consent and age allow.
import { describe, expect, it } from "vitest";
import {
  boundsOf,
  cellAt,
  cellOf,
  centreOf,
  cover,
  DISTRICT,
  FINEST,
  metresBetween,
  tileOf,
} from "../../schema/kit/quadkey.ts";
import {
  CELL_FOR,
  cellFor,
  drawnAt,
  EXACT_FOR,
  KEPT_FOR,
  placeKindOf,
  precisionAt,
  roundedPlace,
} from "../../schema/location.rules.ts";
import { random } from "../kit/random.ts";

const dice = random(2011);
const somewhere = () => ({ lng: dice.next() * 360 - 180, lat: dice.next() * 170 - 85 });

describe("a quadkey", () => {
  it("is that of the tile system's own example", () => {
    expect(cellOf(3, 5, 3)).toBe("213");
    expect(tileOf("213")).toEqual({ x: 3, y: 5, level: 3 });
  });
  it("begins with the key of every coarser cell, and its bounds hold the point", () => {
    for (let n = 0; n < 500; n++) {
      const point = somewhere();
      const finest = cellAt(point);
      for (let level = 1; level <= FINEST; level++) {
        const cell = cellAt(point, level);
        expect(finest.startsWith(cell) && cell.length === level).toBe(true);
        const [west, south, east, north] = boundsOf(cell);
        expect(point.lng >= west - 1e-9 && point.lng <= east + 1e-9).toBe(true);
        expect(point.lat >= south - 1e-9 && point.lat <= north + 1e-9).toBe(true);
      }
      expect(cellAt(centreOf(finest))).toBe(finest);
      const { x, y, level } = tileOf(finest);
      expect(cellOf(x, y, level)).toBe(finest);
    }
  });
  it("exists for every point on the globe, poles and edges too", () => {
    for (const lng of [-180, 0, 180])
      for (const lat of [-90, -85.06, 0, 85.06, 90]) expect(cellAt({ lng, lat })).toMatch(/^[0-3]{15}$/);
  });
  it("is about 1.2 km wide at level 15 on the equator", () => {
    const [west, , east] = boundsOf(cellAt({ lng: 13, lat: 0.1 }));
    const metres = metresBetween({ lng: west, lat: 0 }, { lng: east, lat: 0 });
    expect([metres > 1200, metres < 1230]).toEqual([true, true]);
  });
});

describe("a cover", () => {
  it("holds every point of its box, in at most twice its limit of cells, none finer than asked", () => {
    for (let n = 0; n < 300; n++) {
      const [a, b] = [somewhere(), somewhere()];
      const scale = dice.of([1, 0.1, 0.001]);
      const box = [
        a.lng,
        Math.min(a.lat, b.lat),
        Math.min(180, a.lng + scale * Math.abs(b.lng)),
        Math.min(a.lat, b.lat) + scale * Math.abs(a.lat - b.lat),
      ] as const;
      const level = dice.whole(1, FINEST);
      const cells = cover(box, level);
      expect(cells.length <= 24 && cells.every((cell) => cell.length <= level)).toBe(true);
      for (let k = 0; k < 20; k++) {
        const point = {
          lng: box[0] + dice.next() * (box[2] - box[0]),
          lat: box[1] + dice.next() * (box[3] - box[1]),
        };
        const finest = cellAt(point);
        expect(cells.some((cell) => finest.startsWith(cell))).toBe(true);
      }
    }
  });
  it("crosses the antimeridian", () => {
    const cells = cover([170, -20, -170, -10], 7);
    for (const lng of [175, 180, -180, -175])
      expect(cells.some((cell) => cellAt({ lng, lat: -15 }).startsWith(cell))).toBe(true);
    expect(cells.some((cell) => cellAt({ lng: 0, lat: -15 }).startsWith(cell))).toBe(false);
  });
});

describe("precision", () => {
  const HOUR = 3_600_000;
  it("falls with age and never rises", () => {
    const order = ["exact", "cell", "district", null];
    for (const mayExact of [true, false]) {
      let before = -1;
      for (let age = 0; age <= KEPT_FOR + HOUR; age += HOUR) {
        const at = order.indexOf(precisionAt(age, mayExact));
        expect(at >= before).toBe(true);
        before = at;
      }
    }
  });
  it("turns at 24 hours, 7 days and 30 days, and is never exact without consent", () => {
    expect([0, EXACT_FOR, EXACT_FOR + 1].map((age) => precisionAt(age, true))).toEqual([
      "exact",
      "exact",
      "cell",
    ]);
    expect([0, EXACT_FOR].map((age) => precisionAt(age, false))).toEqual(["cell", "cell"]);
    for (const mayExact of [true, false])
      expect(
        [CELL_FOR, CELL_FOR + 1, KEPT_FOR, KEPT_FOR + 1].map((age) => precisionAt(age, mayExact)),
      ).toEqual(["cell", "district", "district", null]);
  });
  it("cuts the cell, and draws it in its middle", () => {
    const cell = cellAt({ lng: 13.18, lat: 32.89 });
    expect([cellFor(cell, "cell").length, cellFor(cell, "district").length]).toEqual([FINEST, DISTRICT]);
    expect(cellAt(drawnAt(cell))).toBe(cell);
    expect(cellFor(cell.slice(0, DISTRICT), "cell")).toBe(cell.slice(0, DISTRICT));
  });
  it("stores no more than three decimals, and coordinates only as a pair", () => {
    expect([roundedPlace(13.137499), roundedPlace(-0.0004)]).toEqual([13.137, -0]);
    expect(placeKindOf({ lng: 13 })).toBeNull();
    expect(placeKindOf({ lng: 13, landmark: "bridge" })).toBe("landmark");
    expect(placeKindOf({ lng: 13, lat: 32, zoneId: "zon_camp0001" })).toBe("device");
    expect(placeKindOf({ zoneId: "zon_camp0001", landmark: "bridge" })).toBe("place");
  });
});
