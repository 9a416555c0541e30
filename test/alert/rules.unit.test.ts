// alert: an area is one simple ring however it was drawn, and an alert holds until its end or its taking back.
import { describe, expect, it } from "vitest";
import { holds, isSimpleArea } from "../../schema/alert.rules.ts";
import { random } from "../kit/random.ts";

type Point = [number, number];
const simple = (ring: Point[]) => isSimpleArea({ type: "Polygon", coordinates: [ring] });
const closed = (points: Point[]): Point[] => [...points, points[0] as Point];

describe("an area", () => {
  it("is simple where it is a triangle, a box or bent inwards, in either direction", () => {
    const shapes: Point[][] = [
      [
        [0, 0],
        [4, 0],
        [0, 4],
      ],
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
      ],
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [2, 1],
        [0, 4],
      ],
      [
        [0, 0],
        [2, 0],
        [4, 0],
        [4, 4],
        [0, 4],
      ],
    ];
    for (const points of shapes)
      expect([simple(closed(points)), simple(closed([...points].reverse()))]).toEqual([true, true]);
    expect(
      simple([
        [0, 0],
        [0, 0],
        [4, 0],
        [4, 0],
        [0, 4],
        [0, 0],
      ]),
    ).toBe(true);
  });
  it("is not where it is open, flat, or too short", () => {
    expect(
      simple([
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
      ]),
    ).toBe(false);
    expect(
      simple(
        closed([
          [0, 0],
          [4, 0],
          [8, 0],
        ]),
      ),
    ).toBe(false);
    expect(
      simple([
        [0, 0],
        [4, 0],
        [0, 0],
        [0, 0],
      ]),
    ).toBe(false);
    expect(
      simple([
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
    ).toBe(false);
  });
  it("is not where it crosses itself, touches itself, or doubles back", () => {
    expect(
      simple(
        closed([
          [0, 0],
          [4, 4],
          [4, 0],
          [0, 4],
        ]),
      ),
    ).toBe(false);
    // Crosses in a corner: one edge's end lies on another edge.
    expect(
      simple(
        closed([
          [0, 0],
          [4, 4],
          [4, 0],
          [2, 2],
          [0, 4],
        ]),
      ),
    ).toBe(false);
    // Two triangles that share a corner.
    expect(
      simple(
        closed([
          [0, 0],
          [2, 2],
          [4, 0],
          [4, 4],
          [2, 2],
          [0, 4],
        ]),
      ),
    ).toBe(false);
    expect(
      simple(
        closed([
          [0, 0],
          [4, 0],
          [2, 0],
          [2, 4],
        ]),
      ),
    ).toBe(false);
    expect(
      simple(
        closed([
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 6],
          [0, 2],
        ]),
      ),
    ).toBe(false);
  });
  const around = (corners: number, howFar: () => number) =>
    Array.from({ length: corners }, (_, i): Point => {
      const angle = (i / corners) * 2 * Math.PI;
      const far = howFar();
      return [13 + far * Math.cos(angle), 32 + far * Math.sin(angle)];
    });
  it("is simple for every star around a point", () => {
    const dice = random(6);
    for (let n = 0; n < 300; n++)
      expect(simple(closed(around(dice.whole(5, 40), () => 1 + dice.next() * 4)))).toBe(true);
  });
  it("is not where two neighbours of a round shape changed places", () => {
    const dice = random(8);
    for (let n = 0; n < 300; n++) {
      const points = around(dice.whole(5, 40), () => 3);
      const at = dice.whole(0, points.length - 2);
      points.splice(at, 2, points[at + 1] as Point, points[at] as Point);
      expect(simple(closed(points))).toBe(false);
    }
  });
});

describe("an alert", () => {
  const now = new Date("2011-03-01T06:00:00Z");
  it("holds before its end, and not from then on or when taken back", () => {
    const until = (validUntil: string, cancelledAt: string | null = null) =>
      holds({ validUntil, cancelledAt }, now);
    expect(until("2011-03-01T06:00:01Z")).toBe(true);
    expect(until("2011-03-01T06:00:00Z")).toBe(false);
    expect(until("2011-03-02T06:00:00Z", "2011-03-01T05:00:00Z")).toBe(false);
  });
});
