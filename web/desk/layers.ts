// Which layers the people's map shows, and where it looks, as parts of the address: a link restores the view. The place
// in a link is cut to about a kilometre and never nearer than a town, so that no link points at anybody's door.
import { computed } from "@preact/signals";
import { addressOf, place, refine } from "../kit/route.ts";
import type { MapCamera } from "../map/feature.ts";

export const layerIds = [
  "people",
  "zones",
  "crossings",
  "alerts",
  "dangers",
  "movements",
  "districts",
] as const;
export type LayerId = (typeof layerIds)[number];
const first: readonly LayerId[] = ["people", "zones", "crossings", "alerts", "dangers"];
const NEAREST = 12;

export const shownLayers = computed<ReadonlySet<LayerId>>(() => {
  const said = place.value.query.layers;
  if (said === undefined) return new Set(first);
  const named = said.split(",");
  return new Set(layerIds.filter((id) => named.includes(id)));
});

export function switchLayer(id: LayerId): void {
  const now = new Set(shownLayers.value);
  if (!now.delete(id)) now.add(id);
  const all = layerIds.filter((one) => now.has(one));
  const usual = all.length === first.length && first.every((one) => now.has(one));
  refine({ layers: usual ? undefined : all.length === 0 ? "none" : all.join(",") }, true);
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

/** The present view as a link: page, filters, layers and where the map looks. */
export function linkTo(camera: MapCamera): string {
  const view = `${camera.lng.toFixed(2)},${camera.lat.toFixed(2)},${Math.min(NEAREST, camera.zoom).toFixed(1)}`;
  // An opened case is no part of a view.
  const path = place.value.path.startsWith("/desk/case/") ? "/desk/queue" : place.value.path;
  return new URL(addressOf(path, { ...place.value.query, view }), location.origin).href;
}
