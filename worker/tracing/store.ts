// All SQL of tracing requests, and of what stands before those who agreed to be looked for. Triggers of the migration
// `tracing` do what follows: closing one takes everything of it, a consent that ends takes her answers.
import type { tracingStates } from "../../schema/tracing.ts";
import type { TracingForSelf } from "../../schema/tracing-own.ts";
import { guard } from "../kit/commit.ts";
import { type Bytes, hex, type WrappedKey } from "../kit/seal.ts";

export type MatchState = (typeof tracingStates)[number];

/** What is sealed of a request. */
export interface SealedTracing {
  lang: string;
  name: string;
  born: number | null;
  phone: string | null;
  by: string;
  kin: TracingForSelf["kin"];
  byPhone: string | null;
  texts: { at: string; text: string }[];
}

export interface TracingRow {
  id: string;
  crisisId: string;
  keyVersion: number;
  wrappedKey: ArrayBuffer;
  sealed: ArrayBuffer;
  openedAt: string;
  visitedAt: string;
  version: number;
}
export const tracingColumns =
  "t.id, t.crisisId, t.keyVersion, t.wrappedKey, t.sealed, t.openedAt, t.visitedAt, t.version";

export interface TracingInsert extends WrappedKey {
  id: string;
  crisisId: string;
  referenceHash: string;
  pinSalt: Bytes;
  pinHash: Bytes;
  sealed: Bytes;
  askerHash: string | null;
  at: string;
}

export function insertTracing(db: D1Database, row: TracingInsert, tokens: readonly number[]) {
  return [
    db
      .prepare(
        `INSERT INTO tracing (id, crisisId, referenceHash, pinSalt, pinHash, keyVersion, wrappedKey, sealed, askerHash, openedAt, visitedAt)
         VALUES (?1, ?2, ?3, unhex(?4), unhex(?5), ?6, unhex(?7), unhex(?8), ?9, ?10, ?10)`,
      )
      .bind(
        row.id,
        row.crisisId,
        row.referenceHash,
        hex(row.pinSalt),
        hex(row.pinHash),
        row.keyVersion,
        hex(row.wrappedKey),
        hex(row.sealed),
        row.askerHash,
        row.at,
      ),
    db
      .prepare("INSERT OR IGNORE INTO tracingToken SELECT ?1, value, ?2 FROM json_each(?3)")
      .bind(row.crisisId, row.id, JSON.stringify(tokens)),
  ];
}

export async function findTracing(db: D1Database, id: string): Promise<TracingRow | null> {
  return db.prepare(`SELECT ${tracingColumns} FROM tracing t WHERE t.id = ?1`).bind(id).first<TracingRow>();
}

export async function findTracingForSignIn(
  db: D1Database,
  referenceHash: string,
): Promise<{ id: string; pinSalt: ArrayBuffer; pinHash: ArrayBuffer } | null> {
  return db
    .prepare("SELECT id, pinSalt, pinHash FROM tracing WHERE referenceHash = ?1")
    .bind(referenceHash)
    .first<{ id: string; pinSalt: ArrayBuffer; pinHash: ArrayBuffer }>();
}

export function insertTracingSession(
  db: D1Database,
  session: { tokenHash: string; tracingId: string; startedAt: string; expiresAt: string },
): D1PreparedStatement {
  return db
    .prepare("INSERT INTO tracingSession VALUES (?1, ?2, ?3, ?4)")
    .bind(session.tokenHash, session.tracingId, session.startedAt, session.expiresAt);
}

export function deleteTracingSession(db: D1Database, tokenHash: string): D1PreparedStatement {
  return db.prepare("DELETE FROM tracingSession WHERE tokenHash = ?1").bind(tokenHash);
}

/** One more text; raises `stale` where another came in between. */
export function updateTracing(
  db: D1Database,
  row: TracingRow,
  sealed: Bytes,
  at: string,
): D1PreparedStatement[] {
  return [
    guard(db, "stale", "SELECT 1 FROM tracing WHERE id = ?1 AND version = ?2", row.id, row.version),
    db
      .prepare("UPDATE tracing SET sealed = unhex(?2), version = version + 1, visitedAt = ?3 WHERE id = ?1")
      .bind(row.id, hex(sealed), at),
  ];
}

export function updateVisited(db: D1Database, id: string, at: string): D1PreparedStatement {
  return db.prepare("UPDATE tracing SET visitedAt = ?2 WHERE id = ?1").bind(id, at);
}

/** Its key goes first: a page of the database that is not overwritten yet holds no key that opens anything. */
export function deleteTracing(db: D1Database, id: string): D1PreparedStatement[] {
  return [
    db.prepare("UPDATE tracing SET wrappedKey = x'', sealed = x'' WHERE id = ?1").bind(id),
    db.prepare("DELETE FROM tracing WHERE id = ?1").bind(id),
  ];
}

/** What every answer needs to be read: she agrees at this moment to be looked for, and is not deleting everything. */
const readable = `m.state = 'answered' AND EXISTS (
  SELECT 1 FROM traceHeld h WHERE h.registrationId = m.registrationId AND h.speakerId = m.speakerId AND h.until > ?2
) AND EXISTS (SELECT 1 FROM registration r WHERE r.id = m.registrationId AND r.erasureAt IS NULL)`;

export interface AnswerRow {
  id: string;
  registrationId: string;
  keyVersion: number;
  wrappedKey: ArrayBuffer;
  sealed: ArrayBuffer;
  answeredAt: string;
}

/** Answers to the request of whoever asks, and nothing else of those who gave them. */
export async function listAnswers(
  db: D1Database,
  own: { tracingId: string },
  now: string,
): Promise<AnswerRow[]> {
  const { results } = await db
    .prepare(
      `SELECT m.id, m.registrationId, g.keyVersion, g.wrappedKey, m.sealed, m.answeredAt
       FROM tracingMatch m JOIN registration g ON g.id = m.registrationId
       WHERE m.tracingId = ?1 AND ${readable} ORDER BY m.answeredAt`,
    )
    .bind(own.tracingId, now)
    .all<AnswerRow>();
  return results;
}

export function markRead(db: D1Database, own: { tracingId: string }, now: string): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE tracingMatch AS m SET readAt = ?2 WHERE m.tracingId = ?1 AND m.readAt IS NULL AND ${readable}`,
    )
    .bind(own.tracingId, now);
}

export interface Speaker {
  registrationId: string;
  speakerId: string;
}

export interface MatchRow extends TracingRow {
  matchId: string;
  personId: string;
  state: "waiting" | "answered";
  matchedAt: string;
  answer: ArrayBuffer | null;
  answeredAt: string | null;
  readAt: string | null;
}

/** Those who look for one adult of a group, or for a child that she answers for; newest first. */
export async function listMatches(db: D1Database, own: Speaker, now: string): Promise<MatchRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${tracingColumns}, m.id AS matchId, m.personId, m.state, m.at AS matchedAt, m.sealed AS answer, m.answeredAt, m.readAt
       FROM tracingMatch m JOIN tracing t ON t.id = m.tracingId
       JOIN traceHeld h ON h.registrationId = m.registrationId AND h.speakerId = m.speakerId AND h.until > ?3
       WHERE m.registrationId = ?1 AND m.speakerId = ?2 AND m.state IN ('waiting', 'answered') ORDER BY m.at DESC, m.id LIMIT 100`,
    )
    .bind(own.registrationId, own.speakerId, now)
    .all<MatchRow>();
  return results;
}

/** How many wait before her; for a line on her first page, which opens none of them. */
export async function countWaiting(db: D1Database, own: Speaker, now: string): Promise<number> {
  const sql = `SELECT count(*) AS n FROM tracingMatch m
    JOIN traceHeld h ON h.registrationId = m.registrationId AND h.speakerId = m.speakerId AND h.until > ?3
    WHERE m.registrationId = ?1 AND m.speakerId = ?2 AND m.state = 'waiting'`;
  return (await db.prepare(sql).bind(own.registrationId, own.speakerId, now).first<number>("n")) ?? 0;
}

/** Raises `not-found` unless this request stands before her at this moment in one of these states. */
export function guardMatch(
  db: D1Database,
  own: Speaker,
  id: string,
  states: readonly MatchState[],
): D1PreparedStatement {
  return guard(
    db,
    "not-found",
    `SELECT 1 FROM tracingMatch WHERE id = ?1 AND registrationId = ?2 AND speakerId = ?3
     AND state IN (SELECT value FROM json_each(?4))`,
    id,
    own.registrationId,
    own.speakerId,
    JSON.stringify(states),
  );
}

export function updateAnswer(db: D1Database, id: string, sealed: Bytes, at: string): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE tracingMatch SET state = 'answered', sealed = unhex(?2), answeredAt = ?3, readAt = NULL WHERE id = ?1",
    )
    .bind(id, hex(sealed), at);
}

/** Every other state has no answer: what was written is gone. */
export function updateState(
  db: D1Database,
  id: string,
  state: Exclude<MatchState, "answered">,
): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE tracingMatch SET state = ?2, sealed = NULL, answeredAt = NULL, readAt = NULL WHERE id = ?1",
    )
    .bind(id, state);
}

/** Keys that an older version of the ring wraps. */
export async function listOldTracings(db: D1Database, newest: number, most: number) {
  const { results } = await db
    .prepare("SELECT id, keyVersion, wrappedKey FROM tracing WHERE keyVersion < ?1 LIMIT ?2")
    .bind(newest, most)
    .all<{ id: string; keyVersion: number; wrappedKey: ArrayBuffer }>();
  return results;
}

export function updateTracingKey(
  db: D1Database,
  id: string,
  was: number,
  next: WrappedKey,
): D1PreparedStatement {
  return db
    .prepare("UPDATE tracing SET keyVersion = ?3, wrappedKey = unhex(?4) WHERE id = ?1 AND keyVersion = ?2")
    .bind(id, was, next.keyVersion, hex(next.wrappedKey));
}
