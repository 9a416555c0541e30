// What a tool may ask of a collection: box, time, page. Pure: values in, values or the refused parameter out.
// Source: OGC API - Features - Part 1: Core corrigendum (17-069r4), sections 7.15 and 7.16.
import type { Area } from "../../schema/alert.ts";

/** West, south, east, north; west > east crosses the antimeridian. */
export type Box = readonly [number, number, number, number];
/** Moments in ISO text, normalised to UTC; null is open. */
export interface Span {
  from: string | null;
  to: string | null;
}
export interface Asked {
  bbox: Box | null;
  datetime: Span | null;
  limit: number;
  /** The id after which the page begins; empty for the first. */
  after: string;
}
export interface Refused {
  path: string;
  reason: string;
}

export const MOST = 1000;
export const USUAL = 100;
const CURSOR_LENGTH = 120;

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** Four numbers, or six with heights, which are ignored: everything here is flat. */
export function boxIn(text: string): Box | null {
  const parts = text.split(",");
  if (text.length > 300 || (parts.length !== 4 && parts.length !== 6)) return null;
  const said = parts.map((part) => (number.test(part.trim()) ? Number(part) : Number.NaN));
  if (!said.every(Number.isFinite)) return null;
  const flat = said.length === 4 ? said : [said[0], said[1], said[3], said[4]];
  const [west = 0, south = 0, east = 0, north = 0] = flat;
  if (said.length === 6 && (said[2] ?? 0) > (said[5] ?? 0)) return null;
  const onGlobe = Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90;
  return onGlobe && south <= north ? [west, south, east, north] : null;
}

/** RFC 3339 with date and time; null where it is none, also for a day that does not exist. */
function instantIn(text: string): string | null {
  const [, day = "", clock = ""] =
    /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/.exec(text) ?? [];
  if (day === "") return null;
  const asUtc = new Date(`${day}T${clock}Z`);
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 10) !== day) return null;
  const at = new Date(text.toUpperCase());
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** A moment, or two with a slash of which one may be open (`..` or nothing). */
export function spanIn(text: string): Span | null {
  if (text.length > 100) return null;
  const parts = text.split("/");
  if (parts.length > 2) return null;
  const [start = "", end = start] = parts;
  const open = (part: string) => parts.length === 2 && (part === ".." || part === "");
  const from = open(start) ? null : instantIn(start);
  const to = open(end) ? null : instantIn(end);
  if ((from === null && !open(start)) || (to === null && !open(end))) return null;
  if (from === null && to === null) return null;
  return from !== null && to !== null && from > to ? null : { from, to };
}

/** Where a page goes on: said in a form that nobody builds upon. */
export function cursorOf(id: string): string {
  return btoa(`after:${id}`).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function cursorIn(text: string): string | null {
  if (text.length > CURSOR_LENGTH || !/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return /^after:([A-Za-z0-9_.-]{1,60})$/.exec(plain)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** What the query asks, or what of it is refused. A parameter that the standard or this server does not name is refused. */
export function askedIn(query: URLSearchParams): Asked | { refused: Refused[] } {
  const refused: Refused[] = [];
  const asked: Asked = { bbox: null, datetime: null, limit: USUAL, after: "" };
  const seen = new Set<string>();
  for (const [name, value] of query) {
    const twice = seen.has(name);
    seen.add(name);
    const path = /^[A-Za-z0-9_-]{1,40}$/.test(name) ? name : "?";
    const refuse = (reason: string) => refused.push({ path, reason });
    if (twice) refuse("twice");
    else if (name === "bbox") {
      asked.bbox = boxIn(value);
      if (asked.bbox === null) refuse("not-a-box");
    } else if (name === "datetime") {
      asked.datetime = spanIn(value);
      if (asked.datetime === null) refuse("not-an-instant");
    } else if (name === "limit") {
      const limit = /^\d{1,9}$/.test(value) ? Number(value) : 0;
      if (limit < 1) refuse("not-a-number");
      // Above the most is no failure: the standard lets a server give fewer.
      asked.limit = Math.min(limit, MOST);
    } else if (name === "cursor") {
      asked.after = cursorIn(value) ?? "";
      if (asked.after === "") refuse("not-a-cursor");
    } else refuse("unknown-field");
    if (refused.length >= 20) break;
  }
  return refused.length > 0 ? { refused } : asked;
}

/** A box that crosses the antimeridian is two. */
const plainBoxes = ([west, south, east, north]: Box): Box[] =>
  west > east
    ? [
        [west, south, 180, north],
        [-180, south, east, north],
      ]
    : [[west, south, east, north]];

type Position = readonly [number, number];
export type Geometry = { type: "Point"; coordinates: Position } | Area | null;

const inBox = ([x, y]: Position, [west, south, east, north]: Box) =>
  x >= west && x <= east && y >= south && y <= north;

/** Liang-Barsky: whether a stretch touches a box. */
function crossesBox(a: Position, b: Position, [west, south, east, north]: Box): boolean {
  let [first, last] = [0, 1];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  for (const [step, room] of [
    [-dx, a[0] - west],
    [dx, east - a[0]],
    [-dy, a[1] - south],
    [dy, north - a[1]],
  ] as const) {
    if (step === 0 && room < 0) return false;
    if (step < 0) first = Math.max(first, room / step);
    if (step > 0) last = Math.min(last, room / step);
  }
  return first <= last;
}

/** Even-odd rule; positions on the edge are found by `crossesBox`. */
function inRing([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  ring.forEach(([x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length] ?? [x1, y1];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

/** Whether a geometry touches a box. What has no place is in every answer, as the standard asks. */
export function touches(geometry: Geometry, box: Box): boolean {
  if (geometry === null) return true;
  return plainBoxes(box).some((plain) => {
    if (geometry.type === "Point") return inBox(geometry.coordinates, plain);
    const [ring] = geometry.coordinates;
    const [west, south] = plain;
    return (
      ring.some((at, i) => crossesBox(at, ring[(i + 1) % ring.length] ?? at, plain)) ||
      inRing([west, south], ring)
    );
  });
}

/** Whether what lasts from `since` to `until` (null: it has not ended) falls into a span; what has no time is in every answer. */
export function within(since: string | null, until: string | null, span: Span): boolean {
  if (since === null) return true;
  const at = (text: string) => Date.parse(text);
  return (
    (span.to === null || at(since) <= at(span.to)) &&
    (span.from === null || until === null || at(until) >= at(span.from))
  );
}

/** The outer ring against the clock, as RFC 7946 section 3.1.6 asks. */
export function wound(area: Area): Area {
  const [ring] = area.coordinates;
  const twice = ring.reduce((sum, [x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length] ?? [x1, y1];
    return sum + x1 * y2 - x2 * y1;
  }, 0);
  return twice >= 0 ? area : { type: "Polygon", coordinates: [ring.toReversed()] };
}
