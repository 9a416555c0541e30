// seat.placeMany and two officers at the last seats: in the order given, groups whole, the rest waits; a retry doubles nothing.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { registrationDecide } from "../../schema/registration-desk.ts";
import { seatPlaceMany } from "../../schema/seat.ts";
import { expectCounts, family, mineOn, place, planned, seatDoors, seats, stateOf } from "../kit/movement.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(expectCounts);

const { listed, taken, many } = seatDoors(() => world);

describe("many at once", () => {
  it("are placed in the order given; who does not fit waits by need and time, and is listed too", async () => {
    const movement = await planned(world, seats({ seat: 5 }));
    const calm = await world.opens(family(2));
    const large = await world.opens(family(4));
    const urgent = await world.opens({ ...family(2), danger: "now" });
    const fits = await world.opens(family(2));
    const answer = await many(movement, [calm.id, large.id, fits.id, urgent.id]);
    expect(answer.body).toEqual({
      placed: [
        { registrationId: calm.id, state: "asked", group: 1, position: null },
        { registrationId: fits.id, state: "asked", group: 2, position: null },
        { registrationId: large.id, state: "waiting", group: null, position: 2 },
        { registrationId: urgent.id, state: "waiting", group: null, position: 1 },
      ],
      refused: [],
    });
    expect((await listed(movement)).map((group) => [group.registrationId, group.position])).toEqual([
      [calm.id, null],
      [fits.id, null],
      [urgent.id, 1],
      [large.id, 2],
    ]);
    expect(await stateOf(large.id)).toBe("listed");
    expect(await mineOn(large.someone, movement)).toMatchObject({
      state: "waiting",
      position: 2,
      people: [],
    });
  });
  it("name those that were refused, and do the rest", async () => {
    const movement = await planned(world);
    const elsewhere = await planned(world);
    const [good, seated, left] = [await world.opens(), await world.opens(), await world.opens()];
    const foreign = await world.opens({ recipients: ["org_embassyTwo"] });
    await place(world, elsewhere, seated.id);
    await world
      .as("embassyCoordinator")
      .does(registrationDecide, { id: left.id, state: "left" }, { ifMatch: 1 });
    const answer = await many(movement, [foreign.id, good.id, left.id, seated.id, "reg_neverWas01"]);
    expect((answer.body.placed as { registrationId: string }[]).map((one) => one.registrationId)).toEqual([
      good.id,
    ]);
    expect(answer.body.refused).toEqual([foreign.id, left.id, seated.id, "reg_neverWas01"]);
  });
  it("sent again, by the same key or by another, are placed once", async () => {
    const movement = await planned(world, seats({ seat: 2 }));
    const [one, two] = [await world.opens(), await world.opens()];
    const key = freshKey();
    const first = await many(movement, [one.id, two.id], key);
    const again = await many(movement, [one.id, two.id], key);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await many(movement, [one.id])).body.placed).toEqual([
      { registrationId: one.id, state: "asked", group: 1, position: null },
    ]);
    expect((await many(movement, [one.id], key)).body.code).toBe("key-reused");
    expect(await taken(movement)).toMatchObject({ seat: 2 });
  });
  it("of two officers at the last seats: one group has them, the other waits", async () => {
    const movement = await planned(world, seats({ seat: 2 }));
    const [one, two] = [await world.opens(), await world.opens()];
    await Promise.all([
      world.as("embassyCoordinator").does(seatPlaceMany, { movementId: movement, registrationIds: [one.id] }),
      world.as("embassyColleague").does(seatPlaceMany, { movementId: movement, registrationIds: [two.id] }),
    ]);
    expect((await listed(movement)).map((group) => group.state)).toEqual(["asked", "waiting"]);
  });
  it("one by one: of two officers at the last seats one is told seats-gone", async () => {
    const movement = await planned(world, seats({ seat: 2 }));
    const [one, two] = [await world.opens(), await world.opens()];
    const both = await Promise.all([
      place(world, movement, one.id),
      place(world, movement, two.id, "embassyColleague"),
    ]);
    expect(both.map((answer) => answer.body.code ?? "placed").sort()).toEqual(["placed", "seats-gone"]);
  });
  it("sent once more by the same key a single placing gives the same seats", async () => {
    const movement = await planned(world);
    const { id } = await world.opens();
    const key = freshKey();
    const input = { movementId: movement, registrationId: id };
    const act = { name: "seat.place", kind: "write" } as const;
    const officer = world.as("embassyCoordinator");
    const both = [await officer.does(act, input, { key }), await officer.does(act, input, { key })];
    expect(both.map((answer) => answer.body)).toEqual([both[0]?.body, both[0]?.body]);
    expect(await taken(movement)).toMatchObject({ seat: 2 });
  });
});
