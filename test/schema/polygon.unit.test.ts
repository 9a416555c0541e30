// polygon: point and box against a ring agree with each other, for rings and points that only chance would choose.
import { describe, expect, it } from "vitest";
import { boxAround, isInside, isOnOneSide, type Ring, sideOf } from "../../schema/kit/polygon.ts";
import { random } from "../kit/random.ts";

const dice = random(2024);
/** A star around a point: simple by its making, with bays as deep as chance wants. */
function star(): Ring {
  const [x, y] = [dice.next() * 200 - 100, dice.next() * 100 - 50];
  const corners = dice.whole(3, 24);
  const ring = Array.from({ length: corners }, (_, i): [number, number] => {
    const far = 0.5 + dice.next() * 9;
    const angle = (2 * Math.PI * i) / corners;
    return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
  });
  return [...ring, ring[0] as [number, number]];
}

describe("a box against a ring", () => {
  it("inside: every point of it is; outside: none is; else an edge enters", () => {
    const seen = { inside: 0, outside: 0, edge: 0 };
    for (let n = 0; n < 4000; n++) {
      const ring = star();
      const [west, south, east, north] = boxAround(ring);
      const [w, s] = [west + dice.next() * (east - west), south + dice.next() * (north - south)];
      const size = dice.next() ** 3 * 4;
      const box = [w, s, w + size, s + size] as const;
      const side = sideOf(box, ring);
      seen[side]++;
      const points = Array.from(
        { length: 20 },
        () => [w + dice.next() * size, s + dice.next() * size] as const,
      );
      const found = points.filter((point) => isInside(point, ring)).length;
      if (side !== "edge") expect(found).toBe(side === "inside" ? 20 : 0);
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(200);
  });
  it("that holds the whole ring is on its edge, and never outside", () => {
    for (let n = 0; n < 200; n++) {
      const ring = star();
      const [w, s, e, north] = boxAround(ring);
      expect(sideOf([w - 1, s - 1, e + 1, north + 1], ring)).toBe("edge");
    }
  });
});

describe("a ring on one side of the globe", () => {
  const square = (w: number, s: number, e: number, n: number): Ring => [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  it("neither spans half of it nor reaches a pole", () => {
    expect(isOnOneSide(square(10, 20, 30, 40))).toBe(true);
    expect(isOnOneSide(square(-179, 20, 179, 40))).toBe(false);
    expect(isOnOneSide(square(10, 20, 30, 90))).toBe(false);
    expect(isOnOneSide(square(10, -90, 30, 40))).toBe(false);
  });
});
