// All SQL of areas: what is true of districts, and the hours that were published of them and of organisations' own cases.
// @PRIVACY the truth is read by the clock alone; doors read areaHour, which holds nothing but published figures.
import type { Area } from "../../schema/crisis-area.ts";
import { DISTRICT } from "../../schema/kit/quadkey.ts";
import { needKinds } from "../../schema/need.ts";
import { openStates } from "../../schema/registration.ts";
import type { Scope } from "../registration/sight.ts";

const open = openStates.map((state) => `'${state}'`).join(", ");

/** People and groups that an organisation sees, and how many of them no organisation before it sees. */
export interface Seen {
  mine: number;
  mineGroups: number;
  first: number;
  groups: number;
}
/** What one organisation sees of a district; `counts` by `people`, need, and urgency (`urgency.1`). */
export interface SeenOf {
  cell: string | null;
  counts: ({ kind: string } & Seen)[];
}

export async function listOrganisationIds(db: D1Database, crisisId: string): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT organisationId AS id FROM crisisOrganisation WHERE crisisId = ?1 ORDER BY 1")
    .bind(crisisId)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

/** Cases in one query: the database serves others between two of them. */
const PAGE = 25_000;
/** By the end of a column's name: which cases count. */
const which = [
  ...needKinds.map((kind, bit) => ({ kind: kind as string, has: `(needs & ${String(1 << bit)} <> 0)` })),
  ...[1, 2, 3].map((urgency) => ({
    kind: `urgency.${String(urgency)}`,
    has: `(urgency = ${String(urgency)})`,
  })),
];
const sums = which
  .map(({ has }, n) =>
    ["mine", "mineGroups", "first", "groups"]
      .map((name) => `sum(${name} * ${has}) AS ${name}${String(n)}`)
      .join(", "),
  )
  .join(", ");
// A case is counted once for the crisis: by whoever sees all of its needs, never by who holds one of them.
// @NOTE MATERIALIZED keeps SQLite from asking once for each of the sums whether an organisation before sees the case.
const seenSql = `WITH seen AS MATERIALIZED (
    SELECT s.registrationId, substr(s.cell, 1, ${String(DISTRICT)}) AS cell, s.needs, s.urgency, s.people, NOT EXISTS (
      SELECT 1 FROM sight x WHERE x.registrationId = s.registrationId AND (x.held, x.organisationId) < (s.held, s.organisationId)
    ) AS own
    FROM sight s WHERE s.organisationId = ?1 AND s.crisisId = ?2 AND s.state IN (${open}) AND s.registrationId > ?3
    ORDER BY s.registrationId LIMIT ?4
  ), kinds AS MATERIALIZED (
    SELECT cell, needs, urgency, sum(people) AS mine, count(*) AS mineGroups, sum(own * people) AS first, sum(own) AS groups
    FROM seen GROUP BY cell, needs, urgency
  )
  SELECT cell, sum(mine) AS mine, sum(mineGroups) AS mineGroups, sum(first) AS first, sum(groups) AS groups, ${sums},
    (SELECT max(registrationId) FROM seen) AS last, (SELECT count(*) FROM seen) AS cases FROM kinds GROUP BY cell`;

interface SeenRow {
  cell: string | null;
  last: string;
  cases: number;
  [sum: string]: string | number | null;
}

function seenOf(row: SeenRow): SeenOf {
  const seen = (kind: string, n: string) => {
    const of = (name: string) => Number(row[`${name}${n}`] ?? 0);
    return {
      kind,
      mine: of("mine"),
      mineGroups: of("mineGroups"),
      first: of("first"),
      groups: of("groups"),
    };
  };
  return {
    cell: row.cell,
    counts: [seen("people", ""), ...which.map(({ kind }, n) => seen(kind, String(n)))],
  };
}

/**
 * One pass over what an organisation sees of those who still wait, in pages: a district may come several times. Nobody is
 * counted who lets nobody see her.
 */
export async function listSeen(
  db: D1Database,
  crisisId: string,
  organisationId: string,
  page = PAGE,
): Promise<SeenOf[]> {
  const seen: SeenOf[] = [];
  for (let after = ""; ; ) {
    const { results } = await db.prepare(seenSql).bind(organisationId, crisisId, after, page).all<SeenRow>();
    seen.push(...results.map(seenOf));
    const [first] = results;
    if (first === undefined || first.cases < page) return seen;
    after = first.last;
  }
}

/** Fails where the hour was published already: then nothing of its batch is written. */
export function insertAreaHour(
  db: D1Database,
  crisisId: string,
  scope: string,
  at: string,
  areas: Area[],
  sheet: ReadonlyMap<string, number | null> | null,
): D1PreparedStatement {
  return db
    .prepare("INSERT INTO areaHour (crisisId, scope, at, areas, sheet) VALUES (?1, ?2, ?3, ?4, ?5)")
    .bind(crisisId, scope, at, JSON.stringify(areas), sheet === null ? null : JSON.stringify([...sheet]));
}

/** The newest figures of an organisation's own cases, as its sheets hold them. */
export async function findSheet(
  db: D1Database,
  scope: Scope,
  crisisId: string,
): Promise<{ at: string; figures: Map<string, number | null> } | null> {
  const row = await db
    .prepare(
      "SELECT at, sheet FROM areaHour WHERE crisisId = ?1 AND scope = ?2 AND sheet IS NOT NULL ORDER BY at DESC LIMIT 1",
    )
    .bind(crisisId, scope.organisationId)
    .first<{ at: string; sheet: string }>();
  if (row === null) return null;
  return { at: row.at, figures: new Map(JSON.parse(row.sheet) as [string, number | null][]) };
}

/** Keeps every hour since `hourly`, of older days the last, and nothing from before `daily`. */
export function deleteOldHours(
  db: D1Database,
  crisisId: string,
  hourly: string,
  daily: string,
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM areaHour WHERE crisisId = ?1 AND at < ?2 AND (at < ?3 OR EXISTS (
         SELECT 1 FROM areaHour later WHERE later.crisisId = areaHour.crisisId AND later.scope = areaHour.scope
           AND later.at > areaHour.at AND later.at < substr(areaHour.at, 1, 10) || 'T99'))`,
    )
    .bind(crisisId, hourly, daily);
}

export async function wasPublished(db: D1Database, crisisId: string, at: string): Promise<boolean> {
  const sql = "SELECT 1 FROM areaHour WHERE crisisId = ?1 AND scope = '' AND at >= ?2 LIMIT 1";
  return (await db.prepare(sql).bind(crisisId, at).first()) !== null;
}

export interface HourRow {
  at: string;
  areas: Area[];
}

interface StoredHour {
  at: string;
  areas: string;
}
const fromRow = (row: StoredHour): HourRow => ({ at: row.at, areas: JSON.parse(row.areas) as Area[] });

/** The newest hour before a moment. */
export async function findHour(
  db: D1Database,
  crisisId: string,
  scope: string,
  before: string,
): Promise<HourRow | null> {
  const row = await db
    .prepare(
      "SELECT at, areas FROM areaHour WHERE crisisId = ?1 AND scope = ?2 AND at < ?3 ORDER BY at DESC LIMIT 1",
    )
    .bind(crisisId, scope, before)
    .first<StoredHour>();
  return row === null ? null : fromRow(row);
}

/** Hours between two moments, oldest first; `daily`: of each day the last alone. */
export async function listHours(
  db: D1Database,
  crisisId: string,
  scope: string,
  range: { after: string; before: string; daily: boolean },
  limit: number,
): Promise<HourRow[]> {
  const last = `NOT EXISTS (SELECT 1 FROM areaHour later WHERE later.crisisId = ?1 AND later.scope = ?2 AND later.at > h.at
    AND later.at < substr(h.at, 1, 10) || 'T99')`;
  const { results } = await db
    .prepare(
      `SELECT h.at, h.areas FROM areaHour h WHERE h.crisisId = ?1 AND h.scope = ?2 AND h.at > ?3 AND h.at < ?4
       ${range.daily ? `AND ${last}` : ""} ORDER BY h.at LIMIT ?5`,
    )
    .bind(crisisId, scope, range.after, range.before, limit)
    .all<StoredHour>();
  return results.map(fromRow);
}
