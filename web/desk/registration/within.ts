// The area that an officer drew on the queue's map, and who is inside: asked by the queue's own filter, asked again when
// that or the feed changes. What leaves this organisation's sight leaves the list at once.
import { computed, effect, signal } from "@preact/signals";
import type { Area } from "../../../schema/alert.ts";
import type { ReplyOf } from "../../../schema/kit/act.ts";
import type { registrationWithin } from "../../../schema/registration-desk.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { place, refine } from "../../kit/route.ts";
import { crisis } from "../crisis/state.ts";
import { dropped, filter, revision } from "./queue.ts";

type Found = ReplyOf<typeof registrationWithin>;

export const drawing = signal(false);
export const area = signal<Area | null>(null);
export const problem = signal<ProblemSeen | null>(null);
export const asking = signal(false);
const answer = signal<Found | null>(null);

export const found = computed<Found | null>(() => {
  const there = answer.value;
  if (there === null) return null;
  const gone = dropped.value;
  return { ...there, rows: there.rows.filter((row) => !gone.has(row.id)) };
});

let turn = 0;
async function ask(): Promise<void> {
  const [present, drawn] = [crisis.value, area.value];
  if (present === null || drawn === null) return;
  const mine = ++turn;
  asking.value = true;
  const { state, urgency, need } = filter.value;
  const input = {
    crisisId: present.id,
    state: state === "" ? "open" : state,
    ...(urgency === "" ? {} : { urgency }),
    ...(need === "" ? {} : { need }),
    area: drawn,
  } as Parameters<typeof write<typeof registrationWithin>>[1];
  const reply = await write<typeof registrationWithin>("registration.within", input);
  if (mine !== turn) return;
  asking.value = false;
  problem.value = reply.ok ? null : reply.problem;
  answer.value = reply.ok ? reply.data : null;
}

/** Asks about an area. */
export function take(drawn: Area): void {
  drawing.value = false;
  area.value = drawn;
  void ask();
}

/** The address must not bring back what a hand has changed since. */
function forgetLink(): void {
  if (place.value.query.area !== undefined) refine({ area: undefined }, true);
}

/** An area from this officer's own hand. */
export function takeByHand(drawn: Area): void {
  forgetLink();
  take(drawn);
}

export function remove(): void {
  forgetLink();
  clear();
}

function clear(): void {
  turn++;
  drawing.value = false;
  asking.value = false;
  area.value = null;
  answer.value = null;
  problem.value = null;
}

/** Each question leaves a row in the audit: after changes it is asked again at most every ten seconds. */
const PAUSE = 10_000;
let timer: ReturnType<typeof setTimeout> | undefined;
let seen = "";
effect(() => {
  const key = JSON.stringify([crisis.value?.id, filter.value]);
  const changed = revision.value > 0;
  const same = key === seen;
  seen = key;
  if (area.peek() === null) return;
  if (crisis.peek() === null) clear();
  // Asked outside of this effect, which must hear of the filter and the feed alone.
  else if (!same) queueMicrotask(() => void ask());
  else if (changed && timer === undefined)
    timer = setTimeout(() => {
      timer = undefined;
      void ask();
    }, PAUSE);
});
