// Where things stand on a map that is drawn as a page: the grid's own projection, so that districts are squares; paths in
// whole units; and signs put one after the other, where they cover nothing that stands already. Pure.
import type { Box, Point, Ring } from "../../schema/kit/geometry.ts";

/** Units that every map is wide: on a phone of 320 px one unit is half a pixel. */
export const WIDTH = 600;
const TALLEST = 720;
const LOWEST = 330;

export interface Plan {
  box: Box;
  width: number;
  height: number;
  at(lng: number, lat: number): Point;
}

const down = (lat: number) => {
  const sin = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return 180 - (Math.log((1 + sin) / (1 - sin)) * 90) / Math.PI;
};
const latOf = (y: number) => (Math.atan(Math.sinh(((180 - y) * Math.PI) / 180)) * 180) / Math.PI;

/** A box as a map, made wider or higher where it would be a strip. */
export function planOf([west, south, east, north]: Box): Plan {
  let [left, right, top, bottom] = [west, east, down(north), down(south)];
  const shape = (bottom - top) / (right - left);
  const missing = (WIDTH * shape > TALLEST ? (bottom - top) * (WIDTH / TALLEST) - (right - left) : 0) / 2;
  left -= missing;
  right += missing;
  const flat = (WIDTH * shape < LOWEST ? ((right - left) * LOWEST) / WIDTH - (bottom - top) : 0) / 2;
  top -= flat;
  bottom += flat;
  const scale = WIDTH / (right - left);
  return {
    box: [left, latOf(bottom), right, latOf(top)],
    width: WIDTH,
    height: Math.round((bottom - top) * scale),
    at: (lng, lat) => [Math.round((lng - left) * scale), Math.round((down(lat) - top) * scale)],
  };
}

/** Lines or rings as one path of whole units; what has become a point is left out. */
export function pathOf(plan: Plan, lines: readonly Ring[], closed: boolean): string {
  let [penX, penY] = [0, 0];
  const step = (x: number, y: number) => {
    const [dx, dy] = [x - penX, y - penY];
    [penX, penY] = [x, y];
    return `${String(dx)}${dy < 0 ? "" : " "}${String(dy)}`;
  };
  return lines
    .map((line) => {
      const points = line
        .map(([lng, lat]) => plan.at(lng, lat))
        .filter((p, i, all) => i === 0 || p[0] !== all[i - 1]?.[0] || p[1] !== all[i - 1]?.[1]);
      if (closed) points.pop();
      const [first, ...rest] = points;
      if (first === undefined || points.length < (closed ? 3 : 2)) return "";
      const begin = step(...first);
      const steps = rest.map(([x, y]) => step(x, y));
      // Closing leads the pen back to where it began.
      if (closed) [penX, penY] = first;
      return `m${begin}l${steps.join(" ").replaceAll(" -", "-")}${closed ? "z" : ""}`;
    })
    .join("");
}

/** West, north, east, south in units. */
export type Room = readonly [number, number, number, number];

/** Remembers what is taken: gives the first of the wanted places that is free. */
export function roomsOf({ width, height }: Plan): {
  take(wanted: readonly Room[]): Room | null;
  keep(room: Room): void;
} {
  const taken: Room[] = [];
  const isFree = ([w, n, e, s]: Room) =>
    w >= 2 &&
    n >= 2 &&
    e <= width - 2 &&
    s <= height - 2 &&
    taken.every(([w2, n2, e2, s2]) => e <= w2 || w >= e2 || s <= n2 || n >= s2);
  return {
    take(wanted) {
      const found = wanted.find(isFree) ?? null;
      if (found !== null) taken.push(found);
      return found;
    },
    keep: (room) => {
      taken.push(room);
    },
  };
}

/** Places beside a square for something of a size: right, left, above, below, and the corners. */
export function beside([w, n, e, s]: Room, wide: number, high: number): Room[] {
  const [x, y] = [(w + e) / 2, (n + s) / 2];
  const from = (left: number, top: number): Room => [left, top, left + wide, top + high];
  return [
    from(e + 2, y - high / 2),
    from(w - wide - 2, y - high / 2),
    from(x - wide / 2, n - high - 1),
    from(x - wide / 2, s + 1),
    ...[n - high - 1, s + 1].flatMap((top) => [from(e + 1, top), from(w - wide - 1, top)]),
  ];
}

/** A round number of kilometres that is at most a third of the map, and how many units it is. */
export function scaleOf(plan: Plan): { km: number; units: number } {
  const [west, south, east, north] = plan.box;
  const across = (east - west) * 111.32 * Math.cos((((south + north) / 2) * Math.PI) / 180);
  const most = across / 3;
  const ten = 10 ** Math.floor(Math.log10(most));
  const km = [5, 2, 1].map((n) => n * ten).find((n) => n <= most) ?? ten;
  return { km, units: Math.round((km / across) * plan.width) };
}
