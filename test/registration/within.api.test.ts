// A drawn area: exactly those inside, as far as they may be seen, for those who work on cases and for nobody else.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentGive, consentWithdraw } from "../../schema/consent.ts";
import { isInside, type Ring } from "../../schema/kit/polygon.ts";
import { registrationQueue, registrationWithin } from "../../schema/registration-desk.ts";
import { clockRuns, later } from "../erasure/clock.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
interface Put {
  id: string;
  lng: number;
  lat: number;
  someone: Awaited<ReturnType<World["opens"]>>["someone"];
}
const placed: Put[] = [];
const dice = random(404);
beforeAll(async () => {
  world = await makeWorld();
  placed.push({ id: world.own.id, lng: 13.18, lat: 32.89, someone: world.as("strandedMigrant") });
  for (let n = 0; n < 30; n++) {
    const [lng, lat] = [13 + dice.next() * 0.2, 32.8 + dice.next() * 0.1];
    const { id, someone } = await world.opens({ place: { lng, lat, accuracy: 20 } });
    placed.push({ id, lng: Math.round(lng * 1000) / 1000, lat: Math.round(lat * 1000) / 1000, someone });
  }
}, 60_000);

const areaOf = (ring: Ring) => ({ type: "Polygon", coordinates: [ring] });
const asks = (name: PersonName, ring: unknown, over: Record<string, unknown> = {}) =>
  world.as(name).does(registrationWithin, { crisisId: CRISIS, area: areaOf(ring as Ring), ...over });
const idsIn = (body: Record<string, unknown>) => (body.rows as { id: string }[]).map((row) => row.id).sort();
const box = (w: number, s: number, e: number, n: number): Ring => [
  [w, s],
  [e, s],
  [e, n],
  [w, n],
  [w, s],
];
const all = box(12.5, 32.5, 13.5, 33.2);

describe("who is inside a drawn area", () => {
  it("is decided by the place that may be seen, for areas that only chance would choose", async () => {
    for (let n = 0; n < 15; n++) {
      const [x, y] = [13 + dice.next() * 0.2, 32.8 + dice.next() * 0.1];
      const ring = Array.from({ length: 9 }, (_, i): [number, number] => {
        const [far, angle] = [0.01 + dice.next() * 0.08, (2 * Math.PI * i) / 9];
        return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
      });
      const closed = [...ring, ring[0] as [number, number]];
      const { status, body } = await asks("embassyCoordinator", closed);
      const inside = placed.filter((one) => isInside([one.lng, one.lat], closed)).map((one) => one.id);
      expect([status, idsIn(body)]).toEqual([200, inside.sort()]);
      expect([body.groups, body.people, body.complete]).toEqual([inside.length, 2 * inside.length, true]);
    }
  });
  it("agrees with the table for the same filter, where the area holds everybody", async () => {
    const own = await world
      .as("embassyCoordinator")
      .does(registrationQueue, { crisisId: CRISIS, limit: 200, need: "transport" });
    const located = (own.body.rows as { id: string; place: unknown }[]).filter((row) => row.place !== null);
    const { body } = await asks("embassyCoordinator", all, { need: "transport" });
    expect(idsIn(body)).toEqual(located.map((row) => row.id).sort());
    expect((await asks("embassyCoordinator", all, { state: "safe" })).body.rows).toEqual([]);
  });
  it("is one's own organisation's: nobody of another is in it", async () => {
    expect((await asks("otherEmbassy", all)).body).toMatchObject({
      rows: [],
      groups: 0,
      people: 0,
      rough: 0,
    });
  });
  it("is refused to a viewer, and holds no case that was shared without names", async () => {
    const [one] = placed;
    await one?.someone.does(consentGive, { organisationId: "org_healthTeam", purpose: "assist" });
    expect((await asks("healthViewer", all)).status).toBe(403);
    expect((await asks("healthCoordinator", all)).body).toMatchObject({ rows: [], groups: 0, people: 0 });
    const queue = await world.as("healthCoordinator").does(registrationQueue, { crisisId: CRISIS });
    expect((queue.body.rows as unknown[]).length).toBe(1);
    await one?.someone.does(consentWithdraw, { organisationId: "org_healthTeam" });
  });
  it("leaves a row in the audit, without the area", async () => {
    const rows = async () =>
      (
        await env.DB.prepare("SELECT targetId, actor FROM audit WHERE act = 'registration.within'").all<{
          targetId: string | null;
          actor: string;
        }>()
      ).results;
    const before = (await rows()).length;
    await asks("embassyCoordinator", all);
    const after = await rows();
    expect([after.length, after.at(-1)]).toEqual([before + 1, { targetId: null, actor: "off_emb0001" }]);
  });
  it("ends with consent, at once", async () => {
    const one = placed.pop();
    await one?.someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    expect(idsIn((await asks("embassyCoordinator", all)).body)).not.toContain(one?.id);
  });
});

describe("an area that is none", () => {
  it.each([
    [
      "an open ring",
      [
        [13, 32],
        [14, 32],
        [14, 33],
        [13, 33],
      ],
      "area-invalid",
    ],
    [
      "one that crosses itself",
      [
        [13, 32],
        [14, 33],
        [14, 32],
        [13, 33],
        [13, 32],
      ],
      "area-invalid",
    ],
    [
      "one without an inside",
      [
        [13, 32],
        [14, 32],
        [13, 32],
        [13, 32],
      ],
      "area-invalid",
    ],
    ["one across the antimeridian", box(-179.5, 10, 179.5, 20), "area-invalid"],
    ["one that reaches a pole", box(10, 80, 20, 90), "area-invalid"],
    ["one off the globe", box(10, 80, 200, 85), "malformed"],
    [
      "a corner that is no number",
      [
        [13, 32],
        [14, Number.NaN],
        [14, 33],
        [13, 32],
      ],
      "malformed",
    ],
    [
      "a corner of three numbers",
      [
        [13, 32, 1],
        [14, 32],
        [14, 33],
        [13, 32],
      ],
      "malformed",
    ],
    [
      "one of too many corners",
      Array.from({ length: 202 }, (_, i) => [13 + Math.cos(i / 40), 32 + Math.sin(i / 40)]),
      "malformed",
    ],
  ])("%s is refused", async (_, ring, code) => {
    expect((await asks("embassyCoordinator", ring)).body.code).toBe(code);
  });
  it("a million corners are refused before they are read", async () => {
    const ring = Array.from({ length: 1_000_000 }, (_, i) => [13 + (i % 100) / 1000, 32]);
    const answer = await asks("embassyCoordinator", ring);
    expect([answer.status, answer.body.code]).toEqual([413, "too-large"]);
  });
  it("unknown fields are refused", async () => {
    expect((await asks("embassyCoordinator", all, { bbox: "1,2,3,4" })).status).toBe(400);
  });
});

describe("places that have aged", () => {
  it("count by their square's middle, and where only the district is left, by number alone", async () => {
    await later(world, 26);
    await clockRuns();
    const tiny = box(12.9999, 32.7999, 13.0001, 32.8001);
    expect((await asks("embassyCoordinator", tiny)).body.rows).toEqual([]);
    expect(idsIn((await asks("embassyCoordinator", all)).body).length).toBeGreaterThan(25);
    await later(world, 24 * 7);
    await clockRuns();
    const { body } = await asks("embassyCoordinator", box(13, 32.8, 13.2, 32.9));
    expect([body.rows, body.groups]).toEqual([[], 0]);
    expect(Number(body.rough)).toBeGreaterThan(50);
  });
});
