// crisis.replaceDesk: a receiving desk that was stopped has a successor at once, whoever is in danger reaches it, and no
// consent moves along: who asked the desk of before reads who receives now, and says yes or not.
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { consentGive } from "../../schema/consent.ts";
import { crisisClose, crisisGet } from "../../schema/crisis.ts";
import { crisisReplaceDesk } from "../../schema/crisis-desk.ts";
import { organisationLift, organisationStop } from "../../schema/organisation-stop.ts";
import { registrationOpen } from "../../schema/registration.ts";
import { registrationGet } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { joins } from "../account/desk.ts";
import { CRISIS, type PersonName, smallGroup } from "../kit/people.ts";
import { type Answer, freshKey, makeWorld, Someone, send, type World } from "../kit/world.ts";

const OLD = "org_supportDesk";
const NEXT = "org_healthTeam";
let world: World;
/** A supervisor of the aid agency that takes over. */
let agency: Someone;
beforeAll(async () => {
  world = await makeWorld();
  agency = (await joins(world.as("platformAdministrator"), NEXT, "supervisor")).desk;
});

/** Nothing of the test before is left over. */
beforeEach(async () => {
  const { results } = await env.DB.prepare("SELECT id FROM stop WHERE liftedAt IS NULL").all<{
    id: string;
  }>();
  for (const { id } of results)
    for (const by of ["oversightVisitor", "platformAdministrator"] as const)
      await world.as(by).does(organisationLift, { id, reason: "Back" });
  await env.DB.batch([
    env.DB.prepare("UPDATE crisis SET receivingDeskId = ?1, closedAt = NULL").bind(OLD),
    env.DB.prepare("DELETE FROM deskBefore"),
  ]);
});

let made = 0;
async function stops(organisationId = OLD): Promise<string> {
  const id = `stp_desk${String(++made).padStart(5, "0")}`;
  const input = { id, crisisId: CRISIS, organisationId, reason: "Marked words" };
  expect((await world.as("oversightVisitor").does(organisationStop, input)).status).toBe(200);
  return id;
}
const replaces = (
  by: PersonName | Someone,
  organisationId = NEXT,
  instead: string | null = OLD,
  key = freshKey(),
): Promise<Answer> =>
  (by instanceof Someone ? by : world.as(by)).does(
    crisisReplaceDesk,
    { id: CRISIS, organisationId, instead },
    { key },
  );
const deskNow = async () => (await world.as("nobody").does(crisisGet, { id: CRISIS })).body.receivingDeskId;
const { recipients: _, ...group } = smallGroup();
const inDanger = () =>
  new Someone("").does(registrationOpen, { ...group, danger: "now" }, { key: freshKey() });
const sharesOf = async (someone: Someone) =>
  (await someone.does(registrationStatus)).body.shares as {
    organisationId: string;
    deskNow?: { id: string; name: string };
    stoppedAt?: string;
  }[];

describe("a stopped receiving desk", () => {
  it("is taken over by a supervisor of an aid agency for her own, and danger reaches it at once", async () => {
    expect((await replaces(agency)).body.code).toBe("not-allowed");
    await stops();
    expect((await inDanger()).body.code).toBe("malformed");
    const key = freshKey();
    const answer = await replaces(agency, NEXT, OLD, key);
    expect([answer.status, answer.body.receivingDeskId]).toEqual([200, NEXT]);
    expect((await replaces(agency, NEXT, OLD, key)).body).toEqual(answer.body);
    expect(await deskNow()).toBe(NEXT);
    expect((await inDanger()).status).toBe(200);
    const seen = await env.DB.prepare(
      "SELECT count(*) AS n FROM sight WHERE organisationId = ?1 AND audience = 'responder'",
    )
      .bind(NEXT)
      .first<number>("n");
    expect(seen).toBe(1);
    const audit = await env.DB.prepare("SELECT targetId, organisationId FROM audit WHERE act = ?1")
      .bind("crisis.replaceDesk")
      .all();
    expect(audit.results).toEqual([{ targetId: NEXT, organisationId: NEXT }]);
  });
  it("is told on the form: nobody is promised a desk that reads nothing", async () => {
    const form = async () => (await send("GET", `/en/r?crisis=${CRISIS}`)).text;
    expect(await form()).toContain('data-desk="1"');
    await stops();
    expect(await form()).not.toContain('data-desk="1"');
    await replaces("platformAdministrator");
    expect(await form()).toContain('data-desk="1"');
  });
  it("is not taken over for another, by an embassy, by a stopped office, or where it works", async () => {
    expect((await replaces("supervisor", "org_embassyOne")).body.code).toBe("not-allowed");
    await stops();
    expect((await replaces("supervisor", "org_embassyOne")).body.code).toBe("not-allowed");
    expect((await replaces(agency, "org_embassyOne")).body.code).toBe("not-allowed");
    expect((await replaces(agency, "org_nowhere1")).body.code).toBe("recipient-unknown");
    await stops(NEXT);
    expect((await replaces(agency)).body.code).toBe("not-found");
    expect(await deskNow()).toBe(OLD);
    for (const by of ["embassyCoordinator", "oversightVisitor", "permitOfficer"] as const)
      expect((await replaces(by)).body.code).toBe("not-allowed");
    for (const by of ["nobody", "strandedMigrant"] as const)
      expect((await replaces(by)).body.code).toBe("signed-out");
  });
});

describe("the platform", () => {
  it("names any organisation that receives, stopped or not; never a host authority, nor one that takes no part", async () => {
    for (const id of ["org_exitOffice", "org_nowhere1"])
      expect((await replaces("platformAdministrator", id)).body.code).toBe("recipient-unknown");
    await stops(NEXT);
    expect((await replaces("platformAdministrator")).body.code).toBe("recipient-unknown");
    expect((await replaces("platformAdministrator", "org_embassyOne")).status).toBe(200);
    expect(await deskNow()).toBe("org_embassyOne");
  });
  it("of two at once one replaces it, and the other reads that it was changed", async () => {
    const both = await Promise.all([
      replaces("platformAdministrator"),
      replaces("platformColleague", "org_embassyOne"),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    await world.as("platformAdministrator").does(crisisClose, { id: CRISIS });
    const late = await replaces("platformAdministrator", "org_embassyTwo", String(await deskNow()));
    expect(late.body.code).toBe("crisis-closed");
  });
});

describe("whoever asked the desk of before", () => {
  it("reads who receives now; nothing of hers is seen there until she says yes", async () => {
    const { id, someone } = await world.opens({ recipients: [OLD] });
    const apart = await world.opens({ recipients: ["org_embassyOne"] });
    const stop = await stops();
    expect((await sharesOf(someone))[0]?.deskNow).toBeUndefined();
    await replaces("platformAdministrator");
    expect(await sharesOf(someone)).toMatchObject([
      { organisationId: OLD, stoppedAt: expect.any(String), deskNow: { id: NEXT, name: "Health team" } },
    ]);
    expect((await sharesOf(apart.someone))[0]?.deskNow).toBeUndefined();
    const page = await send("GET", "/en/s/share", { headers: { Cookie: someone.cookie } });
    expect(page.text).toContain("cannot see your request until you say yes");
    expect((await agency.does(registrationGet, { id })).body.code).toBe("not-found");
    const events = await env.DB.prepare("SELECT count(*) AS n FROM consent WHERE registrationId = ?1")
      .bind(id)
      .first<number>("n");
    const given = await someone.does(consentGive, { organisationId: NEXT, purpose: "help" });
    expect(given.status).toBe(200);
    expect((await agency.does(registrationGet, { id })).status).toBe(200);
    expect((await sharesOf(someone)).every((one) => one.deskNow === undefined)).toBe(true);
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM consent WHERE registrationId = ?1").bind(id).first("n"),
    ).toBe(Number(events) + 1);
    // The office that comes back has what she still consents to, and is not the desk by itself.
    await world.as("oversightVisitor").does(organisationLift, { id: stop, reason: "Back" });
    await world.as("platformAdministrator").does(organisationLift, { id: stop, reason: "Back" });
    expect(await deskNow()).toBe(NEXT);
    expect((await replaces("platformAdministrator", OLD, NEXT)).status).toBe(200);
    expect((await sharesOf(apart.someone)).every((one) => one.deskNow === undefined)).toBe(true);
  });
});
