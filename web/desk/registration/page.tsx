// Queue and map side by side; an open case takes the map's neighbour. On a phone one of them at a time.
import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { place } from "../../kit/route.ts";
import { Skeleton } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { ExportButton } from "../export/button.tsx";
import { lazy } from "../lazy.tsx";
import { seen, unavailable } from "../map-pane.tsx";
import { placing } from "../seat/chosen.ts";
import { type Tab, Tabs } from "../tabs.tsx";
import { Filters } from "./filters.tsx";
import { QueueList } from "./list.tsx";
import { QueueMap } from "./map.tsx";

const CasePane = lazy(
  async () => (await import("./case.tsx")).CasePane,
  () => (
    <section class="pane case" aria-label={t("desk.case")}>
      <Skeleton lines={10} />
    </section>
  ),
);
const Placing = lazy(
  async () => (await import("../seat/place-many.tsx")).Placing,
  () => null,
);

const tab = signal<Tab>("list");

/** Once all of the first page stands, what an officer opens next comes by itself: a case then opens on a bad line too. */
const SOON = 1000;
const stands = computed(() => seen.value !== null || unavailable.value);

export function QueuePage() {
  useEffect(() => {
    if (!stands.value) return;
    const timer = setTimeout(() => void CasePane.bring().catch(() => undefined), SOON);
    return () => clearTimeout(timer);
  }, [stands.value]);
  const id = /^\/desk\/case\/(reg_\w+)$/.exec(place.value.path)?.[1];
  return (
    <div class={`work show-${tab.value} ${id === undefined ? "" : "opened"}`}>
      <div class="left">
        {id === undefined ? <h1 class="unseen">{t("desk.queue")}</h1> : null}
        <Filters />
        <ExportButton />
        <Tabs tab={tab} />
        <QueueList />
      </div>
      {id === undefined ? null : <CasePane id={id} />}
      {unavailable.value ? <p class="notice no-map">{t("desk.map.none")}</p> : <QueueMap />}
      {placing.value === null ? null : <Placing />}
    </div>
  );
}
