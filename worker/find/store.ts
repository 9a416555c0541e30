// All SQL of finding by name or number. Every look-up starts from the organisation that asks: `findSight` holds a row for
// nobody whom it may not open.
import type { Scope } from "../registration/sight.ts";

export interface TokensInsert {
  registrationId: string;
  tokens: readonly number[];
}

export function insertTokens(db: D1Database, rows: readonly TokensInsert[]): D1PreparedStatement {
  return db
    .prepare(
      "INSERT INTO findTokens SELECT value->>'registrationId', value->>'tokens' FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING",
    )
    .bind(JSON.stringify(rows.map((row) => ({ ...row, tokens: JSON.stringify(row.tokens) }))));
}

/** The same for one group that was read at this version: where it changed meanwhile it is read again later. */
export function insertTokensAt(db: D1Database, row: TokensInsert, version: number): D1PreparedStatement {
  return db
    .prepare(
      "INSERT INTO findTokens SELECT id, ?2 FROM registration WHERE id = ?1 AND version = ?3 AND erasedAt IS NULL ON CONFLICT DO NOTHING",
    )
    .bind(row.registrationId, JSON.stringify(row.tokens), version);
}

export interface StaleRow {
  id: string;
  crisisId: string;
  keyVersion: number;
  wrappedKey: ArrayBuffer;
  sealed: ArrayBuffer;
  version: number;
}

/** Groups whose tokens are missing. For the clock, and for what made them so. */
export async function listStale(db: D1Database, most: number): Promise<StaleRow[]> {
  const { results } = await db
    .prepare(
      `SELECT r.id, r.crisisId, r.keyVersion, r.wrappedKey, r.sealed, r.version
       FROM findStale f JOIN registration r ON r.id = f.registrationId WHERE r.erasedAt IS NULL LIMIT ?1`,
    )
    .bind(most)
    .all<StaleRow>();
  return results;
}

export interface NamedRow {
  registrationId: string;
  id: string;
  sealed: ArrayBuffer;
}

/** People of groups that the caller was allowed to open before. */
export async function listNamed(db: D1Database, opened: readonly { id: string }[]): Promise<NamedRow[]> {
  const { results } = await db
    .prepare(
      `SELECT p.registrationId, p.id, p.sealed FROM json_each(?1) asked JOIN person p ON p.registrationId = asked.value
       ORDER BY p.registrationId, p.position`,
    )
    .bind(JSON.stringify(opened.map((one) => one.id)))
    .all<NamedRow>();
  return results;
}

/** How many groups have each token, counted up to a limit. */
export async function countTokens(
  db: D1Database,
  scope: Scope,
  tokens: readonly number[],
  most: number,
): Promise<Map<number, number>> {
  const { results } = await db
    .prepare(
      `SELECT value AS token, (SELECT count(*) FROM (SELECT 1 FROM findSight WHERE organisationId = ?1 AND token = asked.value LIMIT ?3)) AS n
       FROM json_each(?2) asked`,
    )
    .bind(scope.organisationId, JSON.stringify(tokens), most)
    .all<{ token: number; n: number }>();
  return new Map(results.map(({ token, n }) => [token, n]));
}

export interface Candidate {
  id: string;
  score: number;
}

/**
 * Groups with most of what is sought, best first. Tokens are read in the order in which they are given, at most `scanned`
 * rows in all: the rarest come first, so that a common name beside a rare one costs nothing.
 */
export async function listCandidates(
  db: D1Database,
  scope: Scope,
  sought: readonly { token: number; word: number; weight: number }[],
  limits: { scanned: number; found: number },
): Promise<Candidate[]> {
  const { results } = await db
    .prepare(
      `SELECT registrationId AS id, sum(weight) AS score FROM (
         SELECT registrationId, word, max(weight) AS weight FROM (
           SELECT f.registrationId, q.value->>'word' AS word, q.value->>'weight' AS weight
           FROM json_each(?2) q CROSS JOIN findSight f ON f.organisationId = ?1 AND f.token = q.value->>'token' LIMIT ?3
         ) GROUP BY registrationId, word
       ) GROUP BY registrationId ORDER BY score DESC, registrationId LIMIT ?4`,
    )
    .bind(scope.organisationId, JSON.stringify(sought), limits.scanned, limits.found)
    .all<Candidate>();
  return results;
}
