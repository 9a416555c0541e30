// Areas of a crisis as partners and the public read them: published by the clock, the same within the hour, never a few.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { crisisStep } from "../../schema/crisis.ts";
import { type Area, type AreaHour, crisisAreas, crisisHistory } from "../../schema/crisis-area.ts";
import { listSeen } from "../../worker/area/store.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { tick } from "../ogc/tick.ts";

let world: World;
const TRIPOLI = { lng: 13.18, lat: 32.89 };
const SEBHA = { lng: 14.43, lat: 27.03 };
const group = (people: number, place: object | null, over: object = {}) =>
  world.opens({
    people: Array.from({ length: people }, () => ({})),
    ...(place === null ? { place: undefined, exactPlace: false } : { place: { ...place, accuracy: 50 } }),
    ...over,
  });

const step = (hours: number) => world.as("supervisor").does(crisisStep, { id: CRISIS, hours });
const read = async (name: PersonName) =>
  (await world.as(name).does(crisisAreas, { crisisId: CRISIS })).body as unknown as {
    audience: string;
    at: string | null;
    areas: Area[];
  };
const history = async (name: PersonName, input: object = {}) =>
  (await world.as(name).does(crisisHistory, { crisisId: CRISIS, ...input })).body as unknown as {
    hours: AreaHour[];
    next: string | null;
  };
const peopleOf = (areas: { people: number | null }[]) => areas.map((area) => area.people);

beforeAll(async () => {
  world = await makeWorld();
  for (let i = 0; i < 4; i++)
    await group(8, TRIPOLI, { needs: i < 2 ? ["transport", "medical"] : ["shelter"] });
  // Few of them are at one place, and enough that they are not found by what is told of the others.
  for (let i = 0; i < 3; i++) await group(5, SEBHA, { needs: ["transport"] });
  for (let i = 0; i < 3; i++) await group(3, null, { needs: ["transport"] });
  await tick();
});

describe("areas for partners", () => {
  it("show a district of many, and say nothing of one with few", async () => {
    const { audience, at, areas } = await read("healthViewer");
    expect([audience, at]).toEqual(["partner", "2011-03-01T06:00:00Z"]);
    // 32 and the two of the migrant whom every world has.
    expect(peopleOf(areas)).toEqual([35]);
    expect(areas[0]?.cell).toHaveLength(10);
  });
  it("tell no need that fewer than twenty have, nor one that all but a few have", async () => {
    const [area] = (await read("healthViewer")).areas;
    expect(area?.needs).toEqual({});
  });
  it("answer the same within the hour, whatever happens", async () => {
    const before = await read("healthViewer");
    for (let i = 0; i < 3; i++) await group(9, TRIPOLI);
    await tick();
    expect(await read("healthViewer")).toEqual(before);
    await step(1);
    await tick();
    const after = await read("healthViewer");
    expect([after.at, peopleOf(after.areas)]).toEqual(["2011-03-01T07:00:00Z", [60]]);
  });
  it("do not move for one family", async () => {
    await group(9, TRIPOLI);
    await step(1);
    await tick();
    expect(peopleOf((await read("healthViewer")).areas)).toEqual([60]);
  });
  it("hide a district again whose people took their consent back", async () => {
    const cases = [];
    for (let i = 0; i < 5; i++) cases.push(await group(8, { lng: 20.07, lat: 32.11 }));
    await step(1);
    await tick();
    expect(peopleOf((await read("healthViewer")).areas).sort()).toEqual([40, 60]);
    for (const one of cases) await one.someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    await step(1);
    await tick();
    expect(peopleOf((await read("healthViewer")).areas).sort()).toEqual([60, null]);
  });
});

describe("the count behind them", () => {
  it("is the same in pages of any size, and counts each case once", async () => {
    const total = async (page?: number) => {
      const sum = { people: 0, needs: 0 };
      for (const { counts } of await listSeen(env.DB, CRISIS, "org_embassyOne", page))
        for (const { kind, mine, first, groups } of counts)
          sum[kind === "people" ? "people" : "needs"] += mine + first * 1000 + groups * 1_000_000;
      return sum;
    };
    const whole = await total();
    expect(whole.people).toBeGreaterThan(1_000_000);
    for (const page of [1, 2, 3, 7]) expect(await total(page)).toEqual(whole);
  });
});

describe("areas for everybody else", () => {
  it("are a day old at least, with one cut a day, and the same for a host authority", async () => {
    for (const name of ["nobody", "strandedMigrant", "permitOfficer", "gateOfficer"] as const)
      expect(await read(name)).toEqual({ audience: "public", at: null, areas: [] });
    await step(24);
    await tick();
    expect((await read("nobody")).at).toBeNull();
    await step(24);
    await tick();
    const { at, areas } = await read("nobody");
    expect([at, peopleOf(areas).sort()]).toEqual(["2011-03-01T10:00:00Z", [60, null]]);
    expect(await read("permitOfficer")).toEqual(await read("nobody"));
  });
});

describe("the history", () => {
  it("gives partners every hour, the public one a day", async () => {
    const hours = (await history("healthViewer")).hours.map((hour) => hour.at);
    expect(hours).toEqual([
      "2011-03-01T06:00:00Z",
      "2011-03-01T07:00:00Z",
      "2011-03-01T08:00:00Z",
      "2011-03-01T09:00:00Z",
      "2011-03-01T10:00:00Z",
      "2011-03-02T10:00:00Z",
      "2011-03-03T10:00:00Z",
    ]);
    expect((await history("nobody")).hours.map((hour) => hour.at)).toEqual(["2011-03-01T10:00:00Z"]);
  });
  it("goes on where it stopped", async () => {
    const first = await history("healthViewer", { limit: 3 });
    expect([first.hours.length, first.next]).toEqual([3, "2011-03-01T08:00:00Z"]);
    const rest = await history("healthViewer", { limit: 200, after: first.next });
    expect([rest.hours.length, rest.next]).toEqual([4, null]);
  });
  it("gives who works on cases their own organisation's people, and another organisation's to nobody", async () => {
    expect(peopleOf((await history("embassyCoordinator")).hours[0]?.areas ?? [])).toEqual([35]);
    expect((await history("otherEmbassy")).hours.flatMap((hour) => hour.areas)).toEqual([]);
    expect((await history("otherEmbassy", { of: "crisis" })).hours[0]?.areas).toHaveLength(1);
    expect((await history("permitOfficer", { of: "own" })).hours).toEqual([]);
    expect((await history("nobody", { of: "own" })).hours).toEqual([]);
  });
  it("refuses what is not a number, a moment or a word", async () => {
    for (const input of [{ limit: "NaN" }, { limit: 201 }, { after: "yesterday" }, { of: "org_embassyOne" }])
      expect((await world.as("nobody").does(crisisHistory, { crisisId: CRISIS, ...input })).body.code).toBe(
        "malformed",
      );
  });
  it("is thinned with time and ends", async () => {
    await step(24 * 15);
    await tick();
    expect((await history("healthViewer")).hours.map((hour) => hour.at)).toEqual([
      "2011-03-01T10:00:00Z",
      "2011-03-02T10:00:00Z",
      "2011-03-03T10:00:00Z",
      "2011-03-18T10:00:00Z",
    ]);
    await step(24 * 31);
    await step(24 * 31);
    await step(24 * 20);
    await tick();
    expect((await history("healthViewer")).hours).toHaveLength(2);
  });
});
