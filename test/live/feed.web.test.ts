// The feed in the browser, against a world that drops, swallows, refuses and comes back: what it may cost, and what a
// reader may believe when it says "Live".
import { afterEach, describe, expect, it } from "vitest";
import { follow, health, onGone } from "../../web/kit/live.ts";
import type { Changes } from "../../web/kit/outside.ts";
import { random } from "../kit/random.ts";
import { makeOutside, nothing, refusal } from "./outside.ts";

const CRISIS = "crs_x00001";
const MINUTE = 60_000;
let stop: () => void = () => {};
afterEach(() => stop());

function begin(dice?: () => number) {
  const made = makeOutside(dice);
  const taken: Changes[] = [];
  stop = follow(CRISIS, 5, (changes) => void taken.push(changes), made.outside);
  return { ...made, taken };
}

describe("a line on which no answer comes", () => {
  it("is dead within about ten seconds of the ping: closed, said, opened anew, and asked over", async () => {
    const { world } = begin();
    await world.advance(MINUTE);
    expect([health.value, world.sockets.length]).toEqual(["live", 1]);
    world.beat = null;
    world.line = "hangs";
    const at = world.now();
    await world.advance(42_000);
    expect(health.value).not.toBe("live");
    expect(world.open()).toEqual([]);
    expect(world.sockets.length).toBeGreaterThan(1);
    expect(world.asksSince(at)).toBeGreaterThan(0);
    world.beat = 5;
    world.line = "opens";
    await world.advance(MINUTE);
    expect(health.value).toBe("live");
    expect(world.open().length).toBe(1);
  });
  it("stays where answers come, however long nothing else happens, and costs no question", async () => {
    const { world } = begin();
    world.beat = 5;
    await world.advance(MINUTE);
    const at = world.now();
    await world.advance(60 * MINUTE);
    expect([world.asksSince(at), world.sockets.length, health.value]).toEqual([0, 1, "live"]);
    expect(world.sockets[0]?.pings).toBeGreaterThan(100);
  });
  it("is tried as soon as somebody looks at the screen again", async () => {
    const { world } = begin();
    await world.advance(MINUTE);
    world.beat = null;
    const pings = world.sockets[0]?.pings ?? 0;
    world.wake();
    expect(world.sockets[0]?.pings).toBe(pings + 1);
    await world.advance(12_000);
    expect(world.sockets.length).toBe(2);
  });
  it("is given up where it never opens, and asked over meanwhile", async () => {
    const made = makeOutside();
    made.world.line = "hangs";
    stop = follow(CRISIS, 5, () => {}, made.outside);
    await made.world.advance(16_000);
    expect(made.world.asks.length).toBeGreaterThan(0);
    await made.world.advance(MINUTE);
    expect(health.value).toBe("polling");
    expect(made.world.sockets.filter((one) => !one.closed).length).toBeLessThanOrEqual(1);
  });
});

describe("sockets", () => {
  it("are never two, over drops, hangs, wakes and refusals at random, and none is left after leaving", async () => {
    const dice = random(61);
    const { world } = begin(() => dice.next());
    for (let n = 0; n < 400; n++) {
      world.line = dice.of(["opens", "opens", "fails", "hangs"] as const);
      world.beat = dice.next() < 0.7 ? 5 : null;
      if (dice.next() < 0.5) world.drops();
      if (dice.next() < 0.5) world.wake();
      await world.advance(dice.next() * 20_000);
      expect(world.sockets.filter((one) => !one.closed && one.open).length).toBeLessThanOrEqual(1);
    }
    stop();
    await world.advance(MINUTE);
    expect([world.open().length, world.isHeard(), world.timers()]).toEqual([0, false, 0]);
  });
  it("that break at once are opened less and less often", async () => {
    const made = makeOutside();
    made.world.line = "fails";
    stop = follow(CRISIS, 5, () => {}, made.outside);
    await made.world.advance(10 * MINUTE);
    expect(made.world.sockets.length).toBeLessThan(45);
    expect(health.value).toBe("polling");
  });
  it("that the room closes right after opening are no reason to come back every second", async () => {
    const { world } = begin();
    for (let n = 0; n < 600; n++) {
      await world.advance(1000);
      world.drops(4408);
    }
    expect(world.sockets.length).toBeLessThan(60);
  });
  it("of a thousand screens that are cut at once do not come back at once", async () => {
    const dice = random(7);
    const many = Array.from({ length: 1000 }, () => makeOutside(() => dice.next()));
    const stops = many.map(({ outside }) => follow(CRISIS, 5, () => {}, outside));
    for (const { world } of many) await world.advance(1000);
    for (const { world } of many) world.drops();
    const cut = many[0]?.world.now() ?? 0;
    const within = new Map<number, number>();
    for (const { world } of many)
      for (let n = 0; n < 40 && world.sockets.length < 2; n++) {
        await world.advance(100);
        if (world.sockets.length === 2) {
          const tenth = Math.floor((world.now() - cut) / 100);
          within.set(tenth, (within.get(tenth) ?? 0) + 1);
        }
      }
    for (const end of stops) end();
    expect([...within.values()].reduce((sum, one) => sum + one, 0)).toBe(1000);
    expect(Math.max(...within.values())).toBeLessThan(120);
  });
});

describe("a time that the server gave", () => {
  it.each([true, false])(
    "is kept by every caller: poke, poll, wake and opening (sockets: %s)",
    async (opens) => {
      const { world } = begin();
      world.line = opens ? "opens" : "fails";
      await world.advance(MINUTE);
      world.answer = () => refusal("too-many", 30);
      for (let n = 0, head = 6; n < 30 * 60; n++) {
        world.poke(++head);
        if (n % 7 === 0) world.wake();
        if (n % 20 === 0) world.drops();
        await world.advance(1000);
      }
      const times = world.asks.map((one) => one.at).filter((at) => at > 1_000_000 + MINUTE);
      const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30_000);
      expect(times.length).toBeGreaterThan(40);
      expect(health.value).toBe("offline");
    },
  );
  it("holds back opening sockets as well", async () => {
    const { world } = begin();
    await world.advance(MINUTE);
    world.answer = () => refusal("too-many", 120);
    world.poke(9);
    await world.advance(1000);
    world.drops();
    world.wake();
    const made = world.sockets.length;
    await world.advance(118_000);
    expect(world.sockets.length).toBe(made);
    await world.advance(MINUTE);
    expect(world.sockets.length).toBe(made + 1);
  });
  it("is spread, so that those who were refused together do not come together", async () => {
    const seen = new Set<number>();
    for (const at of [0, 0.25, 0.5, 0.99]) {
      const { world } = begin(() => at);
      await world.advance(MINUTE);
      world.answer = () => refusal("too-many", 30);
      world.poke(9);
      await world.advance(100);
      const [from, asked] = [world.now(), world.asks.length];
      while (world.asks.length === asked) await world.advance(100);
      seen.add(Math.round((world.now() - from) / 1000));
      stop();
    }
    expect(seen.size).toBe(4);
  });
  it("where none was given, waiting grows to a minute, and ends when the network is back", async () => {
    const { world } = begin();
    await world.advance(MINUTE);
    world.answer = () => refusal("offline");
    world.poke(9);
    await world.advance(20 * MINUTE);
    expect(world.asks.length).toBeLessThan(30);
    world.answer = () => ({ ok: true, data: nothing(9) });
    world.wake();
    await world.advance(1000);
    expect(health.value).toBe("live");
  });
});

describe("questions", () => {
  it("are one at a time and at most two a second, however many pokes come, and end with the last number", async () => {
    const { world, taken } = begin();
    await world.advance(MINUTE);
    let head = 5;
    world.answer = () => ({ ok: true, data: nothing(head) });
    const at = world.now();
    for (let n = 0; n < 600; n++) {
      world.poke(++head);
      await world.advance(100);
    }
    await world.advance(2000);
    expect(world.asksSince(at)).toBeLessThanOrEqual(2 * 62);
    expect(taken.at(-1)?.head).toBe(head);
  });
  it("go on where an answer could not hold everything, in order, with nothing twice", async () => {
    const { world, taken } = begin();
    world.answer = (since) => ({
      ok: true,
      data: { ...nothing(Math.min(40, since + 10)), more: since < 30 },
    });
    world.poke(40);
    await world.advance(MINUTE);
    expect(taken.map((one) => one.head)).toEqual([15, 25, 35, 40]);
  });
  it("do not run away where the database stays behind what a poke said", async () => {
    const { world } = begin();
    await world.advance(MINUTE);
    const at = world.now();
    world.poke(99);
    await world.advance(5 * MINUTE);
    expect(world.asksSince(at)).toBeLessThan(20);
    expect(health.value).not.toBe("live");
  });
  it("go on at their pace where commits never end, though each answer is behind the next poke already", async () => {
    const { world, taken } = begin();
    await world.advance(MINUTE);
    let head = 10;
    // The database is always as far as the last poke; a new one comes while the answer is on its way.
    world.answer = (since) => {
      const answer = { ok: true as const, data: nothing(Math.max(since, head)) };
      world.poke(++head);
      return answer;
    };
    const at = world.now();
    world.poke(head);
    for (let n = 0; n < 120; n++) await world.advance(250);
    expect(world.asksSince(at)).toBeGreaterThan(50);
    expect(head - (taken.at(-1)?.head ?? 0)).toBeLessThan(3);
  });
  it("come again where a screen could not take the answer in", async () => {
    const made = makeOutside();
    const heads: number[] = [];
    const uncaught: unknown[] = [];
    const note = (error: unknown) => void uncaught.push(error);
    process.on("unhandledRejection", note);
    stop = follow(
      CRISIS,
      5,
      (changes) => {
        heads.push(changes.head);
        if (heads.length === 1) throw new Error("not taken in");
      },
      made.outside,
    );
    made.world.answer = () => ({ ok: true, data: nothing(8) });
    await made.world.advance(20_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off("unhandledRejection", note);
    expect(made.world.asks.map((one) => one.since).slice(0, 2)).toEqual([5, 5]);
    expect([heads.length >= 2, health.value, uncaught.length]).toEqual([true, "live", 1]);
  });
  it("are asked rarely where others' commits go on and nothing concerns this screen", async () => {
    const { world } = begin();
    await world.advance(MINUTE);
    world.answer = () => ({ ok: true, data: nothing(world.beat ?? 0) });
    const at = world.now();
    for (let n = 0; n < 60; n++) {
      world.beat = 6 + n;
      await world.advance(MINUTE);
    }
    const asked = world.asksSince(at);
    expect(asked >= 6 && asked <= 12).toBe(true);
  });
  it("hear of the end of a session or of a part in the crisis at once, and then no more", async () => {
    const { world } = begin();
    await world.advance(MINUTE);
    let gone = 0;
    const before = onGone.call;
    onGone.call = () => void gone++;
    world.answer = () => ({ ok: true, data: { ...nothing(9), anew: true } });
    world.drops(4403);
    await world.advance(100);
    onGone.call = before;
    const asked = world.asks.length;
    await world.advance(10 * MINUTE);
    expect([gone, world.asks.length, world.open().length, world.timers()]).toEqual([1, asked, 0, 0]);
  });
});
