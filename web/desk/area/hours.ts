// The stored hours that the slider plays: read when it is first opened, published numbers alone, never made from the audit.
import { computed, signal } from "@preact/signals";
import type { AreaHour, crisisHistory } from "../../../schema/crisis-area.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { crisis } from "../crisis/state.ts";

export const hours = signal<readonly AreaHour[]>([]);
export const problem = signal<ProblemSeen | null>(null);
export const loading = signal(false);
/** True where none is stored. */
export const none = signal(false);
/** True where the hour that a link named is not among them. */
export const notStored = signal(false);
/** Which of the hours is shown; null while the map shows now. */
export const shownHour = signal<number | null>(null);
export const hour = computed(() => {
  const at = shownHour.value;
  return at === null ? null : (hours.value[at] ?? null);
});

/** Two months of hours: beyond, the oldest would be no help to anybody who moves people. */
const MOST_PAGES = 8;
let of = "";
let asked = 0;

/** Reads the hours that are not here yet; false where somebody turned away meanwhile. */
async function readHours(crisisId: string): Promise<boolean> {
  if (of !== crisisId) hours.value = [];
  of = crisisId;
  const mine = ++asked;
  loading.value = true;
  for (let page = 0; page < MOST_PAGES; page++) {
    const after = hours.value.at(-1)?.at;
    const answer = await read<typeof crisisHistory>("crisis.history", { crisisId, after, limit: 200 });
    if (mine !== asked) return false;
    problem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) break;
    hours.value = [...hours.value, ...answer.data.hours];
    if (answer.data.next === null) break;
  }
  loading.value = false;
  return true;
}

/** Opens the slider at the newest hour, or at the one that a link named (`2011-03-01T06`). */
export async function openHours(named?: string): Promise<void> {
  const present = crisis.value;
  if (present === null) return;
  notStored.value = false;
  if (!(await readHours(present.id))) return;
  none.value = hours.value.length === 0 && problem.value === null;
  if (hours.value.length === 0) return;
  const at =
    named === undefined ? hours.value.length - 1 : hours.value.findIndex((one) => one.at.startsWith(named));
  // Another hour in its place would be taken for the one that was sent.
  if (at < 0) notStored.value = problem.value === null;
  else shownHour.value = at;
}

export function closeHours(): void {
  asked++;
  loading.value = false;
  none.value = false;
  notStored.value = false;
  shownHour.value = null;
}

/** To another hour, by so many; the first and the last are the ends. */
export function stepHour(by: number): void {
  const at = shownHour.value;
  if (at !== null) shownHour.value = Math.max(0, Math.min(hours.value.length - 1, at + by));
}
