// Districts at this desk: the published numbers of now, and the stored hours that the slider plays. Both are read when
// first shown, both were rounded and cut on the server, and neither is ever made from the audit.
import { computed, signal } from "@preact/signals";
import type { AreaHour, crisisAreas, crisisHistory } from "../../../schema/crisis-area.ts";
import { type ProblemSeen, read } from "../../kit/call.ts";
import { crisis } from "../crisis/state.ts";
import type { DistrictCount } from "./layer.ts";

export const districts = signal<readonly DistrictCount[]>([]);
export const publishedAt = signal<string | null>(null);
export const hours = signal<readonly AreaHour[]>([]);
export const problem = signal<ProblemSeen | null>(null);
export const loading = signal(false);
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

export async function readDistricts(crisisId: string): Promise<void> {
  const answer = await read<typeof crisisAreas>("crisis.areas", { crisisId });
  if (crisis.value?.id !== crisisId) return;
  problem.value = answer.ok ? null : answer.problem;
  if (!answer.ok) return;
  districts.value = answer.data.areas;
  publishedAt.value = answer.data.at;
}

/** Reads the hours that are not here yet. */
async function readHours(crisisId: string): Promise<void> {
  if (of !== crisisId) hours.value = [];
  of = crisisId;
  const mine = ++asked;
  loading.value = true;
  for (let page = 0; page < MOST_PAGES; page++) {
    const after = hours.value.at(-1)?.at;
    const answer = await read<typeof crisisHistory>("crisis.history", { crisisId, after, limit: 200 });
    if (mine !== asked) return;
    problem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) break;
    hours.value = [...hours.value, ...answer.data.hours];
    if (answer.data.next === null) break;
  }
  loading.value = false;
}

export async function openHours(): Promise<void> {
  const present = crisis.value;
  if (present === null) return;
  await readHours(present.id);
  if (hours.value.length > 0 && crisis.value?.id === present.id) shownHour.value = hours.value.length - 1;
}

export function closeHours(): void {
  asked++;
  loading.value = false;
  shownHour.value = null;
}

/** To another hour, by so many; the first and the last are the ends. */
export function stepHour(by: number): void {
  const at = shownHour.value;
  if (at !== null) shownHour.value = Math.max(0, Math.min(hours.value.length - 1, at + by));
}
