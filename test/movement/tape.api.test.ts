// Movements of an exercise: what others reported of a voyage is kept beside our own counts, also where more people were
// aboard than it had seats; the tape plans it, moves it on at its own time, and a second loading doubles nothing.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { crisisStep } from "../../schema/crisis.ts";
import { movementGet } from "../../schema/movement.ts";
import { seats, ship } from "../kit/movement.ts";
import { makeWorld, send, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const voyage = ship({
  id: "mov_voyage0001",
  ...seats({ seat: 100 }),
  reported: [
    { persons: 131, iso3: null, source: "A situation report" },
    { persons: 60, iso3: "BGD", source: "A situation report" },
  ],
});
const load = async () => {
  const acts = [
    { at: "2011-03-01T05:00:00.000Z", as: "off_emb0001", act: "movement.plan", input: voyage },
    {
      at: "2011-03-01T05:30:00.000Z",
      as: "off_emb0001",
      act: "movement.advance",
      input: { id: voyage.id, state: "confirmed" },
    },
    {
      at: "2011-03-01T08:00:00.000Z",
      as: "off_emb0001",
      act: "movement.advance",
      input: { id: voyage.id, state: "boarding" },
    },
    {
      at: "2011-03-01T09:00:00.000Z",
      as: "off_emb0001",
      act: "movement.advance",
      input: { id: voyage.id, state: "departed" },
    },
  ];
  const headers = { Authorization: `Bearer ${env.DEMO_TOKEN ?? ""}`, "Content-Type": "application/json" };
  return send("POST", "/api/exercise/load", { headers, body: JSON.stringify({ acts }) });
};
const read = async () => (await world.as("embassyCoordinator").does(movementGet, { id: voyage.id })).body;

describe("a voyage on the tape", () => {
  it("is planned with what was reported, flagged where that is more than its seats, and moves on by the clock", async () => {
    expect((await load()).status).toBe(200);
    expect(await read()).toMatchObject({
      state: "confirmed",
      stateAt: "2011-03-01T05:30:00.000Z",
      overfull: true,
      reported: [
        { persons: 131, iso3: null },
        { persons: 60, iso3: "BGD" },
      ],
      taken: { seat: 0 },
      capacity: { seat: 100 },
    });
    expect((await load()).status).toBe(200);
    const crisis = { id: voyage.crisisId, hours: 2 };
    expect((await world.as("embassyCoordinator").does(crisisStep, crisis)).status).toBe(200);
    expect(await read()).toMatchObject({ state: "boarding", stateAt: "2011-03-01T08:00:00.000Z" });
    await world.as("embassyCoordinator").does(crisisStep, crisis);
    expect(await read()).toMatchObject({ state: "departed", version: 4 });
  });
});
