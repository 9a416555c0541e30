// Reasons: for whom and for what one is given, how it lies at rest, and the review by somebody else by the next day.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { glassExplain, glassList, glassReview } from "../../schema/glass.ts";
import { insertGlass } from "../../worker/glass/store.ts";
import { settingsOf } from "../../worker/kit/env.ts";
import { sealByRing } from "../../worker/kit/seal.ts";
import { CRISIS, type PersonName, START } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

import * as closed from "./closed.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const opens = (name: PersonName, id: string) => closed.opens(world, name, id);
const explains = (name: PersonName, id: string, key?: string) => closed.explains(world, name, id, key);
const closes = (id: string, state?: string) => closed.closes(world, id, state);

describe("a reason", () => {
  it("is given for no case of another organisation, nor under a swapped id", async () => {
    const { id } = await world.opens({ recipients: ["org_embassyTwo"] });
    const foreign = await explains("embassyCoordinator", id);
    const nowhere = await explains("embassyCoordinator", "reg_nowhere00");
    expect([foreign.status, foreign.text.replace(/"requestId":"[^"]+"/, "")]).toEqual([
      404,
      nowhere.text.replace(/"requestId":"[^"]+"/, ""),
    ]);
    const own = await world.opens();
    await closes(own.id);
    const other = await world.opens();
    await closes(other.id);
    await explains("embassyCoordinator", own.id);
    expect((await opens("embassyCoordinator", other.id)).body.code).toBe("reason-needed");
  });
  it("needs words and a word of the list", async () => {
    const input = { registrationId: world.own.id, reason: "follow-up", words: "Marked words" };
    for (const wrong of [{ words: " " }, { reason: "curious" }, { reason: undefined }, { words: undefined }])
      expect(
        (await world.as("embassyCoordinator").does(glassExplain, { ...input, ...wrong })).body.code,
      ).toBe("malformed");
  });
  it("is one reason however often it is sent", async () => {
    const { id } = await world.opens();
    await closes(id);
    const key = freshKey();
    const [first, second] = [
      await explains("embassyCoordinator", id, key),
      await explains("embassyCoordinator", id, key),
    ];
    expect(second.body).toEqual(first.body);
    const rows = await env.DB.prepare("SELECT count(*) AS n FROM glass WHERE targetId = ?1")
      .bind(id)
      .first("n");
    expect(rows).toBe(1);
  });
  it("is sealed at rest under the case's own key, and opens for no other case", async () => {
    const [a, b] = [await world.opens(), await world.opens()];
    for (const { id } of [a, b]) {
      await closes(id);
      await explains("embassyCoordinator", id);
    }
    const all = await env.DB.prepare("SELECT hex(words) AS words FROM glass").all<{ words: string }>();
    const plain = [...new TextEncoder().encode("Marked")].map((byte) => byte.toString(16)).join("");
    expect(all.results.some((row) => row.words.toLowerCase().includes(plain))).toBe(false);
    await env.DB.prepare(
      "UPDATE glass SET words = (SELECT words FROM glass WHERE targetId = ?1) WHERE targetId = ?2",
    )
      .bind(a.id, b.id)
      .run();
    const answer = await world.as("oversightVisitor").does(glassList, { crisisId: CRISIS });
    const rows = answer.body.rows as { targetId: string; words: string | null; unreadable?: true }[];
    const of = (id: string) => rows.find((row) => row.targetId === id);
    expect(of(a.id)).toMatchObject({ words: "Marked words of a reason" });
    expect(of(b.id)).toMatchObject({ words: null, unreadable: true });
  });
});

describe("what one did alone", () => {
  it("stands among the reasons with its words, under the ring, and is reviewed like any", async () => {
    const settings = settingsOf(env);
    const row = {
      id: "gls_testAlone1",
      crisisId: CRISIS,
      organisationId: "org_embassyOne",
      officerId: "off_emb0001",
      kind: "alone" as const,
      act: "manifest.csv",
      targetId: "mov_testAlone1",
      reason: "nobody-there" as const,
      words: await sealByRing(settings, "glass.words:gls_testAlone1", "Marked words at night"),
      at: START,
      dueAt: "2011-03-02T06:00:00.000Z",
      until: "2011-03-01T07:00:00.000Z",
    };
    await env.DB.batch([insertGlass(env.DB, row)]);
    const { rows } = (await world.as("supervisor").does(glassList, { crisisId: CRISIS })).body;
    expect(rows).toContainEqual(
      expect.objectContaining({
        id: row.id,
        kind: "alone",
        act: "manifest.csv",
        reason: "nobody-there",
        words: "Marked words at night",
        mine: true,
      }),
    );
    const counts = await world.as("supervisor").does(glassList, { crisisId: CRISIS, only: "counts" });
    expect(counts.body).toMatchObject({ rows: [], open: expect.any(Number) });
    expect(Number(counts.body.open)).toBeGreaterThan(0);
    expect((await world.as("supervisor").does(glassReview, { id: row.id }, { key: freshKey() })).status).toBe(
      200,
    );
  });
});

describe("a review", () => {
  interface Shown {
    id: string;
    targetId: string;
    words: string;
    dueAt: string;
    mine: boolean;
    looks: number;
    organisation: { id: string };
  }
  const listed = async (name: PersonName, state?: string) =>
    (await world.as(name).does(glassList, { crisisId: CRISIS, ...(state === undefined ? {} : { state }) }))
      .body as unknown as {
      rows: Shown[];
      open: number;
      overdue: number;
    };
  it("is read by her supervisor and by oversight, of her organisation and of all", async () => {
    const ours = await world.opens();
    await closes(ours.id);
    await explains("embassyCoordinator", ours.id);
    await opens("embassyCoordinator", ours.id);
    const theirs = await world.opens({ partners: ["org_healthTeam"] });
    await explains("healthViewer", theirs.id);
    const at = (rows: { targetId: string }[]) => rows.map((row) => row.targetId);
    const mine = await listed("supervisor");
    expect(at(mine.rows)).toContain(ours.id);
    expect(mine.rows.every((row) => row.organisation.id === "org_embassyOne")).toBe(true);
    const row = mine.rows.find((one) => one.targetId === ours.id);
    expect(row).toMatchObject({ words: "Marked words of a reason", looks: 1, mine: true });
    expect(at((await listed("oversightVisitor")).rows)).toEqual(expect.arrayContaining([ours.id, theirs.id]));
  });
  it("marks it once, by somebody else, and takes it off the list of those that wait", async () => {
    const { id } = await world.opens();
    await closes(id);
    const given = (await explains("embassyCoordinator", id)).body.id;
    const before = await listed("supervisor");
    const done = await world.as("supervisor").does(glassReview, { id: given }, { key: freshKey() });
    expect(done.status).toBe(200);
    const after = await listed("supervisor");
    expect(after.open).toBe(before.open - 1);
    expect((await listed("supervisor", "reviewed")).rows.map((row) => row.id)).toContain(given);
    const again = await world.as("oversightVisitor").does(glassReview, { id: given }, { key: freshKey() });
    expect(again.body.reviewedAt).toBe(done.body.reviewedAt);
  });
  it("is nobody's of her own reason, and no supervisor's of another organisation", async () => {
    const { id } = await world.opens();
    await closes(id);
    const own = (await explains("supervisor", id)).body.id;
    const refused = await world.as("supervisor").does(glassReview, { id: own }, { key: freshKey() });
    expect([refused.status, refused.body.code]).toEqual([422, "second-officer-needed"]);
    await expect(
      env.DB.prepare("UPDATE glass SET reviewedBy = officerId, reviewedAt = 't' WHERE id = ?1")
        .bind(own)
        .run(),
    ).rejects.toThrow("second-officer-needed");
    const { id: theirs } = await world.opens({ partners: ["org_healthTeam"] });
    const foreign = (await explains("healthViewer", theirs)).body.id;
    expect(
      (await world.as("supervisor").does(glassReview, { id: foreign }, { key: freshKey() })).status,
    ).toBe(404);
    expect(
      (await world.as("oversightVisitor").does(glassReview, { id: own }, { key: freshKey() })).status,
    ).toBe(200);
  });
  it("stands on top once its day is over, by the crisis's clock", async () => {
    const { id } = await world.opens();
    await closes(id);
    await explains("embassyCoordinator", id);
    expect((await listed("oversightVisitor")).overdue).toBe(0);
    await world
      .as("platformAdministrator")
      .does({ name: "crisis.step", kind: "write" }, { id: CRISIS, hours: 25 }, { key: freshKey() });
    const now = await listed("oversightVisitor");
    expect(now.overdue).toBe(now.open);
    const due = now.rows.map((row) => row.dueAt);
    expect(due).toEqual([...due].sort());
  });
  it("comes in pages, each reason once", async () => {
    const { id } = await world.opens();
    await closes(id);
    for (let i = 0; i < 55; i++) await explains("embassyCoordinator", id);
    const seen: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const page = await world
        .as("supervisor")
        .does(glassList, { crisisId: CRISIS, ...(after === "" ? {} : { after }) });
      seen.push(...(page.body.rows as { id: string }[]).map((row) => row.id));
      after = page.body.next as string | null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe((await listed("supervisor")).open);
    expect((await world.as("supervisor").does(glassList, { crisisId: CRISIS, after: "x" })).body.code).toBe(
      "malformed",
    );
  });
});
