// How movements look on the map: a line from stop to stop where both are zones of this crisis, broken by the way of
// moving, with its picture and its state in the middle. What is said in words alone has no point, and stands in the table.
import type { Movement, MovementMode, MovementState } from "../../../schema/movement.ts";
import type { Zone } from "../../../schema/zone.ts";
import { t } from "../../kit/words.ts";
import type { LayerStyle, MapFeature, MapLayer } from "../../map/feature.ts";
import { FONT, RANK } from "../../map/layers.ts";
import { palette } from "../../map/token.ts";
import { glyphOf } from "./sign.tsx";

/** What tells the picture in the middle of a line from the line. */
const MARK = "/mark";

/** Lengths of strokes and gaps, in widths of the line. A dash cannot be read from a feature: one style for each. */
const dashes: Record<MovementMode, number[] | null> = {
  bus: null,
  ship: [3, 2],
  flight: [0.5, 2],
  foot: [1, 1],
};

/** What a plate says of a state, as shape (web/map/shape.ts); the state's own word stands below it. */
const plateOf: Record<MovementState, string> = {
  planned: "-unknown",
  confirmed: "",
  boarding: "",
  departed: "-left",
  arrived: "-done",
  closed: "-done",
  cancelled: "-closed",
};

export const movementLayer: MapLayer = {
  id: "movements",
  rank: RANK.line,
  pick: true,
  style: (theme): LayerStyle[] => {
    const { ink, halo, primary, line } = palette(theme);
    const colour = ["case", ["get", "over"], line, primary] as never;
    return [
      // Wide and unseen: a line of two pixels is hard to hit.
      { type: "line", paint: { "line-color": primary, "line-width": 16, "line-opacity": 0 } },
      ...Object.entries(dashes).map(
        ([mode, dash]): LayerStyle => ({
          type: "line",
          filter: ["==", ["get", "mode"], mode],
          layout: { "line-cap": "round" },
          paint: {
            "line-color": colour,
            "line-width": 2.5,
            ...(dash === null ? {} : { "line-dasharray": dash }),
          },
        }),
      ),
      {
        type: "symbol",
        filter: ["==", ["geometry-type"], "Point"],
        layout: {
          "icon-image": ["get", "picture"],
          "icon-allow-overlap": true,
          "icon-size": 0.8,
          "text-field": ["get", "label"],
          "text-size": 12,
          "text-offset": [0, 1.2],
          "text-anchor": "top",
          "text-optional": true,
          "text-font": FONT,
        },
        paint: { "text-color": ink, "text-halo-color": halo, "text-halo-width": 1.5 },
      },
    ];
  },
};

/** A bow between two points, so that the way back does not lie on the way there. */
function bow(from: Zone, to: Zone, high: number): [number, number][] {
  const [dx, dy] = [to.lng - from.lng, to.lat - from.lat];
  return Array.from({ length: 13 }, (_, i) => {
    const share = i / 12;
    const off = high * Math.sin(Math.PI * share);
    return [from.lng + dx * share - dy * off, from.lat + dy * share + dx * off];
  });
}

/** The two zones between which a movement is drawn; null where one of them is not known. */
function endsIn(zones: readonly Zone[]): (movement: Movement) => [Zone, Zone] | null {
  const known = new Map(zones.map((zone) => [zone.id, zone]));
  return ({ from, to }) => {
    const ends = [known.get(from.zoneId ?? ""), known.get(to.zoneId ?? "")] as const;
    return ends[0] === undefined || ends[1] === undefined ? null : [ends[0], ends[1]];
  };
}

/** How many of them no line stands for. */
export function notDrawn(movements: readonly Movement[], zones: readonly Zone[]): number {
  const ends = endsIn(zones);
  return movements.filter((movement) => ends(movement) === null).length;
}

export function movementFeatures(movements: readonly Movement[], zones: readonly Zone[]): MapFeature[] {
  const ends = endsIn(zones);
  const drawn = new Map<string, number>();
  return movements.flatMap((movement) => {
    const [from, to] = ends(movement) ?? [];
    if (from === undefined || to === undefined) return [];
    // A higher bow for each more between the same two, so that none lies on another.
    const pair = `${from.id} ${to.id}`;
    const before = drawn.get(pair) ?? 0;
    drawn.set(pair, before + 1);
    const line = bow(from, to, 0.16 + 0.1 * Math.min(before, 5));
    const properties = {
      mode: movement.mode,
      picture: `zone-${glyphOf[movement.mode]}${plateOf[movement.state]}`,
      label: `${movement.label}\n${t(`movementState.${movement.state}`)}`,
      over: ["arrived", "closed", "cancelled"].includes(movement.state),
    };
    return [
      { id: movement.id, geometry: { type: "LineString" as const, coordinates: line }, properties },
      {
        id: `${movement.id}${MARK}`,
        geometry: { type: "Point" as const, coordinates: line[(line.length - 1) / 2] ?? line[0] ?? [] },
        properties,
      },
    ];
  });
}

/** The movement of a line or of the mark in its middle. */
export function movementIdOf(featureId: string): string {
  return featureId.replace(MARK, "");
}
