// The map beside the alerts: where each holds, the area of the one that is open or written, and drawing a new one.
import { useEffect, useMemo } from "preact/hooks";
import type { Area } from "../../../schema/alert.ts";
import { go, place } from "../../kit/route.ts";
import { t } from "../../kit/words.ts";
import { alerts, crisis, zones } from "../crisis/state.ts";
import { camera, MapPane, seen } from "../map-pane.tsx";
import { zoneFeatures, zoneLayer } from "../zone/layer.ts";
import { boxOf } from "./area.ts";
import { alertDraft, changeDraft, draftArea, drawing } from "./draft.ts";
import { alertFeatures, alertLayer, alertOf } from "./layer.ts";

const layers = [
  { ...alertLayer, pick: true },
  { ...zoneLayer, pick: false },
];

/** Moves the map when an alert is opened, or edges are typed, whose area is nowhere in sight. */
function useInSight(area: Area | null): void {
  useEffect(() => {
    const view = seen.value;
    if (area === null || view === null) return;
    const { west, south, east, north } = boxOf(area);
    const [w, s, e, n] = view.bbox;
    if (east < w || west > e || north < s || south > n)
      camera.value = { lng: (west + east) / 2, lat: (south + north) / 2, zoom: view.zoom };
  }, [area, seen.value === null]);
}

export function AlertMap({ placing }: { placing: boolean }) {
  const now = crisis.value?.now ?? "";
  // To the minute: an alert leaves the map when it ends, not an hour later.
  const minute = now.slice(0, 16);
  const zoneData = useMemo(() => zoneFeatures(zones.value, now), [zones.value, now.slice(0, 13)]);
  const alertData = useMemo(() => alertFeatures(alerts.value, now), [alerts.value, minute]);
  const { alert: openId } = place.value.query;
  const drawnKey = placing ? JSON.stringify(draftArea(alertDraft().value)) : "null";
  const area = useMemo((): Area | null => {
    if (placing) return JSON.parse(drawnKey) as Area | null;
    // One that no longer holds is not on the map; while it is open, its area is shown.
    const shown = alertData.some((one) => one.id === openId);
    return shown ? null : (alerts.value.find((one) => one.id === openId)?.area ?? null);
  }, [placing, drawnKey, openId, alertData]);
  useInSight(placing ? area : (alerts.value.find((one) => one.id === openId)?.area ?? null));
  return (
    <section class="pane map-pane" aria-label={t("desk.map.label")}>
      <MapPane
        layers={layers}
        data={{ [zoneLayer.id]: zoneData, [alertLayer.id]: alertData }}
        selected={openId ?? null}
        onPick={(_, id) => go("/desk/alerts", { ...place.value.query, alert: alertOf(id) })}
        drawing={placing && drawing.value}
        onDrawn={(polygon) => {
          drawing.value = false;
          changeDraft({ drawn: polygon as Area });
        }}
        onDrawCancel={() => {
          drawing.value = false;
        }}
        area={area}
      />
      <p class="legend">
        <span>{t("desk.alert.legend")}</span>
      </p>
    </section>
  );
}
