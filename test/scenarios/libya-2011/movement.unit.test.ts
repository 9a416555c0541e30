// The voyages, flights and convoys of the facts as they are played: every figure with its source, seats only where they
// were printed, and nothing invented that does not say so.
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { isOverfull, nextMovementStates, placesOf } from "../../../schema/movement.rules.ts";
import { type MovementState, movementAdvance, movementPlan } from "../../../schema/movement.ts";
import { END, instant, OPENED, organisations, START } from "./crisis.ts";
import { manifests, movements } from "./fact.ts";
import { movementActs, movementIdOf, played } from "./movement.ts";
import { zoneActs } from "./zone.ts";

const declares = zoneActs().filter((one) => one.act === "zone.declare");
const sourceIn = (said: string | undefined) => /\[(\w+)\]$/.exec(said ?? "")?.[1] ?? "";
const voyages = movementActs();
const plans = voyages
  .filter((one) => one.act === "movement.plan")
  .map((one) => ({ at: one.at, as: one.as, ...z.parse(movementPlan.input, one.input) }));
const facts = plans.filter((one) => one.reported !== undefined);

describe("movements on the tape", () => {
  it("are planned once and go on in steps that may follow, each by who runs it, within the exercise", () => {
    const states = new Map<string, MovementState>();
    const runs = new Map<string, string>();
    for (const { at, as, act, input } of voyages) {
      expect(at >= instant(OPENED) && at < instant(END)).toBe(true);
      const id = String(input.id);
      expect(states.has(id)).toBe(act === "movement.advance");
      if (act === "movement.advance") {
        const { state } = z.parse(movementAdvance.input, input);
        expect(nextMovementStates(states.get(id) ?? "closed")).toContain(state);
        expect(runs.get(id)).toBe(as);
        states.set(id, state);
      } else {
        states.set(id, "planned");
        runs.set(id, as);
      }
    }
    const of = (id: string) => states.get(movementIdOf(id));
    for (const { id } of played) expect(of(id)).toBe("arrived");
  });
  it("leave out only what has no day, lies outside of the exercise, or says no way", () => {
    const out = movements.filter((row) => !played.some((one) => one.id === row.id));
    for (const { date, origin, destination } of out)
      expect(
        date?.length !== 10 || date >= instant(END).slice(0, 10) || origin.length * destination.length === 0,
      ).toBe(true);
    expect(facts.length).toBe(played.length);
    expect(played.length).toBeGreaterThan(55);
  });
  it("carry every figure of theirs with its source, and seats only where they were printed", () => {
    for (const { id, persons, seats, source, date } of played) {
      const plan = facts.find((one) => one.id === movementIdOf(id));
      expect(plan?.leavesAt.slice(0, 10)).toBe(date);
      expect(plan?.capacity).toEqual({ seat: seats ?? 0, wheelchair: 0, stretcher: 0, lap: 0 });
      const wanted = [
        ...(persons === null ? [] : [[persons, source]]),
        ...manifests.filter((one) => one.movement === id).map((one) => [one.persons, one.source]),
      ];
      expect(plan?.reported?.map((one) => [one.persons, sourceIn(one.source)])).toEqual(wanted);
    }
  });
  it("have more people than seats where two ferries had, and a third that the press measured", () => {
    const over = facts.filter((one) => isOverfull(one.capacity, one.reported ?? []));
    expect(over.map((one) => one.id)).toEqual(["M002", "M003", "M055"].map(movementIdOf));
  });
  it("stop at zones that stand by then, and share with organisations of the room", () => {
    const since = new Map(declares.map((one) => [one.input.id, one.at]));
    const known = new Set(organisations.map((one) => one.id));
    for (const { at, from, to, shares = [], gates = [] } of plans) {
      for (const { zoneId } of [from, to])
        if (zoneId !== undefined) expect((since.get(zoneId) ?? "9") < at).toBe(true);
      for (const id of [...shares.map((one) => one.organisationId), ...gates]) expect(known).toContain(id);
    }
  });
  it("are invented only where they say so, with seats to give and nothing reported", () => {
    const invented = plans.filter((one) => one.reported === undefined);
    expect(invented.length).toBe(4);
    for (const { label, capacity, leavesAt, shares = [] } of invented) {
      expect(label).toMatch(/^Exercise: /);
      expect(leavesAt > instant(START)).toBe(true);
      expect(shares.reduce((sum, one) => sum + one.places, 0)).toBeLessThan(placesOf(capacity));
    }
  });
});
