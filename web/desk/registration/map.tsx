// The queue's map: asks for what is in view with the queue's own filter, again after every move and every change; and
// what else lies there, as its layers are switched.
import { signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Area } from "../../../schema/alert.ts";
import { isLive } from "../../../schema/danger.rules.ts";
import { boundsOf, tileOf } from "../../../schema/kit/quadkey.ts";
import type { registrationMap } from "../../../schema/registration-desk.ts";
import { read } from "../../kit/call.ts";
import { go, place } from "../../kit/route.ts";
import { lang, local, number, t, time } from "../../kit/words.ts";
import { alertFeatures, alertLayer } from "../alert/layer.ts";
import { districtFeatures, districtLayer } from "../area/layer.ts";
import { Slider } from "../area/slider.tsx";
import { districts, hour, publishedAt, readDistricts } from "../area/state.ts";
import { alerts, crisis, zones } from "../crisis/state.ts";
import { clusterOf, dangerFeatures, dangerLayer, dangerOf } from "../danger/layer.ts";
import { dangers, useDangers } from "../danger/state.ts";
import { shownLayers } from "../layers.ts";
import {
  AlertSigns,
  DangerSigns,
  DistrictSigns,
  Legend,
  type LegendRow,
  MovementSigns,
  PeopleSigns,
  ZoneSigns,
} from "../legend.tsx";
import { camera, MapPane, seen } from "../map-pane.tsx";
import { movementFeatures, movementIdOf, movementLayer } from "../movement/layer.ts";
import { movements, useMovements } from "../movement/state.ts";
import { may } from "../session.ts";
import { zoneFeatures, zoneLayer, zoneOf } from "../zone/layer.ts";
import { Inside } from "./inside.tsx";
import {
  cellFeatures,
  cellLayer,
  groupFeatures,
  groupLayer,
  groupsAt,
  type MapAnswer,
  steps,
} from "./layer.ts";
import { counts, filter, loading, rows as queued, revision } from "./queue.ts";
import { Site, site } from "./site.tsx";
import { area, drawing, take } from "./within.ts";

const answer = signal<MapAnswer | null>(null);
/** The crisis's own time at which the map was last answered. */
const answeredAt = signal("");
const layers = [alertLayer, cellLayer, districtLayer, movementLayer, zoneLayer, groupLayer, dangerLayer];
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
  if (mine !== asked || !found.ok) return;
  answer.value = found.data;
  answeredAt.value = crisis.value?.now ?? "";
}

/** At most twice a second, whatever moves. */
function askSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ask(), 250);
}

function pickCell(id: string): void {
  const view = seen.value;
  if (view === null) return;
  const [w, s, e, n] = boundsOf(id);
  const zoom = Math.min(13, Math.max(view.zoom + 1.6, tileOf(id).level));
  camera.value = { lng: (w + e) / 2, lat: (s + n) / 2, zoom };
}

function pick(layerId: string, id: string): void {
  const { query } = place.value;
  const groups = layerId === groupLayer.id ? groupsAt(answer.value, id) : [];
  site.value = groups.length > 1 ? groups : null;
  if (groups.length > 1) return;
  if (layerId === groupLayer.id) go(`/desk/case/${id}`, query);
  else if (layerId === zoneLayer.id) go("/desk/zones", { crisis: query.crisis, zone: zoneOf(id) });
  else if (layerId === movementLayer.id) go(`/desk/movements/${movementIdOf(id)}`, { crisis: query.crisis });
  else if (layerId === dangerLayer.id) {
    const cell = clusterOf(id);
    if (cell === null) go("/desk/dangers", { crisis: query.crisis, danger: dangerOf(id) });
    else pickCell(cell);
  } else if (layerId === cellLayer.id) pickCell(id);
}

/** What paper has to say by itself: which crisis, when, and the numbers of the filter. */
function Head() {
  const [present, count] = [crisis.value, counts.value];
  if (present === null) return null;
  const values = count === null ? null : [count.people, count.onMap, count.noPlace, count.hidden].map(number);
  return (
    <p class="paper-only">
      {local(present.name)} · {time(present.now)}
      {values === null
        ? ""
        : ` · ${t("desk.count", { people: values[0] ?? "", onMap: values[1] ?? "", noPlace: values[2] ?? "", hidden: values[3] ?? "" })}`}
    </p>
  );
}

/** Movements are followed only while somebody looks at them. */
function Movements() {
  useMovements();
  return null;
}

/** The same of dangers. */
function Dangers() {
  useDangers();
  return null;
}

const nothing: never[] = [];

export function QueueMap() {
  const key = `${JSON.stringify(filter.value)} ${String(revision.value)}`;
  useEffect(askSoon, [key]);
  const now = crisis.value?.now ?? "";
  const hourNow = now.slice(0, 13);
  const shown = shownLayers.value;
  const past = hour.value;
  const crisisId = crisis.value?.id;
  const wantsDistricts = shown.has("districts");
  useEffect(() => {
    if (wantsDistricts && crisisId !== undefined) void readDistricts(crisisId);
  }, [wantsDistricts, crisisId, hourNow]);
  const there = zones.value.filter((zone) => shown.has(zone.kind === "crossing" ? "crossings" : "zones"));
  const zoneKey = `${hourNow} ${lang.value} ${String(shown.has("zones"))} ${String(shown.has("crossings"))}`;
  const zoneData = useMemo(() => zoneFeatures(there, now), [zones.value, zoneKey]);
  const alertData = useMemo(() => alertFeatures(alerts.value, now), [alerts.value, hourNow]);
  const showsDangers = shown.has("dangers") && may("danger.list");
  const dangerData = useMemo(
    () => (showsDangers ? dangerFeatures(dangers.value, now, seen.value) : nothing),
    [dangers.value, showsDangers, now.slice(0, 16), lang.value, seen.value],
  );
  const people = shown.has("people") && past === null;
  const cells = useMemo(() => (people ? cellFeatures(answer.value) : nothing), [answer.value, people]);
  const groups = useMemo(() => (people ? groupFeatures(answer.value) : nothing), [answer.value, people]);
  const lines = useMemo(() => movementFeatures(movements.value, zones.value), [movements.value, zones.value]);
  const areas = past?.areas ?? (wantsDistricts ? districts.value : nothing);
  const areaData = useMemo(
    () => districtFeatures(areas, past !== null || !people),
    [areas, past === null, people, lang.value],
  );
  const selected = /^\/desk\/case\/(reg_\w+)$/.exec(place.value.path)?.[1] ?? null;
  const inView = answer.value?.cells.reduce((sum, cell) => sum + cell.people, 0) ?? 0;
  const crossings = zones.value.filter((zone) => zone.kind === "crossing" && zone.closedAt === null).length;
  const places = zones.value.filter((zone) => zone.closedAt === null).length - crossings;
  const showsMovements = shown.has("movements") && may("movement.list");
  const rows: LegendRow[] = [
    {
      id: "people",
      count: null,
      table: "/desk/queue",
      signs: null,
    },
    { id: "zones", count: places, table: "/desk/zones", signs: <ZoneSigns /> },
    { id: "crossings", count: crossings, table: "/desk/zones", signs: null },
    {
      id: "alerts",
      count: alertData.filter((one) => one.geometry.type === "Polygon").length,
      table: "/desk/alerts",
      signs: <AlertSigns />,
    },
    ...(may("danger.list")
      ? [
          {
            id: "dangers" as const,
            count: showsDangers ? dangers.value.filter((one) => isLive(one, new Date(now))).length : null,
            table: "/desk/dangers",
            signs: <DangerSigns />,
          },
        ]
      : []),
    ...(may("movement.list")
      ? [
          {
            id: "movements" as const,
            count: showsMovements ? movements.value.length : null,
            table: "/desk/movements",
            signs: <MovementSigns />,
          },
        ]
      : []),
    {
      id: "districts",
      count: wantsDistricts ? districts.value.length : null,
      table: "/desk/queue",
      signs: <DistrictSigns at={publishedAt.value} />,
    },
  ];
  return (
    <section class="pane map-pane" aria-label={t("desk.map.label")}>
      {showsMovements ? <Movements /> : null}
      {showsDangers ? <Dangers /> : null}
      <Head />
      <MapPane
        after={!loading.value || queued.value.length > 0}
        layers={layers}
        data={{
          cells,
          groups,
          [zoneLayer.id]: zoneData,
          [alertLayer.id]: shown.has("alerts") ? alertData : nothing,
          [movementLayer.id]: showsMovements ? lines : nothing,
          [districtLayer.id]: areaData,
          [dangerLayer.id]: dangerData,
        }}
        selected={selected}
        onPick={pick}
        onView={askSoon}
        drawing={drawing.value}
        onDrawn={(polygon) => take(polygon as Area)}
        onDrawCancel={() => {
          drawing.value = false;
        }}
        area={area.value}
      />
      <Legend
        always={people ? <PeopleSigns steps={steps} need={filter.value.need} /> : null}
        rows={rows}
        at={past?.at ?? answeredAt.value}
        notes={
          <>
            {answer.value?.complete === false ? <strong>{t("desk.map.part")}</strong> : null}
            {answer.value?.capped === true && answer.value.complete ? (
              <strong>{t("desk.map.capped")}</strong>
            ) : null}
          </>
        }
      />
      <Site />
      <Inside />
      <Slider />
      <p class="unseen" role="status">
        {inView > 0 && people ? t("desk.map.inView", { people: number(inView) }) : ""}
      </p>
    </section>
  );
}
