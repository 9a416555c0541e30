// No ordinary write opens a case that is nobody's work: every act of an officer that names a case, or something of one, is
// done on a case that a colleague closed. Either it asks for the reason first, or the case stays as shut as it was.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { acts } from "../../schema/concepts.ts";
import { consentGive } from "../../schema/consent.ts";
import type { Act } from "../../schema/kit/act.ts";
import { messageAnswer } from "../../schema/message.ts";
import { needState, needUpdate } from "../../schema/need.ts";
import { permitAsk, permitOfCase } from "../../schema/permit.ts";
import { registrationDecide, registrationGet } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { seatOfCase, seatPlace, seatPlaceMany } from "../../schema/seat.ts";
import { smsOfCase } from "../../schema/sms.ts";
import { zoneNear } from "../../schema/zone.ts";
import { makeGateway } from "../kit/gateway.ts";
import { personIds, place, planned } from "../kit/movement.ts";
import type { PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type Someone, type World } from "../kit/world.ts";
import { needsOf } from "../referral/refer.ts";
import * as closed from "./closed.ts";

let world: World;
let ship: string;
beforeAll(async () => {
  world = await makeWorld();
  ship = await planned(world);
});

interface Closed {
  id: string;
  someone: Someone;
  personIds: string[];
  needId: string | undefined;
}

/** A case with everything that an act may name, which a colleague closed. */
async function closedCase(over: Record<string, unknown> = {}): Promise<Closed> {
  const { id, someone } = await world.opens({ needs: ["medicine", "transport"], ...over });
  await someone.does(
    consentGive,
    { organisationId: "org_embassyOne", purpose: "refer" },
    { key: freshKey() },
  );
  const [personId] = await personIds(id);
  const asked = { personId, ground: "evacuation", name: "Marked", agree: "yes" };
  await someone.does(permitAsk, asked, { key: freshKey() });
  await closed.closes(world, id);
  return { id, someone, personIds: await personIds(id), needId: (await needsOf(id))[0]?.id };
}

/** Asks: refused without a reason. Shut: it may be done, and what is read of the case still takes a reason. */
type Outcome = "asks" | "shut";
interface Tried {
  input: (one: Closed) => Record<string, unknown>;
  is: Outcome;
  by?: PersonName;
}
const byId = (one: Closed) => ({ id: one.id });
const byCase = (one: Closed) => ({ registrationId: one.id });
const proposed = "spl_reasonTest1";
const split = "spl_reasonTest2";
const tries: Readonly<Record<string, Tried>> = {
  "registration.decide": { input: (one) => ({ id: one.id, state: "left" }), is: "asks" },
  "registration.get": { input: byId, is: "asks" },
  "registration.pinQuestions": { input: byId, is: "asks" },
  "registration.resetPin": {
    input: (one) => ({
      id: one.id,
      answers: [
        { question: "name", answer: "Marked" },
        { question: "need", answer: "transport" },
        { question: "people", answer: "2" },
      ],
    }),
    is: "asks",
  },
  "consent.revoke": { input: byCase, is: "shut", by: "supervisor" },
  "need.state": { input: (one) => ({ ...byCase(one), kind: "shelter", urgency: 3 }), is: "asks" },
  "need.update": { input: (one) => ({ needId: one.needId, state: "assigned" }), is: "asks" },
  "referral.offer": {
    input: (one) => ({ needId: one.needId, organisationId: "org_healthTeam" }),
    is: "asks",
  },
  "zone.near": { input: byCase, is: "asks" },
  "seat.free": { input: (one) => ({ movementId: ship, ...byCase(one), reason: "None" }), is: "shut" },
  "seat.ofCase": { input: byCase, is: "asks" },
  "seat.place": { input: (one) => ({ movementId: ship, ...byCase(one) }), is: "asks" },
  "seat.placeMany": { input: (one) => ({ movementId: ship, registrationIds: [one.id] }), is: "asks" },
  "seat.proposeSplit": {
    input: (one) => ({
      id: proposed,
      movementId: ship,
      ...byCase(one),
      personIds: one.personIds.slice(1, 2),
      reason: "One place.",
    }),
    is: "asks",
  },
  "seat.approveSplit": { input: () => ({ splitId: split }), is: "asks", by: "supervisor" },
  "permit.askFor": {
    input: (one) => ({ ...byCase(one), personId: one.personIds[1], ground: "evacuation", name: "Marked" }),
    is: "asks",
  },
  "permit.ofCase": { input: byCase, is: "asks" },
  "message.answer": { input: (one) => ({ ...byCase(one), text: "Stay where you are." }), is: "shut" },
  "message.ofCase": { input: byCase, is: "asks" },
  "message.read": { input: byCase, is: "shut" },
  "sms.ofCase": { input: byCase, is: "asks" },
  "note.add": {
    input: (one) => ({
      ...byCase(one),
      id: "nte_reasonTest1",
      keyVersion: 1,
      enc: "B".repeat(87),
      sealed: "AAAA",
    }),
    is: "shut",
  },
  "note.ofCase": { input: byCase, is: "asks" },
};
/** What names no case of the officer's: a text or a movement of one, or what another organisation handed over. */
const others = /^(glass|movement|manifest|export|pass|permit|gate|sms\.cancel|seat\.list|referral)\b/;

const officers = ["intake", "coordinator", "supervisor"];
const namesCase = (act: Act) =>
  act.may.some((role) => officers.includes(role)) &&
  /"(reg|ned|spl|rfl|sms|prm|nte)_/.test(JSON.stringify(act.example.input));

const does = (act: Act, tried: Tried, one: Closed) =>
  world.as(tried.by ?? "embassyCoordinator").does(act, tried.input(one), {
    ...(act.kind === "read" ? {} : { key: freshKey() }),
    ifMatch: act.name === "registration.decide" ? 3 : 1,
  });

describe("an act on a case that is nobody's work", () => {
  it("is tried here, whichever it is", () => {
    const untried = acts.filter((act) => namesCase(act) && tries[act.name] === undefined);
    expect(untried.map((act) => act.name).filter((name) => !others.test(name))).toEqual([]);
  });
  for (const [name, tried] of Object.entries(tries))
    it(`${name} ${tried.is === "asks" ? "asks for the reason first" : "opens nothing"}`, async () => {
      const act = acts.find((one) => one.name === name);
      if (act === undefined) throw new Error(`no act ${name}`);
      const one = await closedCase();
      if (name === "message.ofCase") {
        const said = { registrationId: one.id, text: "Marked words." };
        await world.as("embassyColleague").does(messageAnswer, said, { key: freshKey() });
      }
      if (name === "seat.approveSplit")
        await env.DB.prepare(
          `INSERT INTO split (id, movementId, registrationId, personIds, reason, proposedBy, proposedAt, agreed)
           VALUES (?1, ?2, ?3, ?4, x'00', 'off_emb0001', '2011-03-01', 1)`,
        )
          .bind(split, ship, one.id, JSON.stringify(one.personIds.slice(1, 2)))
          .run();
      if (name === "registration.decide")
        await env.DB.prepare("UPDATE registration SET version = 3 WHERE id = ?1").bind(one.id).run();
      const by = tried.by ?? "embassyCoordinator";
      const answer = await does(act, tried, one);
      if (tried.is === "asks") {
        expect([name, answer.status, answer.body.code]).toEqual([name, 422, "reason-needed"]);
        expect(answer.text).not.toContain("Marked");
        await closed.explains(world, by, one.id);
        expect((await does(act, tried, one)).body.code).not.toBe("reason-needed");
      } else {
        const code = (await closed.opens(world, by, one.id)).body.code;
        expect(name === "consent.revoke" ? code === "not-found" : code === "reason-needed").toBe(true);
      }
    });
  it("is no seat where it was told that nothing is possible, alone or among many; the others get theirs", async () => {
    const told = await world.opens();
    const other = await world.opens();
    const said = { id: told.id, state: "not-possible", reason: "No seat." };
    await world.as("embassyColleague").does(registrationDecide, said, { ifMatch: 1 });
    const her = world.as("embassyCoordinator");
    const one = await place(world, ship, told.id);
    expect(one.body.code).toBe("reason-needed");
    const many = { movementId: ship, registrationIds: [told.id, other.id] };
    const answer = await her.does(seatPlaceMany, many, { key: freshKey() });
    expect(answer.body).toMatchObject({ refused: [told.id], placed: [{ registrationId: other.id }] });
    expect((await closed.opens(world, "embassyCoordinator", told.id)).body.code).toBe("reason-needed");
    await closed.explains(world, "embassyCoordinator", told.id);
    expect((await place(world, ship, told.id)).status).toBe(200);
  });
  it("is found out where it is done in steps: state a need, take it, open", async () => {
    const { id } = await closedCase();
    const her = world.as("embassyCoordinator");
    const stated = await her.does(
      needState,
      { registrationId: id, kind: "shelter", urgency: 3 },
      { key: freshKey() },
    );
    expect(stated.body.code).toBe("reason-needed");
    for (const { id: needId, version } of await needsOf(id))
      await her.does(needUpdate, { needId, state: "assigned" }, { key: freshKey(), ifMatch: version });
    await place(world, ship, id);
    expect((await closed.opens(world, "embassyCoordinator", id)).body.code).toBe("reason-needed");
    const { n } = (await env.DB.prepare("SELECT count(*) AS n FROM access WHERE registrationId = ?1")
      .bind(id)
      .first<{ n: number }>()) ?? { n: -1 };
    expect(n).toBe(0);
  });
  it("goes on as ever where the case is work: undecided, sent to this organisation", async () => {
    const { id } = await world.opens({ needs: ["medicine"] });
    const her = world.as("embassyCoordinator");
    const [need] = await needsOf(id);
    expect((await her.does(needUpdate, { needId: need?.id, state: "assigned" }, { ifMatch: 1 })).status).toBe(
      200,
    );
    expect((await her.does(needState, { registrationId: id, kind: "shelter", urgency: 3 })).status).toBe(200);
    const read = await her.does(registrationGet, { id });
    const version = Number(read.body.version);
    expect((await her.does(registrationDecide, { id, state: "read" }, { ifMatch: version })).status).toBe(
      200,
    );
    expect((await her.does(seatPlace, { movementId: ship, registrationId: id })).status).toBe(200);
  });
});

describe("a part of a case that is read", () => {
  const looksOf = async (someone: Someone) =>
    (await someone.does(registrationStatus)).body.looks as { times: number; fields: string[] }[];
  const rows = (id: string) =>
    env.DB.prepare("SELECT count(*) AS n FROM access WHERE registrationId = ?1").bind(id).first<number>("n");

  it("is on her page by its kind, and however often a screen asks it is one look an hour", async () => {
    const gateway = makeGateway();
    const me = "+218940099001";
    await gateway.writes(me, "START");
    const { id, someone } = await world.opens({ phone: me, phoneSafe: true });
    const [personId] = await personIds(id);
    await someone.does(
      permitAsk,
      { personId, ground: "evacuation", name: "Marked", agree: "yes" },
      { key: freshKey() },
    );
    const her = world.as("embassyCoordinator");
    await her.does(messageAnswer, { registrationId: id, text: "Marked words." }, { key: freshKey() });
    const kinds = async () => (await looksOf(someone)).flatMap((look) => look.fields);
    expect(await kinds()).toEqual([]);
    expect((await her.does(permitOfCase, { registrationId: id })).status).toBe(200);
    expect(await kinds()).toEqual(["permit"]);
    const texts = (await her.does(smsOfCase, { registrationId: id })).body.texts as unknown[];
    expect([texts.length, await kinds()]).toEqual([1, ["phone", "permit"]]);
    expect((await her.does(seatOfCase, { registrationId: id })).body.seats).toEqual([]);
    expect(await rows(id)).toBe(2);
    await place(world, ship, id);
    await her.does(seatOfCase, { registrationId: id });
    await her.does(zoneNear, { registrationId: id });
    expect(await kinds()).toEqual(["phone", "place", "permit", "seats"]);
    for (let n = 0; n < 3; n++)
      for (const act of [permitOfCase, smsOfCase, seatOfCase, zoneNear])
        await her.does(act, { registrationId: id });
    expect(await rows(id)).toBe(4);
    // Another officer is another look.
    await world.as("embassyColleague").does(permitOfCase, { registrationId: id });
    expect(await rows(id)).toBe(5);
  });
  it("is covered by the opening of the case itself, but not by one for another reason", async () => {
    const { id } = await world.opens();
    const her = world.as("embassyCoordinator");
    await her.does(registrationGet, { id });
    await her.does(zoneNear, { registrationId: id });
    expect(await rows(id)).toBe(1);
    await closed.closes(world, id);
    expect((await her.does(zoneNear, { registrationId: id })).body.code).toBe("reason-needed");
    await closed.explains(world, "embassyCoordinator", id);
    await her.does(zoneNear, { registrationId: id });
    expect(await rows(id)).toBe(2);
  });
});
