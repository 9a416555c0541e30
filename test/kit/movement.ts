// Movements to test with: planned through the real door, and what the database counts of them.
import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { movementAdvance, movementGet, movementPlan } from "../../schema/movement.ts";
import { seatAnswer, seatList, seatMine, seatPlace, seatPlaceMany } from "../../schema/seat.ts";
import { CRISIS, type PersonName } from "./people.ts";
import type { Answer, Someone, World } from "./world.ts";

let made = 0;

/** A ship of Embassy one with ten seats, two days after the crisis began; `over` says otherwise. */
export function ship(over: Record<string, unknown> = {}) {
  return {
    id: `mov_test${String(++made).padStart(5, "0")}`,
    crisisId: CRISIS,
    mode: "ship",
    label: "Ship, 3 March",
    from: { name: { en: "Old port" } },
    to: { name: { en: "Far port" } },
    leavesAt: "2011-03-03T06:00:00Z",
    capacity: { seat: 10, wheelchair: 1, stretcher: 1, lap: 1 },
    ...over,
  };
}

export async function planned(
  world: World,
  over: Record<string, unknown> = {},
  by: PersonName = "embassyCoordinator",
): Promise<string> {
  const movement = ship(over);
  const answer = await world.as(by).does(movementPlan, movement);
  if (answer.status !== 200) throw new Error(`could not plan: ${answer.text}`);
  return movement.id;
}

/** Seats by kind, as capacity; what is not named is none. */
export const seats = (over: Record<string, number>) => ({
  capacity: { seat: 0, wheelchair: 0, stretcher: 0, lap: 0, ...over },
});

/** People for a case: so many adults with a name, then children of the given ages. */
export function family(adults: number, ...ages: number[]) {
  return {
    people: [
      ...Array.from({ length: adults }, (_, i) => ({ name: `Marked Adult ${String(i + 1)}`, born: "34" })),
      ...ages.map((age) => ({ name: `Marked Child ${String(age)}`, born: String(age), relation: "child" })),
    ],
  };
}

export function place(
  world: World,
  movementId: string,
  registrationId: string,
  by: PersonName = "embassyCoordinator",
  more: Record<string, unknown> = {},
): Promise<Answer> {
  return world.as(by).does(seatPlace, { movementId, registrationId, ...more });
}

/** Moves a movement on through these states. */
export async function advance(
  world: World,
  id: string,
  states: readonly string[],
  by: PersonName = "embassyCoordinator",
): Promise<void> {
  for (const state of states) {
    const { version } = (await world.as(by).does(movementGet, { id })).body;
    const input = { id, state, ...(state === "cancelled" ? { reason: { en: "The port is closed." } } : {}) };
    const answer = await world.as(by).does(movementAdvance, input, { ifMatch: Number(version) });
    if (answer.status !== 200) throw new Error(`could not go to ${state}: ${answer.text}`);
  }
}

export const answers = (someone: Someone, movementId: string, answer: string) =>
  someone.does(seatAnswer, { movementId, answer });

export interface Mine {
  movementId: string;
  state: string | null;
  position: number | null;
  movementState: string;
  reason: { en: string } | null;
  runBy: string;
  people: { name: string | null; kind: string; state: string }[];
}

export async function mineOn(someone: Someone, movementId: string): Promise<Mine | undefined> {
  const { body } = await someone.does(seatMine);
  return (body.seats as unknown as Mine[]).find((one) => one.movementId === movementId);
}

export async function stateOf(registrationId: string): Promise<string> {
  const row = await env.DB.prepare("SELECT state FROM registration WHERE id = ?1")
    .bind(registrationId)
    .first<{ state: string }>();
  return row?.state ?? "";
}

export async function personIds(registrationId: string): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "SELECT id FROM person WHERE registrationId = ?1 ORDER BY position",
  )
    .bind(registrationId)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

/** Movements whose kept counts are not what their seats say, or are more than there are. Always none. */
export async function oversold(): Promise<unknown[]> {
  const { results } = await env.DB.prepare(
    `SELECT k.movementId, k.kind, k.capacity, k.taken, count(s.personId) AS seats FROM movementSeat k
     LEFT JOIN seat s ON s.movementId = k.movementId AND s.kind = k.kind GROUP BY k.movementId, k.kind
     HAVING k.taken <> count(s.personId) OR k.taken > k.capacity`,
  ).all();
  const shares = await env.DB.prepare(
    `SELECT h.movementId, h.organisationId, h.taken, count(s.personId) AS seats FROM movementShare h
     LEFT JOIN seat s ON s.movementId = h.movementId AND s.organisationId = h.organisationId AND s.kind <> 'lap'
     GROUP BY h.movementId, h.organisationId HAVING h.taken <> count(s.personId)`,
  ).all();
  const waiting = await env.DB.prepare(
    `SELECT m.id, m.waiting, count(p.registrationId) AS groups FROM movement m
     LEFT JOIN passenger p ON p.movementId = m.id AND p.state = 'waiting' GROUP BY m.id HAVING m.waiting <> count(p.registrationId)`,
  ).all();
  return [...results, ...shares.results, ...waiting.results];
}

export async function expectCounts(): Promise<void> {
  expect(await oversold()).toEqual([]);
}

export interface Listed {
  registrationId: string | null;
  reference: string | null;
  group: number | null;
  people: number;
  state: string;
  position: number | null;
  seats: { number: string; kind: string; state: string }[];
}

/** Reading and filling a movement's seats. `world` as a question: it is made before the first test, and after this is called. */
export function seatDoors(world: () => World) {
  const listed = async (movementId: string, by: PersonName = "embassyCoordinator") =>
    (await world().as(by).does(seatList, { movementId })).body.groups as unknown as Listed[];
  const taken = async (id: string) =>
    (await world().as("embassyCoordinator").does(movementGet, { id })).body.taken;
  const many = (movementId: string, registrationIds: string[], key?: string) =>
    world()
      .as("embassyCoordinator")
      .does(seatPlaceMany, { movementId, registrationIds }, key === undefined ? {} : { key });
  return { listed, taken, many };
}
