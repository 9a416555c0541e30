// mvt: the bytes of the specification, read back by hand; a tile's address and the place of squares in it.
import { describe, expect, it } from "vitest";
import { Problem } from "../../schema/kit/problem.ts";
import { boundsOf, cellAt, cellOf } from "../../schema/kit/quadkey.ts";
import { EXTENT, encodeTile } from "../../worker/kit/mvt.ts";
import { addressIn, featureOf, rangesIn } from "../../worker/tile/rules.ts";
import { random } from "../kit/random.ts";
import { readTile } from "./read.ts";

const row = (cell: string, people = 3) => ({ cell, groups: 1, people, urgent: 0 });

describe("encodeTile", () => {
  it("writes what a reader of the specification reads", () => {
    const feature = (id: number, people: number) => ({
      id,
      ring: [
        [0, 0],
        [128, 0],
        [128, 128],
        [0, 128],
      ] as const,
      properties: { cell: "012", people },
    });
    const bytes = encodeTile([{ name: "cells", features: [feature(5, 3), feature(2 ** 31 + 1, 300_000)] }]);
    const [layer] = readTile(bytes);
    expect(layer).toEqual({
      name: "cells",
      version: 2,
      extent: EXTENT,
      features: [
        { id: 5, type: 3, ring: [0, 0, 128, 0, 128, 128, 0, 128], properties: { cell: "012", people: 3 } },
        {
          id: 2 ** 31 + 1,
          type: 3,
          ring: [0, 0, 128, 0, 128, 128, 0, 128],
          properties: { cell: "012", people: 300_000 },
        },
      ],
    });
  });
  it("is empty where nothing is", () => {
    expect(encodeTile([{ name: "cells", features: [] }])).toEqual(new Uint8Array());
  });
});

describe("a tile's address", () => {
  it("is refused outside of the world, and for anything but whole numbers", () => {
    for (const [z, x, y] of [
      ["16", "0", "0"],
      ["3", "8", "0"],
      ["3", "0", "8"],
      ["0", "1", "0"],
      ["-1", "0", "0"],
      ["1.5", "0", "0"],
      ["NaN", "0", "0"],
      ["", "0", "0"],
      ["01", "0", "0"],
      ["1", "0x1", "0"],
      ["15", "1e3", "0"],
      ["15", "99999999999", "0"],
    ] as const)
      expect(() => addressIn({ z, x, y }), `${z}/${x}/${y}`).toThrow(Problem);
    expect(addressIn({ z: "15", x: "32767", y: "0" })).toEqual({ z: 15, x: 32_767, y: 0 });
  });
});

describe("a square in a tile", () => {
  it("lies where it lies on the globe, for a thousand of them at every zoom", () => {
    const dice = random(33);
    for (let n = 0; n < 1000; n++) {
      const point = { lng: dice.next() * 359.9 - 179.95, lat: dice.next() * 168 - 84 };
      const z = dice.whole(0, 15);
      // Squares below half a unit of a tile are on no map.
      const level = dice.whole(z, Math.min(15, z + 10));
      const cell = cellAt(point, level);
      const key = cell.slice(0, z);
      const [x, y] = [0, 1].map((bit) =>
        [...key].reduce((sum, digit) => sum * 2 + ((Number(digit) >> bit) & 1), 0),
      ) as [number, number];
      expect(cellOf(x, y, z)).toBe(key);
      const { ring } = featureOf({ z, x, y }, row(cell));
      const [west, , east] = boundsOf(cell);
      const [tileWest, , tileEast] = boundsOf(key);
      const lngOf = (at: number) => tileWest + (at / EXTENT) * (tileEast - tileWest);
      expect(lngOf(ring[0]?.[0] ?? 0)).toBeCloseTo(west, 6);
      expect(lngOf(ring[1]?.[0] ?? 0)).toBeCloseTo(east, 6);
      const [, first] = ring;
      expect((ring[2]?.[1] ?? 0) > (first?.[1] ?? 0)).toBe(true);
      const [range] = rangesIn({ z, x, y });
      expect(cell >= (range?.from ?? "") && cell <= (range?.to ?? "")).toBe(true);
    }
  });
  it("that is larger than its tile is cut beside the tile's edge", () => {
    const district = cellAt({ lng: 13.2, lat: 32.9 }, 10);
    const inside = cellAt({ lng: 13.2, lat: 32.9 }, 14);
    const [x, y] = [0, 1].map((bit) =>
      [...inside].reduce((sum, digit) => sum * 2 + ((Number(digit) >> bit) & 1), 0),
    ) as [number, number];
    const { ring, properties } = featureOf({ z: 14, x, y }, row(district));
    expect(properties.level).toBe(10);
    for (const at of ring.flat()) expect([true, true]).toEqual([at >= -64, at <= EXTENT + 64]);
    expect(rangesIn({ z: 14, x, y })).toContainEqual({ from: district, to: district });
  });
});
