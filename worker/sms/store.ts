// All SQL of text messages: numbers by hash, what was delivered to us, and the outbox. Triggers (0015_sms.sql) empty a row
// once nobody needs its text any more, and keep STOP.
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";

export interface NumberRow {
  version: number;
  stoppedAt: string | null;
  sealed: ArrayBuffer | null;
}

export async function findNumber(db: D1Database, numberHash: string): Promise<NumberRow | null> {
  return db
    .prepare("SELECT version, stoppedAt, sealed FROM smsNumber WHERE numberHash = ?1")
    .bind(numberHash)
    .first<NumberRow>();
}

/** Writes a number's state over the very version that was read; raises `stale` where another text was faster. */
export function writeNumber(
  db: D1Database,
  numberHash: string,
  read: NumberRow | null,
  next: { stoppedAt: string | null; sealed: Bytes; until: string },
): D1PreparedStatement[] {
  const version = read?.version ?? 0;
  return [
    guard(
      db,
      "stale",
      "SELECT 1 WHERE ifnull((SELECT version FROM smsNumber WHERE numberHash = ?1), 0) = ?2",
      numberHash,
      version,
    ),
    db
      .prepare(
        `INSERT INTO smsNumber (numberHash, version, stoppedAt, sealed, until) VALUES (?1, ?2, ?3, unhex(?4), ?5)
         ON CONFLICT (numberHash) DO UPDATE SET version = excluded.version, stoppedAt = excluded.stoppedAt,
           sealed = excluded.sealed, until = excluded.until`,
      )
      .bind(numberHash, version + 1, next.stoppedAt, hex(next.sealed), next.until),
  ];
}

export async function isKnownDelivery(db: D1Database, idHash: string): Promise<boolean> {
  return (await db.prepare("SELECT 1 FROM smsIn WHERE idHash = ?1").bind(idHash).first()) !== null;
}

/** Raises a broken uniqueness for the second of two deliveries at once: see `isSecondText`. */
export function insertDelivery(db: D1Database, idHash: string, at: string): D1PreparedStatement {
  return db.prepare("INSERT INTO smsIn (idHash, at) VALUES (?1, ?2)").bind(idHash, at);
}

export function isSecondText(error: unknown): boolean {
  return error instanceof Error && error.message.includes("UNIQUE constraint failed: smsIn.idHash");
}

export interface OutInsert {
  id: string;
  kind: "answer" | "news";
  registrationId: string | null;
  numberHash: string;
  sealed: Bytes;
  ends: Bytes | null;
  /** The moment in the crisis. */
  at: string;
  queuedAt: string;
  dueAt: string;
}

/**
 * Puts a text into the outbox. Nothing is written for a number that sent STOP; nor news where news waits already, nor, with
 * `known`, to a number that never wrote to us: the people of an exercise are invented, and their numbers may be somebody's.
 */
export function insertOut(db: D1Database, out: OutInsert, known = false): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO smsOut (id, kind, registrationId, numberHash, sealed, ends, state, at, queuedAt, dueAt, changedAt)
       SELECT ?1, ?2, ?3, ?4, unhex(?5), unhex(?6), 'queued', ?7, ?8, ?9, ?8
       WHERE NOT EXISTS (SELECT 1 FROM smsNumber WHERE numberHash = ?4 AND stoppedAt IS NOT NULL)
         AND NOT (?2 = 'news' AND EXISTS (
           SELECT 1 FROM smsOut WHERE registrationId = ?3 AND kind = 'news' AND state = 'queued'))
         AND (?10 = 0 OR EXISTS (SELECT 1 FROM smsNumber WHERE numberHash = ?4))`,
    )
    .bind(
      out.id,
      out.kind,
      out.registrationId,
      out.numberHash,
      hex(out.sealed),
      out.ends === null ? null : hex(out.ends),
      out.at,
      out.queuedAt,
      out.dueAt,
      known ? 1 : 0,
    );
}

/** Takes what is due, oldest first, for one sender: nobody else sends these until `until`. */
export function claimDue(
  db: D1Database,
  claim: string,
  now: string,
  until: string,
  most: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE smsOut SET claim = ?1, claimUntil = ?3, tries = tries + 1, changedAt = ?2 WHERE seq IN (
         SELECT seq FROM smsOut WHERE state = 'queued' AND dueAt <= ?2 AND (claimUntil IS NULL OR claimUntil <= ?2)
         ORDER BY dueAt, seq LIMIT ?4)`,
    )
    .bind(claim, now, until, most);
}

export interface OutRow {
  seq: number;
  id: string;
  kind: "answer" | "news";
  registrationId: string | null;
  numberHash: string;
  sealed: ArrayBuffer;
  queuedAt: string;
  tries: number;
}

export async function listClaimed(db: D1Database, claim: string): Promise<OutRow[]> {
  const { results } = await db
    .prepare(
      "SELECT seq, id, kind, registrationId, numberHash, sealed, queuedAt, tries FROM smsOut WHERE claim = ?1 AND state = 'queued' ORDER BY seq",
    )
    .bind(claim)
    .all<OutRow>();
  return results;
}

/** Back into the queue until `dueAt`; a report may still say that it went out after all. */
export function putBack(db: D1Database, id: string, dueAt: string): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE smsOut SET claim = NULL, claimUntil = NULL, dueAt = ?2 WHERE id = ?1 AND state = 'queued'",
    )
    .bind(id, dueAt);
}

/** What may come after what: a report that comes late or twice takes nothing back. */
const before = {
  sent: "'queued'",
  failed: "'queued', 'sent'",
  delivered: "'queued', 'sent', 'failed'",
  cancelled: "'queued'",
} as const;

export function moveOut(
  db: D1Database,
  id: string,
  state: keyof typeof before,
  at: string,
): D1PreparedStatement {
  return db
    .prepare(`UPDATE smsOut SET state = ?2, changedAt = ?3 WHERE id = ?1 AND state IN (${before[state]})`)
    .bind(id, state, at);
}

export interface OutInCase {
  id: string;
  registrationId: string;
  kind: "answer" | "news";
  state: "queued" | "sent" | "delivered" | "failed" | "stopped" | "cancelled";
  ends: ArrayBuffer | null;
  at: string;
  dueAt: string;
  tries: number;
  claim: string | null;
}

const inCase = "o.id, o.registrationId, o.kind, o.state, o.ends, o.at, o.dueAt, o.tries, o.claim";

/** Texts of a case that this organisation was asked to help with, newest first. */
export async function listOutOfCase(
  db: D1Database,
  scope: { organisationId: string },
  registrationId: string,
): Promise<OutInCase[]> {
  const { results } = await db
    .prepare(
      `SELECT ${inCase} FROM sight s JOIN smsOut o ON o.registrationId = s.registrationId
       WHERE s.organisationId = ?1 AND s.registrationId = ?2 AND s.audience = 'responder' ORDER BY o.seq DESC LIMIT 100`,
    )
    .bind(scope.organisationId, registrationId)
    .all<OutInCase>();
  return results;
}

export async function findOutOfCase(
  db: D1Database,
  scope: { organisationId: string },
  id: string,
): Promise<(OutInCase & { crisisId: string }) | null> {
  return db
    .prepare(
      `SELECT ${inCase}, s.crisisId FROM smsOut o JOIN sight s ON s.registrationId = o.registrationId
       WHERE s.organisationId = ?1 AND o.id = ?2 AND s.audience = 'responder'`,
    )
    .bind(scope.organisationId, id)
    .first<OutInCase & { crisisId: string }>();
}

/** Raises `stale` unless the text still waits and nobody is sending it. */
export function guardHeld(db: D1Database, id: string): D1PreparedStatement {
  return guard(
    db,
    "stale",
    "SELECT 1 FROM smsOut WHERE id = ?1 AND state = 'queued' AND claim IS NULL AND tries = 0",
    id,
  );
}

/** What no gateway brings twice any more, what ended a month ago, and numbers without a conversation. STOP stays. */
export function deleteOldSms(db: D1Database, now: Date): D1PreparedStatement[] {
  const at = now.toISOString();
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  return [
    db.prepare("DELETE FROM smsIn WHERE at < ?1").bind(daysAgo(7)),
    db.prepare("DELETE FROM smsNumber WHERE until <= ?1 AND stoppedAt IS NULL").bind(at),
    db.prepare("UPDATE smsNumber SET sealed = NULL WHERE until <= ?1 AND sealed IS NOT NULL").bind(at),
    db
      .prepare(
        "DELETE FROM smsOut WHERE state <> 'queued' AND changedAt < iif(registrationId IS NULL, ?1, ?2)",
      )
      .bind(daysAgo(2), daysAgo(30)),
  ];
}
