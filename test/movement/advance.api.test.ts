// movement.advance and movement.differences: one state after the other, nobody left unaccounted for, and a cancelled
// movement puts everybody back at her old place and tells her.
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { movementAdvance, movementChange, movementDifferences, movementGet } from "../../schema/movement.ts";
import { registrationDecide, registrationQueue } from "../../schema/registration-desk.ts";
import { seatPlaceMany } from "../../schema/seat.ts";
import {
  advance,
  answers,
  expectCounts,
  family,
  mineOn,
  personIds,
  place,
  planned,
  seats,
  stateOf,
} from "../kit/movement.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(expectCounts);

const versionOf = async (id: string) =>
  Number((await world.as("embassyCoordinator").does(movementGet, { id })).body.version);
const go = async (id: string, over: Record<string, unknown>, by: PersonName = "embassyCoordinator") =>
  world.as(by).does(movementAdvance, { id, ...over }, { ifMatch: await versionOf(id) });
const differences = async (id: string, by: PersonName = "embassyCoordinator") =>
  (await world.as(by).does(movementDifferences, { id })).body.differences as {
    kind: string;
    number: string | null;
    group: number | null;
    seen: { gate: string; at: string }[];
  }[];

/** What became of a person, as a merge of gates would leave it. */
const becomes = (
  personId: string,
  state: string,
  boardedAt: string | null,
  arrivedAt: string | null = null,
) =>
  env.DB.prepare("UPDATE seat SET state = ?2, boardedAt = ?3, arrivedAt = ?4 WHERE personId = ?1")
    .bind(personId, state, boardedAt, arrivedAt)
    .run();
let events = 0;
const sees = (movementId: string, cti: string, gate: string, kind = "boarded") =>
  env.DB.prepare(
    `INSERT INTO gateEvent (id, gateId, gate, movementId, cti, kind, at, mergedBy, mergedAt)
     VALUES (?1, 'gat_' || ?2, ?2, ?3, ?4, ?5, '2011-03-03T05:00:00.000Z', 'off_gate001', '2011-03-03T05:10:00.000Z')`,
  )
    .bind(`gev_test${String(++events).padStart(12, "0")}`, gate, movementId, cti, kind)
    .run();
const ctiOf = async (personId: string) =>
  (await env.DB.prepare("SELECT cti FROM seat WHERE personId = ?1").bind(personId).first<{ cti: string }>())
    ?.cti ?? "";

describe("states", () => {
  it("follow one another and no other way", async () => {
    const id = await planned(world);
    for (const state of ["boarding", "departed", "arrived", "closed", "planned"]) {
      const answer = await go(id, { state });
      expect([answer.status, answer.body.code]).toEqual([422, "transition-impossible"]);
    }
    for (const state of ["confirmed", "boarding", "departed", "arrived", "closed"])
      expect((await go(id, { state })).body).toMatchObject({ state, version: expect.any(Number) as number });
    expect((await go(id, { state: "cancelled", reason: { en: "Too late." } })).body.code).toBe(
      "transition-impossible",
    );
  });
  it("are set by those who run it, once per version and key", async () => {
    const share = { organisationId: "org_embassyTwo", places: 1, until: "2011-03-02T06:00:00Z" };
    const id = await planned(world, { shares: [share] });
    expect((await go(id, { state: "confirmed" }, "otherEmbassy")).body.code).toBe("not-found");
    expect((await go(id, { state: "confirmed" }, "fieldWorker")).body.code).toBe("not-allowed");
    const key = freshKey();
    const officer = world.as("embassyCoordinator");
    const first = await officer.does(movementAdvance, { id, state: "confirmed" }, { ifMatch: 1, key });
    const again = await officer.does(movementAdvance, { id, state: "confirmed" }, { ifMatch: 1, key });
    expect([again.status, again.body]).toEqual([200, first.body]);
    const late = await officer.does(movementAdvance, { id, state: "boarding" }, { ifMatch: 1 });
    expect([late.body.code, late.body.version]).toEqual(["stale", 2]);
    expect((await officer.does(movementAdvance, { id, state: "boarding" })).body.code).toBe(
      "version-missing",
    );
  });
});

describe("a cancelled movement", () => {
  it("needs a reason, puts everybody back where they were, tells them, and frees their seats", async () => {
    const id = await planned(world, seats({ seat: 4 }));
    const [read, sent, waits] = [await world.opens(), await world.opens(), await world.opens()];
    await world
      .as("embassyCoordinator")
      .does(registrationDecide, { id: read.id, state: "more-needed", reason: "A copy." }, { ifMatch: 1 });
    const queue = async () =>
      (
        (
          await world
            .as("embassyCoordinator")
            .does(registrationQueue, { crisisId: CRISIS, state: "open", limit: 200 })
        ).body.rows as { id: string }[]
      ).map((row) => row.id);
    const before = await queue();
    await world
      .as("embassyCoordinator")
      .does(seatPlaceMany, { movementId: id, registrationIds: [read.id, sent.id, waits.id] });
    await answers(read.someone, id, "coming");
    expect((await go(id, { state: "cancelled" })).body.code).toBe("reason-missing");
    const reason = { en: "The port is closed.", ar: "الميناء مغلق." };
    expect((await go(id, { state: "cancelled", reason })).body).toMatchObject({
      state: "cancelled",
      reason,
      taken: { seat: 0 },
      waiting: 0,
    });
    expect(await Promise.all([read, sent, waits].map((one) => stateOf(one.id)))).toEqual([
      "more-needed",
      "read",
      "read",
    ]);
    expect(await queue()).toEqual(before);
    for (const { someone } of [read, sent, waits])
      expect(await mineOn(someone, id)).toMatchObject({
        state: null,
        movementState: "cancelled",
        reason,
        people: [],
      });
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM seat WHERE movementId = ?1").bind(id).first(),
    ).toEqual({ n: 0 });
    const next = await planned(world);
    expect((await place(world, next, read.id)).status).toBe(200);
    expect((await answers(read.someone, id, "coming")).body.code).toBe("not-found");
  });
  it("takes no group and no change any more", async () => {
    const id = await planned(world);
    await advance(world, id, ["cancelled"]);
    expect((await place(world, id, (await world.opens()).id)).body.code).toBe("movement-not-open");
    const changed = await world
      .as("embassyCoordinator")
      .does(movementChange, { id, label: "x" }, { ifMatch: 2 });
    expect(changed.body.code).toBe("movement-not-open");
  });
});

describe("departure", () => {
  it("leaves those who still wait at their old place, and tells them that it left", async () => {
    const id = await planned(world, seats({ seat: 0 }));
    const { id: registrationId, someone } = await world.opens();
    await world
      .as("embassyCoordinator")
      .does(seatPlaceMany, { movementId: id, registrationIds: [registrationId] });
    await advance(world, id, ["confirmed", "boarding", "departed"]);
    expect(await stateOf(registrationId)).toBe("read");
    expect(await mineOn(someone, id)).toMatchObject({ state: null, movementState: "departed", reason: null });
  });
});

describe("closing", () => {
  it("waits until everybody is accounted for: aboard and arrived, absent, refused or handed over", async () => {
    const id = await planned(world);
    const [one, two] = [await world.opens(family(2)), await world.opens(family(2))];
    await place(world, id, one.id);
    await place(world, id, two.id);
    expect(await differences(id)).toEqual([]);
    await advance(world, id, ["confirmed", "boarding"]);
    expect((await differences(id)).map((one) => [one.kind, one.group])).toEqual([
      ["not-accounted", 1],
      ["not-accounted", 1],
      ["not-accounted", 2],
      ["not-accounted", 2],
    ]);
    await advance(world, id, ["departed", "arrived"]);
    const [a = "", b = ""] = await personIds(one.id);
    const [c = "", d = ""] = await personIds(two.id);
    await becomes(a, "boarded", "2011-03-03T05:00:00.000Z");
    await becomes(b, "arrived", null, "2011-03-03T15:00:00.000Z");
    await becomes(c, "absent", null);
    await becomes(d, "refused", null);
    expect((await differences(id)).map((one) => one.kind)).toEqual(["not-arrived", "arrived-unboarded"]);
    const open = await go(id, { state: "closed" });
    expect([open.status, open.body.code]).toEqual([409, "differences-open"]);
    await becomes(a, "arrived", "2011-03-03T05:00:00.000Z", "2011-03-03T15:00:00.000Z");
    await becomes(b, "handed-over", null, "2011-03-03T15:00:00.000Z");
    expect(await differences(id)).toEqual([]);
    expect((await go(id, { state: "closed" })).body.state).toBe("closed");
    // Those of whom nobody travelled are back in the queue; those who arrived are not.
    expect(await Promise.all([one, two].map((group) => stateOf(group.id)))).toEqual(["listed", "read"]);
  });
  it("with a pass at two gates or a pass of no seat goes by signature alone, which is kept sealed", async () => {
    const id = await planned(world);
    const { id: registrationId } = await world.opens(family(1));
    await place(world, id, registrationId);
    const [person = ""] = await personIds(registrationId);
    const cti = await ctiOf(person);
    await advance(world, id, ["confirmed", "boarding", "departed", "arrived"]);
    await becomes(person, "arrived", "2011-03-03T05:00:00.000Z", "2011-03-03T15:00:00.000Z");
    await sees(id, cti, "GateA");
    await sees(id, cti, "GateB");
    await sees(id, "00000000000000aa", "GateB");
    const at = "2011-03-03T05:00:00.000Z";
    const found = await differences(id, "supervisor");
    expect(found).toMatchObject([
      {
        kind: "two-gates",
        group: 1,
        seen: [
          { gate: "GateA", at },
          { gate: "GateB", at },
        ],
      },
      { kind: "unknown-pass", number: null, group: null, seen: [{ gate: "GateB", at }] },
    ]);
    expect((await go(id, { state: "closed" })).body.code).toBe("differences-open");
    const signed = "Counted by hand at the far port.";
    expect((await go(id, { state: "closed", signed })).body.state).toBe("closed");
    const row = await env.DB.prepare("SELECT signed FROM movement WHERE id = ?1")
      .bind(id)
      .first<{ signed: number[] }>();
    expect(row?.signed.length).toBeGreaterThan(100);
    expect(new TextDecoder().decode(new Uint8Array(row?.signed ?? []))).not.toContain("Counted");
  });
  it("frees its people for another movement from arrival on", async () => {
    const [bus, ship] = [await planned(world), await planned(world)];
    const { id } = await world.opens();
    await place(world, bus, id);
    expect((await place(world, ship, id)).body.code).toBe("already-seated");
    await advance(world, bus, ["confirmed", "boarding", "departed", "arrived"]);
    expect((await place(world, ship, id)).status).toBe(200);
  });
});

describe("differences", () => {
  it("are for those who take part and hold its gates, and show no name", async () => {
    const id = await planned(world, { gates: ["org_exitOffice"] });
    await place(world, id, (await world.opens()).id);
    await advance(world, id, ["confirmed", "boarding"]);
    const seen = await world.as("gateOfficer").does(movementDifferences, { id });
    expect([seen.status, seen.text.includes("Marked")]).toEqual([200, false]);
    expect((await world.as("boardingOfficer").does(movementDifferences, { id })).body.code).toBe("not-found");
    expect((await world.as("healthViewer").does(movementDifferences, { id })).body.code).toBe("not-allowed");
  });
});
