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

/** How a registration stands between being there and being gone. */
export interface EndSeen {
  seq: number;
  registrationId: string;
  act: string;
  askedAt: string | null;
  goneAt: string | null;
  erasedAt: string | null;
  /** When she said last where she is; null where no place is kept. */
  placeAt: string | null;
}

/** Registrations that were deleted, kept, erased or lost their place after a number of the audit, in order. */
export async function listEndsAfter(db: D1Database, seq: number, most: number): Promise<EndSeen[]> {
  const { results } = await db
    .prepare(
      `SELECT a.seq, a.targetId AS registrationId, a.act, r.erasureAskedAt AS askedAt, r.erasureAt AS goneAt, r.erasedAt,
         l.at AS placeAt
       FROM audit a JOIN registration r ON r.id = a.targetId LEFT JOIN location l ON l.registrationId = r.id
       WHERE a.seq > ?1 AND a.act IN ('registration.delete', 'registration.keep', 'registration.erase', 'retention.end', 'location.delete', 'location.set')
       ORDER BY a.seq LIMIT ?2`,
    )
    .bind(seq, most)
    .all<EndSeen>();
  return results;
}

/** The numbers from which the ledger goes on in this database. */
export async function findReach(db: D1Database): Promise<{ consent: number; seq: number }> {
  const sql =
    "SELECT ifnull((SELECT max(id) FROM consent), 0) AS consent, ifnull((SELECT max(seq) FROM audit), 0) AS seq";
  return (await db.prepare(sql).first<{ consent: number; seq: number }>()) ?? { consent: 0, seq: 0 };
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
    db.prepare("DELETE FROM signInLink"),
    db.prepare("UPDATE smsOut SET state = 'cancelled' WHERE state = 'queued'"),
  ];
}
