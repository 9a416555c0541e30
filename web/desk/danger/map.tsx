// The map beside the table of dangers: those that hold, the one that is open, and the place of one that is being told of.
import { useEffect, useMemo } from "preact/hooks";
import type { Area } from "../../../schema/alert.ts";
import type { Danger } from "../../../schema/danger.ts";
import { boundsOf, tileOf } from "../../../schema/kit/quadkey.ts";
import { go, place } from "../../kit/route.ts";
import { lang, t } from "../../kit/words.ts";
import type { MapFeature } from "../../map/feature.ts";
import { alertFeatures, alertLayer } from "../alert/layer.ts";
import { alerts, crisis, zones } from "../crisis/state.ts";
import { DangerSigns } from "../legend.tsx";
import { camera, MapPane, seen } from "../map-pane.tsx";
import { spotOf } from "../spot.tsx";
import { zoneFeatures, zoneLayer } from "../zone/layer.ts";
import { changeDecision, changeReport, decisionOf, drawing, reportDraft, typedSpot } from "./draft.ts";
import { clusterOf, dangerFeatures, dangerLayer, dangerOf } from "./layer.ts";
import { dangers } from "./state.ts";

const layers = [alertLayer, { ...zoneLayer, pick: false }, dangerLayer];

/** The place that is being said, before it is sent. */
function draftFeatures(spot: { lng: number; lat: number } | null): MapFeature[] {
  if (spot === null) return [];
  return [
    {
      id: "new",
      geometry: { type: "Point", coordinates: [spot.lng, spot.lat] },
      properties: { state: "reported", count: "", label: "", fade: 1 },
    },
  ];
}

/** Brings a danger that lies outside of what is seen into the middle. */
function useInSight(danger: Danger | undefined): void {
  useEffect(() => {
    const view = seen.value;
    const at = danger?.place;
    if (at == null || view === null) return;
    const [west, south, east, north] = view.bbox;
    if (at.lng < west || at.lng > east || at.lat < south || at.lat > north)
      camera.value = { ...at, zoom: view.zoom };
  }, [danger?.id, seen.value === null]);
}

/** Nearer, to what a counted square holds. */
export function showCluster(cell: string): void {
  const [west, south, east, north] = boundsOf(cell);
  const zoom = Math.max((seen.value?.zoom ?? 4) + 2, tileOf(cell).level);
  camera.value = { lng: (west + east) / 2, lat: (south + north) / 2, zoom };
}

export function DangerMap({ placing }: { placing: boolean }) {
  const now = crisis.value?.now ?? "";
  const { danger: openId } = place.value.query;
  const open = dangers.value.find((one) => one.id === openId);
  useInSight(open);
  // Whoever stands for one that was told of in words says on the map where it is.
  const places = !placing && open !== undefined && open.place === null && open.state === "reported";
  const draft = placing ? reportDraft().value : null;
  const spot =
    draft !== null
      ? draft.how === "click"
        ? spotOf(draft)
        : null
      : places
        ? spotOf(decisionOf(open.id).value)
        : null;
  const minute = now.slice(0, 16);
  const zoneData = useMemo(() => zoneFeatures(zones.value, now), [zones.value, now.slice(0, 13)]);
  const alertData = useMemo(() => alertFeatures(alerts.value, now), [alerts.value, minute]);
  const all = useMemo(
    () => dangerFeatures(dangers.value, now, seen.value),
    [dangers.value, minute, lang.value, seen.value],
  );
  const spotKey = JSON.stringify(spot);
  const data = useMemo(() => [...all, ...draftFeatures(spot)], [all, spotKey]);
  const drawn = draft?.how === "draw" ? draft.drawn : null;
  const click = placing && draft?.how === "click";
  return (
    <section class="pane map-pane" aria-label={t("desk.map.label")}>
      <MapPane
        layers={layers}
        data={{ [zoneLayer.id]: zoneData, [alertLayer.id]: alertData, [dangerLayer.id]: data }}
        selected={openId ?? null}
        onPick={(layer, id) => {
          if (layer !== dangerLayer.id) return;
          const cell = clusterOf(id);
          if (cell === null) go("/desk/dangers", { ...place.value.query, danger: dangerOf(id) });
          else showCluster(cell);
        }}
        onPoint={
          click
            ? (at) => changeReport(typedSpot(at))
            : places
              ? (at) => changeDecision(open.id, typedSpot(at))
              : undefined
        }
        drawing={placing && draft?.how === "draw" && drawing.value}
        onDrawn={(polygon) => {
          drawing.value = false;
          changeReport({ drawn: polygon as Area });
        }}
        onDrawCancel={() => {
          drawing.value = false;
        }}
        area={drawn}
      />
      <p class="legend">
        <DangerSigns />
      </p>
    </section>
  );
}
