// From what a person says of her place to what is stored: rounding, the cell, and what is sealed. Pure.
import { cellAt } from "../../schema/kit/quadkey.ts";
import { placeKindOf, roundedPlace } from "../../schema/location.rules.ts";
import type { PlaceGiven, PlaceKind } from "../../schema/location.ts";

export interface PlaceStored {
  kind: PlaceKind;
  zoneId: string | null;
  cell: string | null;
  sealed: { lng: number | null; lat: number | null; accuracy: number | null; landmark: string | null };
}

/**
 * `zone` is where the named place lies, `code` where the Plus Code does. Null where nothing was said. A landmark in words
 * alone has no cell.
 */
export function placeStored(
  given: PlaceGiven | undefined,
  zone: { lng: number; lat: number } | null,
  code: { lng: number; lat: number } | null = null,
): PlaceStored | null {
  const kind = given === undefined ? null : placeKindOf(given, code !== null);
  if (given === undefined || kind === null) return null;
  const point =
    kind === "device" && given.lng !== undefined && given.lat !== undefined
      ? { lng: roundedPlace(given.lng), lat: roundedPlace(given.lat) }
      : kind === "place" && zone !== null
        ? { lng: zone.lng, lat: zone.lat }
        : kind === "landmark" && code !== null
          ? { lng: roundedPlace(code.lng), lat: roundedPlace(code.lat) }
          : null;
  return {
    kind,
    zoneId: kind === "place" ? (given.zoneId ?? null) : null,
    cell: point === null ? null : cellAt(point),
    sealed: {
      lng: point?.lng ?? null,
      lat: point?.lat ?? null,
      accuracy: kind === "device" ? (given.accuracy ?? null) : null,
      landmark: [given.landmark, given.plusCode].filter((one) => one !== undefined).join(" · ") || null,
    },
  };
}
