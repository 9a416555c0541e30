// consent: what is shared is seen at once at the precision that was allowed; what is taken back is gone at once.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { glassExplain } from "../../schema/glass.ts";
import { liveChanges } from "../../schema/live.ts";
import { locationDelete } from "../../schema/location.ts";
import { needState } from "../../schema/need.ts";
import {
  registrationDecide,
  registrationGet,
  registrationMap,
  registrationQueue,
} from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { zoneNear } from "../../schema/zone.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

type Row = {
  id: string;
  audience: string;
  reference: string | null;
  place: { precision: string; lng: number; lat: number } | null;
};
async function rowOf(name: PersonName, id: string): Promise<Row | undefined> {
  const answer = await world.as(name).does(registrationQueue, { crisisId: CRISIS, limit: 200 });
  return (answer.body.rows as Row[]).find((row) => row.id === id);
}

describe("sharing with an agency", () => {
  it("shows need and area without code, names or exact place", async () => {
    const { id, someone } = await world.opens();
    expect(await rowOf("healthCoordinator", id)).toBeUndefined();
    expect(
      (await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" })).status,
    ).toBe(200);
    const row = await rowOf("healthCoordinator", id);
    expect([row?.audience, row?.reference, row?.place?.precision]).toEqual(["partner", null, "cell"]);
    const opened = await world.as("healthCoordinator").does(registrationGet, { id });
    expect([
      opened.status,
      opened.body.persons,
      opened.body.phone,
      opened.body.barriers,
      opened.body.landmark,
    ]).toEqual([200, null, null, null, null]);
    expect(opened.text).not.toContain("Marked Name");
  });
  it("gives the exact place only with its own consent", async () => {
    const { id, someone } = await world.opens({ exactPlace: false });
    expect((await rowOf("embassyCoordinator", id))?.place).toMatchObject({ precision: "cell" });
    await someone.does(consentGive, { organisationId: "org_embassyOne", purpose: "place" });
    expect((await rowOf("embassyCoordinator", id))?.place).toMatchObject({
      precision: "exact",
      lng: 13.18,
      lat: 32.89,
    });
  });
  it("does not make a decider of a partner", async () => {
    const { id, someone } = await world.opens();
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    const decided = await world
      .as("healthCoordinator")
      .does(registrationDecide, { id, state: "read" }, { ifMatch: 1 });
    const stated = await world
      .as("healthCoordinator")
      .does(needState, { registrationId: id, kind: "medical", urgency: 1 });
    expect([decided.body.code, stated.body.code]).toEqual(["not-found", "not-found"]);
  });
  it("never reaches a viewer with names, whatever her organisation was given", async () => {
    const { id, someone } = await world.opens();
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "help" });
    const viewer = world.as("healthViewer");
    expect((await viewer.does(registrationGet, { id })).body.code).toBe("reason-needed");
    await viewer.does(glassExplain, { registrationId: id, reason: "danger", words: "A call from the port" });
    const opened = await viewer.does(registrationGet, { id });
    expect([opened.status, opened.body.audience, opened.body.persons, opened.body.reference]).toEqual([
      200,
      "partner",
      null,
      null,
    ]);
  });
  it("to a host authority cannot be given", async () => {
    const answer = await world
      .as("strandedMigrant")
      .does(consentGive, { organisationId: "org_exitOffice", purpose: "help" });
    expect([answer.status, answer.body.code]).toEqual([422, "recipient-unknown"]);
  });
});

describe("withdrawing", () => {
  it("takes the case from queue, map, case, zones and counts at once, and tells open screens to drop it", async () => {
    const { id, someone } = await world.opens();
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    const desk = world.as("healthCoordinator");
    const before = (await desk.does(registrationQueue, { crisisId: CRISIS })).body as {
      head: number;
      count: { people: number };
    };
    expect((await someone.does(consentWithdraw, { organisationId: "org_healthTeam" })).status).toBe(200);
    const after = (await desk.does(registrationQueue, { crisisId: CRISIS })).body as {
      count: { people: number };
    };
    expect(after.count.people).toBe(before.count.people - 2);
    expect(await rowOf("healthCoordinator", id)).toBeUndefined();
    for (const zoom of ["5", "12"]) {
      const map = (await desk.does(registrationMap, { crisisId: CRISIS, bbox: "13,32,14,34", zoom }))
        .body as { cells: { groups: number }[]; groups: Row[] };
      expect(map.groups.some((group) => group.id === id)).toBe(false);
    }
    expect((await desk.does(registrationGet, { id })).body.code).toBe("not-found");
    expect((await desk.does(zoneNear, { registrationId: id })).body.code).toBe("not-found");
    const changes = (await desk.does(liveChanges, { crisisId: CRISIS, since: before.head })).body;
    expect(changes.drop).toContain(id);
    expect((changes.put as Row[]).map((row) => row.id)).not.toContain(id);
  });
  it("leaves the other recipients as they were, and can be given again", async () => {
    const { id, someone } = await world.opens();
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    await someone.does(consentWithdraw, { organisationId: "org_healthTeam" });
    expect(await rowOf("embassyCoordinator", id)).toBeDefined();
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    expect(await rowOf("healthCoordinator", id)).toBeDefined();
  });
  it("from everybody leaves her able to read her own case", async () => {
    const { id, someone } = await world.opens();
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    expect(await rowOf("embassyCoordinator", id)).toBeUndefined();
    const status = await someone.does(registrationStatus);
    expect([status.status, status.body.shares]).toEqual([200, []]);
  });
  it("keeps the history: events are only ever added", async () => {
    await expect(env.DB.prepare("DELETE FROM consent").run()).rejects.toThrow("append-only");
    await expect(env.DB.prepare("UPDATE consent SET given = 1").run()).rejects.toThrow("append-only");
  });
});

describe("deleting the place", () => {
  it("takes her off the map and leaves her in the queue, without a place", async () => {
    const { id, someone } = await world.opens();
    expect((await someone.does(locationDelete)).status).toBe(200);
    expect((await rowOf("embassyCoordinator", id))?.place).toBeNull();
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM location WHERE registrationId = ?1")
        .bind(id)
        .first("n"),
    ).toBe(0);
  });
});
