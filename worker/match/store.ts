// SQL with which the clock compares: tokens of those who are looked for with tokens of those who agreed to it. Every look-up
// goes by the index of one crisis and token, and reads at most so many rows; nobody's case is scanned.
import { MOST_MATCHES, MOST_WAITING } from "../../schema/tracing.rules.ts";
import { type RegistrationRow, registrationColumns } from "../registration/store.ts";
import { type TracingRow, tracingColumns } from "../tracing/store.ts";

export interface Token {
  token: number;
  word: number;
  weight: number;
}

const limits = { scanned: 20_000, found: 30 };

function candidates(table: string, key: string): string {
  return `SELECT ${key}, sum(weight) AS score FROM (
      SELECT ${key}, word, max(weight) AS weight FROM (
        SELECT ${key}, q.value->>'word' AS word, q.value->>'weight' AS weight
        FROM json_each(?2) q CROSS JOIN ${table} f ON f.crisisId = ?1 AND f.token = q.value->>'token' LIMIT ?3
      ) GROUP BY ${key}, word
    ) GROUP BY ${key} ORDER BY score DESC, ${key} LIMIT ?4`;
}

/** Requests whose words are alike, best first. */
export async function listAlikeTracings(
  db: D1Database,
  crisisId: string,
  sought: readonly Token[],
): Promise<TracingRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${tracingColumns} FROM (${candidates("tracingToken", "tracingId")}) c JOIN tracing t ON t.id = c.tracingId
       ORDER BY c.score DESC, t.id`,
    )
    .bind(crisisId, JSON.stringify(sought), limits.scanned, limits.found)
    .all<TracingRow>();
  return results;
}

/** Groups of those who agreed, whose words are alike; one that is being deleted is not among them. */
export async function listAlikeGroups(
  db: D1Database,
  crisisId: string,
  sought: readonly Token[],
): Promise<RegistrationRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${registrationColumns} FROM (${candidates("traceToken", "registrationId")}) c
       JOIN registration r ON r.id = c.registrationId WHERE r.erasureAt IS NULL ORDER BY c.score DESC, r.id`,
    )
    .bind(crisisId, JSON.stringify(sought), limits.scanned, limits.found)
    .all<RegistrationRow>();
  return results;
}

export async function listDueTracings(db: D1Database, crisisId: string, most: number): Promise<TracingRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${tracingColumns} FROM tracing t WHERE t.crisisId = ?1 AND t.due = 1 ORDER BY t.openedAt LIMIT ?2`,
    )
    .bind(crisisId, most)
    .all<TracingRow>();
  return results;
}

export async function listStaleGroups(
  db: D1Database,
  crisisId: string,
  most: number,
): Promise<RegistrationRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${registrationColumns} FROM traceStale s JOIN registration r ON r.id = s.registrationId
       WHERE r.crisisId = ?1 AND r.erasedAt IS NULL LIMIT ?2`,
    )
    .bind(crisisId, most)
    .all<RegistrationRow>();
  return results;
}

/** Who of a group agrees at this moment. */
export async function listHeld(db: D1Database, own: { id: string }, now: string): Promise<Set<string>> {
  const { results } = await db
    .prepare("SELECT speakerId FROM traceHeld WHERE registrationId = ?1 AND until > ?2")
    .bind(own.id, now)
    .all<{ speakerId: string }>();
  return new Set(results.map((one) => one.speakerId));
}

/** Tokens of a group as it was read at this version: where it changed meanwhile it stays to be read again. */
export function replaceTokens(
  db: D1Database,
  group: { id: string; crisisId: string; version: number },
  tokens: readonly { token: number; speakerId: string }[],
): D1PreparedStatement[] {
  const same = "EXISTS (SELECT 1 FROM registration WHERE id = ?1 AND version = ?2 AND erasedAt IS NULL)";
  return [
    db.prepare(`DELETE FROM traceToken WHERE registrationId = ?1 AND ${same}`).bind(group.id, group.version),
    db
      .prepare(
        `INSERT OR IGNORE INTO traceToken SELECT ?3, t.value->>'token', ?1, t.value->>'speakerId' FROM json_each(?4) t
         JOIN traceHeld h ON h.registrationId = ?1 AND h.speakerId = t.value->>'speakerId' WHERE ${same}`,
      )
      .bind(group.id, group.version, group.crisisId, JSON.stringify(tokens)),
    db.prepare(`DELETE FROM traceStale WHERE registrationId = ?1 AND ${same}`).bind(group.id, group.version),
  ];
}

export interface MatchInsert {
  id: string;
  tracingId: string;
  registrationId: string;
  speakerId: string;
  personId: string;
  at: string;
}

/**
 * Shows a request to one person, unless she has seen it, has blocked whoever looks, no longer agrees, or has as many before
 * her as anybody is to have; and no request is before more than a few who have not said that they do not know that person.
 */
export function insertMatch(db: D1Database, row: MatchInsert): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO tracingMatch (id, tracingId, registrationId, speakerId, personId, state, at)
       SELECT ?1, t.id, h.registrationId, h.speakerId, ?5, 'waiting', ?6
       FROM tracing t JOIN traceHeld h ON h.registrationId = ?3 AND h.speakerId = ?4 AND h.until > ?6
       WHERE t.id = ?2
         AND (SELECT count(*) FROM tracingMatch WHERE tracingId = ?2 AND state <> 'unknown') < ?7
         AND (SELECT count(*) FROM tracingMatch WHERE registrationId = ?3 AND speakerId = ?4 AND state = 'waiting') < ?8
         AND NOT EXISTS (SELECT 1 FROM traceBlock b WHERE b.registrationId = ?3 AND b.speakerId = ?4 AND b.askerHash = t.askerHash)
       ON CONFLICT DO NOTHING`,
    )
    .bind(
      row.id,
      row.tracingId,
      row.registrationId,
      row.speakerId,
      row.personId,
      row.at,
      MOST_MATCHES,
      MOST_WAITING,
    );
}

export function settleDue(db: D1Database, ids: readonly string[]): D1PreparedStatement {
  return db
    .prepare("UPDATE tracing SET due = 0 WHERE id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids));
}

/** Of groups that nobody can read (a row that was tampered with): they hold up nobody else. */
export function dropStale(db: D1Database, ids: readonly string[]): D1PreparedStatement {
  return db
    .prepare("DELETE FROM traceStale WHERE registrationId IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids));
}
