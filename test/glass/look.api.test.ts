// Looking at people: every door leaves its record in the batch of the look, a case that is nobody's work takes a reason,
// and others review it.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { manifestGet } from "../../schema/manifest.ts";
import { messageOfCase, messageSend } from "../../schema/message.ts";
import { needUpdate } from "../../schema/need.ts";
import { registrationQueue } from "../../schema/registration-desk.ts";
import { registrationDownload } from "../../schema/registration-end.ts";
import { registrationFind } from "../../schema/registration-find.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { place, planned } from "../kit/movement.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type Someone, type World } from "../kit/world.ts";
import * as closed from "./closed.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

interface Recorded {
  act: string;
  actor: string;
  organisationId: string;
  purpose: string | null;
  fields: number;
  glassId: string | null;
}
async function recordsOf(id: string): Promise<Recorded[]> {
  const { results } = await env.DB.prepare(
    `SELECT a.act, a.actor, x.organisationId, x.purpose, x.fields, x.glassId FROM access x JOIN audit a ON a.seq = x.seq
     WHERE x.registrationId = ?1 ORDER BY x.seq`,
  )
    .bind(id)
    .all<Recorded>();
  return results;
}
const looksOf = async (someone: Someone) =>
  (await someone.does(registrationStatus)).body.looks as {
    name: string;
    times: number;
    fields: string[];
    reasoned?: true;
  }[];
const opens = (name: PersonName, id: string) => closed.opens(world, name, id);
const explains = (name: PersonName, id: string, key?: string) => closed.explains(world, name, id, key);
const closes = (id: string, state?: string) => closed.closes(world, id, state);

describe("a look", () => {
  it("says who, under which consent, and what it showed", async () => {
    const { id, someone } = await world.opens();
    await opens("embassyCoordinator", id);
    expect(await recordsOf(id)).toMatchObject([
      {
        act: "registration.get",
        actor: "off_emb0001",
        organisationId: "org_embassyOne",
        purpose: "help",
        glassId: null,
      },
    ]);
    const [look] = await looksOf(someone);
    expect(look).toMatchObject({ name: "Embassy one", times: 1 });
    expect(look?.fields).toEqual(
      expect.arrayContaining(["names", "born", "documents", "phone", "barriers", "needs", "place"]),
    );
    expect(look?.fields).not.toContain("messages");
    expect(look?.reasoned).toBeUndefined();
  });
  it("of a partner shows needs and the area, and says so", async () => {
    const { id, someone } = await world.opens({ partners: ["org_healthTeam"], exactPlace: false });
    expect((await opens("healthCoordinator", id)).status).toBe(200);
    expect(await recordsOf(id)).toMatchObject([{ organisationId: "org_healthTeam", purpose: "assist" }]);
    expect((await looksOf(someone))[0]?.fields).toEqual(["needs", "area"]);
  });
  it("shows nothing where its record cannot be written", async () => {
    const { id } = await world.opens();
    await env.DB.prepare(
      "CREATE TRIGGER testFull BEFORE INSERT ON access BEGIN SELECT RAISE(ABORT, 'disk is full'); END",
    ).run();
    const answer = await opens("embassyCoordinator", id);
    await env.DB.prepare("DROP TRIGGER testFull").run();
    expect([answer.status, answer.body.code]).toEqual([500, "internal"]);
    expect(answer.text).not.toContain("Marked Name");
    const { results } = await env.DB.prepare(
      "SELECT 1 FROM audit WHERE act = 'registration.get' AND targetId = ?1",
    )
      .bind(id)
      .all();
    expect(results).toEqual([]);
  });
  it("at a manifest is one statement for all, and one record for each whose name it showed", async () => {
    const one = await world.opens();
    const two = await world.opens();
    const ship = await planned(world);
    for (const { id } of [one, two]) await place(world, ship, id);
    const before = await env.DB.prepare("SELECT count(*) AS n FROM audit").first<number>("n");
    await world.as("embassyCoordinator").does(manifestGet, { movementId: ship });
    const after = await env.DB.prepare("SELECT count(*) AS n FROM audit").first<number>("n");
    expect(Number(after) - Number(before)).toBe(1);
    for (const { id, someone } of [one, two]) {
      expect((await recordsOf(id)).filter((row) => row.act === "manifest.get")).toHaveLength(1);
      expect((await looksOf(someone))[0]?.fields).toEqual(expect.arrayContaining(["names", "documents"]));
    }
  });
  it("at her messages is told apart, but not where another adult has a code of her own", async () => {
    const { id, someone } = await world.opens();
    await someone.does(messageSend, { text: "Where to?" }, { key: freshKey() });
    await world.as("embassyCoordinator").does(messageOfCase, { registrationId: id });
    expect((await looksOf(someone))[0]?.fields).toEqual(["messages"]);
    const person = await env.DB.prepare(
      "SELECT id FROM person WHERE registrationId = ?1 ORDER BY position DESC LIMIT 1",
    )
      .bind(id)
      .first<string>("id");
    await env.DB.prepare("INSERT INTO adultCode VALUES (?1, ?2, 'h1', x'', x'', x'', 1, 't')")
      .bind(person, id)
      .run();
    const [look] = await looksOf(someone);
    expect([look?.times, look?.fields]).toEqual([1, []]);
  });
  it("is in her file with the act and the consent, and no officer stands there", async () => {
    const { id, someone } = await world.opens();
    await closes(id);
    await explains("embassyCoordinator", id);
    await opens("embassyCoordinator", id);
    const answer = await someone.does(registrationDownload);
    expect(answer.body.looks).toMatchObject([
      {
        act: "registration.get",
        purpose: "help",
        organisation: { id: "org_embassyOne" },
        reason: { kind: "look", word: "follow-up" },
      },
    ]);
    for (const never of ["off_", "Marked words of a reason"]) expect(answer.text).not.toContain(never);
  });
  it("is kept as it was", async () => {
    await expect(env.DB.prepare("UPDATE access SET fields = 0").run()).rejects.toThrow("append-only");
    await expect(env.DB.prepare("DELETE FROM access").run()).rejects.toThrow("append-only");
  });
  it("at the queue is none: it has no names", async () => {
    const { id } = await world.opens();
    await world.as("embassyCoordinator").does(registrationQueue, { crisisId: CRISIS });
    expect(await recordsOf(id)).toEqual([]);
  });
});

describe("a case that is nobody's work", () => {
  it("opens with a reason, shows nothing before, and she reads that one was asked for", async () => {
    const { id, someone, reference } = await world.opens();
    await closes(id);
    const found = await world
      .as("embassyCoordinator")
      .does(registrationFind, { crisisId: CRISIS, reference });
    expect(found.body.found).toMatchObject([{ id, name: null }]);
    const refused = await opens("embassyCoordinator", id);
    expect([refused.status, refused.body.code]).toEqual([422, "reason-needed"]);
    expect(refused.text).not.toContain("Marked Name");
    expect(await recordsOf(id)).toEqual([]);
    const given = await explains("embassyCoordinator", id);
    expect(given.status).toBe(200);
    expect((await opens("embassyCoordinator", id)).status).toBe(200);
    expect(await recordsOf(id)).toMatchObject([{ glassId: given.body.id }]);
    expect((await looksOf(someone))[0]?.reasoned).toBe(true);
  });
  it("stays shut to her colleague, and to herself after an hour", async () => {
    const { id } = await world.opens();
    await closes(id);
    await explains("embassyCoordinator", id);
    expect((await opens("supervisor", id)).body.code).toBe("reason-needed");
    // The column is kept: time is moved by a row of before.
    await env.DB.batch([
      env.DB.prepare("DROP TRIGGER glassIsKept"),
      env.DB.prepare("UPDATE glass SET until = '2011-03-01T00:00:00.000Z' WHERE targetId = ?1").bind(id),
      env.DB.prepare(
        "CREATE TRIGGER glassIsKept BEFORE UPDATE OF id, crisisId, organisationId, officerId, kind, act, targetId, reason, at, until, dueAt ON glass BEGIN SELECT RAISE(ABORT, 'append-only'); END",
      ),
    ]);
    expect((await opens("embassyCoordinator", id)).body.code).toBe("reason-needed");
  });
  it("is open to whoever decided on it, for a day", async () => {
    const { id } = await world.opens();
    await closes(id);
    expect((await opens("embassyColleague", id)).status).toBe(200);
  });
  it("is work again when she writes", async () => {
    const { id, someone } = await world.opens();
    await closes(id, "left");
    expect((await opens("embassyCoordinator", id)).body.code).toBe("reason-needed");
    await someone.does(messageSend, { text: "I am back." }, { key: freshKey() });
    expect((await opens("embassyCoordinator", id)).status).toBe(200);
  });
  it("is any case for a viewer, and one without a need to meet for a partner", async () => {
    const { id } = await world.opens({ partners: ["org_healthTeam"], needs: ["transport"] });
    expect((await opens("healthViewer", id)).body.code).toBe("reason-needed");
    expect((await opens("healthCoordinator", id)).status).toBe(200);
    const [need] = (await opens("embassyCoordinator", id)).body.openNeeds as {
      id: string;
      version: number;
    }[];
    await world
      .as("embassyCoordinator")
      .does(needUpdate, { needId: need?.id, state: "assigned" }, { ifMatch: need?.version ?? 1 });
    const owner = await env.DB.prepare("SELECT ownerId FROM need WHERE id = ?1")
      .bind(need?.id)
      .first("ownerId");
    expect(owner).toBe("org_embassyOne");
    expect((await opens("healthCoordinator", id)).body.code).toBe("reason-needed");
    expect((await explains("healthViewer", id)).status).toBe(200);
    expect((await opens("healthViewer", id)).body).toMatchObject({ persons: null, phone: null });
  });
  it("keeps its messages shut too", async () => {
    const { id, someone } = await world.opens();
    await someone.does(messageSend, { text: "Where to?" }, { key: freshKey() });
    await closes(id);
    await env.DB.prepare("UPDATE messageTo SET readAt = 't' WHERE registrationId = ?1").bind(id).run();
    const answer = await world.as("embassyCoordinator").does(messageOfCase, { registrationId: id });
    expect(answer.body.code).toBe("reason-needed");
  });
});
