// permit.waive, endWaiver, waivers: one act of the crisis's own authority, which everybody can read.
import { beforeAll, describe, expect, it } from "vitest";
import { permitEndWaiver, permitWaive, permitWaivers } from "../../schema/permit-office.ts";
import { CRISIS, officers, organisations, personNames, START } from "../kit/people.ts";
import { type Answer, freshKey, makeWorld, Someone, send, type World } from "../kit/world.ts";
import { step } from "./asking.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const waiver = {
  id: "wvr_first0001",
  crisisId: CRISIS,
  from: "2011-03-02T00:00:00Z",
  until: "2011-03-05T00:00:00Z",
  words: { en: "Everybody may leave without a permit.", ar: "يجوز للجميع المغادرة دون تصريح." },
};
const codeOf = ({ status, body }: Answer) => (status === 200 ? "done" : body.code);
const listed = async (someone = new Someone("")) =>
  (await someone.does(permitWaivers, { crisisId: CRISIS })).body.waivers as {
    id: string;
    endedAt: unknown;
  }[];

describe("a waiver", () => {
  it("is declared by the authority of the country, once, with an end after its beginning", async () => {
    const officer = world.as("permitOfficer");
    expect(codeOf(await officer.does(permitWaive, { ...waiver, until: waiver.from }))).toBe("dates-reversed");
    expect(codeOf(await officer.does(permitWaive, { ...waiver, crisisId: "crs_nowhere1" }))).toBe(
      "not-found",
    );
    const key = freshKey();
    const done = await officer.does(permitWaive, waiver, { key });
    expect(done.body).toEqual({
      ...waiver,
      from: "2011-03-02T00:00:00.000Z",
      until: "2011-03-05T00:00:00.000Z",
      authority: "Exit office",
      endedAt: null,
      version: 1,
    });
    expect((await officer.does(permitWaive, waiver, { key })).body).toEqual(done.body);
    expect(codeOf(await officer.does(permitWaive, waiver))).toBe("already-exists");
    expect((await listed()).length).toBe(1);
  });
  it("is read by everybody, while it holds or will", async () => {
    for (const name of personNames)
      expect((await listed(world.as(name))).map((one) => one.id)).toEqual([waiver.id]);
    await step(world, 24 * 5);
    expect(await listed()).toEqual([]);
  });
  it("is ended before its time by its authority, by the version that was read, and once", async () => {
    const officer = world.as("permitOfficer");
    const one = { ...waiver, id: "wvr_second001", until: "2011-04-01T00:00:00Z" };
    await officer.does(permitWaive, one);
    expect(codeOf(await officer.does(permitEndWaiver, { id: one.id }))).toBe("version-missing");
    expect(codeOf(await officer.does(permitEndWaiver, { id: one.id }, { ifMatch: 2 }))).toBe("stale");
    const ended = await world.as("permitColleague").does(permitEndWaiver, { id: one.id }, { ifMatch: 1 });
    expect(ended.body).toMatchObject({ id: one.id, endedAt: "2011-03-06T06:00:00.000Z", version: 2 });
    expect(codeOf(await officer.does(permitEndWaiver, { id: one.id }, { ifMatch: 2 }))).toBe(
      "transition-impossible",
    );
    expect(codeOf(await officer.does(permitEndWaiver, { id: waiver.id }, { ifMatch: 1 }))).toBe(
      "transition-impossible",
    );
    expect(codeOf(await officer.does(permitEndWaiver, { id: "wvr_4hT0s9aLx2" }, { ifMatch: 1 }))).toBe(
      "not-found",
    );
    expect(await listed()).toEqual([]);
  });
  it("is nothing that another country's authority declares, though it takes part", async () => {
    const crisis = {
      id: "crs_test0002",
      name: { en: "Second crisis" },
      kind: "flood",
      hostCountry: "TN",
      area: [9, 19, 26, 34],
      receivingDeskId: "org_supportDesk",
      openedAt: START,
      exerciseStart: START,
    };
    const token = { Authorization: "Bearer a-token-for-tests-only", "Content-Type": "application/json" };
    const body = JSON.stringify({ crisis, organisations, officers });
    expect((await send("POST", "/api/exercise/load", { headers: token, body })).status).toBe(200);
    const answer = await world
      .as("permitOfficer")
      .does(permitWaive, { ...waiver, id: "wvr_third0001", crisisId: crisis.id });
    expect(codeOf(answer)).toBe("not-found");
  });
});
