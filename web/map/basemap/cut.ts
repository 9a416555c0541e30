// Cuts the shapes of a map into the boxes of its sheets. Build time only.
// Invariant: a sheet holds only what lies in its box, and nothing that would be drawn as no more than a point.
import { type Box, clipLine, clipRing, type Point, type Ring, unwrap } from "../../../schema/kit/geometry.ts";
import { packLine, type Sheet } from "../../../schema/kit/sheet.ts";

export const WORLD: Box = [-180, -85, 180, 85];

export interface Shapes {
  land: Ring[][];
  lake: Ring[][];
  river: Ring[];
  border: Ring[];
  unsettled: Ring[];
}

/** A polygon once for each copy of the world it reaches into, so that Fiji and Chukotka appear on both sides. */
export function everySide(polygon: Ring[]): Ring[][] {
  const rings = polygon.map((ring, i) => unwrap(ring, i > 0)).filter((ring) => ring !== null);
  return [-360, 0, 360].flatMap((shift) => {
    const moved = rings.map((ring) => ring.map((p): Point => [p[0] + shift, p[1]]));
    return clipPolygon(moved, WORLD);
  });
}

function clipPolygon(polygon: Ring[], box: Box): Ring[][] {
  const [outer, ...holes] = polygon.map((ring) => clipRing(ring, box));
  return outer ? [[outer, ...holes.filter((ring) => ring !== null && ring !== undefined)]] : [];
}

export function within(all: Shapes, box: Box): Shapes {
  const lines = (set: Ring[]) => set.flatMap((line) => clipLine(line, box));
  return {
    land: all.land.flatMap((polygon) => clipPolygon(polygon, box)),
    lake: all.lake.flatMap((polygon) => clipPolygon(polygon, box)),
    river: lines(all.river),
    border: lines(all.border),
    unsettled: lines(all.unsettled),
  };
}

export function cut(all: Shapes, box: Box, scale: number): Sheet {
  const part = within(all, box);
  const lines = (set: Ring[]) => set.map((line) => packLine(line, scale)).filter((line) => line.length > 2);
  const polygons = (set: Ring[][]) =>
    set
      .map((rings) => rings.map((ring) => packLine(ring, scale)).filter((ring) => ring.length > 6))
      .filter((rings) => rings.length > 0);
  return {
    scale,
    box,
    land: polygons(part.land),
    lake: polygons(part.lake),
    river: lines(part.river),
    border: lines(part.border),
    unsettled: lines(part.unsettled),
    district: [],
    place: [],
    country: [],
    districtName: [],
  };
}
