// All SQL of organisations' own sign-in servers: which there are, whom they know, and sign-ins under way.
import type { LocalText } from "../../schema/kit/fields.ts";
import { guard } from "../kit/commit.ts";

export interface IssuerRow {
  organisationId: string;
  url: string;
  clientId: string;
  /** Sealed by the key ring, in hex. */
  secret: string | null;
}

export async function findIssuer(db: D1Database, organisationId: string): Promise<IssuerRow | null> {
  return db
    .prepare("SELECT organisationId, url, clientId, secret FROM issuer WHERE organisationId = ?1")
    .bind(organisationId)
    .first<IssuerRow>();
}

export async function listIssuers(db: D1Database): Promise<{ organisationId: string; name: LocalText }[]> {
  const { results } = await db
    .prepare(
      "SELECT i.organisationId, o.name FROM issuer i JOIN organisation o ON o.id = i.organisationId ORDER BY o.id LIMIT 200",
    )
    .all<{ organisationId: string; name: string }>();
  return results.map((row) => ({ ...row, name: JSON.parse(row.name) as LocalText }));
}

/** Names an issuer; where its address or client is another than before, what the one before had bound is unbound. */
export function putIssuer(db: D1Database, issuer: IssuerRow & { setAt: string }): D1PreparedStatement[] {
  const { organisationId, url, clientId, secret, setAt } = issuer;
  return [
    db
      .prepare(
        `DELETE FROM issuerSubject WHERE officerId IN (SELECT id FROM officer WHERE organisationId = ?1)
         AND NOT EXISTS (SELECT 1 FROM issuer WHERE organisationId = ?1 AND url = ?2)`,
      )
      .bind(organisationId, url),
    db.prepare("DELETE FROM issuerAsk WHERE organisationId = ?1").bind(organisationId),
    db
      .prepare("INSERT OR REPLACE INTO issuer VALUES (?1, ?2, ?3, ?4, ?5)")
      .bind(organisationId, url, clientId, secret, setAt),
  ];
}

export function deleteIssuer(db: D1Database, organisationId: string): D1PreparedStatement[] {
  const officers = "(SELECT id FROM officer WHERE organisationId = ?1)";
  return [
    db.prepare(`DELETE FROM issuerSubject WHERE officerId IN ${officers}`).bind(organisationId),
    ...["issuerAsk", "issuer"].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE organisationId = ?1`).bind(organisationId),
    ),
  ];
}

/** Secrets that are sealed under another version than the newest: it stands in their first two bytes. */
export async function listOldSecrets(
  db: D1Database,
  newest: number,
  limit: number,
): Promise<{ organisationId: string; secret: string }[]> {
  const { results } = await db
    .prepare(
      "SELECT organisationId, secret FROM issuer WHERE secret IS NOT NULL AND substr(secret, 1, 4) <> printf('%04x', ?1) LIMIT ?2",
    )
    .bind(newest, limit)
    .all<{ organisationId: string; secret: string }>();
  return results;
}

/** Nothing where somebody has named another secret meanwhile. */
export function updateSecret(
  db: D1Database,
  organisationId: string,
  before: string,
  secret: string,
): D1PreparedStatement {
  return db
    .prepare("UPDATE issuer SET secret = ?3 WHERE organisationId = ?1 AND secret = ?2")
    .bind(organisationId, before, secret);
}

/** Whether an organisation's own sign-in opens this account. */
export async function isBound(db: D1Database, officerId: string): Promise<boolean> {
  const sql = "SELECT 1 FROM issuerSubject WHERE officerId = ?1";
  return (await db.prepare(sql).bind(officerId).first()) !== null;
}

/** The open account of a subject, where it sits in the organisation whose issuer spoke. */
export async function findSubject(
  db: D1Database,
  organisationId: string,
  url: string,
  subject: string,
): Promise<string | null> {
  const sql = `SELECT o.id FROM issuerSubject s JOIN officer o ON o.id = s.officerId
    WHERE s.url = ?2 AND s.subject = ?3 AND o.organisationId = ?1 AND o.closedAt IS NULL`;
  return db.prepare(sql).bind(organisationId, url, subject).first<string>("id");
}

/** Binds a subject to an account; raises `issuer-refused` where it is another account's already. */
export function bindSubject(
  db: D1Database,
  url: string,
  subject: string,
  officerId: string,
  at: string,
): D1PreparedStatement[] {
  return [
    guard(
      db,
      "issuer-refused",
      "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM issuerSubject WHERE url = ?1 AND subject = ?2 AND officerId <> ?3)",
      url,
      subject,
      officerId,
    ),
    db.prepare("DELETE FROM issuerSubject WHERE officerId = ?1").bind(officerId),
    db.prepare("INSERT INTO issuerSubject VALUES (?1, ?2, ?3, ?4)").bind(url, subject, officerId, at),
  ];
}

export interface AskRow {
  stateHash: string;
  organisationId: string;
  browserHash: string;
  linkHash: string | null;
  /** Sealed by the key ring, in hex. */
  held: string;
  expiresAt: string;
}

export function insertAsk(db: D1Database, ask: AskRow): D1PreparedStatement {
  return db
    .prepare("INSERT INTO issuerAsk VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
    .bind(ask.stateHash, ask.organisationId, ask.browserHash, ask.linkHash, ask.held, ask.expiresAt);
}

export async function findAsk(db: D1Database, stateHash: string, now: string): Promise<AskRow | null> {
  return db
    .prepare(
      "SELECT stateHash, organisationId, browserHash, linkHash, held, expiresAt FROM issuerAsk WHERE stateHash = ?1 AND expiresAt > ?2",
    )
    .bind(stateHash, now)
    .first<AskRow>();
}

/** Spends a sign-in under way; of two answers at once the second raises `issuer-refused`. */
export function spendAsk(db: D1Database, stateHash: string): D1PreparedStatement[] {
  return [
    guard(db, "issuer-refused", "SELECT 1 FROM issuerAsk WHERE stateHash = ?1", stateHash),
    db.prepare("DELETE FROM issuerAsk WHERE stateHash = ?1").bind(stateHash),
  ];
}
