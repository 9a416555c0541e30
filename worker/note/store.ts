// All SQL of confidential notes. They are read for one organisation, and only while the case is still sent to it.
import type { Scope } from "../registration/sight.ts";

export interface NoteRow {
  id: string;
  keyVersion: number;
  enc: ArrayBuffer;
  sealed: ArrayBuffer;
  by: string;
  at: string;
}

/** Oldest first; the 500 newest. Starts from `sight`: no consent, no note. */
export async function listNotes(db: D1Database, scope: Scope, registrationId: string): Promise<NoteRow[]> {
  const { results } = await db
    .prepare(
      `SELECT id, keyVersion, enc, sealed, by, at FROM (SELECT n.id, n.keyVersion, n.enc, n.sealed, o.label AS by, n.at
         FROM sight s JOIN note n ON n.registrationId = s.registrationId AND n.organisationId = s.organisationId
         JOIN officer o ON o.id = n.writtenBy
         WHERE s.organisationId = ?1 AND s.registrationId = ?2 AND s.audience = 'responder' ORDER BY n.at DESC, n.id DESC LIMIT 500)
       ORDER BY at, id`,
    )
    .bind(scope.organisationId, registrationId)
    .all<NoteRow>();
  return results;
}

export function insertNote(
  db: D1Database,
  scope: Scope,
  note: {
    id: string;
    registrationId: string;
    keyVersion: number;
    enc: string;
    sealed: string;
    by: string;
    at: string;
  },
): D1PreparedStatement {
  return db
    .prepare("INSERT INTO note VALUES (?1, ?2, ?3, ?4, unhex(?5), unhex(?6), ?7, ?8)")
    .bind(
      note.id,
      note.registrationId,
      scope.organisationId,
      note.keyVersion,
      note.enc,
      note.sealed,
      note.by,
      note.at,
    );
}
