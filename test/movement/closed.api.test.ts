// A closed crisis takes no movement, no seat and no answer any more; what was is still read.
import { beforeAll, describe, expect, it } from "vitest";
import { crisisClose } from "../../schema/crisis.ts";
import { manifestGet, manifestPrint } from "../../schema/manifest.ts";
import { movementAdvance, movementChange, movementPlan } from "../../schema/movement.ts";
import {
  seatAnswer,
  seatAnswerSplit,
  seatApproveSplit,
  seatFree,
  seatMine,
  seatPlace,
  seatPlaceMany,
  seatProposeSplit,
} from "../../schema/seat.ts";
import { family, personIds, place, planned, ship } from "../kit/movement.ts";
import { CRISIS } from "../kit/people.ts";
import { makeWorld, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("a closed crisis", () => {
  it("refuses every write as crisis-closed, and shows what there was", async () => {
    const movementId = await planned(world);
    const [seated, other, third] = [
      await world.opens(),
      await world.opens(family(2)),
      await world.opens(family(2)),
    ];
    await place(world, movementId, seated.id);
    const officer = world.as("embassyCoordinator");
    const split = async (id: string, registrationId: string) => ({
      id,
      movementId,
      registrationId,
      personIds: (await personIds(registrationId)).slice(0, 1),
      reason: "One place by ambulance.",
    });
    const [asked, agreed] = [await split("spl_closed001", other.id), await split("spl_closed002", third.id)];
    for (const one of [asked, agreed]) expect((await officer.does(seatProposeSplit, one)).status).toBe(200);
    await third.someone.does(seatAnswerSplit, { splitId: agreed.id, agree: "yes" });
    await world.as("platformAdministrator").does(crisisClose, { id: CRISIS });
    const colleague = world.as("embassyColleague");
    const answers = [
      await officer.does(movementPlan, ship()),
      await officer.does(movementChange, { id: movementId, label: "x" }, { ifMatch: 1 }),
      await officer.does(movementAdvance, { id: movementId, state: "confirmed" }, { ifMatch: 1 }),
      await officer.does(seatPlace, { movementId, registrationId: other.id }),
      await officer.does(seatPlaceMany, { movementId, registrationIds: [other.id] }),
      await officer.does(seatFree, { movementId, registrationId: seated.id, reason: "x" }),
      await officer.does(seatProposeSplit, await split("spl_closed003", world.own.id)),
      await colleague.does(seatApproveSplit, { splitId: agreed.id }),
      await other.someone.does(seatAnswerSplit, { splitId: asked.id, agree: "yes" }),
      await seated.someone.does(seatAnswer, { movementId, answer: "coming" }),
      await officer.does(manifestPrint, { movementId, form: "print" }),
    ];
    expect(answers.map((answer) => answer.body.code)).toEqual(answers.map(() => "crisis-closed"));
    expect((await seated.someone.does(seatMine)).body.seats).toMatchObject([{ movementId, state: "asked" }]);
    expect((await officer.does(manifestGet, { movementId })).status).toBe(200);
  });
});
