// What changed between two lists of features, by id. Pure: a live change reaches the map as a diff, never a reload.
import type { GeoJSONFeatureDiff, GeoJSONSourceDiff } from "maplibre-gl";
import type { MapFeature } from "./feature.ts";

export type FeatureById = ReadonlyMap<string, MapFeature>;

export const noFeatures = (): GeoJSON.FeatureCollection => ({ type: "FeatureCollection", features: [] });

export function byId(features: readonly MapFeature[]): FeatureById {
  return new Map(features.map((feature) => [feature.id, feature]));
}

/** The diff that turns `before` into `after`; null where nothing changed. */
export function diffFeatures(before: FeatureById, after: FeatureById): GeoJSONSourceDiff | null {
  const remove = [...before.keys()].filter((id) => !after.has(id));
  const add: GeoJSON.Feature[] = [];
  const update: GeoJSONFeatureDiff[] = [];
  for (const [id, feature] of after) {
    const old = before.get(id);
    if (!old) add.push(toGeoJson(feature));
    else if (old !== feature) {
      const change = diffFeature(old, feature);
      if (change) update.push(change);
    }
  }
  return remove.length + add.length + update.length === 0 ? null : { remove, add, update };
}

/** The id travels as a property too: sources promote it, since a tile holds no text as id. */
export function toGeoJson(feature: MapFeature): GeoJSON.Feature {
  return {
    type: "Feature",
    geometry: feature.geometry,
    properties: { ...feature.properties, id: feature.id },
  };
}

function diffFeature(old: MapFeature, now: MapFeature): GeoJSONFeatureDiff | null {
  const changed = Object.entries(now.properties).filter(([key, value]) => old.properties[key] !== value);
  const gone = Object.keys(old.properties).filter((key) => !(key in now.properties));
  const moved =
    old.geometry !== now.geometry && JSON.stringify(old.geometry) !== JSON.stringify(now.geometry);
  if (changed.length + gone.length === 0 && !moved) return null;
  return {
    id: now.id,
    ...(moved ? { newGeometry: now.geometry } : {}),
    ...(gone.length > 0 ? { removeProperties: gone } : {}),
    ...(changed.length > 0 ? { addOrUpdateProperties: changed.map(([key, value]) => ({ key, value })) } : {}),
  };
}
