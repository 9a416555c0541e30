// A filter without kept counts looks at a bounded number of cases, and queue and map both say that more were left.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { needKinds } from "../../schema/need.ts";
import { registrationMap, registrationQueue } from "../../schema/registration-desk.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  // Counted and never opened, so that rows of sight alone are enough.
  await env.DB.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20500)
     INSERT INTO sight SELECT 'org_embassyTwo', 'reg_many' || printf('%08d', i), ?1, 'responder', 0, 'left', 2, iif(i % 2, 1, 2), 1,
       '122022210112301', '2011-03-01T06:00:00.000Z', 1, 0, 0 FROM n`,
  )
    .bind(CRISIS)
    .run();
}, 60_000);

const asks = async (act: typeof registrationMap | typeof registrationQueue, over: Record<string, string>) =>
  (await world.as("otherEmbassy").does(act, { crisisId: CRISIS, ...over })).body;

describe("a need among more cases than are looked at", () => {
  it("is counted in part by the header, which says so", async () => {
    const { count } = await asks(registrationQueue, { state: "left", need: needKinds[0], limit: "1" });
    expect(count).toMatchObject({ complete: false });
    expect((count as { people: number }).people).toBeLessThanOrEqual(20_000);
  });
  it("is counted in part by the map, which says so and shows areas only", async () => {
    const body = await asks(registrationMap, {
      state: "left",
      need: needKinds[1],
      bbox: "-180,-85,180,85",
      zoom: "12",
    });
    expect([body.complete, body.groups]).toEqual([false, []]);
  });
  it("is whole again for a filter with kept counts, at any number", async () => {
    const map = await asks(registrationMap, { state: "left", bbox: "-180,-85,180,85", zoom: "4" });
    expect(map.complete).toBe(true);
    expect((map.cells as { people: number }[]).reduce((sum, cell) => sum + cell.people, 0)).toBe(20_500);
  });
});
