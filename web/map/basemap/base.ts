// The ground a map stands on: built in, a style somebody else serves, or one archive of tiles.
// Every kind answers the same four questions, so that the surface does not know which one it has.
import type { Map as GlMap, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Basemap, Theme } from "../feature.ts";
import { loadBasemap } from "./load.ts";
import { pmtilesBase } from "./pmtiles.ts";
import { builtinLayers, builtinStyle, FIRST_NAME } from "./style.ts";

export interface Base {
  /** True where the borders are Natural Earth's and the map must say so. */
  ownBorders: boolean;
  style(theme: Theme): StyleSpecification | string;
  /** The base's own layers in that theme; empty where the style is somebody else's. */
  layers(theme: Theme): LayerSpecification[];
  /** Starts loading; the answer stops it. */
  start(map: GlMap, theme: () => Theme): () => void;
  /** The first layer of names: areas and lines of others are put below it. */
  firstName(map: GlMap): string | null;
}

export function makeBase(basemap: Basemap, lang: string): Base {
  if (basemap.kind === "style") return styleBase(basemap.url);
  if (basemap.kind === "pmtiles") return pmtilesBase(basemap.url, lang);
  return {
    ownBorders: true,
    style: builtinStyle,
    layers: builtinLayers,
    start: (map) => loadBasemap(map, lang),
    firstName: () => FIRST_NAME,
  };
}

function styleBase(url: string): Base {
  let first: string | null | undefined;
  return {
    ownBorders: false,
    style: () => url,
    layers: () => [],
    start: () => () => undefined,
    firstName: (map) => {
      first ??= map.getStyle().layers.find((layer) => layer.type === "symbol")?.id ?? null;
      return first;
    },
  };
}
