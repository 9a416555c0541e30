// Who stands together on the map: groups at one zone, or drawn at one point; and how many are in view. Pure.
import { boundsOf, metresBetween } from "../../../schema/kit/quadkey.ts";
import type { Zone } from "../../../schema/zone.ts";
import type { BoundingBox } from "../../map/feature.ts";
import type { MapAnswer } from "./layer.ts";
import { before, type Row } from "./state.ts";

/** Metres around a zone's own point: exact places come rounded to about 110 m, and a camp has a width. */
const AT_ZONE = 150;
/** More than that in degrees of latitude. */
const NEAR = 0.0015;

type KnownZone = Pick<Zone, "id" | "name" | "lng" | "lat" | "closedAt">;

export interface Spot {
  /** The zone's or the point's. */
  key: string;
  /** The zone at which they are, where that is known to the metre. */
  zone: Pick<Zone, "id" | "name"> | null;
  /** Most urgent first; never empty. */
  rows: readonly Row[];
  people: number;
}

function zoneAt(at: { lng: number; lat: number }, zones: readonly KnownZone[]): KnownZone | null {
  let nearest: KnownZone | null = null;
  let metres = AT_ZONE;
  for (const zone of zones) {
    if (zone.closedAt !== null || Math.abs(zone.lat - at.lat) > NEAR) continue;
    const away = metresBetween(zone, at);
    if (away > metres) continue;
    nearest = zone;
    metres = away;
  }
  return nearest;
}

/** `zones`: those whose own points are known. A place that is known by its square alone is at no zone. */
export function spotsOf(groups: readonly Row[], zones: readonly KnownZone[]): Spot[] {
  const spots = new Map<string, { zone: KnownZone | null; rows: Row[] }>();
  for (const group of groups) {
    if (group.place === null) continue;
    const zone = group.place.precision === "exact" ? zoneAt(group.place, zones) : null;
    const key = zone?.id ?? `${String(group.place.lng)},${String(group.place.lat)}`;
    const there = spots.get(key);
    if (there === undefined) spots.set(key, { zone, rows: [group] });
    else there.rows.push(group);
  }
  return [...spots].map(([key, { zone, rows }]) => ({
    key,
    zone,
    rows: rows.sort(before),
    people: rows.reduce((sum, row) => sum + row.people, 0),
  }));
}

/** The spot where a group stands. */
export function spotWith(spots: readonly Spot[], id: string): Spot | undefined {
  return spots.find((spot) => spot.rows.some((row) => row.id === id));
}

/** Whether two stretches of longitude meet, however often the map went around the world. */
function meets([west, , east]: BoundingBox, low: number, high: number): boolean {
  return [-360, 0, 360].some((turn) => low + turn <= east && high + turn >= west);
}

/** Groups and people whose marks or squares are in view: an answer holds somewhat more. */
export function inView(answer: MapAnswer, box: BoundingBox): { groups: number; people: number } {
  const [, south, , north] = box;
  const sum = { groups: 0, people: 0 };
  for (const { cell, groups, people } of answer.cells) {
    const [w, s, e, n] = boundsOf(cell);
    if (n < south || s > north || !meets(box, w, e)) continue;
    sum.groups += groups;
    sum.people += people;
  }
  for (const { place, people } of answer.groups) {
    if (place === null || place.lat < south || place.lat > north || !meets(box, place.lng, place.lng))
      continue;
    sum.groups++;
    sum.people += people;
  }
  return sum;
}
