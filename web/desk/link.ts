// What an address holds of a view beside filters and layers: where the map looks, the area that was asked about, the hour
// that is shown. Pure. Invariant: nothing in it is about a person, and what comes back out was checked: anybody can write one.

import { isSimpleArea } from "../../schema/alert.rules.ts";
import type { Area } from "../../schema/alert.ts";
import type { MapCamera } from "../map/feature.ts";

const NEAREST = 12;
/** Corners of an area in an address, about a thousand letters: longer ones are cut by messengers and mail. */
export const MOST_CORNERS = 60;

/** Cut to about a kilometre and never nearer than a town, so that no link points at anybody's door. */
export function viewText({ lng, lat, zoom }: MapCamera): string {
  return `${lng.toFixed(2)},${lat.toFixed(2)},${Math.min(NEAREST, zoom).toFixed(1)}`;
}

/** `13.18,32.89,9.5` → where to look; null for anything else. */
export function viewIn(text: string | undefined): MapCamera | null {
  const [lng, lat, zoom, ...rest] = (text ?? "")
    .split(",")
    .map((part) => (part === "" ? Number.NaN : Number(part)));
  if (lng === undefined || lat === undefined || zoom === undefined || rest.length > 0) return null;
  const right = Math.abs(lng) <= 180 && Math.abs(lat) <= 85 && zoom >= 0.5 && zoom <= 19;
  return right ? { lng, lat, zoom } : null;
}

/**
 * `13.1_32.9*13.2_32.9*13.2_33`: corners of the ring to three decimals (110 m), the first not said twice; letters that an
 * address carries as they are. Null where it has too many corners, or would no longer be an area.
 */
export function areaText(area: Area): string | null {
  const corners = area.coordinates[0].slice(0, -1);
  if (corners.length > MOST_CORNERS) return null;
  const said = corners.map(([lng, lat]) => `${String(cut(lng))}_${String(cut(lat))}`);
  const text = said.filter((one, i) => one !== said[i - 1]).join("*");
  return areaIn(text) === null ? null : text;
}
const cut = (degrees: number) => Math.round(degrees * 1000) / 1000;

/** The area of such a text; null for anything that is none. */
export function areaIn(text: string | undefined): Area | null {
  const said = (text ?? "").split("*");
  if (said.length < 3 || said.length > MOST_CORNERS) return null;
  const ring: [number, number][] = [];
  for (const one of said) {
    const [, lng, lat] = /^(-?\d{1,3}(?:\.\d{1,3})?)_(-?\d{1,2}(?:\.\d{1,3})?)$/.exec(one) ?? [];
    if (lng === undefined || lat === undefined) return null;
    if (Math.abs(Number(lng)) > 180 || Math.abs(Number(lat)) > 90) return null;
    ring.push([Number(lng), Number(lat)]);
  }
  const area: Area = { type: "Polygon", coordinates: [[...ring, ring[0] ?? [0, 0]]] };
  return isSimpleArea(area) ? area : null;
}

/** An hour as an address has it, to the hour: `2011-03-01T06`. */
export const hourText = (at: string): string => at.slice(0, 13);

/** Undefined for anything else. */
export function hourIn(text: string | undefined): string | undefined {
  return /^\d{4}-\d\d-\d\dT\d\d$/.test(text ?? "") ? text : undefined;
}
