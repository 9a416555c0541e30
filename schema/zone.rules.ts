// Pure decisions on zones: free places, freshness, what the public may know, which are near.

import type { LngLat, LocalText } from "./kit/fields.ts";
import { cellAt, metresBetween } from "./kit/quadkey.ts";
import { drawnAt } from "./location.rules.ts";
import type { OrganisationKind } from "./organisation.ts";
import type { Zone, ZoneForPublic, ZoneNear } from "./zone.ts";

/** A figure older than a day is not shown as fact: beds fill in hours. */
export const STALE_AFTER = 24 * 3_600_000;

/** Free places; null where capacity or occupancy is unknown. Never below zero. */
export function freePlaces(zone: Pick<Zone, "capacity" | "occupancy">): number | null {
  return zone.capacity === null || zone.occupancy === null
    ? null
    : Math.max(0, zone.capacity - zone.occupancy);
}

export function isStale(confirmedAt: string | null, now: Date): boolean {
  return confirmedAt === null || now.getTime() - Date.parse(confirmedAt) > STALE_AFTER;
}

/** What the public may know of a zone; null where it is hidden or closed for good. The area is a cell of level 12 (about 10 km). */
export function forPublic(zone: Zone, now: Date): ZoneForPublic | null {
  if (zone.publication === "hidden" || zone.closedAt !== null) return null;
  const exact = zone.publication === "exact";
  const at = exact ? { lng: zone.lng, lat: zone.lat } : drawnAt(cellAt(zone, 12));
  return {
    id: zone.id,
    name: zone.name,
    kind: zone.kind,
    state: zone.state,
    admitsMigrants: zone.admitsMigrants,
    confirmedAt: zone.confirmedAt,
    stale: isStale(zone.confirmedAt, now),
    ...at,
    exact,
    // An outline says where it is, to the metre.
    area: exact ? zone.area : null,
  };
}

/**
 * Whether officers of this kind of organisation know of zones what the public knows, and nothing more. A shelter that is
 * hidden is hidden from whoever could come and empty it (M4: the firewall). Every door asks this one rule, whatever the role.
 */
export function knowsAsPublic(kind: OrganisationKind): boolean {
  return kind === "host-authority";
}

/** A zone for a desk that knows what the public knows: where it is published, without figures and whose it is. Null where it is hidden. */
export function asPublicKnows(zone: Zone, now: Date): Zone | null {
  // What was closed for good is told as closed, so that a screen which shows it lets it go.
  const seen = forPublic({ ...zone, closedAt: null }, now);
  if (seen === null) return null;
  const { stale: _, exact, ...known } = seen;
  return {
    ...known,
    publication: exact ? "exact" : "area",
    capacity: null,
    occupancy: null,
    occupancyAt: null,
    confirmedBy: null,
    organisationId: null,
    closedAt: zone.closedAt,
    version: 1,
  };
}

/** What stands in place of the name of a hidden zone where a movement starts or ends there. */
export const UNPUBLISHED: LocalText = { en: "A place that is not published", ar: "مكان غير منشور" };

/** The nearest zones that could take people: open or unknown, by distance, at most `most`. */
export function nearest(zones: readonly Zone[], from: LngLat, most: number): ZoneNear[] {
  return zones
    .filter(
      (zone) =>
        zone.closedAt === null &&
        (zone.state === "open" || zone.state === "unknown") &&
        zone.admitsMigrants !== "no",
    )
    .map((zone) => ({ ...zone, metres: Math.round(metresBetween(from, zone)), free: freePlaces(zone) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, most);
}
