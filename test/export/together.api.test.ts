// Sheets that are cut into slices are one sheet: what a lone officer may open is counted over all that she asked for within
// three days, each person once.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { crisisClose, crisisStep } from "../../schema/crisis.ts";
import { exportAnswer, exportAsk, exportCount, exportFile } from "../../schema/export.ts";
import { CRISIS, type PersonName } from "../kit/people.ts";
import { type Answer, freshKey, makeWorld, type World } from "../kit/world.ts";

let world: World;
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `Marked ${String(i)}`, born: "1980" }));
beforeAll(async () => {
  world = await makeWorld();
  for (const need of ["medicine", "water-food", "shelter"])
    for (let n = 0; n < 2; n++) await world.opens({ needs: [need], people: many(30) });
}, 30_000);

async function asks(need: string, by: PersonName = "embassyCoordinator"): Promise<Answer> {
  const filter = { crisisId: CRISIS, state: "open", need };
  const { people } = (await world.as(by).does(exportCount, filter)).body as { people: number };
  const input = { ...filter, people, purpose: "other", why: "slices" };
  return world.as(by).does(exportAsk, input, { key: freshKey() });
}
const rowsOf = async (asked: Answer, by: PersonName = "embassyCoordinator") =>
  Number((await world.as(by).does(exportFile, { id: String(asked.body.id) })).body.rows ?? 0);

describe("sheets of one officer", () => {
  it("are counted together, so that slices take no more than one sheet would", async () => {
    const first = await asks("medicine");
    const second = await asks("water-food");
    expect([first.body.state, second.body.state, second.body.counted]).toEqual(["ready", "waiting", 120]);
    expect((await rowsOf(first)) + (await rowsOf(second))).toBe(60);
    const filter = { crisisId: CRISIS, state: "open", need: "shelter" };
    expect((await world.as("embassyCoordinator").does(exportCount, filter)).body).toMatchObject({
      people: 60,
      counted: 120,
    });
    // The same people again are no others.
    expect((await asks("medicine")).body).toMatchObject({ state: "ready", counted: 60 });
  });
  it("wait also where two are asked for at the same moment", async () => {
    const both = await Promise.all([asks("medicine", "supervisor"), asks("shelter", "supervisor")]);
    expect(both.map((one) => one.body.state).sort()).toEqual(["ready", "waiting"]);
  });
  it("are no colleague's", async () => {
    expect((await asks("shelter", "embassyColleague")).body.state).toBe("ready");
  });
  it("that a second officer agreed to count no more, and after three days none does", async () => {
    const waiting = await asks("water-food", "embassyColleague");
    expect(waiting.body.state).toBe("waiting");
    await world.as("embassyCoordinator").does(exportAnswer, { id: waiting.body.id, agree: "yes" });
    expect((await asks("shelter", "embassyColleague")).body).toMatchObject({ state: "ready", counted: 60 });
    await world.as("embassyCoordinator").does(crisisStep, { id: CRISIS, hours: 73 });
    expect((await asks("water-food", "embassyColleague")).body).toMatchObject({
      state: "ready",
      counted: 60,
    });
    const wrong = await env.DB.prepare("SELECT id FROM export WHERE counted < people").all();
    expect(wrong.results).toEqual([]);
  });
});

describe("a closed crisis", () => {
  it("takes no new sheets", async () => {
    await world.as("platformAdministrator").does(crisisClose, { id: CRISIS });
    expect((await asks("medicine", "embassyColleague")).body.code).toBe("crisis-closed");
  });
});
