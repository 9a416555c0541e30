// What the live feed needs of the world outside: a socket, a question, a clock. One object, so that a test hands over its own.
import type { ReplyOf } from "../../schema/kit/act.ts";
import type { liveChanges } from "../../schema/live.ts";
import { type Outcome, read } from "./call.ts";

export type Changes = ReplyOf<typeof liveChanges>;

/** One socket, from opening to closing. After `close` nothing of it is heard any more. */
export interface Plug {
  send(text: string): void;
  close(): void;
}
export interface Heard {
  opened(): void;
  heard(text: string): void;
  closed(code: number): void;
}

export interface Outside {
  open(crisisId: string, on: Heard): Plug;
  ask(crisisId: string, since: number): Promise<Outcome<Changes>>;
  /** Milliseconds. */
  now(): number;
  /** Replies with how to take it back. */
  later(work: () => void, ms: number): () => void;
  /** From 0 to 1. */
  random(): number;
  /** When the network is back, or somebody looks at the screen again. Replies with how to hear no more of it. */
  onWake(work: () => void): () => void;
}

/** A question that hangs longer is over: on a line that swallows everything it would hang for many minutes. */
const LONGEST = 60_000;

export const browser: Outside = {
  open(crisisId, on) {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/api/live?crisis=${crisisId}`);
    socket.onopen = () => on.opened();
    socket.onmessage = (event) => on.heard(String(event.data));
    socket.onclose = (event) => on.closed(event.code);
    return {
      send: (text) => socket.send(text),
      close() {
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
      },
    };
  },
  // One try: when to ask again is decided in one place (live.ts).
  ask: (crisisId, since) =>
    read<typeof liveChanges>(
      "live.changes",
      { crisisId, since },
      { tries: 1, signal: AbortSignal.timeout(LONGEST) },
    ),
  now: () => Date.now(),
  later(work, ms) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  onWake(work) {
    const seen = () => {
      if (document.visibilityState === "visible") work();
    };
    addEventListener("online", work);
    document.addEventListener("visibilitychange", seen);
    return () => {
      removeEventListener("online", work);
      document.removeEventListener("visibilitychange", seen);
    };
  },
};

/** Timers with names: setting one takes back the earlier one of its name, so that nothing waits twice. */
export function timersOf(outside: Outside) {
  const all = new Map<string, () => void>();
  const cancel = (name: string) => {
    all.get(name)?.();
    all.delete(name);
  };
  return {
    set(name: string, work: () => void, ms: number): void {
      cancel(name);
      const run = () => {
        all.delete(name);
        work();
      };
      all.set(name, outside.later(run, Math.max(0, ms)));
    },
    cancel,
    has: (name: string) => all.has(name),
    clear(): void {
      for (const name of [...all.keys()]) cancel(name);
    },
  };
}

/** About so long: what many screens do by the clock must not fall on one moment. */
export const about = (outside: Outside, ms: number): number => ms * (0.8 + outside.random() * 0.4);
