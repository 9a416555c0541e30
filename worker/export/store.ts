// All SQL of exports. Every read of people starts from `sight` and takes the scope first, at the moment of reading: no
// consent, no row. @PRIVACY what an export holds is decided here.

import { ALONE_ROWS, type ExportFilter, type ExportPurpose } from "../../schema/export.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import { needKinds } from "../../schema/need.ts";
import { openStates } from "../../schema/registration.ts";
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";
import type { Scope } from "../registration/sight.ts";
import { type RegistrationRow, registrationColumns } from "../registration/store.ts";

type Filter = ExportFilter & { crisisId: string };

function binds(scope: Scope, filter: Filter): (string | number)[] {
  const state = filter.state ?? "open";
  const bit = filter.need === undefined ? 0 : 1 << needKinds.indexOf(filter.need);
  const states = JSON.stringify(state === "open" ? openStates : [state]);
  return [scope.organisationId, filter.crisisId, states, Number(filter.urgency ?? 0), bit];
}

/** The queue's filter over what this organisation may open by name: `?1` to `?5`. */
const openable = `FROM sight s WHERE s.organisationId = ?1 AND s.crisisId = ?2 AND s.audience = 'responder'
  AND s.state IN (SELECT value FROM json_each(?3)) AND (?4 = 0 OR s.urgency = ?4) AND (?5 = 0 OR s.needs & ?5)`;

/** People of the filter, at most `most` of them. */
export async function listOpenable(
  db: D1Database,
  scope: Scope,
  filter: Filter,
  most: number,
): Promise<{ personId: string; registrationId: string }[]> {
  const sql = `SELECT e.id AS personId, s.registrationId ${openable.replace(" WHERE", " JOIN person e ON e.registrationId = s.registrationId WHERE")} LIMIT ?6`;
  const { results } = await db
    .prepare(sql)
    .bind(...binds(scope, filter), most)
    .all<{ personId: string; registrationId: string }>();
  return results;
}

export interface ExportRow {
  id: string;
  crisisId: string;
  organisationId: string;
  filter: string;
  groups: number;
  people: number;
  /** With her other sheets of three days that nobody agreed to. */
  counted: number;
  purpose: ExportPurpose;
  why: ArrayBuffer;
  askedBy: string;
  askedAt: string;
  endsAt: string;
  agreed: 0 | 1 | null;
  secondBy: string | null;
  secondAt: string | null;
  alone: ArrayBuffer | null;
  aloneAt: string | null;
  reviewBy: string | null;
  reviewedBy: string | null;
  reviewedAt: string | null;
  found: "right" | "wrong" | null;
  askedLabel: string;
  secondLabel: string | null;
  reviewedLabel: string | null;
  organisation: LocalText;
}

const columns = `x.id, x.crisisId, x.organisationId, x.filter, x.groups, x.people, x.counted, x.purpose, x.why, x.askedBy, x.askedAt, x.endsAt, x.agreed,
  x.secondBy, x.secondAt, x.alone, x.aloneAt, x.reviewBy, x.reviewedBy, x.reviewedAt, x.found, o.name AS organisation,
  a.label AS askedLabel, b.label AS secondLabel, c.label AS reviewedLabel`;
const joined = `export x JOIN organisation o ON o.id = x.organisationId JOIN officer a ON a.id = x.askedBy
  LEFT JOIN officer b ON b.id = x.secondBy LEFT JOIN officer c ON c.id = x.reviewedBy`;

type Stored = Omit<ExportRow, "organisation"> & { organisation: string };
const fromRow = (row: Stored): ExportRow => ({
  ...row,
  organisation: JSON.parse(row.organisation) as LocalText,
});

/** An export of this organisation; null for everybody else's. */
export async function findExport(db: D1Database, scope: Scope, id: string): Promise<ExportRow | null> {
  const row = await db
    .prepare(`SELECT ${columns} FROM ${joined} WHERE x.organisationId = ?1 AND x.id = ?2`)
    .bind(scope.organisationId, id)
    .first<Stored>();
  return row === null ? null : fromRow(row);
}

/** Newest first. */
export async function listExports(db: D1Database, scope: Scope, crisisId: string): Promise<ExportRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM ${joined} WHERE x.organisationId = ?1 AND x.crisisId = ?2 ORDER BY x.askedAt DESC, x.id DESC LIMIT 200`,
    )
    .bind(scope.organisationId, crisisId)
    .all<Stored>();
  return results.map(fromRow);
}

/** Sheets of `?1` in crisis `?2` since `?3` that she may open on nobody's word but her own. */
const ownWord = `SELECT p.personId FROM export x JOIN exportPerson p ON p.exportId = x.id
  WHERE x.askedBy = ?1 AND x.crisisId = ?2 AND x.askedAt > ?3 AND x.agreed IS NULL
    AND (x.counted <= ${String(ALONE_ROWS)} OR x.alone IS NOT NULL)`;

export interface Asker {
  officerId: string;
  crisisId: string;
  since: string;
}

/** How many different people these and her sheets of before hold together. */
export async function countTogether(
  db: D1Database,
  { officerId, crisisId, since }: Asker,
  personIds: readonly string[],
): Promise<number> {
  const sql = `SELECT count(*) AS n FROM (${ownWord} UNION SELECT value FROM json_each(?4))`;
  const row = db.prepare(sql).bind(officerId, crisisId, since, JSON.stringify(personIds));
  return (await row.first<number>("n")) ?? 0;
}

/** Counted in the batch that makes the sheet: two that are asked for at the same moment are counted one after the other. */
export function countExport(
  db: D1Database,
  id: string,
  { officerId, crisisId, since }: Asker,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE export SET counted = (SELECT count(*) FROM (${ownWord} AND x.id <> ?4 UNION SELECT personId FROM exportPerson WHERE exportId = ?4)) WHERE id = ?4`,
    )
    .bind(officerId, crisisId, since, id);
}

export function insertExport(
  db: D1Database,
  row: Pick<
    ExportRow,
    | "id"
    | "crisisId"
    | "organisationId"
    | "filter"
    | "groups"
    | "people"
    | "purpose"
    | "askedBy"
    | "askedAt"
    | "endsAt"
  > & { why: Bytes },
  persons: readonly { personId: string; registrationId: string }[],
): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `INSERT INTO export (id, crisisId, organisationId, filter, groups, people, purpose, why, askedBy, askedAt, endsAt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, unhex(?8), ?9, ?10, ?11)`,
      )
      .bind(
        row.id,
        row.crisisId,
        row.organisationId,
        row.filter,
        row.groups,
        row.people,
        row.purpose,
        hex(row.why),
        row.askedBy,
        row.askedAt,
        row.endsAt,
      ),
    db
      .prepare(
        "INSERT INTO exportPerson SELECT ?1, value->>'personId', value->>'registrationId' FROM json_each(?2)",
      )
      .bind(row.id, JSON.stringify(persons)),
  ];
}

/** Raises `already-exists`, and undoes the batch, unless the export still waits for an answer. */
export function guardWaiting(db: D1Database, id: string): D1PreparedStatement {
  const sql = "SELECT 1 FROM export WHERE id = ?1 AND agreed IS NULL AND alone IS NULL";
  return guard(db, "already-exists", sql, id);
}

export function updateAgreed(
  db: D1Database,
  id: string,
  by: { officerId: string; agreed: boolean; at: string; endsAt: string },
): D1PreparedStatement {
  return db
    .prepare("UPDATE export SET agreed = ?2, secondBy = ?3, secondAt = ?4, endsAt = ?5 WHERE id = ?1")
    .bind(id, by.agreed ? 1 : 0, by.officerId, by.at, by.endsAt);
}

export function updateAlone(
  db: D1Database,
  id: string,
  alone: { reason: Bytes; at: string; reviewBy: string; endsAt: string },
): D1PreparedStatement {
  return db
    .prepare("UPDATE export SET alone = unhex(?2), aloneAt = ?3, reviewBy = ?4, endsAt = ?5 WHERE id = ?1")
    .bind(id, hex(alone.reason), alone.at, alone.reviewBy, alone.endsAt);
}

/** Raises `second-officer-needed` where an earlier export of hers is due for review and nobody has looked at it. */
export function guardNoneOverdue(db: D1Database, officerId: string, now: string): D1PreparedStatement {
  const sql = `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM export WHERE askedBy = ?1 AND reviewBy < ?2 AND found IS NULL)`;
  return guard(db, "second-officer-needed", sql, officerId, now);
}

export function reviewed(
  db: D1Database,
  id: string,
  review: { officerId: string; found: "right" | "wrong"; at: string },
): D1PreparedStatement[] {
  return [
    guard(
      db,
      "already-exists",
      "SELECT 1 FROM export WHERE id = ?1 AND alone IS NOT NULL AND found IS NULL",
      id,
    ),
    db
      .prepare("UPDATE export SET reviewedBy = ?2, reviewedAt = ?3, found = ?4 WHERE id = ?1")
      .bind(id, review.officerId, review.at, review.found),
  ];
}

export interface ExportedRow extends RegistrationRow {
  personId: string;
  position: number;
  person: ArrayBuffer;
  seq: number;
}

/** Of those for whom it was asked: whom this organisation may open by name now, most urgent first. */
export async function listExported(db: D1Database, scope: Scope, exportId: string): Promise<ExportedRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${registrationColumns}, s.seq, e.id AS personId, e.position, e.sealed AS person
       FROM exportPerson x JOIN sight s ON s.organisationId = ?1 AND s.registrationId = x.registrationId AND s.audience = 'responder'
       JOIN registration r ON r.id = s.registrationId JOIN person e ON e.id = x.personId AND e.registrationId = s.registrationId
       WHERE x.exportId = ?2 ORDER BY s.urgency, s.openedAt, s.registrationId, e.position`,
    )
    .bind(scope.organisationId, exportId)
    .all<ExportedRow>();
  return results;
}

/** Words that were sealed by an older version of the ring. `before` is the newest version as four hexadecimal digits. */
export async function listOldWords(
  db: D1Database,
  before: string,
  most: number,
): Promise<{ id: string; why: ArrayBuffer; alone: ArrayBuffer | null }[]> {
  const { results } = await db
    .prepare(
      `SELECT id, why, alone FROM export WHERE (why <> x'' AND hex(substr(why, 1, 2)) < ?1)
         OR (alone IS NOT NULL AND alone <> x'' AND hex(substr(alone, 1, 2)) < ?1) LIMIT ?2`,
    )
    .bind(before, most)
    .all<{ id: string; why: ArrayBuffer; alone: ArrayBuffer | null }>();
  return results;
}

export function updateWords(
  db: D1Database,
  id: string,
  words: { why: Bytes; alone: Bytes | null },
): D1PreparedStatement {
  return db
    .prepare("UPDATE export SET why = unhex(?2), alone = unhex(?3) WHERE id = ?1")
    .bind(id, hex(words.why), words.alone === null ? null : hex(words.alone));
}
