// movement: planned, read by those who take part in it and nobody else, changed by those who run it.
import { beforeAll, describe, expect, it } from "vitest";
import { movementChange, movementGet, movementList, movementPlan } from "../../schema/movement.ts";
import { zoneDeclare } from "../../schema/zone.ts";
import { answers, mineOn, place, planned, seats, ship } from "../kit/movement.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const share = { organisationId: "org_embassyTwo", places: 4, until: "2011-03-02T06:00:00Z" };
const plan = (over: Record<string, unknown>, by: PersonName = "embassyCoordinator") =>
  world.as(by).does(movementPlan, ship(over));
const get = (id: string, by: PersonName = "embassyCoordinator") => world.as(by).does(movementGet, { id });
const change = (
  id: string,
  over: Record<string, unknown>,
  ifMatch = 1,
  by: PersonName = "embassyCoordinator",
) => world.as(by).does(movementChange, { id, ...over }, { ifMatch });

describe("a plan", () => {
  it("is a movement with seats by kind, shares and gates", async () => {
    const movement = ship({ shares: [share], gates: ["org_exitOffice"] });
    const key = freshKey();
    const planned = await world.as("embassyCoordinator").does(movementPlan, movement, { key });
    expect(planned.body).toMatchObject({
      id: movement.id,
      organisationId: "org_embassyOne",
      state: "planned",
      leavesAt: "2011-03-03T06:00:00.000Z",
      capacity: { seat: 10, wheelchair: 1, stretcher: 1, lap: 1 },
      taken: { seat: 0, wheelchair: 0, stretcher: 0, lap: 0 },
      shares: [{ organisationId: "org_embassyTwo", places: 4, until: "2011-03-02T06:00:00.000Z", taken: 0 }],
      gates: ["org_exitOffice"],
      version: 1,
    });
    expect((await get(movement.id)).body).toEqual(planned.body);
    expect((await world.as("embassyCoordinator").does(movementPlan, movement, { key })).body).toEqual(
      planned.body,
    );
    expect((await world.as("embassyCoordinator").does(movementPlan, movement)).body.code).toBe(
      "already-exists",
    );
  });
  it("names zones of its own crisis only", async () => {
    await world.as("agencyCoordinator").does(zoneDeclare, {
      id: "zon_port0001",
      crisisId: CRISIS,
      kind: "assembly-point",
      name: { en: "Port" },
      lng: 13.2,
      lat: 32.9,
    });
    const from = (zoneId: string) => ({ from: { name: { en: "Port" }, zoneId } });
    expect((await plan(from("zon_port0001"))).status).toBe(200);
    const unknown = await plan(from("zon_elsewhere1"));
    expect([unknown.status, unknown.body.code]).toEqual([422, "place-unknown"]);
  });
  it("promises no more places than there are, to nobody outside the crisis, and to no authority", async () => {
    const code = async (over: Record<string, unknown>) => (await plan(over)).body.code;
    expect(await code({ shares: [{ ...share, places: 13 }] })).toBe("share-too-large");
    expect(await code({ shares: [{ ...share, places: 12 }] })).toBeUndefined();
    expect(await code({ shares: [{ ...share, organisationId: "org_elsewhere1" }] })).toBe(
      "recipient-unknown",
    );
    expect(await code({ shares: [{ ...share, organisationId: "org_exitOffice" }] })).toBe(
      "recipient-unknown",
    );
    expect(await code({ gates: ["org_elsewhere1"] })).toBe("recipient-unknown");
    expect(await code({ shares: [share, share] })).toBe("malformed");
  });
  it("for more people than seats is never made, whatever others reported", async () => {
    const reported = [{ persons: 20, iso3: null, source: "A newspaper" }];
    expect((await plan({ reported })).body.fields).toEqual([{ path: "reported", reason: "more-than-seats" }]);
    const fits = await plan({ reported: [{ persons: 13, iso3: "BGD", source: "A newspaper" }] });
    expect([fits.status, fits.body.overfull]).toEqual([200, false]);
  });
  it("is refused in another crisis, and to whoever does not decide on cases", async () => {
    expect((await plan({ crisisId: "crs_elsewhere" })).body.code).toBe("not-found");
    for (const name of [
      "fieldWorker",
      "healthViewer",
      "gateOfficer",
      "permitOfficer",
      "oversightVisitor",
      "platformAdministrator",
    ] as const)
      expect((await plan({}, name)).body.code).toBe("not-allowed");
  });
});

describe("a movement", () => {
  it("is read by those who run it, share it or hold its gate, by oversight and the platform; for others it is not there", async () => {
    const id = await planned(world, { shares: [share], gates: ["org_exitOffice"] });
    const seenBy = async (by: PersonName) => {
      const [one, list] = [await get(id, by), await world.as(by).does(movementList, { crisisId: CRISIS })];
      const listed = (list.body.movements as { id: string }[] | undefined)?.some(
        (movement) => movement.id === id,
      );
      expect(listed).toBe(one.status === 200);
      return one.body.code ?? "seen";
    };
    for (const name of [
      "embassyCoordinator",
      "supervisor",
      "otherEmbassy",
      "gateOfficer",
      "oversightVisitor",
      "platformAdministrator",
    ] as const)
      expect(await seenBy(name)).toBe("seen");
    for (const name of ["agencyCoordinator", "healthViewer", "boardingOfficer", "fieldWorker"] as const)
      expect(await seenBy(name)).toBe("not-found");
    expect((await get(id, "permitOfficer")).body.code).toBe("not-allowed");
  });
  it("stands in the list by when it leaves, and the list is filtered", async () => {
    const late = await planned(world, { leavesAt: "2011-04-03T06:00:00Z" }, "healthCoordinator");
    const soon = await planned(world, { leavesAt: "2011-03-01T09:00:00Z" }, "healthCoordinator");
    const list = async (state: string) =>
      (
        (await world.as("healthViewer").does(movementList, { crisisId: CRISIS, state })).body.movements as {
          id: string;
        }[]
      ).map((one) => one.id);
    expect(await list("open")).toEqual([soon, late]);
    expect(await list("departed")).toEqual([]);
    const after = `2011-03-01T09:00:00.000Z~${soon}`;
    expect(
      (await world.as("healthViewer").does(movementList, { crisisId: CRISIS, after })).body.movements,
    ).toMatchObject([{ id: late }]);
    expect(
      (await world.as("healthViewer").does(movementList, { crisisId: CRISIS, after: "x" })).body.code,
    ).toBe("malformed");
  });
});

describe("a change", () => {
  it("of time or place asks those again who said yes; of its name does not", async () => {
    const id = await planned(world);
    const { id: registrationId, someone } = await world.opens();
    await place(world, id, registrationId);
    await answers(someone, id, "coming");
    expect((await change(id, { label: "Ship A" })).body).toMatchObject({ label: "Ship A", version: 2 });
    expect(await mineOn(someone, id)).toMatchObject({ state: "coming" });
    await change(id, { leavesAt: "2011-03-03T09:00:00Z" }, 2);
    expect(await mineOn(someone, id)).toMatchObject({ state: "asked", leavesAt: "2011-03-03T09:00:00.000Z" });
    await answers(someone, id, "coming");
    await change(id, { to: { name: { en: "Another port" } } }, 3);
    expect(await mineOn(someone, id)).toMatchObject({ state: "asked" });
  });
  it("takes no seat away from under anybody", async () => {
    const id = await planned(world);
    await place(world, id, (await world.opens()).id);
    const fewer = await change(id, seats({ seat: 1 }));
    expect([fewer.status, fewer.body.code]).toEqual([409, "seats-gone"]);
    expect((await change(id, seats({ seat: 2 }))).body.capacity).toMatchObject({ seat: 2 });
  });
  it("of shares keeps what was placed, and who has groups aboard keeps sight of them", async () => {
    const id = await planned(world, { shares: [share] });
    const theirs = await world.opens({ recipients: ["org_embassyTwo"] });
    await place(world, id, theirs.id, "otherEmbassy");
    await place(world, id, (await world.opens()).id);
    const own = { organisationId: "org_embassyOne", places: 3, until: "2011-03-02T06:00:00Z" };
    const changed = await change(id, { shares: [own] });
    expect(changed.body.shares).toMatchObject([
      { organisationId: "org_embassyOne", places: 3, taken: 2 },
      { organisationId: "org_embassyTwo", places: 0, taken: 2 },
    ]);
    expect((await change(id, { shares: [{ ...own, places: 50 }] }, 2)).body.code).toBe("share-too-large");
    expect((await change(id, { gates: ["org_elsewhere1"] }, 2)).body.code).toBe("recipient-unknown");
  });
  it("is of those who run it, by the version that was read", async () => {
    const id = await planned(world, { shares: [share] });
    expect((await change(id, { label: "Mine" }, 1, "otherEmbassy")).body.code).toBe("not-found");
    expect((await change(id, { label: "Mine" }, 1, "agencyCoordinator")).body.code).toBe("not-found");
    await change(id, { label: "First" }, 1, "embassyColleague");
    const late = await change(id, { label: "Second" });
    expect([late.status, late.body.code, late.body.version]).toEqual([412, "stale", 2]);
    expect((await world.as("embassyCoordinator").does(movementChange, { id, label: "x" })).body.code).toBe(
      "version-missing",
    );
  });
});
