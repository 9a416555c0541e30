// All SQL of manifests: who is on a movement as one organisation may read it, the versions that were fixed, and what
// seats and gates say of each when it is checked at the end.
import type { ManifestVersion } from "../../schema/manifest.ts";
import type { SeatKind } from "../../schema/movement.ts";
import type { PassengerState, SeatState } from "../../schema/seat.ts";
import { guard } from "../kit/commit.ts";

export interface SeatedRow {
  number: string;
  groupNumber: number;
  n: number;
  m: number;
  kind: SeatKind;
  adult: number;
  state: SeatState;
  answer: PassengerState;
  registrationId: string;
  personId: string;
  needs: number;
  /** Organisations of this movement that may read the name now, in order: who was asked for help, and who runs it after a yes. */
  readers: string[];
  /** 1: the case was sent to this organisation. */
  own: number;
  /** 1: she took back what let this organisation read her name. */
  withdrawn: number;
  /** Sealed; null where this organisation may not open them. */
  reference: ArrayBuffer | null;
  keyVersion: number | null;
  wrappedKey: ArrayBuffer | null;
  sealed: ArrayBuffer | null;
}

/**
 * Everybody with a seat, by group. `?1` is the reading organisation. A case's own consents decide, as they are at this
 * moment: help makes a responder (`sight`), a yes to this movement lets those who run it read the names for it.
 */
export async function listSeated(
  db: D1Database,
  scope: { organisationId: string },
  movement: { id: string; organisationId: string },
): Promise<SeatedRow[]> {
  const sql = `WITH part AS (
      SELECT ?3 AS id UNION SELECT organisationId FROM movementShare WHERE movementId = ?2
    ), held AS (
      SELECT c.registrationId, c.organisationId, c.purpose, c.given FROM passenger p JOIN consentNow c ON c.registrationId = p.registrationId
      WHERE p.movementId = ?2 AND c.purpose IN ('help', 'travel')
    ), reader AS (
      SELECT p.registrationId, part.id FROM passenger p JOIN part
      WHERE p.movementId = ?2 AND (
        EXISTS (SELECT 1 FROM sight s WHERE s.organisationId = part.id AND s.registrationId = p.registrationId AND s.audience = 'responder')
        OR (part.id = ?3 AND p.state = 'coming' AND EXISTS (SELECT 1 FROM held h WHERE h.registrationId = p.registrationId
          AND h.organisationId = ?3 AND h.purpose = 'travel' AND h.given = 1)))
    ), may AS (SELECT registrationId FROM reader WHERE id = ?1)
    SELECT t.number, p.groupNumber, t.n, t.m, t.kind, t.adult, t.state, p.state AS answer, t.registrationId, t.personId, r.needs,
      (SELECT json_group_array(id) FROM (SELECT id FROM reader WHERE registrationId = t.registrationId ORDER BY id)) AS readers,
      EXISTS (SELECT 1 FROM sight s WHERE s.organisationId = ?1 AND s.registrationId = t.registrationId AND s.audience = 'responder') AS own,
      EXISTS (SELECT 1 FROM held h WHERE h.registrationId = t.registrationId AND h.organisationId = ?1 AND h.given = 0
        AND (h.purpose = 'help' OR (?1 = ?3 AND p.state = 'coming'))) AS withdrawn,
      iif(m.registrationId IS NULL, NULL, r.reference) AS reference, iif(m.registrationId IS NULL, NULL, r.keyVersion) AS keyVersion,
      iif(m.registrationId IS NULL, NULL, r.wrappedKey) AS wrappedKey, iif(m.registrationId IS NULL, NULL, e.sealed) AS sealed
    FROM seat t JOIN passenger p ON p.movementId = t.movementId AND p.registrationId = t.registrationId
    JOIN registration r ON r.id = t.registrationId JOIN person e ON e.id = t.personId
    LEFT JOIN may m ON m.registrationId = t.registrationId
    WHERE t.movementId = ?2 ORDER BY p.groupNumber, t.n`;
  const { results } = await db
    .prepare(sql)
    .bind(scope.organisationId, movement.id, movement.organisationId)
    .all<Omit<SeatedRow, "readers"> & { readers: string }>();
  return results.map((row) => ({ ...row, readers: JSON.parse(row.readers) as string[] }));
}

/** Newest first. */
export async function listVersions(db: D1Database, movementId: string): Promise<ManifestVersion[]> {
  const { results } = await db
    .prepare(
      "SELECT version, hash, at, by, rows FROM manifestVersion WHERE movementId = ?1 ORDER BY version DESC LIMIT 200",
    )
    .bind(movementId)
    .all<ManifestVersion>();
  return results;
}

export function insertVersion(
  db: D1Database,
  movementId: string,
  version: ManifestVersion,
  form: "print" | "csv",
): D1PreparedStatement {
  return db
    .prepare(
      "INSERT INTO manifestVersion (movementId, version, hash, at, by, rows, form) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )
    .bind(movementId, version.version, version.hash, version.at, version.by, version.rows, form);
}

/** Raises `manifest-changed` where anybody got on or off since the rows were read. */
export function guardUnchanged(db: D1Database, movementId: string, seq: number): D1PreparedStatement {
  return guard(db, "manifest-changed", "SELECT 1 FROM movement WHERE id = ?1 AND seq = ?2", movementId, seq);
}

/** A seat whose person is not accounted for by its last state alone. */
export interface OpenSeat {
  number: string;
  groupNumber: number | null;
  cti: string;
  state: "held" | "boarded" | "arrived";
  boardedAt: string | null;
}

export async function listOpenSeats(db: D1Database, movementId: string): Promise<OpenSeat[]> {
  const sql = `SELECT s.number, p.groupNumber, s.cti, s.state, s.boardedAt FROM seat s
    LEFT JOIN passenger p ON p.movementId = s.movementId AND p.registrationId = s.registrationId
    WHERE s.movementId = ?1 AND s.state IN ('held', 'boarded', 'arrived') ORDER BY p.groupNumber, s.n, s.number`;
  const { results } = await db.prepare(sql).bind(movementId).all<OpenSeat>();
  return results;
}

/** What gates say of one pass: that it boarded, arrived or was handed over. `number` is null for a pass of no seat. */
export interface Passage {
  cti: string;
  gateId: string;
  gate: string;
  kind: "boarded" | "arrived" | "handed-over";
  at: string;
  number: string | null;
  groupNumber: number | null;
}

export async function listPassages(db: D1Database, movementId: string): Promise<Passage[]> {
  const sql = `SELECT e.cti, e.gateId, e.gate, e.kind, e.at, s.number, p.groupNumber FROM gateEvent e
    LEFT JOIN seat s ON s.cti = e.cti AND s.movementId = e.movementId
    LEFT JOIN passenger p ON p.movementId = s.movementId AND p.registrationId = s.registrationId
    WHERE e.movementId = ?1 AND e.kind IN ('boarded', 'arrived', 'handed-over') ORDER BY e.at, e.id`;
  const { results } = await db.prepare(sql).bind(movementId).all<Passage>();
  return results;
}
