// The room itself: it cannot be filled by one client, it makes good what it did not tell, and sleeping costs nobody a question.
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { liveChanges } from "../../schema/live.ts";
import type { CrisisRoom } from "../../worker/live/CrisisRoom.ts";
import { planned } from "../kit/movement.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { asks, headOf, type Screen, sessionsOf, sits, TABS } from "./sit.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const room = () => env.ROOM.getByName(CRISIS);
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const inRoom = <T>(work: (instance: object, state: DurableObjectState) => T | Promise<T>) =>
  runInDurableObject(room(), work);
/** As after a sleep: an object made anew over what outlives it, its sockets and its storage. */
const slept = (wakes: (one: CrisisRoom) => Promise<void>) =>
  inRoom((instance, state) => {
    const Room = instance.constructor as new (ctx: DurableObjectState, bindings: typeof env) => CrisisRoom;
    return wakes(new Room(state, env));
  });
const alarmAt = () => inRoom((_, state) => state.storage.getAlarm());
/** As if all who sit there had come so much earlier. */
const age = (ms: number) =>
  inRoom((_, state) => {
    for (const one of state.getWebSockets()) {
      const seat = one.deserializeAttachment() as { at: number };
      one.serializeAttachment({ ...seat, at: seat.at - ms });
    }
  });
async function beatOf(screen: Screen): Promise<number> {
  const had = screen.beats.length;
  screen.socket.send("ping");
  await expect.poll(() => screen.beats.length).toBe(had + 1);
  return screen.beats.at(-1) ?? -1;
}
/** What a commit leaves in the database, and nothing in the room: its poke was lost. */
async function losesAPoke(organisationId: string): Promise<number> {
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO audit (at, act, actor, actId, crisisId) SELECT at, act, actor, ?1, crisisId FROM audit WHERE crisisId IS NOT NULL ORDER BY seq DESC LIMIT 1",
    ).bind(crypto.randomUUID()),
    env.DB.prepare(
      "UPDATE registration SET urgency = 1 + urgency % 3, version = version + 1 WHERE id = (SELECT registrationId FROM sight WHERE organisationId = ?1 LIMIT 1)",
    ).bind(organisationId),
  ]);
  return (await env.DB.prepare("SELECT max(seq) AS seq FROM audit").first<number>("seq")) ?? 0;
}

describe("one session", () => {
  it("gets a handful of sockets however many it asks for at once; others come in", async () => {
    const [cookie] = await sessionsOf(world, "otherEmbassy", 1);
    const answers = await Promise.all(Array.from({ length: 60 }, () => asks(cookie ?? "")));
    const taken = answers.filter((one) => one.status === 101);
    const refused = answers.filter((one) => one.status === 503);
    expect([taken.length, refused.length]).toEqual([TABS, 60 - TABS]);
    for (const one of refused) expect(Number(one.headers.get("Retry-After"))).toBeGreaterThanOrEqual(5);
    const polled = await world.as("otherEmbassy").does(liveChanges, { crisisId: CRISIS, since: "0" });
    expect(polled.status).toBe(200);
    const other = await sits(world.as("embassyCoordinator").cookie);
    other.socket.close();
    for (const { webSocket } of taken) webSocket?.accept();
    taken[0]?.webSocket?.close();
    await expect.poll(async () => (await asks(cookie ?? "")).status).toBe(101);
    for (const { webSocket } of taken.slice(1)) webSocket?.close();
  });
  it("on a bad line gives the place of a socket that fell silent to the new one", async () => {
    const [cookie = ""] = await sessionsOf(world, "otherEmbassy", 1);
    const screens: Screen[] = [];
    for (let n = 0; n < TABS; n++) screens.push(await sits(cookie));
    expect((await asks(cookie)).status).toBe(503);
    await age(80_000);
    for (const one of screens.slice(1)) await beatOf(one);
    const fresh = await sits(cookie);
    await expect.poll(() => screens[0]?.codes).toEqual([4408]);
    expect(screens.slice(1).flatMap((one) => one.codes)).toEqual([]);
    expect((await asks(cookie)).status).toBe(503);
    fresh.socket.close();
    for (const one of screens) one.socket.close();
  });
  it("that says nothing for minutes is not there, and its sockets are closed", async () => {
    const screen = await sits(world.as("otherEmbassy").cookie);
    await age(6 * 60_000);
    const heard = await sits(world.as("embassyCoordinator").cookie);
    await runDurableObjectAlarm(room());
    await expect.poll(() => screen.codes).toEqual([4408]);
    expect(heard.codes).toEqual([]);
    heard.socket.close();
  });
});

describe("a poke that was lost", () => {
  it("is made good within a minute, for those whom it concerns and nobody else", async () => {
    await world.opens();
    const [embassy, other] = [
      await sits(world.as("embassyCoordinator").cookie),
      await sits((await sessionsOf(world, "otherEmbassy", 1))[0] ?? ""),
    ];
    await rest(700);
    await runDurableObjectAlarm(room());
    const alarm = (await alarmAt()) ?? 0;
    expect(alarm - Date.now() > 50_000 && alarm - Date.now() <= 60_000).toBe(true);
    const [told, quiet] = [embassy.heads.length, other.heads.length];
    const head = await losesAPoke("org_embassyOne");
    expect(await beatOf(embassy)).toBeLessThan(head);
    await runDurableObjectAlarm(room());
    await expect.poll(() => embassy.heads.at(-1)).toBe(head);
    expect([embassy.heads.length, other.heads.length]).toEqual([told + 1, quiet]);
    expect([await beatOf(embassy), await beatOf(other)]).toEqual([head, head]);
    // Nothing new: looking again tells nobody.
    await runDurableObjectAlarm(room());
    await rest(600);
    expect(embassy.heads.length).toBe(told + 1);
    embassy.socket.close();
    other.socket.close();
  });
  it("is made good where the database did not answer the room, in seconds", async () => {
    const embassy = await sits(world.as("embassyCoordinator").cookie);
    await rest(700);
    const before = await beatOf(embassy);
    const fails = (of: RegExp | null) =>
      inRoom((instance) => {
        const prepare = (sql: string) => {
          if (of?.test(sql)) throw new Error("D1_ERROR: the database is away");
          return env.DB.prepare(sql);
        };
        Object.assign(instance, { env: of === null ? env : { ...env, DB: { prepare } } });
      });
    for (const part of [/max\(seq\)/, /JOIN session/, /JOIN stop/, /FROM zone/]) {
      await fails(part);
      const told = embassy.heads.length;
      await world.opens();
      await rest(700);
      expect([embassy.heads.length, await beatOf(embassy)]).toEqual([told, before]);
      const alarm = (await alarmAt()) ?? 0;
      expect(alarm - Date.now()).toBeLessThanOrEqual(5000);
    }
    await fails(null);
    await runDurableObjectAlarm(room());
    const head = await headOf(world, "embassyCoordinator");
    await expect.poll(() => embassy.heads.at(-1)).toBe(head);
    expect(await beatOf(embassy)).toBe(head);
    embassy.socket.close();
  });
  it("of a movement reaches oversight and the platform, who see all of them", async () => {
    const screens = await Promise.all(
      (["oversightVisitor", "platformAdministrator", "healthCoordinator"] as const).map((name) =>
        sits(world.as(name).cookie),
      ),
    );
    await rest(700);
    const told = screens.map((one) => one.heads.length);
    await planned(world);
    await rest(1500);
    expect(screens.map((one, i) => one.heads.length > (told[i] ?? 0))).toEqual([true, true, false]);
    for (const { socket } of screens) socket.close();
  });
});

describe("a room that slept", () => {
  it("remembers what it told: its first commit asks no question of whom it does not concern", async () => {
    const [embassy, other] = [
      await sits(world.as("embassyCoordinator").cookie),
      await sits((await sessionsOf(world, "otherEmbassy", 1))[0] ?? ""),
    ];
    await world.opens();
    await rest(700);
    const quiet = other.heads.length;
    for (const wakes of [(one: CrisisRoom) => one.poke(), (one: CrisisRoom) => one.alarm()]) {
      const head = await losesAPoke("org_embassyOne");
      await slept(wakes);
      await expect.poll(() => embassy.heads.at(-1)).toBe(head);
      expect(other.heads.length).toBe(quiet);
    }
    embassy.socket.close();
    other.socket.close();
  });
  it("and in which nobody sits sets no alarm for itself", async () => {
    await expect
      .poll(() => inRoom((_, state) => state.getWebSockets().filter((one) => one.readyState === 1).length))
      .toBe(0);
    await runDurableObjectAlarm(room());
    expect(await alarmAt()).toBeNull();
  });
});
