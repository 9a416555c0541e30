// All SQL that writes a registration and reads the one of its own person. What officers read is in ./sight.ts.
import type { Asked } from "../../schema/asked.ts";
import type { Language } from "../../schema/kit/fields.ts";
import type { RegistrationState } from "../../schema/registration.ts";
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";

/** What is sealed of a registration as one JSON value. */
export interface SealedRegistration {
  lang: Language;
  barriers: string[];
  choice: string | null;
  phone: string | null;
  phoneOwner?: "own" | "shared" | "other";
  phoneSafe: boolean;
  note: string | null;
  /** She came out of a group on her own. */
  leftGroup?: true;
  /** Somebody else asked for her. */
  asked?: Asked;
}

export interface SealedPerson {
  name: string | null;
  born: string | null;
  relation: string | null;
  document: string | null;
  needs?: string[];
}

export interface RegistrationInsert {
  id: string;
  crisisId: string;
  referenceHash: string;
  reference: Bytes;
  pinSalt: Bytes;
  pinHash: Bytes;
  keyVersion: number;
  wrappedKey: Bytes;
  sealed: Bytes;
  people: number;
  urgency: number;
  needs: number;
  openedAt: string;
}

/** Many rows in one statement with one parameter: one group costs what a hundred cost in round trips. */
export function insertRegistrations(
  db: D1Database,
  rows: readonly RegistrationInsert[],
): D1PreparedStatement {
  const blobs = rows.map((row) => ({
    ...row,
    reference: hex(row.reference),
    pinSalt: hex(row.pinSalt),
    pinHash: hex(row.pinHash),
    wrappedKey: hex(row.wrappedKey),
    sealed: hex(row.sealed),
  }));
  return db
    .prepare(
      `INSERT INTO registration (id, crisisId, referenceHash, reference, pinSalt, pinHash, keyVersion, wrappedKey, sealed, state, people, urgency, needs, openedAt, aliveAt)
       SELECT value->>'id', value->>'crisisId', value->>'referenceHash', unhex(value->>'reference'), unhex(value->>'pinSalt'), unhex(value->>'pinHash'),
         value->>'keyVersion', unhex(value->>'wrappedKey'), unhex(value->>'sealed'), 'sent', value->>'people', value->>'urgency', value->>'needs',
         value->>'openedAt', value->>'openedAt' FROM json_each(?1)`,
    )
    .bind(JSON.stringify(blobs));
}

export function insertPersons(
  db: D1Database,
  rows: readonly { id: string; registrationId: string; position: number; sealed: Bytes }[],
): D1PreparedStatement {
  return db
    .prepare(
      "INSERT INTO person (id, registrationId, position, sealed) SELECT value->>'id', value->>'registrationId', value->>'position', unhex(value->>'sealed') FROM json_each(?1)",
    )
    .bind(JSON.stringify(rows.map((row) => ({ ...row, sealed: hex(row.sealed) }))));
}

export interface RegistrationRow {
  id: string;
  crisisId: string;
  reference: ArrayBuffer;
  keyVersion: number;
  wrappedKey: ArrayBuffer;
  sealed: ArrayBuffer;
  reason: ArrayBuffer | null;
  state: RegistrationState;
  people: number;
  urgency: number;
  needs: number;
  cell: string | null;
  locatedAt: string | null;
  openedAt: string;
  aliveAt: string;
  decidedAt: string | null;
  erasureAskedAt: string | null;
  erasureAt: string | null;
  version: number;
}

export const registrationColumns =
  "r.id, r.crisisId, r.reference, r.keyVersion, r.wrappedKey, r.sealed, r.reason, r.state, r.people, r.urgency, r.needs, r.cell, r.locatedAt, r.openedAt, r.aliveAt, r.decidedAt, r.erasureAskedAt, r.erasureAt, r.version";

/** The registration of a signed-in person. `own` is the scope: the session's own id, and no other way leads here. */
export async function findOwnRegistration(
  db: D1Database,
  own: { registrationId: string },
): Promise<RegistrationRow | null> {
  return db
    .prepare(`SELECT ${registrationColumns} FROM registration r WHERE r.id = ?1`)
    .bind(own.registrationId)
    .first<RegistrationRow>();
}

export interface PersonRow {
  id: string;
  position: number;
  sealed: ArrayBuffer;
}

/** Replaces what is sealed of a registration; open screens hear of the new version. Goes with `guardVersion`. */
export function updateSealed(db: D1Database, id: string, sealed: Bytes): D1PreparedStatement {
  return db
    .prepare("UPDATE registration SET sealed = unhex(?2), version = version + 1 WHERE id = ?1")
    .bind(id, hex(sealed));
}

/** People of one registration that the caller was allowed to open before. */
export async function listPersons(db: D1Database, opened: { id: string }): Promise<PersonRow[]> {
  const { results } = await db
    .prepare("SELECT id, position, sealed FROM person WHERE registrationId = ?1 ORDER BY position")
    .bind(opened.id)
    .all<PersonRow>();
  return results;
}

export interface CodeRow {
  id: string;
  personId: string | null;
  pinSalt: ArrayBuffer;
  pinHash: ArrayBuffer;
}

/** Whose code it is: a registration's, an adult's own, or nobody's yet, on paper. One statement for all, so that none takes longer. */
export async function findForSignIn(
  db: D1Database,
  referenceHash: string,
): Promise<(CodeRow & { onPaper: 0 | 1 }) | null> {
  return db
    .prepare(
      `SELECT id, NULL AS personId, pinSalt, pinHash, 0 AS onPaper FROM registration WHERE referenceHash = ?1
       UNION ALL SELECT registrationId, personId, pinSalt, pinHash, 0 FROM adultCode WHERE referenceHash = ?1
       UNION ALL SELECT '', NULL, x'', x'', 1 FROM reserved WHERE referenceHash = ?1`,
    )
    .bind(referenceHash)
    .first();
}

/** Sealed codes of requests that are still there, by id: for those who made them and ask again. */
export async function findReferences(
  db: D1Database,
  ids: readonly string[],
): Promise<Map<string, ArrayBuffer>> {
  const { results } = await db
    .prepare(
      "SELECT r.id, r.reference FROM json_each(?1) asked JOIN registration r ON r.id = asked.value WHERE r.erasedAt IS NULL",
    )
    .bind(JSON.stringify(ids))
    .all<{ id: string; reference: ArrayBuffer }>();
  return new Map(results.map((row) => [row.id, row.reference]));
}

/** The secret number of whoever is signed in. */
export async function findOwnPin(
  db: D1Database,
  own: { registrationId: string; personId: string | null },
): Promise<(CodeRow & { referenceHash: string }) | null> {
  const sql =
    own.personId === null
      ? "SELECT id, NULL AS personId, pinSalt, pinHash, referenceHash FROM registration WHERE id = ?1 AND ?2 IS NULL"
      : "SELECT registrationId AS id, personId, pinSalt, pinHash, referenceHash FROM adultCode WHERE registrationId = ?1 AND personId = ?2";
  return db.prepare(sql).bind(own.registrationId, own.personId).first();
}

export function updateOwnPin(
  db: D1Database,
  own: { registrationId: string; personId: string | null },
  pin: { salt: Bytes; hash: Bytes },
): D1PreparedStatement {
  const sql =
    own.personId === null
      ? "UPDATE registration SET pinSalt = unhex(?3), pinHash = unhex(?4) WHERE id = ?1 AND ?2 IS NULL"
      : "UPDATE adultCode SET pinSalt = unhex(?3), pinHash = unhex(?4), chosen = 1 WHERE registrationId = ?1 AND personId = ?2";
  return db.prepare(sql).bind(own.registrationId, own.personId, hex(pin.salt), hex(pin.hash));
}

/** The last sign of another adult of the group; a later one stays. */
export function updateHeard(db: D1Database, id: string, at: string): D1PreparedStatement {
  return db
    .prepare("UPDATE registration SET heardAt = ?2 WHERE id = ?1 AND ifnull(heardAt, '') < ?2")
    .bind(id, at);
}

export function updateAlive(db: D1Database, id: string, at: string): D1PreparedStatement {
  return db.prepare("UPDATE registration SET aliveAt = ?2 WHERE id = ?1 AND aliveAt < ?2").bind(id, at);
}

/** Raises `stale`, and undoes the batch, unless the case still has this version. */
export function guardVersion(db: D1Database, id: string, version: number): D1PreparedStatement {
  return guard(db, "stale", "SELECT 1 FROM registration WHERE id = ?1 AND version = ?2", id, version);
}

export function updateDecision(
  db: D1Database,
  id: string,
  decided: { state: RegistrationState; at: string; by: string; reason: Bytes | null },
): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE registration SET state = ?2, decidedAt = ?3, decidedBy = ?4, reason = unhex(?5), version = version + 1 WHERE id = ?1",
    )
    .bind(id, decided.state, decided.at, decided.by, decided.reason === null ? null : hex(decided.reason));
}

/** Any change of a case by an officer makes a new version, so that a colleague's older screen cannot overwrite it. */
export function bumpVersion(db: D1Database, id: string): D1PreparedStatement {
  return db.prepare("UPDATE registration SET version = version + 1 WHERE id = ?1").bind(id);
}

/** What an act showed cannot be shown again: its stored reply is burned, for whoever sent it signed in or not. */
export function burnDelivery(db: D1Database, owner: string, actId: string, at: string): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE delivery SET burnedAt = ?3, reply = '' WHERE actor IN ('nobody', ?1) AND actId = ?2 AND burnedAt IS NULL",
    )
    .bind(owner, actId, at);
}

/** Cases whose key is wrapped by an older version of the ring. */
export async function listOldKeys(
  db: D1Database,
  newest: number,
  most: number,
): Promise<{ id: string; keyVersion: number; wrappedKey: ArrayBuffer; reference: ArrayBuffer }[]> {
  const { results } = await db
    .prepare(
      "SELECT id, keyVersion, wrappedKey, reference FROM registration WHERE keyVersion < ?1 AND erasedAt IS NULL LIMIT ?2",
    )
    .bind(newest, most)
    .all<{ id: string; keyVersion: number; wrappedKey: ArrayBuffer; reference: ArrayBuffer }>();
  return results;
}

export function updateKey(
  db: D1Database,
  id: string,
  old: number,
  next: { keyVersion: number; wrappedKey: Bytes; reference: Bytes },
): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE registration SET keyVersion = ?3, wrappedKey = unhex(?4), reference = unhex(?5) WHERE id = ?1 AND keyVersion = ?2",
    )
    .bind(id, old, next.keyVersion, hex(next.wrappedKey), hex(next.reference));
}
