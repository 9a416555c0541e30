// All SQL of references that were handed out on paper: drawing them, spending one, and forgetting those that are too old.
import { guard } from "../kit/commit.ts";

export interface ReservedInsert {
  referenceHash: string;
  crisisId: string;
  organisationId: string;
  officerId: string;
  at: string;
  expiresAt: string;
}

export function insertReserved(db: D1Database, rows: readonly ReservedInsert[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO reserved (referenceHash, crisisId, organisationId, officerId, at, expiresAt)
       SELECT value->>'referenceHash', value->>'crisisId', value->>'organisationId', value->>'officerId', value->>'at', value->>'expiresAt'
       FROM json_each(?1)`,
    )
    .bind(JSON.stringify(rows));
}

/**
 * Takes a reference off the paper within a batch that registers it. Raises `code-not-reserved` where it is not this
 * organisation's, was spent before (by somebody a moment faster, too), or has expired.
 */
export function spendReserved(
  db: D1Database,
  of: { referenceHash: string; crisisId: string; organisationId: string },
  now: string,
): D1PreparedStatement[] {
  return [
    guard(
      db,
      "code-not-reserved",
      "SELECT 1 FROM reserved WHERE referenceHash = ?1 AND crisisId = ?2 AND organisationId = ?3 AND expiresAt > ?4",
      of.referenceHash,
      of.crisisId,
      of.organisationId,
      now,
    ),
    db.prepare("DELETE FROM reserved WHERE referenceHash = ?1").bind(of.referenceHash),
  ];
}

export function deleteExpiredReserved(db: D1Database, now: Date): D1PreparedStatement {
  return db.prepare("DELETE FROM reserved WHERE expiresAt <= ?1").bind(now.toISOString());
}
