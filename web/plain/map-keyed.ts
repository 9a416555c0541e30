// What a public map shows, each with the key that stands on the map and in the lists: letters for districts, numbers for the rest.
// The same keys far out and close in. Pure.
import { holds } from "../../schema/alert.rules.ts";
import type { Alert } from "../../schema/alert.ts";
import type { Area } from "../../schema/crisis-area.ts";
import type { DangerForPublic } from "../../schema/danger-own.ts";
import { type Box, inside, type Ring } from "../../schema/kit/geometry.ts";
import type { Ground, Town } from "../../schema/kit/ground.ts";
import { boundsOf, centreOf, metresBetween } from "../../schema/kit/quadkey.ts";
import type { ZoneForPublic } from "../../schema/zone.ts";

/** A town further away than this says nothing of where a district is. */
const NEAR = 150_000;

export interface Keyed {
  districts: readonly (Area & { key: string; town: Town | null })[];
  zones: readonly (ZoneForPublic & { key: string })[];
  dangers: readonly (DangerForPublic & { key: string })[];
  alerts: readonly (Alert & { key: string })[];
}

/** A … Z, AA … */
export function letters(n: number): string {
  const rest = String.fromCharCode(65 + (n % 26));
  return n < 26 ? rest : letters(Math.floor(n / 26) - 1) + rest;
}

/** The largest town in a district; else the nearest one. */
function townOf(cell: string, ground: Ground | null): Town | null {
  if (ground === null) return null;
  const [west, south, east, north] = boundsOf(cell);
  const within = ({ lng, lat }: Town) => lng >= west && lng < east && lat >= south && lat < north;
  const found = ground.towns.find(within);
  if (found !== undefined) return found;
  const middle = centreOf(cell);
  const near = ground.towns
    .map((town) => ({ town, metres: metresBetween(middle, town) }))
    .sort((a, b) => a.metres - b.metres)[0];
  return near === undefined || near.metres > NEAR ? null : near.town;
}

export function keyed(of: {
  areas: readonly Area[];
  zones: readonly ZoneForPublic[];
  dangers: readonly DangerForPublic[];
  alerts: readonly Alert[];
  ground: Ground | null;
  now: Date;
}): Keyed {
  const numbered = <T>(all: readonly T[]) => all.map((one, n) => ({ ...one, key: String(n + 1) }));
  const sorted = [...of.areas].sort(
    (a, b) => (b.people ?? -1) - (a.people ?? -1) || (a.cell < b.cell ? -1 : 1),
  );
  return {
    districts: sorted.map((area, n) => ({ ...area, key: letters(n), town: townOf(area.cell, of.ground) })),
    zones: numbered(of.zones),
    dangers: numbered(of.dangers),
    alerts: of.alerts
      .filter((alert) => holds(alert, of.now))
      .map((alert) => ({ ...alert, key: String(alert.number) })),
  };
}

const meets = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function boxOf(ring: Ring): Box {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** What can be seen in a box. */
export function seenIn(all: Keyed, box: Box): Keyed {
  const [west, south, east, north] = box;
  const middle: [number, number] = [(west + east) / 2, (south + north) / 2];
  return {
    districts: all.districts.filter(({ cell }) => meets(boundsOf(cell), box)),
    zones: all.zones.filter(({ lng, lat }) => lng > west && lng < east && lat > south && lat < north),
    dangers: all.dangers.filter(({ district }) => meets(boundsOf(district), box)),
    alerts: all.alerts.filter(({ area: { coordinates } }) => {
      const ring = coordinates[0];
      if (!meets(boxOf(ring), box)) return false;
      // A box that lies whole in it meets no edge; one that only its own box meets is not in it.
      return inside(middle, ring) || ring.some(([x, y]) => x > west && x < east && y > south && y < north)
        ? true
        : crosses(ring, box);
    }),
  };
}

/** Whether an edge passes through a box: told by steps of a hundredth of its length. */
function crosses(ring: Ring, [west, south, east, north]: Box): boolean {
  return ring.some((to, i) => {
    const from = ring[i - 1];
    if (from === undefined) return false;
    return Array.from({ length: 101 }, (_, n) => n / 100).some((t) => {
      const [x, y] = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
      return x > west && x < east && y > south && y < north;
    });
  });
}
