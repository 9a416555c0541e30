// Who reads of a danger, and when it is over: partners, everybody, the open screens, and lapsing by the clock.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { dangerDismiss, dangerEnd } from "../../schema/danger.ts";
import { cellAt } from "../../schema/kit/quadkey.ts";
import { liveChanges } from "../../schema/live.ts";
import { drawnAt } from "../../schema/location.rules.ts";
import { clockRuns, later } from "../erasure/clock.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { at, confirms, decides, justNow, known, type Listed, reports, somewhere } from "./told.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
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
    const before = await known(world);
    const confirmed = (await confirms(world, "supervisor", danger)).body as unknown as Listed;
    expect(await known(world)).toEqual(before);
    const told = (await confirms(world, "supervisor", confirmed, { publicName: { en: "Around the town" } }))
      .body as unknown as Listed;
    const district = cellAt(place, 10);
    const [one] = (await known(world)).filter(({ id }) => id === `armed-men-${district}`);
    expect(one).toMatchObject({ name: { en: "Around the town" }, ...drawnAt(district) });
    expect(JSON.stringify(one)).not.toMatch(/dgr_|dgp_|org_|reports/);
    await decides(world, "supervisor", dangerEnd, told);
    expect(await known(world)).toEqual(before);
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
    const ids = (await known(world)).map(({ id }) => id);
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
    await decides(world, "supervisor", dangerDismiss, danger);
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
