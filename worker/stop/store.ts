// All SQL of captured offices. Dropping and restoring is a few statements whatever the number of cases: within the batch
// `moving` holds the triggers of single rows back (0017_access.sql), and counts are written in one go.
import type { Role } from "../../schema/kit/access.ts";
import { consented, heldOr } from "../consent/store.ts";
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";

/** An organisation in a crisis. */
export interface Part {
  organisationId: string;
  crisisId: string;
}

/** How many cases it sees now. */
export async function countSeen(db: D1Database, part: Part): Promise<number> {
  const sql =
    "SELECT ifnull(sum(groups), 0) AS groups FROM tally WHERE organisationId = ?1 AND crisisId = ?2 AND level = 0";
  const row = await db.prepare(sql).bind(part.organisationId, part.crisisId).first<{ groups: number }>();
  return row?.groups ?? 0;
}

/**
 * Takes an organisation out of a crisis with all that it sees. No row of `unsight` is left for single cases: its desks are
 * told that everything is to be dropped (`live.changes`), and its sockets are closed.
 */
export function stopPart(
  db: D1Database,
  part: Part,
  stop: { id: string; at: string; by: string; reason: Bytes },
): D1PreparedStatement[] {
  const { organisationId, crisisId } = part;
  const both = (sql: string) => db.prepare(sql).bind(organisationId, crisisId);
  return [
    db
      .prepare(
        `INSERT INTO stop (id, crisisId, organisationId, at, by, reason, seq)
         VALUES (?1, ?2, ?3, ?4, ?5, unhex(?6), (SELECT max(seq) FROM audit))`,
      )
      .bind(stop.id, crisisId, organisationId, stop.at, stop.by, hex(stop.reason)),
    both("DELETE FROM tally WHERE organisationId = ?1 AND crisisId = ?2"),
    both("DELETE FROM sight WHERE organisationId = ?1 AND crisisId = ?2"),
    both("DELETE FROM crisisOrganisation WHERE organisationId = ?1 AND crisisId = ?2"),
    db.prepare("UPDATE stop SET moving = 0 WHERE id = ?1").bind(stop.id),
  ];
}

export function updateLiftAsked(
  db: D1Database,
  id: string,
  asked: { by: string; at: string; reason: Bytes },
): D1PreparedStatement[] {
  return [
    guard(db, "stale", "SELECT 1 FROM stop WHERE id = ?1 AND liftedAt IS NULL AND liftAskedBy IS NULL", id),
    db
      .prepare("UPDATE stop SET liftAskedBy = ?2, liftAskedAt = ?3, liftReason = unhex(?4) WHERE id = ?1")
      .bind(id, asked.by, asked.at, hex(asked.reason)),
  ];
}

/**
 * Brings an organisation back. What it sees is made from the consents that hold at this moment, as the trigger on
 * `consent` would: what was taken back or erased meanwhile stays away.
 */
export function liftStop(
  db: D1Database,
  part: Part,
  id: string,
  lifted: { by: string; at: string; reason: Bytes },
): D1PreparedStatement[] {
  const { organisationId, crisisId } = part;
  const both = (sql: string) => db.prepare(sql).bind(organisationId, crisisId);
  return [
    guard(db, "stale", "SELECT 1 FROM stop WHERE id = ?1 AND liftedAt IS NULL", id),
    db.prepare("UPDATE stop SET moving = 1 WHERE id = ?1").bind(id),
    both("INSERT INTO crisisOrganisation (organisationId, crisisId) VALUES (?1, ?2) ON CONFLICT DO NOTHING"),
    both(`INSERT INTO sight (organisationId, registrationId, crisisId, audience, held, mayExact, state, urgency, needs, people, cell, openedAt, seq, unread)
      SELECT ?1, r.id, r.crisisId, iif(c.help = 1, 'responder', 'partner'), c.held, ifnull(c.place, 0),
        r.state, ${heldOr("c", "r", "urgency")}, ${heldOr("c", "r", "needs")}, r.people, r.cell, r.openedAt, (SELECT max(seq) FROM audit),
        (SELECT count(*) FROM messageTo m WHERE m.organisationId = ?1 AND m.registrationId = r.id AND m.readAt IS NULL)
      FROM (${consented("organisationId = ?1")}) c JOIN registration r ON r.id = c.registrationId
      WHERE r.crisisId = ?2 AND r.erasureAt IS NULL AND (c.help = 1 OR c.assist = 1 OR c.hold = 1)`),
    both(`DELETE FROM unsight WHERE organisationId = ?1 AND crisisId = ?2
      AND registrationId IN (SELECT registrationId FROM sight WHERE organisationId = ?1 AND crisisId = ?2)`),
    both("DELETE FROM tally WHERE organisationId = ?1 AND crisisId = ?2"),
    both(`INSERT INTO tally
      SELECT s.organisationId, s.crisisId, level, iif(level > 0, substr(s.cell, 1, level), iif(s.cell IS NULL, 'off', 'on')) AS part,
        s.state, s.urgency, count(*), sum(s.people)
      FROM sight s JOIN tallyLevel ON level = 0 OR s.cell IS NOT NULL
      WHERE s.organisationId = ?1 AND s.crisisId = ?2 GROUP BY level, part, s.state, s.urgency`),
    db
      .prepare(
        "UPDATE stop SET liftedBy = ?2, liftedAt = ?3, liftedReason = unhex(?4), moving = 0, seq = (SELECT max(seq) FROM audit) WHERE id = ?1",
      )
      .bind(id, lifted.by, lifted.at, hex(lifted.reason)),
  ];
}

export interface StopRow extends Part {
  id: string;
  at: string;
  by: string;
  reason: ArrayBuffer;
  liftAskedById: string | null;
  liftAskedRole: Role | null;
  liftAskedLine: string | null;
  liftAskedBy: string | null;
  liftAskedAt: string | null;
  liftReason: ArrayBuffer | null;
  liftedBy: string | null;
  liftedAt: string | null;
  liftedReason: ArrayBuffer | null;
}

const columns = `s.id, s.crisisId, s.organisationId, s.at, b.label AS by, s.reason, s.liftAskedBy AS liftAskedById, a.role AS liftAskedRole, ifnull(a.line, a.id) AS liftAskedLine,
  a.label AS liftAskedBy, s.liftAskedAt, s.liftReason, l.label AS liftedBy, s.liftedAt, s.liftedReason`;
const joined = `stop s JOIN officer b ON b.id = s.by LEFT JOIN officer a ON a.id = s.liftAskedBy LEFT JOIN officer l ON l.id = s.liftedBy`;

export async function findStop(db: D1Database, id: string): Promise<StopRow | null> {
  return db.prepare(`SELECT ${columns} FROM ${joined} WHERE s.id = ?1`).bind(id).first<StopRow>();
}

/** Those that hold first, then the newest. */
export async function listStops(db: D1Database, crisisId: string): Promise<StopRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM ${joined} WHERE s.crisisId = ?1 ORDER BY s.liftedAt IS NOT NULL, s.at DESC, s.id LIMIT 200`,
    )
    .bind(crisisId)
    .all<StopRow>();
  return results;
}

/** Organisations that are stopped in a crisis now, and since when: what a person reads on her page. */
export async function stoppedSince(db: D1Database, crisisId: string): Promise<Map<string, string>> {
  const { results } = await db
    .prepare("SELECT organisationId, at FROM stop WHERE crisisId = ?1 AND liftedAt IS NULL")
    .bind(crisisId)
    .all<{ organisationId: string; at: string }>();
  return new Map(results.map((row) => [row.organisationId, row.at]));
}

/** Whether an organisation was stopped or brought back in a crisis after `since`. */
export async function movedSince(db: D1Database, part: Part, since: number): Promise<boolean> {
  const sql = "SELECT 1 FROM stop WHERE crisisId = ?1 AND organisationId = ?2 AND seq > ?3 LIMIT 1";
  return (await db.prepare(sql).bind(part.crisisId, part.organisationId, since).first()) !== null;
}

export type StopWords = "reason" | "liftReason" | "liftedReason";

/** Words that an older version of the ring sealed, one row a column. `before` as four hexadecimal digits. */
export async function listOldWords(
  db: D1Database,
  before: string,
  most: number,
): Promise<{ id: string; column: StopWords; words: ArrayBuffer }[]> {
  const of = (column: StopWords) =>
    `SELECT id, '${column}' AS "column", ${column} AS words FROM stop WHERE ${column} <> x'' AND hex(substr(${column}, 1, 2)) < ?1`;
  const sql = `SELECT * FROM (${of("reason")} UNION ALL ${of("liftReason")} UNION ALL ${of("liftedReason")}) LIMIT ?2`;
  const { results } = await db
    .prepare(sql)
    .bind(before, most)
    .all<{ id: string; column: StopWords; words: ArrayBuffer }>();
  return results;
}

export function updateWords(
  db: D1Database,
  id: string,
  column: StopWords,
  words: Bytes,
): D1PreparedStatement {
  return db.prepare(`UPDATE stop SET ${column} = unhex(?2) WHERE id = ?1`).bind(id, hex(words));
}
