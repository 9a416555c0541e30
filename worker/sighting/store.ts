// All SQL of reports of a danger: one row each. Which danger takes a report in is decided inside its batch, so that two who
// tell at once end in one. @PRIVACY no column says who told: see `slot` and `link` in the migration.
import type { Area } from "../../schema/alert.ts";
import type { DangerKind, DangerState } from "../../schema/danger.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import { sameSquare } from "../danger/store.ts";
import { type Bytes, hex } from "../kit/seal.ts";

const seq = "(SELECT max(seq) FROM audit)";

export interface ReportInsert {
  id: string;
  crisisId: string;
  kind: DangerKind;
  cell: string | null;
  area: Area | null;
  at: string;
  seenAt: string;
  /** Of the danger, where this report begins one. */
  dangerId: string;
  until: string;
  organisationId: string | null;
  slot: string | null;
  link: Bytes | null;
  words: Bytes | null;
}

/**
 * A report, and the danger that it belongs to. What lapsed in this square and was not yet tidied lapses first. A report
 * does not lengthen what somebody confirmed: it names no officer who stands for it. Partners' screens are told of one only
 * where the ten that they read has changed: they count no reports by counting changes.
 */
export function insertReport(db: D1Database, row: ReportInsert, now: string): D1PreparedStatement[] {
  const mayMerge = row.cell !== null && row.area === null;
  const square = mayMerge
    ? [
        db
          .prepare(
            `UPDATE danger SET state = 'lapsed', overAt = until, version = version + 1, seq = ${seq},
             partnerSeq = iif(state = 'confirmed', ${seq}, partnerSeq) WHERE ${sameSquare} AND until <= ?4`,
          )
          .bind(row.crisisId, row.kind, row.cell, now),
      ]
    : [];
  const begin = db
    .prepare(
      `INSERT INTO danger (id, crisisId, kind, cell, area, state, firstAt, seenAt, until, seq)
       SELECT ?4, ?1, ?2, ?3, ?5, 'reported', ?6, ?7, ?8, ${seq} WHERE ?9 = 0 OR NOT EXISTS (SELECT 1 FROM danger WHERE ${sameSquare})`,
    )
    .bind(
      row.crisisId,
      row.kind,
      row.cell,
      row.dangerId,
      row.area === null ? null : JSON.stringify(row.area),
      row.at,
      row.seenAt,
      row.until,
      mayMerge ? 1 : 0,
    );
  const report = db
    .prepare(
      `INSERT INTO dangerReport (id, dangerId, organisationId, slot, at, seenAt, link, words)
       VALUES (?4, ifnull((SELECT id FROM danger WHERE id = ?5), (SELECT id FROM danger WHERE ${sameSquare})), ?6, ?7, ?8, ?9, unhex(?10), unhex(?11))`,
    )
    .bind(
      row.crisisId,
      row.kind,
      row.cell,
      row.id,
      row.dangerId,
      row.organisationId,
      row.slot,
      row.at,
      row.seenAt,
      row.link === null ? null : hex(row.link),
      row.words === null ? null : hex(row.words),
    );
  const tens = "(SELECT count(*) FROM dangerReport r WHERE r.dangerId = danger.id) / 10";
  const count = db
    .prepare(
      `UPDATE danger SET reports = (SELECT count(*) FROM dangerReport r WHERE r.dangerId = danger.id),
       seenAt = max(seenAt, ?2), until = iif(state = 'reported', max(until, ?3), until), version = version + 1, seq = ${seq},
       partnerSeq = iif(state = 'confirmed' AND ${tens} <> reports / 10, ${seq}, partnerSeq)
       WHERE id = (SELECT dangerId FROM dangerReport WHERE id = ?1)`,
    )
    .bind(row.id, row.seenAt, row.until);
  return [...square, begin, report, count];
}

export interface ReportRow {
  id: string;
  dangerId: string;
  slot: string | null;
  at: string;
  seenAt: string;
  organisation: LocalText | null;
  link: ArrayBuffer | null;
  words: ArrayBuffer | null;
  kind: DangerKind;
  cell: string | null;
  area: string | null;
  state: DangerState;
  until: string;
}

const reported = `r.id, r.dangerId, r.slot, r.at, r.seenAt, r.link, r.words, g.name AS organisation, d.kind, d.cell, d.area, d.state, d.until
  FROM dangerReport r JOIN danger d ON d.id = r.dangerId LEFT JOIN organisation g ON g.id = r.organisationId`;
const reportOf = (row: Record<keyof ReportRow, unknown>) =>
  ({
    ...row,
    organisation: row.organisation === null ? null : (JSON.parse(String(row.organisation)) as LocalText),
  }) as ReportRow;

/** Reports of a danger that hold words, newest first. */
export async function listWords(db: D1Database, dangerId: string, most: number): Promise<ReportRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${reported} WHERE r.dangerId = ?1 AND r.words IS NOT NULL ORDER BY r.at DESC, r.id LIMIT ?2`,
    )
    .bind(dangerId, most)
    .all<Record<keyof ReportRow, unknown>>();
  return results.map(reportOf);
}

/** Reports behind the hashes that only their own person's session makes. */
export async function listBySlots(db: D1Database, slots: readonly string[]): Promise<ReportRow[]> {
  const { results } = await db
    .prepare(`SELECT ${reported} WHERE r.slot IN (SELECT value FROM json_each(?1)) ORDER BY r.at DESC, r.id`)
    .bind(JSON.stringify(slots))
    .all<Record<keyof ReportRow, unknown>>();
  return results.map(reportOf);
}

/** Takes reports away; a danger that nobody confirmed goes with the last of them. The second statement is the deletion alone. */
export function deleteReports(
  db: D1Database,
  ids: readonly string[],
): [counted: D1PreparedStatement, deleted: D1PreparedStatement] {
  const list = JSON.stringify(ids);
  const asked = "SELECT value FROM json_each(?1)";
  const left = `(SELECT count(*) FROM dangerReport r WHERE r.dangerId = danger.id AND r.id NOT IN (${asked}))`;
  const alone = `state = 'reported' AND ${left} = 0`;
  return [
    db
      .prepare(
        `UPDATE danger SET reports = ${left}, version = version + 1, seq = ${seq},
         partnerSeq = iif(state = 'confirmed' AND ${left} / 10 <> reports / 10, ${seq}, partnerSeq),
         overAt = iif(${alone}, until, overAt), state = iif(${alone}, 'withdrawn', state)
         WHERE id IN (SELECT dangerId FROM dangerReport WHERE id IN (${asked}))`,
      )
      .bind(list),
    db.prepare(`DELETE FROM dangerReport WHERE id IN (${asked})`).bind(list),
  ];
}

/** What a person wrote goes, and that it was hers; that somebody saw this danger stays. */
export function forgetPersons(db: D1Database, slots: readonly string[]): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE dangerReport SET slot = NULL, link = NULL, words = NULL WHERE slot IN (SELECT value FROM json_each(?1))",
    )
    .bind(JSON.stringify(slots));
}

/** Links, and officers' words, that an older version of the ring sealed. */
export async function listOldSealed(
  db: D1Database,
  before: string,
  most: number,
): Promise<{ id: string; slot: string | null; link: ArrayBuffer | null; words: ArrayBuffer | null }[]> {
  const { results } = await db
    .prepare(
      `SELECT id, slot, link, words FROM dangerReport WHERE link IS NOT NULL AND hex(substr(link, 1, 2)) < ?1
       OR organisationId IS NOT NULL AND words IS NOT NULL AND hex(substr(words, 1, 2)) < ?1 LIMIT ?2`,
    )
    .bind(before, most)
    .all<{ id: string; slot: string | null; link: ArrayBuffer | null; words: ArrayBuffer | null }>();
  return results;
}

export function updateSealed(
  db: D1Database,
  id: string,
  to: { link: Bytes | null; words: Bytes | null },
): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE dangerReport SET link = ifnull(unhex(?2), link), words = ifnull(unhex(?3), words) WHERE id = ?1",
    )
    .bind(id, to.link === null ? null : hex(to.link), to.words === null ? null : hex(to.words));
}
