// The queue at this desk: loads pages for the address's filter, takes the feed in, holds new rows back while somebody
// is reading the list, and keeps the header's counts honest by asking again.
import { batch, computed, signal } from "@preact/signals";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import type { registrationQueue } from "../../../schema/registration-desk.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import type { Changes } from "../../kit/live.ts";
import { place } from "../../kit/route.ts";
import { onChanges } from "../crisis/state.ts";
import { applyChanges, type Counts, type Filter, type Row } from "./state.ts";

type Page = ReplyOf<typeof registrationQueue>;

export const rows = signal<Row[]>([]);
export const next = signal<string | null>(null);
/** False where a need was looked for in many cases and the page is not full: to look further is the officer's word. */
export const whole = signal(true);
export const counts = signal<Counts | null>(null);
export const undecided = signal<Page["undecided"] | null>(null);
export const loading = signal(true);
export const problem = signal<ProblemSeen | null>(null);
/** True while a pointer or the focus is inside the list. */
export const held = signal(false);
const waiting = signal<Changes[]>([]);
export const waitingCount = computed(() =>
  waiting.value.reduce(
    (sum, changes) => sum + changes.put.filter((row) => !known.value.has(row.id)).length,
    0,
  ),
);
const known = computed(() => new Set(rows.value.map((row) => row.id)));
/** Goes up with every change that concerns the map. */
export const revision = signal(0);
/** Cases that were taken from this organisation's sight while the page was open. */
export const dropped = signal<ReadonlySet<string>>(new Set());

export const filter = computed<Filter>(() => ({
  state: place.value.query.state ?? "",
  urgency: place.value.query.urgency ?? "",
  need: place.value.query.need ?? "",
}));

/** Why more rows could not be read; nothing asks for them by itself meanwhile. */
export const missing = signal<ProblemSeen | null>(null);

let crisisId = "";
let asked = 0;

function queryOf(more: Record<string, unknown> = {}): Record<string, unknown> {
  const { state, urgency, need } = filter.value;
  return { crisisId, state: state === "" ? "open" : state, urgency, need, ...more };
}

/** Loads the first page; replies with the number from which the feed goes on, null where nothing was read. */
export async function load(id: string): Promise<number | null> {
  crisisId = id;
  const mine = ++asked;
  loading.value = true;
  const answer = await read<typeof registrationQueue>("registration.queue", queryOf({ limit: 60 }));
  // Overtaken by another filter: its rows are of this number or a later one, and the feed may say a thing twice.
  if (mine !== asked) return answer.ok ? answer.data.head : null;
  batch(() => {
    loading.value = false;
    problem.value = answer.ok ? null : answer.problem;
    missing.value = null;
    if (!answer.ok) return;
    rows.value = answer.data.rows;
    next.value = answer.data.next;
    whole.value = answer.data.complete;
    counts.value = answer.data.count;
    undecided.value = answer.data.undecided;
    waiting.value = [];
  });
  return answer.ok ? answer.data.head : null;
}

export async function loadMore(): Promise<void> {
  const after = next.value;
  const mine = asked;
  if (after === null || loading.value) return;
  loading.value = true;
  const answer = await read<typeof registrationQueue>("registration.queue", queryOf({ limit: 100, after }));
  if (mine !== asked) return;
  batch(() => {
    loading.value = false;
    missing.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    const seen = known.value;
    rows.value = [...rows.value, ...answer.data.rows.filter((row) => !seen.has(row.id))];
    next.value = answer.data.next;
    whole.value = answer.data.complete;
  });
}

/** The pause between a change and the question it leads to: with a need nothing was kept, so each looks at many cases. */
const DEAR = 10_000;
export const pause = (usual: number) => (filter.value.need === "" ? usual : DEAR);

/** The counts are the server's own: asked again after changes, at most once a second. */
let recount: ReturnType<typeof setTimeout> | undefined;
function countSoon(): void {
  if (recount !== undefined) return;
  recount = setTimeout(async () => {
    recount = undefined;
    const answer = await read<typeof registrationQueue>("registration.queue", queryOf({ limit: 1 }));
    if (!answer.ok) return;
    batch(() => {
      counts.value = answer.data.count;
      undecided.value = answer.data.undecided;
    });
  }, pause(1000));
}

function apply(changes: Changes): void {
  rows.value = applyChanges(rows.value, changes.put, changes.drop, filter.value, next.value === null).rows;
}

/** What was taken from sight leaves at once, whoever's hand is on the list; what is new may wait. */
function take(changes: Changes): void {
  if (changes.put.length === 0 && changes.drop.length === 0) {
    // Nobody came or went, and the counts themselves were mended.
    if (!changes.touched.includes("count")) return;
    revision.value++;
    countSoon();
    return;
  }
  batch(() => {
    if (changes.drop.length > 0) {
      dropped.value = new Set([...dropped.value, ...changes.drop]);
      const gone = new Set(changes.drop);
      waiting.value = waiting.value.map((one) => ({
        ...one,
        put: one.put.filter((row) => !gone.has(row.id)),
      }));
    }
    if (changes.put.length > 0)
      dropped.value = new Set([...dropped.value].filter((id) => !changes.put.some((row) => row.id === id)));
    const { put, drop } = changes;
    const fresh = new Set(
      held.value ? applyChanges(rows.value, put, drop, filter.value, next.value === null).fresh : [],
    );
    apply({ ...changes, put: put.filter((row) => !fresh.has(row.id)) });
    // What lies beyond the loaded pages is new to nobody's eyes.
    if (fresh.size > 0)
      waiting.value = [
        ...waiting.value,
        { ...changes, put: put.filter((row) => fresh.has(row.id)), drop: [] },
      ];
    revision.value++;
  });
  countSoon();
}
onChanges.add(take);

/** Shows what was held back. */
export function release(): void {
  batch(() => {
    for (const changes of waiting.value) apply(changes);
    waiting.value = [];
  });
}

/** A case changed by this desk's own hand shows at once. */
export function putRow(row: Row): void {
  rows.value = applyChanges(rows.value, [row], [], filter.value, next.value === null).rows;
  countSoon();
}
