// All SQL of agreeing to be looked for (purpose `trace`): a consent without an organisation, given by each adult for
// herself. Append-only; triggers of the migration `tracing` keep what holds, and take what ends.
import { asksBy, renewedBefore, validUntil } from "../../schema/consent.rules.ts";
import type { ConsentEvent } from "../../schema/consent.ts";
import { guard } from "../kit/commit.ts";
import { insertNotices, noticeFor } from "../notice/store.ts";
import type { Speaker } from "../tracing/store.ts";

export async function agreeWrites(
  db: D1Database,
  own: Speaker,
  event: ConsentEvent,
  at: string,
  lang: string,
): Promise<D1PreparedStatement[]> {
  const notice = await noticeFor(lang, "trace");
  const yes = event === "given" || event === "renewed";
  return [
    ...(await insertNotices(db, ["trace"], at)),
    db
      .prepare(
        `INSERT INTO traceConsent (registrationId, speakerId, event, given, at, until, lang, noticeHash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
      )
      .bind(
        own.registrationId,
        own.speakerId,
        event,
        yes ? 1 : 0,
        at,
        yes ? validUntil("trace", at) : null,
        lang,
        notice.hash,
      ),
  ];
}

/** What holds at a moment; null where she does not agree. */
export async function findAgreed(
  db: D1Database,
  own: Speaker,
  now: string,
): Promise<{ since: string; until: string } | null> {
  return db
    .prepare("SELECT since, until FROM traceHeld WHERE registrationId = ?1 AND speakerId = ?2 AND until > ?3")
    .bind(own.registrationId, own.speakerId, now)
    .first<{ since: string; until: string }>();
}

/** Raises `consent-missing` unless she agrees at this moment to be looked for. */
export function guardHeld(db: D1Database, own: Speaker, now: string): D1PreparedStatement {
  return guard(
    db,
    "consent-missing",
    "SELECT 1 FROM traceHeld WHERE registrationId = ?1 AND speakerId = ?2 AND until > ?3",
    own.registrationId,
    own.speakerId,
    now,
  );
}

export interface AgreeEvent {
  event: ConsentEvent;
  given: 0 | 1;
  at: string;
  until: string | null;
  lang: string;
  noticeHash: string | null;
}

/** Every yes and no of one adult, in order: for herself. */
export async function listAgreeEvents(db: D1Database, own: Speaker): Promise<AgreeEvent[]> {
  const { results } = await db
    .prepare(
      `SELECT event, given, at, until, lang, noticeHash FROM traceConsent
       WHERE registrationId = ?1 AND speakerId = ?2 ORDER BY id LIMIT 10000`,
    )
    .bind(own.registrationId, own.speakerId)
    .all<AgreeEvent>();
  return results;
}

/** The newest event of what holds: a later one carries on its notice and language. */
const newest = `c.id = (SELECT max(n.id) FROM traceConsent n
  WHERE n.registrationId = h.registrationId AND n.speakerId = h.speakerId)`;

/** "I am still here" of whoever registered: her own yes starts anew once a seventh of its time is over. */
export function renewAgreed(db: D1Database, registrationId: string, now: string): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO traceConsent (registrationId, speakerId, event, given, at, until, lang, noticeHash)
       SELECT h.registrationId, h.speakerId, 'renewed', 1, ?2, ?3, c.lang, c.noticeHash FROM traceHeld h JOIN traceConsent c ON ${newest}
       WHERE h.registrationId = ?1 AND h.speakerId = '' AND h.until > ?2 AND h.since <= ?4`,
    )
    .bind(registrationId, now, validUntil("trace", now), renewedBefore("trace", now));
}

/** Ends at most so many whose time is over; the statement right after it in the batch may count them. */
export function endAgreed(db: D1Database, crisisId: string, now: string, most: number): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO traceConsent (registrationId, speakerId, event, given, at, lang, noticeHash)
       SELECT h.registrationId, h.speakerId, 'expired', 0, ?2, c.lang, c.noticeHash FROM traceHeld h JOIN traceConsent c ON ${newest}
       WHERE h.crisisId = ?1 AND h.until <= ?2 ORDER BY h.until LIMIT ?3`,
    )
    .bind(crisisId, now, most);
}

export async function countEnded(db: D1Database, crisisId: string, now: string): Promise<number> {
  return (
    (await db
      .prepare("SELECT count(*) AS n FROM traceHeld WHERE crisisId = ?1 AND until <= ?2")
      .bind(crisisId, now)
      .first<number>("n")) ?? 0
  );
}

/** Requests of those who registered whose yes ends soon, and who have not been asked about it. */
export async function listAgreedToAsk(
  db: D1Database,
  crisisId: string,
  now: string,
  most: number,
): Promise<{ registrationId: string; until: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT h.registrationId, h.until FROM traceHeld h JOIN registration r ON r.id = h.registrationId AND r.erasureAt IS NULL
       WHERE h.crisisId = ?1 AND h.speakerId = '' AND h.until > ?2 AND h.until <= ?3 AND NOT EXISTS (
         SELECT 1 FROM stillAsked s WHERE s.registrationId = h.registrationId AND s.kind = 'consent' AND s.until >= h.until
       ) LIMIT ?4`,
    )
    .bind(crisisId, now, asksBy("trace", now), most)
    .all<{ registrationId: string; until: string }>();
  return results;
}

/** What the ledger keeps of it, and takes back again in a database that was restored. */
export interface AgreeSeen {
  id: number;
  registrationId: string;
  speakerId: string;
  given: 0 | 1;
  event: ConsentEvent;
  at: string;
  lang: string;
}

export async function listAgreesAfter(db: D1Database, id: number, most: number): Promise<AgreeSeen[]> {
  const { results } = await db
    .prepare(
      "SELECT id, registrationId, speakerId, given, event, at, lang FROM traceConsent WHERE id > ?1 ORDER BY id LIMIT ?2",
    )
    .bind(id, most)
    .all<AgreeSeen>();
  return results;
}

export type AgreeTakenBack = Omit<AgreeSeen, "id" | "given">;

export function disagreeAgain(db: D1Database, rows: readonly AgreeTakenBack[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO traceConsent (registrationId, speakerId, event, given, at, lang)
       SELECT h.registrationId, h.speakerId, value->>'event', 0, value->>'at', value->>'lang'
       FROM json_each(?1) JOIN traceHeld h ON h.registrationId = value->>'registrationId' AND h.speakerId = value->>'speakerId'`,
    )
    .bind(JSON.stringify(rows));
}
