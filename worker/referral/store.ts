// All SQL of referrals. What follows from one that ends, whatever ended it, is done by triggers of its migration: the need,
// the consent that came with it, and sight.
import type { NeedKind } from "../../schema/need.ts";
import type { ReferralState } from "../../schema/referral.ts";
import { guard } from "../kit/commit.ts";

/** The organisation for which an officer acts. */
export interface Scope {
  organisationId: string;
}

const seq = "(SELECT max(seq) FROM audit)";

/** Raises `need-held` unless the need is open and nobody's, or the sender's; `already-exists` where it waits there. */
export function guardOffer(
  db: D1Database,
  needId: string,
  fromId: string,
  toId: string,
): D1PreparedStatement[] {
  return [
    guard(
      db,
      "need-held",
      "SELECT 1 FROM need WHERE id = ?1 AND state IN ('open', 'assigned') AND (ownerId IS NULL OR ownerId = ?2)",
      needId,
      fromId,
    ),
    guard(
      db,
      "already-exists",
      "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM referral WHERE needId = ?1 AND toId = ?2 AND state = 'offered')",
      needId,
      toId,
    ),
  ];
}

/** What an organisation needs of her to pass a need on: the request itself, and her yes to that. */
export const mayPass = (registration: string, organisation: string, now: string) =>
  `(SELECT count(*) FROM consentHeld h WHERE h.registrationId = ${registration} AND h.organisationId = ${organisation}
    AND h.purpose IN ('help', 'refer') AND h.until > ${now}) = 2`;

/** Raises `consent-missing` unless she lets this organisation pass needs on at this very moment. */
export function guardRefer(
  db: D1Database,
  scope: Scope,
  registrationId: string,
  now: string,
): D1PreparedStatement {
  return guard(
    db,
    "consent-missing",
    `SELECT 1 WHERE ${mayPass("?1", "?2", "?3")}`,
    registrationId,
    scope.organisationId,
    now,
  );
}

export interface ReferralInsert {
  id: string;
  crisisId: string;
  registrationId: string;
  needId: string;
  fromId: string;
  toId: string;
  offeredAt: string;
  offeredBy: string;
  dueAt: string;
}

export function insertReferral(db: D1Database, row: ReferralInsert): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO referral (id, crisisId, registrationId, needId, fromId, toId, state, offeredAt, offeredBy, dueAt, seq)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'offered', ?7, ?8, ?9, ${seq})`,
    )
    .bind(
      row.id,
      row.crisisId,
      row.registrationId,
      row.needId,
      row.fromId,
      row.toId,
      row.offeredAt,
      row.offeredBy,
      row.dueAt,
    );
}

export interface ReferralRow {
  id: string;
  crisisId: string;
  registrationId: string;
  needId: string;
  kind: NeedKind;
  fromId: string;
  toId: string;
  state: ReferralState;
  dueAt: string;
  version: number;
  erasureAt: string | null;
}

export const referralColumns =
  "f.id, f.crisisId, f.registrationId, f.needId, n.kind, f.fromId, f.toId, f.state, f.dueAt, f.version, r.erasureAt";
export const referralJoined =
  "referral f JOIN need n ON n.id = f.needId JOIN registration r ON r.id = f.registrationId";

/** A referral of which this organisation is one side, in a crisis that it takes part in. */
export async function findReferral(
  db: D1Database,
  scope: Scope,
  id: string,
  side: "to" | "from",
): Promise<ReferralRow | null> {
  const sql = `SELECT ${referralColumns} FROM ${referralJoined}
    JOIN crisisOrganisation t ON t.crisisId = f.crisisId AND t.organisationId = ?2
    WHERE f.id = ?1 AND f.${side === "to" ? "toId" : "fromId"} = ?2`;
  return db.prepare(sql).bind(id, scope.organisationId).first<ReferralRow>();
}

/** Raises `offer-closed`, and undoes the batch, unless the offer stands, in time, and all that it rests on. */
export function guardAccept(db: D1Database, id: string, version: number, now: string): D1PreparedStatement {
  return guard(
    db,
    "offer-closed",
    `SELECT 1 FROM ${referralJoined} WHERE f.id = ?1 AND f.version = ?2 AND f.state = 'offered' AND f.dueAt > ?3
       AND n.state IN ('open', 'assigned') AND (n.ownerId IS NULL OR n.ownerId = f.fromId) AND r.erasureAt IS NULL
       AND ${mayPass("f.registrationId", "f.fromId", "?3")}
       AND 2 = (SELECT count(*) FROM crisisOrganisation t WHERE t.crisisId = f.crisisId AND t.organisationId IN (f.fromId, f.toId))`,
    id,
    version,
    now,
  );
}

/**
 * The need is the organisation's, other offers of it are over, and the consent that comes with it is written: by the notice and
 * until the end of the `refer` that it rests on. A trigger makes sight of that.
 */
export function acceptReferral(
  db: D1Database,
  row: ReferralRow,
  by: string,
  now: string,
): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `UPDATE referral SET state = 'accepted', acceptedAt = ?2, answeredBy = ?3, version = version + 1, seq = ${seq} WHERE id = ?1`,
      )
      .bind(row.id, now, by),
    db
      .prepare(
        `UPDATE referral SET state = 'ended', reason = 'other-took', endedAt = ?2, version = version + 1, seq = ${seq}
         WHERE needId = ?1 AND state = 'offered'`,
      )
      .bind(row.needId, now),
    db
      .prepare("UPDATE need SET state = 'assigned', ownerId = ?2, version = version + 1 WHERE id = ?1")
      .bind(row.needId, row.toId),
    db
      .prepare(
        `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, way, event, until, shown)
         SELECT h.registrationId, ?2, 'hold', 1, ?4, c.notice, c.way, iif(x.until IS NULL, 'given', 'renewed'), h.until, c.shown
         FROM consentHeld h JOIN consent c ON c.id = (SELECT max(n.id) FROM consent n
           WHERE n.registrationId = h.registrationId AND n.organisationId = h.organisationId AND n.purpose = h.purpose)
         LEFT JOIN consentHeld x ON x.registrationId = h.registrationId AND x.organisationId = ?2 AND x.purpose = 'hold'
         WHERE h.registrationId = ?1 AND h.organisationId = ?3 AND h.purpose = 'refer' AND (x.until IS NULL OR x.until < h.until)`,
      )
      .bind(row.registrationId, row.toId, row.fromId, now),
  ];
}

/** Raises `offer-closed`, and undoes the batch, unless the referral is as it was read. */
export function guardState(
  db: D1Database,
  id: string,
  version: number,
  states: readonly ReferralState[],
): D1PreparedStatement {
  return guard(
    db,
    "offer-closed",
    "SELECT 1 FROM referral WHERE id = ?1 AND version = ?2 AND state IN (SELECT value FROM json_each(?3))",
    id,
    version,
    JSON.stringify(states),
  );
}

export function endReferral(
  db: D1Database,
  id: string,
  end: { state: ReferralState; reason: string | null; by: string; at: string },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE referral SET state = ?2, reason = ?3, answeredBy = ?4, endedAt = ?5, version = version + 1, seq = ${seq} WHERE id = ?1`,
    )
    .bind(id, end.state, end.reason, end.by, end.at);
}

/** The need is met, and a trigger ends the referral by it. */
export function meetNeed(db: D1Database, row: ReferralRow): D1PreparedStatement {
  return db
    .prepare("UPDATE need SET state = 'met', version = version + 1 WHERE id = ?1 AND ownerId = ?2")
    .bind(row.needId, row.toId);
}

/** Gives these back to their senders, if they still wait. */
export function lapseReferrals(db: D1Database, ids: readonly string[], now: string): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE referral SET state = 'lapsed', endedAt = ?2, version = version + 1, seq = ${seq}
       WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'offered' AND dueAt <= ?2`,
    )
    .bind(JSON.stringify(ids), now);
}
