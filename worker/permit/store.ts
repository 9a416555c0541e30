// All SQL of permits. Reads take their scope first: the person's own session, a case that the caller was allowed to
// open, or the authority. @PRIVACY the authority's reads hold only while the person's consent does.
import type { LocalText } from "../../schema/kit/fields.ts";
import type { PermitGround, PermitState } from "../../schema/permit.ts";
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";
import type { After } from "./rules.ts";

export interface PermitRow {
  id: string;
  crisisId: string;
  registrationId: string;
  personId: string;
  authorityId: string;
  state: PermitState;
  ground: PermitGround;
  askedAt: string;
  dueAt: string;
  escalatedAt: string | null;
  decidedAt: string | null;
  decidedBy: string | null;
  objected: number;
  sealed: ArrayBuffer;
  words: ArrayBuffer | null;
  reason: ArrayBuffer | null;
  credential: ArrayBuffer | null;
  expiresAt: string | null;
  version: number;
  keyVersion: number;
  wrappedKey: ArrayBuffer;
}

export const columns = `p.id, p.crisisId, p.registrationId, p.personId, p.authorityId, p.state, p.ground, p.askedAt, p.dueAt, p.escalatedAt, p.decidedAt,
  p.decidedBy, p.objected, p.sealed, p.words, p.reason, p.credential, p.expiresAt, p.version, r.keyVersion, r.wrappedKey`;
export const joined = "permit p JOIN registration r ON r.id = p.registrationId";
/** The last word of the group to this authority, of `permit p`, is a yes, and the group is not being deleted. */
export const consented = `NOT EXISTS (SELECT 1 FROM registration e WHERE e.id = p.registrationId AND e.erasureAt IS NOT NULL) AND (SELECT c.given FROM consent c WHERE c.registrationId = p.registrationId AND c.organisationId = p.authorityId
  AND c.purpose = 'permit' ORDER BY c.id DESC LIMIT 1) = 1`;
/** The authority of `permit p` takes part in its crisis: one that was stopped does not. */
const working =
  "EXISTS (SELECT 1 FROM crisisOrganisation t WHERE t.organisationId = p.authorityId AND t.crisisId = p.crisisId)";
/** What an authority may read of `permit p`. */
export const readable = `p.authorityId = ?1 AND p.state <> 'withdrawn' AND ${consented} AND ${working}`;

export interface Authority {
  id: string;
  name: LocalText;
}

/** The host authority of a crisis: the one of its host country that takes part; null where there is none. */
export async function findAuthority(
  db: D1Database,
  crisis: { id: string; hostCountry: string },
): Promise<Authority | null> {
  const sql = `SELECT o.id, o.name FROM organisation o JOIN crisisOrganisation t ON t.organisationId = o.id AND t.crisisId = ?1
    WHERE o.kind = 'host-authority' AND o.country = ?2 ORDER BY o.id LIMIT 1`;
  const row = await db.prepare(sql).bind(crisis.id, crisis.hostCountry).first<{ id: string; name: string }>();
  return row === null ? null : { id: row.id, name: JSON.parse(row.name) as LocalText };
}

/** Permits of one registration that the caller may read: its own person, or an officer who was allowed to open the case. */
export async function listPermits(db: D1Database, opened: { id: string }): Promise<PermitRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM ${joined} WHERE p.registrationId = ?1 ORDER BY p.askedAt, p.id LIMIT 200`,
    )
    .bind(opened.id)
    .all<PermitRow>();
  return results;
}

export async function findOwnPermit(
  db: D1Database,
  own: { id: string },
  id: string,
): Promise<PermitRow | null> {
  return db
    .prepare(`SELECT ${columns} FROM ${joined} WHERE p.registrationId = ?1 AND p.id = ?2`)
    .bind(own.id, id)
    .first<PermitRow>();
}

/** The organisation of a permit officer. */
export interface AuthorityScope {
  organisationId: string;
}

export async function findPermit(
  db: D1Database,
  scope: AuthorityScope,
  id: string,
): Promise<PermitRow | null> {
  return db
    .prepare(`SELECT ${columns} FROM ${joined} WHERE ${readable} AND p.id = ?2`)
    .bind(scope.organisationId, id)
    .first<PermitRow>();
}

/** A permit that this authority granted, whatever the consent is now: only for taking it back, never for reading it. */
export async function findGranted(
  db: D1Database,
  scope: AuthorityScope,
  id: string,
): Promise<Pick<
  PermitRow,
  "id" | "crisisId" | "registrationId" | "state" | "version" | "keyVersion" | "wrappedKey"
> | null> {
  const sql = `SELECT p.id, p.crisisId, p.registrationId, p.state, p.version, r.keyVersion, r.wrappedKey FROM ${joined}
    WHERE p.authorityId = ?1 AND p.id = ?2 AND (p.listIndex IS NOT NULL OR (${consented})) AND ${working}`;
  return db.prepare(sql).bind(scope.organisationId, id).first();
}

/** A page of the authority's queue in order of the deadline; one bounded index scan per state, merged. */
export async function listQueue(
  db: D1Database,
  scope: AuthorityScope,
  crisisId: string,
  states: readonly PermitState[],
  after: After | null,
  limit: number,
): Promise<PermitRow[]> {
  const parts = states.map(
    (state) => `SELECT * FROM (SELECT p.id, p.dueAt FROM permit p WHERE ${readable} AND p.crisisId = ?2
      AND p.state = '${state}' AND (p.dueAt, p.id) > (?3, ?4) ORDER BY p.dueAt, p.id LIMIT ?5)`,
  );
  const sql = `SELECT ${columns} FROM (${parts.join(" UNION ALL ")}) page JOIN ${joined} WHERE p.id = page.id
    ORDER BY page.dueAt, page.id LIMIT ?5`;
  const { results } = await db
    .prepare(sql)
    .bind(scope.organisationId, crisisId, after?.dueAt ?? "", after?.id ?? "", limit)
    .all<PermitRow>();
  return results;
}

/** How many wait for an end that the authority may read, and how many of them are past their deadline. */
export async function countQueue(
  db: D1Database,
  scope: AuthorityScope,
  crisisId: string,
  now: string,
): Promise<{ open: number; late: number }> {
  const sql = `SELECT count(*) AS open, ifnull(sum(p.state = 'asked' AND p.dueAt <= ?3), 0) AS late FROM permit p
    WHERE ${readable} AND p.crisisId = ?2 AND p.state IN ('asked', 'more-needed')`;
  const row = await db
    .prepare(sql)
    .bind(scope.organisationId, crisisId, now)
    .first<{ open: number; late: number }>();
  return row ?? { open: 0, late: 0 };
}

export interface PermitInsert {
  id: string;
  crisisId: string;
  registrationId: string;
  personId: string;
  authorityId: string;
  askedBy: string | null;
  ground: PermitGround;
  askedAt: string;
  dueAt: string;
  sealed: Bytes;
  /** Keyed hash of the document's number; empty where there is none. */
  documentHash: string;
}

/** A second request for the same person, while the first is open, raises `already-exists`. */
export function insertPermit(db: D1Database, row: PermitInsert): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO permit (id, crisisId, registrationId, personId, authorityId, askedBy, state, ground, askedAt, dueAt, sealed, documentHash, seq)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'asked', ?7, ?8, ?9, unhex(?10), ?11, (SELECT max(seq) FROM audit))`,
    )
    .bind(
      row.id,
      row.crisisId,
      row.registrationId,
      row.personId,
      row.authorityId,
      row.askedBy,
      row.ground,
      row.askedAt,
      row.dueAt,
      hex(row.sealed),
      row.documentHash,
    );
}

/** Raises `problem`, and undoes the batch, unless the group lets this authority read. */
export function guardConsent(
  db: D1Database,
  problem: "consent-missing" | "not-found",
  registrationId: string,
  authorityId: string,
): D1PreparedStatement {
  return guard(
    db,
    problem,
    "SELECT 1 FROM consentNow WHERE registrationId = ?1 AND organisationId = ?2 AND purpose = 'permit' AND given = 1",
    registrationId,
    authorityId,
  );
}

/** Raises `stale`, and undoes the batch, unless the permit still has this version. */
export function guardPermitVersion(db: D1Database, id: string, version: number): D1PreparedStatement {
  return guard(db, "stale", "SELECT 1 FROM permit WHERE id = ?1 AND version = ?2", id, version);
}

const changed = "version = version + 1, seq = (SELECT max(seq) FROM audit)";
const unhexed = (bytes: Bytes | null) => (bytes === null ? null : hex(bytes));

/** Her words, and a new deadline; with `objected` it is decided anew by somebody else. */
export function updateAnswer(
  db: D1Database,
  id: string,
  answer: { words: Bytes; dueAt: string; objected: boolean },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE permit SET state = 'asked', words = unhex(?2), dueAt = ?3, escalatedAt = NULL, objected = max(objected, ?4), ${changed} WHERE id = ?1`,
    )
    .bind(id, hex(answer.words), answer.dueAt, answer.objected ? 1 : 0);
}

export function updateWithdrawn(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare(`UPDATE permit SET state = 'withdrawn', ${changed} WHERE id = ?1`).bind(id);
}

export interface Decision {
  state: PermitState;
  at: string;
  by: string;
  reason: Bytes | null;
}

export function updateDecided(db: D1Database, id: string, decided: Decision): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE permit SET state = ?2, decidedAt = ?3, decidedBy = ?4, reason = unhex(?5), ${changed} WHERE id = ?1`,
    )
    .bind(id, decided.state, decided.at, decided.by, unhexed(decided.reason));
}

/** A question about an objection leaves standing who refused: he is still the one who may not decide. */
export function updateQuestion(db: D1Database, id: string, decided: Decision): D1PreparedStatement {
  return db
    .prepare(`UPDATE permit SET state = ?2, decidedAt = ?3, reason = unhex(?4), ${changed} WHERE id = ?1`)
    .bind(id, decided.state, decided.at, unhexed(decided.reason));
}

export function updateGranted(
  db: D1Database,
  id: string,
  granted: { sealed: Bytes; credential: Bytes; listIndex: number; expiresAt: string },
): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE permit SET sealed = unhex(?2), credential = unhex(?3), listIndex = ?4, expiresAt = ?5 WHERE id = ?1",
    )
    .bind(id, hex(granted.sealed), hex(granted.credential), granted.listIndex, granted.expiresAt);
}

export function updateRevoked(
  db: D1Database,
  id: string,
  revoked: { at: string; by: string; reason: Bytes },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE permit SET state = 'revoked', decidedAt = ?2, decidedBy = ?3, reason = unhex(?4), ${changed} WHERE id = ?1`,
    )
    .bind(id, revoked.at, revoked.by, hex(revoked.reason));
}

/** Requests of a crisis whose deadline has passed and that nobody was told of yet. */
export async function listOverdue(
  db: D1Database,
  crisisId: string,
  now: string,
  most: number,
): Promise<string[]> {
  const sql =
    "SELECT id FROM permit WHERE state = 'asked' AND escalatedAt IS NULL AND dueAt <= ?2 AND crisisId = ?1 ORDER BY dueAt LIMIT ?3";
  const { results } = await db.prepare(sql).bind(crisisId, now, most).all<{ id: string }>();
  return results.map((row) => row.id);
}

/** Marks them in one statement; one that was answered meanwhile stays as it is. */
export function updateEscalated(db: D1Database, ids: readonly string[], at: string): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE permit SET escalatedAt = ?2, ${changed} WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'asked' AND escalatedAt IS NULL`,
    )
    .bind(JSON.stringify(ids), at);
}
