// What a gate saw without a network, and tells when its office is no longer what it was: kept, or said not to be.
import { beforeAll, describe, expect, it } from "vitest";
import { movementChange, movementGet } from "../../schema/movement.ts";
import { organisationStop } from "../../schema/organisation-stop.ts";
import { CRISIS } from "../kit/people.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { aboard, ctisOf, event, GATE_A, merges, seatsOf } from "./aboard.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("a gate that was offline", () => {
  it("is heard where the movement names other gates meanwhile", async () => {
    const { movement } = await aboard(world, 1);
    const [cti = ""] = await ctisOf(world, movement);
    const owner = world.as("embassyCoordinator");
    const { version } = (await owner.does(movementGet, { id: movement })).body as unknown as {
      version: number;
    };
    const renamed = await owner.does(
      movementChange,
      { id: movement, gates: ["org_exitOffice"] },
      { ifMatch: version },
    );
    expect(renamed.status).toBe(200);
    const told = await merges(world, GATE_A, [event(movement, cti, "boarded", "05:00")]);
    expect(told.body).toMatchObject({ accepted: 1, refused: [] });
    expect((await seatsOf(movement))[0]?.state).toBe("boarded");
  });
  it("is told that nothing was kept where its office was stopped, and nothing is", async () => {
    const { movement } = await aboard(world, 1);
    const [cti = ""] = await ctisOf(world, movement);
    const stop = {
      id: "stp_late000001",
      crisisId: CRISIS,
      organisationId: "org_supportDesk",
      reason: "Taken",
    };
    expect(
      (await world.as("oversightVisitor").does(organisationStop, stop, { key: freshKey() })).status,
    ).toBe(200);
    const told = await merges(world, GATE_A, [event(movement, cti, "boarded", "05:00")]);
    expect(told.body).toMatchObject({ accepted: 0, refused: [movement] });
    expect((await seatsOf(movement))[0]?.state).toBe("held");
  });
});
