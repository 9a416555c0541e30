// danger at a desk: reports that become one, decisions with their version, taking back, lapsing by the clock, and who reads what.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { dangerDismiss, dangerEnd, dangerReport, dangerUndo, dangerWords } from "../../schema/danger.ts";
import { dangerKnown } from "../../schema/danger-own.ts";
import { cellAt } from "../../schema/kit/quadkey.ts";
import { liveChanges } from "../../schema/live.ts";
import { drawnAt } from "../../schema/location.rules.ts";
import { clockRuns, later } from "../erasure/clock.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { at, confirms, type Listed, listed, reportOf, reports, somewhere, tells } from "./told.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const known = async () =>
  (await world.as("nobody").does(dangerKnown, { crisisId: CRISIS })).body.dangers as {
    id: string;
    name: { en: string };
    lng: number;
  }[];
const decides = (by: PersonName, act: typeof dangerEnd, { id, version }: Listed, more = {}) =>
  world.as(by).does(act, { dangerId: id }, { ifMatch: version, key: freshKey(), ...more });
const ringOf = (lng: number, lat: number, size: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [lng, lat],
      [lng + size, lat],
      [lng + size, lat + size],
      [lng, lat + size],
      [lng, lat],
    ],
  ],
});
const now = async () => {
  const row = await env.DB.prepare("SELECT clock FROM crisis WHERE id = ?1")
    .bind(CRISIS)
    .first<string>("clock");
  return (JSON.parse(row ?? "{}") as { exercise: string }).exercise;
};
const justNow = async () => new Date(Date.parse(await now()) - 60_000).toISOString();

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
      decides("otherEmbassy", dangerDismiss, danger),
    ]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 412]);
  });
  it("follows only from a state that it can follow", async () => {
    const danger = await fresh();
    expect((await decides("supervisor", dangerEnd, danger)).body.code).toBe("transition-impossible");
    const confirmed = (await confirms(world, "supervisor", danger)).body as unknown as Listed;
    expect((await decides("supervisor", dangerDismiss, confirmed)).body.code).toBe("transition-impossible");
    const ended = (await decides("supervisor", dangerEnd, confirmed)).body as unknown as Listed;
    expect(ended).toMatchObject({ state: "ended", over: { organisationId: "org_embassyOne" } });
    expect((await confirms(world, "supervisor", ended)).body.code).toBe("transition-impossible");
  });
  it("is taken back within an hour by those who made it, and by nobody else", async () => {
    const danger = await fresh();
    const dismissed = (await decides("agencyCoordinator", dangerDismiss, danger)).body as unknown as Listed;
    expect((await decides("supervisor", dangerUndo, dismissed)).body.code).toBe("transition-impossible");
    const back = (await decides("agencyCoordinator", dangerUndo, dismissed)).body as unknown as Listed;
    expect(back).toMatchObject({ state: "reported", over: null, undoUntil: null, until: danger.until });
    expect((await decides("agencyCoordinator", dangerUndo, back)).body.code).toBe("transition-impossible");
    const confirmed = (await confirms(world, "agencyCoordinator", back, { publicName: { en: "A town" } }))
      .body as unknown as Listed;
    const undone = (await decides("agencyCoordinator", dangerUndo, confirmed)).body as unknown as Listed;
    expect(undone).toMatchObject({ state: "reported", confirmed: null, publicName: null });
    const last = (await confirms(world, "agencyCoordinator", undone)).body as unknown as Listed;
    await later(world, 2);
    expect((await decides("agencyCoordinator", dangerUndo, last)).body.code).toBe("transition-impossible");
  });
  it("is not taken back where another danger holds in the square meanwhile", async () => {
    const place = somewhere();
    const seenAt = await justNow();
    await reports(world, "fieldWorker", { place, seenAt });
    const danger = (await at(world, "supervisor", place)) as Listed;
    const dismissed = (await decides("supervisor", dangerDismiss, danger)).body as unknown as Listed;
    const next = await reports(world, "fieldWorker", { place, seenAt });
    expect(next.body.id).not.toBe(danger.id);
    expect((await decides("supervisor", dangerUndo, dismissed)).body.code).toBe("already-exists");
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

describe("who reads it", () => {
  it("is, of partners, the confirmed ones with no count below ten and nobody who told", async () => {
    const place = somewhere();
    const seenAt = await justNow();
    await reports(world, "fieldWorker", { place, seenAt, words: "Marked Word" });
    expect(await at(world, "healthViewer", place)).toBeUndefined();
    const danger = (await at(world, "healthCoordinator", place)) as Listed;
    await confirms(world, "supervisor", danger);
    const seen = await at(world, "healthViewer", place);
    expect(seen).toMatchObject({
      state: "confirmed",
      reports: null,
      byPerson: false,
      by: [],
      words: false,
      undoUntil: null,
    });
    const head = String(
      (await world.as("healthViewer").does(liveChanges, { crisisId: CRISIS, since: "0" })).body.head,
    );
    const touched = async (by: PersonName) =>
      (await world.as(by).does(liveChanges, { crisisId: CRISIS, since: head })).body.touched as string[];
    for (let n = 0; n < 3; n++) await reports(world, "embassyCoordinator", { place, seenAt });
    // Neither a version nor a word of the feed tells her that somebody told again.
    expect(await at(world, "healthViewer", place)).toEqual(seen);
    expect([await touched("healthViewer"), await touched("supervisor")]).toEqual([[], ["danger"]]);
    for (let n = 0; n < 10; n++) await reports(world, "embassyCoordinator", { place, seenAt });
    expect(await touched("healthViewer")).toEqual(["danger"]);
    expect(await at(world, "healthViewer", place)).toMatchObject({ reports: 10 });
    expect(await at(world, "supervisor", place)).toMatchObject({ reports: 14 });
  });
  it("is, of everybody, what is confirmed and told of, by kind and district", async () => {
    const place = somewhere();
    await reports(world, "fieldWorker", { place, seenAt: await justNow() });
    const danger = (await at(world, "supervisor", place)) as Listed;
    const before = await known();
    const confirmed = (await confirms(world, "supervisor", danger)).body as unknown as Listed;
    expect(await known()).toEqual(before);
    const told = (await confirms(world, "supervisor", confirmed, { publicName: { en: "Around the town" } }))
      .body as unknown as Listed;
    const district = cellAt(place, 10);
    const [one] = (await known()).filter(({ id }) => id === `armed-men-${district}`);
    expect(one).toMatchObject({ name: { en: "Around the town" }, ...drawnAt(district) });
    expect(JSON.stringify(one)).not.toMatch(/dgr_|dgp_|org_|reports/);
    await decides("supervisor", dangerEnd, told);
    expect(await known()).toEqual(before);
  });
  it("is told live: every desk of an officer, and a viewer's only where she may read it", async () => {
    const head = Number(
      (await world.as("healthViewer").does(liveChanges, { crisisId: CRISIS, since: "0" })).body.head,
    );
    const touched = async (by: PersonName) =>
      (await world.as(by).does(liveChanges, { crisisId: CRISIS, since: String(head) })).body
        .touched as string[];
    const place = somewhere();
    await reports(world, "fieldWorker", { place, seenAt: await justNow() });
    expect(await touched("otherEmbassy")).toContain("danger");
    for (const by of ["healthViewer", "gateOfficer", "permitOfficer", "oversightVisitor"] as const)
      expect([by, (await touched(by)).includes("danger")]).toEqual([by, false]);
    await confirms(world, "supervisor", (await at(world, "supervisor", place)) as Listed);
    expect(await touched("healthViewer")).toContain("danger");
    expect(await touched("permitOfficer")).not.toContain("danger");
  });
});

describe("the clock", () => {
  it("lets what nobody confirmed lapse after a day, what was confirmed after three, and what renewed later", async () => {
    const [one, two, three] = [somewhere(), somewhere(), somewhere()];
    const seenAt = await justNow();
    for (const place of [one, two, three]) await reports(world, "fieldWorker", { place, seenAt });
    for (const place of [two, three])
      await confirms(world, "supervisor", (await at(world, "supervisor", place)) as Listed, {
        publicName: { en: "Here" },
      });
    await later(world, 24);
    // Before the clock comes by, it is over all the same.
    expect(await at(world, "supervisor", one)).toMatchObject({ state: "lapsed" });
    await clockRuns();
    expect(await at(world, "supervisor", one)).toMatchObject({ state: "lapsed" });
    await later(world, 40);
    await confirms(world, "otherEmbassy", (await at(world, "supervisor", three)) as Listed, {
      publicName: { en: "Here" },
    });
    await later(world, 9);
    const district = (place: { lng: number; lat: number }) => `armed-men-${cellAt(place, 10)}`;
    const ids = (await known()).map(({ id }) => id);
    expect([ids.includes(district(two)), ids.includes(district(three))]).toEqual([false, true]);
    await clockRuns();
    expect([
      (await at(world, "supervisor", two))?.state,
      (await at(world, "supervisor", three))?.state,
    ]).toEqual(["lapsed", "confirmed"]);
    // A new report begins a new one.
    const anew = await reports(world, "fieldWorker", { place: two, seenAt: await justNow() });
    expect(anew.body).toMatchObject({ state: "reported", reports: 1 });
  });
  it("takes words away a day after the end, and all of it after thirty days", async () => {
    const place = somewhere();
    await reports(world, "fieldWorker", { place, words: "Marked Word", seenAt: await justNow() });
    const danger = (await at(world, "supervisor", place)) as Listed;
    await decides("supervisor", dangerDismiss, danger);
    const wordsOf = () =>
      env.DB.prepare("SELECT count(words) AS n, count(*) AS rows FROM dangerReport WHERE dangerId = ?1")
        .bind(danger.id)
        .first();
    await later(world, 23);
    await clockRuns();
    expect(await wordsOf()).toEqual({ n: 1, rows: 1 });
    await later(world, 2);
    await clockRuns();
    expect(await wordsOf()).toEqual({ n: 0, rows: 1 });
    await later(world, 30 * 24);
    await clockRuns();
    expect(await wordsOf()).toEqual({ n: 0, rows: 0 });
    expect(await env.DB.prepare("SELECT 1 FROM danger WHERE id = ?1").bind(danger.id).first()).toBeNull();
  });
});
