// Splits (R15): nobody is parted from her group without a reason that it reads, its own yes, and a second officer.
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  seatAnswerSplit,
  seatApproveSplit,
  seatMine,
  seatOfCase,
  seatPlace,
  seatProposeSplit,
} from "../../schema/seat.ts";
import { answers, expectCounts, family, mineOn, personIds, place, planned } from "../kit/movement.ts";
import type { PersonName } from "../kit/people.ts";
import { makeWorld, type Someone, type World } from "../kit/world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(expectCounts);

let made = 0;
async function asked(over: Record<string, unknown> = {}) {
  const movement = await planned(world);
  const { id, someone } = await world.opens(family(2, 9));
  const [first = ""] = await personIds(id);
  const split = {
    id: `spl_test${String(++made).padStart(5, "0")}`,
    movementId: movement,
    registrationId: id,
    personIds: [first],
    reason: "One place by ambulance today.",
    ...over,
  };
  const answer = await world.as("embassyCoordinator").does(seatProposeSplit, split);
  return { movement, id, someone, first, splitId: split.id, split, answer };
}
const approve = (splitId: string, by: PersonName = "embassyColleague") =>
  world.as(by).does(seatApproveSplit, { splitId });
const says = (someone: Someone, splitId: string, agree: "yes" | "no") =>
  someone.does(seatAnswerSplit, { splitId, agree });
const by = (movementId: string, registrationId: string, splitId: string) =>
  world.as("embassyCoordinator").does(seatPlace, { movementId, registrationId, splitId });

describe("a split", () => {
  it("is read by the group with its reason and names, answered, approved by another, and then places those alone", async () => {
    const { movement, id, someone, splitId, first, answer } = await asked();
    expect(answer.body).toMatchObject({ id: splitId, personIds: [first], agreed: null, approved: false });
    expect((await someone.does(seatMine)).body.splits).toEqual([
      {
        id: splitId,
        movementId: movement,
        people: ["Marked Adult 1"],
        reason: "One place by ambulance today.",
        agreed: null,
      },
    ]);
    expect((await says(someone, splitId, "yes")).body).toEqual({ splitId, agreed: true });
    expect((await approve(splitId)).body).toMatchObject({ agreed: true, approved: true });
    expect((await by(movement, id, splitId)).status).toBe(200);
    expect((await mineOn(someone, movement))?.people.map((one) => one.name)).toEqual(["Marked Adult 1"]);
    expect((await someone.does(seatMine)).body.splits).toEqual([]);
    const later = await planned(world);
    expect((await place(world, later, id)).status).toBe(200);
    expect((await mineOn(someone, later))?.people.map((one) => one.name)).toEqual([
      "Marked Adult 2",
      "Marked Child 9",
    ]);
  });
  it("keeps its reason sealed", async () => {
    const { splitId } = await asked();
    const row = await env.DB.prepare("SELECT reason FROM split WHERE id = ?1")
      .bind(splitId)
      .first<{ reason: number[] }>();
    expect(new TextDecoder().decode(new Uint8Array(row?.reason ?? []))).not.toContain("ambulance");
  });
  it("without a second officer is refused", async () => {
    const { movement, id, someone, splitId } = await asked();
    await says(someone, splitId, "yes");
    const own = await approve(splitId, "embassyCoordinator");
    expect([own.status, own.body.code]).toEqual([422, "second-officer-needed"]);
    expect((await by(movement, id, splitId)).body.code).toBe("split-not-agreed");
  });
  it("without the group's yes is refused, also past the act", async () => {
    const { movement, id, someone, splitId } = await asked();
    expect((await approve(splitId)).body.code).toBe("split-not-agreed");
    await expect(
      env.DB.prepare("UPDATE split SET approvedBy = 'off_emb0002' WHERE id = ?1").bind(splitId).run(),
    ).rejects.toThrow("split-not-agreed");
    await says(someone, splitId, "no");
    expect((await approve(splitId)).body.code).toBe("split-not-agreed");
    expect((await by(movement, id, splitId)).body.code).toBe("split-not-agreed");
  });
  it("once refused is not asked again for the same movement, nor twice before she answered", async () => {
    const { split, someone, splitId } = await asked();
    const again = () =>
      world
        .as("embassyColleague")
        .does(seatProposeSplit, { ...split, id: `spl_again${String(++made).padStart(4, "0")}` });
    expect((await again()).body.code).toBe("already-exists");
    await says(someone, splitId, "no");
    expect((await again()).body.code).toBe("split-not-agreed");
  });
  it("that she takes back before anybody has a seat by it holds no more", async () => {
    const { movement, id, someone, splitId } = await asked();
    await says(someone, splitId, "yes");
    await approve(splitId);
    await says(someone, splitId, "no");
    expect((await by(movement, id, splitId)).body.code).toBe("split-not-agreed");
    const { body } = await world.as("embassyCoordinator").does(seatOfCase, { registrationId: id });
    expect(body.splits).toMatchObject([{ id: splitId, agreed: false, approved: false }]);
  });
  it("names some of the group, not all and no stranger", async () => {
    const { split, id } = await asked();
    const all = await personIds(id);
    for (const ids of [all, ["per_stranger001"]]) {
      const answer = await world.as("embassyCoordinator").does(seatProposeSplit, {
        ...split,
        id: `spl_wrong${String(++made).padStart(4, "0")}`,
        personIds: ids,
      });
      expect([answer.status, answer.body.code]).toEqual([400, "malformed"]);
    }
  });
  it("is hers alone to answer, and only of officers of organisations that she asked to approve", async () => {
    const { splitId } = await asked();
    const other = await world.opens();
    expect((await says(other.someone, splitId, "yes")).body.code).toBe("not-found");
    expect((await approve(splitId, "otherEmbassy")).body.code).toBe("not-found");
    expect((await approve(splitId, "fieldWorker")).body.code).toBe("not-allowed");
  });
  it("freed again is no split any more: the group is whole", async () => {
    const { movement, id, someone, splitId } = await asked();
    await says(someone, splitId, "yes");
    await approve(splitId);
    await by(movement, id, splitId);
    await answers(someone, movement, "cannot");
    expect((await place(world, movement, id)).status).toBe(200);
    expect((await mineOn(someone, movement))?.people.length).toBe(3);
  });
});
