// A deployment's own archive of tiles as the ground: pictures as they are, vector tiles of the Protomaps schema in our
// colours. Our names stay on top (our borders from zoom 4.5), so that the language does not depend on the archive.
import { addProtocol, type LayerSpecification, removeProtocol } from "maplibre-gl";
import type { Theme } from "../feature.ts";
import { palette } from "../token.ts";
import { type Archive, openArchive } from "./archive.ts";
import type { Base } from "./base.ts";
import { loadBasemap } from "./load.ts";
import { builtinLayers, builtinStyle, FIRST_NAME } from "./style.ts";

const SOURCE = "archive";
let opened = 0;

export function pmtilesBase(url: string, lang: string): Base {
  return {
    ownBorders: true,
    style: builtinStyle,
    layers: (theme) => [...builtinLayers(theme), ...vectorLayers(theme)],
    firstName: () => FIRST_NAME,
    start(map, theme) {
      const stopNames = loadBasemap(map, lang);
      const protocol = `archive-${++opened}`;
      let stopped = false;
      const place = (archive: Archive) => {
        if (stopped) return;
        addProtocol(protocol, (request, abort) => answer(archive, request.url, abort.signal));
        map.addSource(SOURCE, {
          type: archive.raster ? "raster" : "vector",
          tiles: [`${protocol}://{z}/{x}/{y}`],
          minzoom: archive.minzoom,
          maxzoom: archive.maxzoom,
          bounds: archive.bounds,
          attribution: archive.attribution,
          ...(archive.raster ? { tileSize: 256 } : {}),
        } as Parameters<typeof map.addSource>[1]);
        const layers = archive.raster ? [rasterLayer] : vectorLayers(theme());
        for (const layer of layers) map.addLayer(layer, "detail/border");
      };
      openArchive(url).then(place, (error: Error) => map.fire("error", { error }));
      return () => {
        stopped = true;
        stopNames();
        removeProtocol(protocol);
      };
    },
  };
}

async function answer(archive: Archive, url: string, signal: AbortSignal): Promise<{ data: ArrayBuffer }> {
  const [z = 0, x = 0, y = 0] = (url.split("://")[1] ?? "").split("/").map(Number);
  return { data: (await archive.tile(z, x, y, signal)) ?? new ArrayBuffer(0) };
}

const rasterLayer: LayerSpecification = { id: "archive/picture", type: "raster", source: SOURCE };

/** Layers of the Protomaps schema that help a reader find a place; nothing decorative. */
function vectorLayers(theme: Theme): LayerSpecification[] {
  const c = palette(theme);
  const fill = (layer: string, colour: string, opacity = 1): LayerSpecification => ({
    id: `archive/${layer}`,
    type: "fill",
    source: SOURCE,
    "source-layer": layer,
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": colour, "fill-opacity": opacity },
  });
  const roads = (part: string, kinds: string[], width: [number, number]): LayerSpecification => ({
    id: `archive/road-${part}`,
    type: "line",
    source: SOURCE,
    "source-layer": "roads",
    filter: ["in", ["get", "kind"], ["literal", kinds]],
    paint: {
      "line-color": part === "rail" ? c.border : c.road,
      "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], 6, width[0], 16, width[1]],
    },
  });
  return [
    fill("earth", c.land),
    fill("water", c.lake),
    fill("buildings", c.border, 0.3),
    roads("minor", ["minor_road", "path", "other"], [0.2, 4]),
    roads("major", ["highway", "major_road", "medium_road"], [0.6, 9]),
    roads("rail", ["rail"], [0.3, 1.5]),
  ];
}
