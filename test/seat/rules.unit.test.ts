// Kinds of seats and what fits, for thousands of random figures: the same as counting seat by seat, as the database does.
import { describe, expect, it } from "vitest";
import { seatKinds } from "../../schema/movement.ts";
import {
  afterwards,
  type Figures,
  fits,
  isAdult,
  kindsFor,
  lapsArePossible,
} from "../../worker/seat/rules.ts";
import { type Random, random } from "../kit/random.ts";

const NOW = "2011-03-01T06:00:00.000Z";
const organisations = ["org_one", "org_two", "org_three"];

function figures(dice: Random): Figures {
  const capacity = {
    seat: dice.whole(0, 9),
    wheelchair: dice.whole(0, 2),
    stretcher: dice.whole(0, 2),
    lap: dice.whole(0, 3),
  };
  const taken = { ...capacity };
  for (const kind of seatKinds) taken[kind] = dice.whole(0, capacity[kind]);
  const shares = organisations.slice(0, dice.whole(0, 3)).map((organisationId) => ({
    organisationId,
    places: dice.whole(0, 4),
    until: dice.of(["2011-03-01T05:00:00.000Z", "2011-03-01T07:00:00.000Z"]),
    taken: dice.whole(0, 3),
  }));
  return { capacity, taken, shares };
}

const group = (dice: Random) =>
  Array.from({ length: dice.whole(1, 5) }, (_, i) => ({
    id: String(i),
    age: dice.of([null, 0, 1, 2, 17, 18, 40]),
  }));

/** The trigger of the database (0009_movement.sql), one seat after the other. */
function seatBySeat(
  start: Figures,
  organisationId: string,
  list: { kind: (typeof seatKinds)[number] }[],
): boolean {
  let now = start;
  for (const one of list) {
    if (now.taken[one.kind] >= now.capacity[one.kind]) return false;
    const places = (count: Figures["capacity"]) => count.seat + count.wheelchair + count.stretcher;
    const kept = now.shares
      .filter((share) => share.organisationId !== organisationId && share.until > NOW)
      .reduce((sum, share) => sum + Math.max(0, share.places - share.taken), 0);
    if (one.kind !== "lap" && places(now.capacity) - places(now.taken) - kept < 1) return false;
    now = afterwards(now, organisationId, [one], 1);
  }
  return true;
}

describe("whether a group fits", () => {
  it("is what counting seat by seat says, for twenty thousand random cases", () => {
    const dice = random(11);
    let [fit, not] = [0, 0];
    for (let n = 0; n < 20_000; n++) {
      const start = figures(dice);
      const organisationId = dice.of(organisations);
      const chosen = kindsFor(group(dice), start);
      const said = fits(start, organisationId, chosen, NOW);
      expect(said).toBe(seatBySeat(start, organisationId, chosen));
      if (said) fit++;
      else not++;
    }
    expect(Math.min(fit, not)).toBeGreaterThan(2000);
  });
  it("is the same again after a group got on and off", () => {
    const dice = random(12);
    for (let n = 0; n < 1000; n++) {
      const start = figures(dice);
      const chosen = kindsFor(group(dice), start);
      const on = afterwards(start, "org_one", chosen, 1);
      expect(afterwards(on, "org_one", chosen, -1)).toEqual(start);
    }
  });
});

describe("kinds", () => {
  it("put infants on free laps, no more than adults can carry, and everybody else in a seat", () => {
    const dice = random(13);
    for (let n = 0; n < 5000; n++) {
      const start = figures(dice);
      const people = group(dice);
      const chosen = kindsFor(people, start);
      expect(chosen.map((one) => one.personId)).toEqual(people.map((one) => one.id));
      const laps = chosen.filter((one) => one.kind === "lap");
      expect(laps.length).toBeLessThanOrEqual(start.capacity.lap - start.taken.lap);
      expect(laps.length).toBeLessThanOrEqual(people.filter((one) => isAdult(one.age)).length);
      for (const one of laps)
        expect(people.find((person) => person.id === one.personId)?.age).toBeLessThan(2);
    }
  });
  it("count whoever's age nobody knows as an adult", () => {
    expect([null, 0, 17, 18].map(isAdult)).toEqual([true, false, false, true]);
  });
  it("put nobody on a lap who is not an infant, and no infant on none", () => {
    const people = [
      { id: "a", age: 30 },
      { id: "b", age: 1 },
      { id: "c", age: 1 },
    ];
    const laps = (...ids: string[]) =>
      lapsArePossible(people, new Map(ids.map((id) => [id, "lap" as const])));
    expect([laps(), laps("b"), laps("a"), laps("b", "c")]).toEqual([true, true, false, false]);
  });
});
