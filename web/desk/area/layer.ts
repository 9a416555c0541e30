// How districts look on the map: a broken outline with the published number printed; "few" where none may be said.
import { boundsOf } from "../../../schema/kit/quadkey.ts";
import { number, t } from "../../kit/words.ts";
import type { LayerStyle, MapFeature, MapLayer } from "../../map/feature.ts";
import { FONT, RANK } from "../../map/layers.ts";
import { palette } from "../../map/token.ts";

export interface DistrictCount {
  cell: string;
  people: number | null;
}

const steps = [50, 200, 1000, 5000];

export const districtLayer: MapLayer = {
  id: "districts",
  rank: RANK.area + 20,
  pick: false,
  style: (theme): LayerStyle[] => {
    const { ramp, line, ink, halo } = palette(theme);
    return [
      {
        type: "fill",
        filter: [">=", ["get", "people"], 0],
        paint: {
          "fill-color": [
            "step",
            ["get", "people"],
            ramp[0] ?? "",
            ...steps.flatMap((step, i) => [step, ramp[i + 1] ?? ""]),
          ] as never,
          "fill-opacity": ["case", ["get", "filled"], 0.6, 0],
        },
      },
      { type: "line", paint: { "line-color": line, "line-width": 1.2, "line-dasharray": [4, 2] } },
      {
        type: "symbol",
        layout: {
          "text-field": ["get", "label"],
          "text-size": ["interpolate", ["linear"], ["zoom"], 4, 10, 8, 13],
          "text-font": FONT,
        },
        paint: { "text-color": ink, "text-halo-color": halo, "text-halo-width": 1.6 },
      },
    ];
  },
};

/** `filled`: nothing else says how many there are, so the squares carry the ramp. */
export function districtFeatures(counts: readonly DistrictCount[], filled: boolean): MapFeature[] {
  return counts.map(({ cell, people }) => {
    const [w, s, e, n] = boundsOf(cell);
    const ring = [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ];
    return {
      id: cell,
      geometry: { type: "Polygon", coordinates: [ring] },
      properties: {
        people: people ?? -1,
        filled,
        label: people === null ? t("desk.area.few") : `≈ ${number(people)}`,
      },
    };
  });
}
