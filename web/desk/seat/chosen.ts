// Cases chosen in the queue to be placed together. Only those sent to this organisation can be; a case that leaves its
// sight leaves the choice, and another filter or crisis empties it, so that nobody acts on what she does not see.
import { computed, effect, signal } from "@preact/signals";
import { crisis } from "../crisis/state.ts";
import { dropped, filter, rows } from "../registration/queue.ts";
import { before, type Row } from "../registration/state.ts";

export const chosen = signal<ReadonlyMap<string, Row>>(new Map());
/** Where a range begins: the case that was chosen last. */
const anchor = signal<string | null>(null);
/** What is being placed; null while nobody asked to. */
export const placing = signal<readonly Row[] | null>(null);

export const chosenPeople = computed(() =>
  [...chosen.value.values()].reduce((sum, row) => sum + row.people, 0),
);

/** Whoever has left or is safe asks for no seat. */
export function placeable(row: Row): boolean {
  return row.audience === "responder" && row.state !== "left" && row.state !== "safe";
}

function put(more: readonly Row[]): void {
  chosen.value = new Map([...chosen.value, ...more.filter(placeable).map((row) => [row.id, row] as const)]);
}

export function toggle(id: string): void {
  const row = rows.value.find((one) => one.id === id);
  if (row === undefined) return;
  if (chosen.value.has(id)) chosen.value = new Map([...chosen.value].filter(([one]) => one !== id));
  else put([row]);
  anchor.value = id;
}

/** From the case chosen last to this one; without either, everything that is loaded. */
export function chooseTo(id: string | null): void {
  const all = rows.value;
  const at = (wanted: string | null) => all.findIndex((row) => row.id === wanted);
  const [from, to] = [at(anchor.value), at(id)];
  if (to === -1) put(all);
  else put(from === -1 ? all.slice(0, to + 1) : all.slice(Math.min(from, to), Math.max(from, to) + 1));
  if (id !== null) anchor.value = id;
}

/** Cases that came from elsewhere than the loaded pages: from a drawn area. */
export function chooseThese(more: readonly Row[]): void {
  put(more);
}

export function chooseAll(): void {
  put(rows.value);
}

export function chooseNone(): void {
  chosen.value = new Map();
  anchor.value = null;
}

/** The most urgent first, as the queue has them: in that order seats are given. */
export function placeChosen(): void {
  if (chosen.value.size > 0) placing.value = [...chosen.value.values()].toSorted(before);
}

effect(() => {
  const gone = dropped.value;
  const here = chosen.peek();
  if ([...here.keys()].some((id) => gone.has(id)))
    chosen.value = new Map([...here].filter(([id]) => !gone.has(id)));
});

let seen = "";
effect(() => {
  const view = `${crisis.value?.id ?? ""} ${JSON.stringify(filter.value)}`;
  if (view !== seen && seen !== "") {
    chooseNone();
    placing.value = null;
  }
  seen = view;
});
