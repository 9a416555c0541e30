// All SQL of the status list: places on it that are taken or revoked. Numbers only; nothing here leads to a person.

/** Permits of all authorities of a country share its list. `?1` is the country. */
const ofCountry =
  "authorityId IN (SELECT id FROM organisation WHERE kind = 'host-authority' AND country = ?1)";

export async function listRevoked(db: D1Database, country: string): Promise<number[]> {
  const { results } = await db
    .prepare(
      `SELECT listIndex AS idx FROM permit WHERE ${ofCountry} AND state = 'revoked' AND listIndex IS NOT NULL
       UNION SELECT place FROM revokedPlace WHERE country = ?1`,
    )
    .bind(country)
    .all<{ idx: number }>();
  return results.map((row) => row.idx);
}

/** Those of these places that a permit has, or had that is revoked and lost with a database. */
export async function listTaken(
  db: D1Database,
  country: string,
  places: readonly number[],
): Promise<Set<number>> {
  const { results } = await db
    .prepare(
      `SELECT listIndex AS idx FROM permit WHERE ${ofCountry} AND listIndex IN (SELECT value FROM json_each(?2))
       UNION SELECT place FROM revokedPlace WHERE country = ?1 AND place IN (SELECT value FROM json_each(?2))`,
    )
    .bind(country, JSON.stringify(places))
    .all<{ idx: number }>();
  return new Set(results.map((row) => row.idx));
}
