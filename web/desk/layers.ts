// Which layers the people's map shows, as a part of the address: a link restores them.
import { computed } from "@preact/signals";
import { place, refine } from "../kit/route.ts";

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
