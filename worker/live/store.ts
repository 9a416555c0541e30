// SQL of the change feed: its head, and which organisations a stretch of it concerns.

/** The number of the last commit. */
export async function headOf(db: D1Database): Promise<number> {
  return (await db.prepare("SELECT max(seq) AS seq FROM audit").first<{ seq: number | null }>())?.seq ?? 0;
}

/** Of these organisations, those for which something changed in a crisis after `since`; null where all are concerned. */
export async function listConcerned(
  db: D1Database,
  crisisId: string,
  organisationIds: readonly string[],
  since: number,
): Promise<Set<string> | null> {
  const forAll = await db
    .prepare(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM zone WHERE crisisId = ?1 AND seq > ?2) OR EXISTS (SELECT 1 FROM alert WHERE crisisId = ?1 AND seq > ?2)
       OR EXISTS (SELECT 1 FROM crisis WHERE id = ?1 AND seq > ?2)`,
    )
    .bind(crisisId, since)
    .first();
  if (forAll !== null) return null;
  const { results } = await db
    .prepare(
      `SELECT value AS id FROM json_each(?1) WHERE EXISTS (SELECT 1 FROM sight WHERE organisationId = value AND seq > ?2)
       OR EXISTS (SELECT 1 FROM unsight WHERE organisationId = value AND seq > ?2)`,
    )
    .bind(JSON.stringify(organisationIds), since)
    .all<{ id: string }>();
  return new Set(results.map((row) => row.id));
}
