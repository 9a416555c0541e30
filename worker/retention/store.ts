// All SQL of retention: what is due of each kind in a crisis, taking it away, periods that were set, and counts of what went.

import { daysBefore } from "../../schema/retention.rules.ts";
import { DEMAND_DAYS, type RetentionKind, type SettableKind } from "../../schema/retention.ts";
import { erasedComplaint } from "../complaint/store.ts";

/** Kinds whose rows simply go; requests are asked about first (../silence). */
export type PlainKind = Exclude<SettableKind, "registration" | "silent">;

/** Rows that are due: `?1` the crisis, `?2` the moment before which they lie. Each gives the column `key`. */
const due: Readonly<Record<PlainKind, string>> = {
  message: `SELECT m.id AS key FROM message m JOIN registration r ON r.id = m.registrationId
    WHERE m.at < ?2 AND r.crisisId = ?1`,
  sms: `SELECT o.seq AS key FROM smsOut o JOIN registration r ON r.id = o.registrationId
    WHERE o.state <> 'queued' AND o.at < ?2 AND r.crisisId = ?1`,
  "gate-event": `SELECT g.id AS key FROM movement m JOIN gateEvent g ON g.movementId = m.id
    WHERE m.crisisId = ?1 AND m.state IN ('closed', 'cancelled') AND m.stateAt < ?2 AND g.at < ?2`,
  look: `SELECT json_array(c.registrationId, c.seq) AS key FROM access c JOIN audit a ON a.seq = c.seq
    WHERE a.crisisId = ?1 AND a.at < ?2`,
  complaint: "SELECT id AS key FROM complaint WHERE crisisId = ?1 AND closedAt < ?2 AND erasedAt IS NULL",
  danger: `SELECT id AS key FROM danger
    WHERE crisisId = ?1 AND state NOT IN ('reported', 'confirmed') AND overAt < ?2`,
  tracing: "SELECT id AS key FROM tracing WHERE crisisId = ?1 AND visitedAt < ?2",
  // The first letter says whose words they are. What waits for a review, for its end or for a lift is not due.
  reason: `SELECT 'g' || id AS key FROM glass WHERE crisisId = ?1 AND words IS NOT NULL AND reviewedAt < ?2
    UNION ALL SELECT 'e' || id FROM export WHERE crisisId = ?1 AND why <> x'' AND endsAt < ?2 AND (alone IS NULL OR reviewedAt < ?2)
    UNION ALL SELECT 's' || id FROM stop WHERE crisisId = ?1 AND reason <> x'' AND liftedAt < ?2`,
};

/** The oldest looks of a crisis, read by their number: nobody scans a year of looks every minute. */
const oldest: Partial<Record<PlainKind, string>> = {
  look: `SELECT key FROM (
      SELECT json_array(c.registrationId, c.seq) AS key, a.at FROM access c JOIN audit a ON a.seq = c.seq
      WHERE a.crisisId = ?1 ORDER BY c.seq LIMIT ?3
    ) WHERE at < ?2`,
};

const takes: Readonly<Record<PlainKind, (keys: string) => string[]>> = {
  // What was never read counts as unread on a desk's screen: it is read first, so that the mark goes with it.
  message: (keys) => [
    `UPDATE messageTo SET readAt = ?2 WHERE readAt IS NULL AND messageId IN (${keys})`,
    `DELETE FROM messageTo WHERE messageId IN (${keys})`,
    `DELETE FROM message WHERE id IN (${keys})`,
  ],
  sms: (keys) => [`DELETE FROM smsOut WHERE seq IN (${keys})`],
  "gate-event": (keys) => [`DELETE FROM gateEvent WHERE id IN (${keys})`],
  danger: (keys) => [
    `DELETE FROM dangerReport WHERE dangerId IN (${keys})`,
    `DELETE FROM danger WHERE id IN (${keys})`,
  ],
  // Its key goes first, and triggers take what hangs on it.
  tracing: (keys) => [
    `UPDATE tracing SET wrappedKey = x'', sealed = x'' WHERE id IN (${keys})`,
    `DELETE FROM tracing WHERE id IN (${keys})`,
  ],
  look: (keys) => [
    `DELETE FROM access WHERE (registrationId, seq) IN (SELECT one.value->>0, one.value->>1 FROM (${keys}) one)`,
  ],
  // A trigger takes its words with it; what stays is a tombstone for the count.
  complaint: (keys) => [`UPDATE complaint SET ${erasedComplaint} WHERE id IN (${keys})`],
  reason: (keys) => [
    `UPDATE glass SET words = NULL WHERE id IN ${named("g", keys)}`,
    `UPDATE export SET why = x'', alone = iif(alone IS NULL, NULL, x'') WHERE id IN ${named("e", keys)}`,
    `UPDATE stop SET reason = x'', liftReason = NULL, liftedReason = NULL WHERE id IN ${named("s", keys)}`,
  ],
};
/** Kinds of which every statement takes something that is counted, and not the last alone. */
const countedEach: readonly PlainKind[] = ["reason"];

const named = (letter: string, keys: string) =>
  `(SELECT substr(one.value, 2) FROM (${keys}) one WHERE one.value GLOB '${letter}*')`;

export async function countDue(
  db: D1Database,
  kind: PlainKind,
  crisisId: string,
  before: string,
): Promise<number> {
  return (
    (await db
      .prepare(`SELECT count(*) AS n FROM (${due[kind]})`)
      .bind(crisisId, before)
      .first<number>("n")) ?? 0
  );
}

export async function listDue(
  db: D1Database,
  kind: PlainKind,
  crisisId: string,
  before: string,
  most: number,
): Promise<(string | number)[]> {
  const { results } = await db
    .prepare(oldest[kind] ?? `${due[kind]} LIMIT ?3`)
    .bind(crisisId, before, most)
    .all<{ key: string | number }>();
  return results.map(({ key }) => key);
}

/** Takes them away, and counts what went. */
export function deleteDue(
  db: D1Database,
  crisisId: string,
  kind: PlainKind,
  keys: readonly (string | number)[],
  now: string,
): D1PreparedStatement[] {
  const statements = takes[kind]("SELECT value FROM json_each(?1)").map((sql) => {
    const statement = db.prepare(sql);
    return sql.includes("?2")
      ? statement.bind(JSON.stringify(keys), now)
      : statement.bind(JSON.stringify(keys));
  });
  return statements.flatMap((one, i) =>
    countedEach.includes(kind) || i === statements.length - 1
      ? [one, addSweep(db, crisisId, kind, now)]
      : [one],
  );
}

/**
 * Adds to what went that day as many rows as the statement right before it in the batch changed: two clocks that sweep at
 * once count nothing twice.
 */
export function addSweep(
  db: D1Database,
  crisisId: string,
  kind: RetentionKind,
  at: string,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO sweep (crisisId, kind, day, count, at) SELECT ?1, ?2, substr(?3, 1, 10), changes(), ?3 WHERE changes() > 0
       ON CONFLICT DO UPDATE SET count = count + excluded.count, at = excluded.at`,
    )
    .bind(crisisId, kind, at);
}

/** What is about to expire of sessions and stored replies, counted in the batch that deletes it. */
export function countExpiring(db: D1Database, real: Date): D1PreparedStatement[] {
  const at = real.toISOString();
  const weekAgo = new Date(real.getTime() - 7 * 86_400_000).toISOString();
  const count = (kind: RetentionKind, table: string, where: string, value: string) =>
    db
      .prepare(
        `INSERT INTO sweep (crisisId, kind, day, count, at)
         SELECT '', '${kind}', substr(?2, 1, 10), n, ?2 FROM (SELECT count(*) AS n FROM ${table} WHERE ${where}) WHERE n > 0
         ON CONFLICT DO UPDATE SET count = count + excluded.count, at = excluded.at`,
      )
      .bind(value, at);
  return [
    count("session", "session", "expiresAt <= ?1", at),
    count("session", "tracingSession", "expiresAt <= ?1", at),
    count("delivery", "delivery", "at < ?1", weekAgo),
    count("demand", "demand", demandOver, demandBefore(real)),
  ];
}

/** The last word on it lies before `?1`: an answer that settles it. What nobody settled keeps its words. */
const demandOver = `sealed IS NOT NULL AND day < ?1 AND (
  SELECT iif(answer = 'pending', '9', day) FROM demandAnswer WHERE demandId = demand.id ORDER BY n DESC LIMIT 1) < ?1`;
const demandBefore = (real: Date) => daysBefore(real.toISOString(), DEMAND_DAYS).slice(0, 10);

/** Words beside requests for data; the register itself is kept. */
export function forgetDemands(db: D1Database, real: Date): D1PreparedStatement[] {
  const sql = `UPDATE demand SET sealed = NULL WHERE ${demandOver}`;
  return [db.prepare(sql).bind(demandBefore(real))];
}

export async function listSweeps(
  db: D1Database,
  crisisId: string,
): Promise<{ kind: RetentionKind; day: string; count: number; at: string }[]> {
  const { results } = await db
    .prepare(
      "SELECT kind, day, count, at FROM sweep WHERE crisisId IN (?1, '') ORDER BY day DESC, kind LIMIT 60",
    )
    .bind(crisisId)
    .all<{ kind: RetentionKind; day: string; count: number; at: string }>();
  return results;
}

/** Days that somebody set for a crisis, by kind. */
export async function listSet(db: D1Database, crisisId: string): Promise<Map<SettableKind, number>> {
  const { results } = await db
    .prepare("SELECT kind, days FROM retention WHERE crisisId = ?1")
    .bind(crisisId)
    .all<{ kind: SettableKind; days: number }>();
  return new Map(results.map(({ kind, days }) => [kind, days]));
}

export function upsertSet(
  db: D1Database,
  row: { crisisId: string; kind: SettableKind; days: number; setBy: string; setAt: string },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO retention (crisisId, kind, days, setBy, setAt) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT DO UPDATE SET days = excluded.days, setBy = excluded.setBy, setAt = excluded.setAt`,
    )
    .bind(row.crisisId, row.kind, row.days, row.setBy, row.setAt);
}
