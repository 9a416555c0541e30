// The map beside the board: movements between two known zones, and the zones themselves.
import { useEffect, useMemo } from "preact/hooks";
import type { Movement } from "../../../schema/movement.ts";
import type { Zone } from "../../../schema/zone.ts";
import { go, place } from "../../kit/route.ts";
import { lang, t } from "../../kit/words.ts";
import { crisis, zones } from "../crisis/state.ts";
import { MovementStages } from "../legend.tsx";
import { camera, MapPane, seen } from "../map-pane.tsx";
import { zoneFeatures, zoneLayer, zoneOf } from "../zone/layer.ts";
import { movementFeatures, movementIdOf, movementLayer } from "./layer.ts";
import { movementRows, viewOf } from "./rows.ts";
import { movements } from "./state.ts";

const layers = [movementLayer, zoneLayer];

/** Brings the stops of an opened movement into sight, if they are known. */
function useInSight(movement: Movement | undefined, all: readonly Zone[]): void {
  useEffect(() => {
    const view = seen.value;
    if (movement === undefined || view === null) return;
    const stops = all.filter((zone) => zone.id === movement.from.zoneId || zone.id === movement.to.zoneId);
    const [west, south, east, north] = view.bbox;
    const outside = stops.some(({ lng, lat }) => lng < west || lng > east || lat < south || lat > north);
    if (!outside || stops.length === 0) return;
    const mean = (of: (zone: Zone) => number) => stops.reduce((sum, one) => sum + of(one), 0) / stops.length;
    const span = Math.max(...stops.map((one) => one.lng)) - Math.min(...stops.map((one) => one.lng));
    const zoom = Math.min(view.zoom, span === 0 ? view.zoom : Math.log2(360 / span) - 0.5);
    camera.value = { lng: mean((one) => one.lng), lat: mean((one) => one.lat), zoom: Math.max(2, zoom) };
  }, [movement?.id, seen.value === null]);
}

export function MovementMap({ openId }: { openId: string | undefined }) {
  const now = crisis.value?.now ?? "";
  const hour = now.slice(0, 13);
  const view = viewOf(place.value.query);
  const shown = useMemo(
    () => movementRows(movements.value, { ...view, sort: "" }, () => null, lang.value),
    [movements.value, view.state],
  );
  const opened = movements.value.find((one) => one.id === openId);
  const all = opened === undefined || shown.includes(opened) ? shown : [...shown, opened];
  const lines = useMemo(() => movementFeatures(all, zones.value), [shown, opened, zones.value, lang.value]);
  const zoneData = useMemo(() => zoneFeatures(zones.value, now), [zones.value, hour]);
  useInSight(opened, zones.value);
  return (
    <section class="pane map-pane" aria-label={t("desk.map.label")}>
      <MapPane
        layers={layers}
        data={{ [movementLayer.id]: lines, [zoneLayer.id]: zoneData }}
        selected={openId ?? null}
        onPick={(layerId, id) => {
          const { query } = place.value;
          if (layerId === movementLayer.id) go(`/desk/movements/${movementIdOf(id)}`, query);
          else go("/desk/zones", { crisis: query.crisis, zone: zoneOf(id) });
        }}
      />
      <p class="legend">
        <span>{t("desk.movement.legend")}</span>
        <MovementStages />
      </p>
    </section>
  );
}
