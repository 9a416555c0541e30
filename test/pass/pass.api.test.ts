// pass.mine and pass.sheet: passes of those who come, on a movement that goes, for a day after it leaves; by name for
// herself and for those to whom her case was sent.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { type Pass, passMine, passSheet } from "../../schema/pass.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { openCredential } from "../../web/verify/open.ts";
import { aboard, packOf } from "../gate/aboard.ts";
import { advance, answers, place, planned } from "../kit/movement.ts";
import { makeWorld, type Someone, type World } from "../kit/world.ts";
import { step, trustedKeys } from "../permit/asking.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const passesOf = async (someone: Someone) => (await someone.does(passMine)).body.passes as unknown as Pass[];
const long = "Marked Name That Is Far Too Long For A Pass";

describe("her passes", () => {
  it("are there once she comes and the movement is confirmed, and stay while it is under way", async () => {
    const movement = await planned(world);
    const { id, someone } = await world.opens();
    await place(world, movement, id);
    expect(await passesOf(someone)).toEqual([]);
    await advance(world, movement, ["confirmed"]);
    expect(await passesOf(someone)).toEqual([]);
    await answers(someone, movement, "coming");
    for (const state of ["boarding", "departed"]) {
      expect((await passesOf(someone)).length).toBe(2);
      await advance(world, movement, [state]);
    }
    expect((await passesOf(someone)).length).toBe(2);
    await advance(world, movement, ["arrived"]);
    expect(await passesOf(someone)).toEqual([]);
  });
  it("are not there while it is only planned, after a no, or once it is cancelled", async () => {
    const movement = await planned(world);
    const [one, two] = [await world.opens(), await world.opens()];
    for (const { id, someone } of [one, two]) {
      await place(world, movement, id);
      await answers(someone, movement, "coming");
      expect(await passesOf(someone)).toEqual([]);
    }
    await advance(world, movement, ["confirmed"]);
    await answers(one.someone, movement, "cannot");
    expect([(await passesOf(one.someone)).length, (await passesOf(two.someone)).length]).toEqual([0, 2]);
    await advance(world, movement, ["cancelled"]);
    expect(await passesOf(two.someone)).toEqual([]);
  });
  it("say what the pack says, in the crisis's own time, with a short name and no year that nobody said", async () => {
    const movement = await planned(world, { gates: ["org_supportDesk"] });
    const { id, someone } = await world.opens({
      people: [
        { name: long, born: "34" },
        { born: "2004", relation: "child" },
      ],
    });
    await place(world, movement, id);
    await answers(someone, movement, "coming");
    await advance(world, movement, ["confirmed"]);
    const passes = await passesOf(someone);
    const rows = new Map((await packOf(world, movement)).map((row) => [row[0], row]));
    const keys = await trustedKeys();
    for (const pass of passes) {
      const opened = await openCredential(pass.credential, keys);
      if (!opened.ok || opened.claims.kind !== "pass") throw new Error("no pass");
      const row = rows.get(pass.number);
      expect(opened.claims).toMatchObject({
        iss: "XCW",
        movement,
        number: row?.[0],
        cti: row?.[1],
        group: row?.[2],
        n: row?.[3],
        m: 2,
        adult: row?.[5] === 1,
        iat: Date.parse("2011-03-01T06:00:00Z") / 1000,
        exp: Date.parse("2011-03-04T06:00:00Z") / 1000,
      });
      expect(pass.expiresAt).toBe("2011-03-04T06:00:00.000Z");
      expect(opened.specimen).toBe(true);
      expect(`${id} ${pass.personId}`).not.toContain(opened.claims.cti);
    }
    const claims = await Promise.all(passes.map((pass) => openCredential(pass.credential, keys)));
    expect(claims.map((one) => one.ok && [one.claims.name, one.claims.birthYear])).toEqual([
      [[...long].slice(0, 24).join(""), null],
      ["", 2004],
    ]);
    expect(passes.map((pass) => pass.name)).toEqual([[...long].slice(0, 24).join(""), null]);
  });
  it("end a day after the movement leaves, and are made anew each time", async () => {
    const { groups } = await aboard(world, 1);
    const someone = groups[0]?.someone as Someone;
    const [first, again] = [await passesOf(someone), await passesOf(someone)];
    expect(first.map((pass) => pass.number)).toEqual(again.map((pass) => pass.number));
    expect(first[0]?.credential).not.toBe(again[0]?.credential);
    await step(world, 71);
    expect((await passesOf(someone)).length).toBe(2);
    await step(world, 1);
    expect(await passesOf(someone)).toEqual([]);
    const { results } = await env.DB.prepare("SELECT name FROM pragma_table_info('seat')").all<{
      name: string;
    }>();
    expect(results.map((column) => column.name)).not.toContain("credential");
  });
});

describe("a sheet to print", () => {
  it("has the passes of cases that were sent to this organisation, and each of them reads that it was made", async () => {
    const leavesAt = "2011-03-10T06:00:00Z";
    const { movement, groups } = await aboard(world, 2, { leavesAt, gates: ["org_supportDesk"] });
    const sheetOf = async (by: "fieldWorker" | "embassyCoordinator" | "otherEmbassy") =>
      (await world.as(by).does(passSheet, { movementId: movement })).body.passes as unknown as Pass[];
    expect((await sheetOf("embassyCoordinator")).map((pass) => pass.name).sort()).toEqual([
      "Marked Name One",
      "Marked Name One",
      "Marked Name Two",
      "Marked Name Two",
    ]);
    expect(await sheetOf("fieldWorker")).toEqual([]);
    // To whoever has nobody on it and no part in it, there is no such movement.
    const elsewhere = await world.as("otherEmbassy").does(passSheet, { movementId: movement });
    expect(elsewhere.body.code).toBe("not-found");
    const someone = groups[0]?.someone as Someone;
    const looks = async () =>
      ((await someone.does(registrationStatus)).body.looks as { name: string }[]).map((look) => look.name);
    expect((await looks()).filter((name) => name === "Embassy one").length).toBeGreaterThan(0);
    expect(await looks()).not.toContain("Embassy two");
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne", purpose: "help" });
    expect((await sheetOf("embassyCoordinator")).length).toBe(2);
    expect(
      (await world.as("embassyCoordinator").does(passSheet, { movementId: "mov_nowhere01" })).body.code,
    ).toBe("not-found");
  });
});
