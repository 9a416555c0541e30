// Which borders are drawn broken instead of whole. Natural Earth draws who holds the ground; a broken line says that
// it is contested, and no more. Build time only. Ids are ISO 3166 numbers; a place without one has no id.
import type { Box, Point, Ring } from "../../../schema/kit/geometry.ts";

/** Western Sahara and Palestine have numbers; maps of the United Nations draw their lines broken all the same. */
const OPEN_STATUS = new Set(["732", "275"]);

/** Stretches of an otherwise settled border that maps of the United Nations draw broken. */
const STRETCHES: readonly [one: string, other: string, box: Box][] = [
  ["804", "643", [32, 45.2, 36.8, 46.6]], // Crimea
  ["356", "586", [73.3, 32.4, 78, 36.5]], // Kashmir, line of control
  ["356", "156", [77.5, 31, 81, 36.5]], // Aksai Chin and the sectors south of it
  ["356", "156", [91.5, 26.5, 97.5, 29.8]], // Arunachal Pradesh
  ["376", "760", [35.4, 32.5, 36.2, 33.5]], // Golan
];

export type Place = { id?: string | number; properties?: { name?: string } };

/** A leased ground inside one country is no border. */
export const isLease = (place: Place) => place.properties?.name === "Baikonur";

export const isOpen = ({ id }: Place) => id === undefined || OPEN_STATUS.has(String(id));

export function isStretch(a: Place, b: Place): boolean {
  const pair = new Set([String(a.id), String(b.id)]);
  return STRETCHES.some(([one, other]) => pair.has(one) && pair.has(other));
}

/** Parts a border line into its settled and its contested pieces. */
export function part(line: Ring): { whole: Ring[]; broken: Ring[] } {
  const whole: Ring[] = [];
  const broken: Ring[] = [];
  let piece: Ring = [];
  let was: boolean | null = null;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1] as Point, line[i] as Point];
    const now = STRETCHES.some(([, , box]) => within(a, box) && within(b, box));
    if (now !== was && piece.length > 1) (was ? broken : whole).push(piece);
    piece = now === was ? [...piece, b] : [a, b];
    was = now;
  }
  if (piece.length > 1) (was ? broken : whole).push(piece);
  return { whole, broken };
}

function within(p: Point, box: Box): boolean {
  return p[0] >= box[0] && p[0] <= box[2] && p[1] >= box[1] && p[1] <= box[3];
}
