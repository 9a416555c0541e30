// A consent has an end: she is asked before it, a sign from her starts it anew, and at its end nobody sees any more, in the
// batch that writes the event. By the crisis's own clock, open or closed.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentRenew } from "../../schema/consent.ts";
import { liveChanges } from "../../schema/live.ts";
import { registrationAlive } from "../../schema/registration.ts";
import { registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationDelete, registrationKeep } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS } from "../kit/people.ts";
import { comesBack, makeWorld, type World } from "../kit/world.ts";
import { clockRuns, DAY, eventRows, later, nowInCrisis, setClock, sightRows } from "./clock.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const asked = (id: string) =>
  env.DB.prepare("SELECT kind, until FROM stillAsked WHERE registrationId = ?1").bind(id).all();

describe("the exact place", () => {
  it("is asked about after eleven days, and no more shown after fourteen; the rest stays", async () => {
    const { id, someone } = await world.opens();
    expect((await sightRows(id))[0]).toMatchObject({ audience: "responder", mayExact: 1 });
    await later(world, 10 * DAY);
    await clockRuns();
    expect((await asked(id)).results).toEqual([]);
    await later(world, DAY);
    await clockRuns();
    await clockRuns();
    expect((await asked(id)).results).toHaveLength(1);
    const page = (await someone.does(registrationStatus)).body;
    const [share] = page.shares as { until: string }[];
    expect(page.asks).toEqual({ consent: share?.until, registration: null });
    await later(world, 3 * DAY);
    await clockRuns();
    expect(await sightRows(id)).toEqual([
      { organisationId: "org_embassyOne", audience: "responder", mayExact: 0 },
    ]);
    const events = await eventRows(id);
    expect(events.map(({ purpose, event, given }) => [purpose, event, given])).toEqual([
      ["help", "given", 1],
      ["place", "given", 1],
      ["place", "expired", 0],
    ]);
    const after = (await someone.does(registrationStatus)).body;
    expect(after.asks).toBeUndefined();
    expect(after.before).toMatchObject([{ name: "Embassy one", purposes: ["place"], ended: "expired" }]);
  });
  it("is written down once, however often the clock runs", async () => {
    const { id } = await world.opens();
    await later(world, 15 * DAY);
    // Two clocks at once: one of them may find its work done.
    await Promise.allSettled([clockRuns(), clockRuns()]);
    await clockRuns();
    expect((await eventRows(id)).filter(({ event }) => event === "expired")).toHaveLength(1);
  });
});

describe("a sign from her", () => {
  it("starts the time anew, without a row for every tap", async () => {
    const { id, someone } = await world.opens();
    await later(world, 12 * DAY);
    await clockRuns();
    for (let tap = 0; tap < 3; tap++) await someone.does(registrationAlive);
    const renewed = (await eventRows(id)).filter(({ event }) => event === "renewed");
    // Twelve days are a seventh of fourteen, and nearly one of ninety.
    expect(renewed.map(({ purpose }) => purpose)).toEqual(["place"]);
    expect((await asked(id)).results).toEqual([]);
    await later(world, 3 * DAY);
    await clockRuns();
    expect((await sightRows(id))[0]).toMatchObject({ mayExact: 1 });
  });
  it("on the page renews all that one organisation holds, and widens nothing", async () => {
    const { id, someone } = await world.opens();
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    const before = await sightRows(id);
    await later(world, DAY);
    expect((await someone.does(consentRenew, { organisationId: "org_embassyOne" })).status).toBe(200);
    expect(await sightRows(id)).toEqual(before);
    const renewed = (await eventRows(id)).filter(({ event }) => event === "renewed");
    expect(renewed.map(({ organisationId, purpose }) => [organisationId, purpose]).sort()).toEqual([
      ["org_embassyOne", "help"],
      ["org_embassyOne", "place"],
    ]);
    // The notice is the one that she had read.
    expect(new Set(renewed.map(({ shown }) => shown)).size).toBe(1);
    const refused = await someone.does(consentRenew, { organisationId: "org_embassyTwo" });
    expect([refused.status, refused.body.code]).toEqual([422, "consent-missing"]);
  });
  it("does not bring back what is over", async () => {
    const { id, someone } = await world.opens();
    await later(world, 91 * DAY);
    await clockRuns();
    expect(await sightRows(id)).toEqual([]);
    await someone.does(registrationAlive);
    expect(await sightRows(id)).toEqual([]);
    expect((await someone.does(consentRenew, { organisationId: "org_embassyOne" })).body.code).toBe(
      "consent-missing",
    );
    const given = await someone.does(consentGive, { organisationId: "org_embassyOne", purpose: "help" });
    expect(given.status).toBe(200);
    expect(await sightRows(id)).toHaveLength(1);
  });
});

describe("the end of everything that an organisation holds", () => {
  it("takes the case from queue, case and open screens at once", async () => {
    const { id } = await world.opens();
    const desk = world.as("embassyCoordinator");
    const { head } = (await desk.does(registrationQueue, { crisisId: CRISIS })).body as { head: number };
    await later(world, 90 * DAY);
    await clockRuns();
    expect((await desk.does(registrationGet, { id })).body.code).toBe("not-found");
    const changes = (await desk.does(liveChanges, { crisisId: CRISIS, since: head })).body;
    expect(changes.drop).toContain(id);
  });
  it("comes in a closed crisis too", async () => {
    const { id } = await world.opens();
    const at = Date.parse(await nowInCrisis());
    await env.DB.prepare("UPDATE crisis SET closedAt = '2011-09-01T00:00:00.000Z' WHERE id = ?1")
      .bind(CRISIS)
      .run();
    await setClock(new Date(at + 91 * 86_400_000).toISOString());
    await clockRuns();
    expect(await sightRows(id)).toEqual([]);
    await env.DB.prepare("UPDATE crisis SET closedAt = NULL WHERE id = ?1").bind(CRISIS).run();
  });
  it("comes while she waits for a deletion, and undoing that brings nothing back", async () => {
    const { id, reference, pin, someone } = await world.opens();
    await later(world, 89 * DAY);
    await someone.does(registrationDelete);
    await later(world, 2 * DAY);
    await clockRuns();
    const back = await comesBack(reference, pin);
    expect((await back.does(registrationKeep)).status).toBe(200);
    expect(await sightRows(id)).toEqual([]);
  });
});
