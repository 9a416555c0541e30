// How alerts look on the map: the outline says how grave (solid and wide, solid, broken), a light fill says where.
// Only what still holds is drawn. Its name stands at the northernmost corner, once, whatever the zoom.
import { holds } from "../../../schema/alert.rules.ts";
import type { Alert, Area } from "../../../schema/alert.ts";
import { lang } from "../../kit/words.ts";
import type { LayerStyle, MapFeature, MapLayer } from "../../map/feature.ts";
import { FONT_BOLD, RANK } from "../../map/layers.ts";
import { palette } from "../../map/token.ts";

type Filter = NonNullable<Extract<LayerStyle, { type: "line" }>["filter"]>;
const isPolygon: Filter = ["==", ["geometry-type"], "Polygon"];
const isPoint: Filter = ["==", ["geometry-type"], "Point"];
const of = (severity: string): Filter => ["all", isPolygon, ["==", ["get", "severity"], severity]];

/** Not to be picked where cells lie under it; the page of alerts picks a copy of it. */
export const alertLayer: MapLayer = {
  id: "alerts",
  rank: RANK.area + 50,
  pick: false,
  style: (theme): LayerStyle[] => {
    const { urgency, halo, ink } = palette(theme);
    const colour = urgency["1"];
    return [
      { type: "fill", filter: isPolygon, paint: { "fill-color": colour, "fill-opacity": 0.14 } },
      { type: "line", filter: of("extreme"), paint: { "line-color": colour, "line-width": 4 } },
      { type: "line", filter: of("severe"), paint: { "line-color": colour, "line-width": 2 } },
      {
        type: "line",
        filter: of("moderate"),
        paint: { "line-color": colour, "line-width": 2, "line-dasharray": [3, 2] },
      },
      {
        type: "symbol",
        filter: isPoint,
        layout: {
          "text-field": ["coalesce", ["get", lang.value], ["get", "en"]],
          "text-size": 12,
          "text-variable-anchor": ["bottom", "bottom-left", "bottom-right", "left", "right"],
          "text-radial-offset": 0.4,
          "text-justify": "auto",
          "text-max-width": 14,
          "text-font": FONT_BOLD,
        },
        paint: { "text-color": ink, "text-halo-color": halo, "text-halo-width": 2 },
      },
    ];
  },
};

function northernmost(area: Area): [number, number] {
  return area.coordinates[0].reduce((best, at) => (at[1] > best[1] ? at : best));
}

/** The id of the alert that a picked feature belongs to: its name is a feature of its own. */
export function alertOf(featureId: string): string {
  return featureId.replace(/-name$/, "");
}

/** Alerts that hold at `now`, the crisis's own time; none until it is known. */
export function alertFeatures(alerts: readonly Alert[], now: string): MapFeature[] {
  if (now === "") return [];
  const at = new Date(now);
  return alerts
    .filter((alert) => holds(alert, at))
    .flatMap((alert): MapFeature[] => {
      const name = (text: string) => `${String(alert.number)} · ${text}`;
      const { en, ar } = alert.headline;
      return [
        { id: alert.id, geometry: alert.area, properties: { severity: alert.severity } },
        {
          id: `${alert.id}-name`,
          geometry: { type: "Point", coordinates: northernmost(alert.area) },
          properties: { en: name(en), ar: ar === undefined ? null : name(ar) },
        },
      ];
    });
}
