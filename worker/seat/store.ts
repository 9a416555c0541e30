// All SQL of seats. Groups are read through `sight` of the organisation that places them: no consent, no seat. Writes
// are statements of one batch; what they may not do is refused by triggers (schema/migrations/0009_movement.sql).
import type { SeatKind } from "../../schema/movement.ts";
import type { RegistrationState } from "../../schema/registration.ts";
import type { PassengerState } from "../../schema/seat.ts";
import { guard } from "../kit/commit.ts";

export interface Asked {
  registrationId: string;
  organisationId: string;
}

export interface GroupRow extends Asked {
  crisisId: string;
  state: RegistrationState;
  keyVersion: number;
  wrappedKey: ArrayBuffer;
  /** Its state on the movement that was asked about; null where it is not on it. */
  on: PassengerState | null;
  /** 1: only those of a split are on it. */
  onlyPart: number;
}

/** Of these, the groups that were sent to the organisation named beside them. */
export async function listGroups(
  db: D1Database,
  movementId: string,
  asked: readonly Asked[],
): Promise<GroupRow[]> {
  const sql = `SELECT r.id AS registrationId, s.organisationId, r.crisisId, r.state, r.keyVersion, r.wrappedKey, p.state AS "on", p.splitId IS NOT NULL AS onlyPart
    FROM json_each(?1) asked
    JOIN sight s ON s.organisationId = asked.value->>'organisationId' AND s.registrationId = asked.value->>'registrationId' AND s.audience = 'responder'
    JOIN registration r ON r.id = s.registrationId
    LEFT JOIN passenger p ON p.movementId = ?2 AND p.registrationId = r.id`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(asked), movementId).all<GroupRow>();
  return results;
}

export interface TravellerRow {
  id: string;
  registrationId: string;
  sealed: ArrayBuffer;
  /** 1: has a seat on a movement that still runs. */
  busy: number;
  /** 1: travels or travelled apart from the group, by a split that was agreed. */
  apart: number;
}

/** People of groups that the caller was allowed to open before. */
export async function listTravellers(
  db: D1Database,
  opened: readonly { registrationId: string }[],
): Promise<TravellerRow[]> {
  const sql = `SELECT e.id, e.registrationId, e.sealed,
      EXISTS (SELECT 1 FROM seat t WHERE t.personId = e.id AND t.live = 1) AS busy,
      EXISTS (SELECT 1 FROM seat t JOIN passenger q ON q.movementId = t.movementId AND q.registrationId = t.registrationId
        WHERE t.registrationId = e.registrationId AND t.personId = e.id AND q.splitId IS NOT NULL) AS apart
    FROM json_each(?1) asked JOIN person e ON e.registrationId = asked.value ORDER BY e.registrationId, e.position`;
  const { results } = await db
    .prepare(sql)
    .bind(JSON.stringify(opened.map((one) => one.registrationId)))
    .all<TravellerRow>();
  return results;
}

export interface WaitingRow extends Asked {
  people: number;
}

/** The waiting list in its order: urgency, then how long the case has waited. */
export async function listWaiting(db: D1Database, movementId: string, most: number): Promise<WaitingRow[]> {
  const sql = `SELECT p.registrationId, p.organisationId, r.people FROM passenger p JOIN registration r ON r.id = p.registrationId
    WHERE p.movementId = ?1 AND p.state = 'waiting' ORDER BY r.urgency, r.openedAt, r.id LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(movementId, most).all<WaitingRow>();
  return results;
}

/** Numbers among these that passes of the movement carry already. */
export async function listTakenNumbers(
  db: D1Database,
  movementId: string,
  numbers: readonly string[],
): Promise<Set<string>> {
  const { results } = await db
    .prepare("SELECT number FROM json_each(?2) asked JOIN seat ON movementId = ?1 AND number = asked.value")
    .bind(movementId, JSON.stringify(numbers))
    .all<{ number: string }>();
  return new Set(results.map((row) => row.number));
}

export interface SeatInsert {
  personId: string;
  kind: SeatKind;
  adult: boolean;
  number: string;
  cti: string;
}

export interface Placing extends Asked {
  splitId: string | null;
  seats: SeatInsert[];
}

/** Rows of a statement: what D1 takes as one parameter has an end. */
const ROWS = 2000;

/** Gives groups their seats and numbers; those on the waiting list leave it. Raises what the triggers of `seat` name. */
export function insertPlacings(
  db: D1Database,
  movementId: string,
  at: string,
  placings: readonly Placing[],
): D1PreparedStatement[] {
  if (placings.length === 0) return [];
  const groups = placings.map(({ seats: _, ...group }) => group);
  const seats = placings.flatMap(({ registrationId, organisationId, seats: list }) =>
    list.map((seat, i) => ({
      ...seat,
      registrationId,
      organisationId,
      adult: seat.adult ? 1 : 0,
      n: i + 1,
      m: list.length,
    })),
  );
  const chunks = Array.from({ length: Math.ceil(seats.length / ROWS) }, (_, i) =>
    seats.slice(i * ROWS, (i + 1) * ROWS),
  );
  return [
    db
      .prepare(
        `INSERT INTO passenger (movementId, registrationId, organisationId, state, since, groupNumber, priorState, splitId)
         SELECT ?1, r.id, value->>'organisationId', 'asked', ?2, (SELECT groups FROM movement WHERE id = ?1) + 1 + key,
           iif(r.state = 'sent', 'read', r.state), value->>'splitId'
         FROM json_each(?3) JOIN registration r ON r.id = value->>'registrationId' WHERE true
         ON CONFLICT DO UPDATE SET state = 'asked', since = excluded.since, groupNumber = excluded.groupNumber,
           organisationId = excluded.organisationId, splitId = excluded.splitId WHERE passenger.state = 'waiting'`,
      )
      .bind(movementId, at, JSON.stringify(groups)),
    db.prepare("UPDATE movement SET groups = groups + ?2 WHERE id = ?1").bind(movementId, placings.length),
    ...chunks.map((chunk) =>
      db
        .prepare(
          `INSERT INTO seat (movementId, personId, registrationId, organisationId, kind, number, cti, n, m, adult, at)
           SELECT ?1, value->>'personId', value->>'registrationId', value->>'organisationId', value->>'kind', value->>'number',
             value->>'cti', value->>'n', value->>'m', value->>'adult', ?2 FROM json_each(?3)`,
        )
        .bind(movementId, at, JSON.stringify(chunk)),
    ),
    deleteUnseated(db, movementId, placings),
  ];
}

/** Seats for those of a group who were added after it got its own: the same group, and every pass says of how many. */
export function insertMissing(
  db: D1Database,
  movementId: string,
  at: string,
  { registrationId, organisationId, seats }: Placing,
): D1PreparedStatement[] {
  const rows = seats.map((seat) => ({ ...seat, adult: seat.adult ? 1 : 0 }));
  const held = "SELECT count(*) FROM seat WHERE movementId = ?1 AND registrationId = ?2";
  return [
    db
      .prepare(
        `INSERT INTO seat (movementId, personId, registrationId, organisationId, kind, number, cti, n, m, adult, at)
         SELECT ?1, value->>'personId', ?2, ?3, value->>'kind', value->>'number', value->>'cti', held.n + 1 + key, held.n + 1 + key,
           value->>'adult', ?4 FROM json_each(?5), (SELECT (${held}) AS n) held`,
      )
      .bind(movementId, registrationId, organisationId, at, JSON.stringify(rows)),
    db
      .prepare(`UPDATE seat SET m = (${held}) WHERE movementId = ?1 AND registrationId = ?2`)
      .bind(movementId, registrationId),
  ];
}

/** Puts groups on the waiting list; those on it keep their row. */
export function insertWaiting(
  db: D1Database,
  movementId: string,
  at: string,
  groups: readonly Asked[],
): D1PreparedStatement[] {
  if (groups.length === 0) return [];
  return [
    db
      .prepare(
        `INSERT INTO passenger (movementId, registrationId, organisationId, state, since, priorState)
         SELECT ?1, r.id, value->>'organisationId', 'waiting', ?2, iif(r.state = 'sent', 'read', r.state)
         FROM json_each(?3) JOIN registration r ON r.id = value->>'registrationId' WHERE true ON CONFLICT DO NOTHING`,
      )
      .bind(movementId, at, JSON.stringify(groups)),
    deleteUnseated(db, movementId, groups),
  ];
}

function idsOf(groups: readonly { registrationId: string }[]): string {
  return JSON.stringify(groups.map((one) => one.registrationId));
}

/** She is on it again: what was said when she got off is over. */
function deleteUnseated(
  db: D1Database,
  movementId: string,
  groups: readonly { registrationId: string }[],
): D1PreparedStatement {
  return db
    .prepare(
      "DELETE FROM unseated WHERE movementId = ?1 AND registrationId IN (SELECT value FROM json_each(?2))",
    )
    .bind(movementId, idsOf(groups));
}

/** A person put these groups on a list: the decision stands in their cases. After `insertPlacings`, which keeps the state before. */
export function updateListed(
  db: D1Database,
  by: string,
  at: string,
  groups: readonly { registrationId: string }[],
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE registration SET state = 'listed', decidedAt = ?1, decidedBy = ?2, version = version + 1
       WHERE id IN (SELECT value FROM json_each(?3))`,
    )
    .bind(at, by, idsOf(groups));
}

/** Raises `not-found` unless every one of these is still sent to the organisation. */
export function guardAllSeen(
  db: D1Database,
  organisationId: string,
  groups: readonly { registrationId: string }[],
): D1PreparedStatement {
  return guard(
    db,
    "not-found",
    `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?2) WHERE value NOT IN (
       SELECT registrationId FROM sight WHERE organisationId = ?1 AND registrationId IN (SELECT value FROM json_each(?2)) AND audience = 'responder'))`,
    organisationId,
    idsOf(groups),
  );
}

/** Raises `transition-impossible` where one of these has left or is safe. */
export function guardListable(
  db: D1Database,
  groups: readonly { registrationId: string }[],
): D1PreparedStatement {
  return guard(
    db,
    "transition-impossible",
    `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM registration WHERE id IN (SELECT value FROM json_each(?1)) AND state IN ('left', 'safe'))`,
    idsOf(groups),
  );
}
