// All SQL of organisations' own keys. What stands here is public, or wrapped by a passphrase that never came here.
import type { OrganisationKey, Wrapped } from "../../schema/key.ts";
import type { WrappedByPasskey } from "../../schema/key-passkey.ts";
import { guard } from "../kit/commit.ts";

interface Scope {
  organisationId: string;
}

/** Newest first. */
export async function listKeys(db: D1Database, scope: Scope): Promise<Omit<OrganisationKey, "passkeys">[]> {
  const { results } = await db
    .prepare(
      `SELECT k.version, k.publicKey, k.fingerprint, k.wrapped, o.label AS madeBy, k.madeAt, k.wrappedAt
       FROM organisationKey k JOIN officer o ON o.id = k.madeBy WHERE k.organisationId = ?1 ORDER BY k.version DESC LIMIT 50`,
    )
    .bind(scope.organisationId)
    .all<Omit<OrganisationKey, "wrapped" | "passkeys"> & { wrapped: string }>();
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

export interface KeyPasskeyRow {
  version: number;
  passkeyId: string;
  officerId: string;
  wrapped: WrappedByPasskey;
  at: string;
}

/** Passkeys that open keys of this organisation, with what their officers call them. */
export async function listKeyPasskeys(
  db: D1Database,
  scope: Scope,
): Promise<(KeyPasskeyRow & { label: string; by: string })[]> {
  const { results } = await db
    .prepare(
      `SELECT k.version, k.passkeyId, k.officerId, k.wrapped, k.at, p.label, o.label AS by
       FROM keyPasskey k JOIN passkey p ON p.id = k.passkeyId JOIN officer o ON o.id = k.officerId
       WHERE k.organisationId = ?1 ORDER BY k.version DESC, k.at, k.passkeyId LIMIT 2000`,
    )
    .bind(scope.organisationId)
    .all<Omit<KeyPasskeyRow, "wrapped"> & { wrapped: string; label: string; by: string }>();
  return results.map((row) => ({ ...row, wrapped: JSON.parse(row.wrapped) as WrappedByPasskey }));
}

/** Raises `key-changed` unless the organisation has this version and the passkey is that officer's own, and opens something. */
export function insertKeyPasskey(db: D1Database, scope: Scope, row: KeyPasskeyRow): D1PreparedStatement[] {
  return [
    guard(
      db,
      "key-changed",
      `SELECT 1 FROM organisationKey k JOIN passkey p ON p.id = ?3 AND p.officerId = ?4 AND p.closedAt IS NULL
       WHERE k.organisationId = ?1 AND k.version = ?2`,
      scope.organisationId,
      row.version,
      row.passkeyId,
      row.officerId,
    ),
    db
      .prepare("INSERT OR REPLACE INTO keyPasskey VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .bind(
        scope.organisationId,
        row.version,
        row.passkeyId,
        row.officerId,
        JSON.stringify(row.wrapped),
        row.at,
      ),
  ];
}

/** One's own, or for a supervisor (`whose` null) anybody's. Raises `not-found` where there is none. */
export function deleteKeyPasskey(
  db: D1Database,
  scope: Scope,
  of: { version: number; passkeyId: string },
  whose: string | null,
): D1PreparedStatement[] {
  const where = "organisationId = ?1 AND version = ?2 AND passkeyId = ?3 AND (?4 IS NULL OR officerId = ?4)";
  const values = [scope.organisationId, of.version, of.passkeyId, whose] as const;
  return [
    guard(db, "not-found", `SELECT 1 FROM keyPasskey WHERE ${where}`, ...values),
    db.prepare(`DELETE FROM keyPasskey WHERE ${where}`).bind(...values),
  ];
}
