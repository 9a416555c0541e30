// After a consent ended: the recipient's desk drops the case, its supervisor reads the code of what was taken back, paper says
// withdrawn, and she reads who had it until when.
import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { complaintLost } from "../../schema/complaint-desk.ts";
import { consentTaken, consentWithdraw } from "../../schema/consent.ts";
import { liveChanges } from "../../schema/live.ts";
import { manifestGet, manifestPrint } from "../../schema/manifest.ts";
import { permitLost } from "../../schema/permit-office.ts";
import { registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationDelete, registrationKeep } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { files } from "../complaint/office.ts";
import { answers, place, planned } from "../kit/movement.ts";
import { CRISIS } from "../kit/people.ts";
import { BASE, comesBack, makeWorld, type World } from "../kit/world.ts";
import { AUTHORITY, asked } from "../permit/asking.ts";
import { clockRuns, DAY, later } from "./clock.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

interface Row {
  registrationId: string;
  reference: string | null;
  event: string;
  purpose: string | null;
}
const taken = async () => {
  const answer = await world.as("supervisor").does(consentTaken, { crisisId: CRISIS });
  return answer.body as unknown as { rows: Row[]; deleted: Row[]; next: string | null; text?: string };
};

describe("a supervisor", () => {
  it("reads what was taken back by code alone: no name, no need, no place", async () => {
    const { id, someone, reference } = await world.opens({ exactPlace: false });
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    const answer = await world.as("supervisor").does(consentTaken, { crisisId: CRISIS });
    expect((answer.body.rows as Row[])[0]).toMatchObject({
      registrationId: id,
      reference,
      event: "withdrawn",
      purpose: "help",
    });
    expect(Object.keys((answer.body.rows as Row[])[0] ?? {}).sort()).toEqual([
      "at",
      "event",
      "purpose",
      "reference",
      "registrationId",
    ]);
    expect(answer.text).not.toContain("Marked Name");
  });
  it("of an organisation that never had the code reads none", async () => {
    const { id, someone } = await world.opens({
      recipients: ["org_supportDesk"],
      partners: ["org_embassyOne"],
    });
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    const rows = (await taken()).rows.filter((row) => row.registrationId === id);
    expect(rows.map(({ purpose, reference }) => [purpose, reference]).sort()).toEqual([
      ["assist", null],
      ["place", null],
    ]);
  });
  it("reads of a case that is being deleted, until it is kept again", async () => {
    const { id, someone, reference, pin } = await world.opens();
    await someone.does(registrationDelete);
    const row = (await taken()).deleted.find((one) => one.registrationId === id);
    expect(row).toMatchObject({ reference, event: "deleted", purpose: null });
    await (await comesBack(reference, pin)).does(registrationKeep);
    expect((await taken()).deleted.some((one) => one.registrationId === id)).toBe(false);
  });
  it("of another crisis or another role reads nothing", async () => {
    const elsewhere = await world.as("supervisor").does(consentTaken, { crisisId: "crs_elsewhere1" });
    expect(elsewhere.body.code).toBe("not-found");
    for (const name of ["embassyCoordinator", "oversightVisitor", "platformAdministrator"] as const)
      expect((await world.as(name).does(consentTaken, { crisisId: CRISIS })).status).toBe(403);
  });
  it("pages through a long list without a gap", async () => {
    const { id } = await world.opens();
    await env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)
       INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event)
       SELECT ?1, 'org_embassyOne', 'assist', 0, '2011-03-01T06:00:00.000Z', 'n', 'narrowed' FROM n`,
    )
      .bind(id)
      .run();
    const count = await env.DB.prepare(
      "SELECT count(*) AS n FROM consent WHERE organisationId = 'org_embassyOne' AND given = 0",
    ).first<number>("n");
    let seen = 0;
    let before: string | null = null;
    do {
      const input = { crisisId: CRISIS, ...(before === null ? {} : { before }) };
      const { body } = await world.as("supervisor").does(consentTaken, input);
      seen += (body.rows as Row[]).length;
      before = body.next as string | null;
    } while (before !== null);
    expect(seen).toBe(count);
  });
});

describe("a host authority", () => {
  it("reads which of its permits it may read no more, since when and why; no code, no case, no name", async () => {
    const one = await asked(world);
    await one.someone.does(consentWithdraw, { organisationId: AUTHORITY, purpose: "permit" });
    const answer = await world.as("permitOfficer").does(permitLost, { crisisId: CRISIS });
    expect(answer.body).toMatchObject({
      rows: [{ known: [one.id], event: "withdrawn", purpose: "permit" }],
      deleted: [],
    });
    expect(answer.text).not.toContain(one.registrationId);
    expect(answer.text).not.toContain("Printed Name");
    // What nobody asked it for is none of its business.
    const { someone } = await world.opens();
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    expect(
      ((await world.as("permitOfficer").does(permitLost, { crisisId: CRISIS })).body.rows as Row[]).length,
    ).toBe(1);
  });
  it("reads of those who are deleting everything", async () => {
    const one = await asked(world);
    await one.someone.does(registrationDelete);
    const { body } = await world.as("permitOfficer").does(permitLost, { crisisId: CRISIS });
    expect(body.deleted).toMatchObject([{ known: [one.id], event: "deleted", purpose: null }]);
  });
  it("and nobody else reads that, and of no other crisis", async () => {
    for (const name of ["supervisor", "embassyCoordinator", "gateOfficer", "platformAdministrator"] as const)
      expect((await world.as(name).does(permitLost, { crisisId: CRISIS })).status).toBe(403);
    const elsewhere = await world.as("permitOfficer").does(permitLost, { crisisId: "crs_elsewhere1" });
    expect(elsewhere.body.code).toBe("not-found");
  });
  it("stands among those whom she reads that they could see it", async () => {
    const one = await asked(world);
    await one.someone.does(consentWithdraw, { organisationId: AUTHORITY });
    const { before } = (await one.someone.does(registrationStatus)).body as {
      before: { name: string; purposes: string[]; ended: string }[];
    };
    expect(before).toMatchObject([{ name: "Exit office", purposes: ["permit"], ended: "withdrawn" }]);
  });
});

describe("an oversight body", () => {
  it("reads which of its complaints it sees no case of any more, and no case", async () => {
    const { id, someone } = await world.opens();
    const filed = await files({ oversee: "yes" }, someone);
    const reader = await env.DB.prepare("SELECT organisationId FROM complaint WHERE id = ?1")
      .bind(filed.id)
      .first<string>("organisationId");
    await someone.does(consentWithdraw, { organisationId: reader ?? "", purpose: "oversee" });
    const answer = await world.as("oversightVisitor").does(complaintLost, { crisisId: CRISIS });
    expect(answer.body.rows).toMatchObject([{ known: [filed.id], event: "withdrawn", purpose: "oversee" }]);
    expect(answer.text).not.toContain(id);
  });
});

describe("the desk of the recipient", () => {
  it("is poked and drops the case, from list, map and counts, when the clock ends a consent", async () => {
    const { id } = await world.opens({ exactPlace: false });
    const desk = world.as("embassyCoordinator");
    const { webSocket } = await exports.default.fetch(
      new Request(`${BASE}/api/live?crisis=${CRISIS}`, {
        headers: { Upgrade: "websocket", Cookie: desk.cookie },
      }),
    );
    const heads: number[] = [];
    webSocket?.addEventListener("message", (event) => {
      heads.push((JSON.parse(String(event.data)) as { head: number }).head);
    });
    webSocket?.accept();
    const before = Number((await desk.does(registrationQueue, { crisisId: CRISIS })).body.head);
    await later(world, 90 * DAY);
    await clockRuns();
    for (let tries = 0; tries < 40 && !heads.some((head) => head > before); tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heads.some((head) => head > before)).toBe(true);
    expect((await desk.does(liveChanges, { crisisId: CRISIS, since: before })).body.drop).toContain(id);
    const map = (await desk.does(registrationMap, { crisisId: CRISIS, bbox: "13,32,14,34", zoom: "12" }))
      .body;
    expect((map.groups as { id: string }[]).some((group) => group.id === id)).toBe(false);
    expect((await desk.does(registrationQueue, { crisisId: CRISIS })).body.count).toMatchObject({
      people: 0,
    });
    webSocket?.close();
  });
});

describe("a printed manifest", () => {
  for (const how of ["withdrawn", "expired"] as const)
    it(`is void, and lists her without a name, when the consent was ${how}`, async () => {
      const leavesAt = "2012-12-01T06:00:00Z";
      const movementId = await planned(world, { leavesAt });
      const { id, someone } = await world.opens();
      await place(world, movementId, id);
      await answers(someone, movementId, "coming");
      const desk = world.as("embassyCoordinator");
      const printed = (await desk.does(manifestPrint, { movementId, form: "print" })).body;
      if (how === "withdrawn") await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
      else {
        await later(world, 90 * DAY);
        await clockRuns();
      }
      const { rows, hash } = (await desk.does(manifestGet, { movementId })).body as {
        rows: { name: string | null; reference: string | null; withdrawn: boolean }[];
        hash: string;
      };
      expect(hash).not.toBe(printed.hash);
      expect(rows.map(({ name, reference, withdrawn }) => [name, reference, withdrawn])).toEqual([
        [null, null, true],
        [null, null, true],
      ]);
    });
});

describe("she", () => {
  it("reads who had it, from when until when, and what ended it", async () => {
    const { someone } = await world.opens({ partners: ["org_healthTeam"] });
    const { shares } = (await someone.does(registrationStatus)).body as { shares: { since: string }[] };
    await later(world, 2);
    await someone.does(consentWithdraw, { organisationId: "org_healthTeam" });
    const { before } = (await someone.does(registrationStatus)).body as {
      before: { name: string; purposes: string[]; since: string; until: string; ended: string }[];
    };
    expect(before).toMatchObject([
      { name: "Health team", purposes: ["assist", "place"], ended: "withdrawn" },
    ]);
    expect(before[0]?.since).toBe(shares[0]?.since);
    expect(Date.parse(before[0]?.until ?? "") - Date.parse(before[0]?.since ?? "")).toBe(2 * 3_600_000);
  });
});
