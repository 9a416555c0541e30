// One socket and never two: opened, listened to, and given up when no answer to a ping comes. A socket that a network
// dropped without a word looks open for many minutes; only the missing answer tells.
import { about, type Outside, timersOf } from "./outside.ts";

const BEAT = 25_000;
/** Beyond this an unanswered ping means a dead line. */
const ANSWER = 10_000;
const OPENING = 15_000;
/** A line that stood so long starts its back-off anew when it breaks. One that breaks at once does not. */
const STEADY = 30_000;
/** Without a line for so long, or after two tries, the questions have to do without. */
const DOWN = 8_000;

/** Of a socket that ends because its session or its organisation's part in the crisis did (worker/live/CrisisRoom.ts). */
const OVER = [4401, 4403];

/** Over the `n`th try: 0.5 to 2 s, then twice that, at most half a minute. */
const pauseOf = (n: number, random: number) =>
  Math.min(30_000, 1000 * 2 ** Math.min(n, 6)) * (0.25 + random * 0.75);

export interface Line {
  isOpen(): boolean;
  /** True where no socket is to be had for now. */
  isDown(): boolean;
  /** Somebody looks, or the network came back: tries the line, or opens one. */
  wake(): void;
  stop(): void;
}

/** Keeps a line to a crisis's room. `notBefore` is the moment before which the server wants to hear nothing. */
export function keepLine(
  outside: Outside,
  crisisId: string,
  notBefore: () => number,
  on: {
    opened(): void;
    heard(said: { head?: number; beat?: number }): void;
    /** `ask`: something may have been missed, or is over. */
    lost(ask: boolean): void;
  },
): Line {
  const timers = timersOf(outside);
  let plug: { send(text: string): void; close(): void } | null = null;
  let open = false;
  let failures = 0;
  let downAt = outside.now();
  /** Counts sockets: what an older one still says is not heard. */
  let turn = 0;

  function drop(): void {
    turn++;
    if (open) downAt = outside.now();
    open = false;
    for (const name of ["answer", "opening", "steady", "line"]) timers.cancel(name);
    plug?.close();
    plug = null;
  }

  function lost(ask: boolean): void {
    drop();
    failures++;
    const wait = Math.max(pauseOf(failures, outside.random()), notBefore() - outside.now());
    timers.set("line", connect, wait);
    on.lost(ask);
  }

  function connect(): void {
    drop();
    const mine = turn;
    timers.set("opening", () => lost(false), OPENING);
    try {
      plug = outside.open(crisisId, {
        opened() {
          if (mine !== turn) return;
          open = true;
          timers.cancel("opening");
          timers.set("steady", () => (failures = 0), STEADY);
          on.opened();
        },
        heard(text) {
          if (mine !== turn) return;
          timers.cancel("answer");
          on.heard(JSON.parse(text) as { head?: number; beat?: number });
        },
        closed(code) {
          if (mine === turn) lost(OVER.includes(code));
        },
      });
    } catch {
      // @NOTE Where a browser or its policy allows no sockets, opening one throws; the questions do without.
      lost(false);
    }
  }

  function ping(): void {
    if (!open) return;
    plug?.send("ping");
    if (!timers.has("answer")) timers.set("answer", () => lost(true), ANSWER);
  }

  function beat(): void {
    ping();
    timers.set("beat", beat, about(outside, BEAT));
  }

  connect();
  timers.set("beat", beat, outside.random() * BEAT);
  return {
    isOpen: () => open,
    isDown: () => !open && (failures >= 2 || outside.now() - downAt > DOWN),
    wake() {
      if (open) ping();
      // One that is being opened is left alone: it has its own end.
      else if (plug === null) timers.set("line", connect, notBefore() - outside.now());
    },
    stop() {
      drop();
      timers.clear();
    },
  };
}
