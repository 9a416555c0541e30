// All SQL of groups on a movement or on its waiting list: getting off, answering, and how they are listed for officers
// and for the group itself. Seats are given in ../seat/store.ts.
import type { MovementMode, MovementState, SeatKind } from "../../schema/movement.ts";
import type { PassengerState, SeatState } from "../../schema/seat.ts";
import { guard } from "../kit/commit.ts";

/** Raises `movement-not-open` where somebody of the group is aboard already. */
export function guardNotAboard(
  db: D1Database,
  movementId: string,
  registrationId: string,
): D1PreparedStatement {
  return guard(
    db,
    "movement-not-open",
    `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM seat WHERE movementId = ?1 AND registrationId = ?2 AND state IN ('boarded', 'arrived', 'handed-over'))`,
    movementId,
    registrationId,
  );
}

/** Raises `not-found` where the group got off meanwhile. */
export function guardOnIt(db: D1Database, movementId: string, registrationId: string): D1PreparedStatement {
  return guard(
    db,
    "not-found",
    "SELECT 1 FROM passenger WHERE movementId = ?1 AND registrationId = ?2",
    movementId,
    registrationId,
  );
}

/** Which groups get off: one, those who wait, or all. */
export type Leavers = { registrationId: string } | "waiting" | "all";

const running = "('planned', 'confirmed', 'boarding', 'departed')";

/**
 * Takes groups off a movement: seats are free, their cases are in the state of before (at their old place, since the queue
 * goes by urgency and time), and their page can tell them. `by` is the officer who decided it; null for her own no.
 * A group that is still on another movement's list stays listed, and goes back from there to where it came from.
 */
export function takeOff(
  db: D1Database,
  movementId: string,
  leavers: Leavers,
  said: { at: string; ending: "answer" | "officer" | "cancelled"; reason: string | null; by: string | null },
): D1PreparedStatement[] {
  const only = typeof leavers === "string" ? "" : leavers.registrationId;
  const which = typeof leavers === "string" ? leavers : "one";
  // ?1 movement, ?2 which, ?3 the one.
  const chosen =
    "(?2 = 'all' OR (?2 = 'waiting' AND p.state = 'waiting') OR (?2 = 'one' AND p.registrationId = ?3))";
  const off = `SELECT p.registrationId FROM passenger p WHERE p.movementId = ?1 AND ${chosen}`;
  const elsewhere = `SELECT 1 FROM passenger q JOIN movement n ON n.id = q.movementId
    WHERE q.registrationId = registration.id AND q.movementId <> ?1 AND n.state IN ${running}`;
  return [
    db
      .prepare(
        `INSERT INTO unseated (movementId, registrationId, at, ending, reason)
         SELECT ?1, p.registrationId, ?4, ?5, unhex(?6) FROM passenger p WHERE p.movementId = ?1 AND ${chosen}
         ON CONFLICT DO UPDATE SET at = excluded.at, ending = excluded.ending, reason = excluded.reason`,
      )
      .bind(movementId, which, only, said.at, said.ending, said.reason),
    db
      .prepare(
        `UPDATE passenger AS q SET priorState = p.priorState FROM passenger p
         WHERE p.movementId = ?1 AND ${chosen} AND q.registrationId = p.registrationId AND q.movementId <> ?1 AND q.priorState = 'listed'`,
      )
      .bind(movementId, which, only),
    db
      .prepare(
        `UPDATE registration SET state = p.priorState, decidedBy = ifnull(?4, decidedBy), decidedAt = iif(?4 IS NULL, decidedAt, ?5),
           version = version + 1
         FROM passenger p WHERE p.movementId = ?1 AND ${chosen} AND registration.id = p.registrationId
           AND registration.state = 'listed' AND NOT EXISTS (${elsewhere})`,
      )
      .bind(movementId, which, only, said.by, said.at),
    db
      .prepare(`DELETE FROM seat WHERE movementId = ?1 AND registrationId IN (${off})`)
      .bind(movementId, which, only),
    db
      .prepare(`DELETE FROM passenger AS p WHERE p.movementId = ?1 AND ${chosen}`)
      .bind(movementId, which, only),
  ];
}

/** Groups of whom nobody travelled: their cases go back to the state of before; the movement keeps them on its record. */
export function putBackAbsent(
  db: D1Database,
  movementId: string,
  by: string,
  at: string,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE registration SET state = p.priorState, decidedBy = ?2, decidedAt = ?3, version = version + 1
       FROM passenger p WHERE p.movementId = ?1 AND registration.id = p.registrationId AND registration.state = 'listed'
         AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.movementId = ?1 AND s.registrationId = p.registrationId AND s.state NOT IN ('held', 'absent', 'refused'))
         AND NOT EXISTS (SELECT 1 FROM passenger q JOIN movement n ON n.id = q.movementId
           WHERE q.registrationId = registration.id AND q.movementId <> ?1 AND n.state IN ${running})`,
    )
    .bind(movementId, by, at);
}

/** Another time or place: everybody who had said yes is asked again. */
export function askAgain(db: D1Database, movementId: string, at: string): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE passenger SET state = 'asked', since = ?2, answeredAt = NULL WHERE movementId = ?1 AND state = 'coming'",
    )
    .bind(movementId, at);
}

export function updateComing(
  db: D1Database,
  movementId: string,
  registrationId: string,
  at: string,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE passenger SET state = 'coming', since = ?3, answeredAt = ?3 WHERE movementId = ?1 AND registrationId = ?2 AND state = 'asked'`,
    )
    .bind(movementId, registrationId, at);
}

export interface OnIt {
  organisationId: string;
  state: PassengerState;
  groupNumber: number | null;
  splitId: string | null;
  seats: { kind: SeatKind; state: SeatState }[];
}

/** One group on a movement; null where it is not on it. The caller was allowed to know of the group before. */
export async function findOnIt(
  db: D1Database,
  movementId: string,
  registrationId: string,
): Promise<OnIt | null> {
  const sql = `SELECT p.organisationId, p.state, p.groupNumber, p.splitId, (
      SELECT json_group_array(json_object('kind', kind, 'state', state)) FROM seat WHERE registrationId = ?2 AND movementId = ?1
    ) AS seats FROM passenger p WHERE p.movementId = ?1 AND p.registrationId = ?2`;
  const row = await db
    .prepare(sql)
    .bind(movementId, registrationId)
    .first<Omit<OnIt, "seats"> & { seats: string }>();
  return row === null ? null : { ...row, seats: JSON.parse(row.seats) as OnIt["seats"] };
}

/**
 * Who has no seat though the group has: somebody whom she added later. Whoever travels elsewhere, or apart by a split, is not
 * waited for. Of `person e`, `passenger p` and `movement m`.
 */
const missing = `p.state IN ('asked', 'coming') AND p.splitId IS NULL AND m.state IN ('planned', 'confirmed', 'boarding', 'departed', 'arrived')
  AND NOT EXISTS (SELECT 1 FROM seat t WHERE t.personId = e.id AND (t.movementId = p.movementId OR t.live = 1))
  AND NOT EXISTS (SELECT 1 FROM seat t JOIN passenger q ON q.movementId = t.movementId AND q.registrationId = t.registrationId
    WHERE t.registrationId = e.registrationId AND t.personId = e.id AND q.splitId IS NOT NULL)`;
const missingFrom = `FROM passenger p JOIN movement m ON m.id = p.movementId JOIN person e ON e.registrationId = p.registrationId`;

/** Of a movement that the caller was allowed to read before: how many of which group have no seat. */
export async function listUnseated(
  db: D1Database,
  movementId: string,
): Promise<{ group: number | null; people: number }[]> {
  const sql = `SELECT p.groupNumber AS "group", count(*) AS people ${missingFrom} WHERE p.movementId = ?1 AND ${missing}
    GROUP BY p.groupNumber ORDER BY p.groupNumber`;
  const { results } = await db.prepare(sql).bind(movementId).all<{ group: number | null; people: number }>();
  return results;
}

/** Of her own group. */
export async function listOwnUnseated(db: D1Database, own: { id: string }): Promise<string[]> {
  const sql = `SELECT DISTINCT e.id ${missingFrom} WHERE p.registrationId = ?1 AND ${missing} ORDER BY e.position`;
  const { results } = await db.prepare(sql).bind(own.id).all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** Place on the waiting list from 1: urgency, then waiting time. Of `passenger p` and `registration r`. */
const position = `iif(p.state <> 'waiting', NULL, 1 + (
  SELECT count(*) FROM passenger w JOIN registration v ON v.id = w.registrationId
  WHERE w.movementId = p.movementId AND w.state = 'waiting' AND (v.urgency, v.openedAt, v.id) < (r.urgency, r.openedAt, r.id)))`;

export interface ListedRow {
  /** Null where the case was not sent to this organisation; so is `reference`, sealed under the ring. */
  registrationId: string | null;
  reference: ArrayBuffer | null;
  organisationId: string;
  group: number | null;
  people: number;
  state: PassengerState;
  since: string;
  position: number | null;
  seats: { number: string; kind: SeatKind; state: SeatState }[];
}

/** Groups of a movement that the caller was allowed to read before: those with seats by number, then those who wait. */
export async function listPassengers(
  db: D1Database,
  scope: { organisationId: string },
  movementId: string,
): Promise<ListedRow[]> {
  const sql = `SELECT s.registrationId, iif(s.registrationId IS NULL, NULL, r.reference) AS reference, p.organisationId, p.groupNumber AS "group",
      r.people, p.state, p.since,
      iif(p.state <> 'waiting', NULL, row_number() OVER (PARTITION BY p.state ORDER BY r.urgency, r.openedAt, r.id)) AS position,
      (SELECT json_group_array(json_object('number', t.number, 'kind', t.kind, 'state', t.state))
       FROM (SELECT number, kind, state FROM seat WHERE registrationId = p.registrationId AND movementId = ?2 ORDER BY n) t) AS seats
    FROM passenger p JOIN registration r ON r.id = p.registrationId
    LEFT JOIN sight s ON s.organisationId = ?1 AND s.registrationId = p.registrationId AND s.audience = 'responder'
    WHERE p.movementId = ?2 ORDER BY p.groupNumber IS NULL, p.groupNumber, r.urgency, r.openedAt, r.id`;
  const { results } = await db
    .prepare(sql)
    .bind(scope.organisationId, movementId)
    .all<Omit<ListedRow, "seats"> & { seats: string }>();
  return results.map((row) => {
    const seats = JSON.parse(row.seats) as ListedRow["seats"];
    return { ...row, seats, people: seats.length > 0 ? seats.length : row.people };
  });
}

export interface PlacedRow {
  registrationId: string;
  state: PassengerState;
  group: number | null;
  position: number | null;
}

/** How these groups stand on a movement now. The caller placed them before. */
export async function listPlaced(
  db: D1Database,
  movementId: string,
  registrationIds: readonly string[],
): Promise<PlacedRow[]> {
  const sql = `WITH waits AS (
      SELECT w.registrationId, row_number() OVER (ORDER BY v.urgency, v.openedAt, v.id) AS position
      FROM passenger w JOIN registration v ON v.id = w.registrationId WHERE w.movementId = ?1 AND w.state = 'waiting'
    ) SELECT p.registrationId, p.state, p.groupNumber AS "group", waits.position
    FROM json_each(?2) asked JOIN passenger p ON p.movementId = ?1 AND p.registrationId = asked.value
    LEFT JOIN waits ON waits.registrationId = p.registrationId`;
  const { results } = await db
    .prepare(sql)
    .bind(movementId, JSON.stringify(registrationIds))
    .all<PlacedRow>();
  return results;
}

export interface TripRow {
  movementId: string;
  label: string;
  mode: MovementMode;
  origin: string;
  destination: string;
  leavesAt: string;
  movementState: MovementState;
  movementReason: string | null;
  runBy: string;
  /** Null where the group is not on it any more; then `reason` says what an officer wrote, sealed. */
  state: PassengerState | null;
  position: number | null;
  people: number;
  reason: ArrayBuffer | null;
  seats: { personId: string; kind: SeatKind; state: SeatState }[];
}

/** Movements that a group is, waits to be, or was on. `opened` is the person's own case, or one that was sent to the officer. */
export async function listTrips(db: D1Database, opened: { id: string }): Promise<TripRow[]> {
  const of = `m.id AS movementId, m.label, m.mode, m.origin, m.destination, m.leavesAt, m.state AS movementState, m.reason AS movementReason,
    m.organisationId AS runBy`;
  const sql = `SELECT ${of}, p.state, ${position} AS position, r.people, NULL AS reason,
      (SELECT json_group_array(json_object('personId', t.personId, 'kind', t.kind, 'state', t.state))
       FROM (SELECT personId, kind, state FROM seat WHERE registrationId = ?1 AND movementId = m.id ORDER BY n) t) AS seats
    FROM passenger p JOIN movement m ON m.id = p.movementId JOIN registration r ON r.id = p.registrationId WHERE p.registrationId = ?1
    UNION ALL SELECT ${of}, NULL, NULL, 0, u.reason, '[]' FROM unseated u JOIN movement m ON m.id = u.movementId WHERE u.registrationId = ?1
    ORDER BY 6, 1 LIMIT 100`;
  const { results } = await db.prepare(sql).bind(opened.id).all<Omit<TripRow, "seats"> & { seats: string }>();
  return results.map((row) => {
    const seats = JSON.parse(row.seats) as TripRow["seats"];
    return { ...row, seats, people: seats.length > 0 ? seats.length : row.people };
  });
}

/** How a sealed reason for getting off is bound to its row. */
export function unseatedReason(movementId: string, registrationId: string): string {
  return `unseated.reason:${movementId}/${registrationId}`;
}

/** Her yes to another movement of the same organisation still holds its consent. */
export async function comesElsewhere(
  db: D1Database,
  own: { id: string },
  movementId: string,
  organisationId: string,
): Promise<boolean> {
  const sql = `SELECT 1 FROM passenger p JOIN movement m ON m.id = p.movementId
    WHERE p.registrationId = ?1 AND p.movementId <> ?2 AND p.state = 'coming' AND m.organisationId = ?3`;
  return (await db.prepare(sql).bind(own.id, movementId, organisationId).first()) !== null;
}
