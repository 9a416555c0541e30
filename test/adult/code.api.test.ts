// An adult's own code: who gets one, what it opens, what it does not, and that nobody takes it over.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { acts } from "../../schema/concepts.ts";
import { isChecked } from "../../schema/kit/damm.ts";
import { messageAnswer, messageMine, messageOfCase, messageSend } from "../../schema/message.ts";
import { registrationSignIn } from "../../schema/registration.ts";
import { registrationDownload, registrationGiveCode } from "../../schema/registration-end.ts";
import {
  registrationChangePerson,
  registrationChangePin,
  registrationTell,
} from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { bounds } from "../../worker/app.ts";
import { comesBack, freshKey, makeWorld, type Someone, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const people = [
  { name: "Marked Head", born: "40", relation: "self" },
  { name: "Marked Adult", born: "38", relation: "partner" },
  { name: "Marked Child", born: "7", relation: "child" },
  { name: "Marked Ageless", relation: "sibling" },
];

/** A group of four, and the second adult's own code. */
async function group(over: Record<string, unknown> = {}) {
  const opened = await world.opens({ people, phone: "0912345", note: "not for her eyes", ...over });
  const persons = (await opened.someone.does(registrationStatus)).body.persons as { id: string }[];
  const ids = persons.map((one) => one.id);
  const given = await opened.someone.does(registrationGiveCode, { personId: ids[1] }, { key: freshKey() });
  const { reference, pin } = given.body as { reference: string; pin: string };
  return { ...opened, ids, given, code: { reference, pin }, adult: await comesBack(reference, pin) };
}

describe("giving a code", () => {
  it("shows ten checked digits and a secret number once, and a retry shows the same", async () => {
    const { someone, id } = await world.opens({ people });
    const persons = (await someone.does(registrationStatus)).body.persons as { id: string }[];
    const key = freshKey();
    const first = await someone.does(registrationGiveCode, { personId: persons[1]?.id }, { key });
    expect(first.status).toBe(200);
    expect([String(first.body.reference).length, isChecked(String(first.body.reference))]).toEqual([
      10,
      true,
    ]);
    expect(first.body.pin).toMatch(/^\d{6}$/);
    expect((await someone.does(registrationGiveCode, { personId: persons[1]?.id }, { key })).body).toEqual(
      first.body,
    );
    expect((await someone.does(registrationStatus)).body.codes).toEqual([persons[1]?.id]);
    const stored = await env.DB.prepare("SELECT * FROM adultCode WHERE registrationId = ?1").bind(id).first();
    const text = JSON.stringify(stored, (_, value: unknown) =>
      value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value,
    );
    expect(text).not.toContain(String(first.body.reference));
  });
  it("is for another adult of the group alone", async () => {
    const { someone, ids } = await group();
    const code = async (personId: string | undefined) =>
      (await someone.does(registrationGiveCode, { personId })).body;
    expect(await code(ids[0])).toMatchObject({
      code: "malformed",
      fields: [{ path: "personId", reason: "not-another-adult" }],
    });
    expect((await code(ids[2])).code).toBe("malformed");
    expect((await code(ids[3])).reference).toMatch(/^\d{10}$/);
    expect((await code("per_ofNobodyHere")).code).toBe("not-found");
  });
  it("never replaces the code that somebody uses", async () => {
    const { someone, ids, code } = await group();
    const again = await someone.does(registrationGiveCode, { personId: ids[1] });
    expect([again.status, again.body.code]).toEqual([409, "already-exists"]);
    await comesBack(code.reference, code.pin);
  });
  it("answers an unknown code, a wrong number and an adult's wrong number alike", async () => {
    const { code, reference } = await group();
    const signIn = async (ref: string, pin: string) => {
      const { status, body } = await world.as("nobody").does(registrationSignIn, { reference: ref, pin });
      return [status, body.code, body.title];
    };
    const wrong = (pin: string) => (pin === "000000" ? "000001" : "000000");
    const [a, b, c] = [
      await signIn(code.reference, wrong(code.pin)),
      await signIn(reference, wrong(code.pin)),
      await signIn("1234567897", code.pin),
    ];
    expect([a, b]).toEqual([c, c]);
  });
});

describe("an adult with her own code", () => {
  it("sees her group's state and people, under her own code, without the phone and the note", async () => {
    const { adult, ids, code, someone } = await group();
    const { body } = await adult.does(registrationStatus);
    expect(body).toMatchObject({
      reference: code.reference,
      adultId: ids[1],
      ownPin: false,
      codes: [],
      state: "sent",
      phone: null,
      note: null,
    });
    expect((body.persons as { id: string }[]).map((one) => one.id)).toEqual(ids);
    const head = (await someone.does(registrationStatus)).body;
    expect([head.adultId, head.phone, head.note, head.ownPin]).toEqual([
      null,
      "0912345",
      "not for her eyes",
      true,
    ]);
    expect((await adult.does(registrationDownload)).text).not.toContain("not for her eyes");
  });
  it("changes and tells of herself, and of nobody else", async () => {
    const { adult, ids } = await group();
    const changes = async (input: unknown) => (await adult.does(registrationChangePerson, input)).body.code;
    expect(await changes({ personId: ids[1], person: { name: "Her Own Name", born: "39" } })).toBeUndefined();
    expect([
      await changes({ personId: ids[0], person: { name: "Another" } }),
      await changes({ person: { name: "New" } }),
      await changes({ personId: ids[1], remove: true }),
    ]).toEqual(["not-allowed", "not-allowed", "not-allowed"]);
    const tells = async (personId: string | undefined) =>
      (await adult.does(registrationTell, { personId, sex: "female" })).body.code;
    expect([await tells(ids[1]), await tells(ids[0])]).toEqual([undefined, "not-allowed"]);
  });
  it("writes and reads apart from whoever registered; those who help her see which of them wrote", async () => {
    const { adult, someone, id, ids } = await group();
    await someone.does(messageSend, { text: "From the head" });
    await adult.does(messageSend, { text: "From the adult" });
    const texts = async (who: Someone) =>
      ((await who.does(messageMine)).body.messages as { text: string }[]).map((one) => one.text);
    expect([await texts(someone), await texts(adult)]).toEqual([["From the head"], ["From the adult"]]);
    const inCase = (await world.as("embassyCoordinator").does(messageOfCase, { registrationId: id })).body;
    expect((inCase.messages as { personId: string | null }[]).map((one) => one.personId)).toEqual([
      ids[1],
      null,
    ]);
    for (const text of [
      (await someone.does(registrationDownload)).text,
      (await someone.does(registrationStatus)).text,
    ])
      expect(text).not.toContain("From the adult");
  });
  it("is answered in her own conversation, and an answer to one leaves the other unread", async () => {
    const { adult, someone, id } = await group();
    await someone.does(messageSend, { text: "From the head" });
    await adult.does(messageSend, { text: "From the adult" });
    const inCase = async () =>
      (await world.as("embassyCoordinator").does(messageOfCase, { registrationId: id })).body.messages as {
        id: string;
        text: string;
        readAt: string | null;
      }[];
    const asked = (await inCase()).find((one) => one.text === "From the adult");
    await world
      .as("embassyCoordinator")
      .does(messageAnswer, { registrationId: id, text: "To the adult", answers: asked?.id });
    const texts = async (who: Someone) =>
      ((await who.does(messageMine)).body.messages as { text: string }[]).map((one) => one.text);
    expect([await texts(adult), await texts(someone)]).toEqual([
      ["To the adult", "From the adult"],
      ["From the head"],
    ]);
    expect((await inCase()).find((one) => one.text === "From the head")?.readAt).toBeNull();
    expect((await adult.does(registrationStatus)).body.unread).toBe(1);
    expect((await someone.does(registrationStatus)).body.unread).toBe(0);
  });
  it("keeps to herself what she told of herself", async () => {
    const { adult, someone, ids } = await group();
    await adult.does(registrationTell, { personId: ids[1], speaksAlso: "Unmistakable tongue" });
    expect((await adult.does(registrationDownload)).text).toContain("Unmistakable tongue");
    expect((await someone.does(registrationDownload)).text).not.toContain("Unmistakable tongue");
    const over = await someone.does(registrationTell, { personId: ids[1], sex: "male" });
    expect(over.body.code).toBe("not-allowed");
  });
  it("leaves no trace of coming and of writing on the pages of whoever registered", async () => {
    const { adult, someone, id, code } = await group();
    const trace = async () => {
      const { looks, ...status } = (await someone.does(registrationStatus)).body;
      const { madeAt: _, looks: looked, ...whole } = (await someone.does(registrationDownload)).body;
      // That an organisation looked at the case is the group's to know; not that it read messages.
      expect(JSON.stringify([looks, looked])).not.toMatch(/message/i);
      return [JSON.stringify(status), JSON.stringify(whole)];
    };
    const before = await trace();
    await comesBack(code.reference, code.pin);
    await adult.does(messageSend, { text: "Help me alone" });
    const inCase = (await world.as("embassyCoordinator").does(messageOfCase, { registrationId: id })).body;
    const [asked] = inCase.messages as { id: string }[];
    const answered = await world
      .as("embassyCoordinator")
      .does(messageAnswer, { registrationId: id, text: "Yes", answers: asked?.id });
    expect(answered.status).toBe(200);
    expect(await trace()).toEqual(before);
  });
  it("chooses a secret number of her own, which ends the sessions of the old one", async () => {
    const { adult, code } = await group();
    const other = await comesBack(code.reference, code.pin);
    const wrong = await adult.does(registrationChangePin, { old: "000000", pin: "604817" });
    expect([wrong.status, wrong.body.code]).toEqual([401, "code-or-pin-wrong"]);
    const right = await adult.does(registrationChangePin, { old: code.pin, pin: "٦٠٤٨١٧" });
    expect(right.body).toEqual({ changed: true });
    expect((await other.does(registrationStatus)).body.code).toBe("signed-out");
    expect((await adult.does(registrationStatus)).body.ownPin).toBe(true);
    const old = await world.as("nobody").does(registrationSignIn, code);
    expect(old.body.code).toBe("code-or-pin-wrong");
    await comesBack(code.reference, "604817");
  });
  it("cannot be taken out of the group while she has it", async () => {
    const { someone, ids } = await group();
    const removed = await someone.does(registrationChangePerson, { personId: ids[1], remove: true });
    expect([removed.status, removed.body.code]).toEqual([409, "person-held"]);
  });
});

describe("every act of a person, tried by an adult with her own code", () => {
  const hers = new Set([
    "registration.status",
    "registration.stay",
    "registration.alive",
    "registration.download",
    "registration.leaveGroup",
    "registration.changePin",
    "registration.endOthers",
    "registration.changePerson",
    "registration.tell",
    "message.send",
    "danger.mine",
    "danger.tell",
    "danger.withdraw",
    "message.mine",
    "message.seen",
    "seat.mine",
    "pass.mine",
    "tracing.mine",
    "tracing.agree",
    "tracing.disagree",
    "tracing.answer",
    "tracing.refuse",
    "tracing.takeBack",
  ]);
  // What she may do to her own entry alone is refused for the example's, which is another's.
  const ownEntry = new Set(["registration.changePerson", "registration.tell"]);
  const bound = new Set(bounds.map((one) => one.act.name));
  for (const act of acts.filter(
    (one) => one.may.every((caller) => caller === "person") && bound.has(one.name),
  ))
    it(`${act.name} is ${hers.has(act.name) ? "open to" : "refused to"} her`, async () => {
      const { adult } = await group();
      const { status, body } = await adult.does(act, act.example.input);
      const refused = !hers.has(act.name) || ownEntry.has(act.name);
      if (refused) expect([status, body.code]).toEqual([403, "not-allowed"]);
      else expect(status).not.toBe(403);
    });
});
