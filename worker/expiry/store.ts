// All SQL of what the clock does with consents, and of renewing them: those that hold, by their end.

import { asksBy, renewedBefore, validUntil } from "../../schema/consent.rules.ts";
import { purposes } from "../../schema/consent.ts";
import { NOTICE } from "../../schema/consent-notice.ts";
import { crisisNow } from "../../schema/crisis.rules.ts";
import type { Clock } from "../../schema/crisis.ts";
import { type Bytes, hex } from "../kit/seal.ts";

/** The newest event of a consent: whose notice a later event of it carries on. */
const newest = `c.id = (SELECT max(n.id) FROM consent n
  WHERE n.registrationId = h.registrationId AND n.organisationId = h.organisationId AND n.purpose = h.purpose)`;

/**
 * "I am still here": a new yes to what holds and whose time is over by a seventh, and to nothing else; it carries on the
 * notice of before, since none was shown. What another said for her, and nobody has confirmed, stays another's word. What was
 * passed on starts anew with the yes that it rests on, by a trigger.
 */
export function renewConsents(
  db: D1Database,
  registrationId: string,
  now: string,
  byText: boolean,
): D1PreparedStatement {
  const ends = Object.fromEntries(
    purposes.map((one) => [one, { until: validUntil(one, now), from: renewedBefore(one, now) }]),
  );
  return db
    .prepare(
      `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, way, event, until, shown)
       SELECT h.registrationId, h.organisationId, h.purpose, 1, ?2, c.notice, iif(c.way = 'other', c.way, ?4), 'renewed',
         e.value->>'until', c.shown
       FROM consentHeld h JOIN consent c ON ${newest} JOIN json_each(?3) e ON e.key = h.purpose
       WHERE h.registrationId = ?1 AND h.purpose <> 'hold' AND h.until > ?2 AND h.since <= e.value->>'from'`,
    )
    .bind(registrationId, now, JSON.stringify(ends), byText ? "sms" : null);
}

/** "Keep", on her page: each of what an organisation holds starts anew, with the notice that she read now. */
export function keepConsents(
  db: D1Database,
  kept: { registrationId: string; organisationId: string; at: string; shown: Bytes },
): D1PreparedStatement {
  const ends = Object.fromEntries(purposes.map((one) => [one, validUntil(one, kept.at)]));
  return db
    .prepare(
      `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, way, event, until, shown)
       SELECT h.registrationId, h.organisationId, h.purpose, 1, ?3, ?4, iif(c.way = 'other', c.way, NULL), 'renewed', e.value, unhex(?6)
       FROM consentHeld h JOIN consent c ON ${newest} JOIN json_each(?5) e ON e.key = h.purpose
       WHERE h.registrationId = ?1 AND h.organisationId = ?2 AND h.purpose <> 'hold' AND h.until > ?3`,
    )
    .bind(kept.registrationId, kept.organisationId, kept.at, NOTICE, JSON.stringify(ends), hex(kept.shown));
}

/** What is over first in a crisis: a consent by its end; the oldest place on its map, and the oldest finer than a district. */
export interface FirstEnds {
  crisisId: string;
  now: string;
  until: string | null;
  district: string | null;
  cell: string | null;
}

/** Three seeks for each crisis, open or closed, however many people there are. */
export async function listFirstEnds(db: D1Database, real: Date): Promise<FirstEnds[]> {
  const sql = `SELECT c.id AS crisisId, c.clock,
    (SELECT min(until) FROM consentHeld WHERE crisisId = c.id) AS until,
    (SELECT min(locatedAt) FROM registration WHERE crisisId = c.id AND cell IS NOT NULL) AS district,
    (SELECT min(locatedAt) FROM registration WHERE crisisId = c.id AND length(cell) > 10) AS cell
    FROM crisis c ORDER BY c.openedAt DESC LIMIT 200`;
  const { results } = await db.prepare(sql).all<FirstEnds & { clock: string | null }>();
  return results.map(({ clock, ...row }) => ({
    ...row,
    now: crisisNow(clock === null ? null : (JSON.parse(clock) as Clock), real).toISOString(),
  }));
}

export interface EndingRow {
  registrationId: string;
  organisationId: string;
  purpose: string;
}

/** Consents of a crisis whose time is over. */
export async function listEnded(
  db: D1Database,
  crisisId: string,
  now: string,
  most: number,
): Promise<EndingRow[]> {
  const { results } = await db
    .prepare(
      // What came by a `refer` ends with it, by a trigger.
      "SELECT registrationId, organisationId, purpose FROM consentHeld WHERE crisisId = ?1 AND until <= ?2 AND purpose <> 'hold' LIMIT ?3",
    )
    .bind(crisisId, now, most)
    .all<EndingRow>();
  return results;
}

/** Ends these, if they are still over: a yes that came meanwhile stands. */
export function endConsents(db: D1Database, rows: readonly EndingRow[], now: string): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event, shown)
       SELECT h.registrationId, h.organisationId, h.purpose, 0, ?2, c.notice, 'expired', c.shown
       FROM json_each(?1) asked JOIN consentHeld h ON h.registrationId = asked.value->>'registrationId'
         AND h.organisationId = asked.value->>'organisationId' AND h.purpose = asked.value->>'purpose'
       JOIN consent c ON ${newest} WHERE h.until <= ?2`,
    )
    .bind(JSON.stringify(rows), now);
}

/** An organisation's consents of one case, ended by that organisation. */
export function revokeConsents(
  db: D1Database,
  registrationId: string,
  organisationId: string,
  now: string,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event, shown)
       SELECT h.registrationId, h.organisationId, h.purpose, 0, ?3, c.notice, 'revoked', c.shown
       FROM consentHeld h JOIN consent c ON ${newest} WHERE h.registrationId = ?1 AND h.organisationId = ?2`,
    )
    .bind(registrationId, organisationId, now);
}

/** Requests of which a yes ends soon, and who have not been asked about that yet; until when they can answer. */
export async function listToAsk(
  db: D1Database,
  crisisId: string,
  now: string,
  most: number,
): Promise<{ registrationId: string; until: string }[]> {
  const horizon = Object.fromEntries(purposes.map((one) => [one, asksBy(one, now)]));
  const last = Object.values(horizon).reduce((a, b) => (a > b ? a : b));
  const sql = `SELECT h.registrationId, max(h.until) AS until FROM consentHeld h JOIN json_each(?3) e ON e.key = h.purpose
    JOIN registration r ON r.id = h.registrationId AND r.erasureAt IS NULL
    WHERE h.crisisId = ?1 AND h.until > ?2 AND h.until <= ?5 AND h.until <= e.value AND NOT EXISTS (
      SELECT 1 FROM stillAsked s WHERE s.registrationId = h.registrationId AND s.kind = 'consent' AND s.until >= h.until)
    GROUP BY h.registrationId LIMIT ?4`;
  const { results } = await db
    .prepare(sql)
    .bind(crisisId, now, JSON.stringify(horizon), most, last)
    .all<{ registrationId: string; until: string }>();
  return results;
}

/** That she was asked: `kind` says what about. */
export function upsertAsked(
  db: D1Database,
  crisisId: string,
  kind: "consent" | "registration",
  rows: readonly { registrationId: string; until: string }[],
  now: string,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO stillAsked (registrationId, kind, crisisId, until, at)
       SELECT value->>'registrationId', ?2, ?3, value->>'until', ?4 FROM json_each(?1) WHERE true
       ON CONFLICT DO UPDATE SET until = excluded.until, at = excluded.at`,
    )
    .bind(JSON.stringify(rows), kind, crisisId, now);
}
