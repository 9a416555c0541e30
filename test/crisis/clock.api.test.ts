// crisis: only an exercise has a clock; places age by it; a closed crisis takes nothing new.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { crisisClose, crisisOpen, crisisPlay, crisisStep } from "../../schema/crisis.ts";
import { locationSet } from "../../schema/location.ts";
import { registrationAlive, registrationOpen } from "../../schema/registration.ts";
import { registrationDecide, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import worker from "../../worker/index.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

async function tick(): Promise<void> {
  const ctx = createExecutionContext();
  await worker.scheduled(createScheduledController(), env, ctx);
  await waitOnExecutionContext(ctx);
}
const step = (hours: number) => world.as("supervisor").does(crisisStep, { id: CRISIS, hours });
const placeOf = async (id: string) =>
  (
    (await world.as("embassyCoordinator").does(registrationQueue, { crisisId: CRISIS, limit: 200 })).body
      .rows as { id: string; place: { precision: string } | null }[]
  ).find((row) => row.id === id)?.place;

describe("ageing of a position", () => {
  it("goes from exact to area after a day, to district after a week, and is gone after thirty days", async () => {
    const { id, someone } = await world.opens();
    expect(await placeOf(id)).toMatchObject({ precision: "exact" });
    await step(25);
    expect(await placeOf(id)).toMatchObject({ precision: "cell" });
    await tick();
    expect(
      await env.DB.prepare("SELECT sealed FROM location WHERE registrationId = ?1").bind(id).first("sealed"),
    ).toBeNull();
    await step(24 * 7);
    await tick();
    expect(await placeOf(id)).toMatchObject({ precision: "district" });
    expect(
      await env.DB.prepare("SELECT length(cell) AS n FROM location WHERE registrationId = ?1")
        .bind(id)
        .first("n"),
    ).toBe(10);
    await step(24 * 24);
    expect(await placeOf(id)).toBeNull();
    await tick();
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM location WHERE registrationId = ?1")
        .bind(id)
        .first("n"),
    ).toBe(0);
    await someone.does(locationSet, { place: { lng: 13.3, lat: 32.8 } });
    // Her yes to the exact place was over after fourteen days: a new place is exact with a new yes.
    expect(await placeOf(id)).toMatchObject({ precision: "cell" });
    await someone.does(consentGive, { organisationId: "org_embassyOne", purpose: "place" });
    expect(await placeOf(id)).toMatchObject({ precision: "exact" });
  });
});

describe("the clock", () => {
  it("cannot be put on a real crisis, nor stepped there", async () => {
    const real = await world.as("platformAdministrator").does(crisisOpen, {
      id: "crs_real0001",
      name: { en: "Real" },
      kind: "flood",
      hostCountry: "LY",
      area: [9, 19, 26, 34],
    });
    expect([real.status, real.body.clock]).toEqual([200, null]);
    expect(
      (await world.as("platformAdministrator").does(crisisStep, { id: "crs_real0001", hours: 1 })).body.code,
    ).toBe("crisis-not-exercise");
    await expect(
      env.DB.prepare("UPDATE crisis SET clock = '{}' WHERE id = 'crs_real0001'").run(),
    ).rejects.toThrow("crisis-not-exercise");
  });
  it("plays at a speed and stands again", async () => {
    expect((await world.as("supervisor").does(crisisPlay, { id: CRISIS, speed: 3600 })).body.speed).toBe(
      3600,
    );
    const stopped = await world.as("supervisor").does(crisisPlay, { id: CRISIS, speed: 0 });
    expect(Date.parse(String(stopped.body.now))).toBeGreaterThan(Date.parse("2011-03-01T06:00:00Z"));
  });
  it("of another organisation's crisis cannot be moved", async () => {
    await world.as("platformAdministrator").does(crisisOpen, {
      id: "crs_other001",
      name: { en: "Other" },
      kind: "flood",
      hostCountry: "LY",
      area: [9, 19, 26, 34],
      exerciseStart: "2011-03-01T06:00:00Z",
    });
    expect((await world.as("supervisor").does(crisisStep, { id: "crs_other001", hours: 1 })).body.code).toBe(
      "not-found",
    );
  });
});

describe("a closed crisis", () => {
  it("takes nothing new, lets her read and take back, and says so", async () => {
    const { id, someone } = await world.opens();
    expect((await world.as("platformAdministrator").does(crisisClose, { id: CRISIS })).status).toBe(200);
    const closed = async (answer: Promise<{ body: Record<string, unknown> }>) =>
      expect((await answer).body.code).toBe("crisis-closed");
    await closed(world.as("nobody").does(registrationOpen, smallGroup(), { key: freshKey() }));
    await closed(someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" }));
    await closed(
      world.as("embassyCoordinator").does(registrationDecide, { id, state: "read" }, { ifMatch: 1 }),
    );
    await closed(step(1));
    expect((await someone.does(registrationStatus)).status).toBe(200);
    // Her sign keeps her request from being deleted; it changes nothing else.
    expect((await someone.does(registrationAlive)).status).toBe(200);
    expect((await someone.does(consentWithdraw, { organisationId: "org_embassyOne" })).status).toBe(200);
  });
});
