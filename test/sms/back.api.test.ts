// sms: coming back with code and PIN, being still there, STOP and START, and what a text may never do.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { checkDigit } from "../../schema/kit/damm.ts";
import { messageAnswer } from "../../schema/message.ts";
import { spaced } from "../../schema/registration.rules.ts";
import { registrationDecide, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationDelete, registrationGiveCode } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { say } from "../../schema/words.ts";
import { clockRuns, DAY, eventRows, later, sightRows } from "../consent/clock.ts";
import { type Gateway, makeGateway, passTime, tick } from "../kit/gateway.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
let gateway: Gateway;
beforeAll(async () => {
  world = await makeWorld();
  gateway = makeGateway();
});

let numbers = 0;
const fresh = () => `+2189200${String(++numbers).padStart(5, "0")}`;
const en = (key: string, values = {}) => say("en", key, values);
const noted = `${en("sms.noted")}\n${en("sms.notedPin")}`;
async function says(number: string, text: string): Promise<string[]> {
  await gateway.writes(number, text);
  return gateway.heard(number);
}
async function decides(id: string, version: number, state: string, reason?: string): Promise<void> {
  const answer = await world
    .as("embassyCoordinator")
    .does(
      registrationDecide,
      { id, state, ...(reason === undefined ? {} : { reason }) },
      { ifMatch: version },
    );
  expect(answer.status).toBe(200);
}
const sessions = async () =>
  (
    await env.DB.prepare("SELECT count(*) AS n FROM session WHERE registrationId IS NOT NULL").first<{
      n: number;
    }>()
  )?.n;

describe("code and PIN", () => {
  it("get how it stands, from any phone, in the language of the case, and leave no session", async () => {
    const { id, reference, pin } = await world.opens({ lang: "en" });
    const me = fresh();
    const open = await sessions();
    const [first] = await says(me, `${reference} ${pin}`);
    expect(first?.split("\n").slice(0, 2)).toEqual([spaced(reference), en("sms.state.sent")]);
    expect(first).toMatch(/\nNext news by \d+ March 2011, \d\d:\d\d UTC\.$/);
    await decides(id, 1, "read");
    expect((await says(me, `${spaced(reference)}, pin ${pin}`))[0]).toContain(en("sms.state.read"));
    await decides(id, 2, "more-needed", "Which quarter of the town?");
    const asked = await says(me, `${reference}${pin}`);
    expect(asked[0]).toContain(en("sms.state.more-needed"));
    expect(asked[1]).toBe(
      [en("sms.call"), "+218 00 000 000", en("sms.page"), "causeway.test/en/s"].join("\n"),
    );
    expect(asked.join()).not.toContain("quarter");
    expect(await sessions()).toBe(open);
  });
  it("say how many messages wait, and where to read them, never what they say", async () => {
    const { id, reference, pin } = await world.opens({ lang: "ar" });
    await world.as("embassyCoordinator").does(messageAnswer, { registrationId: id, text: "Marked words." });
    const [, unread] = await says(fresh(), `${reference} ${pin}`);
    expect(unread).toBe(
      [say("ar", "sms.unread", { n: 1 }), say("ar", "sms.page"), "causeway.test/ar/s"].join("\n"),
    );
  });
  it("of an adult with a code of her own work too, and no desk sees that she asked", async () => {
    const people = [
      { born: "34", relation: "self" },
      { born: "30", relation: "partner" },
    ];
    const { id, someone } = await world.opens({ people });
    const { body } = await someone.does(registrationStatus);
    const [, adult] = body.persons as { id: string }[];
    const { body: given } = await someone.does(registrationGiveCode, { personId: adult?.id });
    expect(given).toHaveProperty("pin");
    const [text] = await says(fresh(), `${String(given.reference)} ${String(given.pin)}`);
    expect(text).toContain(spaced(String(given.reference)));
    const rows = await env.DB.prepare("SELECT 1 FROM smsOut WHERE registrationId = ?1").bind(id).all();
    expect(rows.results).toEqual([]);
  });
  it("of a request that is being deleted say so and nothing else", async () => {
    const { reference, pin, someone } = await world.opens();
    await someone.does(registrationDelete);
    expect(await says(fresh(), `${reference} ${pin}`)).toEqual([
      `${spaced(reference)}\n${en("sms.deleting")}`,
    ]);
  });
  it("that do not fit get the same answer as a code that nobody has, and soon have to wait", async () => {
    const { reference } = await world.opens();
    const unknown = `900000000${checkDigit("900000000")}`;
    const [me, other] = [fresh(), fresh()];
    expect(await says(me, `${reference} 000000`)).toEqual(await says(other, `${unknown} 000000`));
    for (let n = 0; n < 2; n++) await says(me, `${reference} 000000`);
    // From other numbers three more, and then all of them wait a little.
    for (let n = 0; n < 3; n++) expect(await says(fresh(), `${reference} 000000`)).toEqual([en("sms.wrong")]);
    expect(await says(fresh(), `${reference} 000000`)).toEqual([en("sms.wait", { minutes: 1 })]);
  });
  it("with a mistake in the code are told so without a look; the code alone asks for the PIN", async () => {
    const { reference } = await world.opens();
    const wrong = `${reference.slice(0, 9)}${String((Number(reference[9]) + 1) % 10)}`;
    expect(await says(fresh(), `${wrong} 391846`)).toEqual([en("sms.slip")]);
    expect(await says(fresh(), spaced(reference))).toEqual([en("sms.pinToo")]);
  });
});

describe("OK and a code", () => {
  const aliveAt = async (id: string) =>
    (
      (await world.as("embassyCoordinator").does(registrationQueue, { crisisId: CRISIS, limit: 200 })).body
        .rows as { id: string; aliveAt: string }[]
    ).find((row) => row.id === id)?.aliveAt;
  it("say that she is still there, from any phone, and show at the desk", async () => {
    const { id, reference } = await world.opens();
    await env.DB.prepare("UPDATE registration SET aliveAt = '2011-02-28T00:00:00.000Z' WHERE id = ?1")
      .bind(id)
      .run();
    expect(await says(fresh(), `OK ${spaced(reference)}`)).toEqual([noted]);
    expect((await aliveAt(id))?.slice(0, 10)).toBe("2011-03-01");
    const audit = await env.DB.prepare(
      "SELECT actor FROM audit WHERE act = 'registration.alive' AND targetId = ?1",
    )
      .bind(id)
      .all();
    expect(audit.results).toEqual([{ actor: "person" }]);
  });
  it("get the same answer where nobody has the code: no way to find one out", async () => {
    const unknown = `900000000${checkDigit("900000000")}`;
    expect(await says(fresh(), `OK ${unknown}`)).toEqual([noted]);
  });
});

describe("STOP", () => {
  it("ends all texts to a number at once, without a last word, and what waits is not sent", async () => {
    const me = fresh();
    const { id } = await world.opens({ phone: me, phoneSafe: true });
    await says(me, "HELP");
    await decides(id, 1, "read");
    expect(await says(me, "STOP")).toEqual([]);
    passTime(60_000);
    await tick();
    await decides(id, 2, "listed");
    passTime(60_000);
    await tick();
    expect(gateway.heard(me)).toEqual([]);
    const { results } = await env.DB.prepare("SELECT state, sealed FROM smsOut WHERE registrationId = ?1")
      .bind(id)
      .all();
    expect(results).toEqual([{ state: "stopped", sealed: null }]);
  });
  it("silences answers too, but what she says is heard: she is still there", async () => {
    const me = fresh();
    const { id, reference, pin } = await world.opens();
    await says(me, "stop");
    await env.DB.prepare("UPDATE registration SET aliveAt = '2011-02-28T00:00:00.000Z' WHERE id = ?1")
      .bind(id)
      .run();
    for (const text of ["hello", `OK ${reference}`, `${reference} ${pin}`, "DELETE"])
      expect(await says(me, text)).toEqual([]);
    const row = await env.DB.prepare("SELECT aliveAt FROM registration WHERE id = ?1")
      .bind(id)
      .first<{ aliveAt: string }>();
    expect(row?.aliveAt.slice(0, 10)).toBe("2011-03-01");
  });
  it("is undone by START, and by asking for help", async () => {
    const [me, other] = [fresh(), fresh()];
    await says(me, "STOP");
    expect(await says(me, "START")).toEqual([en("sms.again")]);
    await says(other, "STOP");
    expect((await says(other, "HELP"))[0]).toMatch(/^Answer with a number/);
    expect(await says(me, "HELP")).toHaveLength(1);
  });
  it("from a number that never wrote counts for what waits already, in any language", async () => {
    const me = fresh();
    await world.opens({ phone: me, phoneSafe: true });
    expect(await says(me, "توقف")).toEqual([]);
    expect(await says(me, "hello")).toEqual([]);
  });
  it("stays when all else of a number is forgotten", async () => {
    const me = fresh();
    await says(me, "STOP");
    passTime(60 * 3_600_000);
    await tick();
    expect(await says(me, "hello")).toEqual([]);
    const { results } = await env.DB.prepare("SELECT sealed FROM smsNumber WHERE stoppedAt IS NULL").all();
    expect(results.length).toBeLessThan(2);
  });
});

describe("taking back", () => {
  it("is refused by text: a sender can be forged. It says where and how", async () => {
    const before = await env.DB.prepare("SELECT count(*) AS n FROM consent").first();
    const heard = await says(fresh(), "DELETE");
    expect(heard[0]).toBe(en("sms.erase"));
    expect(heard[1]).toContain("causeway.test/en/s");
    expect(heard[1]).toContain("+218 00 000 000");
    expect(await env.DB.prepare("SELECT count(*) AS n FROM consent").first()).toEqual(before);
  });
});

describe("OK and a code, when a yes is about to end", () => {
  it("gives no consent: what was about to end ends, unless the PIN stands there too", async () => {
    // The clock moves on by months: nothing else is tried after this.
    const silent = await world.opens();
    const speaks = await world.opens();
    await later(world, 60 * DAY);
    expect(await says(fresh(), `ok ${silent.reference}`)).toEqual([noted]);
    const [first, second] = await says(fresh(), `ok ${speaks.reference} ${speaks.pin}`);
    expect(first).toBe(en("sms.noted"));
    expect(second).toContain(en("sms.state.sent"));
    const renewed = async (id: string) =>
      (await eventRows(id)).filter((one) => one.event === "renewed").map((one) => one.purpose);
    expect(await renewed(silent.id)).toEqual([]);
    expect(await renewed(speaks.id)).toEqual(["help"]);
    await later(world, 31 * DAY);
    await clockRuns();
    expect(await sightRows(silent.id)).toEqual([]);
    expect(await sightRows(speaks.id)).toHaveLength(1);
  });
});
