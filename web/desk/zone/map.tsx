// The map beside the table of zones: those on it, the one that is open, and the spot of one that is being declared.
import { useEffect, useMemo } from "preact/hooks";
import type { Area } from "../../../schema/alert.ts";
import { middleOf } from "../../../schema/danger.rules.ts";
import { addressOf, go, place } from "../../kit/route.ts";
import { lang, t } from "../../kit/words.ts";
import type { MapFeature } from "../../map/feature.ts";
import { alertFeatures, alertLayer } from "../alert/layer.ts";
import { alerts, crisis, zones } from "../crisis/state.ts";
import { camera, MapPane, seen } from "../map-pane.tsx";
import { spotOf } from "../spot.tsx";
import { declaration, setSpot } from "./declare.tsx";
import { zoneFeatures, zoneLayer, zoneOf } from "./layer.ts";
import { changeOutline, drawing, outlineArea } from "./outline.tsx";

const layers = [alertLayer, zoneLayer];
const NEW = "new";

/** The spot of the draft, with the picture of its kind once that is chosen. */
function draftFeatures(): MapFeature[] {
  const draft = declaration().value;
  const spot = spotOf(draft);
  if (spot === null) return [];
  const picture = draft.kind === "" ? "place-capital" : `zone-${draft.kind}`;
  return [
    {
      id: NEW,
      geometry: { type: "Point", coordinates: [spot.lng, spot.lat] },
      properties: { picture, en: draft.en, ar: draft.ar === "" ? null : draft.ar, free: "" },
    },
  ];
}

/** Brings a zone that lies outside of what is seen into the middle. */
function useInSight(id: string | undefined): void {
  const zone = zones.value.find((one) => one.id === id);
  useEffect(() => {
    const view = seen.value;
    if (zone === undefined || view === null) return;
    const [west, south, east, north] = view.bbox;
    if (zone.lng < west || zone.lng > east || zone.lat < south || zone.lat > north)
      camera.value = { lng: zone.lng, lat: zone.lat, zoom: view.zoom };
  }, [zone?.id, seen.value === null]);
}

export function ZoneMap({ placing }: { placing: boolean }) {
  const now = crisis.value?.now ?? "";
  const hour = now.slice(0, 13);
  const all = useMemo(() => zoneFeatures(zones.value, now), [zones.value, hour]);
  const alertData = useMemo(() => alertFeatures(alerts.value, now), [alerts.value, hour]);
  const drafted = placing ? draftFeatures() : [];
  const draftKey = JSON.stringify(drafted);
  const zoneData = useMemo(() => (drafted.length === 0 ? all : [...all, ...drafted]), [all, draftKey]);
  const outlineKey = placing ? JSON.stringify(outlineArea()) : "null";
  const outline = useMemo(() => JSON.parse(outlineKey) as Area | null, [outlineKey]);
  const { zone } = place.value.query;
  useInSight(zone);
  return (
    <section class="pane map-pane" aria-label={t("desk.map.label")}>
      <MapPane
        layers={layers}
        data={{ [zoneLayer.id]: zoneData, [alertLayer.id]: alertData }}
        selected={zone ?? null}
        onPick={(_, id) => go("/desk/zones", { ...place.value.query, zone: zoneOf(id) })}
        onPoint={placing && !drawing.value ? setSpot : undefined}
        drawing={placing && drawing.value}
        onDrawn={(polygon) => {
          drawing.value = false;
          changeOutline({ drawn: polygon as Area });
          // Its sign stands in the middle until somebody says where.
          if (spotOf(declaration().value) === null) setSpot(middleOf(polygon as Area));
        }}
        onDrawCancel={() => {
          drawing.value = false;
        }}
        area={outline}
      />
      <p class="legend">
        <span>{t("desk.zone.legend")}</span>{" "}
        {crisis.value === null ? null : (
          <a
            href={addressOf(`/${lang.value}/map`, { crisis: crisis.value.id })}
            target="_blank"
            rel="noreferrer"
          >
            {t("desk.zone.publicMap")}
          </a>
        )}
      </p>
    </section>
  );
}
