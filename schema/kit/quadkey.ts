// The one grid (ruling 4): quadkeys, the Morton order of Web Mercator tiles, as text of one digit 0-3 per level.
// A prefix is a coarser cell, so a range of text is an area. Level 15 (about 1.2 km) is the finest readable at rest.
// Formula: Bing Maps Tile System, https://learn.microsoft.com/bingmaps/articles/bing-maps-tile-system
import type { LngLat } from "./fields.ts";

export const FINEST = 15;
/** The level that stands for a district (about 39 km at the equator): positions of 7 to 30 days (ruling 6). */
export const DISTRICT = 10;
const EDGE = 85.05112878;

/** The cell of a point at a level. Latitudes beyond the projection fall into the outermost cells. */
export function cellAt(point: LngLat, level: number = FINEST): string {
  const lat = Math.max(-EDGE, Math.min(EDGE, point.lat));
  const sin = Math.sin((lat * Math.PI) / 180);
  const size = 2 ** level;
  const clamp = (value: number) => Math.max(0, Math.min(size - 1, Math.floor(value)));
  const x = clamp(((point.lng + 180) / 360) * size);
  const y = clamp((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * size);
  return cellOf(x, y, level);
}

/** The quadkey of a tile address. */
export function cellOf(x: number, y: number, level: number): string {
  let key = "";
  for (let bit = level - 1; bit >= 0; bit--) key += String(((x >> bit) & 1) | (((y >> bit) & 1) << 1));
  return key;
}

/** Tile address of a quadkey. */
export function tileOf(cell: string): { x: number; y: number; level: number } {
  let x = 0;
  let y = 0;
  for (const digit of cell) {
    const value = Number(digit);
    x = (x << 1) | (value & 1);
    y = (y << 1) | (value >> 1);
  }
  return { x, y, level: cell.length };
}

function lngOf(x: number, level: number): number {
  return (x / 2 ** level) * 360 - 180;
}
function latOf(y: number, level: number): number {
  const n = Math.PI - (2 * Math.PI * y) / 2 ** level;
  return (Math.atan(Math.sinh(n)) * 180) / Math.PI;
}

/** West, south, east, north of a cell, in degrees. */
export function boundsOf(cell: string): [number, number, number, number] {
  const { x, y, level } = tileOf(cell);
  return [lngOf(x, level), latOf(y + 1, level), lngOf(x + 1, level), latOf(y, level)];
}

/** The middle of a cell. */
export function centreOf(cell: string): LngLat {
  const { x, y, level } = tileOf(cell);
  return { lng: lngOf(x + 0.5, level), lat: latOf(y + 0.5, level) };
}

/**
 * The fewest cells, none finer than `level`, that cover a box, at most about `limit`: a scan's ranges.
 * No two of them overlap. A box that crosses the antimeridian (west > east) is taken as two.
 */
export function cover(box: readonly [number, number, number, number], level: number, limit = 24): string[] {
  const [west, south, east, north] = box;
  if (west > east) {
    const both = [
      ...cover([west, south, 180, north], level, limit),
      ...cover([-180, south, east, north], level, limit),
    ];
    // The wide half may be covered by coarser cells, which hold what the narrow one begins with.
    const distinct = [...new Set(both)];
    return distinct.filter((cell) => !distinct.some((other) => other !== cell && cell.startsWith(other)));
  }
  for (let at = level; at > 0; at--) {
    const low = tileOf(cellAt({ lng: west, lat: north }, at));
    const high = tileOf(cellAt({ lng: east, lat: south }, at));
    const count = (high.x - low.x + 1) * (high.y - low.y + 1);
    if (count > limit) continue;
    const cells: string[] = [];
    for (let y = low.y; y <= high.y; y++) for (let x = low.x; x <= high.x; x++) cells.push(cellOf(x, y, at));
    return cells;
  }
  return [""];
}

/** Metres between two points on a sphere of 6,371,008.8 m (haversine). */
export function metresBetween(a: LngLat, b: LngLat): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lng - a.lng) * rad) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}
