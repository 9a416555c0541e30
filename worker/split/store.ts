// All SQL of splits: proposed by one officer, agreed by the group, approved by another officer. Triggers refuse an
// approval that lacks either (schema/migrations/0009_movement.sql).
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";

export interface SplitRow {
  id: string;
  movementId: string;
  registrationId: string;
  personIds: string;
  reason: ArrayBuffer;
  proposedBy: string;
  proposedAt: string;
  agreed: number | null;
  approvedBy: string | null;
  /** 1: its people have or had seats by it. */
  used: number;
  /** 1: the movement still takes groups. */
  running: number;
}

const columns = `x.id, x.movementId, x.registrationId, x.personIds, x.reason, x.proposedBy, x.proposedAt, x.agreed, x.approvedBy,
  EXISTS (SELECT 1 FROM passenger p WHERE p.movementId = x.movementId AND p.registrationId = x.registrationId AND p.splitId = x.id) AS used,
  EXISTS (SELECT 1 FROM movement m WHERE m.id = x.movementId AND m.state IN ('planned', 'confirmed', 'boarding')) AS running`;

/** Splits of a case that the caller was allowed to open before, newest first. */
export async function listSplits(db: D1Database, opened: { id: string }): Promise<SplitRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM split x WHERE x.registrationId = ?1 ORDER BY x.proposedAt DESC, x.id LIMIT 50`,
    )
    .bind(opened.id)
    .all<SplitRow>();
  return results;
}

/** A split of a case that was sent to this organisation; null for any other. */
export async function findSplit(
  db: D1Database,
  scope: { organisationId: string },
  id: string,
): Promise<SplitRow | null> {
  const sql = `SELECT ${columns} FROM split x JOIN sight s ON s.organisationId = ?1 AND s.registrationId = x.registrationId AND s.audience = 'responder'
    WHERE x.id = ?2`;
  return db.prepare(sql).bind(scope.organisationId, id).first<SplitRow>();
}

export function insertSplit(
  db: D1Database,
  split: Pick<
    SplitRow,
    "id" | "movementId" | "registrationId" | "personIds" | "proposedBy" | "proposedAt"
  > & {
    reason: Bytes;
  },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO split (id, movementId, registrationId, personIds, reason, proposedBy, proposedAt)
       VALUES (?1, ?2, ?3, ?4, unhex(?5), ?6, ?7)`,
    )
    .bind(
      split.id,
      split.movementId,
      split.registrationId,
      split.personIds,
      hex(split.reason),
      split.proposedBy,
      split.proposedAt,
    );
}

/** Her answer. A later no takes an approval back, as long as nobody has a seat by it. */
export function updateAgreed(
  db: D1Database,
  own: { id: string },
  splitId: string,
  agreed: boolean,
  at: string,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE split SET agreed = ?3, agreedAt = ?4, approvedBy = iif(?3 = 1, approvedBy, NULL), approvedAt = iif(?3 = 1, approvedAt, NULL)
       WHERE id = ?1 AND registrationId = ?2`,
    )
    .bind(splitId, own.id, agreed ? 1 : 0, at);
}

/** Raises `second-officer-needed` or `split-not-agreed` through its trigger. */
export function updateApproved(db: D1Database, splitId: string, by: string, at: string): D1PreparedStatement {
  return db
    .prepare("UPDATE split SET approvedBy = ?2, approvedAt = ?3 WHERE id = ?1 AND approvedBy IS NULL")
    .bind(splitId, by, at);
}

/** Raises `split-not-agreed` unless the group agreed to this split and a second officer approved it. */
export function guardSplit(
  db: D1Database,
  splitId: string,
  movementId: string,
  registrationId: string,
): D1PreparedStatement {
  return guard(
    db,
    "split-not-agreed",
    `SELECT 1 FROM split WHERE id = ?1 AND movementId = ?2 AND registrationId = ?3 AND agreed = 1 AND approvedBy IS NOT NULL`,
    splitId,
    movementId,
    registrationId,
  );
}
