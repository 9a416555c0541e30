// SQL of the ledger: what was taken back since it last looked, and taking it back again in a database that was restored.

/** The newest row of the audit: by its number and its random name no other database has the same. */
export interface Mark {
  seq: number;
  actId: string;
}

export async function findMark(db: D1Database): Promise<Mark | null> {
  return db.prepare("SELECT seq, actId FROM audit ORDER BY seq DESC LIMIT 1").first<Mark>();
}

export async function hasMark(db: D1Database, mark: Mark): Promise<boolean> {
  const sql = "SELECT 1 FROM audit WHERE seq = ?1 AND actId = ?2";
  return (await db.prepare(sql).bind(mark.seq, mark.actId).first()) !== null;
}

export interface ConsentSeen {
  id: number;
  registrationId: string;
  organisationId: string;
  purpose: string;
  given: 0 | 1;
  at: string;
  /** How it was taken back, as her record names it. */
  event: string | null;
}

/** Consents given and taken back after a number, in order. */
export async function listConsentsAfter(db: D1Database, id: number, most: number): Promise<ConsentSeen[]> {
  const { results } = await db
    .prepare(
      "SELECT id, registrationId, organisationId, purpose, given, at, event FROM consent WHERE id > ?1 ORDER BY id LIMIT ?2",
    )
    .bind(id, most)
    .all<ConsentSeen>();
  return results;
}

/** How a registration stands between being there and being gone, and what opens it; of a complaint, that it is gone. */
export interface EndSeen {
  seq: number;
  registrationId: string;
  act: string;
  askedAt: string | null;
  goneAt: string | null;
  erasedAt: string | null;
  /** When she said last where she is; null where no place is kept. */
  placeAt: string | null;
  /** Salt and hash of her secret number, and of each adult's with a code of her own: JSON, in hexadecimal. */
  pins: string;
}

/** After these a registration, or what opens it, is not what an older copy says. */
const ends = [
  ...["registration.delete", "registration.keep", "registration.erase", "retention.end"],
  ...["location.delete", "location.set", "registration.changePin"],
  ...["registration.resetPin", "registration.resetPinAlone"],
];

/** Registrations that were deleted, kept, erased, lost their place or got another number after a row of the audit, in order; and erased complaints. */
export async function listEndsAfter(db: D1Database, seq: number, most: number): Promise<EndSeen[]> {
  const { results } = await db
    .prepare(
      `SELECT a.seq, a.targetId AS registrationId, a.act, r.erasureAskedAt AS askedAt, r.erasureAt AS goneAt, r.erasedAt,
         l.at AS placeAt,
         (SELECT json_group_array(json_object('personId', personId, 'salt', hex(pinSalt), 'hash', hex(pinHash))) FROM (
           SELECT '' AS personId, r.pinSalt, r.pinHash
           UNION ALL SELECT personId, pinSalt, pinHash FROM adultCode WHERE registrationId = r.id
         )) AS pins
       FROM audit a JOIN registration r ON r.id = a.targetId LEFT JOIN location l ON l.registrationId = r.id
       WHERE a.seq > ?1 AND a.act IN (SELECT value FROM json_each(?3))
       UNION ALL SELECT a.seq, c.id, a.act, c.erasedAt, c.erasedAt, c.erasedAt, NULL, '[]' FROM audit a JOIN complaint c ON c.id = a.targetId
       WHERE a.seq > ?1 AND a.act = 'complaint.withdraw' AND c.erasedAt IS NOT NULL
       ORDER BY 1 LIMIT ?2`,
    )
    .bind(seq, most, JSON.stringify(ends))
    .all<EndSeen>();
  return results;
}

/** Reports of dangers that were taken back after a number of the audit, in order. Ids of reports: none leads to a case. */
export async function listWithdrawnAfter(
  db: D1Database,
  seq: number,
  most: number,
): Promise<{ seq: number; reportId: string }[]> {
  const { results } = await db
    .prepare(
      "SELECT seq, targetId AS reportId FROM audit WHERE seq > ?1 AND act = 'danger.withdraw' ORDER BY seq LIMIT ?2",
    )
    .bind(seq, most)
    .all<{ seq: number; reportId: string }>();
  return results;
}

/** A captured office, as long as its stop is not lifted. */
export interface StopSeen {
  id: string;
  crisisId: string;
  organisationId: string;
  at: string;
  by: string;
  liftedAt: string | null;
}
export interface ClosedSeen {
  officerId: string;
  at: string;
}

/** Stops that were set or lifted, and accounts that were closed, after a row of the audit. Few: they are read whole. */
export async function listStopsAfter(db: D1Database, seq: number): Promise<StopSeen[]> {
  const sql = "SELECT id, crisisId, organisationId, at, by, liftedAt FROM stop WHERE seq > ?1";
  return (await db.prepare(sql).bind(seq).all<StopSeen>()).results;
}
export async function listClosedAfter(db: D1Database, seq: number): Promise<ClosedSeen[]> {
  const sql = `SELECT o.id AS officerId, o.closedAt AS at FROM audit a JOIN officer o ON o.id = a.targetId
    WHERE a.seq > ?1 AND a.act = 'account.close' AND o.closedAt IS NOT NULL`;
  return (await db.prepare(sql).bind(seq).all<ClosedSeen>()).results;
}

/** A referral that is over. */
export interface OverSeen {
  id: string;
  state: string;
  reason: string | null;
  endedAt: string;
}

/** Referrals that ended after a row of the audit, whoever ended them. Few at a time: they are read whole. */
export async function listOverAfter(db: D1Database, seq: number): Promise<OverSeen[]> {
  const sql = "SELECT id, state, reason, endedAt FROM referral WHERE seq > ?1 AND endedAt IS NOT NULL";
  return (await db.prepare(sql).bind(seq).all<OverSeen>()).results;
}

/** Referrals that stand again: whoever held the need holds it no more. */
export function endReferralsAgain(db: D1Database, rows: readonly OverSeen[]): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE referral SET state = over.value->>'state', reason = over.value->>'reason', endedAt = over.value->>'endedAt',
         version = version + 1, seq = (SELECT max(seq) FROM audit)
       FROM json_each(?1) over WHERE referral.id = over.value->>'id' AND referral.state IN ('offered', 'accepted')`,
    )
    .bind(JSON.stringify(rows));
}

/** What a person did with one who looks for her, or that one with her own request: the last of each counts. */
export interface TracedSeen {
  seq: number;
  id: string;
  act: string;
  /** Of a person's: how it stands now; null where it is gone with the request. */
  state: string | null;
}

export async function listTracedAfter(db: D1Database, seq: number, most: number): Promise<TracedSeen[]> {
  const { results } = await db
    .prepare(
      `SELECT a.seq, a.targetId AS id, a.act, m.state FROM audit a LEFT JOIN tracingMatch m ON m.id = a.targetId
       WHERE a.seq > ?1 AND a.act IN ('tracing.answer', 'tracing.refuse', 'tracing.takeBack', 'tracing.close')
         AND a.targetId IS NOT NULL ORDER BY a.seq LIMIT ?2`,
    )
    .bind(seq, most)
    .all<TracedSeen>();
  return results;
}

/** Answers that were taken back, and requests that were closed, where they stand again. */
export function traceAgain(
  db: D1Database,
  rows: readonly { id: string; state: string }[],
): D1PreparedStatement[] {
  const given = JSON.stringify(rows);
  return [
    db
      .prepare(
        `UPDATE tracingMatch SET state = said.state, sealed = NULL, answeredAt = NULL, readAt = NULL
         FROM (SELECT value->>'id' AS id, value->>'state' AS state FROM json_each(?1)) said
         WHERE tracingMatch.id = said.id AND said.state <> 'closed' AND tracingMatch.state <> said.state`,
      )
      .bind(given),
    db
      .prepare(
        "DELETE FROM tracing WHERE id IN (SELECT value->>'id' FROM json_each(?1) WHERE value->>'state' = 'closed')",
      )
      .bind(given),
  ];
}

/** The numbers from which the ledger goes on in this database. */
export interface Reach {
  consent: number;
  seq: number;
  agree: number;
  traced: number;
  report: number;
  right: number;
}
export const fromStart: Reach = { consent: 0, seq: 0, agree: 0, traced: 0, report: 0, right: 0 };

export async function findReach(db: D1Database): Promise<Reach> {
  const sql = `SELECT ifnull((SELECT max(id) FROM consent), 0) AS consent, ifnull((SELECT max(seq) FROM audit), 0) AS seq,
    ifnull((SELECT max(id) FROM traceConsent), 0) AS agree, ifnull((SELECT max(seq) FROM audit), 0) AS traced,
    ifnull((SELECT max(seq) FROM audit), 0) AS report, ifnull((SELECT max(id) FROM rightEnded), 0) AS right`;
  return (await db.prepare(sql).first<Reach>()) ?? fromStart;
}

/** Numbers of the audit go on above the highest that was ever given out: open screens ask for what came after theirs. */
export function raiseSeq(db: D1Database, seq: number): D1PreparedStatement {
  return db.prepare("UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'audit' AND seq < ?1").bind(seq);
}

export type TakenBack = Omit<ConsentSeen, "id" | "given">;

/** Takes back again what stands as given here. */
export function takeBackAgain(
  db: D1Database,
  rows: readonly TakenBack[],
  notice: string,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event)
       SELECT value->>'registrationId', value->>'organisationId', value->>'purpose', 0, value->>'at', ?2, value->>'event'
       FROM json_each(?1) WHERE EXISTS (
         SELECT 1 FROM (
           SELECT given, max(id) FROM consent c WHERE c.registrationId = value->>'registrationId'
             AND c.organisationId = value->>'organisationId' AND c.purpose = value->>'purpose'
         ) WHERE given = 1
       )`,
    )
    .bind(JSON.stringify(rows), notice);
}

/** Asks again for the end of what stands as kept here. */
export function askAgain(
  db: D1Database,
  rows: readonly { registrationId: string; askedAt: string; goneAt: string }[],
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE registration SET erasureAskedAt = asked.askedAt, erasureAt = asked.goneAt, version = version + 1
       FROM (SELECT value->>'registrationId' AS id, value->>'askedAt' AS askedAt, value->>'goneAt' AS goneAt FROM json_each(?1)) asked
       WHERE registration.id = asked.id AND registration.erasureAt IS NULL`,
    )
    .bind(JSON.stringify(rows));
}

/** Places that were taken back, where the one that stands here is not newer. */
export function forgetAgain(
  db: D1Database,
  rows: readonly { registrationId: string; at: string }[],
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM location WHERE EXISTS (SELECT 1 FROM json_each(?1) gone
       WHERE gone.value->>'registrationId' = location.registrationId)`,
    )
    .bind(JSON.stringify(rows));
}

/** Whoever was signed in signs in again: sessions that had ended may stand here. Texts that wait were sent, or outdated. */
export function endEverything(db: D1Database): D1PreparedStatement[] {
  return [
    db.prepare("DELETE FROM session"),
    db.prepare("DELETE FROM complaintSession"),
    db.prepare("DELETE FROM tracingSession"),
    db.prepare("DELETE FROM signInLink"),
    db.prepare("UPDATE smsOut SET state = 'cancelled' WHERE state = 'queued'"),
  ];
}

export interface Pin {
  /** Empty for whoever registered. */
  personId: string;
  salt: string;
  hash: string;
}

/** Numbers that were changed since: the older one may be known to somebody else, and opens nothing again. */
export function changePinsAgain(
  db: D1Database,
  rows: readonly { registrationId: string; pins: readonly Pin[] }[],
): D1PreparedStatement[] {
  const pins = rows.flatMap((row) => row.pins.map((pin) => ({ registrationId: row.registrationId, ...pin })));
  const list = JSON.stringify(pins);
  return [
    db
      .prepare(
        `UPDATE registration SET pinSalt = unhex(pin.value->>'salt'), pinHash = unhex(pin.value->>'hash') FROM json_each(?1) pin
         WHERE registration.id = pin.value->>'registrationId' AND pin.value->>'personId' = '' AND registration.erasedAt IS NULL`,
      )
      .bind(list),
    db
      .prepare(
        `UPDATE adultCode SET pinSalt = unhex(pin.value->>'salt'), pinHash = unhex(pin.value->>'hash') FROM json_each(?1) pin
         WHERE adultCode.registrationId = pin.value->>'registrationId' AND adultCode.personId = pin.value->>'personId'`,
      )
      .bind(list),
  ];
}

/** Accounts that were closed since. */
export function closeAgain(db: D1Database, rows: readonly ClosedSeen[]): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE officer SET closedAt = gone.value->>'at' FROM json_each(?1) gone
       WHERE officer.id = gone.value->>'officerId' AND officer.closedAt IS NULL`,
    )
    .bind(JSON.stringify(rows));
}

/**
 * Of these stops those that do not stand here and can: the office and the crisis are known. Whoever set it may have had no
 * account yet; then an account of the platform's stands for her.
 */
export async function listToStopAgain(db: D1Database, rows: readonly StopSeen[]): Promise<StopSeen[]> {
  const { results } = await db
    .prepare(
      `SELECT s.value->>'id' AS id, c.id AS crisisId, o.id AS organisationId, s.value->>'at' AS at, NULL AS liftedAt,
         ifnull((SELECT id FROM officer WHERE id = s.value->>'by'),
           (SELECT min(id) FROM officer WHERE role = 'platform-admin')) AS by
       FROM json_each(?1) s JOIN crisis c ON c.id = s.value->>'crisisId' JOIN organisation o ON o.id = s.value->>'organisationId'
       WHERE s.value->>'liftedAt' IS NULL AND NOT EXISTS (SELECT 1 FROM stop WHERE stop.id = s.value->>'id')
         AND NOT EXISTS (SELECT 1 FROM stop WHERE stop.crisisId = c.id AND stop.organisationId = o.id AND stop.liftedAt IS NULL)`,
    )
    .bind(JSON.stringify(rows))
    .all<StopSeen>();
  return results.filter((row) => row.by !== null);
}
