// All SQL of reasons that are reviewed. `insertGlass` is the statement that any act lists which one officer may do alone
// with a reason; whoever reviews it is another, and a trigger says so.
import type { Purpose } from "../../schema/consent.ts";
import type { ExportPurpose } from "../../schema/export.ts";
import type { GlassKind, GlassReason, glassFounds } from "../../schema/kit/glass.ts";
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";

export interface GlassInsert {
  id: string;
  crisisId: string;
  organisationId: string;
  officerId: string;
  kind: GlassKind;
  /** The act that it is for, and what that is done to. */
  act: string;
  targetId: string;
  reason: GlassReason;
  words: Bytes;
  /** Of the crisis's clock. */
  at: string;
  dueAt: string;
  /** Real. */
  until: string;
}

export function insertGlass(db: D1Database, row: GlassInsert): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO glass (id, crisisId, organisationId, officerId, kind, act, targetId, reason, words, at, dueAt, until)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, unhex(?9), ?10, ?11, ?12)`,
    )
    .bind(
      row.id,
      row.crisisId,
      row.organisationId,
      row.officerId,
      row.kind,
      row.act,
      row.targetId,
      row.reason,
      hex(row.words),
      row.at,
      row.dueAt,
      row.until,
    );
}

/** The reason for which this officer may open this case still; null where she gave none, or an hour is over. */
export async function findOpenGlass(
  db: D1Database,
  officer: { officerId: string; organisationId: string },
  registrationId: string,
  real: Date,
): Promise<string | null> {
  const sql = `SELECT id FROM glass WHERE officerId = ?1 AND targetId = ?2 AND until > ?3 AND kind = 'look' AND organisationId = ?4
    ORDER BY until DESC LIMIT 1`;
  const row = await db
    .prepare(sql)
    .bind(officer.officerId, registrationId, real.toISOString(), officer.organisationId)
    .first<{ id: string }>();
  return row?.id ?? null;
}

export interface GlassRow {
  id: string;
  crisisId: string;
  organisationId: string;
  officerId: string;
  officer: string;
  kind: GlassKind;
  act: string;
  targetId: string;
  reason: GlassReason;
  words: ArrayBuffer | null;
  /** Her consent by which its organisation sees the case that it is about; null where it does not, or it is about none. */
  seenBy: Purpose | null;
  /** The same of a request for a permit. */
  permits: 0 | 1;
  /** The case that it was about is gone. */
  erased: 0 | 1;
  at: string;
  dueAt: string;
  looks: number;
  reviewedBy: string | null;
  reviewedAt: string | null;
  /** Of the case that it is about; null where it is about none, or one that is gone. */
  keyVersion: number | null;
  wrappedKey: ArrayBuffer | null;
  /** Of a sheet of people that was taken alone; null for all else. */
  groups: number | null;
  people: number | null;
  purpose: ExportPurpose | null;
  found: (typeof glassFounds)[number] | null;
}

/** Whose reasons are read: of one organisation, or of all (null). */
export interface GlassScope {
  organisationId: string | null;
}

const columns = `g.id, g.crisisId, g.organisationId, g.officerId, f.label AS officer, g.kind, g.act, g.targetId, g.reason, g.words, g.at, g.dueAt,
  (SELECT count(*) FROM access a WHERE a.registrationId = g.targetId AND a.glassId = g.id) AS looks,
  (SELECT iif(s.held = 1, 'hold', iif(s.audience = 'responder', 'help', 'assist')) FROM sight s
   WHERE s.organisationId = g.organisationId AND s.registrationId = g.targetId) AS seenBy,
  EXISTS (SELECT 1 FROM consentNow c WHERE c.registrationId = g.targetId AND c.organisationId = g.organisationId
    AND c.purpose = 'permit' AND c.given = 1) AS permits,
  (g.targetId GLOB 'reg_*' AND r.id IS NULL) AS erased, v.label AS reviewedBy, g.reviewedAt, r.keyVersion, r.wrappedKey, x.groups, x.people, x.purpose, x.found`;
const joined = `glass g JOIN officer f ON f.id = g.officerId LEFT JOIN officer v ON v.id = g.reviewedBy
  LEFT JOIN registration r ON r.id = g.targetId AND r.erasedAt IS NULL
  LEFT JOIN export x ON x.id = g.targetId AND g.kind = 'alone'`;

/** Where a page continues: after this moment and id. */
export interface After {
  dueAt: string;
  id: string;
}

/** Those that wait for a review, longest waiting first. */
export async function listOpen(
  db: D1Database,
  scope: GlassScope,
  crisisId: string,
  after: After | null,
  limit: number,
): Promise<GlassRow[]> {
  const sql = `SELECT ${columns} FROM ${joined} WHERE g.crisisId = ?1 AND (?2 IS NULL OR g.organisationId = ?2)
    AND g.reviewedAt IS NULL AND (g.dueAt, g.id) > (?3, ?4) ORDER BY g.dueAt, g.id LIMIT ?5`;
  const { results } = await db
    .prepare(sql)
    .bind(crisisId, scope.organisationId, after?.dueAt ?? "", after?.id ?? "", limit)
    .all<GlassRow>();
  return results;
}

/** Those that were reviewed, newest first. */
export async function listReviewed(
  db: D1Database,
  scope: GlassScope,
  crisisId: string,
  after: After | null,
  limit: number,
): Promise<GlassRow[]> {
  const sql = `SELECT ${columns} FROM ${joined} WHERE g.crisisId = ?1 AND (?2 IS NULL OR g.organisationId = ?2)
    AND g.reviewedAt IS NOT NULL AND (g.dueAt, g.id) < (?3, ?4) ORDER BY g.dueAt DESC, g.id DESC LIMIT ?5`;
  const { results } = await db
    .prepare(sql)
    .bind(crisisId, scope.organisationId, after?.dueAt ?? "9", after?.id ?? "", limit)
    .all<GlassRow>();
  return results;
}

export async function countOpen(
  db: D1Database,
  scope: GlassScope,
  crisisId: string,
  now: string,
): Promise<{ open: number; overdue: number }> {
  const sql = `SELECT count(*) AS open, ifnull(sum(dueAt <= ?3), 0) AS overdue FROM glass
    WHERE crisisId = ?1 AND (?2 IS NULL OR organisationId = ?2) AND reviewedAt IS NULL`;
  const row = await db.prepare(sql).bind(crisisId, scope.organisationId, now).first();
  return (row as { open: number; overdue: number } | null) ?? { open: 0, overdue: 0 };
}

export async function findGlass(
  db: D1Database,
  scope: GlassScope,
  id: string,
): Promise<Pick<
  GlassRow,
  "id" | "crisisId" | "organisationId" | "officerId" | "reviewedAt" | "act" | "targetId"
> | null> {
  return db
    .prepare(
      `SELECT id, crisisId, organisationId, officerId, reviewedAt, act, targetId FROM glass WHERE id = ?1 AND (?2 IS NULL OR organisationId = ?2)`,
    )
    .bind(id, scope.organisationId)
    .first();
}

/** Raises `second-officer-needed`, through its trigger, for whoever gave the reason; `stale` where another was faster. */
export function updateReviewed(db: D1Database, id: string, by: string, at: string): D1PreparedStatement[] {
  return [
    guard(db, "stale", "SELECT 1 FROM glass WHERE id = ?1 AND reviewedAt IS NULL", id),
    db.prepare("UPDATE glass SET reviewedBy = ?2, reviewedAt = ?3 WHERE id = ?1").bind(id, by, at),
  ];
}

/** The reason for which something was done alone; null where it was not. */
export async function findAlone(db: D1Database, targetId: string): Promise<string | null> {
  const sql = "SELECT id FROM glass WHERE targetId = ?1 AND kind = 'alone' ORDER BY at DESC LIMIT 1";
  return (await db.prepare(sql).bind(targetId).first<{ id: string }>())?.id ?? null;
}

/** Words that an older version of the ring sealed: of what was done alone and is about no single case. `before` as four hexadecimal digits. */
export async function listOldWords(
  db: D1Database,
  before: string,
  most: number,
): Promise<{ id: string; words: ArrayBuffer }[]> {
  const sql = `SELECT id, words FROM glass WHERE kind = 'alone' AND targetId NOT GLOB 'reg_*' AND words IS NOT NULL AND hex(substr(words, 1, 2)) < ?1 LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(before, most).all<{ id: string; words: ArrayBuffer }>();
  return results;
}

export function updateWords(db: D1Database, id: string, words: Bytes): D1PreparedStatement {
  return db.prepare("UPDATE glass SET words = unhex(?2) WHERE id = ?1").bind(id, hex(words));
}
