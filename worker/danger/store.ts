// All SQL of danger: what is known of each, who stands for it, and how it ends. Reports are rows of their own (../sighting).
import type { Area } from "../../schema/alert.ts";
import type { Told } from "../../schema/danger.rules.ts";
import type { DangerKind, DangerState } from "../../schema/danger.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import { guard } from "../kit/commit.ts";

const seq = "(SELECT max(seq) FROM audit)";
/** A danger that holds in a square: `?1` the crisis, `?2` the kind, `?3` the square. */
export const sameSquare =
  "crisisId = ?1 AND kind = ?2 AND cell = ?3 AND area IS NULL AND state IN ('reported', 'confirmed')";

export interface DangerRow {
  id: string;
  crisisId: string;
  kind: DangerKind;
  cell: string | null;
  area: Area | null;
  state: DangerState;
  firstAt: string;
  seenAt: string;
  until: string;
  reports: number;
  byPerson: number;
  by: LocalText[];
  words: number;
  confirmedAt: string | null;
  confirmedBy: string | null;
  confirmedIn: string | null;
  confirmedName: LocalText | null;
  overAt: string | null;
  overIn: string | null;
  overName: LocalText | null;
  publicName: LocalText | null;
  undoTo: Undone | null;
  undoFrom: string | null;
  undoIn: string | null;
  version: number;
}

/** What a decision changes, and what undoing it brings back. */
export interface Undone {
  state: DangerState;
  cell: string | null;
  until: string;
  confirmedAt: string | null;
  confirmedBy: string | null;
  confirmedIn: string | null;
  publicName: LocalText | null;
}

const plain =
  "d.id, d.crisisId, d.kind, d.cell, d.area, d.state, d.firstAt, d.seenAt, d.until, d.reports, d.confirmedAt, d.confirmedBy, d.confirmedIn, d.overAt, d.overIn, d.publicName, d.undoTo, d.undoFrom, d.undoIn, d.version";
const selected = `${plain}, c.name AS confirmedName, o.name AS overName,
  EXISTS (SELECT 1 FROM dangerReport r WHERE r.dangerId = d.id AND r.organisationId IS NULL) AS byPerson,
  EXISTS (SELECT 1 FROM dangerReport r WHERE r.dangerId = d.id AND r.words IS NOT NULL) AS words,
  (SELECT json_group_array(json(name)) FROM (SELECT DISTINCT g.name FROM dangerReport r
    JOIN organisation g ON g.id = r.organisationId WHERE r.dangerId = d.id ORDER BY g.id LIMIT 12)) AS by`;
const joined =
  "danger d LEFT JOIN organisation c ON c.id = d.confirmedIn LEFT JOIN organisation o ON o.id = d.overIn";

type Stored = Record<keyof DangerRow, string | number | null>;
const json = <T>(value: string | number | null): T | null =>
  value === null ? null : (JSON.parse(String(value)) as T);

function fromRow(row: Stored): DangerRow {
  return {
    ...row,
    area: json<Area>(row.area),
    by: json<LocalText[]>(row.by) ?? [],
    confirmedName: json<LocalText>(row.confirmedName),
    overName: json<LocalText>(row.overName),
    publicName: json<LocalText>(row.publicName),
    undoTo: json<Undone>(row.undoTo),
  } as DangerRow;
}

/** Those that hold, then those that ended after `since`; each newest first. */
export async function listDangers(
  db: D1Database,
  crisisId: string,
  since: string,
  limit: number,
): Promise<DangerRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${selected} FROM ${joined} WHERE d.crisisId = ?1 AND (d.state IN ('reported', 'confirmed') OR d.overAt > ?2)
       ORDER BY d.state IN ('reported', 'confirmed') DESC, d.seenAt DESC, d.id LIMIT ?3`,
    )
    .bind(crisisId, since, limit)
    .all<Stored>();
  return results.map(fromRow);
}

export async function findDanger(db: D1Database, id: string): Promise<DangerRow | null> {
  const row = await db.prepare(`SELECT ${selected} FROM ${joined} WHERE d.id = ?1`).bind(id).first<Stored>();
  return row === null ? null : fromRow(row);
}

/** The danger that took a report in. */
export async function findDangerOf(db: D1Database, reportId: string): Promise<DangerRow | null> {
  const sql = `SELECT ${selected} FROM ${joined} WHERE d.id = (SELECT dangerId FROM dangerReport WHERE id = ?1)`;
  const row = await db.prepare(sql).bind(reportId).first<Stored>();
  return row === null ? null : fromRow(row);
}

/** Confirmed dangers with a name for the public. */
export async function listTold(db: D1Database, crisisId: string): Promise<Told[]> {
  const { results } = await db
    .prepare(
      `SELECT kind, state, cell, area, confirmedAt, until, publicName FROM danger
       WHERE crisisId = ?1 AND state = 'confirmed' AND publicName IS NOT NULL ORDER BY confirmedAt DESC LIMIT 500`,
    )
    .bind(crisisId)
    .all<Stored>();
  return results.map(
    (row) =>
      ({
        ...row,
        area: json<Area>(row.area),
        publicName: json<LocalText>(row.publicName),
      }) as unknown as Told,
  );
}

export function guardDangerVersion(db: D1Database, id: string, version: number): D1PreparedStatement {
  return guard(db, "stale", "SELECT 1 FROM danger WHERE id = ?1 AND version = ?2", id, version);
}

/** Raises `already-exists` where another danger of this kind holds in that square. */
export function guardOnlyOne(
  db: D1Database,
  row: Pick<DangerRow, "id" | "crisisId" | "kind" | "area">,
  cell: string | null,
): D1PreparedStatement[] {
  if (cell === null || row.area !== null) return [];
  const free = `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM danger WHERE ${sameSquare} AND id <> ?4)`;
  return [guard(db, "already-exists", free, row.crisisId, row.kind, cell, row.id)];
}

/** `undo`: what stood before, kept with the decision; null where the decision is an undoing itself. */
export function updateDecided(
  db: D1Database,
  id: string,
  to: Undone & { overAt: string | null; overIn: string | null },
  undo: { to: Undone; at: string; organisationId: string } | null,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE danger SET state = ?2, cell = ?3, until = ?4, confirmedAt = ?5, confirmedBy = ?6, confirmedIn = ?7, publicName = ?8,
       overAt = ?9, overIn = ?10, undoTo = ?11, undoFrom = ?12, undoIn = ?13, version = version + 1, seq = ${seq},
       partnerSeq = iif(state = 'confirmed' OR ?2 = 'confirmed', ${seq}, partnerSeq) WHERE id = ?1`,
    )
    .bind(
      id,
      to.state,
      to.cell,
      to.until,
      to.confirmedAt,
      to.confirmedBy,
      to.confirmedIn,
      to.publicName === null ? null : JSON.stringify(to.publicName),
      to.overAt,
      to.overIn,
      undo === null ? null : JSON.stringify(undo.to),
      undo?.at ?? null,
      undo?.organisationId ?? null,
    );
}

/** How many dangers of a crisis are about to be ended by the clock, and how many reports are about to lose their words. */
export async function countDue(
  db: D1Database,
  crisisId: string,
  times: { now: string; over: string },
): Promise<{ lapsing: number; silent: number }> {
  const row = await db
    .prepare(
      `SELECT (SELECT count(*) FROM danger WHERE crisisId = ?1 AND state IN ('reported', 'confirmed') AND until <= ?2) AS lapsing,
       (SELECT count(*) FROM danger d JOIN dangerReport r ON r.dangerId = d.id WHERE d.crisisId = ?1
         AND d.state NOT IN ('reported', 'confirmed') AND d.overAt <= ?3 AND (r.slot IS NOT NULL OR r.words IS NOT NULL)) AS silent`,
    )
    .bind(crisisId, times.now, times.over)
    .first<{ lapsing: number; silent: number }>();
  return row ?? { lapsing: 0, silent: 0 };
}

/** What lapsed, and the words, links and slots of what has been over for a day. */
export function lapse(
  db: D1Database,
  crisisId: string,
  times: { now: string; over: string },
): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `UPDATE danger SET state = 'lapsed', overAt = until, undoTo = NULL, version = version + 1, seq = ${seq},
         partnerSeq = iif(state = 'confirmed', ${seq}, partnerSeq)
         WHERE crisisId = ?1 AND state IN ('reported', 'confirmed') AND until <= ?2`,
      )
      .bind(crisisId, times.now),
    db
      .prepare(
        `UPDATE dangerReport SET slot = NULL, link = NULL, words = NULL WHERE (slot IS NOT NULL OR words IS NOT NULL)
         AND dangerId IN (SELECT id FROM danger WHERE crisisId = ?1 AND state NOT IN ('reported', 'confirmed') AND overAt <= ?2)`,
      )
      .bind(crisisId, times.over),
  ];
}
