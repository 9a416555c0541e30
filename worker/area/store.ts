// All SQL of areas: what is true of districts, what was last published of them, and the hours that were published.
// @PRIVACY the truth is read by the clock alone; doors read areaHour, which holds nothing but published figures.
import type { AreaFigure, Count } from "../../schema/area.rules.ts";
import type { Area } from "../../schema/crisis-area.ts";
import { DISTRICT } from "../../schema/kit/quadkey.ts";
import { needKinds } from "../../schema/need.ts";
import { openStates } from "../../schema/registration.ts";

const open = openStates.map((state) => `'${state}'`).join(", ");

/** What one organisation sees of a district, and how much of it no organisation before it sees. */
export interface SeenOf {
  cell: string | null;
  /** By kind; `mine` counts all that it sees, `first` those whom no organisation with a smaller id sees. */
  counts: { kind: string; mine: number; first: number; groups: number }[];
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
const sums = needKinds
  .map((_, bit) => {
    const has = `(needs & ${String(1 << bit)} <> 0)`;
    return `sum(mine * ${has}) AS m${String(bit)}, sum(first * ${has}) AS f${String(bit)}, sum(groups * ${has}) AS g${String(bit)}`;
  })
  .join(", ");
// A case is counted once for the crisis: by whoever sees all of its needs, never by who holds one of them.
// @NOTE MATERIALIZED keeps SQLite from asking once for each of the sums whether an organisation before sees the case.
const seenSql = `WITH seen AS MATERIALIZED (
    SELECT s.registrationId, substr(s.cell, 1, ${String(DISTRICT)}) AS cell, s.needs, s.people, NOT EXISTS (
      SELECT 1 FROM sight x WHERE x.registrationId = s.registrationId AND (x.held, x.organisationId) < (s.held, s.organisationId)
    ) AS own
    FROM sight s WHERE s.organisationId = ?1 AND s.crisisId = ?2 AND s.state IN (${open}) AND s.registrationId > ?3
    ORDER BY s.registrationId LIMIT ?4
  ), kinds AS MATERIALIZED (
    SELECT cell, needs, sum(people) AS mine, sum(own * people) AS first, sum(own) AS groups FROM seen GROUP BY cell, needs
  )
  SELECT cell, sum(mine) AS mine, sum(first) AS first, sum(groups) AS groups, ${sums},
    (SELECT max(registrationId) FROM seen) AS last, (SELECT count(*) FROM seen) AS cases FROM kinds GROUP BY cell`;

interface SeenRow {
  cell: string | null;
  last: string;
  cases: number;
  [sum: string]: string | number | null;
}

function seenOf(row: SeenRow): SeenOf {
  const of = (name: string) => Number(row[name] ?? 0);
  return {
    cell: row.cell,
    counts: [
      { kind: "people", mine: of("mine"), first: of("first"), groups: of("groups") },
      ...needKinds.map((kind, bit) => {
        const at = String(bit);
        return { kind, mine: of(`m${at}`), first: of(`f${at}`), groups: of(`g${at}`) };
      }),
    ],
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

/** Every organisation's own people by district, from the kept tally. */
export async function listOwn(
  db: D1Database,
  crisisId: string,
): Promise<({ organisationId: string; cell: string } & Omit<Count, "known">)[]> {
  // Level 11 holds the cells of level 11 and, whole, the districts of aged places.
  const sql = `SELECT t.organisationId, substr(t.cell, 1, ${String(DISTRICT)}) AS cell, sum(t.people) AS people, sum(t.groups) AS groups
    FROM crisisOrganisation o CROSS JOIN tally t ON t.organisationId = o.organisationId AND t.crisisId = ?1 AND t.level = 11
    WHERE o.crisisId = ?1 AND t.state IN (${open}) GROUP BY 1, 2`;
  const { results } = await db
    .prepare(sql)
    .bind(crisisId)
    .all<{ organisationId: string; cell: string; people: number; groups: number }>();
  return results;
}

export async function listAreaFigures(
  db: D1Database,
  crisisId: string,
): Promise<(AreaFigure & { scope: string })[]> {
  const { results } = await db
    .prepare("SELECT scope, cell, kind, base, shown FROM areaFigure WHERE crisisId = ?1")
    .bind(crisisId)
    .all<AreaFigure & { scope: string }>();
  return results;
}

export function upsertAreaFigures(
  db: D1Database,
  crisisId: string,
  rows: (AreaFigure & { scope: string })[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO areaFigure (crisisId, scope, cell, kind, base, shown)
       SELECT ?1, value->>'scope', value->>'cell', value->>'kind', value->>'base', value->>'shown' FROM json_each(?2)
       WHERE true ON CONFLICT DO UPDATE SET base = excluded.base, shown = excluded.shown`,
    )
    .bind(crisisId, JSON.stringify(rows));
}

/** Fails where the hour was published already: then nothing of its batch is written. */
export function insertAreaHour(
  db: D1Database,
  crisisId: string,
  scope: string,
  at: string,
  areas: Area[],
): D1PreparedStatement {
  return db
    .prepare("INSERT INTO areaHour (crisisId, scope, at, areas) VALUES (?1, ?2, ?3, ?4)")
    .bind(crisisId, scope, at, JSON.stringify(areas));
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
