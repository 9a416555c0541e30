// Many screens on one crisis: one that never reads harms nobody, a full room refuses with a time to come back, and whoever
// drops out at random misses nothing and gets nothing twice.
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { liveChanges } from "../../schema/live.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { asks, headOf, sessionsOf, sits as sitsWith } from "./sit.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const sits = (name: PersonName) => sitsWith(world.as(name).cookie);
const head = (name: PersonName) => headOf(world, name);

describe("many screens", () => {
  it("are all told, though one of them never reads and another broke", async () => {
    const silent = await asks(world.as("embassyCoordinator").cookie);
    expect(silent.status).toBe(101);
    const broken = await sits("embassyColleague");
    broken.socket.close();
    const cookies = await sessionsOf(world, "embassyCoordinator", 5);
    const screens = await Promise.all(Array.from({ length: 30 }, (_, i) => sitsWith(cookies[i % 5] ?? "")));
    const before = await head("embassyCoordinator");
    await world.opens();
    for (const { heads } of screens) await expect.poll(() => heads.at(-1)).toBeGreaterThan(before);
    for (const { socket } of screens) socket.close();
    silent.webSocket?.accept();
    silent.webSocket?.close();
  });
  it("are told at most twice a second, however much happens", async () => {
    const { socket, heads } = await sits("embassyCoordinator");
    const [told, start] = [heads.length, Date.now()];
    for (let n = 0; n < 12; n++) await world.opens();
    const last = await head("embassyCoordinator");
    await expect.poll(() => heads.at(-1), { timeout: 3000 }).toBeGreaterThanOrEqual(last - 1);
    const pokes = heads.length - told;
    expect(pokes).toBeLessThanOrEqual(2 + (Date.now() - start) / 450);
    socket.close();
  });
  it("beyond what a room takes are refused with a time to come back, and can ask meanwhile", async () => {
    const room = env.ROOM.getByName(CRISIS);
    const most = (n: number) =>
      runInDurableObject(room, (instance) => {
        Object.assign(instance, { most: n });
      });
    await most(0);
    const answer = await asks(world.as("embassyCoordinator").cookie);
    expect(answer.status).toBe(503);
    const seconds = Number(answer.headers.get("Retry-After"));
    expect(seconds >= 5 && seconds < 30).toBe(true);
    const polled = await world.as("embassyCoordinator").does(liveChanges, { crisisId: CRISIS, since: "0" });
    expect(polled.status).toBe(200);
    await most(10_000);
    const { socket } = await sits("embassyCoordinator");
    socket.close();
  });
});

describe("a screen that drops out at random", () => {
  it("sees every case once, in order, and loses what was withdrawn while it was away", async () => {
    const dice = random(12);
    const opened: string[] = [];
    const gone = new Set<string>();
    let since = await head("otherEmbassy");
    const seen: string[] = [];
    const shown = new Set<string>();
    let screen = await sits("otherEmbassy");
    const catchUp = async () => {
      for (;;) {
        const { body } = await world
          .as("otherEmbassy")
          .does(liveChanges, { crisisId: CRISIS, since: String(since) });
        const { put, drop, more } = body as { put: { id: string }[]; drop: string[]; more: boolean };
        for (const { id } of put) {
          seen.push(id);
          shown.add(id);
        }
        for (const id of drop) shown.delete(id);
        since = Number(body.head);
        if (!more) return;
      }
    };
    for (let n = 0; n < 25; n++) {
      const { id, someone } = await world.opens({ recipients: ["org_embassyTwo"] });
      opened.push(id);
      if (dice.next() < 0.3) {
        await someone.does(consentWithdraw, { organisationId: "org_embassyTwo" });
        gone.add(id);
      }
      if (dice.next() < 0.3) {
        screen.socket.close();
        if (dice.next() < 0.5) screen = await sits("otherEmbassy");
      }
      if (dice.next() < 0.4) await catchUp();
    }
    await catchUp();
    expect(seen.length).toBe(new Set(seen).size);
    expect([...shown]).toEqual(opened.filter((id) => !gone.has(id)));
    screen.socket.close();
  }, 120_000);
});
