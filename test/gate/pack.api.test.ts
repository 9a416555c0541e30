// gate.list and gate.pack: whose packs a gate may fetch, and that nobody's name is in one.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { gateList, gatePack } from "../../schema/gate.ts";
import { permitWaive } from "../../schema/permit-office.ts";
import { advance, family, place, planned } from "../kit/movement.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { aboard, packOf } from "./aboard.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const listed = async (by: PersonName) => (await world.as(by).does(gateList, { crisisId: CRISIS })).body;
const idsOf = async (by: PersonName) =>
  ((await listed(by)).movements as { id: string }[]).map((one) => one.id);

describe("a gate's list", () => {
  it("has the movements that its organisation runs, shares or is named for, from confirmed to arrived", async () => {
    const share = [{ organisationId: "org_supportDesk", places: 2, until: "2011-03-02T06:00:00Z" }];
    const named = await planned(world, { gates: ["org_supportDesk"] });
    const shared = await planned(world, { shares: share });
    const run = await planned(world, {}, "agencyCoordinator");
    const hidden = await planned(world);
    expect(await idsOf("boardingOfficer")).toEqual([]);
    for (const id of [named, shared, hidden]) await advance(world, id, ["confirmed"]);
    await advance(world, run, ["confirmed"], "agencyCoordinator");
    expect((await idsOf("boardingOfficer")).sort()).toEqual([named, shared, run].sort());
    expect(await idsOf("gateOfficer")).toEqual([]);
    await advance(world, named, ["boarding", "departed", "arrived"]);
    expect(await idsOf("boardingOfficer")).toContain(named);
    await advance(world, shared, ["cancelled"]);
    expect(await idsOf("boardingOfficer")).not.toContain(shared);
    expect((await world.as("boardingOfficer").does(gatePack, { movementId: hidden })).body.code).toBe(
      "not-found",
    );
    expect((await world.as("gateOfficer").does(gatePack, { movementId: named })).body.code).toBe("not-found");
  });
  it("tells the crisis's clock, territory and waivers, and who can take people over", async () => {
    const words = { en: "Everybody may leave." };
    const waiver = {
      id: "wvr_gatelist1",
      crisisId: CRISIS,
      from: "2011-03-01T00:00:00Z",
      until: "2011-04-01T00:00:00Z",
      words,
    };
    await world.as("permitOfficer").does(permitWaive, waiver);
    for (const by of ["boardingOfficer", "gateOfficer"] as const) {
      const { crisis, organisations } = await listed(by);
      expect(crisis).toMatchObject({
        id: CRISIS,
        territory: "LBY",
        now: "2011-03-01T06:00:00.000Z",
        clock: { exercise: "2011-03-01T06:00:00.000Z", speed: 0 },
        waivers: [{ id: waiver.id, words }],
      });
      expect((organisations as { id: string }[]).map((one) => one.id).sort()).toEqual(
        ["org_embassyOne", "org_embassyTwo", "org_healthTeam", "org_supportDesk"].sort(),
      );
    }
    expect((await world.as("boardingOfficer").does(gateList, { crisisId: "crs_nowhere1" })).body.code).toBe(
      "not-found",
    );
  });
});

describe("a pack", () => {
  it("holds number, pass, group, n of m, adult and state of each seat, and no name or id of a person", async () => {
    const { movement, groups } = await aboard(world, 2, { gates: ["org_supportDesk", "org_exitOffice"] });
    const { id } = await world.opens(family(1, 1));
    await place(world, movement, id);
    const answer = await world.as("gateOfficer").does(gatePack, { movementId: movement });
    expect(answer.body).toMatchObject({
      at: "2011-03-01T06:00:00.000Z",
      movement: { id: movement, state: "boarding", passes: 6 },
    });
    const rows = await packOf(world, movement);
    expect(rows.length).toBe(6);
    for (const row of rows) {
      expect(row).toEqual([
        expect.stringMatching(/^\d{6}$/),
        expect.stringMatching(/^[0-9a-f]{16}$/),
        expect.any(Number),
        expect.any(Number),
        2,
        expect.any(Number),
        "held",
      ]);
    }
    expect(rows.map((row) => row[2]).sort()).toEqual([1, 1, 2, 2, 3, 3]);
    expect(rows.filter((row) => row[5] === 0).length).toBe(3);
    const { results } = await env.DB.prepare("SELECT personId FROM seat WHERE movementId = ?1")
      .bind(movement)
      .all<{ personId: string }>();
    const never = [
      "Marked",
      "born",
      ...results.map((row) => row.personId),
      ...groups.map((one) => one.registrationId),
      id,
    ];
    for (const word of never) expect(answer.text).not.toContain(word);
  });
  it("that was fetched is written down, with the movement and no person", async () => {
    const { movement } = await aboard(world, 1);
    await packOf(world, movement);
    const row = await env.DB.prepare(
      "SELECT actor, targetId FROM audit WHERE act = 'gate.pack' ORDER BY seq DESC LIMIT 1",
    ).first();
    expect(row).toEqual({ actor: "off_board01", targetId: movement });
  });
});
