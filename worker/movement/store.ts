// All SQL of movement: reads for those who run it, share it or hold its gate; writes; what gates saw of it.
import type { LocalText } from "../../schema/kit/fields.ts";
import { isOverfull } from "../../schema/movement.rules.ts";
import {
  type Movement,
  type MovementState,
  type Reported,
  type SeatCount,
  type SeatKind,
  type Stop,
  seatKinds,
} from "../../schema/movement.ts";
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";
import { replaceGates, replaceShares } from "../share/store.ts";

/** For whom movements are read; `everywhere` for oversight and the platform, who see all of a crisis. */
export interface MovementScope {
  organisationId: string;
  everywhere: boolean;
}

interface MovementRow {
  id: string;
  crisisId: string;
  organisationId: string;
  mode: string;
  label: string;
  origin: string;
  destination: string;
  leavesAt: string;
  state: string;
  stateAt: string;
  reason: string | null;
  reported: string;
  waiting: number;
  version: number;
  seq: number;
  seats: string;
  shares: string;
  gates: string;
}

/** A movement with the number of the commit that changed it last. */
export type MovementSeen = Movement & { seq: number };

const columns = `m.id, m.crisisId, m.organisationId, m.mode, m.label, m.origin, m.destination, m.leavesAt, m.state, m.stateAt, m.reason, m.reported,
  m.waiting, m.version, m.seq,
  (SELECT json_group_object(kind, json_array(capacity, taken)) FROM movementSeat WHERE movementId = m.id) AS seats,
  (SELECT json_group_array(json_object('organisationId', organisationId, 'places', places, 'until', until, 'taken', taken))
   FROM movementShare WHERE movementId = m.id) AS shares,
  (SELECT json_group_array(organisationId) FROM movementGate WHERE movementId = m.id) AS gates`;

/** Condition on `movement m`: `?1` is the organisation, `?2` is 1 for those who see all. */
const visible = `(?2 = 1 OR (EXISTS (SELECT 1 FROM crisisOrganisation t WHERE t.organisationId = ?1 AND t.crisisId = m.crisisId)
  AND (m.organisationId = ?1
  OR EXISTS (SELECT 1 FROM movementShare s WHERE s.movementId = m.id AND s.organisationId = ?1)
  OR EXISTS (SELECT 1 FROM movementGate g WHERE g.movementId = m.id AND g.organisationId = ?1))))`;

function fromRow(row: MovementRow): MovementSeen {
  const seats = JSON.parse(row.seats) as Partial<Record<SeatKind, [number, number]>>;
  const count = (which: 0 | 1) =>
    Object.fromEntries(seatKinds.map((kind) => [kind, seats[kind]?.[which] ?? 0])) as unknown as SeatCount;
  const reported = JSON.parse(row.reported) as Reported[];
  const capacity = count(0);
  return {
    id: row.id,
    crisisId: row.crisisId,
    organisationId: row.organisationId,
    mode: row.mode as Movement["mode"],
    label: row.label,
    from: JSON.parse(row.origin) as Stop,
    to: JSON.parse(row.destination) as Stop,
    leavesAt: row.leavesAt,
    state: row.state as MovementState,
    stateAt: row.stateAt,
    reason: row.reason === null ? null : (JSON.parse(row.reason) as LocalText),
    capacity,
    taken: count(1),
    waiting: row.waiting,
    shares: JSON.parse(row.shares) as Movement["shares"],
    gates: JSON.parse(row.gates) as string[],
    reported,
    overfull: isOverfull(capacity, reported),
    version: row.version,
    seq: row.seq,
  };
}

/** Null for whoever neither runs it, shares it nor holds its gate, whether it exists or not. */
export async function findMovement(
  db: D1Database,
  scope: MovementScope,
  id: string,
): Promise<MovementSeen | null> {
  const row = await db
    .prepare(`SELECT ${columns} FROM movement m WHERE m.id = ?3 AND ${visible}`)
    .bind(scope.organisationId, scope.everywhere ? 1 : 0, id)
    .first<MovementRow>();
  return row === null ? null : fromRow(row);
}

/** The movement of a passenger: her own registration is the scope. */
export async function findOwnMovement(
  db: D1Database,
  own: { id: string },
  id: string,
): Promise<MovementSeen | null> {
  const sql = `SELECT ${columns} FROM movement m WHERE m.id = ?2
    AND EXISTS (SELECT 1 FROM passenger p WHERE p.movementId = m.id AND p.registrationId = ?1)`;
  const row = await db.prepare(sql).bind(own.id, id).first<MovementRow>();
  return row === null ? null : fromRow(row);
}

/** A page of those that leave after a moment and id, next first. */
export async function listMovements(
  db: D1Database,
  scope: MovementScope,
  crisisId: string,
  states: readonly MovementState[],
  after: { leavesAt: string; id: string },
  limit: number,
): Promise<MovementSeen[]> {
  const sql = `SELECT ${columns} FROM movement m WHERE m.crisisId = ?3 AND (m.leavesAt, m.id) > (?4, ?5) AND ${visible}
    AND m.state IN (SELECT value FROM json_each(?6)) ORDER BY m.leavesAt, m.id LIMIT ?7`;
  const { results } = await db
    .prepare(sql)
    .bind(
      scope.organisationId,
      scope.everywhere ? 1 : 0,
      crisisId,
      after.leavesAt,
      after.id,
      JSON.stringify(states),
      limit,
    )
    .all<MovementRow>();
  return results.map(fromRow);
}

export function insertMovement(db: D1Database, movement: Movement): D1PreparedStatement[] {
  const row = db
    .prepare(
      `INSERT INTO movement (id, crisisId, organisationId, mode, label, origin, destination, leavesAt, state, stateAt, reported, seq)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, (SELECT max(seq) FROM audit))`,
    )
    .bind(
      movement.id,
      movement.crisisId,
      movement.organisationId,
      movement.mode,
      movement.label,
      JSON.stringify(movement.from),
      JSON.stringify(movement.to),
      movement.leavesAt,
      movement.state,
      movement.stateAt,
      JSON.stringify(movement.reported),
    );
  const seats = db
    .prepare("INSERT INTO movementSeat (movementId, kind, capacity) SELECT ?1, key, value FROM json_each(?2)")
    .bind(movement.id, JSON.stringify(movement.capacity));
  return [
    row,
    seats,
    ...replaceShares(db, movement.id, movement.shares),
    ...replaceGates(db, movement.id, movement.gates),
  ];
}

/** Raises `seats-gone` through its trigger where fewer seats are left than are taken. */
export function updateCapacity(db: D1Database, movementId: string, capacity: SeatCount): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE movementSeat SET capacity = (SELECT value FROM json_each(?2) WHERE key = movementSeat.kind) WHERE movementId = ?1`,
    )
    .bind(movementId, JSON.stringify(capacity));
}

export function updateMovement(
  db: D1Database,
  movement: Pick<Movement, "id" | "label" | "from" | "to" | "leavesAt">,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE movement SET label = ?2, origin = ?3, destination = ?4, leavesAt = ?5, version = version + 1,
       seq = (SELECT max(seq) FROM audit) WHERE id = ?1`,
    )
    .bind(
      movement.id,
      movement.label,
      JSON.stringify(movement.from),
      JSON.stringify(movement.to),
      movement.leavesAt,
    );
}

export function updateState(
  db: D1Database,
  id: string,
  next: { state: MovementState; at: string; reason: LocalText | null; signed: Bytes | null },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE movement SET state = ?2, stateAt = ?3, reason = ?4, signed = unhex(?5), version = version + 1,
       seq = (SELECT max(seq) FROM audit) WHERE id = ?1`,
    )
    .bind(
      id,
      next.state,
      next.at,
      next.reason === null ? null : JSON.stringify(next.reason),
      next.signed === null ? null : hex(next.signed),
    );
}

/** Makes open desks of those concerned ask for the movement anew. */
export function touchMovement(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("UPDATE movement SET seq = (SELECT max(seq) FROM audit) WHERE id = ?1").bind(id);
}

export function guardMovementVersion(db: D1Database, id: string, version: number): D1PreparedStatement {
  return guard(db, "stale", "SELECT 1 FROM movement WHERE id = ?1 AND version = ?2", id, version);
}

/**
 * Raises `problem`, and undoes the batch, where seats, answers or lists changed since the movement was read: what was
 * decided of its waiting list or its differences no longer holds.
 */
export function guardStill(
  db: D1Database,
  read: Pick<MovementSeen, "id" | "seq">,
  problem: "seats-gone" | "stale",
): D1PreparedStatement {
  return guard(db, problem, "SELECT 1 FROM movement WHERE id = ?1 AND seq = ?2", read.id, read.seq);
}

/** Raises `movement-not-open`, and undoes the batch, unless it still takes and frees seats. */
export function guardTakesGroups(db: D1Database, id: string): D1PreparedStatement {
  return guard(
    db,
    "movement-not-open",
    "SELECT 1 FROM movement WHERE id = ?1 AND state IN ('planned', 'confirmed', 'boarding')",
    id,
  );
}

/** Signatures that are sealed under an older version of the ring: it stands in their first two bytes. */
export async function listOldSigned(
  db: D1Database,
  newest: number,
  most: number,
): Promise<{ id: string; signed: ArrayBuffer }[]> {
  const { results } = await db
    .prepare(
      "SELECT id, signed FROM movement WHERE signed IS NOT NULL AND hex(substr(signed, 1, 2)) < printf('%04X', ?1) LIMIT ?2",
    )
    .bind(newest, most)
    .all<{ id: string; signed: ArrayBuffer }>();
  return results;
}

/** The same signature, sealed anew: nobody's screen has to hear of it. */
export function updateSigned(db: D1Database, id: string, signed: Bytes): D1PreparedStatement {
  return db.prepare("UPDATE movement SET signed = unhex(?2) WHERE id = ?1").bind(id, hex(signed));
}
