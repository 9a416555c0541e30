// Consents that nobody gave: forged, for somebody else, sent twice, to an organisation that may receive nothing.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentRenew, consentRevoke, consentWithdraw } from "../../schema/consent.ts";
import { consentReceipt } from "../../schema/consent-record.ts";
import { organisationStop } from "../../schema/organisation-stop.ts";
import { registrationGiveCode } from "../../schema/registration-end.ts";
import { personIds } from "../kit/movement.ts";
import { CRISIS } from "../kit/people.ts";
import { comesBack, freshKey, makeWorld, Someone, type World } from "../kit/world.ts";
import { eventRows, sightRows } from "./clock.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const to = (organisationId: string, purpose = "assist") => ({ organisationId, purpose });

describe("a forged consent", () => {
  it("cannot be given by an officer, by nobody, or with fields that say whose, how or which event it was", async () => {
    const { id, someone } = await world.opens();
    const before = await eventRows(id);
    for (const name of ["supervisor", "platformAdministrator", "healthCoordinator", "nobody"] as const)
      expect((await world.as(name).does(consentGive, to("org_healthTeam"))).status).toBe(401);
    for (const more of [
      { registrationId: world.own.id },
      { way: "paper" },
      { event: "renewed" },
      { until: "2099-01-01T00:00:00.000Z" },
      { at: "2011-01-01T00:00:00.000Z" },
    ]) {
      const answer = await someone.does(consentGive, { ...to("org_healthTeam"), ...more });
      expect([answer.status, answer.body.code]).toEqual([400, "malformed"]);
    }
    expect(await eventRows(id)).toEqual(before);
  });
  it("with a stolen name of a cookie reaches nobody's case", async () => {
    const forged = new Someone("own=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    expect((await forged.does(consentGive, to("org_healthTeam"))).body.code).toBe("signed-out");
    expect((await forged.does(consentReceipt)).body.code).toBe("signed-out");
  });
  it("that says one thing and does another is refused by the database itself", async () => {
    const { id } = await world.opens();
    for (const [event, given] of [
      ["withdrawn", 1],
      ["expired", 1],
      ["given", 0],
      ["renewed", 0],
    ])
      await expect(
        env.DB.prepare(
          "INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event) VALUES (?1, 'org_healthTeam', 'help', ?3, 't', 'n', ?2)",
        )
          .bind(id, event, given)
          .run(),
      ).rejects.toThrow("not-allowed");
    expect((await sightRows(id)).map(({ organisationId }) => organisationId)).toEqual(["org_embassyOne"]);
  });
});

describe("for another person", () => {
  it("an adult of the group with a code of her own can say nothing for the group", async () => {
    const { id, someone } = await world.opens({
      people: [
        { born: "34", relation: "self" },
        { born: "30", relation: "partner" },
      ],
    });
    const [, personId] = await personIds(id);
    const code = (await someone.does(registrationGiveCode, { personId })).body as {
      reference: string;
      pin: string;
    };
    const adult = await comesBack(code.reference, code.pin);
    for (const answer of [
      await adult.does(consentGive, to("org_healthTeam")),
      await adult.does(consentWithdraw, { organisationId: "org_embassyOne" }),
      await adult.does(consentRenew, { organisationId: "org_embassyOne" }),
      await adult.does(consentReceipt),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, "not-allowed"]);
    expect(await sightRows(id)).toHaveLength(1);
  });
  it("an organisation gives up its own sight alone, and only of what it sees", async () => {
    const { id, someone } = await world.opens({ recipients: ["org_embassyOne", "org_supportDesk"] });
    await world.as("supervisor").does(consentRevoke, { registrationId: id });
    expect((await sightRows(id)).map(({ organisationId }) => organisationId)).toEqual(["org_supportDesk"]);
    const again = await world.as("supervisor").does(consentRevoke, { registrationId: id });
    expect([again.status, again.body.code]).toEqual([404, "not-found"]);
    expect((await eventRows(id)).filter(({ event }) => event === "revoked")).toHaveLength(2);
    // She may ask the same embassy again.
    expect((await someone.does(consentGive, to("org_embassyOne", "help"))).status).toBe(200);
  });
});

describe("sent twice", () => {
  it("a withdrawal is one event, whether its key is the same or another", async () => {
    const { id, someone } = await world.opens({ exactPlace: false });
    const key = freshKey();
    const first = await someone.does(consentWithdraw, { organisationId: "org_embassyOne" }, { key });
    const same = await someone.does(consentWithdraw, { organisationId: "org_embassyOne" }, { key });
    const other = await someone.does(
      consentWithdraw,
      { organisationId: "org_embassyOne" },
      { key: freshKey() },
    );
    expect([first.status, same.body, other.status]).toEqual([200, first.body, 200]);
    expect((await eventRows(id)).filter(({ given }) => given === 0)).toHaveLength(1);
    const reused = await someone.does(consentWithdraw, { organisationId: "org_healthTeam" }, { key });
    expect([reused.status, reused.body.code]).toEqual([422, "key-reused"]);
  });
  it("an old withdrawal that is played again does not undo what she gave since", async () => {
    const { id, someone } = await world.opens();
    const key = freshKey();
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" }, { key });
    await someone.does(consentGive, to("org_embassyOne", "help"));
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" }, { key });
    expect(await sightRows(id)).toMatchObject([{ organisationId: "org_embassyOne", audience: "responder" }]);
  });
  it("an old yes that is played again does not undo her withdrawal", async () => {
    const { id, someone } = await world.opens();
    const key = freshKey();
    await someone.does(consentGive, to("org_healthTeam"), { key });
    await someone.does(consentWithdraw, { organisationId: "org_healthTeam" });
    await someone.does(consentGive, to("org_healthTeam"), { key });
    expect((await sightRows(id)).map(({ organisationId }) => organisationId)).toEqual(["org_embassyOne"]);
  });
});

describe("to an organisation that may receive nothing", () => {
  it("is refused: unknown, of no kind that receives, or out of the crisis", async () => {
    const { id, someone } = await world.opens();
    for (const organisationId of ["org_nowhere1", "org_exitOffice", "org_oversight", "org_platform"])
      for (const purpose of ["help", "assist", "place", "travel"]) {
        const answer = await someone.does(consentGive, to(organisationId, purpose));
        expect([answer.status, answer.body.code]).toEqual([422, "recipient-unknown"]);
      }
    // An office that was captured.
    const stopped = await world
      .as("platformAdministrator")
      .does(
        organisationStop,
        { id: "stp_bad00001", crisisId: CRISIS, organisationId: "org_supportDesk", reason: "Captured." },
        { key: freshKey() },
      );
    expect(stopped.status).toBe(200);
    for (const purpose of ["help", "assist", "place"])
      expect((await someone.does(consentGive, to("org_supportDesk", purpose))).body.code).toBe(
        "recipient-unknown",
      );
    await env.DB.prepare("DELETE FROM crisisOrganisation WHERE organisationId = 'org_healthTeam'").run();
    expect((await someone.does(consentGive, to("org_healthTeam"))).body.code).toBe("recipient-unknown");
    expect(await eventRows(id)).toHaveLength(2);
  });
});
