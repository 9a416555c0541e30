// The end of a request frees its seats, and they go to those who wait in the same commit; and who looked at it in a list is
// forgotten with it.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { manifestGet } from "../../schema/manifest.ts";
import { registrationDelete, registrationDownload } from "../../schema/registration-end.ts";
import { family, mineOn, oversold, place, planned, seats } from "../kit/movement.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { clockRuns, later, rowOf } from "./clock.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const leavesAt = "2011-05-03T06:00:00Z";

describe("seats of a request that is gone for good", () => {
  it("go to the next who waits and fits, in the commit that destroys the key", async () => {
    const movement = await planned(world, { leavesAt, ...seats({ seat: 3 }) });
    const gone = await world.opens(family(3));
    const large = await world.opens(family(4));
    const next = await world.opens(family(2));
    expect((await place(world, movement, gone.id)).status).toBe(200);
    for (const one of [large, next])
      await world
        .as("embassyCoordinator")
        .does({ name: "seat.placeMany", kind: "write" }, { movementId: movement, registrationIds: [one.id] });
    expect((await mineOn(next.someone, movement))?.state).toBe("waiting");
    await gone.someone.does(registrationDelete);
    await later(world, 71);
    await clockRuns();
    expect((await mineOn(next.someone, movement))?.state).toBe("waiting");
    await later(world, 1);
    await clockRuns();
    expect((await rowOf(gone.id))?.erasedAt).not.toBeNull();
    expect((await mineOn(next.someone, movement))?.state).toBe("asked");
    expect((await mineOn(large.someone, movement))?.state).toBe("waiting");
    expect(await oversold()).toEqual([]);
    const seqs = await env.DB.prepare(
      "SELECT (SELECT seq FROM audit WHERE act = 'registration.erase' AND targetId = ?1) AS erased, (SELECT seq FROM movement WHERE id = ?2) AS changed",
    )
      .bind(gone.id, movement)
      .first<{ erased: number; changed: number }>();
    expect(seqs?.changed).toBe(seqs?.erased);
  });
  it("of two at once are filled without placing anybody twice", async () => {
    const movement = await planned(world, { leavesAt, ...seats({ seat: 2 }) });
    const gone = [await world.opens(family(1)), await world.opens(family(1))];
    const waiting = [await world.opens(family(1)), await world.opens(family(1))];
    for (const one of gone) await place(world, movement, one.id);
    await world
      .as("embassyCoordinator")
      .does(
        { name: "seat.placeMany", kind: "write" },
        { movementId: movement, registrationIds: waiting.map(({ id }) => id) },
      );
    for (const one of gone) await one.someone.does(registrationDelete);
    await later(world, 72);
    await clockRuns();
    for (const one of waiting) expect((await mineOn(one.someone, movement))?.state).toBe("asked");
    expect(await oversold()).toEqual([]);
  });
});

describe("who looked", () => {
  it("at a list with her name is forgotten with her", async () => {
    const movement = await planned(world, { leavesAt });
    const { id, someone } = await world.opens();
    await place(world, movement, id);
    await world.as("embassyCoordinator").does(manifestGet, { movementId: movement });
    const count = () =>
      env.DB.prepare("SELECT count(*) AS n FROM access WHERE registrationId = ?1").bind(id).first("n");
    expect(await count()).toBe(1);
    await someone.does(registrationDelete);
    await later(world, 72);
    await clockRuns();
    expect(await count()).toBe(0);
    for (const table of ["consentHeld", "stillAsked"])
      expect(
        await env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE registrationId = ?1`)
          .bind(id)
          .first("n"),
      ).toBe(0);
  });
});

describe("what she takes along", () => {
  it("holds her journeys, passes and permits too", async () => {
    const movement = await planned(world, { leavesAt: "2011-12-03T06:00:00Z" });
    const { id, someone } = await world.opens();
    await place(world, movement, id);
    const { body } = await someone.does(registrationDownload);
    expect(body.seats).toMatchObject([{ movementId: movement, state: "asked", people: [{}, {}] }]);
    expect([body.splits, body.passes, body.permits]).toEqual([[], [], []]);
  });
});
