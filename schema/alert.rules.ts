// Pure decisions on alerts: whether a ring is a simple polygon, whether an alert still holds.
import type { Alert, Area } from "./alert.ts";

type Position = readonly [number, number];

function turn(a: Position, b: Position, c: Position): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}

/** True where `c`, which lies on the line through `a` and `b`, lies between them. */
function between(a: Position, b: Position, c: Position): boolean {
  return [0, 1].every((axis) => {
    const [p = 0, q = 0, r = 0] = [a[axis], b[axis], c[axis]];
    return Math.min(p, q) <= r && r <= Math.max(p, q);
  });
}

/** True where two edges cross or touch. */
function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (
    (abc === 0 && between(a, b, c)) ||
    (abd === 0 && between(a, b, d)) ||
    (cda === 0 && between(c, d, a)) ||
    (cdb === 0 && between(c, d, b))
  );
}

/**
 * Closed, with area, and without edges that cross or touch but at their shared end: what RFC 7946 section 3.1.6 and
 * OGC Simple Features ask of an outer ring. A position said twice in a row counts once.
 */
export function isSimpleArea(area: Area): boolean {
  const said = area.coordinates[0];
  const ring = said.filter((at, i) => i === 0 || at[0] !== said[i - 1]?.[0] || at[1] !== said[i - 1]?.[1]);
  const last = ring.length - 1;
  if (last < 3 || ring[0]?.[0] !== ring[last]?.[0] || ring[0]?.[1] !== ring[last]?.[1]) return false;
  let twice = 0;
  for (let i = 0; i < last; i++) {
    const a = ring[i] as Position;
    const b = ring[i + 1] as Position;
    const next = ring[i + 1 === last ? 1 : i + 2] as Position;
    twice += a[0] * b[1] - b[0] * a[1];
    if (turn(a, b, next) === 0 && (between(a, b, next) || between(b, next, a))) return false;
    for (let j = i + 2; j < last - (i === 0 ? 1 : 0); j++)
      if (meet(a, b, ring[j] as Position, ring[j + 1] as Position)) return false;
  }
  return Math.abs(twice) > 1e-9;
}

export function holds(alert: Pick<Alert, "validUntil" | "cancelledAt">, now: Date): boolean {
  return alert.cancelledAt === null && Date.parse(alert.validUntil) > now.getTime();
}
