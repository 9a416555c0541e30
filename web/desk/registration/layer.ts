// How cases look on the map: far out, cells with the number printed; close in, one shape per group by urgency.

import type { ReplyOf } from "../../../schema/kit/act.ts";
import { boundsOf } from "../../../schema/kit/quadkey.ts";
import type { registrationMap } from "../../../schema/registration-desk.ts";
import { local, number, t } from "../../kit/words.ts";
import type { LayerStyle, MapFeature, MapLayer } from "../../map/feature.ts";
import { FONT, FONT_BOLD, RANK } from "../../map/layers.ts";
import { palette } from "../../map/token.ts";
import type { Spot } from "./spot.ts";

export type MapAnswer = ReplyOf<typeof registrationMap>;

/** Five steps of people in a cell; the number itself stands on every cell. */
export const steps = [10, 50, 200, 1000];

export const cellLayer: MapLayer = {
  id: "cells",
  rank: RANK.area,
  // How many people are there yields to nothing: signs and names of other layers make room.
  markRank: RANK.label + 100,
  pick: true,
  style: (theme): LayerStyle[] => {
    const { ramp, line, ink } = palette(theme);
    const [a = "", b = "", c = "", d = "", e = ""] = ramp;
    return [
      {
        type: "fill",
        paint: {
          "fill-color": [
            "step",
            ["get", "people"],
            a,
            steps[0] ?? 0,
            b,
            steps[1] ?? 0,
            c,
            steps[2] ?? 0,
            d,
            steps[3] ?? 0,
            e,
          ],
          "fill-opacity": 0.72,
        },
      },
      {
        type: "line",
        paint: { "line-color": line, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.4, 6, 1] },
      },
      {
        type: "symbol",
        filter: ["==", ["geometry-type"], "Polygon"],
        layout: {
          "text-field": ["to-string", ["get", "people"]],
          "text-size": ["interpolate", ["linear"], ["zoom"], 3, 11, 6, 14],
          "text-allow-overlap": true,
          "text-font": FONT_BOLD,
        },
        paint: {
          "text-color": theme === "dark" ? "#ffffff" : ink,
          "text-halo-color": theme === "dark" ? "#0f1417" : "#ffffff",
          "text-halo-width": 2,
        },
      },
    ];
  },
};

export const groupLayer: MapLayer = {
  id: "groups",
  rank: RANK.point,
  pick: true,
  style: (theme): LayerStyle[] => {
    const { ink, halo } = palette(theme);
    return [
      {
        type: "symbol",
        layout: {
          "icon-image": ["concat", "urgency-", ["get", "urgency"]],
          "icon-allow-overlap": true,
          "icon-size": ["interpolate", ["linear"], ["zoom"], 8, 0.8, 13, 1.1],
          "symbol-sort-key": ["-", 4, ["get", "order"]],
          "text-field": ["get", "label"],
          "text-size": 11,
          "text-offset": [0, 0.8],
          "text-anchor": "top",
          "text-optional": true,
          "text-font": FONT,
        },
        paint: { "text-color": ink, "text-halo-color": halo, "text-halo-width": 1.5 },
      },
    ];
  },
};

export function cellFeatures(answer: MapAnswer | null): MapFeature[] {
  return (answer?.cells ?? []).map((cell) => {
    const [w, s, e, n] = boundsOf(cell.cell);
    const ring = [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ];
    return {
      id: cell.cell,
      geometry: { type: "Polygon", coordinates: [ring] },
      properties: { people: cell.people, groups: cell.groups, urgent: cell.urgent },
    };
  });
}

/** One mark for each spot; where several groups stand, with their number and the zone's name, and it opens them as a list. */
export function groupFeatures(spots: readonly Spot[]): MapFeature[] {
  return spots.flatMap(({ rows, zone, people }) => {
    const [first] = rows;
    if (first?.place == null) return [];
    const { lng, lat, precision } = first.place;
    const many = rows.length > 1;
    return [
      {
        id: first.id,
        geometry: { type: "Point" as const, coordinates: [lng, lat] },
        properties: {
          urgency: String(first.urgency),
          order: first.urgency,
          groups: rows.length,
          people,
          precision,
          label: !many
            ? String(people)
            : zone === null
              ? `${String(rows.length)} · ${String(people)}`
              : t("desk.site.at", {
                  zone: local(zone.name),
                  groups: t("desk.seat.groupCount", { count: rows.length, n: number(rows.length) }),
                }),
        },
      },
    ];
  });
}
