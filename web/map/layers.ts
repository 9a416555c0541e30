// The order of layers: areas below lines below points below labels, by number and never by name.
// Invariant: the order is stable, so two layers of one rank stay as they were given.
import type { LayerStyle, MapLayer, Theme } from "./feature.ts";

/** Ranks to declare in a layer; anything between is fine. */
export const RANK = { area: 100, line: 200, point: 300, label: 400 } as const;

/** Fonts of the reader's machine; MapLibre draws them itself, no font file travels. */
export const FONT = ["system-ui", "Noto Sans", "sans-serif"];
/** MapLibre reads the weight from the first name; after `system-ui` a canvas takes no second word and falls to 10 px. */
export const FONT_BOLD = ["Noto Sans Bold", "system-ui", "Noto Sans", "sans-serif"];

export interface PlacedLayer {
  id: string;
  source: string;
  /** Ground (areas, lines) goes below the names of the basemap, marks (points, labels) above them. */
  ground: boolean;
  spec: LayerStyle;
}

export function orderLayers<T extends { rank: number }>(layers: readonly T[]): T[] {
  return layers.toSorted((a, b) => a.rank - b.rank);
}

/** Every style layer in drawing order, ids made from the layer's id and its place in the list. */
export function placeLayers(layers: readonly MapLayer[], theme: Theme): PlacedLayer[] {
  const all = layers.flatMap((layer) =>
    layer.style(theme).map((spec, i) => {
      const ground = spec.type === "fill" || spec.type === "line";
      const rank = ground ? layer.rank : (layer.markRank ?? layer.rank);
      return { rank, placed: { id: `${layer.id}/${i}`, source: layer.id, ground, spec: withFont(spec) } };
    }),
  );
  const ordered = orderLayers(all).map(({ placed }) => placed);
  return [...ordered.filter(({ ground }) => ground), ...ordered.filter(({ ground }) => !ground)];
}

function withFont(spec: LayerStyle): LayerStyle {
  if (spec.type !== "symbol" || !spec.layout?.["text-field"] || spec.layout["text-font"]) return spec;
  return { ...spec, layout: { ...spec.layout, "text-font": FONT } };
}
