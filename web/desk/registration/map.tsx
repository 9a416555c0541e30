// The queue's map: what ask.ts holds of the people in view, and what else lies there, as its layers are switched. A pick
// opens what was picked.
import { useEffect, useMemo } from "preact/hooks";
import type { Area } from "../../../schema/alert.ts";
import { boundsOf, tileOf } from "../../../schema/kit/quadkey.ts";
import { go, place } from "../../kit/route.ts";
import { lang, local, number, t, time } from "../../kit/words.ts";
import { alertFeatures, alertLayer } from "../alert/layer.ts";
import { hour } from "../area/hours.ts";
import { districtFeatures, districtLayer } from "../area/layer.ts";
import { Slider } from "../area/slider.tsx";
import { districts, useDistricts } from "../area/state.ts";
import { alerts, crisis, zones } from "../crisis/state.ts";
import { clusterOf, dangerFeatures, dangerLayer, dangerOf } from "../danger/layer.ts";
import { dangers, useDangers } from "../danger/state.ts";
import { shownLayers } from "../layers.ts";
import { Legend, PeopleSigns } from "../legend.tsx";
import { camera, MapPane, seen } from "../map-pane.tsx";
import { movementFeatures, movementIdOf, movementLayer } from "../movement/layer.ts";
import { movements, useMovements } from "../movement/state.ts";
import { groupsWords } from "../seat/bulk.tsx";
import { may } from "../session.ts";
import { zoneFeatures, zoneLayer, zoneOf } from "../zone/layer.ts";
import { asPublic } from "../zone/words.ts";
import { answer, answeredAt, answeredBox, askChanged, askMoved } from "./ask.ts";
import { Inside } from "./inside.tsx";
import { cellFeatures, cellLayer, groupFeatures, groupLayer, steps } from "./layer.ts";
import { Notes } from "./notes.tsx";
import { counts, filter, loading, rows as queued, revision } from "./queue.ts";
import { layerRows } from "./rows.tsx";
import { openSite, Site, Sites } from "./site.tsx";
import { inView, type Spot, spotsOf, spotWith } from "./spot.ts";
import { area, drawing, takeByHand } from "./within.ts";

const layers = [alertLayer, cellLayer, districtLayer, movementLayer, zoneLayer, groupLayer, dangerLayer];

function pickCell(id: string): void {
  const view = seen.value;
  if (view === null) return;
  const [w, s, e, n] = boundsOf(id);
  const zoom = Math.min(13, Math.max(view.zoom + 1.6, tileOf(id).level));
  camera.value = { lng: (w + e) / 2, lat: (s + n) / 2, zoom };
}

function pick(layerId: string, id: string, spots: readonly Spot[]): void {
  const { query } = place.value;
  const spot = layerId === groupLayer.id ? spotWith(spots, id) : undefined;
  const many = spot !== undefined && spot.rows.length > 1;
  openSite(many ? spot : null);
  if (many) return;
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

/** And of districts. */
function Districts() {
  useDistricts();
  return null;
}

/** For those who listen: how many are in view, whether groups stand there one by one or counted in squares. */
function InView({ people }: { people: boolean }) {
  const [there, box] = [answer.value, answeredBox.value];
  if (!people || there === null || box === null) return <p class="unseen" role="status" />;
  const sum = inView(there, box);
  return (
    <p class="unseen" role="status" data-view={`${String(sum.groups)} ${String(sum.people)}`}>
      {sum.groups === 0
        ? t("desk.map.inViewNone")
        : t("desk.map.inView", { count: groupsWords(sum.groups, sum.people) })}
    </p>
  );
}

const nothing: never[] = [];

export function QueueMap() {
  const crisisId = crisis.value?.id;
  useEffect(askMoved, [JSON.stringify(filter.value), crisisId]);
  useEffect(askChanged, [revision.value]);
  const now = crisis.value?.now ?? "";
  const hourNow = now.slice(0, 13);
  const shown = shownLayers.value;
  const past = hour.value;
  const wantsDistricts = shown.has("districts");
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
  // Where a desk knows zones as the public does, their points may be drawn ones.
  const spots = useMemo(
    () => (people ? spotsOf(answer.value?.groups ?? [], asPublic() ? [] : zones.value) : nothing),
    [answer.value, zones.value, people],
  );
  const groups = useMemo(() => groupFeatures(spots), [spots, lang.value]);
  const lines = useMemo(
    () => movementFeatures(movements.value, zones.value),
    [movements.value, zones.value, lang.value],
  );
  const areas = past?.areas ?? (wantsDistricts ? districts.value : nothing);
  const areaData = useMemo(
    () => districtFeatures(areas, past !== null || !people),
    [areas, past === null, people, lang.value],
  );
  const opened = /^\/desk\/case\/(reg_\w+)$/.exec(place.value.path)?.[1];
  // The mark of a spot carries the id of its first group.
  const selected = opened === undefined ? null : (spotWith(spots, opened)?.rows[0]?.id ?? null);
  const showsMovements = shown.has("movements") && may("movement.list");
  const onMap = new Set([...shown].filter((id) => id !== "people" || people));
  return (
    <section class="pane map-pane" aria-label={t("desk.map.label")}>
      {showsMovements ? <Movements /> : null}
      {showsDangers ? <Dangers /> : null}
      {wantsDistricts ? <Districts /> : null}
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
        onPick={(layer, id) => pick(layer, id, spots)}
        onView={askMoved}
        drawing={drawing.value}
        onDrawn={(polygon) => takeByHand(polygon as Area)}
        onDrawCancel={() => {
          drawing.value = false;
        }}
        area={area.value}
      />
      <Legend
        always={people ? <PeopleSigns steps={steps} need={filter.value.need} /> : null}
        rows={layerRows()}
        at={past?.at ?? answeredAt.value}
        notes={<Notes shown={onMap} />}
      />
      <Sites spots={spots} />
      <Site />
      <Inside />
      <Slider />
      <InView people={people} />
    </section>
  );
}
