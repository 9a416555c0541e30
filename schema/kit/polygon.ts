// Plane geometry of one ring in degrees: is a point inside, and does a box lie inside, outside or on the edge. Pure.
// A ring here never crosses the antimeridian and never holds a pole (`isOnOneSide`): degrees may be taken as a plane.
export type Position = readonly [lng: number, lat: number];
export type Ring = readonly Position[];
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Beyond it the one grid ends (quadkey.ts), and nobody has a place there. */
const POLAR = 85.05;

export function boxAround(ring: Ring): Box {
  let [west, south, east, north] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [lng, lat] of ring) {
    [west, east] = [Math.min(west, lng), Math.max(east, lng)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return [west, south, east, north];
}

/** False for a ring that reaches a pole, or is so wide that it may have been meant to cross the antimeridian. */
export function isOnOneSide(ring: Ring): boolean {
  const [west, south, east, north] = boxAround(ring);
  return east - west < 180 && south >= -POLAR && north <= POLAR;
}

/** Even-odd rule. A point on the edge may be either: nobody is found twice by two areas that share it, or missed by both. */
export function isInside([x, y]: Position, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[ax, ay], [bx, by]] = [ring[i] as Position, ring[j] as Position];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** True where an edge has a part inside of the box (Liang and Barsky's clipping). */
function enters([ax, ay]: Position, [bx, by]: Position, [west, south, east, north]: Box): boolean {
  let [from, to] = [0, 1];
  for (const [towards, room] of [
    [ax - bx, ax - west],
    [bx - ax, east - ax],
    [ay - by, ay - south],
    [by - ay, north - ay],
  ] as const) {
    if (towards === 0) {
      if (room < 0) return false;
    } else if (towards < 0) from = Math.max(from, room / towards);
    else to = Math.min(to, room / towards);
    if (from > to) return false;
  }
  return true;
}

export function sideOf(box: Box, ring: Ring): "inside" | "outside" | "edge" {
  for (let i = 1; i < ring.length; i++)
    if (enters(ring[i - 1] as Position, ring[i] as Position, box)) return "edge";
  return isInside([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2], ring) ? "inside" : "outside";
}
