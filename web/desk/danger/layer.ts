// How dangers look on the map: the warning triangle, filled and marked ! where somebody stands for it, hollow with a broken edge
// and a ? where nobody does; paler with age. Where many lie in view, squares are counted instead.
import { ageShare, isLive } from "../../../schema/danger.rules.ts";
import type { Danger } from "../../../schema/danger.ts";
import { cellAt, centreOf } from "../../../schema/kit/quadkey.ts";
import { number, t } from "../../kit/words.ts";
import type { LayerStyle, MapFeature, MapLayer, MapView } from "../../map/feature.ts";
import { FONT_BOLD, RANK } from "../../map/layers.ts";
import { palette } from "../../map/token.ts";

type Filter = NonNullable<Extract<LayerStyle, { type: "line" }>["filter"]>;
const isPolygon: Filter = ["==", ["geometry-type"], "Polygon"];
/** Signs in view beyond which they hide each other and the ground. */
const MOST = 80;
const CLUSTER = "cluster-";

export const dangerLayer: MapLayer = {
  id: "dangers",
  rank: RANK.point + 20,
  pick: true,
  style: (theme): LayerStyle[] => {
    const { ink, halo } = palette(theme);
    const line = (state: string, dash?: number[]): LayerStyle => ({
      type: "line",
      filter: ["all", isPolygon, ["==", ["get", "state"], state]],
      paint: {
        "line-color": ink,
        "line-width": 2,
        ...(dash === undefined ? {} : { "line-dasharray": dash }),
      },
    });
    return [
      line("confirmed"),
      line("reported", [2, 2]),
      {
        type: "symbol",
        filter: ["==", ["geometry-type"], "Point"],
        layout: {
          "icon-image": ["concat", "danger-", ["get", "state"]],
          "icon-allow-overlap": true,
          "text-field": ["step", ["zoom"], ["get", "count"], 7, ["get", "label"]],
          "text-size": 12,
          "text-offset": [0, 1.3],
          "text-anchor": "top",
          "text-max-width": 9,
          "text-optional": true,
          "text-font": FONT_BOLD,
        },
        paint: {
          "icon-opacity": ["get", "fade"],
          "text-color": ink,
          "text-halo-color": halo,
          "text-halo-width": 1.5,
        },
      },
    ];
  },
};

/** Three steps, so that a picture does not change with every minute: whole, paler, pale and still to be seen. */
function fadeOf(danger: Danger, now: Date): number {
  const age = ageShare(danger, now);
  return age < 1 / 3 ? 1 : age < 2 / 3 ? 0.8 : 0.6;
}

function signOf(danger: Danger, at: Date): MapFeature[] {
  if (danger.place === null) return [];
  const { id, state, place, area } = danger;
  const point: MapFeature = {
    id,
    geometry: { type: "Point", coordinates: [place.lng, place.lat] },
    properties: { state, count: "", label: t(`danger.kind.${danger.kind}`), fade: fadeOf(danger, at) },
  };
  return area === null ? [point] : [{ id: `${id}-area`, geometry: area, properties: { state } }, point];
}

function clustered(dangers: readonly Danger[], zoom: number): MapFeature[] {
  const level = Math.max(2, Math.min(15, Math.floor(zoom) + 2));
  const cells = Map.groupBy(dangers, ({ place }) => cellAt(place ?? { lng: 0, lat: 0 }, level));
  return [...cells].map(([cell, some]) => {
    const { lng, lat } = centreOf(cell);
    const state = some.some((one) => one.state === "confirmed") ? "confirmed" : "reported";
    const label = `× ${number(some.length)}`;
    return {
      id: `${CLUSTER}${cell}`,
      geometry: { type: "Point", coordinates: [lng, lat] },
      properties: { state, count: label, label, fade: 1 },
    };
  });
}

/** The square that a picked sign counts; null where it is one danger. */
export const clusterOf = (id: string): string | null =>
  id.startsWith(CLUSTER) ? id.slice(CLUSTER.length) : null;
export const dangerOf = (id: string): string => id.replace(/-area$/, "");

/** Those that hold at `now`, the crisis's own time; none until it is known. */
export function dangerFeatures(
  dangers: readonly Danger[],
  now: string,
  view: Pick<MapView, "bbox" | "zoom"> | null,
): MapFeature[] {
  if (now === "") return [];
  const at = new Date(now);
  const live = dangers.filter((one) => one.place !== null && isLive(one, at));
  if (live.length <= MOST || view === null) return live.flatMap((one) => signOf(one, at));
  const [west, south, east, north] = view.bbox;
  const inView = live.filter(
    ({ place }) =>
      place !== null && place.lng >= west && place.lng <= east && place.lat >= south && place.lat <= north,
  );
  return inView.length <= MOST ? inView.flatMap((one) => signOf(one, at)) : clustered(inView, view.zoom);
}
