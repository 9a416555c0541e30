// How precisely a place may be read: consent and age decide, and nothing else (ruling 6). Pure.
import { plainDigits } from "./kit/digits.ts";
import { centreOf, DISTRICT, FINEST } from "./kit/quadkey.ts";
import type { PlaceGiven, PlaceKind, Precision } from "./location.ts";

const HOUR = 3_600_000;
export const EXACT_FOR = 24 * HOUR;
export const CELL_FOR = 7 * 24 * HOUR;
export const KEPT_FOR = 30 * 24 * HOUR;

/** 0.001° is about 110 m of latitude: the finest that is ever stored. */
export function roundedPlace(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Up to this many metres a device's own guess is a place; beyond, people do better with words. */
export const WORST_ACCURACY = 5000;

/** What kind of place was given; null where none was. Coordinates count only as a pair. A Plus Code is a kind of words. */
export function placeKindOf(given: PlaceGiven, code = given.plusCode !== undefined): PlaceKind | null {
  if (given.lng !== undefined && given.lat !== undefined) return "device";
  if (code) return "landmark";
  if (given.zoneId !== undefined) return "place";
  if (given.landmark !== undefined) return "landmark";
  return null;
}

/** Finest precision at an age in milliseconds; null once it must be gone. `mayExact` is the consent `place`. */
export function precisionAt(age: number, mayExact: boolean): Precision | null {
  if (age > KEPT_FOR) return null;
  if (age > CELL_FOR) return "district";
  return mayExact && age <= EXACT_FOR ? "exact" : "cell";
}

/** The cell, cut to what a precision allows. */
export function cellFor(cell: string, precision: Precision): string {
  return cell.slice(0, precision === "district" ? DISTRICT : FINEST);
}

/** Where a cell is drawn: its middle, to 5 decimals. */
export function drawnAt(cell: string): { lng: number; lat: number } {
  const centre = centreOf(cell);
  return { lng: Math.round(centre.lng * 1e5) / 1e5, lat: Math.round(centre.lat * 1e5) / 1e5 };
}

/** A Plus Code among words, in any digits: it says a place to 14 m. */
const plusCode = /[0-9A-Z]{4,8}\+[0-9A-Z]{2,7}/gi;

/** Her words for a place without a Plus Code, which is an exact place; null where nothing else is left. */
export function withoutPlusCode(words: string | null): string | null {
  if (words === null) return null;
  const plain = plainDigits(words.normalize("NFKC"));
  if (plain.search(plusCode) === -1) return words;
  const rest = plain.replace(plusCode, "").replace(/^[\s·,]+|[\s·,]+$/g, "");
  return rest === "" ? null : rest;
}
