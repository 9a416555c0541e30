// What the queue's map asks and holds: what is in view, by the queue's own filter. A read that failed is said and asked for
// again; what was taken from this organisation's sight leaves at once, whether or not a read succeeds.
import { batch, computed, signal } from "@preact/signals";
import type { registrationMap } from "../../../schema/registration-desk.ts";
import { askAgain } from "../../kit/again.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import type { BoundingBox } from "../../map/feature.ts";
import { crisis } from "../crisis/state.ts";
import { seen } from "../map-pane.tsx";
import type { MapAnswer } from "./layer.ts";
import { dropped, filter, pause } from "./queue.ts";

interface Answered {
  /** Crisis and filter that were asked about. */
  about: string;
  bbox: BoundingBox;
  /** The crisis's own time. */
  at: string;
  data: MapAnswer;
}

const answered = signal<Answered | null>(null);
export const failed = signal<ProblemSeen | null>(null);
export const answer = computed<MapAnswer | null>(() => {
  const there = answered.value;
  if (there === null) return null;
  const gone = dropped.value;
  const groups = there.data.groups.filter((one) => !gone.has(one.id));
  return groups.length === there.data.groups.length ? there.data : { ...there.data, groups };
});
export const answeredAt = computed(() => answered.value?.at ?? "");
export const answeredBox = computed(() => answered.value?.bbox ?? null);

/** After a move, and between two changes of the feed. */
const PAUSE = 250;
let timer: ReturnType<typeof setTimeout> | undefined;
let asked = 0;
const again = askAgain(() => void ask());

async function ask(): Promise<void> {
  const view = seen.value;
  const present = crisis.value;
  if (view === null || present === null) return;
  const mine = ++asked;
  const { state, urgency, need } = filter.value;
  const about = JSON.stringify([present.id, state, urgency, need]);
  const found = await read<typeof registrationMap>("registration.map", {
    crisisId: present.id,
    state: state === "" ? "open" : state,
    urgency,
    need,
    bbox: view.bbox.map((value) => value.toFixed(4)).join(","),
    zoom: view.zoom.toFixed(2),
  });
  if (mine !== asked) return;
  again.told(found.ok ? null : found.problem);
  batch(() => {
    failed.value = found.ok ? null : found.problem;
    if (found.ok) answered.value = { about, bbox: view.bbox, at: crisis.value?.now ?? "", data: found.data };
    // Marks of another filter or crisis would be taken for those of this one.
    else if (answered.value?.about !== about) answered.value = null;
  });
}

function askIn(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(
    () => {
      timer = undefined;
      void ask();
    },
    Math.max(ms, again.closed()),
  );
}

/** After what this officer's hand did: another view, another filter. */
export function askMoved(): void {
  askIn(PAUSE);
}

/** After changes of the feed; with a need, at the header's own slow pace. */
export function askChanged(): void {
  if (timer === undefined) askIn(pause(PAUSE));
}
