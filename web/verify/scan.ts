// One reading after the other: opened, judged, written down, shown. Invariant: what is shown as GO is on the disk, and the
// next reading is judged with it.
import { signal } from "@preact/signals";
import type { GateEventKind } from "../../schema/gate.ts";
import type { Answer, Note, Reading } from "./held.ts";
import { openCredential } from "./open.ts";
import { readingOf } from "./reading.ts";
import { newId } from "./seal.ts";
import { heldNow, kept, log, permits, settings, timeNow, trust } from "./state.ts";
import { judge } from "./verdict.ts";

/** What is on the screen; null where the gate waits for the next. `took`: milliseconds from reading to answer. */
export const shown = signal<{ answer: Answer; took: number } | null>(null);

/** True while the list stands in the camera's place. */
export const listOpen = signal(false);

let turn: Promise<unknown> = Promise.resolve();
let waiting = 0;
/** One at a time, in the order in which they came: two readings of one pass are a GO and a SEEN. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  waiting++;
  const next = turn.then(work, work).finally(() => waiting--);
  turn = next.catch(() => {});
  return next;
}

async function opened(text: string): Promise<Reading> {
  const keys = trust.value?.keys ?? [];
  const first = await openCredential(text, keys);
  if (first.ok || text.trim() === text) return { by: "code", opened: first };
  // Base45 has a space of its own, so the text is tried as it came before it is tidied.
  return { by: "code", opened: await openCredential(text.trim(), keys) };
}

/** Reads what a camera, a hand scanner or a person gave. `start`: when the frame was taken. */
export function take(typed: string, start = performance.now()): Promise<Answer> {
  return inTurn(async () => {
    const reading = readingOf(typed);
    return answerTo(reading.by === "number" ? reading : await opened(reading.text), start);
  });
}

/** Reads what a frame held. False while another answer is on its way or on the screen: none is ever covered by the next. */
export function takeFrame(text: string, start: number): boolean {
  if (waiting > 0 || shown.value !== null) return false;
  void take(text, start);
  return true;
}

/** Judges a line of the list that an officer tapped. */
export function takeLine(movementId: string, cti: string): Promise<Answer> {
  const start = performance.now();
  return inTurn(() => answerTo({ by: "list", movementId, cti }, start));
}

async function answerTo(reading: Reading, start: number): Promise<Answer> {
  const answer = judge(reading, heldNow());
  if (answer.note !== null && answer.verdict !== "LOOK") await write(answer.note);
  await writePermit(reading);
  shown.value = { answer, took: performance.now() - start };
  return answer;
}

/** An officer looked and lets somebody pass. */
export function accept(answer: Answer): Promise<void> {
  return inTurn(async () => {
    // A second touch of the same button comes too late.
    if (answer.note === null || shown.value?.answer !== answer) return;
    await write(answer.note);
    shown.value = null;
  });
}

/** What an officer says of somebody without a scan: absent, refused, handed over. */
export function mark(kind: GateEventKind, movementId: string, ctis: readonly string[]): Promise<void> {
  return inTurn(() => write(...ctis.map((cti) => ({ kind, movementId, cti }))));
}

async function write(...notes: readonly Note[]): Promise<void> {
  const device = Date.now();
  const at = new Date(timeNow(device).now).toISOString();
  const { receiver } = settings.value;
  const events = notes.map(({ kind, movementId, cti }) => ({
    id: newId("gev"),
    movementId,
    cti,
    kind,
    at,
    ...(kind === "handed-over" && receiver !== null ? { organisationId: receiver } : {}),
  }));
  await kept().log(events, device);
  log.value = [...log.value, ...events.map((event) => ({ event, device, sent: false }))];
}

/** @PRIVACY That a permit was shown stays on this device: nobody is told where its holder goes. */
async function writePermit(reading: Reading): Promise<void> {
  if (reading.by !== "code" || !reading.opened.ok || reading.opened.claims.kind !== "permit") return;
  const { cti } = reading.opened.claims;
  if (permits.value.has(cti)) return;
  const at = new Date(timeNow().now).toISOString();
  await kept().put(`permit:${newId("gev")}`, { cti, at });
  permits.value = new Map(permits.value).set(cti, at);
}
