// All SQL of the exercise's tape: what its clock has still to release.

export interface TapeRow {
  at: string;
  id: string;
  act: string;
  officerId: string | null;
  input: string;
}

/** The idempotency key of the act that says that the whole exercise was loaded. */
export const LOADED = "exercise-loaded-once";

export async function isLoaded(db: D1Database): Promise<boolean> {
  const sql = "SELECT 1 FROM audit WHERE actor = 'exercise' AND actId = ?1";
  return (await db.prepare(sql).bind(LOADED).first()) !== null;
}

export function insertTape(db: D1Database, crisisId: string, rows: readonly TapeRow[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT OR IGNORE INTO exerciseEvent SELECT ?1, value->>'at', value->>'id', value->>'act', value->>'officerId', value->>'input' FROM json_each(?2)`,
    )
    .bind(crisisId, JSON.stringify(rows));
}

/** What is due by a moment, in order. */
export async function listDue(
  db: D1Database,
  crisisId: string,
  now: string,
  most: number,
): Promise<TapeRow[]> {
  const { results } = await db
    .prepare(
      "SELECT at, id, act, officerId, input FROM exerciseEvent WHERE crisisId = ?1 AND at <= ?2 ORDER BY at, id LIMIT ?3",
    )
    .bind(crisisId, now, most)
    .all<TapeRow>();
  return results;
}

export function deleteTape(
  db: D1Database,
  crisisId: string,
  rows: readonly Pick<TapeRow, "at" | "id">[],
): D1PreparedStatement {
  return db
    .prepare(
      "DELETE FROM exerciseEvent WHERE crisisId = ?1 AND (at, id) IN (SELECT value->>'at', value->>'id' FROM json_each(?2))",
    )
    .bind(crisisId, JSON.stringify(rows.map(({ at, id }) => ({ at, id }))));
}

/** Ids among these that are registered already: a chunk that is sent twice changes nothing. */
export async function listKnown(db: D1Database, ids: readonly string[]): Promise<Set<string>> {
  const { results } = await db
    .prepare("SELECT r.id FROM json_each(?1) asked JOIN registration r ON r.id = asked.value")
    .bind(JSON.stringify(ids))
    .all<{ id: string }>();
  return new Set(results.map((row) => row.id));
}
