// Tells the platform what this gate saw, as soon and as often as it takes: in chunks, each under a key made from what is
// in it, so that a retry after any interruption is the same delivery. The platform takes a set: order means nothing.
import { signal } from "@preact/signals";
import type { gateMerge } from "../../schema/gate.ts";
import { write } from "../kit/call.ts";
import { digestOf } from "./seal.ts";
import { conflicts, kept, log, reachable, refused, sendable, session, settings, unsent } from "./state.ts";
import type { Logged } from "./store.ts";
import { fetchAll } from "./supply.ts";

/** As many as the contract takes at once. */
const CHUNK = 2000;
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 300_000;
/** Without news this often everything is fetched again. */
const REFRESH = 600_000;

export const sending = signal(false);
/** Real moment of the last merge that went through; null before the first. */
export const mergedAt = signal<number | null>(null);

/** The next chunk, the oldest events first. */
export function nextChunk(waiting: readonly Logged[]): Logged[] {
  return waiting.slice(0, CHUNK);
}

/** Part of every key after a refusal: the platform would answer the old key as it did before. */
let round = "";

type Sent = "all" | "later" | "signed-out";

/** Tells one chunk; an empty one only asks what other gates have told since of the same passes. */
async function sendChunk(chunk: readonly Logged[]): Promise<Sent> {
  const told = chunk.map(({ event }) => event.id);
  const { gateId } = settings.value;
  const label = settings.value.label.trim();
  const named = label === "" ? {} : { label };
  const key =
    told.length === 0 ? crypto.randomUUID() : await digestOf(`${gateId} ${label} ${told.join(" ")}${round}`);
  const events = chunk.map(({ event }) => event);
  const answer = await write<typeof gateMerge>("gate.merge", { gateId, ...named, events }, { key });
  reachable.value = answer.ok || answer.problem.code !== "offline";
  if (!answer.ok) {
    if (answer.problem.code !== "signed-out") return "later";
    session.value = "out";
    return "signed-out";
  }
  const not = new Set(answer.data.refused);
  const ids = chunk.filter(({ event }) => !not.has(event.movementId)).map(({ event }) => event.id);
  await kept().markSent(ids);
  const sent = new Set(ids);
  refused.value = new Set([...refused.value, ...not]);
  log.value = log.value.map((one) => (sent.has(one.event.id) ? { ...one, sent: true } : one));
  conflicts.value = answer.data.conflicts;
  await kept().put("conflicts", conflicts.value);
  mergedAt.value = Date.now();
  return "all";
}

async function sendAll(ask: boolean): Promise<Sent> {
  if (ask && refused.value.size > 0) {
    // What was refused is told again whenever all is asked for: an office is let in again, a gate is named again.
    refused.value = new Set();
    round = ` ${String(Date.now())}`;
  }
  if (ask && unsent.value.length === 0 && log.value.length > 0) return sendChunk([]);
  while (sendable.value.length > 0) {
    const sent = await sendChunk(nextChunk(sendable.value));
    if (sent !== "all") return sent;
  }
  return "all";
}

let wait = FIRST_WAIT;
let timer: ReturnType<typeof setTimeout> | undefined;
let refreshed = 0;

function again(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void sync(), ms);
}

/** Sends what waits, then fetches anew where that is due. Never two at once; failures wait longer each time. */
export async function sync(now = false): Promise<void> {
  if (sending.value) return;
  if (!navigator.onLine) {
    reachable.value = false;
    return again(LONGEST_WAIT);
  }
  sending.value = true;
  try {
    const due = now || Date.now() - refreshed > REFRESH;
    const sent = await sendAll(due);
    if (sent === "later") {
      wait = Math.min(wait * 2, LONGEST_WAIT);
      return again(wait * (0.75 + Math.random() / 2));
    }
    wait = FIRST_WAIT;
    if (due) {
      const fetched = await fetchAll();
      if (fetched.ok) refreshed = Date.now();
    }
    // What was noted meanwhile does not wait for the next round.
    again(sendable.value.length > 0 ? 2000 : REFRESH);
  } finally {
    sending.value = false;
  }
}

/** From now on: at once, whenever the network is back, and soon after each event. */
export function keepSyncing(): void {
  addEventListener("offline", () => {
    reachable.value = false;
  });
  addEventListener("online", () => {
    wait = FIRST_WAIT;
    again(500);
  });
  sendable.subscribe((waiting) => {
    if (waiting.length > 0 && !sending.value && wait === FIRST_WAIT) again(2000);
  });
  void sync(true);
}
