// message: words both ways, sealed, read by those whom they reached and by nobody else; marks that only a person sets.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { liveChanges } from "../../schema/live.ts";
import {
  messageAnswer,
  messageMine,
  messageOfCase,
  messageRead,
  messageSeen,
  messageSend,
} from "../../schema/message.ts";
import { registrationDecide, registrationGet, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type Someone, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

interface Mine {
  id: string;
  from: { id: string } | null;
  to: { id: string; readAt: string | null }[];
  text: string;
  readAt: string | null;
}
interface InCase {
  id: string;
  from: { id: string } | null;
  text: string;
  shared: boolean;
  readAt: string | null;
}
const mine = async (someone: Someone) => (await someone.does(messageMine)).body.messages as Mine[];
const ofCase = async (name: PersonName, registrationId: string) =>
  (await world.as(name).does(messageOfCase, { registrationId })).body.messages as InCase[];
const rowOf = async (name: PersonName, id: string) => {
  const { body } = await world.as(name).does(registrationQueue, { crisisId: CRISIS, limit: 200 });
  return (body.rows as { id: string; unread?: number; aliveAt: string; version: number }[]).find(
    (row) => row.id === id,
  );
};

describe("a message of hers", () => {
  it("reaches those who help her, marks the case as unread, is a sign of life, and shows at once", async () => {
    const { id, someone } = await world.opens();
    const before = await rowOf("embassyCoordinator", id);
    expect(before).not.toHaveProperty("unread");
    const since = (await world.as("embassyCoordinator").does(registrationQueue, { crisisId: CRISIS })).body
      .head;
    expect((await someone.does(messageSend, { text: "We can walk to the port." })).status).toBe(200);
    const changes = (await world.as("embassyCoordinator").does(liveChanges, { crisisId: CRISIS, since }))
      .body;
    const [put] = (changes.put as { id: string; unread: number; aliveAt: string; version: number }[]).filter(
      (row) => row.id === id,
    );
    expect(put?.unread).toBe(1);
    expect(Date.parse(put?.aliveAt ?? "")).toBeGreaterThanOrEqual(Date.parse(before?.aliveAt ?? ""));
    // What an officer is writing is not made stale by it.
    expect(put?.version).toBe(before?.version);
    expect(await ofCase("embassyCoordinator", id)).toMatchObject([
      { from: null, personId: null, shared: false, text: "We can walk to the port.", readAt: null },
    ]);
  });
  it("is not read by opening the case or the words, and is read when an officer says so or answers", async () => {
    const { id, someone } = await world.opens();
    await someone.does(messageSend, { text: "One" });
    await world.as("embassyCoordinator").does(registrationGet, { id });
    await ofCase("embassyCoordinator", id);
    expect((await rowOf("embassyCoordinator", id))?.unread).toBe(1);
    expect((await mine(someone))[0]?.to[0]?.readAt).toBeNull();
    const read = await world.as("embassyColleague").does(messageRead, { registrationId: id });
    expect(read.body).toEqual({ read: 1 });
    expect(await rowOf("embassyCoordinator", id)).not.toHaveProperty("unread");
    expect((await mine(someone))[0]?.to[0]?.readAt).not.toBeNull();
    await someone.does(messageSend, { text: "Two" });
    const [second] = await ofCase("embassyCoordinator", id);
    await world
      .as("embassyCoordinator")
      .does(messageAnswer, { registrationId: id, text: "Stay there.", answers: second?.id });
    expect(await rowOf("embassyCoordinator", id)).not.toHaveProperty("unread");
  });
  it("goes to one of those who help her alone, where she says so", async () => {
    const { id, someone } = await world.opens({ recipients: ["org_embassyOne", "org_supportDesk"] });
    await someone.does(messageSend, { text: "To both" });
    await someone.does(messageSend, { text: "To one", to: ["org_embassyOne"] });
    expect((await ofCase("embassyCoordinator", id)).map((one) => [one.text, one.shared])).toEqual([
      ["To one", false],
      ["To both", true],
    ]);
    expect((await ofCase("agencyCoordinator", id)).map((one) => one.text)).toEqual(["To both"]);
    expect((await rowOf("agencyCoordinator", id))?.unread).toBe(1);
  });
  it("is not read by whoever joins later, and never by a partner", async () => {
    const { id, someone } = await world.opens();
    await someone.does(messageSend, { text: "Before they came" });
    await someone.does(consentGive, { organisationId: "org_embassyTwo", purpose: "help" });
    await someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    expect(await ofCase("otherEmbassy", id)).toEqual([]);
    await someone.does(messageSend, { text: "After they came" });
    expect((await ofCase("otherEmbassy", id)).map((one) => one.text)).toEqual(["After they came"]);
    for (const name of ["healthCoordinator", "healthViewer"] as const)
      expect((await world.as(name).does(messageOfCase, { registrationId: id })).status).not.toBe(200);
    expect(await rowOf("healthCoordinator", id)).not.toHaveProperty("unread");
  });
  it("is refused by name to those who do not help her, to nobody, empty, and too long", async () => {
    const { someone } = await world.opens();
    const code = async (input: unknown) => (await someone.does(messageSend, input)).body.code;
    expect(await code({ text: "x", to: ["org_embassyTwo"] })).toBe("recipient-unknown");
    expect(await code({ text: "x", to: ["org_exitOffice"] })).toBe("recipient-unknown");
    expect([await code({ text: " " }), await code({}), await code({ text: "x".repeat(1001) })]).toEqual([
      "malformed",
      "malformed",
      "malformed",
    ]);
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    expect(await code({ text: "Is anybody there?" })).toBe("recipient-unknown");
  });
  it("is one message, however often it is sent", async () => {
    const { someone } = await world.opens();
    const key = freshKey();
    const first = await someone.does(messageSend, { text: "Once" }, { key });
    const again = await someone.does(messageSend, { text: "Once" }, { key });
    expect([again.body, (await mine(someone)).length]).toEqual([first.body, 1]);
    expect((await someone.does(messageSend, { text: "Other" }, { key })).body.code).toBe("key-reused");
  });
});

describe("a robot", () => {
  it("is stopped after two hundred messages in a day of the crisis", async () => {
    const { id, someone } = await world.opens();
    await someone.does(messageSend, { text: "One" });
    await env.DB.prepare(
      `INSERT INTO message (id, registrationId, fromId, at, sealed, seq) SELECT 'msg_flood' || value, registrationId, NULL, at, sealed, seq
       FROM message, json_each(?2) WHERE registrationId = ?1`,
    )
      .bind(id, JSON.stringify(Array.from({ length: 199 }, (_, n) => n)))
      .run();
    const more = await someone.does(messageSend, { text: "One more" });
    expect([more.status, more.body.code, more.headers.get("Retry-After")]).toEqual([429, "too-many", "3600"]);
  });
});

describe("an answer", () => {
  it("comes back to her, unread until she has seen it, and is the next word", async () => {
    const { id, someone } = await world.opens();
    await someone.does(messageSend, { text: "Where to?" });
    const [asked] = await ofCase("embassyCoordinator", id);
    const said = { registrationId: id, text: "Nowhere yet. Stay.", answers: asked?.id };
    expect((await world.as("fieldWorker").does(messageAnswer, said)).body.code).toBe("not-found");
    expect((await world.as("embassyCoordinator").does(messageAnswer, said)).status).toBe(200);
    expect((await someone.does(registrationStatus)).body.unread).toBe(1);
    const [answer] = await mine(someone);
    expect(answer).toMatchObject({ from: { id: "org_embassyOne" }, to: [], text: said.text, readAt: null });
    expect((await ofCase("embassyCoordinator", id))[0]?.readAt).toBeNull();
    expect((await someone.does(messageSeen)).body).toEqual({ seen: 1 });
    expect((await someone.does(registrationStatus)).body.unread).toBe(0);
    expect((await ofCase("embassyCoordinator", id))[0]?.readAt).not.toBeNull();
  });
  it("reaches whom the message reached, or her alone; words that answer nothing stay between the two", async () => {
    const { id, someone } = await world.opens({ recipients: ["org_embassyOne", "org_supportDesk"] });
    await someone.does(messageSend, { text: "To both" });
    const [asked] = await ofCase("embassyCoordinator", id);
    const says = (text: string, over: Record<string, unknown>) =>
      world.as("embassyCoordinator").does(messageAnswer, { registrationId: id, text, ...over });
    await says("For all", { answers: asked?.id });
    await says("For her", { answers: asked?.id, alone: true });
    await says("Unasked", {});
    expect((await ofCase("agencyCoordinator", id)).map((one) => one.text)).toEqual(["For all", "To both"]);
    // Only her own words are unread.
    expect((await rowOf("agencyCoordinator", id))?.unread).toBe(1);
    expect((await mine(someone)).map((one) => one.text)).toEqual([
      "Unasked",
      "For her",
      "For all",
      "To both",
    ]);
  });
  it("is refused where the message never reached the officer, and in a case that was taken back", async () => {
    const { id, someone } = await world.opens({ recipients: ["org_embassyOne", "org_supportDesk"] });
    await someone.does(messageSend, { text: "Private", to: ["org_supportDesk"] });
    const [hidden] = await ofCase("agencyCoordinator", id);
    const says = (input: Record<string, unknown>) =>
      world.as("embassyCoordinator").does(messageAnswer, { registrationId: id, text: "x", ...input });
    expect((await says({ answers: hidden?.id })).body.code).toBe("not-found");
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    expect((await says({})).body.code).toBe("not-found");
    const code = async (act: typeof messageRead | typeof messageOfCase) =>
      (await world.as("embassyCoordinator").does(act, { registrationId: id })).body.code;
    expect([await code(messageRead), await code(messageOfCase)]).toEqual(["not-found", "not-found"]);
  });
  it("makes no decision and no version", async () => {
    const { id, someone } = await world.opens();
    await world.as("embassyCoordinator").does(messageAnswer, { registrationId: id, text: "We are here." });
    expect((await someone.does(registrationStatus)).body.state).toBe("sent");
    const decided = await world
      .as("embassyCoordinator")
      .does(registrationDecide, { id, state: "read" }, { ifMatch: 1 });
    expect(decided.status).toBe(200);
  });
});

describe("messages at rest", () => {
  it("are sealed, and reading them is a look that she can see", async () => {
    const { id, someone } = await world.opens();
    const text = "Unmistakable words of hers";
    await someone.does(messageSend, { text });
    await world.as("embassyCoordinator").does(messageAnswer, { registrationId: id, text });
    const rows = await env.DB.prepare("SELECT * FROM message WHERE registrationId = ?1").bind(id).all();
    expect(rows.results).toHaveLength(2);
    const decoder = new TextDecoder();
    for (const row of rows.results) {
      expect(decoder.decode(new Uint8Array(row.sealed as ArrayBuffer))).not.toContain("Unmistakable");
      expect(JSON.stringify({ ...row, sealed: null })).not.toContain("Unmistakable");
    }
    expect((await someone.does(registrationStatus)).body.looks).toEqual([]);
    await ofCase("embassyCoordinator", id);
    expect((await someone.does(registrationStatus)).body.looks).toMatchObject([{ name: "Embassy one" }]);
  });
  it("cannot be opened in another's place", async () => {
    const [a, b] = [await world.opens(), await world.opens()];
    await a.someone.does(messageSend, { text: "A" });
    await b.someone.does(messageSend, { text: "B" });
    await env.DB.prepare(
      "UPDATE message SET sealed = (SELECT sealed FROM message WHERE registrationId = ?2) WHERE registrationId = ?1",
    )
      .bind(a.id, b.id)
      .run();
    const answer = await a.someone.does(messageMine);
    expect([answer.status, answer.body.code]).toEqual([500, "internal"]);
  });
});
