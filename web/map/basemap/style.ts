// How the built-in basemap looks: sea, land, water, borders, names; quiet in both themes.
// Four sources: "base" (whole world), "middle" and "detail" (squares loaded when near), "name" (countries and places).
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { noFeatures } from "../diff.ts";
import type { Theme } from "../feature.ts";
import { FONT } from "../layers.ts";
import { type Palette, palette } from "../token.ts";

/** From here on, squares are drawn over the simplified world, and squares of detail over those. */
export const MIDDLE_ZOOM = 3;
export const DETAIL_ZOOM = 5;
export const FIRST_NAME = "base/place";
const CREDIT =
  '<bdi><a href="https://www.naturalearthdata.com/" rel="noreferrer" target="_blank">Natural Earth</a>; ' +
  '<a href="https://www.geonames.org/" rel="noreferrer" target="_blank">GeoNames</a> ' +
  '<a href="https://creativecommons.org/licenses/by/4.0/" rel="noreferrer" target="_blank">CC BY 4.0</a></bdi>';

export function builtinStyle(theme: Theme): StyleSpecification {
  const sheet = { type: "geojson" as const, data: noFeatures(), maxzoom: 9 };
  return {
    version: 8,
    sources: { base: { ...sheet, attribution: CREDIT }, middle: sheet, detail: sheet, name: sheet },
    layers: builtinLayers(theme),
  };
}

export function builtinLayers(theme: Theme): LayerSpecification[] {
  const c = palette(theme);
  return [
    { id: "base/sea", type: "background", paint: { "background-color": c.sea } },
    ...ground("base", c, 0),
    ...square("middle", c, MIDDLE_ZOOM),
    ...square("detail", c, DETAIL_ZOOM),
    ...names(c),
  ];
}

const is = (kind: string): ExpressionSpecification => ["==", ["get", "kind"], kind];

/** A square covers what lies below it with its own sea. */
function square(source: "middle" | "detail", c: Palette, minzoom: number): LayerSpecification[] {
  const sea: LayerSpecification = {
    id: `${source}/sea`,
    type: "fill",
    source,
    minzoom,
    filter: is("sea"),
    paint: { "fill-color": c.sea, "fill-antialias": false },
  };
  return [sea, ...ground(source, c, minzoom)];
}

function ground(source: "base" | "middle" | "detail", c: Palette, minzoom: number): LayerSpecification[] {
  const fill = (kind: string, colour: string): LayerSpecification => ({
    id: `${source}/${kind}`,
    type: "fill",
    source,
    minzoom,
    filter: is(kind),
    paint: { "fill-color": colour, "fill-antialias": false },
  });
  const line = (
    kind: string,
    colour: string,
    width: [number, number],
    dash?: number[],
  ): LayerSpecification => ({
    id: `${source}/${kind}`,
    type: "line",
    source,
    minzoom: kind === "river" ? Math.max(3, minzoom) : minzoom,
    filter: is(kind),
    layout: { "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": ["interpolate", ["linear"], ["zoom"], 2, width[0], 9, width[1]],
      ...(dash ? { "line-dasharray": dash } : {}),
    },
  });
  return [
    fill("land", c.land),
    line("river", c.river, [0.5, 1.6]),
    fill("lake", c.lake),
    line("coast", c.coast, [0.5, 1.1]),
    ...(source === "detail" ? [line("district", c.border, [0.3, 0.9], [1, 3])] : []),
    line("border", c.border, [0.6, 1.5]),
    line("unsettled", c.border, [0.6, 1.5], [3, 3]),
  ];
}

function names(c: Palette): LayerSpecification[] {
  const halo = { "text-halo-color": c.halo, "text-halo-width": 1.4 };
  const shown: ExpressionSpecification = ["<=", ["get", "from"], ["zoom"]];
  const both: ExpressionSpecification = [
    "format",
    ["get", "name"],
    {},
    ["get", "home"],
    { "font-scale": 0.82 },
  ];
  return [
    {
      id: FIRST_NAME,
      type: "symbol",
      source: "name",
      filter: ["all", is("place"), shown],
      layout: {
        "icon-image": ["case", ["get", "capital"], "place-capital", "place-dot"],
        "symbol-sort-key": ["get", "order"],
        "text-field": both,
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 4, ["case", ["get", "capital"], 12, 11], 9, 13],
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.5,
        "text-justify": "auto",
        "text-padding": 4,
        "text-max-width": 9,
      },
      paint: { "text-color": c.place, ...halo },
    },
    {
      id: "base/district",
      type: "symbol",
      source: "name",
      minzoom: DETAIL_ZOOM,
      filter: ["all", is("district"), shown],
      layout: {
        "symbol-sort-key": ["get", "order"],
        "text-field": both,
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 5, 10, 9, 12],
        "text-letter-spacing": 0.12,
        "text-max-width": 8,
        "text-padding": 8,
      },
      paint: { "text-color": c.country, ...halo },
    },
    {
      id: "base/country",
      type: "symbol",
      source: "name",
      maxzoom: 7.5,
      filter: ["all", is("country"), shown],
      layout: {
        "symbol-sort-key": ["get", "order"],
        "text-field": both,
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 1, 11, 6, 15],
        "text-max-width": 8,
        "text-padding": 6,
      },
      paint: { "text-color": c.country, ...halo },
    },
  ];
}
