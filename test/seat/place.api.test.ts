// seat.place: groups whole, kinds by age, nobody seated twice; what it is refused for, who may do it, and the lists.
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { registrationDecide } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { seatList, seatOfCase } from "../../schema/seat.ts";
import {
  advance,
  answers,
  expectCounts,
  family,
  mineOn,
  personIds,
  place,
  planned,
  seatDoors,
  seats,
  stateOf,
} from "../kit/movement.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(expectCounts);

const { listed, taken, many } = seatDoors(() => world);

describe("a group with seats", () => {
  it("is whole, has a number, and each of it a pass of her own", async () => {
    const movement = await planned(world);
    const { id, someone } = await world.opens();
    const answer = await place(world, movement, id);
    expect([answer.status, answer.body]).toEqual([
      200,
      { registrationId: id, state: "asked", group: 1, position: null },
    ]);
    const [group] = await listed(movement);
    expect(group).toMatchObject({ registrationId: id, group: 1, people: 2, state: "asked" });
    expect(group?.seats.map((seat) => seat.kind)).toEqual(["seat", "seat"]);
    for (const seat of group?.seats ?? []) expect(seat.number).toMatch(/^[1-9]\d{5}$/);
    expect(await mineOn(someone, movement)).toMatchObject({
      state: "asked",
      runBy: "Embassy one",
      people: [
        { name: "Marked Name One", kind: "seat", state: "held" },
        { name: "Marked Name Two", kind: "seat", state: "held" },
      ],
    });
  });
  it("is listed by a person who decided it", async () => {
    const movement = await planned(world);
    const { id, someone } = await world.opens();
    await place(world, movement, id);
    expect((await someone.does(registrationStatus)).body.state).toBe("listed");
    const row = await env.DB.prepare("SELECT decidedBy, version FROM registration WHERE id = ?1")
      .bind(id)
      .first();
    expect(row).toEqual({ decidedBy: "off_emb0001", version: 2 });
  });
  it("has an infant on a lap where one is free, and in a seat where none is", async () => {
    const movement = await planned(world);
    const [one, two] = [await world.opens(family(1, 1)), await world.opens(family(1, 1))];
    await place(world, movement, one.id);
    await place(world, movement, two.id);
    const kinds = (await listed(movement)).map((group) => group.seats.map((seat) => seat.kind));
    expect(kinds).toEqual([
      ["seat", "lap"],
      ["seat", "seat"],
    ]);
  });
  it("gets the kinds that an officer names, and no lap for a grown person", async () => {
    const movement = await planned(world);
    const { id } = await world.opens();
    const [first = ""] = await personIds(id);
    const lap = await place(world, movement, id, "embassyCoordinator", {
      kinds: [{ personId: first, kind: "lap" }],
    });
    expect([lap.status, lap.body.code]).toEqual([400, "malformed"]);
    const stranger = await place(world, movement, id, "embassyCoordinator", {
      kinds: [{ personId: "per_nobodyHere1", kind: "seat" }],
    });
    expect(stranger.body.code).toBe("malformed");
    await place(world, movement, id, "embassyCoordinator", {
      kinds: [{ personId: first, kind: "wheelchair" }],
    });
    expect(await taken(movement)).toEqual({ seat: 1, wheelchair: 1, stretcher: 0, lap: 0 });
  });
});

describe("it is refused", () => {
  it("as seats-gone where the whole group does not fit, and nobody of it is placed", async () => {
    const movement = await planned(world, seats({ seat: 1, lap: 5 }));
    const { id } = await world.opens();
    const answer = await place(world, movement, id);
    expect([answer.status, answer.body.code]).toEqual([409, "seats-gone"]);
    expect(await listed(movement)).toEqual([]);
    expect(await stateOf(id)).toBe("sent");
  });
  it("as share-used where the rest is kept for others, until their time is over", async () => {
    const share = { organisationId: "org_embassyTwo", places: 3, until: "2011-03-02T06:00:00Z" };
    const movement = await planned(world, { ...seats({ seat: 4 }), shares: [share] });
    const { id } = await world.opens();
    expect((await place(world, movement, id)).body.code).toBe("share-used");
    const other = await world.opens({ recipients: ["org_embassyTwo"] });
    expect((await place(world, movement, other.id, "otherEmbassy")).status).toBe(200);
    expect((await place(world, movement, id)).body.code).toBe("share-used");
    const past = { ...share, until: "2011-02-28T06:00:00Z" };
    const late = await planned(world, { ...seats({ seat: 4 }), shares: [past] });
    expect((await place(world, late, id)).status).toBe(200);
  });
  it("as already-seated here and elsewhere", async () => {
    const [one, two] = [await planned(world), await planned(world)];
    const { id } = await world.opens();
    await place(world, one, id);
    expect((await place(world, one, id)).body.code).toBe("already-seated");
    expect((await place(world, two, id)).body.code).toBe("already-seated");
  });
  it("as movement-not-open after departure", async () => {
    const movement = await planned(world);
    await advance(world, movement, ["confirmed", "boarding", "departed"]);
    const { id } = await world.opens();
    expect((await place(world, movement, id)).body.code).toBe("movement-not-open");
    expect((await many(movement, [id])).body.code).toBe("movement-not-open");
  });
  it("as transition-impossible for who has left already", async () => {
    const movement = await planned(world);
    const { id } = await world.opens();
    await world.as("embassyCoordinator").does(registrationDecide, { id, state: "left" }, { ifMatch: 1 });
    expect((await place(world, movement, id)).body.code).toBe("transition-impossible");
  });
  it("as not-found to whom the case was not sent, to whom the movement is not open, and after she took back her consent", async () => {
    const share = { organisationId: "org_embassyTwo", places: 0, until: "2011-03-02T06:00:00Z" };
    const movement = await planned(world, { shares: [share] });
    const { id, someone } = await world.opens();
    expect((await place(world, movement, id, "otherEmbassy")).body.code).toBe("not-found");
    expect((await place(world, movement, id, "healthCoordinator")).body.code).toBe("not-found");
    await someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    expect((await place(world, movement, id)).body.code).toBe("not-found");
  });
  it("to every role but coordinator and supervisor", async () => {
    const movement = await planned(world);
    const { id } = await world.opens();
    for (const name of [
      "fieldWorker",
      "healthViewer",
      "gateOfficer",
      "permitOfficer",
      "oversightVisitor",
      "platformAdministrator",
    ] as const)
      expect((await place(world, movement, id, name)).body.code).toBe("not-allowed");
    expect((await place(world, movement, id, "nobody")).body.code).toBe("signed-out");
    expect((await place(world, movement, id, "supervisor")).status).toBe(200);
  });
});

describe("lists", () => {
  it("show who shares a movement groups without code where the case was not sent to her", async () => {
    const share = { organisationId: "org_embassyTwo", places: 4, until: "2011-03-02T06:00:00Z" };
    const movement = await planned(world, { shares: [share] });
    const [mine, theirs] = [await world.opens(), await world.opens({ recipients: ["org_embassyTwo"] })];
    await place(world, movement, mine.id);
    await place(world, movement, theirs.id, "otherEmbassy");
    const seen = await listed(movement, "otherEmbassy");
    expect(seen.map((group) => [group.registrationId, group.reference, group.people])).toEqual([
      [null, null, 2],
      [theirs.id, theirs.reference, 2],
    ]);
    expect((await world.as("healthCoordinator").does(seatList, { movementId: movement })).body.code).toBe(
      "not-found",
    );
  });
  it("of a case say on which movements it is, also those of others", async () => {
    const share = { organisationId: "org_embassyTwo", places: 4, until: "2011-03-02T06:00:00Z" };
    const movement = await planned(world, { shares: [share] });
    const both = await world.opens({ recipients: ["org_embassyTwo", "org_supportDesk"] });
    await place(world, movement, both.id, "otherEmbassy");
    await answers(both.someone, movement, "coming");
    const desk = await world.as("agencyCoordinator").does(seatOfCase, { registrationId: both.id });
    expect(desk.body.seats).toMatchObject([
      { movementId: movement, state: "coming", people: 2, position: null },
    ]);
    expect(
      (await world.as("embassyCoordinator").does(seatOfCase, { registrationId: both.id })).body.code,
    ).toBe("not-found");
  });
});
