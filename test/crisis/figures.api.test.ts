// Figures for everybody: counted at a day's turn and published a day later, the same at every door, and nothing of few.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { crisisFigures, crisisGet, crisisStep } from "../../schema/crisis.ts";
import { needKinds } from "../../schema/need.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, send, type World } from "../kit/world.ts";
import { tick } from "../ogc/tick.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const step = (hours: number) => world.as("supervisor").does(crisisStep, { id: CRISIS, hours });

describe("public figures", () => {
  const figures = async () =>
    (await world.as("nobody").does(crisisFigures, { id: CRISIS })).body.figures as {
      key: string;
      shown: number | null;
      day: string;
    }[];
  const baby = async () => (await figures()).find((one) => one.key === "need.baby");
  const now = async () => String((await world.as("nobody").does(crisisGet, { id: CRISIS })).body.now);
  const day = async () => {
    await step(24);
    await tick();
  };
  const family = (people: number) =>
    world.opens({ people: Array.from({ length: people }, () => ({})), needs: ["baby"] });
  const others = async () => {
    for (let n = 0; n < 6; n++)
      await world.opens({ people: Array.from({ length: 5 }, () => ({})), needs: ["shelter"] });
  };

  it("are a day old: what was counted at a day's turn is published at the next", async () => {
    await others();
    await tick();
    await day();
    for (let n = 0; n < 5; n++) await family(4);
    expect((await baby())?.shown).toBeNull();
    await tick();
    expect((await baby())?.shown).toBeNull();
    await day();
    const counted = (await now()).slice(0, 10);
    // They were counted just now, and wait for a day.
    expect((await baby())?.shown).toBeNull();
    await step(23);
    await tick();
    expect((await baby())?.shown).toBeNull();
    await step(1);
    await tick();
    expect(await baby()).toMatchObject({ shown: 20, day: counted });
  });
  it("are the same for everybody, on the page and for other tools, and do not change within the day", async () => {
    const before = await figures();
    for (let n = 0; n < 3; n++) await family(6);
    for (let n = 0; n < 3; n++) {
      await step(2);
      await tick();
    }
    expect(await figures()).toEqual(before);
    for (const name of ["permitOfficer", "oversightVisitor", "healthViewer"] as const)
      expect((await world.as(name).does(crisisFigures, { id: CRISIS })).body.figures).toEqual(before);
    const items = await send("GET", `/ogc/collections/${CRISIS}-figures/items?limit=100`);
    const features = items.body.features as {
      id: string;
      properties: { people: number | null; day: string };
    }[];
    expect(features.map((one) => [one.id, one.properties.people, one.properties.day])).toEqual(
      before.map((one) => [one.key, one.shown, one.day]),
    );
    const page = await send("GET", `/en/numbers?crisis=${CRISIS}`);
    expect(page.text).toMatch(/value="20"/);
  });
  it("hold two days that wait, and never publish one that is younger than a day", async () => {
    await step(18 + 1);
    await tick();
    const ages = [];
    for (let n = 0; n < 9; n++) {
      await step(13);
      await tick();
      const counted = (await env.DB.prepare("SELECT max(at) AS at FROM figureDay").first<string>("at")) ?? "";
      const [one] = await figures();
      ages.push(Date.parse(await now()) - Date.parse(`${one?.day}T00:00:00Z`));
      expect(Date.parse(await now()) - Date.parse(counted)).toBeLessThan(86_400_000);
    }
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(86_400_000);
    expect(Math.max(...ages)).toBeLessThan(3 * 86_400_000);
    expect((await baby())?.shown).toBe(40);
  });
  it("go on where ticks were missed or a clock jumped, and count no day twice", async () => {
    await step(24 * 9);
    const stood = await figures();
    // Nothing is published by asking.
    expect(await figures()).toEqual(stood);
    await Promise.all([tick(), tick()]);
    await tick();
    const day0 = (await now()).slice(0, 10);
    const counts =
      "SELECT count(*) AS n FROM audit WHERE act = 'crisis.publish' AND at >= ?1 AND crisisId = ?2";
    expect(await env.DB.prepare(counts).bind(day0, CRISIS).first("n")).toBe(1);
    expect((await figures())[0]?.day).not.toBe(day0);
    await day();
    expect((await figures())[0]?.day).toBe(day0);
  });
  it("do not move with one family, at the threshold either", async () => {
    expect((await baby())?.shown).toBe(40);
    const { someone } = await family(6);
    await day();
    await day();
    expect((await baby())?.shown).toBe(40);
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    await family(3);
    await day();
    await day();
    expect((await baby())?.shown).toBe(40);
    await family(7);
    await day();
    await day();
    expect((await baby())?.shown).toBeGreaterThanOrEqual(50);
  });
  it("tell no need that all but a few have", async () => {
    const truth = await env.DB.prepare("SELECT sum(people) AS people FROM registration").first<number>(
      "people",
    );
    await env.DB.prepare("UPDATE registration SET needs = needs | ?1")
      .bind(1 << needKinds.indexOf("transport"))
      .run();
    await world.opens({ people: Array.from({ length: 5 }, () => ({})), needs: ["shelter"] });
    await day();
    await day();
    const found = await figures();
    expect(truth).toBeGreaterThan(40);
    expect(found.find((one) => one.key === "people")?.shown).toBeGreaterThan(40);
    expect(found.find((one) => one.key === "need.transport")?.shown).toBeNull();
  });
});
