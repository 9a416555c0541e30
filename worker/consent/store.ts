// All SQL of consent: append events, read what holds now. Triggers (0006_sight.sql) do what follows from an event.
import type { ConsentWay, Purpose } from "../../schema/consent.ts";

/** The version of the notice whose words were shown (words/: keys `consent.*`). */
export const NOTICE = "2026-11";

export interface ConsentEvent {
  registrationId: string;
  organisationId: string;
  purpose: Purpose;
  given: 0 | 1;
  at: string;
  lang: string;
  /** Left out where she gave it, or took it back, on her own page. */
  way?: ConsentWay;
  /** The officer who wrote it down. */
  officerId?: string | null;
}

export function insertConsents(db: D1Database, events: readonly ConsentEvent[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, lang, way, officerId)
       SELECT value->>'registrationId', value->>'organisationId', value->>'purpose', value->>'given', value->>'at', ?2, value->>'lang',
         value->>'way', value->>'officerId' FROM json_each(?1)`,
    )
    .bind(JSON.stringify(events), NOTICE);
}

export interface ConsentRow {
  registrationId: string;
  organisationId: string;
  purpose: Purpose;
  at: string;
}

/** Consents that hold now for a registration whose caller is its person, or an officer who opened it. */
export async function listConsents(db: D1Database, opened: { id: string }): Promise<ConsentRow[]> {
  const { results } = await db
    .prepare(
      "SELECT registrationId, organisationId, purpose, at FROM consentNow WHERE registrationId = ?1 AND given = 1 ORDER BY at, organisationId",
    )
    .bind(opened.id)
    .all<ConsentRow>();
  return results;
}

/** `takenBy` is the organisation whose officer wrote it down. */
export type ConsentEventRow = ConsentRow & { given: 0 | 1; way: ConsentWay | null; takenBy: string | null };

/** How her agreement was taken by an officer first of all; null where it was not. */
export async function findTaken(
  db: D1Database,
  opened: { id: string },
): Promise<{ way: ConsentWay; takenBy: string; at: string } | null> {
  return db
    .prepare(
      `SELECT c.way, f.organisationId AS takenBy, c.at FROM consent c JOIN officer f ON f.id = c.officerId
       WHERE c.registrationId = ?1 ORDER BY c.id LIMIT 1`,
    )
    .bind(opened.id)
    .first<{ way: ConsentWay; takenBy: string; at: string }>();
}

/** Every yes and every no of a registration, in order: for its own person. */
export async function listConsentEvents(db: D1Database, own: { id: string }): Promise<ConsentEventRow[]> {
  const { results } = await db
    .prepare(
      `SELECT c.registrationId, c.organisationId, c.purpose, c.given, c.at, c.way, f.organisationId AS takenBy
       FROM consent c LEFT JOIN officer f ON f.id = c.officerId WHERE c.registrationId = ?1 ORDER BY c.id LIMIT 10000`,
    )
    .bind(own.id)
    .all<ConsentEventRow>();
  return results;
}
