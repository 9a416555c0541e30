// Pure decisions on alerts: whether a ring is a simple polygon, whether an alert still holds.
import type { Alert, Area } from "./alert.ts";

type Position = readonly [number, number];

function turn(a: Position, b: Position, c: Position): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}

function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Closed, with area, and without edges that cross: what RFC 7946 section 3.1.6 asks of an outer ring. */
export function isSimpleArea(area: Area): boolean {
  const ring = area.coordinates[0];
  const first = ring[0];
  const last = ring.at(-1);
  if (first === undefined || last === undefined || first[0] !== last[0] || first[1] !== last[1]) return false;
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const a = ring[i] as Position;
    const b = ring[i + 1] as Position;
    twice += a[0] * b[1] - b[0] * a[1];
    for (let j = i + 2; j + 1 < ring.length; j++)
      if (cross(a, b, ring[j] as Position, ring[j + 1] as Position)) return false;
  }
  return Math.abs(twice) > 1e-9;
}

export function holds(alert: Pick<Alert, "validUntil" | "cancelledAt">, now: Date): boolean {
  return alert.cancelledAt === null && Date.parse(alert.validUntil) > now.getTime();
}
