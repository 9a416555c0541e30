// Changes the looks of a layer in place, property by property, so that its data and its place stay.
import type { Map as GlMap, LayerSpecification } from "maplibre-gl";

type Paint = Parameters<GlMap["setPaintProperty"]>;
type Layout = Parameters<GlMap["setLayoutProperty"]>;

export function restyle(map: GlMap, before: LayerSpecification | undefined, now: LayerSpecification): void {
  if (!map.getLayer(now.id)) return;
  for (const [key, value] of changes(before?.paint, now.paint)) {
    map.setPaintProperty(now.id, key as Paint[1], value as Paint[2]);
  }
  for (const [key, value] of changes(before?.layout, now.layout)) {
    map.setLayoutProperty(now.id, key as Layout[1], value as Layout[2]);
  }
  const [was, is] = [filter(before), filter(now)];
  if (JSON.stringify(was) !== JSON.stringify(is)) map.setFilter(now.id, is ?? null);
}

function filter(spec: LayerSpecification | undefined) {
  return spec && "filter" in spec ? spec.filter : undefined;
}

/** Properties that differ; a property that is gone comes with undefined, which means its default. */
function changes(before: object = {}, now: object = {}): [string, unknown][] {
  const old = new Map<string, unknown>(Object.entries(before));
  const fresh = new Map<string, unknown>(Object.entries(now));
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((key) => JSON.stringify(old.get(key)) !== JSON.stringify(fresh.get(key)))
    .map((key) => [key, fresh.get(key)]);
}
