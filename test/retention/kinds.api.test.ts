// The other kinds that the clock lets go: texts, what gates saw, looks at lists; and that a text asks before an end, where it
// is safe and once.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { manifestGet } from "../../schema/manifest.ts";
import { registrationAlive } from "../../schema/registration.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { clockRuns, DAY, later } from "../consent/clock.ts";
import { makeGateway } from "../kit/gateway.ts";
import { place, planned } from "../kit/movement.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
let gateway: ReturnType<typeof makeGateway>;
beforeAll(async () => {
  world = await makeWorld();
  gateway = makeGateway();
});

const countOf = (sql: string, ...values: string[]) =>
  env.DB.prepare(`SELECT count(*) AS n FROM ${sql}`)
    .bind(...values)
    .first<number>("n");
const swept = (kind: string) =>
  env.DB.prepare("SELECT ifnull(sum(count), 0) AS n FROM sweep WHERE kind = ?1")
    .bind(kind)
    .first<number>("n");

describe("before an end", () => {
  it("one text says that something is new, to a phone that she called safe and to no other", async () => {
    const me = "+218940077001";
    await gateway.writes(me, "START");
    const safe = await world.opens({ phone: me, phoneSafe: true });
    const unsafe = await world.opens({ phone: "+218940077002", phoneSafe: false });
    const none = await world.opens({});
    await later(world, 11 * DAY);
    await clockRuns();
    await clockRuns();
    const texts = (id: string) => countOf("smsOut WHERE kind = 'news' AND registrationId = ?1", id);
    expect(await texts(safe.id)).toBe(1);
    expect([await texts(unsafe.id), await texts(none.id)]).toEqual([0, 0]);
    // Whoever cannot be reached reads it on her page all the same.
    for (const { someone } of [safe, unsafe, none])
      expect((await someone.does(registrationStatus)).body.asks).toBeDefined();
    const rows = await env.DB.prepare(
      "SELECT act, actor, targetId FROM audit WHERE act = 'consent.ask'",
    ).all<{ actor: string; targetId: string | null }>();
    expect(rows.results.every(({ actor, targetId }) => actor === "clock" && targetId === null)).toBe(true);
  });
});

describe("texts", () => {
  it("that were sent are forgotten as states too, those that wait are not", async () => {
    const { id, someone } = await world.opens();
    const insert = (name: string, state: string) =>
      env.DB.prepare(
        `INSERT INTO smsOut (id, kind, registrationId, numberHash, state, at, queuedAt, dueAt, changedAt)
         VALUES (?1, 'answer', ?2, ?1, ?3, (SELECT aliveAt FROM registration WHERE id = ?2), ?4, '2099-01-01T00:00:00.000Z', ?4)`,
      )
        .bind(name, id, state, new Date().toISOString())
        .run();
    await insert("sms_old0001", "delivered");
    await insert("sms_wait001", "queued");
    await later(world, 29 * DAY);
    await someone.does(registrationAlive);
    await clockRuns();
    expect(await countOf("smsOut WHERE registrationId = ?1", id)).toBe(2);
    await later(world, 2 * DAY);
    await clockRuns();
    expect(await countOf("smsOut WHERE registrationId = ?1 AND state = 'queued'", id)).toBe(1);
    expect(await countOf("smsOut WHERE registrationId = ?1", id)).toBe(1);
    expect(await swept("sms")).toBeGreaterThanOrEqual(1);
  });
});

describe("what gates saw", () => {
  it("goes after the movement is over, and never while it runs", async () => {
    const running = await planned(world);
    const over = await planned(world);
    const saw = (movementId: string) =>
      env.DB.prepare(
        `INSERT INTO gateEvent (id, gateId, gate, movementId, cti, kind, at, mergedBy, mergedAt)
         VALUES (?1, 'gat_aaaaaaaaaaaa', 'Gate A', ?2, 'cti', 'boarded', '2011-03-02T00:00:00.000Z', 'off_board01', 't')`,
      )
        .bind(`evt ${movementId}`, movementId)
        .run();
    await saw(running);
    await saw(over);
    await env.DB.prepare("UPDATE movement SET state = 'closed' WHERE id = ?1").bind(over).run();
    await expect(
      env.DB.prepare("DELETE FROM gateEvent WHERE movementId = ?1").bind(running).run(),
    ).rejects.toThrow("append-only");
    await expect(env.DB.prepare("UPDATE gateEvent SET cti = 'x'").run()).rejects.toThrow("append-only");
    await later(world, 120 * DAY);
    await clockRuns();
    await clockRuns();
    expect(await countOf("gateEvent WHERE movementId = ?1", over)).toBe(0);
    expect(await countOf("gateEvent WHERE movementId = ?1", running)).toBe(1);
    expect(await swept("gate-event")).toBe(1);
  });
});

describe("looks at lists", () => {
  it("are read by her for a year", async () => {
    const movement = await planned(world, { leavesAt: "2016-03-03T06:00:00Z" });
    const { id, someone } = await world.opens();
    await place(world, movement, id);
    await world.as("embassyCoordinator").does(manifestGet, { movementId: movement });
    const looks = async () => ((await someone.does(registrationStatus)).body.looks as unknown[]).length;
    for (let month = 0; month < 11; month++) {
      await later(world, 31 * DAY);
      await someone.does(registrationAlive);
    }
    await clockRuns();
    expect(await looks()).toBe(1);
    await later(world, 31 * DAY);
    await clockRuns();
    expect(await looks()).toBe(0);
    expect(await swept("look")).toBe(1);
  });
});
