// The live side: a line that says numbers, and the question what came after ours. Order and gaps are never guessed:
// every answer comes from the database, in order, from the last number that was taken in. Whatever wants to ask goes
// through `want`: one question at a time, one timer, and never before the server wants to hear of it.
import { signal } from "@preact/signals";
import { keepLine } from "./line.ts";
import { about, browser, type Changes, type Outside, timersOf } from "./outside.ts";

export type { Changes } from "./outside.ts";
export type Health = "live" | "catching-up" | "polling" | "offline";
export const health = signal<Health>("catching-up");

const POLL = 5_000;
/** At most twice a second: what comes meanwhile is asked for together. */
const PAUSE = 500;
/** After a first failure that says no time; twice that after each further one, up to a minute. */
const FAILED = 5_000;
/**
 * A screen whom nothing concerned for so long asks all the same, where others' commits went on: should the room ever forget
 * somebody, this ends it. Every minute is the room's own look; a thousand screens that asked would cost a thousand times that.
 */
const QUIET = 6 * 60_000;

/**
 * Called where nothing on the screen holds any more: the organisation takes no part in the crisis, or was stopped and
 * brought back. The page begins anew, so that nothing of before is left in it.
 */
export const onGone: { call: () => void } = { call: () => location.reload() };

/** Follows one crisis from a number on; `take` gets each answer in order. Returns how to stop. */
export function follow(
  crisisId: string,
  from: number,
  take: (changes: Changes) => void,
  outside: Outside = browser,
): () => void {
  const timers = timersOf(outside);
  const quiet = about(outside, QUIET);
  let since = from;
  let head = from;
  let askedAt = outside.now();
  let asking = false;
  /** Somebody wanted to ask while a question was under way: its answer may be of before. */
  let again = false;
  let stopped = false;
  /** Questions that failed, and answers that stayed behind what a poke had said before, one after the other. */
  let failures = 0;
  let behind = 0;
  /** The server's own word, and ours. */
  let refusedUntil = 0;
  let pausedUntil = 0;

  /** Asks as soon as may be. */
  function want(): void {
    if (stopped) return;
    if (asking) {
      again = true;
      return;
    }
    const wait = Math.max(refusedUntil, pausedUntil) - outside.now();
    if (wait > 0) timers.set("ask", want, wait);
    else void ask();
  }

  function failed(retryAfter: number | undefined): void {
    failures++;
    health.value = "offline";
    const now = outside.now();
    // Never earlier than the server said, and not all at once when it is over.
    if (retryAfter !== undefined) refusedUntil = now + retryAfter * 1000 * (1 + outside.random() / 4);
    else pausedUntil = now + about(outside, Math.min(60_000, FAILED * 2 ** Math.min(failures - 1, 6)));
  }

  /** One question, and those that follow where an answer could not hold everything. False where it failed. */
  async function askAll(): Promise<boolean> {
    for (;;) {
      askedAt = outside.now();
      const answer = await outside.ask(crisisId, since);
      if (stopped) return false;
      if (answer.ok ? answer.data.anew === true : answer.problem.code === "not-found") {
        stop();
        onGone.call();
        return false;
      }
      if (!answer.ok) {
        failed(answer.problem.retryAfter);
        return false;
      }
      take(answer.data);
      since = answer.data.head;
      if (!answer.data.more) return true;
    }
  }

  async function ask(): Promise<void> {
    timers.cancel("ask");
    [asking, again] = [true, false];
    let whole = false;
    // What is said while the question is under way is no fault of its answer: where much happens, that is every time.
    const said = head;
    try {
      pausedUntil = outside.now() + PAUSE;
      whole = await askAll();
      if (whole) {
        failures = 0;
        behind = since < said ? behind + 1 : 0;
        pausedUntil = outside.now() + PAUSE * 2 ** Math.min(behind, 6);
        if (since >= head && line.isOpen()) health.value = "live";
        else health.value = line.isDown() ? "polling" : "catching-up";
      }
    } catch (error) {
      // What a screen could not take in is not taken: it comes again, and the screen says that it is behind.
      failed(undefined);
      throw error;
    } finally {
      asking = false;
      if (!whole || again || since < head) want();
    }
  }

  const line = keepLine(outside, crisisId, () => refusedUntil, {
    opened: want,
    heard(said) {
      if (said.head !== undefined) head = Math.max(head, said.head);
      const missed = said.beat !== undefined && said.beat > since && outside.now() - askedAt > quiet;
      if (head > since || missed) want();
    },
    lost(mayHaveMissed) {
      if (health.value === "live") health.value = "catching-up";
      if (mayHaveMissed) want();
    },
  });

  /** Where sockets cannot be had, the same question is asked every few seconds. */
  function poll(): void {
    if (line.isDown()) want();
    timers.set("poll", poll, about(outside, POLL));
  }

  const unwake = outside.onWake(() => {
    // Our own back-off ends here; what the server said does not.
    if (failures > 0) pausedUntil = outside.now();
    line.wake();
    if (failures > 0 || !line.isOpen()) want();
  });

  function stop(): void {
    stopped = true;
    unwake();
    timers.clear();
    line.stop();
  }

  health.value = "catching-up";
  timers.set("poll", poll, about(outside, POLL));
  return stop;
}
