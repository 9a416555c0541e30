// danger at a desk: reports that become one, decisions with their version, and taking them back.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { dangerDismiss, dangerEnd, dangerReport, dangerUndo, dangerWords } from "../../schema/danger.ts";
import { cellAt } from "../../schema/kit/quadkey.ts";
import { drawnAt } from "../../schema/location.rules.ts";
import { later } from "../erasure/clock.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import {
  at,
  confirms,
  decides,
  justNow,
  type Listed,
  listed,
  now,
  reportOf,
  reports,
  ringOf,
  somewhere,
  tells,
} from "./told.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("a report", () => {
  it("stands in the middle of its square, for every officer of the crisis, by the organisation's name", async () => {
    const place = somewhere();
    const answer = await reports(world, "fieldWorker", { place });
    expect(answer.status).toBe(200);
    expect(answer.body.place).toEqual(drawnAt(cellAt(place)));
    const seen = await at(world, "otherEmbassy", place);
    expect(seen).toMatchObject({
      state: "reported",
      reports: 1,
      byPerson: false,
      by: [{ en: "Support desk" }],
    });
    expect(JSON.stringify(seen)).not.toMatch(/off_|dgp_/);
  });
  it("of the same kind in the same square is one danger with a count; of another kind or square it is another", async () => {
    const place = somewhere();
    await reports(world, "fieldWorker", { place });
    await reports(world, "embassyCoordinator", { place: { lng: place.lng + 0.0001, lat: place.lat } });
    await tells(world.as("strandedMigrant"), { place });
    await reports(world, "fieldWorker", { place, kind: "mines" });
    expect(await at(world, "supervisor", place)).toMatchObject({
      reports: 3,
      byPerson: true,
      by: [{ en: "Embassy one" }, { en: "Support desk" }],
    });
    expect(await at(world, "supervisor", place, "mines")).toMatchObject({ reports: 1, byPerson: false });
  });
  it("is one when twelve tell at once, and each counts", async () => {
    const place = somewhere();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => reports(world, "embassyCoordinator", { place })),
    );
    expect(answers.map((one) => one.status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
    expect(await at(world, "embassyCoordinator", place)).toMatchObject({ reports: 12 });
  });
  it("sent again with its key is the same one; with its key and other words it is refused", async () => {
    const input = reportOf();
    const key = freshKey();
    const first = await world.as("fieldWorker").does(dangerReport, input, { key });
    const second = await world.as("fieldWorker").does(dangerReport, input, { key });
    expect([second.status, second.body.id, second.body.reports]).toEqual([200, first.body.id, 1]);
    const other = await world.as("fieldWorker").does(dangerReport, { ...input, kind: "mines" }, { key });
    expect(other.body.code).toBe("key-reused");
    const stolen = await world.as("embassyCoordinator").does(dangerReport, input, { key: freshKey() });
    expect(stolen.body.code).toBe("already-exists");
  });
  it("has a place on the globe, a moment of the last day and a kind", async () => {
    const refused: [Record<string, unknown>, string][] = [
      [{ place: undefined }, "danger-place-missing"],
      [{ place: { lng: "NaN", lat: 1 } }, "malformed"],
      [{ place: { lng: null, lat: 1 } }, "malformed"],
      [{ place: { lng: 181, lat: 1 } }, "malformed"],
      [{ place: { lng: 1, lat: -91 } }, "malformed"],
      [{ place: { lng: 1 } }, "malformed"],
      [{ kind: "rumour" }, "malformed"],
      [{ words: "x".repeat(501) }, "malformed"],
      [{ seenAt: "2011-02-28T05:00:00Z" }, "danger-too-old"],
      [{ seenAt: "2011-03-01T06:30:00Z" }, "danger-too-old"],
      [{ seenAt: "today" }, "malformed"],
      [{ id: "dgr_wrongPrefix" }, "malformed"],
      [{ area: ringOf(10, 20, 5) }, "area-invalid"],
      [
        {
          area: {
            type: "Polygon",
            coordinates: [
              [
                [1, 1],
                [2, 2],
                [1, 2],
                [2, 1],
                [1, 1],
              ],
            ],
          },
        },
        "area-invalid",
      ],
    ];
    for (const [over, code] of refused) {
      const answer = await reports(world, "fieldWorker", over);
      expect([over, answer.body.code]).toEqual([over, code]);
    }
    const text = `{"id":"dgp_nan000001","crisisId":"${CRISIS}","kind":"mines","place":{"lng":NaN,"lat":1},"seenAt":"2011-03-01T05:30:00Z"}`;
    expect((await world.as("fieldWorker").does(dangerReport, text)).body.code).toBe("malformed");
    const large = await world
      .as("fieldWorker")
      .does(dangerReport, { ...reportOf(), words: "x".repeat(20_000) });
    expect(large.body.code).toBe("too-large");
  });
  it("of a drawn area keeps its outline and stands alone", async () => {
    const place = somewhere();
    const area = ringOf(place.lng, place.lat, 0.05);
    const drawn = await reports(world, "agencyCoordinator", { place: undefined, area });
    const again = await reports(world, "agencyCoordinator", { place: undefined, area });
    expect([drawn.status, drawn.body.area]).toEqual([200, area]);
    expect(again.body.id).not.toBe(drawn.body.id);
  });
  it("of an officer has words that every officer of the crisis reads, sealed at rest", async () => {
    const place = somewhere();
    await reports(world, "fieldWorker", { place, words: "Marked Word of an officer" });
    const danger = await at(world, "otherEmbassy", place);
    expect(danger?.words).toBe(true);
    const read = await world.as("otherEmbassy").does(dangerWords, { dangerId: danger?.id });
    expect(read.body.words).toMatchObject([
      { organisation: { en: "Support desk" }, text: "Marked Word of an officer" },
    ]);
    const row = await env.DB.prepare("SELECT hex(words) AS words FROM dangerReport WHERE dangerId = ?1")
      .bind(danger?.id)
      .first<string>("words");
    expect(new TextDecoder().decode(Uint8Array.fromHex(row ?? ""))).not.toContain("Marked");
  });
});

describe("a decision", () => {
  const fresh = async (): Promise<Listed> => {
    const place = somewhere();
    await reports(world, "fieldWorker", { place, seenAt: await justNow() });
    return (await at(world, "supervisor", place)) as Listed;
  };
  it("confirms by name and date for three days, and again by anybody", async () => {
    const danger = await fresh();
    const confirmed = await confirms(world, "agencyCoordinator", danger);
    expect(confirmed.body).toMatchObject({
      state: "confirmed",
      confirmed: { organisationId: "org_supportDesk", organisation: { en: "Support desk" } },
    });
    const hours = (Date.parse(String(confirmed.body.until)) - Date.parse(await now())) / 3_600_000;
    expect(hours).toBe(72);
    const again = await confirms(world, "otherEmbassy", {
      id: danger.id,
      version: Number(confirmed.body.version),
    });
    expect(again.body).toMatchObject({ confirmed: { organisationId: "org_embassyTwo" } });
  });
  it("goes by the version that was read, of two at once one wins", async () => {
    const danger = await fresh();
    const none = await world.as("supervisor").does(dangerDismiss, { dangerId: danger.id });
    expect(none.body.code).toBe("version-missing");
    expect((await confirms(world, "supervisor", { ...danger, version: 99 })).body).toMatchObject({
      code: "stale",
    });
    const answers = await Promise.all([
      confirms(world, "supervisor", danger),
      decides(world, "otherEmbassy", dangerDismiss, danger),
    ]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 412]);
  });
  it("follows only from a state that it can follow", async () => {
    const danger = await fresh();
    expect((await decides(world, "supervisor", dangerEnd, danger)).body.code).toBe("transition-impossible");
    const confirmed = (await confirms(world, "supervisor", danger)).body as unknown as Listed;
    expect((await decides(world, "supervisor", dangerDismiss, confirmed)).body.code).toBe(
      "transition-impossible",
    );
    const ended = (await decides(world, "supervisor", dangerEnd, confirmed)).body as unknown as Listed;
    expect(ended).toMatchObject({ state: "ended", over: { organisationId: "org_embassyOne" } });
    expect((await confirms(world, "supervisor", ended)).body.code).toBe("transition-impossible");
  });
  it("is taken back within an hour by those who made it, and by nobody else", async () => {
    const danger = await fresh();
    const dismissed = (await decides(world, "agencyCoordinator", dangerDismiss, danger))
      .body as unknown as Listed;
    expect((await decides(world, "supervisor", dangerUndo, dismissed)).body.code).toBe(
      "transition-impossible",
    );
    const back = (await decides(world, "agencyCoordinator", dangerUndo, dismissed)).body as unknown as Listed;
    expect(back).toMatchObject({ state: "reported", over: null, undoUntil: null, until: danger.until });
    expect((await decides(world, "agencyCoordinator", dangerUndo, back)).body.code).toBe(
      "transition-impossible",
    );
    const confirmed = (await confirms(world, "agencyCoordinator", back, { publicName: { en: "A town" } }))
      .body as unknown as Listed;
    const undone = (await decides(world, "agencyCoordinator", dangerUndo, confirmed))
      .body as unknown as Listed;
    expect(undone).toMatchObject({ state: "reported", confirmed: null, publicName: null });
    const last = (await confirms(world, "agencyCoordinator", undone)).body as unknown as Listed;
    await later(world, 2);
    expect((await decides(world, "agencyCoordinator", dangerUndo, last)).body.code).toBe(
      "transition-impossible",
    );
  });
  it("is not taken back where another danger holds in the square meanwhile", async () => {
    const place = somewhere();
    const seenAt = await justNow();
    await reports(world, "fieldWorker", { place, seenAt });
    const danger = (await at(world, "supervisor", place)) as Listed;
    const dismissed = (await decides(world, "supervisor", dangerDismiss, danger)).body as unknown as Listed;
    const next = await reports(world, "fieldWorker", { place, seenAt });
    expect(next.body.id).not.toBe(danger.id);
    expect((await decides(world, "supervisor", dangerUndo, dismissed)).body.code).toBe("already-exists");
  });
  it("is refused to an organisation that nobody stands for, and to one that takes no part", async () => {
    const danger = await fresh();
    await env.DB.prepare("UPDATE organisation SET vettedAt = NULL WHERE id = 'org_embassyTwo'").run();
    expect((await confirms(world, "otherEmbassy", danger)).body.code).toBe("organisation-pending");
    await env.DB.prepare("UPDATE organisation SET vettedAt = ?1 WHERE id = 'org_embassyTwo'")
      .bind(await now())
      .run();
    await env.DB.prepare("DELETE FROM crisisOrganisation WHERE organisationId = 'org_embassyTwo'").run();
    expect((await confirms(world, "otherEmbassy", danger)).body.code).toBe("not-found");
    expect((await reports(world, "otherEmbassy")).body.code).toBe("not-found");
    await env.DB.prepare("INSERT INTO crisisOrganisation VALUES (?1, 'org_embassyTwo')").bind(CRISIS).run();
  });
  it("asks where a danger is that was told of in words alone", async () => {
    await tells(world.as("strandedMigrant"), { kind: "disease", place: { landmark: "Marked Landmark" } });
    const danger = (await listed(world, "embassyCoordinator")).find(
      (one) => one.kind === "disease",
    ) as Listed;
    expect(danger).toMatchObject({ place: null, words: true, reports: 1 });
    expect((await confirms(world, "embassyCoordinator", danger)).body.code).toBe("danger-place-missing");
    const place = somewhere();
    expect((await confirms(world, "embassyCoordinator", danger, { place })).body).toMatchObject({
      state: "confirmed",
      place: drawnAt(cellAt(place)),
    });
  });
});
