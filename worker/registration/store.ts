// All SQL that writes a registration and reads the one of its own person. What officers read is in ./sight.ts.
import type { RegistrationState } from "../../schema/registration.ts";
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";

/** What is sealed of a registration as one JSON value. */
export interface SealedRegistration {
  lang: "en" | "ar";
  barriers: string[];
  choice: string | null;
  phone: string | null;
  phoneSafe: boolean;
  note: string | null;
}

export interface SealedPerson {
  name: string | null;
  born: string | null;
  relation: string | null;
  document: string | null;
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
      "INSERT INTO person SELECT value->>'id', value->>'registrationId', value->>'position', unhex(value->>'sealed') FROM json_each(?1)",
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
  version: number;
}

export const registrationColumns =
  "r.id, r.crisisId, r.reference, r.keyVersion, r.wrappedKey, r.sealed, r.reason, r.state, r.people, r.urgency, r.needs, r.cell, r.locatedAt, r.openedAt, r.aliveAt, r.decidedAt, r.version";

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

/** People of one registration that the caller was allowed to open before. */
export async function listPersons(db: D1Database, opened: { id: string }): Promise<PersonRow[]> {
  const { results } = await db
    .prepare("SELECT id, position, sealed FROM person WHERE registrationId = ?1 ORDER BY position")
    .bind(opened.id)
    .all<PersonRow>();
  return results;
}

export async function findForSignIn(
  db: D1Database,
  referenceHash: string,
): Promise<{ id: string; pinSalt: ArrayBuffer; pinHash: ArrayBuffer } | null> {
  return db
    .prepare("SELECT id, pinSalt, pinHash FROM registration WHERE referenceHash = ?1")
    .bind(referenceHash)
    .first();
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

/** The receipt of an act cannot be shown again: its stored reply is burned. */
export function burnDelivery(db: D1Database, actId: string, at: string): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE delivery SET burnedAt = ?2, reply = '' WHERE actor = 'nobody' AND actId = ?1 AND burnedAt IS NULL",
    )
    .bind(actId, at);
}

/** Cases whose key is wrapped by an older version of the ring. */
export async function listOldKeys(
  db: D1Database,
  newest: number,
  most: number,
): Promise<{ id: string; keyVersion: number; wrappedKey: ArrayBuffer; reference: ArrayBuffer }[]> {
  const { results } = await db
    .prepare("SELECT id, keyVersion, wrappedKey, reference FROM registration WHERE keyVersion < ?1 LIMIT ?2")
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
