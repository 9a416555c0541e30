// A movement with groups that come, and gates that tell of them, through the real doors.
import { env } from "cloudflare:workers";
import { type GateEvent, gateMerge, gatePack, type PackRow } from "../../schema/gate.ts";
import { advance, answers, place, planned } from "../kit/movement.ts";
import type { PersonName } from "../kit/people.ts";
import type { Answer, Someone, World } from "../kit/world.ts";

export interface Aboard {
  movement: string;
  groups: { registrationId: string; someone: Someone }[];
}

/** A movement of Embassy one whose gate is the support desk's, with this many groups of two that said yes. */
export async function aboard(
  world: World,
  groups: number,
  over: Record<string, unknown> = {},
  states: readonly string[] = ["confirmed", "boarding"],
): Promise<Aboard> {
  const movement = await planned(world, { gates: ["org_supportDesk"], ...over });
  const made: Aboard["groups"] = [];
  for (let i = 0; i < groups; i++) {
    const { id: registrationId, someone } = await world.opens();
    await place(world, movement, registrationId);
    const answer = await answers(someone, movement, "coming");
    if (answer.status !== 200) throw new Error(`could not come: ${answer.text}`);
    made.push({ registrationId, someone });
  }
  await advance(world, movement, states);
  return { movement, groups: made };
}

export async function packOf(
  world: World,
  movementId: string,
  by: PersonName = "boardingOfficer",
): Promise<PackRow[]> {
  const answer = await world.as(by).does(gatePack, { movementId });
  if (answer.status !== 200) throw new Error(`no pack: ${answer.text}`);
  return answer.body.rows as unknown as PackRow[];
}

let made = 0;
export function event(
  movementId: string,
  cti: string,
  kind: GateEvent["kind"],
  at: string,
  over: Partial<GateEvent> = {},
): GateEvent {
  return {
    id: `gev_${String(++made).padStart(12, "0")}`,
    movementId,
    cti,
    kind,
    at: `2011-03-03T${at}:00Z`,
    ...over,
  };
}

export const GATE_A = "gat_aaaaaaaaaaaa";
export const GATE_B = "gat_bbbbbbbbbbbb";

export function merges(
  world: World,
  gateId: string,
  events: readonly GateEvent[],
  over: { label?: string; by?: PersonName; key?: string } = {},
): Promise<Answer> {
  const label = over.label ?? (gateId === GATE_A ? "Gate A" : "Gate B");
  return world
    .as(over.by ?? "boardingOfficer")
    .does(gateMerge, { gateId, label, events }, over.key === undefined ? {} : { key: over.key });
}

export interface SeatNow {
  cti: string;
  state: string;
  boardedAt: string | null;
  arrivedAt: string | null;
  handedTo: string | null;
}

export async function seatsOf(movementId: string): Promise<SeatNow[]> {
  const { results } = await env.DB.prepare(
    "SELECT cti, state, boardedAt, arrivedAt, handedTo FROM seat WHERE movementId = ?1 ORDER BY number",
  )
    .bind(movementId)
    .all<SeatNow>();
  return results;
}

export const ctisOf = async (world: World, movementId: string) =>
  (await packOf(world, movementId)).map((row) => row[1]);

/** How many events of a movement are kept. */
export async function stored(movementId: string): Promise<number> {
  const row = await env.DB.prepare("SELECT count(*) AS n FROM gateEvent WHERE movementId = ?1")
    .bind(movementId)
    .first<{ n: number }>();
  return row?.n ?? 0;
}
