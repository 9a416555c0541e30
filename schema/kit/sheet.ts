// One sheet of the basemap as it travels: whole numbers, each the step from the one before, so that it compresses.
// Packed while building; unpacked by the browser and by the worker. Invariant: unpack(pack(x)) is x rounded to 1/scale degree.
import type { Box, Point, Ring } from "./geometry.ts";

/** [name, x, y, people in thousands, 1 if a capital, name at home where it is known] */
export type PlaceRow = [string, number, number, number, 0 | 1, string?];
/** [ISO 3166 code, name in its own language, x, y, zoom from which it is written] */
export type CountryRow = [string, string, number, number, number];

/** [name, x, y, zoom from which it is written, name at home where it is known] */
export type DistrictRow = [string, number, number, number, string?];

export interface Sheet {
  scale: number;
  box: Box;
  land: number[][][];
  lake: number[][][];
  river: number[][];
  border: number[][];
  /** Lines a side of which has no ISO 3166 code, or whose status the United Nations leaves open. */
  unsettled: number[][];
  /** Inner borders of countries; none on the sheet of the world. */
  district: number[][];
  place: PlaceRow[];
  country: CountryRow[];
  districtName: DistrictRow[];
}

export function packLine(line: readonly Point[], scale: number): number[] {
  const out: number[] = [];
  let [x, y] = [0, 0];
  for (const [i, p] of line.entries()) {
    const [nextX, nextY] = [Math.round(p[0] * scale), Math.round(p[1] * scale)];
    if (i > 0 && nextX === x && nextY === y) continue;
    out.push(nextX - x, nextY - y);
    [x, y] = [nextX, nextY];
  }
  return out;
}

export function unpackLine(packed: readonly number[], scale: number): Ring {
  const out: Ring = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < packed.length; i += 2) {
    x += packed[i] as number;
    y += packed[i + 1] as number;
    out.push([x / scale, y / scale]);
  }
  return out;
}

/** The coast alone: a ring without the stretches where the sheet's own edge cut it. */
export function coast(ring: Ring, box: Box): Ring[] {
  const onEdge = (a: Point, b: Point) =>
    ([0, 1] as const).some(
      (axis) => a[axis] === b[axis] && (a[axis] === box[axis] || a[axis] === box[axis + 2]),
    );
  const out: Ring[] = [];
  let line: Ring = [];
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1] as Point, ring[i] as Point];
    if (onEdge(a, b)) {
      if (line.length > 1) out.push(line);
      line = [];
    } else {
      if (line.length === 0) line.push(a);
      line.push(b);
    }
  }
  if (line.length > 1) out.push(line);
  return out;
}
