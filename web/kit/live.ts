// The live side: a socket that says numbers, and the question what came after ours. Order and gaps are never guessed:
// every answer comes from the database, in order, from the last number that was taken in.
import { signal } from "@preact/signals";
import type { ReplyOf } from "../../schema/kit/act.ts";
import type { liveChanges } from "../../schema/live.ts";
import { read } from "./call.ts";

export type Changes = ReplyOf<typeof liveChanges>;
export type Health = "live" | "catching-up" | "polling" | "offline";
export const health = signal<Health>("catching-up");

const BEAT = 25_000;
const POLL = 5_000;
const PAUSE = 500;

/** Of a socket that ends because its organisation was stopped in the crisis (worker/live/CrisisRoom.ts). */
const STOPPED = 4403;

/**
 * Called where nothing on the screen holds any more: the organisation takes no part in the crisis, or was stopped and
 * brought back. The page begins anew, so that nothing of before is left in it.
 */
export const onGone: { call: () => void } = { call: () => location.reload() };

/** Follows one crisis from a number on; `take` gets each answer in order. Returns how to stop. */
export function follow(crisisId: string, from: number, take: (changes: Changes) => void): () => void {
  let since = from;
  let head = from;
  let socket: WebSocket | null = null;
  let failures = 0;
  let asking = false;
  let stopped = false;
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const later = (work: () => void, ms: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!stopped) work();
    }, ms);
    timers.add(timer);
  };

  async function ask(): Promise<void> {
    if (asking || stopped) return;
    asking = true;
    try {
      for (;;) {
        const answer = await read<typeof liveChanges>("live.changes", { crisisId, since });
        if (stopped) return;
        if (answer.ok ? answer.data.anew === true : answer.problem.code === "not-found") {
          stopped = true;
          onGone.call();
          return;
        }
        if (!answer.ok) {
          health.value = "offline";
          later(() => void ask(), (answer.problem.retryAfter ?? 5) * 1000 * (0.75 + Math.random() / 2));
          return;
        }
        take(answer.data);
        since = answer.data.head;
        head = Math.max(head, since);
        if (!answer.data.more && since >= head) break;
      }
      health.value = socket?.readyState === WebSocket.OPEN ? "live" : "polling";
      // At most twice a second: what comes meanwhile is asked for together.
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    } finally {
      asking = false;
    }
    if (head > since) void ask();
  }

  function hear(text: string): void {
    const said = (JSON.parse(text) as { head?: number }).head;
    if (said === undefined) return;
    head = Math.max(head, said);
    if (head > since) void ask();
    else if (health.value !== "live") health.value = "live";
  }

  function connect(): void {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const opened = new WebSocket(`${scheme}://${location.host}/api/live?crisis=${crisisId}`);
    socket = opened;
    opened.onopen = () => {
      failures = 0;
      void ask();
    };
    opened.onmessage = (event) => {
      hear(String(event.data));
    };
    opened.onclose = (event) => {
      if (stopped || socket !== opened) return;
      if (event.code === STOPPED) void ask();
      failures++;
      if (health.value === "live") health.value = "catching-up";
      later(connect, Math.min(30_000, 500 * 2 ** Math.min(failures, 6)) * (0.5 + Math.random()));
    };
  }

  function beat(): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send("ping");
    later(beat, BEAT);
  }

  /** Where sockets cannot be had, the same question is asked every few seconds. */
  function poll(): void {
    if (socket?.readyState !== WebSocket.OPEN && failures >= 2) void ask();
    later(poll, POLL);
  }

  const wake = () => {
    if (socket?.readyState !== WebSocket.OPEN) connect();
    void ask();
  };
  addEventListener("online", wake);
  connect();
  later(beat, BEAT);
  later(poll, POLL);
  return () => {
    stopped = true;
    removeEventListener("online", wake);
    for (const timer of timers) clearTimeout(timer);
    socket?.close();
  };
}
