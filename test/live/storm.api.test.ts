// A storm of reconnects, and screens that never read: the desk's own feed (web/kit/live.ts) against the real room. Nothing is
// lost, nothing comes twice, and commits go on.
import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { follow } from "../../web/kit/live.ts";
import type { Changes, Outside, Plug } from "../../web/kit/outside.ts";
import { CRISIS } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { BASE, makeWorld, Someone, type World } from "../kit/world.ts";
import { asks, headOf, sessionsOf, sits, TABS } from "./sit.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** The browsers' clock runs so much faster: half of each pause passes. */
const FASTER = 2;

/** A browser of this session whose line can be cut. */
function makeBrowser(cookie: string) {
  const plugs = new Set<() => void>();
  const now = () => Date.now() * FASTER;
  const outside: Outside = {
    open(_crisisId, on) {
      let socket: WebSocket | null = null;
      let over = false;
      const close = (code: number) => {
        if (over) return;
        over = true;
        plugs.delete(cut);
        socket?.close();
        on.closed(code);
      };
      const cut = () => close(1006);
      plugs.add(cut);
      void asks(cookie).then(({ webSocket }) => {
        if (webSocket === null) return close(1006);
        socket = webSocket;
        webSocket.addEventListener("message", (event) => {
          if (!over) on.heard(String(event.data));
        });
        webSocket.addEventListener("close", (event) => close(event.code));
        webSocket.accept();
        if (over) webSocket.close();
        else on.opened();
      });
      const plug: Plug = {
        send: (text) => socket?.send(text),
        close() {
          over = true;
          plugs.delete(cut);
          socket?.close();
        },
      };
      return plug;
    },
    async ask(crisisId, since) {
      const response = await exports.default.fetch(
        new Request(`${BASE}/api/live/changes?crisisId=${crisisId}&since=${String(since)}`, {
          headers: { Cookie: cookie },
        }),
      );
      if (response.ok) return { ok: true, data: await response.json<Changes>() };
      return { ok: false, problem: { code: "offline", status: response.status } };
    },
    now,
    later(work, ms) {
      const timer = setTimeout(work, ms / FASTER);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    onWake: () => () => {},
  };
  return {
    outside,
    cut: () => {
      for (const one of [...plugs]) one();
    },
    lines: () => plugs.size,
  };
}

describe("a storm of reconnects", () => {
  it("loses nothing, tells nothing twice and holds up no commit, with hundreds of sockets in every burst", async () => {
    const dice = random(2026);
    const cookies = await sessionsOf(world, "otherEmbassy", 34);
    const since = await headOf(world, "otherEmbassy");
    const screens = cookies.slice(0, 16).map((cookie) => {
      const browser = makeBrowser(cookie);
      const seen: string[] = [];
      const shown = new Set<string>();
      const heads: number[] = [since];
      const stop = follow(
        CRISIS,
        since,
        ({ put, drop, head }) => {
          for (const { id } of put) {
            seen.push(id);
            shown.add(id);
          }
          for (const id of drop) shown.delete(id);
          heads.push(head);
        },
        browser.outside,
      );
      return { ...browser, seen, shown, heads, stop };
    });
    const opened: string[] = [];
    const gone = new Set<string>();
    let came = 0;
    for (let burst = 0; burst < 3; burst++) {
      for (const one of screens) if (dice.next() < 0.8) one.cut();
      // Other tabs of these and further sessions: they come and go without a word, some before the answer is there.
      const others = Array.from({ length: 120 }, async (_, i) => {
        const { webSocket } = await asks(cookies[i % cookies.length] ?? "");
        if (webSocket === null) return;
        came++;
        webSocket.accept();
        if (i % 3 > 0) await rest(dice.next() * 200);
        webSocket.close();
      });
      const commits = (async () => {
        for (let n = 0; n < 3; n++) {
          const { id, someone } = await world.opens({ recipients: ["org_embassyTwo"] });
          opened.push(id);
          if (dice.next() < 0.4) {
            const answer = await someone.does(consentWithdraw, { organisationId: "org_embassyTwo" });
            expect(answer.status).toBe(200);
            gone.add(id);
          }
        }
      })();
      await Promise.all([...others, commits]);
    }
    expect(came).toBeGreaterThan(100);
    const left = opened.filter((id) => !gone.has(id));
    await expect
      .poll(() => screens.every((one) => one.shown.size === left.length), { timeout: 60_000 })
      .toBe(true);
    for (const { seen, shown, heads, lines, stop } of screens) {
      expect([...shown]).toEqual(left);
      expect(seen.length).toBe(new Set(seen).size);
      expect(heads).toEqual([...heads].sort((a, b) => a - b));
      expect(lines()).toBeLessThanOrEqual(1);
      stop();
      expect(lines()).toBe(0);
    }
    // None of those who went keeps a place.
    await expect
      .poll(
        () =>
          runInDurableObject(
            env.ROOM.getByName(CRISIS),
            (_, state) => state.getWebSockets().filter((one) => one.readyState === WebSocket.OPEN).length,
          ),
        { timeout: 10_000 },
      )
      .toBe(0);
  }, 300_000);
});

describe("screens that never read", () => {
  it("keep nothing from the others, who get every number, while commits go on", async () => {
    const cookies = await sessionsOf(world, "otherEmbassy", 6);
    const silent = await Promise.all(
      cookies.slice(0, 5).flatMap((cookie) => Array.from({ length: TABS }, () => asks(cookie))),
    );
    expect(silent.map((one) => one.status)).toEqual(Array.from({ length: 40 }, () => 101));
    const reading = await Promise.all(Array.from({ length: 6 }, () => sits(cookies[5] ?? "")));
    const room = env.ROOM.getByName(CRISIS);
    const MANY = 200;
    const told = reading.map((one) => one.heads.length);
    for (let n = 0; n < MANY; n++) {
      // Everybody is told again at once, without the pause between two.
      await runInDurableObject(room, (instance) => {
        Object.assign(instance, { lastAt: 0, told: 0 });
      });
      await room.poke();
    }
    await expect
      .poll(() => reading.map((one, i) => one.heads.length - (told[i] ?? 0)))
      .toEqual(told.map(() => MANY));
    const before = await headOf(world, "otherEmbassy");
    const { id } = await world.opens({ recipients: ["org_embassyTwo"] });
    for (const one of reading) await expect.poll(() => one.heads.at(-1)).toBeGreaterThan(before);
    const asked = await new Someone(cookies[5] ?? "").does(
      { name: "live.changes", kind: "read" },
      { crisisId: CRISIS, since: String(before) },
    );
    expect((asked.body.put as { id: string }[]).map((row) => row.id)).toEqual([id]);
    // One that reads at last gets what waited for it, in order, up to the same number.
    const late: number[] = [];
    const [first] = silent;
    first?.webSocket?.addEventListener("message", (event) => {
      late.push((JSON.parse(String(event.data)) as { head: number }).head);
    });
    first?.webSocket?.accept();
    await expect.poll(() => late.at(-1)).toBe(reading[0]?.heads.at(-1));
    expect(late.length).toBeGreaterThan(MANY);
    for (const { webSocket } of silent.slice(1)) webSocket?.accept();
    for (const { webSocket } of silent) webSocket?.close();
    for (const { socket } of reading) socket.close();
  }, 180_000);
});
