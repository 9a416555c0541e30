// Whatever officers and people do, in whatever order: counts are what seats say, no kind is oversold, shares are kept as
// the contract's own rule says, and nobody waits who would fit.
import { beforeAll, describe, expect, it } from "vitest";
import { mayStillPlace } from "../../schema/movement.rules.ts";
import { type Movement, movementChange, movementGet } from "../../schema/movement.ts";
import { seatFree, seatList, seatPlaceMany } from "../../schema/seat.ts";
import { countKinds, fits, kindsFor } from "../../worker/seat/rules.ts";
import { advance, answers, expectCounts, family, place, planned } from "../kit/movement.ts";
import { type PersonName, START } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import { makeWorld, type Someone, type World } from "../kit/world.ts";

interface Group {
  id: string;
  someone: Someone;
  officer: PersonName;
  organisationId: string;
  ages: (number | null)[];
}

let world: World;
const groups: Group[] = [];
beforeAll(async () => {
  world = await makeWorld();
  const shapes: [number, number[]][] = [
    [1, []],
    [2, []],
    [1, [1]],
    [3, []],
    [2, [9, 1]],
    [1, [0, 1]],
    [1, []],
  ];
  for (const [officer, organisationId] of [
    ["embassyCoordinator", "org_embassyOne"],
    ["otherEmbassy", "org_embassyTwo"],
  ] as const)
    for (const [adults, children] of shapes) {
      const { id, someone } = await world.opens({
        ...family(adults, ...children),
        recipients: [organisationId],
      });
      const ages = [...Array.from({ length: adults }, () => 34), ...children];
      groups.push({ id, someone, officer, organisationId, ages });
    }
}, 60_000);

const share = (places: number, until: string) => ({ organisationId: "org_embassyTwo", places, until });
const later = "2011-03-02T06:00:00Z";
const past = "2011-02-28T06:00:00Z";
const read = async (id: string) =>
  (await world.as("embassyCoordinator").does(movementGet, { id })).body as unknown as Movement;
const travellers = (group: Group) => group.ages.map((age, i) => ({ id: String(i), age }));

/** What one placing has to come to, by the rules that both sides share. */
function expected(movement: Movement, group: Group): string[] {
  const chosen = kindsFor(travellers(group), movement);
  if (fits(movement, group.organisationId, chosen, START)) return ["placed"];
  const wanted = countKinds(chosen);
  const kinds = (["seat", "wheelchair", "stretcher", "lap"] as const).filter(
    (kind) => wanted[kind] > movement.capacity[kind] - movement.taken[kind],
  );
  const may = mayStillPlace(group.organisationId, movement.capacity, movement.taken, movement.shares, START);
  return [
    ...(kinds.length > 0 ? ["seats-gone"] : []),
    ...(chosen.length - wanted.lap > may ? ["share-used"] : []),
  ];
}

/** Groups that wait though they fit. Always none. */
async function waitInVain(movement: Movement): Promise<string[]> {
  const vain: string[] = [];
  for (const officer of ["embassyCoordinator", "otherEmbassy"] as const) {
    const { body } = await world.as(officer).does(seatList, { movementId: movement.id });
    for (const row of body.groups as unknown as { registrationId: string | null; state: string }[]) {
      const group = groups.find((one) => one.id === row.registrationId);
      if (row.state === "waiting" && group?.officer === officer)
        if (fits(movement, group.organisationId, kindsFor(travellers(group), movement), START))
          vain.push(group.id);
    }
  }
  return vain;
}

async function step(id: string, dice: ReturnType<typeof random>): Promise<string> {
  const group = dice.of(groups);
  const movement = await read(id);
  const officer = world.as(group.officer);
  const kind = dice.of(["place", "place", "many", "many", "free", "answer", "answer", "capacity", "share"]);
  if (kind === "place") {
    const { body } = await place(world, id, group.id, group.officer);
    const code = String(body.code ?? "placed");
    if (code !== "already-seated") expect(expected(movement, group)).toContain(code);
  } else if (kind === "many") {
    const own = groups
      .filter((one) => one.officer === group.officer && dice.next() < 0.4)
      .map((one) => one.id);
    const answer = await officer.does(seatPlaceMany, { movementId: id, registrationIds: [group.id, ...own] });
    expect(answer.status).toBe(200);
  } else if (kind === "free") {
    const answer = await officer.does(seatFree, {
      movementId: id,
      registrationId: group.id,
      reason: "A change.",
    });
    expect([200, 404]).toContain(answer.status);
  } else if (kind === "answer") {
    const answer = await answers(
      group.someone,
      id,
      dice.of(["coming", "coming", "cannot", "not-this", "stay"]),
    );
    expect([200, 404]).toContain(answer.status);
  } else {
    const change =
      kind === "capacity"
        ? { capacity: { seat: dice.whole(4, 12), wheelchair: 0, stretcher: 0, lap: dice.whole(0, 2) } }
        : { shares: [share(dice.whole(0, 4), dice.of([later, later, past]))] };
    const answer = await world
      .as("embassyCoordinator")
      .does(movementChange, { id, ...change }, { ifMatch: movement.version });
    const fewer =
      kind === "capacity" &&
      (["seat", "lap"] as const).some((one) => (change.capacity?.[one] ?? 0) < movement.taken[one]);
    if (answer.status !== 200)
      expect([fewer ? "seats-gone" : "share-too-large", "share-too-large"]).toContain(answer.body.code);
    else expect(fewer).toBe(false);
  }
  return kind;
}

describe("a movement", () => {
  for (const seed of [1, 2, 3])
    it(`keeps its counts through fifty random acts and a cancellation (seed ${String(seed)})`, async () => {
      const dice = random(seed);
      const capacity = { seat: 8, wheelchair: 0, stretcher: 0, lap: 2 };
      const id = await planned(world, { capacity, shares: [share(3, later)] });
      for (let n = 0; n < 50; n++) {
        const kind = await step(id, dice);
        await expectCounts();
        expect(await waitInVain(await read(id)), kind).toEqual([]);
      }
      await advance(world, id, ["cancelled"]);
      await expectCounts();
      expect((await read(id)).taken).toEqual({ seat: 0, wheelchair: 0, stretcher: 0, lap: 0 });
    }, 120_000);
});
