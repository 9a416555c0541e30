// A place on its way to the database: Plus Codes are read here, and the moment at which the device knew the place.
// The package of Plus Codes stands in this file only.
import { OpenLocationCode } from "open-location-code";
import { type LngLat, plainDigits } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { PlaceGiven } from "../../schema/location.ts";
import { type PlaceStored, placeStored } from "./rules.ts";

const codes = new OpenLocationCode();
/** Digits before and after the plus of a code that is about 275 m wide: anything wider is a district, not a place. */
const ENOUGH = 8;

const inItsField = /^([0-9A-Z]{2,10}) ?\+ ?([0-9A-Z]{0,7})(?![0-9A-Z+!])/;
/** Among words only what looks like nothing else: a phone number has no letters before its plus, and a gap. */
const amongWords = /^([0-9A-Z]{4,8})\+([0-9A-Z]{2,7})(?=$|[ ,])/;

/** The code itself out of what was typed or copied: `8g3g9c+2v`, `９C＋2V Tripoli`; null where there is none to look at. */
function codeIn(typed: string, looks: RegExp): string | null {
  const plain = plainDigits(typed.normalize("NFKC")).toUpperCase().trim();
  return looks.exec(plain)?.slice(1).join("+") ?? null;
}

/** Where a Plus Code lies. A short one is looked for near `reference`. */
function pointOf(
  code: string,
  reference: LngLat | null,
): LngLat | "not-a-plus-code" | "plus-code-needs-place" {
  if (!(codes.isFull(code) || codes.isShort(code))) return "not-a-plus-code";
  if (codes.isShort(code) && reference === null) return "plus-code-needs-place";
  const whole = reference === null ? code : codes.recoverNearest(code, reference.lat, reference.lng);
  const area = codes.decode(whole);
  if (area.codeLength < ENOUGH) return "not-a-plus-code";
  return { lng: area.longitudeCenter, lat: area.latitudeCenter };
}

/**
 * What is stored of a place; null where nothing was said. `zone` is where the named place lies. A Plus Code has a field of
 * its own, and is also found where somebody types it as the words. Raises `malformed`.
 */
export function storedPlace(given: PlaceGiven | undefined, zone: LngLat | null): PlaceStored | null {
  if (given === undefined) return null;
  const path = given.plusCode === undefined ? "place.landmark" : "place.plusCode";
  const code =
    given.plusCode === undefined
      ? codeIn(given.landmark ?? "", amongWords)
      : codeIn(given.plusCode, inItsField);
  if (code === null && given.plusCode === undefined) return placeStored(given, zone);
  const point = pointOf(code ?? "", zone);
  if (typeof point === "string") throw new Problem("malformed", { fields: [{ path, reason: point }] });
  return placeStored(given, zone, point);
}

/** When the device knew it, by the crisis's clock. */
export function placedAt(given: PlaceGiven | undefined, now: Date): string {
  return new Date(now.getTime() - (given?.age ?? 0) * 60_000).toISOString();
}
