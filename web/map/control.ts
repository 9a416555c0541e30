// The controls of the map library that are kept: sources and scale. Zoom buttons are our own HTML (MapView.tsx).
// Mirrored for right-to-left readers; sources are always readable, folded only on a phone.
import { AttributionControl, type Map as GlMap, ScaleControl } from "maplibre-gl";
import type { Base } from "./basemap/base.ts";
import type { MapViewProps } from "./feature.ts";

const PHONE = 640;
type Words = Pick<MapViewProps, "dir" | "labels">;

export function addControls(map: GlMap, { dir, labels }: Words, base: Base): void {
  const compact = map.getContainer().clientWidth < PHONE;
  const note = base.ownBorders ? { customAttribution: `<bdi>${escapeHtml(labels.borders)}</bdi>` } : {};
  const end = dir === "rtl" ? "bottom-left" : "bottom-right";
  map.addControl(new AttributionControl({ compact, ...note }), end);
  // On a phone, and beside a wide table, the sources fill the width: the scale stands above them.
  map.addControl(new ScaleControl({ unit: "metric", maxWidth: 96 }), end);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
