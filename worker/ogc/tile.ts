// Layers as vector tiles, for tools that draw rather than ask: the features of a collection, as published, cut into tiles.
// @PRIVACY what stands in them is what the collection's pages hold; cells of cases are in no collection (worker/tile).
import { inLanguage } from "../../schema/kit/fields.ts";
import { boundsOf, cellOf } from "../../schema/kit/quadkey.ts";
import { EXTENT, encodeTile, type TileFeature } from "../kit/mvt.ts";
import { MAX_ZOOM, type TileAddress } from "../tile/rules.ts";
import { type Collection, says } from "./collection.ts";
import type { Feature } from "./feature.ts";

export const MVT = "application/vnd.mapbox-vector-tile";
type Position = readonly [number, number];

/** Web Mercator in whole units of one tile, y down. What lies beyond its edge keeps its place there. */
function inTile([lng, lat]: Position, { z, x, y }: TileAddress): Position {
  const size = 2 ** z * EXTENT;
  const sin = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  const east = ((lng + 180) / 360) * size;
  const south = (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * size;
  return [Math.round(east - x * EXTENT), Math.round(south - y * EXTENT)];
}

/** Rings come against the clock and closed; a tile has them with the clock and open. */
function shapeOf({ geometry }: Feature, tile: TileAddress): TileFeature["ring"] | null {
  if (geometry === null) return null;
  if (geometry.type === "Point") return [inTile(geometry.coordinates, tile)];
  const [ring] = geometry.coordinates;
  return ring
    .slice(1)
    .reverse()
    .map((at) => inTile(at as Position, tile));
}

/** West, south, east, north of a tile. */
export const boundsOfTile = ({ z, x, y }: TileAddress) => boundsOf(cellOf(x, y, z));

/** Features that touch a tile. Their ids are words, and a tile's ids are numbers: they stand among the properties. */
export function layerTile(
  name: string,
  features: readonly Feature[],
  tile: TileAddress,
): Uint8Array<ArrayBuffer> {
  const drawn = features.flatMap((one): TileFeature[] => {
    const ring = shapeOf(one, tile);
    if (ring === null) return [];
    const said = Object.entries({ id: one.id, ...one.properties }).filter(([, value]) => value !== null);
    return [{ ring, properties: Object.fromEntries(said) as TileFeature["properties"] }];
  });
  return encodeTile([{ name, features: drawn }]);
}

/** What a tool makes columns of: GDAL reads these words. All features of a layer have one shape. */
function columnsOf(one: Feature | undefined): Record<string, string> {
  if (one === undefined) return {};
  const typeOf = (name: string) => {
    if (/^(people|need_\w+|capacity|occupancy|number)$/.test(name)) return "Number";
    return /^(exact|stale|holds)$/.test(name) ? "Boolean" : "String";
  };
  return Object.fromEntries(["id", ...Object.keys(one.properties)].map((name) => [name, typeOf(name)]));
}

/** TileJSON 3.0.0; `one` is any feature of the layer, where it has one. */
export function layerTileJson(
  base: string,
  { id, crisis, layer }: Collection,
  one: Feature | undefined,
): Record<string, unknown> {
  const { title, description } = says[layer];
  const within = { minzoom: 0, maxzoom: MAX_ZOOM };
  return {
    tilejson: "3.0.0",
    name: `${inLanguage(crisis.name, "en").text}: ${title}`,
    description,
    version: "1.0.0",
    scheme: "xyz",
    tiles: [`${base}/collections/${id}/tiles/{z}/{x}/{y}.mvt`],
    ...within,
    bounds: crisis.area,
    vector_layers: [{ id: layer, description, ...within, fields: columnsOf(one) }],
  };
}
