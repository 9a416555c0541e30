// A world outside for the feed in the browser: sockets that do what a test says, a server that answers as it says, and a
// clock that moves only when it is moved. Nothing global is replaced.
import type { Changes, Heard, Outside } from "../../web/kit/outside.ts";

export const nothing = (head: number): Changes => ({
  head,
  more: false,
  put: [],
  drop: [],
  zones: [],
  alerts: [],
  crisis: null,
  touched: [],
});

interface Fake {
  on: Heard;
  pings: number;
  /** Opened, and neither side closed it. */
  open: boolean;
  closed: boolean;
}

type Answer = Awaited<ReturnType<Outside["ask"]>>;

export function makeOutside(dice: () => number = () => 0.5) {
  let now = 1_000_000;
  let waking: (() => void) | null = null;
  const timers = new Set<{ at: number; work: () => void }>();
  const sockets: Fake[] = [];
  const asks: { at: number; since: number }[] = [];
  const settle = async () => {
    for (let n = 0; n < 20; n++) await Promise.resolve();
  };
  const later: Outside["later"] = (work, ms) => {
    const timer = { at: now + ms, work };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const world = {
    sockets,
    asks,
    /** "opens": after 10 ms. "fails": closes after 10 ms. "hangs": nothing is ever heard of it. */
    line: "opens" as "opens" | "fails" | "hangs",
    /** Whether a ping is answered, and with which number. */
    beat: 0 as number | null,
    answer: (since: number): Answer | Promise<Answer> => ({ ok: true, data: nothing(since) }),
    timers: () => timers.size,
    open: () => sockets.filter((one) => one.open),
    asksSince: (at: number) => asks.filter((one) => one.at >= at).length,
    now: () => now,
    isHeard: () => waking !== null,
    wake: () => waking?.(),
    poke(head: number) {
      for (const one of world.open()) one.on.heard(JSON.stringify({ head }));
    },
    /** The other side closes, or the network says that it is over. */
    drops(code = 1006) {
      for (const one of world.open()) {
        one.open = false;
        one.on.closed(code);
      }
    },
    async advance(ms: number) {
      const until = now + ms;
      await settle();
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.at - b.at);
        if (next === undefined || next.at > until) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.work();
        await settle();
      }
      now = until;
    },
  };
  const outside: Outside = {
    open(_crisisId, on) {
      const fake: Fake = { on, pings: 0, open: false, closed: false };
      sockets.push(fake);
      const how = world.line;
      if (how !== "hangs")
        later(() => {
          if (fake.closed) return;
          if (how === "fails") on.closed(1006);
          else {
            fake.open = true;
            on.opened();
          }
        }, 10);
      return {
        send() {
          fake.pings++;
          const { beat } = world;
          if (beat !== null) later(() => fake.open && on.heard(JSON.stringify({ beat })), 20);
        },
        close() {
          fake.open = false;
          fake.closed = true;
        },
      };
    },
    async ask(_crisisId, since) {
      asks.push({ at: now, since });
      await new Promise<void>((resolve) => later(resolve, 30));
      return world.answer(since);
    },
    now: () => now,
    later,
    random: dice,
    onWake(work) {
      waking = work;
      return () => {
        waking = null;
      };
    },
  };
  return { world, outside };
}

export const refusal = (code: "too-many" | "offline" | "signed-out", retryAfter?: number): Answer => ({
  ok: false,
  problem: {
    code,
    status: code === "too-many" ? 429 : 0,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  },
});
