// gate.merge: what two gates both saw, and what belongs nowhere, is told back and stands among the differences.
import { beforeAll, describe, expect, it } from "vitest";
import type { GateEvent } from "../../schema/gate.ts";
import { movementDifferences } from "../../schema/movement.ts";
import { planned } from "../kit/movement.ts";
import { makeWorld, type World } from "../kit/world.ts";
import { aboard, ctisOf, event, GATE_A, GATE_B, merges, packOf, seatsOf, stored } from "./aboard.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("two gates that boarded one pass", () => {
  it("are both told, with labels and times, and it stands among the differences", async () => {
    const [gateA, gateB] = ["gat_twice0000001", "gat_twice0000002"];
    const tells = (gate: string, events: GateEvent[]) =>
      merges(world, gate, events, { label: gate === gateA ? "Gate A" : "Gate B" });
    const { movement } = await aboard(world, 1);
    const [row] = await packOf(world, movement);
    const [number, cti] = [row?.[0] ?? "", row?.[1] ?? ""];
    const first = await tells(gateA, [event(movement, cti, "boarded", "05:02")]);
    expect(first.body.conflicts).toEqual([]);
    const conflict = {
      number,
      cti,
      seen: [
        { gate: "Gate B", at: "2011-03-03T05:00:00.000Z" },
        { gate: "Gate A", at: "2011-03-03T05:02:00.000Z" },
      ],
    };
    const second = await tells(gateB, [event(movement, cti, "boarded", "05:00")]);
    expect(second.body.conflicts).toEqual([conflict]);
    expect((await tells(gateA, [])).body).toEqual({
      accepted: 0,
      conflicts: [conflict],
      unknown: [],
      refused: [],
    });
    expect((await merges(world, "gat_cccccccccccc", [])).body.conflicts).toEqual([]);
    expect((await seatsOf(movement))[0]).toMatchObject({
      state: "boarded",
      boardedAt: "2011-03-03T05:00:00.000Z",
    });
    const { body } = await world.as("embassyCoordinator").does(movementDifferences, { id: movement });
    expect(body.differences).toContainEqual(
      expect.objectContaining({ kind: "two-gates", number, seen: conflict.seen }),
    );
  });
  it("at one gate twice are no conflict", async () => {
    const { movement } = await aboard(world, 1);
    const [cti = ""] = await ctisOf(world, movement);
    const answer = await merges(world, "gat_once00000001", [
      event(movement, cti, "boarded", "05:02"),
      event(movement, cti, "boarded", "05:04"),
    ]);
    expect(answer.body.conflicts).toEqual([]);
  });
});

describe("what belongs nowhere", () => {
  it("is told back: a pass of no seat, of another movement, of a movement that is not this gate's", async () => {
    const { movement } = await aboard(world, 1);
    const other = await aboard(world, 1);
    const hidden = await planned(world);
    const [a = ""] = await ctisOf(world, movement);
    const [b = ""] = await ctisOf(world, other.movement);
    const events = [
      event(movement, a, "boarded", "05:00"),
      event(movement, b, "boarded", "05:00"),
      event(movement, "00000000000000aa", "boarded", "05:00"),
      event(hidden, "00000000000000bb", "boarded", "05:00"),
      event("mov_nowhere01", "00000000000000cc", "boarded", "05:00"),
    ];
    const answer = await merges(world, GATE_A, events);
    expect(answer.body).toMatchObject({
      accepted: 3,
      unknown: ["00000000000000aa", "00000000000000bb", "00000000000000cc", b].sort(),
      refused: [hidden, "mov_nowhere01"].sort(),
    });
    expect([await stored(movement), await stored(hidden)]).toEqual([3, 0]);
    expect((await seatsOf(other.movement))[0]?.state).toBe("held");
    const { body } = await world.as("embassyCoordinator").does(movementDifferences, { id: movement });
    expect((body.differences as { kind: string }[]).filter((one) => one.kind === "unknown-pass").length).toBe(
      2,
    );
  });
  it("is nothing to an authority's gate that no movement names, and all to one that it does", async () => {
    const { movement } = await aboard(world, 1);
    const [cti = ""] = await ctisOf(world, movement);
    const told = await merges(world, GATE_B, [event(movement, cti, "boarded", "05:00")], {
      by: "gateOfficer",
    });
    expect(told.body).toMatchObject({ accepted: 0, unknown: [cti], refused: [movement] });
    expect((await seatsOf(movement))[0]?.state).toBe("held");
    const named = await aboard(world, 1, { gates: ["org_supportDesk", "org_exitOffice"] });
    const [own = ""] = await ctisOf(world, named.movement);
    await merges(world, GATE_B, [event(named.movement, own, "boarded", "05:00")], { by: "gateOfficer" });
    expect((await seatsOf(named.movement))[0]?.state).toBe("boarded");
  });
  it("of the wrong shape is refused whole", async () => {
    const { movement } = await aboard(world, 1);
    const right = event(movement, "00000000000000aa", "boarded", "05:00");
    for (const wrong of [
      { cti: "xyz" },
      { kind: "flown" },
      { at: "yesterday" },
      { id: "gev_1" },
      { name: "Marked Name" },
      { movementId: "reg_8f2Kd03mQ1" },
    ])
      expect((await merges(world, GATE_A, [right, { ...right, ...wrong } as GateEvent])).body.code).toBe(
        "malformed",
      );
    const many = Array.from({ length: 2001 }, () => event(movement, "00000000000000aa", "seen", "05:00"));
    expect((await merges(world, GATE_A, many)).body.code).toBe("malformed");
    expect(await stored(movement)).toBe(0);
  });
});
