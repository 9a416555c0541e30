// All SQL of consent: append events, read what holds now. Triggers (0006_sight.sql) do what follows from an event.
import type { Purpose } from "../../schema/consent.ts";

/** The version of the notice whose words were shown (words/: keys `consent.*`). */
export const NOTICE = "2026-11";

export interface ConsentEvent {
  registrationId: string;
  organisationId: string;
  purpose: Purpose;
  given: 0 | 1;
  at: string;
  lang: string;
}

export function insertConsents(db: D1Database, events: readonly ConsentEvent[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, lang)
       SELECT value->>'registrationId', value->>'organisationId', value->>'purpose', value->>'given', value->>'at', ?2, value->>'lang' FROM json_each(?1)`,
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
