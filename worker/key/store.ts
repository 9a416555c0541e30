// All SQL of organisations' own keys. What stands here is public, or wrapped by a passphrase that never came here.
import type { OrganisationKey, Wrapped } from "../../schema/key.ts";
import { guard } from "../kit/commit.ts";

interface Scope {
  organisationId: string;
}

/** Newest first. */
export async function listKeys(db: D1Database, scope: Scope): Promise<OrganisationKey[]> {
  const { results } = await db
    .prepare(
      `SELECT k.version, k.publicKey, k.fingerprint, k.wrapped, o.label AS madeBy, k.madeAt, k.wrappedAt
       FROM organisationKey k JOIN officer o ON o.id = k.madeBy WHERE k.organisationId = ?1 ORDER BY k.version DESC LIMIT 50`,
    )
    .bind(scope.organisationId)
    .all<Omit<OrganisationKey, "wrapped"> & { wrapped: string }>();
  return results.map((row) => ({ ...row, wrapped: JSON.parse(row.wrapped) as Wrapped }));
}

export interface KeyRow {
  version: number;
  publicKey: string;
  fingerprint: string;
  wrapped: Wrapped;
  by: string;
  at: string;
}

/** A new version: raises `key-changed`, and undoes the batch, unless it is the next one. */
export function insertKey(db: D1Database, scope: Scope, row: KeyRow): D1PreparedStatement[] {
  return [
    guard(
      db,
      "key-changed",
      "SELECT 1 WHERE ?2 = 1 + ifnull((SELECT max(version) FROM organisationKey WHERE organisationId = ?1), 0)",
      scope.organisationId,
      row.version,
    ),
    db
      .prepare("INSERT INTO organisationKey VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?6, ?7)")
      .bind(
        scope.organisationId,
        row.version,
        row.publicKey,
        row.fingerprint,
        JSON.stringify(row.wrapped),
        row.by,
        row.at,
      ),
  ];
}

/** The same key under another passphrase: raises `key-changed` where the organisation has no such key. */
export function updateWrapped(db: D1Database, scope: Scope, row: KeyRow): D1PreparedStatement[] {
  return [
    guard(
      db,
      "key-changed",
      "SELECT 1 FROM organisationKey WHERE organisationId = ?1 AND version = ?2 AND publicKey = ?3",
      scope.organisationId,
      row.version,
      row.publicKey,
    ),
    db
      .prepare(
        "UPDATE organisationKey SET wrapped = ?3, wrappedBy = ?4, wrappedAt = ?5 WHERE organisationId = ?1 AND version = ?2",
      )
      .bind(scope.organisationId, row.version, JSON.stringify(row.wrapped), row.by, row.at),
  ];
}

/** Raises `key-changed` unless this is the organisation's newest version. */
export function guardNewest(db: D1Database, scope: Scope, version: number): D1PreparedStatement {
  const sql = "SELECT 1 WHERE ?2 = (SELECT max(version) FROM organisationKey WHERE organisationId = ?1)";
  return guard(db, "key-changed", sql, scope.organisationId, version);
}
