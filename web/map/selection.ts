// What is selected, drawn by the map itself so that every layer shows it alike: the project's focus ring, ink in yellow.
// The state `selected` is set on the feature too, for layers that want to say more. Also the area being described.
import type { FeatureIdentifier, GeoJSONSource, Map as GlMap, LayerSpecification } from "maplibre-gl";
import { noFeatures } from "./diff.ts";
import type { MapFeature, MapViewProps, Theme } from "./feature.ts";
import { restyle } from "./restyle.ts";
import { palette } from "./token.ts";

const RING = "map/selection";
const AREA = "map/area";
type Shown = Pick<MapViewProps, "layers" | "data" | "selected" | "area">;

export class Selection {
  private readonly map: GlMap;
  private marked: FeatureIdentifier[] = [];
  private geometry: GeoJSON.Geometry | null = null;
  private area: GeoJSON.Polygon | null = null;
  private theme: Theme = "light";

  constructor(map: GlMap) {
    this.map = map;
  }

  add(theme: Theme, before: string | null): void {
    this.theme = theme;
    for (const id of [RING, AREA]) this.map.addSource(id, { type: "geojson", data: noFeatures() });
    for (const spec of looks(theme)) {
      this.map.addLayer(spec, spec.id.startsWith(AREA) ? (before ?? undefined) : undefined);
    }
  }

  show({ layers, data, selected, area }: Shown, theme: Theme): void {
    const found =
      selected === null ? [] : layers.flatMap((layer) => match(data[layer.id], layer.id, selected));
    for (const old of this.marked)
      if (this.map.getSource(old.source)) this.map.removeFeatureState(old, "selected");
    this.marked = found.map(({ source, feature }) => ({ source, id: feature.id }));
    for (const mark of this.marked) this.map.setFeatureState(mark, { selected: true });
    this.geometry = this.put(RING, this.geometry, found[0]?.feature.geometry ?? null);
    this.area = this.put(AREA, this.area, area ?? null);
    this.theme = theme;
  }

  retheme(theme: Theme): void {
    const old = new Map(looks(this.theme).map((spec) => [spec.id, spec]));
    for (const spec of looks(theme)) restyle(this.map, old.get(spec.id), spec);
    this.theme = theme;
  }

  /** Back on top, after layers were added. */
  raise(): void {
    for (const { id } of looks(this.theme)) if (id.startsWith(RING)) this.map.moveLayer(id);
  }

  private put<T extends GeoJSON.Geometry>(source: string, before: T | null, now: T | null): T | null {
    if (before === now) return now;
    const features: GeoJSON.Feature[] = now ? [{ type: "Feature", properties: {}, geometry: now }] : [];
    void this.map.getSource<GeoJSONSource>(source)?.setData({ type: "FeatureCollection", features });
    return now;
  }
}

function match(features: readonly MapFeature[] | undefined, source: string, id: string) {
  const feature = features?.find((one) => one.id === id);
  return feature ? [{ source, feature }] : [];
}

function looks(theme: Theme): LayerSpecification[] {
  const c = palette(theme);
  const ring = (part: string, colour: string, width: number, radius: number): LayerSpecification[] => [
    {
      id: `${RING}/${part}-line`,
      type: "line",
      source: RING,
      filter: ["!=", ["geometry-type"], "Point"],
      layout: { "line-join": "round" },
      paint: { "line-color": colour, "line-width": width },
    },
    {
      id: `${RING}/${part}-point`,
      type: "circle",
      source: RING,
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": radius,
        "circle-opacity": 0,
        "circle-stroke-color": colour,
        "circle-stroke-width": width / 2,
      },
    },
  ];
  return [
    {
      id: `${AREA}/fill`,
      type: "fill",
      source: AREA,
      paint: { "fill-color": c.primary, "fill-opacity": 0.12 },
    },
    {
      id: `${AREA}/line`,
      type: "line",
      source: AREA,
      paint: { "line-color": c.primary, "line-width": 2, "line-dasharray": [4, 2] },
    },
    ...ring("halo", c.focus, 8, 17),
    ...ring("ink", c.ink, 3, 18),
  ];
}
