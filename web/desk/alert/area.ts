// The area of an alert in words and as a box of four edges: what a keyboard can say where a hand would draw. Pure.
import type { Area } from "../../../schema/alert.ts";
import { Latitude, Longitude } from "../../../schema/kit/fields.ts";
import { degreesOf } from "../../kit/typed.ts";

export const edges = ["west", "south", "east", "north"] as const;
export type Edge = (typeof edges)[number];
export type Box = Record<Edge, number>;

export function boxOf(area: Area): Box {
  const lngs = area.coordinates[0].map(([lng]) => lng);
  const lats = area.coordinates[0].map(([, lat]) => lat);
  return {
    west: Math.min(...lngs),
    south: Math.min(...lats),
    east: Math.max(...lngs),
    north: Math.max(...lats),
  };
}

/** A box as the one ring that the contract takes, counter-clockwise (RFC 7946, section 3.1.6). */
export function areaOf({ west, south, east, north }: Box): Area {
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [ring] };
}

export interface Refusal {
  path: string;
  reason: string;
}

/** Four typed edges as an area, or which of them need another look. */
export function typedArea(typed: Record<Edge, string>): { area: Area | null; fields: Refusal[] } {
  const fields: Refusal[] = [];
  const box: Partial<Box> = {};
  for (const edge of edges) {
    const isLng = edge === "west" || edge === "east";
    const { value, reason } = degreesOf(typed[edge], isLng ? Longitude : Latitude);
    if (value === undefined) fields.push({ path: edge, reason: reason ?? "empty" });
    else box[edge] = value;
  }
  const { west, south, east, north } = box;
  if (west === undefined || south === undefined || east === undefined || north === undefined)
    return { area: null, fields };
  if (west >= east) fields.push({ path: "east", reason: "edges-crossed" });
  if (south >= north) fields.push({ path: "north", reason: "edges-crossed" });
  return { area: fields.length > 0 ? null : areaOf({ west, south, east, north }), fields };
}

/** `12.60–13.90° E` and `31.80–33.00° N`: each to be read left to right. */
export function rangesOf(area: Area): [lng: string, lat: string] {
  const { west, south, east, north } = boxOf(area);
  const range = (low: number, high: number, plus: string, minus: string) => {
    const said = (value: number) => Math.abs(value).toFixed(2);
    if (low >= 0) return `${said(low)}–${said(high)}° ${plus}`;
    if (high <= 0) return `${said(high)}–${said(low)}° ${minus}`;
    return `${said(low)}° ${minus} – ${said(high)}° ${plus}`;
  };
  return [range(west, east, "E", "W"), range(south, north, "N", "S")];
}
