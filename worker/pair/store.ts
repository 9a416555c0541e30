// All SQL of what waits for a second administrator.
import type { Pair, PairAct } from "../../schema/pair.ts";
import { guard } from "../kit/commit.ts";

const columns = "act, targetId, organisationId, asked, askedBy, askedAt, expiresAt";
type PairRow = Omit<Pair, "asked" | "by" | "at" | "until"> & {
  asked: string;
  askedBy: string;
  askedAt: string;
  expiresAt: string;
};

/** What waits now, newest first: of one organisation, or of all (null). */
export async function listPairs(db: D1Database, organisationId: string | null, now: string): Promise<Pair[]> {
  const sql = `SELECT ${columns} FROM pair WHERE (?1 IS NULL OR organisationId = ?1) AND expiresAt > ?2
    ORDER BY askedAt DESC, act, targetId LIMIT 200`;
  const { results } = await db.prepare(sql).bind(organisationId, now).all<PairRow>();
  return results.map(({ asked, askedBy, askedAt, expiresAt, ...row }) => ({
    ...row,
    asked: JSON.parse(asked) as Pair["asked"],
    by: askedBy,
    at: askedAt,
    until: expiresAt,
  }));
}

/** Another administrator who has asked for just this, and it still waits. */
const other = `SELECT ifnull(o.line, o.id) AS line FROM pair p JOIN officer o ON o.id = p.askedBy AND o.role = 'platform-admin' AND o.closedAt IS NULL
  WHERE p.act = ?1 AND p.targetId = ?2 AND p.bodyHash = ?3 AND p.askedBy <> ?4 AND p.expiresAt > ?5`;

export interface Word {
  act: PairAct;
  targetId: string;
  bodyHash: string;
  by: string;
  /** Of invitations: two of one line are one (organisation.vet). */
  line: string;
}

/** The line of whoever asked for just this before; null where nobody else has. */
export async function findAsker(db: D1Database, word: Word, now: string): Promise<string | null> {
  return db.prepare(other).bind(word.act, word.targetId, word.bodyHash, word.by, now).first<string>("line");
}

/** Spends the first one's word in the batch of the act: of two second words at once the later raises `second-officer-needed`. */
export function spendPair(db: D1Database, word: Word, now: string): D1PreparedStatement[] {
  return [
    guard(
      db,
      "second-officer-needed",
      `${other} AND ifnull(o.line, o.id) <> ?6`,
      word.act,
      word.targetId,
      word.bodyHash,
      word.by,
      now,
      word.line,
    ),
    deletePair(db, word.act, word.targetId),
  ];
}

export function putPair(
  db: D1Database,
  word: Word & { organisationId: string | null; asked: Pair["asked"]; at: string; until: string },
): D1PreparedStatement {
  return db
    .prepare("INSERT OR REPLACE INTO pair VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
    .bind(
      word.act,
      word.targetId,
      word.organisationId,
      word.bodyHash,
      JSON.stringify(word.asked),
      word.by,
      word.at,
      word.until,
    );
}

export function deletePair(db: D1Database, act: PairAct, targetId: string): D1PreparedStatement {
  return db.prepare("DELETE FROM pair WHERE act = ?1 AND targetId = ?2").bind(act, targetId);
}

export async function findPair(
  db: D1Database,
  act: PairAct,
  targetId: string,
): Promise<{ organisationId: string | null } | null> {
  return db
    .prepare("SELECT organisationId FROM pair WHERE act = ?1 AND targetId = ?2")
    .bind(act, targetId)
    .first();
}

export function deleteOldPairs(db: D1Database, now: string): D1PreparedStatement {
  return db.prepare("DELETE FROM pair WHERE expiresAt <= ?1").bind(now);
}

/** Since when an organisation has had a supervisor who signed in; null where it never had one. */
export async function findSupervised(db: D1Database, organisationId: string): Promise<string | null> {
  return db
    .prepare("SELECT supervisedAt FROM organisation WHERE id = ?1")
    .bind(organisationId)
    .first<string>("supervisedAt");
}
