// A captured office: one act takes it out of a crisis at once, with all that it could read or receive; two people bring
// it back, and only what people still consent to comes back with it.
import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditList } from "../../schema/audit.ts";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { gatePack } from "../../schema/gate.ts";
import { liveChanges } from "../../schema/live.ts";
import { manifestGet } from "../../schema/manifest.ts";
import { messageMine, messageSend } from "../../schema/message.ts";
import { movementGet } from "../../schema/movement.ts";
import { organisationJoin, organisationList, organisationMe } from "../../schema/organisation.ts";
import { organisationLift, organisationStop, organisationStops } from "../../schema/organisation-stop.ts";
import { registrationOpen, registrationStatus } from "../../schema/registration.ts";
import { registrationGet, registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationDownload } from "../../schema/registration-end.ts";
import { joins } from "../account/desk.ts";
import { answers, place, planned } from "../kit/movement.ts";
import { CRISIS, type PersonName, smallGroup } from "../kit/people.ts";
import { type Answer, BASE, freshKey, makeWorld, Someone, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

let made = 0;
const ONE = "org_embassyOne";
const stopping = (organisationId: string, id: string) => ({
  id,
  crisisId: CRISIS,
  organisationId,
  reason: "Marked words of a capture",
});
async function stops(by: PersonName, organisationId = ONE): Promise<Answer & { id: string }> {
  const id = `stp_test${String(++made).padStart(5, "0")}`;
  const answer = await world.as(by).does(organisationStop, stopping(organisationId, id), { key: freshKey() });
  return { ...answer, id };
}
const lifts = (by: PersonName, id: string) =>
  world.as(by).does(organisationLift, { id, reason: "Its staff are back" }, { key: freshKey() });
const queue = async (name: PersonName) =>
  (await world.as(name).does(registrationQueue, { crisisId: CRISIS, limit: 200 })).body as {
    rows?: { id: string }[];
    count?: { groups: number } | null;
  };
/** Nothing stopped is left over from the test before. */
beforeEach(async () => {
  const { results } = await env.DB.prepare("SELECT id, liftAskedBy FROM stop WHERE liftedAt IS NULL").all<{
    id: string;
    liftAskedBy: string | null;
  }>();
  for (const { id, liftAskedBy } of results) {
    if (liftAskedBy === null) await lifts("oversightVisitor", id);
    await lifts("platformAdministrator", id);
  }
});

/** Kept counts against a count of what is seen. */
async function expectTally(): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT t.organisationId, t.groups AS kept FROM (
       SELECT organisationId, sum(groups) AS groups FROM tally WHERE level = 0 GROUP BY organisationId
     ) t LEFT JOIN (SELECT organisationId, count(*) AS groups FROM sight GROUP BY organisationId) s USING (organisationId)
     WHERE t.groups <> ifnull(s.groups, 0)
     UNION ALL SELECT organisationId || ' ' || level || cell, groups FROM tally WHERE groups < 0 OR people < 0`,
  ).all();
  expect(results).toEqual([]);
}

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

describe("an open socket", () => {
  async function sits(name: PersonName) {
    const { webSocket } = await exports.default.fetch(
      new Request(`${BASE}/api/live?crisis=${CRISIS}`, {
        headers: { Upgrade: "websocket", Cookie: world.as(name).cookie },
      }),
    );
    if (webSocket === null) throw new Error("no socket");
    const closed = new Promise<number>((resolve) => {
      webSocket.addEventListener("close", (event) => resolve(event.code));
    });
    webSocket.accept();
    return { webSocket, closed };
  }
  const within = (work: Promise<number>, ms: number) =>
    Promise.race([work, new Promise<null>((resolve) => setTimeout(() => resolve(null), ms))]);

  it("of the office ends within two seconds; those of others go on; it cannot be opened again", async () => {
    const captured = await sits("embassyCoordinator");
    const other = await sits("otherEmbassy");
    await stops("platformAdministrator");
    expect(await within(captured.closed, 2000)).toBe(4403);
    expect(await within(other.closed, 300)).toBeNull();
    const again = await exports.default.fetch(
      new Request(`${BASE}/api/live?crisis=${CRISIS}`, {
        headers: { Upgrade: "websocket", Cookie: world.as("embassyCoordinator").cookie },
      }),
    );
    expect(again.status).toBe(404);
    other.webSocket.close();
  });
  it("that slept through stop and lift is told to begin anew, and gets no rows of before", async () => {
    const { id, someone } = await world.opens();
    const since = String(
      (await env.DB.prepare("SELECT max(seq) AS seq FROM audit").first<{ seq: number }>())?.seq,
    );
    const { id: stopId } = await stops("platformAdministrator");
    await someone.does(consentWithdraw, { organisationId: ONE }, { key: freshKey() });
    await lifts("platformAdministrator", stopId);
    await lifts("oversightVisitor", stopId);
    const changes = await world.as("embassyCoordinator").does(liveChanges, { crisisId: CRISIS, since });
    expect(changes.body).toMatchObject({ anew: true, put: [], drop: [], more: false });
    const head = String(changes.body.head);
    const next = await world.as("embassyCoordinator").does(liveChanges, { crisisId: CRISIS, since: head });
    expect(next.body.anew).toBeUndefined();
    expect((await queue("embassyCoordinator")).rows?.map((row) => row.id)).not.toContain(id);
  });
});

describe("lifting", () => {
  it("is not done by an administrator and whom she let in herself", async () => {
    const { id } = await stops("oversightVisitor");
    const own = await joins(world.as("platformAdministrator"), "org_oversight", "oversight");
    expect((await lifts("platformAdministrator", id)).body).toEqual({ id, lifted: false });
    const input = { id, reason: "Its staff are back" };
    expect((await own.desk.does(organisationLift, input)).body.code).toBe("second-officer-needed");
    expect((await lifts("platformColleague", id)).body).toEqual({ id, lifted: true });
  });
  it("takes two, one of them of the platform, and never the same twice", async () => {
    const { id } = await stops("supervisor");
    const first = await lifts("oversightVisitor", id);
    expect(first.body).toEqual({ id, lifted: false });
    const same = await lifts("oversightVisitor", id);
    expect([same.status, same.body.code]).toEqual([422, "second-officer-needed"]);
    expect((await queue("embassyCoordinator")).rows).toEqual([]);
    expect((await lifts("supervisor", id)).status).toBe(403);
    const second = await lifts("platformAdministrator", id);
    expect(second.body).toEqual({ id, lifted: true });
    const third = await lifts("oversightVisitor", id);
    expect(third.body.code).toBe("transition-impossible");
  });
  it("is refused by the database to one alone, and to two of oversight", async () => {
    const { id } = await stops("platformAdministrator");
    const raises = (sql: string) =>
      expect(env.DB.prepare(sql).bind(id).run()).rejects.toThrow("second-officer-needed");
    await raises("UPDATE stop SET liftedBy = 'off_plat001', liftedAt = 't' WHERE id = ?1");
    await lifts("oversightVisitor", id);
    await raises("UPDATE stop SET liftedBy = 'off_over001', liftedAt = 't' WHERE id = ?1");
    await raises("UPDATE stop SET liftedBy = 'off_emb0001', liftedAt = 't' WHERE id = ?1");
  });
  it("brings back what still holds, as it is now, and nothing that was taken back meanwhile", async () => {
    const kept = await world.opens();
    const withdrawn = await world.opens();
    const narrowed = await world.opens();
    const before = await queue("embassyCoordinator");
    const { id } = await stops("platformAdministrator");
    await withdrawn.someone.does(consentWithdraw, { organisationId: ONE }, { key: freshKey() });
    await narrowed.someone.does(
      consentWithdraw,
      { organisationId: ONE, purpose: "place" },
      { key: freshKey() },
    );
    await lifts("platformAdministrator", id);
    await lifts("oversightVisitor", id);
    const ids = (await queue("embassyCoordinator")).rows?.map((row) => row.id) ?? [];
    expect([ids.includes(kept.id), ids.includes(withdrawn.id), ids.includes(narrowed.id)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(ids.length).toBe((before.rows?.length ?? 0) - 1);
    const exact = await env.DB.prepare("SELECT registrationId, mayExact FROM sight WHERE organisationId = ?1")
      .bind(ONE)
      .all<{ registrationId: string; mayExact: number }>();
    const mayExact = new Map(exact.results.map((row) => [row.registrationId, row.mayExact]));
    expect([mayExact.get(kept.id), mayExact.get(narrowed.id)]).toEqual([1, 0]);
    await expectTally();
    expect((await world.as("embassyCoordinator").does(registrationGet, { id: kept.id })).status).toBe(200);
    const [share] = (await kept.someone.does(registrationStatus)).body.shares as { stoppedAt?: string }[];
    expect(share?.stoppedAt).toBeUndefined();
  });
  it("comes to the same counts as single rows would, at every level of the map", async () => {
    await world.opens();
    const counts = async () =>
      (
        await env.DB.prepare(
          "SELECT level, cell, state, urgency, groups, people FROM tally WHERE organisationId = ?1 AND groups > 0 ORDER BY level, cell, state, urgency",
        )
          .bind(ONE)
          .all()
      ).results;
    const before = await counts();
    const { id } = await stops("platformAdministrator");
    await lifts("platformAdministrator", id);
    await lifts("oversightVisitor", id);
    expect(await counts()).toEqual(before);
    // And the triggers of single rows work again.
    const { someone } = await world.opens();
    await someone.does(consentWithdraw, { organisationId: ONE }, { key: freshKey() });
    expect(await counts()).toEqual(before);
  });
});
