// All SQL of finding a permit by the number of its document: the same rows that the authority's queue holds, and no others.
import {
  type AuthorityScope,
  columns,
  consented,
  joined,
  type PermitRow,
  readable,
} from "../permit/store.ts";

/** Newest first. Somebody else's number and nobody's are the same look into one index, which holds neither. */
export async function listByDocument(
  db: D1Database,
  scope: AuthorityScope,
  crisisId: string,
  hash: string,
  most: number,
): Promise<PermitRow[]> {
  const sql = `SELECT ${columns} FROM ${joined} WHERE ${readable} AND p.crisisId = ?2 AND p.documentHash = ?3 AND p.documentHash > ''
    ORDER BY p.askedAt DESC, p.id LIMIT ?4`;
  const { results } = await db.prepare(sql).bind(scope.organisationId, crisisId, hash, most).all<PermitRow>();
  return results;
}

/** Permits whose hash is still to be made, for the clock alone: only where the consent holds. */
export async function listUnhashed(db: D1Database, most: number): Promise<PermitRow[]> {
  const sql = `SELECT ${columns} FROM ${joined} WHERE p.documentHash IS NULL AND p.state <> 'withdrawn' AND ${consented} LIMIT ?1`;
  const { results } = await db.prepare(sql).bind(most).all<PermitRow>();
  return results;
}

/** Only where it is still missing: a consent that went meanwhile has left it empty. */
export function updateHash(db: D1Database, id: string, hash: string): D1PreparedStatement {
  return db
    .prepare("UPDATE permit SET documentHash = ?2 WHERE id = ?1 AND documentHash IS NULL")
    .bind(id, hash);
}
