// permit.ask, askFor, mine, answer, withdraw: only with her consent, once at a time, and never about an employer.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { permitAnswer, permitAsk, permitAskFor, permitOfCase, permitWithdraw } from "../../schema/permit.ts";
import { permitList } from "../../schema/permit-office.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { AUTHORITY, asked, decides, mine, opens, personsOf } from "./asking.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const rowsOf = async (registrationId: string) =>
  (
    await env.DB.prepare("SELECT count(*) AS n FROM permit WHERE registrationId = ?1")
      .bind(registrationId)
      .first<{ n: number }>()
  )?.n;
const consents = async (registrationId: string) =>
  (
    await env.DB.prepare(
      "SELECT organisationId, purpose, given FROM consent WHERE registrationId = ?1 AND purpose = 'permit' ORDER BY id",
    )
      .bind(registrationId)
      .all()
  ).results;

describe("asking", () => {
  it("writes the request and the consent to it together, and says until when", async () => {
    const one = await asked(world);
    expect(Date.parse(one.dueAt) - Date.parse("2011-03-01T06:00:00Z")).toBe(48 * 3_600_000);
    expect(await consents(one.registrationId)).toEqual([
      { organisationId: AUTHORITY, purpose: "permit", given: 1 },
    ]);
    const permit = await mine(one.someone, one.id);
    expect(permit).toMatchObject({
      state: "asked",
      authority: "Exit office",
      credential: null,
      specimen: false,
      reason: null,
    });
    expect(permit.printed).toMatchObject({
      name: "Printed Name",
      territory: "LBY",
      number: null,
      minor: false,
    });
  });
  it("is due in twelve hours where the group's need is the most urgent", async () => {
    const one = await asked(world, {}, { needs: ["medical"], danger: "now" });
    const urgency = await env.DB.prepare("SELECT urgency FROM registration WHERE id = ?1")
      .bind(one.registrationId)
      .first();
    expect(urgency).toEqual({ urgency: 1 });
    expect(Date.parse(one.dueAt) - Date.parse("2011-03-01T06:00:00Z")).toBe(12 * 3_600_000);
  });
  it("without consent is refused, and leaves nothing", async () => {
    const { id, someone } = await world.opens();
    const [personId] = await personsOf(id);
    const input = { personId, ground: "medical", name: "Printed Name" };
    for (const agree of [{}, { agree: "no" }]) {
      const answer = await someone.does(permitAsk, { ...input, ...agree });
      expect([answer.status, answer.body.code]).toEqual([422, "consent-missing"]);
    }
    expect([await rowsOf(id), await consents(id)]).toEqual([0, []]);
    expect((await someone.does(consentGive, { organisationId: AUTHORITY, purpose: "permit" })).status).toBe(
      200,
    );
    expect((await someone.does(permitAsk, input)).status).toBe(200);
    expect((await consents(id)).length).toBe(1);
  });
  it("twice for one person is refused while the first is open, and a retry doubles nothing", async () => {
    const { id, someone } = await world.opens();
    const [first, second] = await personsOf(id);
    const input = { personId: first, ground: "evacuation", name: "Printed Name", agree: true };
    const key = freshKey();
    const one = await someone.does(permitAsk, input, { key });
    const again = await someone.does(permitAsk, input, { key });
    expect([again.status, again.body]).toEqual([200, one.body]);
    expect(await rowsOf(id)).toBe(1);
    expect((await someone.does(permitAsk, input)).body.code).toBe("already-exists");
    expect((await someone.does(permitAsk, { ...input, name: "Else" }, { key })).body.code).toBe("key-reused");
    expect((await someone.does(permitAsk, { ...input, personId: second })).status).toBe(200);
    await someone.does(permitWithdraw, { permitId: one.body.id });
    expect((await someone.does(permitAsk, input)).status).toBe(200);
  });
  it("is for her own group alone", async () => {
    const { someone } = await world.opens();
    const [stranger] = await personsOf(world.own.id);
    const answer = await someone.does(permitAsk, {
      personId: stranger,
      ground: "family",
      name: "X",
      agree: "yes",
    });
    expect([answer.status, answer.body.code]).toEqual([404, "not-found"]);
  });
  it("marks a child by the year of birth", async () => {
    const child = await asked(world, { birthYear: "1994" });
    expect((await mine(child.someone, child.id)).printed).toMatchObject({ birthYear: 1994, minor: true });
    const adult = await asked(world, { birthYear: "١٩٩٣" });
    expect((await mine(adult.someone, adult.id)).printed).toMatchObject({ birthYear: 1993, minor: false });
  });
});

describe("an officer who asks for somebody", () => {
  it("needs the case, and the group's consent to that purpose", async () => {
    const { id, someone } = await world.opens();
    const [personId] = await personsOf(id);
    const input = { registrationId: id, personId, ground: "evacuation", name: "Printed Name" };
    const embassy = world.as("embassyCoordinator");
    expect((await embassy.does(permitAskFor, input)).body.code).toBe("consent-missing");
    expect((await embassy.does(permitOfCase, { registrationId: id })).body).toEqual({
      permits: [],
      consented: false,
    });
    await someone.does(consentGive, { organisationId: AUTHORITY, purpose: "permit" });
    expect((await world.as("otherEmbassy").does(permitAskFor, input)).body.code).toBe("not-found");
    expect((await world.as("otherEmbassy").does(permitOfCase, { registrationId: id })).body.code).toBe(
      "not-found",
    );
    const answer = await embassy.does(permitAskFor, input);
    expect(answer.status).toBe(200);
    const { body, text } = await embassy.does(permitOfCase, { registrationId: id });
    expect(body).toMatchObject({
      consented: true,
      permits: [{ id: answer.body.id, state: "asked", personId }],
    });
    expect(text).not.toContain("Printed Name");
    expect((await embassy.does(permitAskFor, input)).body.code).toBe("already-exists");
    const [own] = await personsOf(world.own.id);
    expect((await embassy.does(permitAskFor, { ...input, personId: own })).body.code).toBe("not-found");
    expect((await mine(someone, String(answer.body.id))).state).toBe("asked");
  });
  it("is none of a partner to whom only the need was shown", async () => {
    const { id, someone } = await world.opens();
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    const answer = await world.as("healthCoordinator").does(permitOfCase, { registrationId: id });
    expect(answer.body.code).toBe("not-found");
  });
});

describe("consent", () => {
  it("to read a permit is given to the host authority and to nobody else, and nothing else to it", async () => {
    const { someone } = await world.opens();
    const gives = async (organisationId: string, purpose: string) => {
      const answer = await someone.does(consentGive, { organisationId, purpose });
      return answer.status === 200 ? "given" : answer.body.code;
    };
    for (const purpose of ["help", "assist", "place", "travel"])
      expect(await gives(AUTHORITY, purpose)).toBe("recipient-unknown");
    for (const organisation of ["org_embassyTwo", "org_healthTeam", "org_oversight", "org_nobody0"])
      for (const purpose of ["permit", "travel"])
        expect(await gives(organisation, purpose)).toBe("recipient-unknown");
    expect(await gives(AUTHORITY, "permit")).toBe("given");
    expect(await gives(AUTHORITY, "permit")).toBe("recipient-has-consent");
    expect(await gives("org_healthTeam", "assist")).toBe("given");
  });
  it("taken back takes the request from the authority at once, and from her helpers nothing", async () => {
    const one = await asked(world);
    expect((await opens(world, one.id)).status).toBe(200);
    await one.someone.does(consentWithdraw, { organisationId: AUTHORITY });
    for (const name of ["permitOfficer", "permitColleague"] as const)
      expect((await opens(world, one.id, name)).body.code).toBe("not-found");
    expect((await decides(world, one.id, { state: "granted" })).body.code).toBe("not-found");
    const list = await world.as("permitOfficer").does(permitList, { crisisId: CRISIS });
    expect((list.body.permits as { id: string }[]).map((row) => row.id)).not.toContain(one.id);
    expect((await mine(one.someone, one.id)).state).toBe("withdrawn");
    const { body } = await world
      .as("embassyCoordinator")
      .does(permitOfCase, { registrationId: one.registrationId });
    expect(body).toMatchObject({ consented: false, permits: [{ id: one.id, state: "withdrawn" }] });
  });
  it("taken back after a refusal leaves nothing to object with, until it is given again", async () => {
    const one = await asked(world);
    await decides(world, one.id, { state: "refused", reason: "The name cannot be read." });
    await one.someone.does(consentWithdraw, { organisationId: AUTHORITY, purpose: "permit" });
    const objects = () => one.someone.does(permitAnswer, { permitId: one.id, words: "It can." });
    expect((await objects()).body.code).toBe("consent-missing");
    await one.someone.does(consentGive, { organisationId: AUTHORITY, purpose: "permit" });
    expect((await objects()).status).toBe(200);
  });
});

describe("taking back and answering", () => {
  it("takes back what is open, and nothing that was decided", async () => {
    const one = await asked(world);
    expect((await one.someone.does(permitWithdraw, { permitId: one.id })).status).toBe(200);
    expect((await opens(world, one.id)).body.code).toBe("not-found");
    for (const act of [permitWithdraw, permitAnswer])
      expect(
        (await one.someone.does(act, { permitId: one.id, ...(act === permitAnswer ? { words: "x" } : {}) }))
          .body.code,
      ).toBe("transition-impossible");
    const other = await asked(world);
    expect((await one.someone.does(permitWithdraw, { permitId: other.id })).body.code).toBe("not-found");
    expect((await one.someone.does(permitAnswer, { permitId: other.id, words: "x" })).body.code).toBe(
      "not-found",
    );
  });
  it("answers a question with words that only the authority and she can open", async () => {
    const one = await asked(world);
    await decides(world, one.id, { state: "more-needed", reason: "How is the name written?" });
    expect(await mine(one.someone, one.id)).toMatchObject({
      state: "more-needed",
      reason: "How is the name written?",
    });
    const words = "As on my marked paper.";
    expect((await one.someone.does(permitAnswer, { permitId: one.id, words })).status).toBe(200);
    expect((await opens(world, one.id)).body).toMatchObject({ state: "asked", objected: false, words });
    const dump = await env.DB.prepare(
      "SELECT group_concat(hex(words) || hex(sealed) || hex(ifnull(reason, ''))) AS all_ FROM permit",
    ).first<{ all_: string }>();
    for (const text of [words, "Printed Name", "How is the name"])
      expect(dump?.all_).not.toContain(
        [...new TextEncoder().encode(text)]
          .map((b) => b.toString(16).padStart(2, "0"))
          .join("")
          .toUpperCase(),
      );
  });
});
