// danger from a person's side: told, merged, read by nobody who may not, never tied to her, taken back, gone with her case.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { dangerWords } from "../../schema/danger.ts";
import { dangerMine, dangerTell, dangerWithdraw } from "../../schema/danger-own.ts";
import { cellAt } from "../../schema/kit/quadkey.ts";
import { drawnAt } from "../../schema/location.rules.ts";
import { registrationDelete, registrationDownload } from "../../schema/registration-end.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { zoneDeclare } from "../../schema/zone.ts";
import { clockRuns, later } from "../erasure/clock.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type Someone, type World } from "../kit/world.ts";
import { at, confirms, type Listed, listed, somewhere, tells } from "./told.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

interface Told {
  id: string;
  state: string;
  text: string | null;
  where: string | null;
}
const mine = async (someone: Someone) => (await someone.does(dangerMine)).body.told as Told[];
const near = async (someone: Someone) =>
  (await someone.does(dangerMine)).body.near as { kind: string; from: string }[];
const reads = async (by: PersonName, dangerId: string | undefined) =>
  ((await world.as(by).does(dangerWords, { dangerId })).body.words as { text: string }[]).map(
    (one) => one.text,
  );

describe("what she tells", () => {
  it("stands in a square, with the time to ten minutes, and nothing of her", async () => {
    const { someone, id } = await world.opens();
    const place = { lng: 17.12345, lat: 29.54321, accuracy: 30 };
    const answer = await tells(someone, { place, seen: "hours" });
    expect([answer.status, Object.keys(answer.body)]).toEqual([200, ["id"]]);
    const danger = await at(world, "otherEmbassy", place);
    expect(danger).toMatchObject({
      place: drawnAt(cellAt(place)),
      byPerson: true,
      by: [],
      seenAt: "2011-03-01T03:00:00.000Z",
    });
    expect(JSON.stringify(danger)).not.toContain(id);
  });
  it("may be a named place or words, and must be one of them", async () => {
    await world.as("agencyCoordinator").does(zoneDeclare, {
      id: "zon_danger001",
      crisisId: CRISIS,
      kind: "crossing",
      name: { en: "A crossing" },
      lng: 11.5,
      lat: 33.1,
      publication: "exact",
    });
    const { someone } = await world.opens();
    expect((await tells(someone, { kind: "road-closed", place: { zoneId: "zon_danger001" } })).status).toBe(
      200,
    );
    expect(await at(world, "supervisor", { lng: 11.5, lat: 33.1 }, "road-closed")).toBeDefined();
    expect((await tells(someone, { place: { zoneId: "zon_nowhere01" } })).body.code).toBe("place-unknown");
    for (const place of [undefined, {}, { lng: 13 }])
      expect((await tells(someone, { place })).body.code).toBe("danger-place-missing");
    for (const place of [
      { lng: "NaN", lat: 1 },
      { lng: 200, lat: 1 },
      { lng: 1, lat: "1e9" },
    ])
      expect((await tells(someone, { place })).body.code).toBe("malformed");
    expect((await tells(someone, { seen: "lately" })).body.code).toBe("malformed");
    expect((await tells(someone, { words: "x".repeat(501) })).body.code).toBe("malformed");
  });
  it("is hers to read, and counts once however often she says it", async () => {
    const { someone } = await world.opens();
    const place = somewhere();
    await tells(someone, { place, words: "Marked Word one" });
    await tells(someone, { place, words: "Marked Word two" });
    expect(await at(world, "supervisor", place)).toMatchObject({ reports: 1 });
    expect((await mine(someone)).map(({ text }) => text)).toEqual(["Marked Word two"]);
    const other = await world.opens();
    await tells(other.someone, { place });
    expect(await at(world, "supervisor", place)).toMatchObject({ reports: 2 });
    expect(await mine(other.someone)).toHaveLength(1);
    expect(await mine(world.as("strandedMigrant"))).toEqual([]);
  });
  it("has no Plus Code in the words for a place", async () => {
    const { someone } = await world.opens();
    await tells(someone, { place: { landmark: "Near the mill 8G3G9C2V+2V" } });
    expect((await mine(someone))[0]?.where).toBe("Near the mill");
  });
  it("is slowed down for one person after a few, and refused beyond what one person sees", async () => {
    const { someone } = await world.opens();
    const codes: unknown[] = [];
    for (let n = 0; n < 10; n++) codes.push((await tells(someone)).body.code ?? "ok");
    expect(codes.slice(0, 5)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
    expect(codes.slice(-1)).toEqual(["too-many"]);
    expect((await tells((await world.opens()).someone)).status).toBe(200);
  });
  it("sent again with its key is told once", async () => {
    const { someone } = await world.opens();
    const input = { kind: "mines", place: somewhere(), seen: "now" };
    const key = freshKey();
    const [one, two] = [
      await someone.does(dangerTell, input, { key }),
      await someone.does(dangerTell, input, { key }),
    ];
    expect([two.status, two.body.id]).toEqual([200, one.body.id]);
    expect(await mine(someone)).toHaveLength(1);
  });
});

describe("her words", () => {
  const told = async () => {
    const her = await world.opens({ recipients: ["org_embassyOne"] });
    const place = somewhere();
    const { id } = (await tells(her.someone, { place, words: "Marked Word of hers" })).body;
    return { ...her, place, report: String(id), danger: (await at(world, "supervisor", place)) as Listed };
  };
  it("are read by those whom she asked for help, and by no other organisation of the crisis", async () => {
    const { danger, someone } = await told();
    expect(await reads("embassyCoordinator", danger.id)).toEqual(["Marked Word of hers"]);
    for (const by of ["fieldWorker", "agencyCoordinator", "otherEmbassy", "healthCoordinator"] as const)
      expect([by, await reads(by, danger.id)]).toEqual([by, []]);
    const { looks } = (await someone.does(registrationStatus)).body as { looks: { fields: string[] }[] };
    expect(looks.some(({ fields }) => fields.includes("note"))).toBe(true);
  });
  it("are closed with the consent, and at once", async () => {
    const { danger, someone } = await told();
    const asked = { organisationId: "org_embassyOne", purpose: "help" };
    expect((await someone.does(consentWithdraw, asked, { key: freshKey() })).status).toBe(200);
    expect(await reads("embassyCoordinator", danger.id)).toEqual([]);
  });
  it("lead from no row to her: not the report, the danger, the audit, the look or the stored reply", async () => {
    const { id, report, danger } = await told();
    await reads("embassyCoordinator", danger.id);
    const rows = async (sql: string, ...values: string[]) =>
      JSON.stringify(
        (
          await env.DB.prepare(sql)
            .bind(...values)
            .all()
        ).results,
      );
    const around = [
      await rows(
        "SELECT id, dangerId, organisationId, slot, at, seenAt FROM dangerReport WHERE id = ?1",
        report,
      ),
      await rows("SELECT * FROM danger WHERE id = ?1", danger.id),
      await rows("SELECT * FROM audit WHERE targetId = ?1 OR act = 'danger.words'", report),
      await rows(
        "SELECT d.actor FROM delivery d JOIN audit a ON a.actId = d.actId WHERE a.act LIKE 'danger.%' AND a.actor = 'person'",
      ),
    ].join();
    expect(around).not.toContain(id);
    expect(around).toContain(report);
    // The record of the look names her; its own row of the audit names no danger.
    const looked = await rows(
      "SELECT a.act, a.targetId FROM access x JOIN audit a ON a.seq = x.seq WHERE x.registrationId = ?1 AND a.act = 'danger.words'",
      id,
    );
    expect(looked).toBe(JSON.stringify([{ act: "danger.words", targetId: null }]));
  });
  it("of two reports of hers share no hash", async () => {
    const { someone } = await world.opens();
    await tells(someone);
    await tells(someone);
    const ids = JSON.stringify((await mine(someone)).map(({ id }) => id));
    const { results } = await env.DB.prepare(
      "SELECT DISTINCT slot FROM dangerReport WHERE id IN (SELECT value FROM json_each(?1))",
    )
      .bind(ids)
      .all();
    expect(results).toHaveLength(2);
    const owners = await env.DB.prepare(
      "SELECT DISTINCT d.actor FROM delivery d JOIN audit a ON a.actId = d.actId WHERE a.targetId IN (SELECT value FROM json_each(?1))",
    )
      .bind(ids)
      .all();
    expect(owners.results).toHaveLength(2);
  });
  it("are gone with her case, and that somebody saw the danger stays", async () => {
    const { someone, report, place } = await told();
    expect((await someone.does(registrationDelete, {}, { key: freshKey() })).status).toBe(200);
    await later(world, 1);
    const danger = (await at(world, "supervisor", place)) as Listed;
    expect(await reads("embassyCoordinator", danger.id)).toEqual([]);
    await confirms(world, "supervisor", danger);
    await later(world, 71);
    await clockRuns();
    const row = await env.DB.prepare("SELECT slot, link, words FROM dangerReport WHERE id = ?1")
      .bind(report)
      .first();
    expect(row).toEqual({ slot: null, link: null, words: null });
    expect(await at(world, "supervisor", place)).toMatchObject({
      state: "confirmed",
      reports: 1,
      byPerson: true,
    });
  });
});

describe("taking back", () => {
  it("takes report and words away, and a danger that only she told of", async () => {
    const { someone } = await world.opens();
    const place = somewhere();
    const { id } = (await tells(someone, { place, words: "Marked Word" })).body;
    const taken = await someone.does(dangerWithdraw, { id }, { key: freshKey() });
    expect(taken.body).toEqual({ withdrawn: true });
    expect(await mine(someone)).toEqual([]);
    expect(await at(world, "supervisor", place)).toMatchObject({
      state: "withdrawn",
      reports: 0,
      words: false,
    });
    expect(await env.DB.prepare("SELECT 1 FROM dangerReport WHERE id = ?1").bind(id).first()).toBeNull();
    expect((await someone.does(dangerWithdraw, { id }, { key: freshKey() })).body.code).toBe("not-found");
  });
  it("leaves what others told, and what an officer stands for", async () => {
    const [one, two] = [await world.opens(), await world.opens()];
    const place = somewhere();
    const first = (await tells(one.someone, { place })).body.id;
    const second = (await tells(two.someone, { place })).body.id;
    await one.someone.does(dangerWithdraw, { id: first }, { key: freshKey() });
    const danger = (await at(world, "supervisor", place)) as Listed;
    expect(danger).toMatchObject({ state: "reported", reports: 1 });
    await confirms(world, "supervisor", danger);
    await two.someone.does(dangerWithdraw, { id: second }, { key: freshKey() });
    expect(await at(world, "supervisor", place)).toMatchObject({ state: "confirmed", reports: 0 });
  });
  it("is not open to another person", async () => {
    const [one, two] = [await world.opens(), await world.opens()];
    const { id } = (await tells(one.someone)).body;
    expect((await two.someone.does(dangerWithdraw, { id }, { key: freshKey() })).body.code).toBe("not-found");
    expect(await mine(one.someone)).toHaveLength(1);
  });
});

describe("what is near her", () => {
  it("is what the public is told of, in her district and beside it", async () => {
    const { someone } = await world.opens({ place: { lng: 20.1, lat: 30.1, accuracy: 50 } });
    expect(await near(someone)).toEqual([]);
    const places: [string, { lng: number; lat: number }][] = [
      ["mines", { lng: 20.1, lat: 30.1 }],
      ["fighting", { lng: 20.45, lat: 30.1 }],
      ["disease", { lng: 22.5, lat: 30.1 }],
    ];
    for (const [kind, place] of places) {
      await tells(world.as("strandedMigrant"), { kind, place });
      const danger = (await at(world, "supervisor", place, kind)) as Listed;
      await confirms(world, "supervisor", danger, { publicName: { en: "A town" } });
    }
    expect((await near(someone)).map(({ kind, from }) => [kind, from])).toEqual([
      ["mines", "here"],
      ["fighting", "beside"],
    ]);
    const nowhere = await world.opens({ place: undefined });
    expect(await near(nowhere.someone)).toEqual([]);
  });
});

describe("her file", () => {
  it("holds what she told", async () => {
    const { someone } = await world.opens();
    await tells(someone, { words: "Marked Word for the file" });
    const { text } = await someone.does(registrationDownload);
    expect(text).toContain("Marked Word for the file");
    expect((await listed(world, "supervisor")).length).toBeGreaterThan(0);
  });
});
