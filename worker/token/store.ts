// All SQL of token. The secret is never here: a token is found by the hash of it.

import type { OrganisationKind } from "../../schema/organisation.ts";
import type { Token } from "../../schema/token.ts";
import { guard } from "../kit/commit.ts";

export type LiveToken = Token & { organisationKind: OrganisationKind };

const columns = "id, crisisId, layer, label, organisationId, madeAt, expiresAt, revokedAt, usedAt";

/** Those that hold, and those that ended within ninety days; at most two hundred. */
export async function listTokens(
  db: D1Database,
  scope: { organisationId: string },
  crisisId: string,
): Promise<Token[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM token WHERE organisationId = ?1 AND crisisId = ?2 ORDER BY madeAt DESC, id LIMIT 200`,
    )
    .bind(scope.organisationId, crisisId)
    .all<Token>();
  return results;
}

export async function findToken(
  db: D1Database,
  scope: { organisationId: string },
  id: string,
): Promise<Token | null> {
  return db
    .prepare(`SELECT ${columns} FROM token WHERE organisationId = ?1 AND id = ?2`)
    .bind(scope.organisationId, id)
    .first<Token>();
}

/** A token that holds now: not revoked, not expired, its crisis open, its organisation in it, its maker's account open. With the kind of its organisation. */
export async function findLive(db: D1Database, tokenHash: string, now: string): Promise<LiveToken | null> {
  const named = columns
    .split(", ")
    .map((one) => `t.${one}`)
    .join(", ");
  return db
    .prepare(
      `SELECT ${named}, o.kind AS organisationKind FROM token t
       JOIN organisation o ON o.id = t.organisationId
       JOIN officer f ON f.id = t.madeBy AND f.closedAt IS NULL
       JOIN crisis c ON c.id = t.crisisId AND c.closedAt IS NULL
       JOIN crisisOrganisation p ON p.crisisId = t.crisisId AND p.organisationId = t.organisationId
       WHERE t.tokenHash = ?1 AND t.revokedAt IS NULL AND t.expiresAt > ?2`,
    )
    .bind(tokenHash, now)
    .first<LiveToken>();
}

export function insertToken(
  db: D1Database,
  token: Token,
  madeBy: string,
  tokenHash: string,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO token (id, organisationId, crisisId, layer, label, tokenHash, madeBy, madeAt, expiresAt)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
    )
    .bind(
      token.id,
      token.organisationId,
      token.crisisId,
      token.layer,
      token.label,
      tokenHash,
      madeBy,
      token.madeAt,
      token.expiresAt,
    );
}

/** Raises `tokens-full` where as many hold already. */
export function guardRoom(
  db: D1Database,
  organisationId: string,
  most: number,
  now: string,
): D1PreparedStatement {
  const sql = `SELECT 1 WHERE (SELECT count(*) FROM token WHERE organisationId = ?1 AND revokedAt IS NULL AND expiresAt > ?3) < ?2`;
  return guard(db, "tokens-full", sql, organisationId, most, now);
}

export function updateRevoked(db: D1Database, id: string, at: string): D1PreparedStatement {
  return db.prepare("UPDATE token SET revokedAt = ifnull(revokedAt, ?2) WHERE id = ?1").bind(id, at);
}

/** Once an hour is enough to see whether anybody still uses it. */
export function updateUsed(db: D1Database, id: string, hour: string): D1PreparedStatement {
  return db.prepare("UPDATE token SET usedAt = ?2 WHERE id = ?1").bind(id, hour);
}

/** What ended ninety days ago is forgotten; the audit keeps who made and ended it. */
export function deleteOldTokens(db: D1Database, before: string): D1PreparedStatement {
  return db.prepare("DELETE FROM token WHERE expiresAt < ?1 OR revokedAt < ?1").bind(before);
}
