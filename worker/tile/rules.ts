// Pure decisions of tiles: which address is one, which level of the grid stands in it, where a square lies inside.

import { Problem } from "../../schema/kit/problem.ts";
import { cellOf, DISTRICT, FINEST, tileOf } from "../../schema/kit/quadkey.ts";
import { EXTENT, type TileFeature } from "../kit/mvt.ts";
import type { CellRow } from "../registration/sight-map.ts";

/** A tile of the finest level is one square: beyond, a map draws the same tile larger. */
export const MAX_ZOOM = FINEST;
/** What of a square that is larger than its tile lies beyond the tile's edge, so that no line is drawn there. */
const BUFFER = 64;

export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

/** Raises `malformed` for anything that is no tile of the world between zoom 0 and the finest. */
export function addressIn(said: { z: string; x: string; y: string }): TileAddress {
  const whole = (text: string) => (/^(0|[1-9]\d{0,5})$/.test(text) ? Number(text) : Number.NaN);
  const [z, x, y] = [whole(said.z), whole(said.x), whole(said.y)];
  const refuse = (path: string): never => {
    throw new Problem("malformed", { fields: [{ path, reason: "off-the-globe" }] });
  };
  if (!(z <= MAX_ZOOM)) refuse("z");
  if (!(x < 2 ** z)) refuse("x");
  if (!(y < 2 ** z)) refuse("y");
  return { z, x, y };
}

/** Ranges of cell text in a tile: what lies in it, and the district that it lies in where that is larger. */
export function rangesIn({ z, x, y }: TileAddress): { from: string; to: string }[] {
  const key = cellOf(x, y, z);
  const ranges = [{ from: key, to: `${key}4` }];
  if (z > DISTRICT) ranges.push({ from: key.slice(0, DISTRICT), to: key.slice(0, DISTRICT) });
  return ranges;
}

/** A square of the grid as a feature of a tile, in whole units of it. */
export function featureOf(tile: TileAddress, row: CellRow): TileFeature {
  const { x, y, level } = tileOf(row.cell);
  const size = EXTENT * 2 ** (tile.z - level);
  const edge = (value: number) =>
    Math.round(level >= tile.z ? value : Math.max(-BUFFER, Math.min(EXTENT + BUFFER, value)));
  const [west, north] = [x * size - tile.x * EXTENT, y * size - tile.y * EXTENT];
  const [w, n, e, s] = [edge(west), edge(north), edge(west + size), edge(north + size)];
  return {
    // One before the digits, so that 0 and 00 are two.
    id: Number.parseInt(`1${row.cell}`, 4),
    ring: [
      [w, n],
      [e, n],
      [e, s],
      [w, s],
    ],
    properties: {
      cell: row.cell,
      level,
      groups: row.groups,
      people: row.people,
      urgent: row.urgent,
    },
  };
}
