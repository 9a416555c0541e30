// gate.merge: the same events make the same truth, in any order, in any pieces, any number of times, from any gates.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { consentWithdraw } from "../../schema/consent.ts";
import { gateEventKinds } from "../../schema/gate.ts";
import { movementDifferences, movementGet } from "../../schema/movement.ts";
import { seatAnswer } from "../../schema/seat.ts";
import { advance, answers } from "../kit/movement.ts";
import { random } from "../kit/random.ts";
import { freshKey, makeWorld, type World } from "../kit/world.ts";
import { aboard, ctisOf, event, GATE_A, GATE_B, merges, packOf, seatsOf, stored } from "./aboard.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

describe("what a gate tells", () => {
  it("becomes the state of seats, and of nothing else", async () => {
    const { movement } = await aboard(world, 3);
    const [a, b, c, d, e, f] = (await ctisOf(world, movement)) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const answer = await merges(world, GATE_A, [
      event(movement, a, "boarded", "05:00"),
      event(movement, b, "absent", "05:50"),
      event(movement, c, "refused", "05:10"),
      event(movement, d, "boarded", "05:01"),
      event(movement, d, "arrived", "19:00"),
      event(movement, e, "boarded", "05:02"),
      event(movement, e, "handed-over", "20:00", { organisationId: "org_healthTeam" }),
      event(movement, f, "seen", "05:03"),
    ]);
    expect(answer.body).toEqual({ accepted: 8, conflicts: [], unknown: [], refused: [] });
    const at = (time: string) => `2011-03-03T${time}:00.000Z`;
    expect(await seatsOf(movement)).toEqual([
      { cti: a, state: "boarded", boardedAt: at("05:00"), arrivedAt: null, handedTo: null },
      { cti: b, state: "absent", boardedAt: null, arrivedAt: null, handedTo: null },
      { cti: c, state: "refused", boardedAt: null, arrivedAt: null, handedTo: null },
      { cti: d, state: "arrived", boardedAt: at("05:01"), arrivedAt: at("19:00"), handedTo: null },
      {
        cti: e,
        state: "handed-over",
        boardedAt: at("05:02"),
        arrivedAt: at("20:00"),
        handedTo: "org_healthTeam",
      },
      { cti: f, state: "held", boardedAt: null, arrivedAt: null, handedTo: null },
    ]);
  });
  it("twice changes nothing: by the same key, by another, in other pieces", async () => {
    const { movement } = await aboard(world, 1);
    const [a = "", b = ""] = await ctisOf(world, movement);
    const events = [event(movement, a, "boarded", "05:00"), event(movement, b, "boarded", "05:01")];
    const key = freshKey();
    const first = await merges(world, GATE_A, events, { key });
    const after = await seatsOf(movement);
    for (const again of [
      await merges(world, GATE_A, events, { key }),
      await merges(world, GATE_A, events),
      await merges(world, GATE_A, events.toReversed()),
    ])
      expect(again.body).toEqual(first.body);
    await merges(world, GATE_A, events.slice(1));
    expect([await stored(movement), await seatsOf(movement)]).toEqual([2, after]);
  });
  it("in any order, pieces and repetition ends in the same seats", { timeout: 60_000 }, async () => {
    const gates = ["gat_order0000001", "gat_order0000002"];
    const { movement } = await aboard(world, 2);
    const ctis = await ctisOf(world, movement);
    const number = random(20_110_303);
    const takers = ["org_healthTeam", "org_supportDesk", "org_embassyTwo"];
    const told = Array.from({ length: 60 }, () => {
      const kind = number.of(gateEventKinds);
      const time = `${String(number.whole(4, 21)).padStart(2, "0")}:${String(number.whole(10, 59))}`;
      return {
        gate: number.of(gates),
        event: event(
          movement,
          number.of(ctis),
          kind,
          time,
          kind === "handed-over" ? { organisationId: number.of(takers) } : {},
        ),
      };
    });
    const ends: unknown[] = [];
    for (let round = 0; round < 4; round++) {
      await env.DB.batch([
        env.DB.prepare("DROP TRIGGER IF EXISTS gateEventIsNeverDeleted"),
        env.DB.prepare("DELETE FROM gateEvent WHERE movementId = ?1").bind(movement),
        env.DB.prepare(
          "UPDATE seat SET state = 'held', boardedAt = NULL, arrivedAt = NULL, handedTo = NULL WHERE movementId = ?1",
        ).bind(movement),
      ]);
      const order = told.toSorted(() => number.next() - 0.5);
      const again = [...order, ...order.slice(0, 20)];
      while (again.length > 0) {
        const piece = again.splice(0, number.whole(1, 25));
        for (const gate of gates) {
          const events = piece.filter((one) => one.gate === gate).map((one) => one.event);
          if (events.length > 0) await merges(world, gate, events);
        }
      }
      expect(await stored(movement)).toBe(60);
      ends.push(await seatsOf(movement));
    }
    for (const end of ends) expect(end).toEqual(ends[0]);
  });
  it("late of somebody aboard is not undone by a gate that missed her", async () => {
    const { movement } = await aboard(world, 1);
    const [a = "", b = ""] = await ctisOf(world, movement);
    await merges(world, GATE_B, [
      event(movement, a, "absent", "06:00"),
      event(movement, b, "refused", "06:00"),
    ]);
    expect((await seatsOf(movement)).map((seat) => seat.state)).toEqual(["absent", "refused"]);
    await merges(world, GATE_A, [
      event(movement, a, "boarded", "05:00"),
      event(movement, b, "arrived", "18:00"),
    ]);
    expect((await seatsOf(movement)).map((seat) => seat.state)).toEqual(["boarded", "arrived"]);
    await merges(world, GATE_B, [event(movement, a, "absent", "06:30")]);
    expect((await seatsOf(movement))[0]?.state).toBe("boarded");
  });
  it("hands people over to those who help in this crisis, and to no authority", async () => {
    const { movement } = await aboard(world, 2);
    const ctis = await ctisOf(world, movement);
    const takers = ["org_exitOffice", "org_oversight", "org_nowhere01", undefined];
    await merges(
      world,
      GATE_A,
      ctis.map((cti, i) => {
        const organisationId = takers[i];
        return event(
          movement,
          cti,
          "handed-over",
          "18:00",
          organisationId === undefined ? {} : { organisationId },
        );
      }),
    );
    for (const seat of await seatsOf(movement))
      expect(seat).toMatchObject({ state: "arrived", handedTo: null });
    await merges(world, GATE_A, [
      event(movement, ctis[0] ?? "", "handed-over", "19:00", { organisationId: "org_embassyTwo" }),
    ]);
    expect((await seatsOf(movement))[0]).toMatchObject({
      state: "handed-over",
      handedTo: "org_embassyTwo",
      arrivedAt: "2011-03-03T18:00:00.000Z",
    });
  });
});

describe("a merge", () => {
  it("of two thousand events is one call of few statements, and moves the movement on open screens", async () => {
    const { movement } = await aboard(world, 2);
    const ctis = await ctisOf(world, movement);
    const kinds = ["boarded", "seen", "seen", "arrived"] as const;
    const events = Array.from({ length: 2000 }, (_, i) =>
      event(
        movement,
        i < 1900 ? (i % 1900).toString(16).padStart(16, "0") : (ctis[i % 4] ?? ""),
        kinds[i % 4] ?? "seen",
        "05:00",
      ),
    );
    const seqOf = async () =>
      (await env.DB.prepare("SELECT seq FROM movement WHERE id = ?1").bind(movement).first<{ seq: number }>())
        ?.seq ?? 0;
    const before = await seqOf();
    const answer = await merges(world, GATE_A, events);
    expect([answer.status, answer.body.accepted, (answer.body.unknown as string[]).length]).toEqual([
      200, 2000, 1900,
    ]);
    expect(await stored(movement)).toBe(2000);
    expect(await seqOf()).toBeGreaterThan(before);
  });
  it("works after the movement has closed, and of a group that has since taken everything back", async () => {
    const { movement, groups } = await aboard(world, 1);
    const [a = "", b = ""] = await ctisOf(world, movement);
    await merges(world, GATE_A, [
      event(movement, a, "boarded", "05:00"),
      event(movement, b, "absent", "05:00"),
    ]);
    await groups[0]?.someone.does(consentWithdraw, { organisationId: "org_embassyOne" });
    await advance(world, movement, ["departed", "arrived"]);
    await merges(world, GATE_A, [event(movement, a, "arrived", "18:00")]);
    expect((await seatsOf(movement)).map((seat) => seat.state)).toEqual(["arrived", "absent"]);
    const { body } = await world.as("embassyCoordinator").does(movementDifferences, { id: movement });
    expect(body.differences).toEqual([]);
    await advance(world, movement, ["closed"]);
    const late = await merges(world, GATE_B, [event(movement, b, "boarded", "05:30")]);
    expect(late.body).toMatchObject({ accepted: 1 });
    expect((await world.as("embassyCoordinator").does(movementGet, { id: movement })).body.state).toBe(
      "closed",
    );
  });
  it("knows the pass of a seat that was freed no more", async () => {
    const { movement, groups } = await aboard(world, 1);
    const [a = ""] = await ctisOf(world, movement);
    const someone = groups[0]?.someone;
    if (someone === undefined) throw new Error("no group");
    expect((await someone.does(seatAnswer, { movementId: movement, answer: "cannot" })).status).toBe(200);
    expect(await packOf(world, movement)).toEqual([]);
    expect((await merges(world, GATE_A, [event(movement, a, "boarded", "05:00")])).body.unknown).toEqual([a]);
    expect((await answers(someone, movement, "coming")).status).not.toBe(200);
  });
});
