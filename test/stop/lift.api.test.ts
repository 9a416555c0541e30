// After a stop: open screens end or begin anew; two people bring an office back, and only what people still consent to comes
// back with it.
import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { liveChanges } from "../../schema/live.ts";
import { organisationLift } from "../../schema/organisation-stop.ts";
import { registrationGet } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { joins } from "../account/desk.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { BASE, freshKey, makeWorld, type World } from "../kit/world.ts";
import { captureDoors, expectTally, ONE } from "./capture.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const { stops, lifts, queue, liftsAll } = captureDoors(() => world);
beforeEach(liftsAll);

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
