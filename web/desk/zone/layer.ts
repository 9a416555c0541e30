// How zones look on the map: the picture of the kind on a plate that says open, full, closed or not known.
// What nobody confirmed for a day is drawn as not known; the table beside it says what was said last.
import { freePlaces, isStale } from "../../../schema/zone.rules.ts";
import type { Zone } from "../../../schema/zone.ts";
import { lang, number, t } from "../../kit/words.ts";
import type { LayerStyle, MapFeature, MapLayer } from "../../map/feature.ts";
import { FONT, RANK } from "../../map/layers.ts";
import { palette } from "../../map/token.ts";

type Filter = NonNullable<Extract<LayerStyle, { type: "line" }>["filter"]>;
const isPolygon: Filter = ["==", ["geometry-type"], "Polygon"];

/** The zone of a picked feature: its outline is a feature of its own. */
export const zoneOf = (featureId: string): string => featureId.replace(/-area$/, "");

export const zoneLayer: MapLayer = {
  id: "zones",
  rank: RANK.point - 10,
  pick: true,
  style: (theme): LayerStyle[] => {
    const { ink, halo } = palette(theme);
    return [
      { type: "fill", filter: isPolygon, paint: { "fill-color": ink, "fill-opacity": 0.06 } },
      { type: "line", filter: isPolygon, paint: { "line-color": ink, "line-width": 1.5 } },
      {
        type: "symbol",
        filter: ["==", ["geometry-type"], "Point"],
        layout: {
          "icon-image": ["get", "picture"],
          "icon-allow-overlap": true,
          "icon-size": ["interpolate", ["linear"], ["zoom"], 4, 0.7, 9, 1],
          "text-field": [
            "step",
            ["zoom"],
            "",
            5.5,
            ["concat", ["coalesce", ["get", lang.value], ["get", "en"]], ["get", "free"]],
          ],
          "text-size": 12,
          "text-offset": [0, 1.3],
          "text-anchor": "top",
          "text-max-width": 9,
          "text-optional": true,
          "text-font": FONT,
        },
        paint: { "text-color": ink, "text-halo-color": halo, "text-halo-width": 1.5 },
      },
    ];
  },
};

function pictureOf(zone: Zone, now: Date): string {
  const state = isStale(zone.confirmedAt, now) ? "unknown" : zone.state;
  return state === "open" ? `zone-${zone.kind}` : `zone-${zone.kind}-${state}`;
}

/** Free places below the name, of what is open and was confirmed within a day; nothing where nobody knows. */
function freeWords(zone: Zone, now: Date): string {
  const free = freePlaces(zone);
  const known = free !== null && zone.state === "open" && !isStale(zone.confirmedAt, now);
  return known ? `\n${t("desk.map.free", { n: number(free) })}` : "";
}

/** Every zone that is not closed for good. `now` is the crisis's own time; empty until it is known. */
export function zoneFeatures(zones: readonly Zone[], now: string): MapFeature[] {
  if (now === "") return [];
  const at = new Date(now);
  return zones
    .filter((zone) => zone.closedAt === null)
    .flatMap((zone): MapFeature[] => {
      const sign: MapFeature = {
        id: zone.id,
        geometry: { type: "Point", coordinates: [zone.lng, zone.lat] },
        properties: {
          picture: pictureOf(zone, at),
          en: zone.name.en,
          ar: zone.name.ar ?? null,
          free: freeWords(zone, at),
        },
      };
      return zone.area === null
        ? [sign]
        : [{ id: `${zone.id}-area`, geometry: zone.area, properties: {} }, sign];
    });
}
