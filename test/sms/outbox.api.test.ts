// sms: news by text: only where it is safe, held and taken back, tried again for as long as the gateway is away, never twice.
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { crisisOpen } from "../../schema/crisis.ts";
import { messageAnswer } from "../../schema/message.ts";
import { spaced } from "../../schema/registration.rules.ts";
import { registrationDecide } from "../../schema/registration-desk.ts";
import { registrationDelete, registrationGiveCode } from "../../schema/registration-end.ts";
import { registrationUpdate } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { type SmsInCase, smsCancel, smsOfCase } from "../../schema/sms.ts";
import { say } from "../../schema/words.ts";
import { type Gateway, makeGateway, passTime, settled, tick } from "../kit/gateway.ts";
import type { PersonName } from "../kit/people.ts";
import { comesBack, makeWorld, type World } from "../kit/world.ts";

let world: World;
let gateway: Gateway;
beforeAll(async () => {
  world = await makeWorld();
  gateway = makeGateway();
});
beforeEach(() => {
  gateway.answers = "taken";
});

let numbers = 0;
const fresh = () => `+2189400${String(++numbers).padStart(5, "0")}`;
const MINUTE = 60_000;

/** A case whose phone wrote to us once: in an exercise, no other number gets a text. */
async function safeCase(over: Record<string, unknown> = {}) {
  const me = fresh();
  await gateway.writes(me, "START");
  gateway.heard(me);
  return { me, ...(await world.opens({ phone: me, phoneSafe: true, ...over })) };
}
const decide = (id: string, version: number, state: string) =>
  world.as("embassyCoordinator").does(registrationDecide, { id, state }, { ifMatch: version });
const answers = (registrationId: string, over: Record<string, unknown> = {}) =>
  world.as("embassyCoordinator").does(messageAnswer, { registrationId, text: "Marked words.", ...over });
const ofCase = async (id: string, name: PersonName = "embassyCoordinator") =>
  (await world.as(name).does(smsOfCase, { registrationId: id })).body.texts as SmsInCase[];
async function waits(ms: number): Promise<void> {
  passTime(ms);
  // Desks are not idle meanwhile: their sessions go on with the time that passes.
  await env.DB.prepare("UPDATE session SET startedAt = ?1, expiresAt = ?2 WHERE officerId IS NOT NULL")
    .bind(new Date().toISOString(), new Date(Date.now() + 20 * MINUTE).toISOString())
    .run();
  await tick();
  await settled();
}

describe("news", () => {
  it("of a decision says that something is new and the code, and nothing else, after half a minute", async () => {
    const { me, id, reference } = await safeCase();
    expect((await decide(id, 1, "read")).status).toBe(200);
    await waits(20_000);
    expect(gateway.heard(me)).toEqual([]);
    expect(await ofCase(id)).toMatchObject([{ kind: "news", state: "queued", tries: 0, ends: me.slice(-2) }]);
    expect((await ofCase(id))[0]?.heldUntil).not.toBeNull();
    await waits(20_000);
    expect(gateway.heard(me)).toEqual([`You have 1 new message. Code:\n${spaced(reference)}`]);
    expect(await ofCase(id)).toMatchObject([{ state: "sent", heldUntil: null, tries: 1 }]);
  });
  it("of an answer comes in her language; several within the half minute are one", async () => {
    const { me, id, reference } = await safeCase({ lang: "ar" });
    await answers(id);
    await answers(id);
    await decide(id, 1, "read");
    await waits(MINUTE);
    expect(gateway.heard(me)).toEqual([`${say("ar", "sms.news")}\n${spaced(reference)}`]);
    await answers(id);
    await waits(MINUTE);
    expect(gateway.heard(me)).toHaveLength(1);
  });
  it("goes to no phone that was not called safe, to none that cannot be dialled, and to nobody without one", async () => {
    const asked = gateway.asked;
    const me = fresh();
    await gateway.writes(me, "STOP");
    for (const over of [
      { phone: fresh() },
      { phone: fresh(), phoneSafe: false },
      { phone: "the shop next door", phoneSafe: true },
      { phoneSafe: true },
      { phone: me, phoneSafe: true },
    ]) {
      const { id } = await world.opens(over);
      expect((await decide(id, 1, "read")).status).toBe(200);
      expect(await ofCase(id)).toEqual([]);
    }
    await waits(MINUTE);
    expect(gateway.asked).toBe(asked);
  });
  it("of an exercise goes to no number that never wrote to us; of a real crisis it does", async () => {
    const invented = await world.opens({ phone: fresh(), phoneSafe: true });
    await decide(invented.id, 1, "read");
    expect(await ofCase(invented.id)).toEqual([]);
    const real = await world.as("platformAdministrator").does(crisisOpen, {
      id: "crs_real0001",
      name: { en: "Real crisis" },
      kind: "flood",
      hostCountry: "LY",
      area: [9, 19, 26, 34],
      receivingDeskId: "org_embassyOne",
    });
    expect(real.body).toMatchObject({ clock: null });
    const one = await world.opens({
      crisisId: real.body.id,
      place: undefined,
      phone: fresh(),
      phoneSafe: true,
    });
    await decide(one.id, 1, "read");
    expect(await ofCase(one.id)).toHaveLength(1);
  });
  it("for another adult's conversation does not go to the phone that the group gave", async () => {
    const { id, someone, me } = await safeCase({
      people: [
        { born: "34", relation: "self" },
        { born: "30", relation: "partner" },
      ],
    });
    const { body } = await someone.does(registrationStatus);
    const [, adult] = body.persons as { id: string }[];
    const { body: given } = await someone.does(registrationGiveCode, { personId: adult?.id });
    const her = await comesBack(String(given.reference), String(given.pin));
    const sent = await her.does({ name: "message.send", kind: "write" }, { text: "Alone." });
    await answers(id, { answers: sent.body.id, alone: true });
    await waits(MINUTE);
    expect(gateway.heard(me)).toEqual([]);
  });
  it("that waits is not sent where she has changed her mind, her number, or asked to delete all", async () => {
    const cases = await Promise.all([safeCase(), safeCase(), safeCase(), safeCase({ phone: undefined })]);
    const [unsafe, moved, deleted] = cases;
    for (const { id } of [unsafe, moved, deleted]) await decide(id, 1, "read");
    await unsafe.someone.does(registrationUpdate, { phoneSafe: false });
    await moved.someone.does(registrationUpdate, { phone: fresh(), phoneSafe: true });
    await deleted.someone.does(registrationDelete);
    await waits(MINUTE);
    for (const { me } of cases) expect(gateway.heard(me)).toEqual([]);
    expect(await ofCase(unsafe.id)).toMatchObject([{ state: "cancelled" }]);
    expect(await ofCase(moved.id)).toMatchObject([{ state: "cancelled" }]);
    const left = () =>
      env.DB.prepare("SELECT state, sealed FROM smsOut WHERE registrationId = ?1").bind(deleted.id).all();
    expect((await left()).results).toEqual([{ state: "cancelled", sealed: null }]);
    // What the clock does at the end of the three days (test/erasure): nothing is left here either.
    await env.DB.prepare("UPDATE registration SET erasedAt = '2011-03-05' WHERE id = ?1")
      .bind(deleted.id)
      .run();
    expect((await left()).results).toEqual([]);
  });
});

describe("a held text", () => {
  it("is taken back by an officer within its half minute, once, and never afterwards", async () => {
    const { me, id } = await safeCase();
    await decide(id, 1, "read");
    const [text] = await ofCase(id);
    const officer = world.as("embassyColleague");
    const taken = await officer.does(smsCancel, { id: text?.id });
    expect(taken.body).toEqual({ id: text?.id, state: "cancelled" });
    expect((await officer.does(smsCancel, { id: text?.id })).body.code).toBe("stale");
    await waits(MINUTE);
    expect(gateway.heard(me)).toEqual([]);
    await decide(id, 2, "listed");
    await waits(MINUTE);
    const [second] = await ofCase(id);
    expect((await officer.does(smsCancel, { id: second?.id })).body.code).toBe("stale");
    expect(gateway.heard(me)).toHaveLength(1);
  });
  it("is nobody else's: not another embassy's, not a partner's, not theirs from whom she took the case", async () => {
    const { id, someone } = await safeCase({ partners: ["org_healthTeam"] });
    await decide(id, 1, "read");
    const [text] = await ofCase(id);
    for (const name of ["otherEmbassy", "healthCoordinator"] as const) {
      expect((await world.as(name).does(smsOfCase, { registrationId: id })).body.code).toBe("not-found");
      expect((await world.as(name).does(smsCancel, { id: text?.id })).body.code).toBe("not-found");
    }
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    expect((await world.as("embassyCoordinator").does(smsOfCase, { registrationId: id })).body.code).toBe(
      "not-found",
    );
    expect((await world.as("embassyCoordinator").does(smsCancel, { id: text?.id })).body.code).toBe(
      "not-found",
    );
  });
  it("shows a desk no number and no text, only the last two digits", async () => {
    const { me, id } = await safeCase();
    await decide(id, 1, "read");
    const { text } = await world.as("embassyCoordinator").does(smsOfCase, { registrationId: id });
    expect(text).not.toContain(me.slice(1, -2));
    expect(text).not.toContain("message. Code");
  });
});

describe("a gateway", () => {
  it("that is away for an hour loses nothing and gets everything once, with pauses that grow", async () => {
    gateway.answers = "away";
    const cases = [await safeCase(), await safeCase(), await safeCase()];
    for (const { id } of cases) await decide(id, 1, "read");
    const asked = gateway.asked;
    const before = gateway.taken.length;
    // A minute of the clock at a time, as in production; half of it broken rather than away.
    for (let minute = 0; minute < 60; minute++) {
      if (minute === 30) gateway.answers = "broken";
      await waits(MINUTE);
    }
    const tries = gateway.asked - asked;
    expect(gateway.taken.length).toBe(before);
    expect(tries).toBeLessThanOrEqual(6 * 12);
    for (const { id } of cases) expect(await ofCase(id)).toMatchObject([{ state: "queued" }]);
    gateway.answers = "taken";
    for (let minute = 0; minute < 16; minute++) await waits(MINUTE);
    for (const { me, id } of cases) {
      const texts = gateway.taken.filter((one) => one.to === me);
      expect(texts.map((one) => one.text.split("\n")[0])).toEqual([
        "Texts are on again. STOP ends them.",
        "You have 1 new message. Code:",
      ]);
      expect(new Set(texts.map((one) => one.id)).size).toBe(texts.length);
      expect(await ofCase(id)).toMatchObject([{ state: "sent" }]);
    }
    console.log(
      `sms: ${String(tries)} tries for 6 texts in an hour without a gateway, none lost, none doubled`,
    );
  }, 60_000);
  it("that took a text and whose answer was lost is not brought it again, once its report is there", async () => {
    const { me, id } = await safeCase();
    await decide(id, 1, "read");
    gateway.answers = "silent";
    await waits(MINUTE);
    expect(gateway.heard(me)).toHaveLength(1);
    expect(await ofCase(id)).toMatchObject([{ state: "queued", tries: 1 }]);
    const sent = gateway.taken.find((one) => one.to === me && one.text.includes("message"));
    gateway.answers = "taken";
    await gateway.reports(sent?.id ?? "", "8");
    for (let minute = 0; minute < 8; minute++) await waits(MINUTE);
    expect(gateway.heard(me)).toEqual([]);
    expect(await ofCase(id)).toMatchObject([{ state: "sent" }]);
  }, 30_000);
  it("that took a text without an answer or a report is asked again with the same id, so that it can tell", async () => {
    const { me, id } = await safeCase();
    await decide(id, 1, "read");
    gateway.answers = "silent";
    await waits(MINUTE);
    gateway.answers = "taken";
    for (let minute = 0; minute < 8; minute++) await waits(MINUTE);
    const texts = gateway.taken.filter((one) => one.to === me && one.text.includes("message"));
    expect(texts).toHaveLength(2);
    expect(new Set(texts.map((one) => one.id)).size).toBe(1);
    expect(await ofCase(id)).toMatchObject([{ state: "sent" }]);
  }, 30_000);
  it("that refuses a text is not asked again, and the desk sees it", async () => {
    const { id } = await safeCase();
    await decide(id, 1, "read");
    gateway.answers = "refused";
    await waits(MINUTE);
    const asked = gateway.asked;
    await waits(20 * MINUTE);
    expect(gateway.asked).toBe(asked);
    expect(await ofCase(id)).toMatchObject([{ state: "failed", tries: 1 }]);
  });
  it("gets a number's texts in their order, also after it was away", async () => {
    const me = fresh();
    gateway.answers = "away";
    for (const text of ["HELP", "1", "Sebha"]) await gateway.writes(me, text);
    gateway.answers = "taken";
    for (let minute = 0; minute < 6; minute++) await waits(MINUTE);
    expect(gateway.heard(me).map((text) => text.slice(0, 8))).toEqual(["Answer w", "Help is ", "How many"]);
  });
  it("is brought each text once by the clock and by others' texts that come at once", async () => {
    const { me, id } = await safeCase();
    await decide(id, 1, "read");
    passTime(MINUTE);
    await Promise.all([tick(), ...[1, 2, 3].map(() => gateway.writes(fresh(), "HELP"))]);
    await settled();
    expect(gateway.heard(me)).toHaveLength(1);
  });
});

describe("the clock", () => {
  it("gives up a text after a day, and forgets states after a month", async () => {
    const { me, id } = await safeCase();
    await decide(id, 1, "read");
    gateway.answers = "away";
    await waits(25 * 60 * MINUTE);
    const { results } = await env.DB.prepare(
      "SELECT state, sealed FROM smsOut WHERE registrationId = ?1 AND kind = 'news'",
    )
      .bind(id)
      .all();
    expect(results).toEqual([{ state: "failed", sealed: null }]);
    gateway.answers = "taken";
    await waits(31 * 24 * 60 * MINUTE);
    const left = await env.DB.prepare("SELECT count(*) AS n FROM smsOut").first();
    expect([left, gateway.heard(me)]).toEqual([{ n: 0 }, []]);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM smsIn").first()).toEqual({ n: 0 });
  });
});
