// Somebody who is added to a group that has seats already: seen by everybody to have none, and given one with the group.
import { beforeAll, describe, expect, it } from "vitest";
import { manifestGet } from "../../schema/manifest.ts";
import { movementDifferences } from "../../schema/movement.ts";
import { registrationChangePerson } from "../../schema/registration-own.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { seatList } from "../../schema/seat.ts";
import { answers, expectCounts, family, place, planned, seats } from "../kit/movement.ts";
import { freshKey, makeWorld, type Someone, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
const adds = (someone: Someone, born = "3") =>
  someone.does(
    registrationChangePerson,
    { person: { name: "Marked Baby", born, relation: "child" } },
    { key: freshKey() },
  );
const her = () => world.as("embassyCoordinator");
const differences = async (id: string) =>
  (await her().does(movementDifferences, { id })).body.differences as { kind: string; group: number }[];
const groups = async (movementId: string) =>
  (await her().does(seatList, { movementId })).body.groups as {
    people: number;
    unseated?: number;
    group: number;
    state: string;
  }[];

describe("a child that is added after seats were given", () => {
  it("is a difference, stands at the desk, on the manifest and on her page, until it has a seat", async () => {
    const { id, someone } = await world.opens();
    const movementId = await planned(world);
    expect((await place(world, movementId, id)).status).toBe(200);
    expect(await differences(movementId)).toEqual([]);
    expect((await adds(someone)).body.people).toBe(3);
    expect(await differences(movementId)).toEqual([{ kind: "unseated", number: null, group: 1, seen: [] }]);
    expect((await groups(movementId))[0]).toMatchObject({ people: 2, unseated: 1 });
    expect((await her().does(manifestGet, { movementId })).body.unseated).toBe(1);
    expect((await someone.does(registrationStatus)).body.unseated).toHaveLength(1);
    const page = () => send("GET", "/en/s/people", { headers: { Cookie: someone.cookie } });
    expect((await page()).text).toContain("No seat yet");
    const again = await place(world, movementId, id);
    expect([again.status, again.body.group]).toEqual([200, 1]);
    expect(await differences(movementId)).toEqual([]);
    expect((await groups(movementId))[0]).toMatchObject({ people: 3, group: 1 });
    const { rows, unseated } = (await her().does(manifestGet, { movementId })).body as unknown as {
      rows: { n: number; m: number }[];
      unseated?: number;
    };
    expect(unseated).toBeUndefined();
    expect(rows.map(({ n, m }) => [n, m])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect((await page()).text).not.toContain("No seat yet");
    expect((await place(world, movementId, id)).body.code).toBe("already-seated");
    await expectCounts();
  });
  it("gets a lap where an adult of the group carries nobody, and none where all is full", async () => {
    const { id, someone } = await world.opens(family(1));
    const movementId = await planned(world, seats({ seat: 1, lap: 1 }));
    await place(world, movementId, id);
    expect((await answers(someone, movementId, "coming")).status).toBe(200);
    await adds(someone, "1");
    expect((await place(world, movementId, id)).status).toBe(200);
    expect((await groups(movementId))[0]).toMatchObject({ people: 2, state: "coming" });
    await adds(someone, "9");
    expect((await place(world, movementId, id)).body.code).toBe("seats-gone");
    expect((await groups(movementId))[0]?.unseated).toBe(1);
    await expectCounts();
  });
  it("is given one seat, however many officers give it at once", async () => {
    const { id, someone } = await world.opens();
    const movementId = await planned(world);
    await place(world, movementId, id);
    await adds(someone);
    const all = await Promise.all([1, 2, 3].map(() => place(world, movementId, id)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await groups(movementId))[0]?.people).toBe(3);
    await expectCounts();
  });
});
