// A captured office: one act takes it out of a crisis at once, with all that it could read or receive.
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditList } from "../../schema/audit.ts";
import { consentGive } from "../../schema/consent.ts";
import { gatePack } from "../../schema/gate.ts";
import { liveChanges } from "../../schema/live.ts";
import { manifestGet } from "../../schema/manifest.ts";
import { messageMine, messageSend } from "../../schema/message.ts";
import { movementGet } from "../../schema/movement.ts";
import { organisationJoin, organisationList, organisationMe } from "../../schema/organisation.ts";
import { organisationStops } from "../../schema/organisation-stop.ts";
import { registrationOpen } from "../../schema/registration.ts";
import { registrationGet, registrationMap } from "../../schema/registration-desk.ts";
import { registrationDownload } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { answers, place, planned } from "../kit/movement.ts";
import { CRISIS, type PersonName, smallGroup } from "../kit/people.ts";
import { freshKey, makeWorld, Someone, send, type World } from "../kit/world.ts";
import { captureDoors, expectTally, ONE } from "./capture.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const { stops, queue, liftsAll } = captureDoors(() => world);
beforeEach(liftsAll);

describe("a stop", () => {
  it("takes all sight at once: queue, counts, map, the open case", async () => {
    const { id } = await world.opens();
    expect((await queue("embassyCoordinator")).rows?.map((row) => row.id)).toContain(id);
    const answer = await stops("platformAdministrator");
    expect([answer.status, Number(answer.body.groups) > 0]).toEqual([200, true]);
    expect(await queue("embassyCoordinator")).toMatchObject({ rows: [], count: { groups: 0 } });
    const map = await world
      .as("embassyCoordinator")
      .does(registrationMap, { crisisId: CRISIS, bbox: "9,30,26,34", zoom: "6" });
    expect(map.body).toMatchObject({ cells: [], groups: [] });
    for (const name of ["embassyCoordinator", "supervisor"] as const)
      expect((await world.as(name).does(registrationGet, { id })).status).toBe(404);
    await expectTally();
  });
  it("leaves every other organisation as it was", async () => {
    const { id } = await world.opens({ recipients: [ONE, "org_embassyTwo"] });
    await stops("oversightVisitor");
    expect((await world.as("otherEmbassy").does(registrationGet, { id })).status).toBe(200);
    expect((await queue("otherEmbassy")).rows?.map((row) => row.id)).toContain(id);
  });
  it("makes its officers strangers to the crisis", async () => {
    const ship = await planned(world);
    await stops("platformAdministrator");
    const asks: [PersonName, Parameters<Someone["does"]>[0], unknown][] = [
      ["embassyCoordinator", liveChanges, { crisisId: CRISIS, since: "0" }],
      ["embassyCoordinator", movementGet, { id: ship }],
      ["embassyCoordinator", manifestGet, { movementId: ship }],
      ["supervisor", auditList, { crisisId: CRISIS }],
      ["embassyCoordinator", { name: "zone.list", kind: "read" }, { crisisId: CRISIS }],
      ["embassyCoordinator", { name: "paper.queue", kind: "read" }, { crisisId: CRISIS }],
      ["supervisor", { name: "glass.list", kind: "read" }, { crisisId: CRISIS }],
    ];
    for (const [name, act, input] of asks) {
      const answer = await world.as(name).does(act, input);
      expect([act.name, answer.status, answer.body.code]).toEqual([act.name, 404, "not-found"]);
    }
    const me = (await world.as("embassyCoordinator").does(organisationMe)).body;
    expect(me.crises).toEqual([]);
  });
  it("shuts manifests that a yes to a movement had opened", async () => {
    const ship = await planned(world, {
      shares: [{ organisationId: "org_embassyTwo", places: 5, until: "2011-03-02T06:00:00Z" }],
    });
    const { id, someone } = await world.opens({ recipients: ["org_embassyTwo"] });
    await place(world, ship, id, "otherEmbassy");
    await answers(someone, ship, "coming");
    const before = await world.as("embassyCoordinator").does(manifestGet, { movementId: ship });
    expect(before.text).toContain("Marked Name One");
    await stops("platformAdministrator");
    const after = await world.as("embassyCoordinator").does(manifestGet, { movementId: ship });
    expect([after.status, after.text.includes("Marked Name")]).toEqual([404, false]);
    expect((await world.as("otherEmbassy").does(manifestGet, { movementId: ship })).text).toContain(
      "Marked Name One",
    );
  });
  it("lets no new request, consent, message or membership reach it", async () => {
    const { someone, id } = await world.opens({ recipients: [ONE, "org_embassyTwo"] });
    const apart = await world.opens({ recipients: ["org_embassyTwo"] });
    await stops("platformAdministrator");
    const sent = await new Someone("").does(registrationOpen, smallGroup(), { key: freshKey() });
    expect([sent.status, sent.body.code]).toEqual([422, "recipient-unknown"]);
    const offered = (await new Someone("").does(organisationList, { crisisId: CRISIS })).body.organisations;
    expect((offered as unknown as { id: string }[]).map((one) => one.id)).not.toContain(ONE);
    const given = await apart.someone.does(
      consentGive,
      { organisationId: ONE, purpose: "help" },
      { key: freshKey() },
    );
    expect(given.body.code).toBe("recipient-unknown");
    await someone.does(messageSend, { text: "To all who help" }, { key: freshKey() });
    const reached = await env.DB.prepare("SELECT organisationId FROM messageTo WHERE registrationId = ?1")
      .bind(id)
      .all<{ organisationId: string }>();
    expect(reached.results.map((row) => row.organisationId)).toEqual(["org_embassyTwo"]);
    const to = (await someone.does(messageMine)).body.to as { id: string }[];
    expect(to.map((one) => one.id)).toEqual(["org_embassyTwo"]);
    const joined = await world
      .as("platformAdministrator")
      .does(organisationJoin, { crisisId: CRISIS, organisationId: ONE }, { key: freshKey() });
    expect([joined.status, joined.body.code]).toEqual([409, "organisation-stopped"]);
  });
  it("holds in the database too, whatever writes a consent", async () => {
    const { id } = await world.opens({ recipients: ["org_embassyTwo"] });
    await stops("platformAdministrator");
    await env.DB.prepare(
      "INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice) VALUES (?1, ?2, 'help', 1, '2011-03-01T06:00:00.000Z', 'n')",
    )
      .bind(id, ONE)
      .run();
    const seen = await env.DB.prepare("SELECT organisationId FROM sight WHERE registrationId = ?1")
      .bind(id)
      .all();
    expect(seen.results).toEqual([{ organisationId: "org_embassyTwo" }]);
    // All of a request's sight made at once, of which one part is stopped: undoing an erasure.
    await env.DB.prepare("UPDATE registration SET erasureAt = 't' WHERE id = ?1").bind(id).run();
    await env.DB.prepare("UPDATE registration SET erasureAt = NULL WHERE id = ?1").bind(id).run();
    const again = await env.DB.prepare("SELECT organisationId FROM sight WHERE registrationId = ?1")
      .bind(id)
      .all();
    expect(again.results).toEqual([{ organisationId: "org_embassyTwo" }]);
    await expectTally();
  });
  it("is told to those whom it concerns, on her page and in her file", async () => {
    const { someone } = await world.opens();
    await stops("platformAdministrator");
    const [share] = (await someone.does(registrationStatus)).body.shares as { stoppedAt?: string }[];
    expect(share?.stoppedAt).toMatch(/^2011-/);
    expect((await someone.does(registrationDownload)).body.stopped).toMatchObject([
      { organisation: { id: ONE } },
    ]);
    const page = await send("GET", "/en/s/share", { headers: { Cookie: someone.cookie } });
    expect(page.text).toContain("They can no longer see your request. You can still take it back.");
    expect(page.text).not.toContain("Marked words of a capture");
  });
  it("is asked in vain by others, of other offices, and twice", async () => {
    const foreign = await stops("supervisor", "org_embassyTwo");
    expect([foreign.status, foreign.body.code]).toEqual([404, "not-found"]);
    expect((await stops("embassyCoordinator")).status).toBe(403);
    expect((await stops("platformAdministrator", "org_platform")).body.code).toBe("malformed");
    expect((await stops("platformAdministrator", "org_nowhere00")).status).toBe(404);
    expect((await stops("supervisor")).status).toBe(200);
    expect((await stops("platformAdministrator")).body.code).toBe("already-exists");
  });
  it("keeps its reason sealed, and shows it to oversight and the platform alone", async () => {
    const { id } = await stops("supervisor");
    const row = await env.DB.prepare("SELECT hex(reason) AS reason FROM stop WHERE id = ?1")
      .bind(id)
      .first<{ reason: string }>();
    const plain = [...new TextEncoder().encode("Marked")].map((byte) => byte.toString(16)).join("");
    expect(row?.reason.toLowerCase()).not.toContain(plain);
    const shown = await world.as("oversightVisitor").does(organisationStops, { crisisId: CRISIS });
    expect((shown.body.stops as { id: string }[]).find((one) => one.id === id)).toMatchObject({
      reason: "Marked words of a capture",
      by: "a supervisor",
      step: "ask",
    });
    expect((await world.as("supervisor").does(organisationStops, { crisisId: CRISIS })).status).toBe(403);
  });
  it("of the receiving desk asks whoever is in danger to choose another", async () => {
    await stops("platformAdministrator", "org_supportDesk");
    const input = smallGroup({ danger: "now", recipients: undefined });
    const answer = await new Someone("").does(registrationOpen, input, { key: freshKey() });
    expect(answer.body).toMatchObject({
      code: "malformed",
      fields: [{ path: "recipients", reason: "choose-one" }],
    });
  });
  it("of an authority shuts its permits and its gates' packs", async () => {
    const ship = await planned(world, { gates: ["org_exitOffice"] });
    expect((await world.as("gateOfficer").does(gatePack, { movementId: ship })).status).toBe(200);
    await stops("platformAdministrator", "org_exitOffice");
    expect((await world.as("gateOfficer").does(gatePack, { movementId: ship })).status).toBe(404);
    expect(
      (await world.as("permitOfficer").does({ name: "permit.list", kind: "read" }, { crisisId: CRISIS }))
        .status,
    ).toBe(404);
  });
});
