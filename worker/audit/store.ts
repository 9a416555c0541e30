// All SQL that reads the audit, and that chains it. Rows are written by kit/commit.ts alone.
import type { ChainedRow, Linked } from "../../schema/audit.rules.ts";
import type { AuditRow } from "../../schema/audit.ts";

const columns = "seq, at, act, actor, organisationId, targetId";

/**
 * Rows of a crisis, or of none, newest first. `organisationId` null reads all organisations' rows. What was done to a complaint
 * is for `reader` where that organisation reads it, and for nobody else: it may be about whoever reads the audit.
 */
export async function listRows(
  db: D1Database,
  crisisId: string | null,
  organisationId: string | null,
  reader: string,
  before: number,
  limit: number,
): Promise<AuditRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM audit WHERE crisisId IS ?1 AND seq < ?2 AND (?3 IS NULL OR organisationId = ?3)
       AND (act NOT GLOB 'complaint.*' OR organisationId IS ?5) ORDER BY seq DESC LIMIT ?4`,
    )
    .bind(crisisId, before, organisationId, limit, reader)
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
       AND (act GLOB 'account.*' OR act GLOB 'issuer.*' OR act GLOB 'pair.*' OR act IN ('organisation.add', 'organisation.vet', 'organisation.signIn'))
       ORDER BY seq DESC LIMIT ?3`,
    )
    .bind(before, organisationId, limit)
    .all<AuditRow>();
  return results;
}

/** What administrators of the platform asked for or did in an organisation that is not theirs, newest first. */
export async function listFromOutside(
  db: D1Database,
  organisationId: string,
  since: string,
): Promise<AuditRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns
        .split(", ")
        .map((one) => `a.${one}`)
        .join(", ")} FROM audit a
       JOIN officer o ON o.id = a.actor AND o.role = 'platform-admin' AND o.organisationId <> a.organisationId
       WHERE a.crisisId IS NULL AND a.organisationId = ?1 AND a.at >= ?2
         AND (a.act GLOB 'account.*' OR a.act GLOB 'issuer.*' OR a.act GLOB 'pair.*')
       ORDER BY a.seq DESC LIMIT 50`,
    )
    .bind(organisationId, since)
    .all<AuditRow>();
  return results;
}

/** Acts that only look at a case, with its id as the audit's target: they stand among the looks (worker/access). */
const looking = `('registration.get', 'message.ofCase', 'paper.sheet', 'permit.get', 'glass.explain', 'note.ofCase',
  'permit.ofCase', 'sms.ofCase', 'seat.ofCase', 'zone.near')`;

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

const whole = "a.seq, a.at, a.act, a.actor, a.actId, a.crisisId, a.organisationId, a.targetId";

/** Rows after the last link of any chain, in order. */
export async function listUnchained(db: D1Database, most: number): Promise<ChainedRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${whole} FROM audit a WHERE a.seq > (SELECT ifnull(max(seq), 0) FROM auditChain) ORDER BY a.seq LIMIT ?1`,
    )
    .bind(most)
    .all<ChainedRow>();
  return results;
}

/** Links of one chain from a number on, each with its row, or null where that is gone. */
export async function listLinked(
  db: D1Database,
  chain: string,
  from: number,
  most: number,
): Promise<Linked[]> {
  const { results } = await db
    .prepare(
      `SELECT c.seq AS link, c.hash, ${whole} FROM auditChain c LEFT JOIN audit a ON a.seq = c.seq
       WHERE c.crisisId = ?1 AND c.seq >= ?2 ORDER BY c.seq LIMIT ?3`,
    )
    .bind(chain, from, most)
    .all<ChainedRow & { link: number; hash: string; seq: number | null }>();
  return results.map(({ link, hash, ...row }) => ({
    seq: link,
    hash,
    row: row.seq === null ? null : row,
  }));
}

/** The first row of a chain between two numbers that has no link: it was put there afterwards. Null where there is none. */
export async function findUnlinked(
  db: D1Database,
  chain: string,
  from: number,
  until: number,
): Promise<number | null> {
  return db
    .prepare(
      `SELECT a.seq FROM audit a LEFT JOIN auditChain c ON c.seq = a.seq
       WHERE a.crisisId IS nullif(?1, '') AND a.seq BETWEEN ?2 AND ?3 AND c.seq IS NULL ORDER BY a.seq LIMIT 1`,
    )
    .bind(chain, from, until)
    .first<number>("seq");
}

/** The last link of a chain below a number. */
export async function findLink(
  db: D1Database,
  chain: string,
  before: number,
): Promise<{ seq: number; hash: string } | null> {
  return db
    .prepare("SELECT seq, hash FROM auditChain WHERE crisisId = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 1")
    .bind(chain, before)
    .first<{ seq: number; hash: string }>();
}

export function insertChain(
  db: D1Database,
  rows: readonly { seq: number; hash: string; crisisId: string }[],
): D1PreparedStatement {
  return db
    .prepare(
      "INSERT INTO auditChain (seq, hash, crisisId) SELECT value->>'seq', value->>'hash', value->>'crisisId' FROM json_each(?1)",
    )
    .bind(JSON.stringify(rows));
}

export interface HeadRow {
  id: number;
  crisisId: string;
  seq: number;
  hash: string;
  at: string;
}

/** Heads below an id, newest first. */
export async function listHeads(db: D1Database, before: number, most: number): Promise<HeadRow[]> {
  const { results } = await db
    .prepare("SELECT id, crisisId, seq, hash, at FROM auditHead WHERE id < ?1 ORDER BY id DESC LIMIT ?2")
    .bind(before, most)
    .all<HeadRow>();
  return results;
}

/** The first published head of a chain that the chain itself does not hold: its row is gone, or was made anew. */
export async function findLostHead(db: D1Database, chain: string): Promise<number | null> {
  return db
    .prepare(
      `SELECT h.seq FROM auditHead h LEFT JOIN auditChain c ON c.seq = h.seq AND c.crisisId = h.crisisId
       WHERE h.crisisId = ?1 AND c.hash IS NOT h.hash ORDER BY h.seq LIMIT 1`,
    )
    .bind(chain)
    .first<number>("seq");
}

/** One head for every chain that went on since its last head. */
export function insertHeads(db: D1Database, at: string): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO auditHead (crisisId, seq, hash, at)
       SELECT k.id, c.seq, c.hash, ?1 FROM (SELECT id FROM crisis UNION ALL SELECT '') k
       JOIN auditChain c ON c.seq = (SELECT max(seq) FROM auditChain WHERE crisisId = k.id)
       WHERE NOT EXISTS (SELECT 1 FROM auditHead h WHERE h.crisisId = k.id AND h.seq = c.seq AND h.hash = c.hash)`,
    )
    .bind(at);
}

/** Heads that were not sent to the operator's address yet, oldest first. */
export async function listUnsentHeads(db: D1Database, most: number): Promise<HeadRow[]> {
  const { results } = await db
    .prepare(
      "SELECT id, crisisId, seq, hash, at FROM auditHead WHERE id > ifnull((SELECT head FROM headSent), 0) ORDER BY id LIMIT ?1",
    )
    .bind(most)
    .all<HeadRow>();
  return results;
}

export function upsertSent(db: D1Database, head: number): D1PreparedStatement {
  return db
    .prepare("INSERT INTO headSent VALUES (1, ?1) ON CONFLICT DO UPDATE SET head = excluded.head")
    .bind(head);
}
