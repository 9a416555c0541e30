// Ten thousand attempts at the last seats, in rounds of two hundred at once, through the commit path: none is oversold.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { takeOff } from "../../worker/passenger/store.ts";
import { oversold, planned } from "../kit/movement.ts";
import { START } from "../kit/people.ts";
import { attempt, makeRacers, type Racer } from "../kit/race.ts";
import { makeWorld, type World } from "../kit/world.ts";

const ROUNDS = 50;
const AT_ONCE = 200;

let world: World;
let racers: Racer[] = [];
beforeAll(async () => {
  world = await makeWorld();
  racers = await makeRacers(AT_ONCE);
});

describe("ten thousand attempts at the last seats", () => {
  it("fill every seat that a group fits into, and never one more", async () => {
    const refused = new Map<string, number>();
    let placed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const capacity = { seat: 1 + (round % 20), wheelchair: 0, stretcher: 0, lap: 0 };
      const shares =
        round % 2 === 0
          ? []
          : [
              {
                organisationId: "org_embassyTwo",
                places: Math.min(3, capacity.seat),
                until: "2011-03-02T06:00:00Z",
              },
            ];
      const movement = await planned(world, { capacity, shares });
      const results = await Promise.all(racers.map((racer) => attempt(racer, movement)));
      expect(await oversold()).toEqual([]);
      for (const result of results)
        if (result === null) placed++;
        else refused.set(result, (refused.get(result) ?? 0) + 1);
      const row = await env.DB.prepare(
        "SELECT sum(capacity - taken) AS free, (SELECT count(*) FROM seat WHERE movementId = ?1) AS seats FROM movementSeat WHERE movementId = ?1",
      )
        .bind(movement)
        .first<{ free: number; seats: number }>();
      expect(row?.seats).toBe((capacity.seat ?? 0) - (row?.free ?? 0));
      // Single travellers are among those who ask: without a share that is kept for others no seat stays empty.
      expect(row?.free).toBe(0);
      const off = { at: START, ending: "officer", reason: null, by: "off_emb0001" } as const;
      await env.DB.batch(takeOff(env.DB, movement, "all", off));
      expect(await oversold()).toEqual([]);
    }
    const attempts = ROUNDS * AT_ONCE;
    expect(placed + [...refused.values()].reduce((sum, count) => sum + count, 0)).toBe(attempts);
    expect([...refused.keys()].sort()).toEqual(["seats-gone", "share-used"]);
  }, 240_000);
});
