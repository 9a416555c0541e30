// How each layer looks as GeoJSON features: flat properties, one shape for all features of a layer. @PRIVACY nothing here
// knows people: zones, alerts and published counts come in, and a public zone comes in as its public view.

import { holds } from "../../schema/alert.rules.ts";
import type { Alert } from "../../schema/alert.ts";
import type { Figure } from "../../schema/crisis.ts";
import type { Area } from "../../schema/crisis-area.ts";
import type { DangerForPublic } from "../../schema/danger-own.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import { boundsOf } from "../../schema/kit/quadkey.ts";
import { needKinds } from "../../schema/need.ts";
import { isStale } from "../../schema/zone.rules.ts";
import type { Zone, ZoneForPublic } from "../../schema/zone.ts";
import { type Geometry, wound } from "./rules.ts";

export type Value = string | number | boolean | null;

export interface Feature {
  id: string;
  geometry: Geometry;
  properties: Record<string, Value>;
  /** What `datetime` is compared with. Null: it has no time. */
  since: string | null;
  until: string | null;
}

/** English and Arabic always have a column, so that a layer's columns do not depend on what was typed. */
function named(name: string, text: LocalText): Record<string, Value> {
  return { [name]: text.en, [`${name}_ar`]: text.ar ?? null };
}

export function publicZone(zone: ZoneForPublic): Feature {
  return {
    id: zone.id,
    // Its outline is there only where its exact place is published.
    geometry: zone.area === null ? { type: "Point", coordinates: [zone.lng, zone.lat] } : wound(zone.area),
    properties: {
      ...named("name", zone.name),
      kind: zone.kind,
      state: zone.state,
      admitsMigrants: zone.admitsMigrants,
      confirmedAt: zone.confirmedAt,
      stale: zone.stale,
      /** false: the middle of an area of about ten kilometres. */
      exact: zone.exact,
    },
    since: zone.confirmedAt,
    until: zone.confirmedAt,
  };
}

export function partnerZone(zone: Zone, now: Date): Feature {
  return {
    id: zone.id,
    geometry: { type: "Point", coordinates: [zone.lng, zone.lat] },
    properties: {
      ...named("name", zone.name),
      kind: zone.kind,
      publication: zone.publication,
      state: zone.state,
      admitsMigrants: zone.admitsMigrants,
      capacity: zone.capacity,
      occupancy: zone.occupancy,
      occupancyAt: zone.occupancyAt,
      confirmedAt: zone.confirmedAt,
      confirmedBy: zone.confirmedBy,
      stale: isStale(zone.confirmedAt, now),
      organisationId: zone.organisationId,
    },
    since: zone.confirmedAt,
    until: zone.confirmedAt,
  };
}

export function alertFeature(alert: Alert, now: Date): Feature {
  return {
    id: alert.id,
    geometry: wound(alert.area),
    properties: {
      number: alert.number,
      severity: alert.severity,
      ...named("headline", alert.headline),
      ...named("advice", alert.advice),
      ...named("organisation", alert.organisation),
      issuedAt: alert.issuedAt,
      validUntil: alert.validUntil,
      cancelledAt: alert.cancelledAt,
      holds: holds(alert, now),
    },
    since: alert.issuedAt,
    until:
      alert.cancelledAt !== null && alert.cancelledAt < alert.validUntil
        ? alert.cancelledAt
        : alert.validUntil,
  };
}

const column = (word: string) => word.replace(/[.-]/g, "_");
/** Said beside every figure that is not. */
export const NOTE = "Kept back: too few people or groups to publish";

function squareOf(cell: string): Geometry {
  const [west, south, east, north] = boundsOf(cell);
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [ring] };
}

/** The whole district: where in it stays with desks. */
export function dangerFeature(danger: DangerForPublic): Feature {
  return {
    id: danger.id,
    geometry: squareOf(danger.district),
    properties: {
      kind: danger.kind,
      ...named("name", danger.name),
      confirmedAt: danger.confirmedAt,
      until: danger.until,
    },
    since: danger.confirmedAt,
    until: danger.until,
  };
}

export function areaFeature(area: Area, at: string): Feature {
  return {
    id: area.cell,
    geometry: squareOf(area.cell),
    properties: {
      cell: area.cell,
      people: area.people,
      ...Object.fromEntries(needKinds.map((kind) => [`need_${column(kind)}`, area.needs[kind] ?? null])),
      publishedAt: at,
      note: area.people === null ? NOTE : null,
    },
    since: at,
    until: at,
  };
}

export function figureFeature({ key, shown, day }: Figure): Feature {
  const at = `${day}T00:00:00Z`;
  return {
    id: key,
    geometry: null,
    properties: { figure: key, people: shown, day, note: shown === null ? NOTE : null },
    since: at,
    until: at,
  };
}
