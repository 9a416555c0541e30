// The queue's map: asks for what is in view with the queue's own filter, again after every move and every change.
import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { tileOf } from "../../../schema/kit/quadkey.ts";
import type { registrationMap } from "../../../schema/registration-desk.ts";
import { read } from "../../kit/call.ts";
import { go, place } from "../../kit/route.ts";
import { number, t, time } from "../../kit/words.ts";
import { alertFeatures, alertLayer } from "../alert/layer.ts";
import { alerts, crisis, zones } from "../crisis/state.ts";
import { camera, MapPane, seen } from "../map-pane.tsx";
import { zoneFeatures, zoneLayer } from "../zone/layer.ts";
import { cellFeatures, cellLayer, groupFeatures, groupLayer, type MapAnswer } from "./layer.ts";
import { filter, revision } from "./queue.ts";

const answer = signal<MapAnswer | null>(null);
const layers = [alertLayer, cellLayer, zoneLayer, groupLayer];
let timer: ReturnType<typeof setTimeout> | undefined;
let asked = 0;

async function ask(): Promise<void> {
  const view = seen.value;
  const present = crisis.value;
  if (view === null || present === null) return;
  const mine = ++asked;
  const { state, urgency, need } = filter.value;
  const bbox = view.bbox.map((value) => value.toFixed(4)).join(",");
  const found = await read<typeof registrationMap>("registration.map", {
    crisisId: present.id,
    state: state === "" ? "open" : state,
    urgency,
    need,
    bbox,
    zoom: view.zoom.toFixed(2),
  });
  if (mine === asked && found.ok) answer.value = found.data;
}

/** At most twice a second, whatever moves. */
function askSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ask(), 250);
}

function Legend() {
  const present = crisis.value;
  return (
    <div class="legend">
      {([1, 2, 3] as const).map((urgency) => (
        <span key={urgency} class={`urgency urgency-${String(urgency)}`}>
          <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
            <path
              d={
                urgency === 1
                  ? "M8 0 16 8 8 16 0 8Z"
                  : urgency === 2
                    ? "M8 1 16 15H0Z"
                    : "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z"
              }
            />
          </svg>
          {t(`desk.urgency.${String(urgency)}`)}
        </span>
      ))}
      <span>{t("desk.map.cells")}</span>
      {answer.value?.complete === false ? <strong>{t("desk.map.part")}</strong> : null}
      {answer.value?.capped === true && answer.value.complete ? (
        <strong>{t("desk.map.capped")}</strong>
      ) : null}
      {present === null ? null : <span class="muted">{time(present.now)}</span>}
    </div>
  );
}

export function QueueMap() {
  const key = `${JSON.stringify(filter.value)} ${String(revision.value)}`;
  useEffect(askSoon, [key]);
  const now = crisis.value?.now ?? "";
  const hour = now.slice(0, 13);
  const zoneData = useMemo(() => zoneFeatures(zones.value, now), [zones.value, hour]);
  const alertData = useMemo(() => alertFeatures(alerts.value, now), [alerts.value, hour]);
  const cells = useMemo(() => cellFeatures(answer.value), [answer.value]);
  const groups = useMemo(() => groupFeatures(answer.value), [answer.value]);
  const pick = (layerId: string, id: string) => {
    if (layerId === "groups") go(`/desk/case/${id}`, place.value.query);
    else if (layerId === "zones") go("/desk/zones", { crisis: place.value.query.crisis, zone: id });
    else if (layerId === "cells") {
      const { level } = tileOf(id);
      const view = seen.value;
      const cell = cells.find((one) => one.id === id);
      if (view === null || cell?.geometry.type !== "Polygon") return;
      const [[w = 0, s = 0] = [], , [e = 0, n = 0] = []] = cell.geometry.coordinates[0] ?? [];
      camera.value = {
        lng: (w + e) / 2,
        lat: (s + n) / 2,
        zoom: Math.min(13, Math.max(view.zoom + 1.6, level)),
      };
    }
  };
  const selected = /^\/desk\/case\/(reg_\w+)$/.exec(place.value.path)?.[1] ?? null;
  const people = answer.value?.cells.reduce((sum, cell) => sum + cell.people, 0) ?? 0;
  return (
    <section class="pane map-pane" aria-label={t("desk.map.label")}>
      <MapPane
        layers={layers}
        data={{ cells, groups, [zoneLayer.id]: zoneData, [alertLayer.id]: alertData }}
        selected={selected}
        onPick={pick}
        onView={askSoon}
      />
      <Legend />
      <p class="unseen" role="status">
        {people > 0 ? t("desk.map.inView", { people: number(people) }) : ""}
      </p>
    </section>
  );
}
