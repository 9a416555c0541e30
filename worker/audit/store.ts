// All SQL that reads the audit, and that chains it. Rows are written by kit/commit.ts alone.
import type { AuditRow } from "../../schema/audit.ts";

const columns = "seq, at, act, actor, organisationId, targetId";

/** Rows of a crisis, newest first. `organisationId` null reads all organisations' rows. */
export async function listRows(
  db: D1Database,
  crisisId: string,
  organisationId: string | null,
  before: number,
  limit: number,
): Promise<AuditRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM audit WHERE crisisId = ?1 AND seq < ?2 AND (?3 IS NULL OR organisationId = ?3) ORDER BY seq DESC LIMIT ?4`,
    )
    .bind(crisisId, before, organisationId, limit)
    .all<AuditRow>();
  return results;
}

/** What was done to accounts, which belongs to no crisis, newest first; `organisationId` null reads all organisations'. */
export async function listAccountRows(
  db: D1Database,
  organisationId: string | null,
  before: number,
  limit: number,
): Promise<AuditRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM audit WHERE crisisId IS NULL AND seq < ?1 AND (?2 IS NULL OR organisationId = ?2)
       AND (act GLOB 'account.*' OR act GLOB 'issuer.*' OR act IN ('organisation.add', 'organisation.vet', 'organisation.signIn'))
       ORDER BY seq DESC LIMIT ?3`,
    )
    .bind(before, organisationId, limit)
    .all<AuditRow>();
  return results;
}

/**
 * Acts that show a case by name or its messages, with its id as the audit's target: one look where two were opened
 * within a minute. Lists of many leave a row of `look` instead.
 */
const looking = "('registration.get', 'message.ofCase', 'paper.sheet', 'permit.get')";

/** Who read a case by name, newest first: for its own person. */
export async function listLooks(
  db: D1Database,
  own: { id: string },
  most = 30,
): Promise<{ organisationId: string; at: string }[]> {
  const sql = `SELECT organisationId, max(at) AS at FROM audit WHERE organisationId IS NOT NULL AND seq IN (
      SELECT seq FROM audit WHERE targetId = ?1 AND act IN ${looking}
      UNION SELECT seq FROM look WHERE registrationId = ?1
    ) GROUP BY organisationId, substr(at, 1, 16) ORDER BY max(seq) DESC LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(own.id, most).all<{ organisationId: string; at: string }>();
  return results;
}

/**
 * What officers did to a case besides looking, in order: for its own person. What people did is not among it, nor any
 * word of a conversation: another adult of the group may have one that is not hers to know of.
 */
export async function listDone(
  db: D1Database,
  own: { id: string },
): Promise<{ organisationId: string; act: string; at: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT organisationId, act, at FROM audit WHERE targetId = ?1 AND act NOT IN ${looking} AND organisationId IS NOT NULL
       AND act NOT LIKE 'message.%' AND actor NOT IN ('person', 'nobody') ORDER BY seq LIMIT 10000`,
    )
    .bind(own.id)
    .all<{ organisationId: string; act: string; at: string }>();
  return results;
}

/** Cases that a list showed by name: each person reads of the newest look at each list. In the batch of that look. */
export function upsertLooks(
  db: D1Database,
  organisationId: string,
  listId: string,
  registrationIds: readonly string[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO look SELECT value, ?1, ?2, (SELECT max(seq) FROM audit) FROM json_each(?3) WHERE true
       ON CONFLICT DO UPDATE SET seq = excluded.seq`,
    )
    .bind(organisationId, listId, JSON.stringify(registrationIds));
}

export interface ChainRow {
  seq: number;
  at: string;
  act: string;
  actor: string;
  actId: string;
  crisisId: string | null;
  organisationId: string | null;
  targetId: string | null;
  hash: string | null;
}

/** Audit rows from a number on, in order, with the hash that stands beside each; null where it is not chained yet. */
export async function listChain(db: D1Database, from: number, limit: number): Promise<ChainRow[]> {
  const { results } = await db
    .prepare(
      `SELECT a.seq, a.at, a.act, a.actor, a.actId, a.crisisId, a.organisationId, a.targetId, c.hash
       FROM audit a LEFT JOIN auditChain c ON c.seq = a.seq WHERE a.seq >= ?1 ORDER BY a.seq LIMIT ?2`,
    )
    .bind(from, limit)
    .all<ChainRow>();
  return results;
}

export async function findLink(
  db: D1Database,
  before: number,
): Promise<{ seq: number; hash: string } | null> {
  return db
    .prepare("SELECT seq, hash FROM auditChain WHERE seq < ?1 ORDER BY seq DESC LIMIT 1")
    .bind(before)
    .first<{ seq: number; hash: string }>();
}

export function insertChain(
  db: D1Database,
  rows: readonly { seq: number; hash: string }[],
): D1PreparedStatement {
  return db
    .prepare("INSERT INTO auditChain SELECT value->>'seq', value->>'hash' FROM json_each(?1)")
    .bind(JSON.stringify(rows));
}
