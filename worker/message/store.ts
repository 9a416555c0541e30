// All SQL of message: what was written, whom it reached, what was read. Triggers (0013_coming-back.sql) keep the unread
// marks in `sight`, and so in queue and feed. @PRIVACY an organisation reads a message only through its own row of
// `messageTo`, and only while it sees the case.
import { type Bytes, hex } from "../kit/seal.ts";

export interface MessageInsert {
  id: string;
  registrationId: string;
  personId: string | null;
  fromId: string | null;
  at: string;
  sealed: Bytes;
}

/** A message and whom it reaches. What an organisation wrote is unread by none of them: the marks are for her words. */
export function insertMessage(
  db: D1Database,
  message: MessageInsert,
  to: readonly string[],
): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `INSERT INTO message (id, registrationId, personId, fromId, at, sealed, seq)
         VALUES (?1, ?2, ?3, ?4, ?5, unhex(?6), (SELECT max(seq) FROM audit))`,
      )
      .bind(
        message.id,
        message.registrationId,
        message.personId,
        message.fromId,
        message.at,
        hex(message.sealed),
      ),
    db
      .prepare(
        "INSERT INTO messageTo (organisationId, registrationId, messageId, readAt) SELECT value, ?2, ?3, ?4 FROM json_each(?1)",
      )
      .bind(
        JSON.stringify(to),
        message.registrationId,
        message.id,
        message.fromId === null ? null : message.at,
      ),
  ];
}

export interface MessageRow {
  id: string;
  personId: string | null;
  fromId: string | null;
  at: string;
  sealed: ArrayBuffer;
  readAt: string | null;
  /** JSON: whom it reached, `{ organisationId: readAt }`. */
  reached: string;
}

const columns = `m.id, m.personId, m.fromId, m.at, m.sealed, m.readAt,
  (SELECT json_group_object(t.organisationId, t.readAt) FROM messageTo t WHERE t.messageId = m.id) AS reached`;

const MOST = 200;

/** One conversation of a registration whose own person asks: hers (personId null), or that of an adult with a code. */
export async function listConversation(
  db: D1Database,
  own: { registrationId: string; personId: string | null },
  most = MOST,
): Promise<MessageRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM message m WHERE m.registrationId = ?1 AND m.personId IS ?2 ORDER BY m.seq DESC LIMIT ?3`,
    )
    .bind(own.registrationId, own.personId, most)
    .all<MessageRow>();
  return results;
}

/** What reached an organisation of a case that it sees, newest first. */
export async function listReached(
  db: D1Database,
  scope: { organisationId: string },
  registrationId: string,
): Promise<(MessageRow & { orgReadAt: string | null })[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns}, o.readAt AS orgReadAt FROM messageTo o JOIN message m ON m.id = o.messageId
       WHERE o.organisationId = ?1 AND o.registrationId = ?2 ORDER BY m.seq DESC LIMIT ${String(MOST)}`,
    )
    .bind(scope.organisationId, registrationId)
    .all<MessageRow & { orgReadAt: string | null }>();
  return results;
}

/** Answers of a conversation that its person has not read. */
export async function countUnread(
  db: D1Database,
  own: { registrationId: string; personId: string | null },
): Promise<number> {
  const sql =
    "SELECT count(*) AS n FROM message WHERE registrationId = ?1 AND personId IS ?2 AND fromId IS NOT NULL AND readAt IS NULL";
  return (await db.prepare(sql).bind(own.registrationId, own.personId).first<{ n: number }>())?.n ?? 0;
}

/** What a conversation's person wrote since a moment. */
export async function countWritten(
  db: D1Database,
  own: { registrationId: string; personId: string | null },
  since: string,
): Promise<number> {
  const sql =
    "SELECT count(*) AS n FROM message WHERE registrationId = ?1 AND personId IS ?2 AND fromId IS NULL AND at > ?3";
  return (await db.prepare(sql).bind(own.registrationId, own.personId, since).first<{ n: number }>())?.n ?? 0;
}

export function markSeen(
  db: D1Database,
  own: { registrationId: string; personId: string | null },
  at: string,
): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE message SET readAt = ?3 WHERE registrationId = ?1 AND personId IS ?2 AND fromId IS NOT NULL AND readAt IS NULL",
    )
    .bind(own.registrationId, own.personId, at);
}

/** An organisation has read what reached it of a case; with a conversation named, of that one alone. */
export function markRead(
  db: D1Database,
  scope: { organisationId: string },
  registrationId: string,
  at: string,
  conversation?: { personId: string | null },
): D1PreparedStatement {
  const one = "AND messageId IN (SELECT id FROM message WHERE registrationId = ?2 AND personId IS ?4)";
  const sql = `UPDATE messageTo SET readAt = ?3 WHERE organisationId = ?1 AND registrationId = ?2 AND readAt IS NULL`;
  return conversation === undefined
    ? db.prepare(sql).bind(scope.organisationId, registrationId, at)
    : db.prepare(`${sql} ${one}`).bind(scope.organisationId, registrationId, at, conversation.personId);
}

/** The latest word of an organisation in a conversation; null where there was none. */
export async function findLastAnswer(
  db: D1Database,
  own: { registrationId: string; personId: string | null },
): Promise<string | null> {
  const sql =
    "SELECT max(at) AS at FROM message WHERE registrationId = ?1 AND personId IS ?2 AND fromId IS NOT NULL";
  return (
    (await db.prepare(sql).bind(own.registrationId, own.personId).first<{ at: string | null }>())?.at ?? null
  );
}
