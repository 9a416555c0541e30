// SQL of complaints for whoever makes one: her own session is the scope. What officers read is in ../oversee, and no statement
// anywhere asks for a complaint by whom it is about.
import type { ComplaintKind, ComplaintState } from "../../schema/complaint.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";

export interface ComplaintStored {
  id: string;
  crisisId: string;
  organisationId: string;
  about: "organisation" | "platform" | "other";
  aboutId: string | null;
  kind: ComplaintKind;
  state: ComplaintState;
  filedAt: string;
  acknowledgeBy: string;
  outcomeBy: string;
  closedAt: string | null;
  registrationId: string | null;
  keyVersion: number;
  wrappedKey: ArrayBuffer;
  version: number;
}

export const complaintColumns = `c.id, c.crisisId, c.organisationId, c.about, c.aboutId, c.kind, c.state, c.filedAt, c.acknowledgeBy, c.outcomeBy,
  c.closedAt, c.registrationId, c.keyVersion, c.wrappedKey, c.version`;

/** What is left where a complaint is let go; `?2` is the moment. */
export const erasedComplaint = `erasedAt = ?2, closedAt = ifnull(closedAt, ?2), state = iif(state IN ('received', 'looking'), 'withdrawn', state),
  aboutId = NULL, registrationId = NULL, referenceHash = 'erased ' || id, pinSalt = x'',
  pinHash = x'', keyVersion = 1000000, wrappedKey = x''`;

/** Whom a complaint may be about: all that take part, those that were stopped too; the platform is asked for by its own word. */
export async function listComplainable(
  db: D1Database,
  crisisId: string,
): Promise<{ id: string; kind: string; name: LocalText }[]> {
  const { results } = await db
    .prepare(
      `SELECT o.id, o.kind, o.name FROM organisation o WHERE o.kind <> 'platform' AND o.id IN (
         SELECT organisationId FROM crisisOrganisation WHERE crisisId = ?1
         UNION SELECT organisationId FROM stop WHERE crisisId = ?1 AND liftedAt IS NULL
       ) ORDER BY o.kind, o.id LIMIT 300`,
    )
    .bind(crisisId)
    .all<{ id: string; kind: string; name: string }>();
  return results.map((row) => ({ ...row, name: JSON.parse(row.name) as LocalText }));
}

export interface ComplaintInsert {
  id: string;
  crisisId: string;
  organisationId: string;
  about: ComplaintStored["about"];
  aboutId: string | null;
  kind: ComplaintKind;
  filedAt: string;
  acknowledgeBy: string;
  outcomeBy: string;
  registrationId: string | null;
  referenceHash: string;
  pinSalt: Bytes;
  pinHash: Bytes;
  keyVersion: number;
  wrappedKey: Bytes;
}

export function insertComplaint(db: D1Database, row: ComplaintInsert): D1PreparedStatement[] {
  return [
    guard(db, "already-exists", "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM complaint WHERE id = ?1)", row.id),
    // The reader may have left the crisis, or been stopped in it, since it was chosen.
    guard(
      db,
      "complaint-untaken",
      "SELECT 1 FROM crisisOrganisation WHERE crisisId = ?1 AND organisationId = ?2",
      row.crisisId,
      row.organisationId,
    ),
    db
      .prepare(
        `INSERT INTO complaint (id, crisisId, organisationId, about, aboutId, kind, state, filedAt, acknowledgeBy, outcomeBy,
           registrationId, referenceHash, pinSalt, pinHash, keyVersion, wrappedKey)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'received', ?7, ?8, ?9, ?10, ?11, unhex(?12), unhex(?13), ?14, unhex(?15))`,
      )
      .bind(
        row.id,
        row.crisisId,
        row.organisationId,
        row.about,
        row.aboutId,
        row.kind,
        row.filedAt,
        row.acknowledgeBy,
        row.outcomeBy,
        row.registrationId,
        row.referenceHash,
        hex(row.pinSalt),
        hex(row.pinHash),
        row.keyVersion,
        hex(row.wrappedKey),
      ),
  ];
}

/** Words under a key of the reader's own have `key`; all others are under the complaint's. */
export interface WordInsert {
  id: string;
  complaintId: string;
  at: string;
  officerId: string | null;
  key: { organisationId: string; version: number; enc: string } | null;
  /** In hexadecimal, as `key.enc`. */
  sealed: string;
}

export function insertWord(db: D1Database, row: WordInsert): D1PreparedStatement[] {
  return [
    guard(
      db,
      "already-exists",
      "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM complaintWord WHERE id = ?1)",
      row.id,
    ),
    db
      .prepare(
        `INSERT INTO complaintWord (id, complaintId, at, officerId, organisationId, keyVersion, enc, sealed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, unhex(?7), unhex(?8))`,
      )
      .bind(
        row.id,
        row.complaintId,
        row.at,
        row.officerId,
        row.key?.organisationId ?? null,
        row.key?.version ?? null,
        row.key?.enc ?? null,
        row.sealed,
      ),
  ];
}

export function deleteComplaintSession(db: D1Database, tokenHash: string): D1PreparedStatement {
  return db.prepare("DELETE FROM complaintSession WHERE tokenHash = ?1").bind(tokenHash);
}

export async function findForSignIn(
  db: D1Database,
  referenceHash: string,
): Promise<{ id: string; pinSalt: ArrayBuffer; pinHash: ArrayBuffer } | null> {
  return db
    .prepare("SELECT id, pinSalt, pinHash FROM complaint WHERE referenceHash = ?1 AND erasedAt IS NULL")
    .bind(referenceHash)
    .first();
}

export function insertSession(
  db: D1Database,
  row: { tokenHash: string; complaintId: string; startedAt: string; expiresAt: string },
): D1PreparedStatement {
  return db
    .prepare("INSERT INTO complaintSession VALUES (?1, ?2, ?3, ?4)")
    .bind(row.tokenHash, row.complaintId, row.startedAt, row.expiresAt);
}

/** Of whoever came with its code: the session's own id is the scope. */
export async function findOwnComplaint(db: D1Database, own: { id: string }): Promise<ComplaintStored | null> {
  return db
    .prepare(`SELECT ${complaintColumns} FROM complaint c WHERE c.id = ?1 AND c.erasedAt IS NULL`)
    .bind(own.id)
    .first<ComplaintStored>();
}

export interface WordRow {
  id: string;
  at: string;
  by: string | null;
  keyVersion: number | null;
  enc: ArrayBuffer | null;
  sealed: ArrayBuffer;
}

/** Oldest first; whoever asks has read the complaint before. */
export async function listWords(db: D1Database, complaint: { id: string }): Promise<WordRow[]> {
  const { results } = await db
    .prepare(
      `SELECT w.id, w.at, o.label AS by, w.keyVersion, w.enc, w.sealed FROM complaintWord w LEFT JOIN officer o ON o.id = w.officerId
       WHERE w.complaintId = ?1 ORDER BY w.at, w.id LIMIT 500`,
    )
    .bind(complaint.id)
    .all<WordRow>();
  return results;
}

export async function countWords(db: D1Database, complaint: { id: string }): Promise<number> {
  const sql = "SELECT count(*) AS n FROM complaintWord WHERE complaintId = ?1";
  return (await db.prepare(sql).bind(complaint.id).first<number>("n")) ?? 0;
}

export async function listSteps(
  db: D1Database,
  complaint: { id: string },
): Promise<{ state: ComplaintState; at: string }[]> {
  const { results } = await db
    .prepare("SELECT state, at FROM complaintStep WHERE complaintId = ?1 ORDER BY n")
    .bind(complaint.id)
    .all<{ state: ComplaintState; at: string }>();
  return results;
}

/** The next state, with its step. The guard holds it at what was read: of two at once one wins, the other gets `problem`. */
export function moveTo(
  db: D1Database,
  complaint: { id: string; version: number },
  to: { state: ComplaintState; at: string; officerId: string | null; closes: boolean },
  problem: "stale" | "transition-impossible" = "stale",
): D1PreparedStatement[] {
  return [
    guard(
      db,
      problem,
      "SELECT 1 FROM complaint WHERE id = ?1 AND version = ?2 AND erasedAt IS NULL",
      complaint.id,
      complaint.version,
    ),
    db
      .prepare(
        `UPDATE complaint SET state = ?2, acknowledgedAt = ifnull(acknowledgedAt, ?3), closedAt = iif(?4 = 1, ?3, NULL), version = version + 1
         WHERE id = ?1`,
      )
      .bind(complaint.id, to.state, to.at, to.closes ? 1 : 0),
    db
      .prepare(
        `INSERT INTO complaintStep SELECT ?1, 1 + ifnull(max(n), 0), ?2, ?3, ?4 FROM complaintStep WHERE complaintId = ?1`,
      )
      .bind(complaint.id, to.state, to.at, to.officerId),
  ];
}

/** By her own word, or once more in a database that was put back; a trigger takes the words. Other ids match nothing. */
export function eraseComplaints(db: D1Database, ids: readonly string[], at: string): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE complaint SET ${erasedComplaint} WHERE id IN (SELECT value FROM json_each(?1)) AND erasedAt IS NULL`,
    )
    .bind(JSON.stringify(ids), at);
}
