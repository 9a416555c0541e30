// seat.answer, seat.free and the waiting list: a no frees seats at once and lowers nothing; who waits moves up by need,
// then time; whoever gets off is at her old place in the queue.
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { movementChange, movementGet } from "../../schema/movement.ts";
import { registrationDecide, registrationQueue } from "../../schema/registration-desk.ts";
import { registrationStatus } from "../../schema/registration-status.ts";
import { seatAnswer, seatFree, seatMine } from "../../schema/seat.ts";
import {
  advance,
  answers,
  expectCounts,
  family,
  mineOn,
  place,
  planned,
  seatDoors,
  seats,
  stateOf,
} from "../kit/movement.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(expectCounts);

const free = (
  movementId: string,
  registrationId: string,
  by: Parameters<World["as"]>[0] = "embassyCoordinator",
) => world.as(by).does(seatFree, { movementId, registrationId, reason: "The ship is smaller." });
const { many } = seatDoors(() => world);
const travel = async (registrationId: string) =>
  (
    await env.DB.prepare(
      "SELECT organisationId, given FROM consent WHERE registrationId = ?1 AND purpose = 'travel' ORDER BY id",
    )
      .bind(registrationId)
      .all<{ organisationId: string; given: number }>()
  ).results.map((row) => `${row.organisationId} ${String(row.given)}`);

describe("her answer", () => {
  it("yes: she comes, and those who run it may read her names for it; said twice, it is written once", async () => {
    const movement = await planned(world);
    const { id, someone } = await world.opens();
    await place(world, movement, id);
    expect((await answers(someone, movement, "coming")).body).toEqual({
      movementId: movement,
      answer: "coming",
    });
    await answers(someone, movement, "coming");
    expect(await mineOn(someone, movement)).toMatchObject({ state: "coming" });
    expect(await travel(id)).toEqual(["org_embassyOne 1"]);
  });
  for (const answer of ["cannot", "not-this", "stay"])
    it(`${answer}: her seats are free, her case is where it was, and she is told nothing but that`, async () => {
      const movement = await planned(world);
      const { id, someone } = await world.opens();
      await world.as("embassyCoordinator").does(registrationDecide, { id, state: "read" }, { ifMatch: 1 });
      const before = (await someone.does(registrationStatus)).body;
      await place(world, movement, id);
      await answers(someone, movement, "coming");
      expect((await answers(someone, movement, answer)).status).toBe(200);
      expect(
        (await world.as("embassyCoordinator").does(movementGet, { id: movement })).body.taken,
      ).toMatchObject({ seat: 0 });
      expect(await stateOf(id)).toBe("read");
      expect(await mineOn(someone, movement)).toMatchObject({ state: null, reason: null, people: [] });
      expect(await travel(id)).toEqual(["org_embassyOne 1", "org_embassyOne 0"]);
      const after = (await someone.does(registrationStatus)).body;
      expect([after.needs, after.choice]).toEqual([before.needs, before.choice]);
    });
  it("by the same key frees once; a later one finds nothing to answer", async () => {
    const movement = await planned(world);
    const { id, someone } = await world.opens();
    await place(world, movement, id);
    const key = freshKey();
    const input = { movementId: movement, answer: "cannot" };
    const first = await someone.does(seatAnswer, input, { key });
    expect((await someone.does(seatAnswer, input, { key })).body).toEqual(first.body);
    expect((await answers(someone, movement, "coming")).body.code).toBe("not-found");
  });
  it("is hers alone, and only while the movement takes and frees seats", async () => {
    const movement = await planned(world);
    const [one, other] = [await world.opens(), await world.opens()];
    await place(world, movement, one.id);
    expect((await answers(other.someone, movement, "coming")).body.code).toBe("not-found");
    expect((await answers(world.as("embassyCoordinator"), movement, "coming")).body.code).toBe("signed-out");
    await advance(world, movement, ["confirmed", "boarding", "departed"]);
    expect((await answers(one.someone, movement, "cannot")).body.code).toBe("movement-not-open");
  });
  it("is not taken from who is aboard already", async () => {
    const movement = await planned(world);
    const { id, someone } = await world.opens();
    await place(world, movement, id);
    await env.DB.prepare("UPDATE seat SET state = 'boarded' WHERE registrationId = ?1").bind(id).run();
    expect((await answers(someone, movement, "cannot")).body.code).toBe("movement-not-open");
    expect((await free(movement, id)).body.code).toBe("movement-not-open");
  });
});

describe("the waiting list", () => {
  it("fills free seats by need, then waiting time, groups whole, passing over those too large", async () => {
    const movement = await planned(world, seats({ seat: 4 }));
    const aboard = await world.opens(family(2));
    const stays = await world.opens(family(2));
    const calm = await world.opens(family(1));
    const large = await world.opens({ ...family(3), danger: "now" });
    const soon = await world.opens({ ...family(1), danger: "soon" });
    const last = await world.opens(family(1));
    // The exercise's clock stands, so that all were opened at one moment: the last of them a minute later.
    await env.DB.prepare("UPDATE registration SET openedAt = '2011-03-01T06:01:00.000Z' WHERE id = ?1")
      .bind(last.id)
      .run();
    await many(movement, [aboard.id, stays.id, calm.id, large.id, soon.id, last.id]);
    expect(await mineOn(large.someone, movement)).toMatchObject({ state: "waiting", position: 1 });
    await answers(aboard.someone, movement, "cannot");
    const now = async () =>
      Promise.all(
        [calm, large, soon, last].map(async ({ someone }) => {
          const mine = await mineOn(someone, movement);
          return `${String(mine?.state)} ${String(mine?.position)}`;
        }),
      );
    expect(await now()).toEqual(["asked null", "waiting 1", "asked null", "waiting 2"]);
    await free(movement, stays.id);
    // Two are free again: the large group of three still keeps its place, the single traveller goes.
    expect(await now()).toEqual(["asked null", "waiting 1", "asked null", "asked null"]);
    const { version } = (await world.as("embassyCoordinator").does(movementGet, { id: movement })).body;
    const more = { id: movement, capacity: { seat: 6, wheelchair: 0, stretcher: 0, lap: 0 } };
    const changed = await world
      .as("embassyCoordinator")
      .does(movementChange, more, { ifMatch: Number(version) });
    expect([changed.body.taken, changed.body.waiting]).toMatchObject([{ seat: 6 }, 0]);
    expect(await now()).toEqual(["asked null", "asked null", "asked null", "asked null"]);
  });
  it("is filled also by seats that become free at the same moment, none of which would do alone", async () => {
    const movement = await planned(world, seats({ seat: 4 }));
    const [one, two] = [await world.opens(family(2)), await world.opens(family(2))];
    const four = await world.opens(family(4));
    await many(movement, [one.id, two.id, four.id]);
    const both = [answers(one.someone, movement, "stay"), answers(two.someone, movement, "cannot")];
    for (const answer of await Promise.all(both)) expect(answer.status).toBe(200);
    expect(await mineOn(four.someone, movement)).toMatchObject({ state: "asked" });
  });
  it("gives nobody the places that a running share keeps for others", async () => {
    const share = { organisationId: "org_embassyTwo", places: 2, until: "2011-03-02T06:00:00Z" };
    const movement = await planned(world, { ...seats({ seat: 3 }), shares: [share] });
    const [aboard, waits] = [await world.opens(family(1)), await world.opens(family(2))];
    await many(movement, [aboard.id, waits.id]);
    await answers(aboard.someone, movement, "not-this");
    expect(await mineOn(waits.someone, movement)).toMatchObject({ state: "waiting" });
  });
  it("passes over who has a seat elsewhere meanwhile", async () => {
    const [movement, other] = [await planned(world, seats({ seat: 1 })), await planned(world)];
    const [aboard, both, next] = [
      await world.opens(family(1)),
      await world.opens(family(1)),
      await world.opens(family(1)),
    ];
    await many(movement, [aboard.id, both.id, next.id]);
    await place(world, other, both.id);
    await answers(aboard.someone, movement, "stay");
    expect(await mineOn(both.someone, movement)).toMatchObject({ state: "waiting" });
    expect(await mineOn(next.someone, movement)).toMatchObject({ state: "asked" });
  });
  it("is left by a no, and has nothing to say yes to", async () => {
    const movement = await planned(world, seats({ seat: 0 }));
    const { id, someone } = await world.opens();
    await many(movement, [id]);
    expect((await answers(someone, movement, "coming")).body.code).toBe("not-found");
    expect((await answers(someone, movement, "stay")).status).toBe(200);
    expect(await stateOf(id)).toBe("read");
  });
});

describe("a group that an officer takes off", () => {
  it("reads why, and is back in the state and at the place of before", async () => {
    const movement = await planned(world);
    const { id, someone } = await world.opens();
    await world
      .as("embassyCoordinator")
      .does(registrationDecide, { id, state: "more-needed", reason: "A copy, please." }, { ifMatch: 1 });
    const queue = async () =>
      (
        (
          await world
            .as("embassyCoordinator")
            .does(registrationQueue, { crisisId: CRISIS, state: "open", limit: 200 })
        ).body.rows as { id: string }[]
      ).map((row) => row.id);
    const before = await queue();
    await place(world, movement, id);
    expect((await free(movement, id)).body).toEqual({ registrationId: id });
    expect(await mineOn(someone, movement)).toMatchObject({
      state: null,
      reason: { en: "The ship is smaller." },
    });
    expect((await someone.does(registrationStatus)).body).toMatchObject({
      state: "more-needed",
      reason: "A copy, please.",
    });
    expect(await queue()).toEqual(before);
    expect((await free(movement, id)).body.code).toBe("not-found");
  });
  it("keeps what it wrote sealed", async () => {
    const row = await env.DB.prepare("SELECT reason FROM unseated WHERE reason IS NOT NULL LIMIT 1").first<{
      reason: number[];
    }>();
    expect(new TextDecoder().decode(new Uint8Array(row?.reason ?? []))).not.toContain("smaller");
  });
  it("stays listed while it is on another movement's list, and goes back from there to where it came from", async () => {
    const [one, two] = [await planned(world, seats({ seat: 0 })), await planned(world, seats({ seat: 0 }))];
    const { id } = await world.opens();
    await many(one, [id]);
    await many(two, [id]);
    await free(one, id);
    expect(await stateOf(id)).toBe("listed");
    await free(two, id);
    expect(await stateOf(id)).toBe("read");
  });
  it("can be given seats again", async () => {
    const movement = await planned(world);
    const { id, someone } = await world.opens();
    await place(world, movement, id);
    await free(movement, id);
    expect((await place(world, movement, id)).body.group).toBe(2);
    expect(((await someone.does(seatMine)).body.seats as unknown[]).length).toBe(1);
  });
  it("is no business of an organisation that it did not ask", async () => {
    const share = { organisationId: "org_embassyTwo", places: 1, until: "2011-03-02T06:00:00Z" };
    const movement = await planned(world, { shares: [share] });
    const { id } = await world.opens();
    await place(world, movement, id);
    expect((await free(movement, id, "otherEmbassy")).body.code).toBe("not-found");
    expect((await free(movement, id, "healthCoordinator")).body.code).toBe("not-found");
  });
});
