// All SQL of a first officer's word for a new secret number, and of numbers that were given.
import type { Role } from "../../schema/kit/access.ts";
import { guard } from "../kit/commit.ts";

export interface PinAsk {
  askedBy: string;
  role: Role;
  at: string;
  until: string;
}

/** The word that holds now, of an officer whose account is open and who still sits there; null where there is none. */
export async function findPinAsk(
  db: D1Database,
  of: { registrationId: string; organisationId: string },
  now: string,
): Promise<PinAsk | null> {
  const sql = `SELECT p.askedBy, o.role, p.askedAt AS at, p.expiresAt AS until FROM pinAsk p
    JOIN officer o ON o.id = p.askedBy AND o.closedAt IS NULL AND o.organisationId = p.organisationId
    WHERE p.registrationId = ?1 AND p.organisationId = ?2 AND p.expiresAt > ?3`;
  return db.prepare(sql).bind(of.registrationId, of.organisationId, now).first<PinAsk>();
}

export function putPinAsk(
  db: D1Database,
  of: { registrationId: string; organisationId: string },
  ask: Omit<PinAsk, "role">,
): D1PreparedStatement {
  return db
    .prepare("INSERT OR REPLACE INTO pinAsk VALUES (?1, ?2, ?3, ?4, ?5)")
    .bind(of.registrationId, of.organisationId, ask.askedBy, ask.at, ask.until);
}

/** Spends another officer's word in the batch that gives the number; raises `second-officer-needed` where there is none. */
export function spendPinAsk(
  db: D1Database,
  of: { registrationId: string; organisationId: string },
  by: string,
): D1PreparedStatement[] {
  const other = "SELECT 1 FROM pinAsk WHERE registrationId = ?1 AND organisationId = ?2 AND askedBy <> ?3";
  return [
    guard(db, "second-officer-needed", other, of.registrationId, of.organisationId, by),
    deletePinAsks(db, of.registrationId),
  ];
}

/** Once a number was given, no older word of any office gives another one. */
export function deletePinAsks(db: D1Database, registrationId: string): D1PreparedStatement {
  return db.prepare("DELETE FROM pinAsk WHERE registrationId = ?1").bind(registrationId);
}

export function deleteOldPinAsks(db: D1Database, now: string): D1PreparedStatement {
  return db.prepare("DELETE FROM pinAsk WHERE expiresAt <= ?1").bind(now);
}

/** Raises `second-officer-needed` while a number that this officer gave alone is past its review. */
export function guardNoneOverdue(db: D1Database, officerId: string, now: string): D1PreparedStatement {
  const sql = `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM glass WHERE officerId = ?1 AND kind = 'alone'
    AND act = 'registration.resetPin' AND dueAt < ?2 AND reviewedAt IS NULL)`;
  return guard(db, "second-officer-needed", sql, officerId, now);
}

/** Numbers that any organisation gave for cases which this one may open, newest first. */
export async function listGiven(
  db: D1Database,
  scope: { organisationId: string },
  crisisId: string,
): Promise<{ id: string; organisationId: string; at: string; act: string }[]> {
  const sql = `SELECT a.targetId AS id, a.organisationId, a.at, a.act FROM audit a
    JOIN sight s ON s.registrationId = a.targetId AND s.organisationId = ?1 AND s.audience = 'responder'
    WHERE a.crisisId = ?2 AND a.act IN ('registration.resetPin', 'registration.resetPinAlone')
    ORDER BY a.seq DESC LIMIT 200`;
  const { results } = await db
    .prepare(sql)
    .bind(scope.organisationId, crisisId)
    .all<{ id: string; organisationId: string; at: string; act: string }>();
  return results;
}
