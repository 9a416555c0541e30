// SQL of the map: cells, groups and spots of what an organisation's officers may see. As in sight.ts, every statement
// starts from `sight` or its counts and takes the scope first. @PRIVACY
import { cover, DISTRICT, FINEST } from "../../schema/kit/quadkey.ts";
import {
  type Filter,
  MOST_SCANNED,
  needBit,
  type Scope,
  type SightRow,
  seen,
  statesOf,
  urgenciesOf,
  wanted,
} from "./sight.ts";

type Box = readonly [number, number, number, number];

/** Ranges of cell text that cover a box: everything below each cell, and the district around it where that is coarser. */
export function rangesOf(box: Box, level: number): { from: string; to: string }[] {
  const cells = cover(box, level);
  const ranges = cells.map((cell) => ({ from: cell, to: `${cell}4` }));
  const districts = new Set(
    cells.filter((cell) => cell.length > DISTRICT).map((cell) => cell.slice(0, DISTRICT)),
  );
  for (const district of districts) ranges.push({ from: district, to: district });
  return ranges;
}

export interface CellRow {
  cell: string;
  groups: number;
  people: number;
  urgent: number;
}

/** Counts by cell from the kept tally: as many rows as cells in the ranges, whatever the size of the crisis. */
export async function listCellsIn(
  db: D1Database,
  scope: Scope,
  filter: Filter,
  ranges: readonly { from: string; to: string }[],
  level: number,
): Promise<CellRow[]> {
  const sql = `SELECT t.cell, sum(t.groups) AS groups, sum(t.people) AS people, sum(iif(t.urgency = 1, t.groups, 0)) AS urgent
    FROM json_each(?3) ranges CROSS JOIN tally t ON t.organisationId = ?1 AND t.crisisId = ?2 AND t.level = ?4
      AND t.cell BETWEEN ranges.value->>'from' AND ranges.value->>'to'
    WHERE t.state IN (SELECT value FROM json_each(?5)) AND (?6 = 0 OR t.urgency = ?6) AND t.groups > 0 GROUP BY t.cell`;
  const { results } = await db
    .prepare(sql)
    .bind(
      scope.organisationId,
      filter.crisisId,
      JSON.stringify(ranges),
      level,
      JSON.stringify(statesOf(filter)),
      Number(filter.urgency ?? 0),
    )
    .all<CellRow>();
  return results;
}

export function listCells(
  db: D1Database,
  scope: Scope,
  filter: Filter,
  box: Box,
  level: number,
): Promise<CellRow[]> {
  return listCellsIn(db, scope, filter, rangesOf(box, level), level);
}

/** `?1` to `?6` of what looks for cases in a box. */
const boundBy = (scope: Scope, filter: Filter, box: Box, level: number) => [
  scope.organisationId,
  filter.crisisId,
  JSON.stringify(rangesOf(box, level)),
  JSON.stringify(statesOf(filter)),
  urgenciesOf(filter),
  needBit(filter),
];
const inBox = `json_each(?3) ranges CROSS JOIN ${wanted("?4", "?5")} AND s.cell BETWEEN ranges.value->>'from' AND ranges.value->>'to'`;

/** Counts by cell for a need: at most so many cases of the box are looked at, whether they have it or not. */
export async function scanCells(
  db: D1Database,
  scope: Scope,
  filter: Filter,
  box: Box,
  level: number,
): Promise<{ cells: CellRow[]; complete: boolean }> {
  // The kept counts of the same filter, whatever the need: where nobody is, nobody is looked for.
  if ((await listCells(db, scope, filter, box, level)).length === 0) return { cells: [], complete: true };
  const sql = `SELECT substr(cell, 1, ${String(level)}) AS cell, count(*) FILTER (WHERE match) AS groups, ifnull(sum(people) FILTER (WHERE match), 0) AS people,
      count(*) FILTER (WHERE match AND urgency = 1) AS urgent, count(*) AS scanned
    FROM (SELECT s.cell, s.people, s.urgency, s.needs & ?6 AS match FROM ${inBox} LIMIT ?7) GROUP BY 1`;
  const { results } = await db
    .prepare(sql)
    .bind(...boundBy(scope, filter, box, level), MOST_SCANNED)
    .all<CellRow & { scanned: number }>();
  const scanned = results.reduce((sum, row) => sum + row.scanned, 0);
  const cells = results.filter((row) => row.groups > 0).map(({ scanned: _, ...row }) => row);
  return { cells, complete: scanned < MOST_SCANNED };
}

/** Groups in a box, at most `limit`: read close in, where the counts say that there are some. */
export async function listInBox(
  db: D1Database,
  scope: Scope,
  filter: Filter,
  box: Box,
  limit: number,
): Promise<SightRow[]> {
  const sql = `SELECT ${seen} FROM (
      SELECT s.registrationId FROM ${inBox} WHERE ?6 = 0 OR s.needs & ?6 LIMIT ?7
    ) found CROSS JOIN sight s ON s.organisationId = ?1 AND s.registrationId = found.registrationId
    JOIN registration r ON r.id = s.registrationId LEFT JOIN location l ON l.registrationId = r.id AND s.mayExact = 1`;
  const { results } = await db
    .prepare(sql)
    .bind(...boundBy(scope, filter, box, FINEST), limit)
    .all<SightRow>();
  return results;
}

/** What is needed to say whether a case lies in an area. */
export interface SpotRow {
  id: string;
  cell: string;
  people: number;
  urgency: number;
  openedAt: string;
  mayExact: number;
}

/**
 * Cases sent to this organisation in a box. At most so many of the box are looked at, whether they match or not; one more
 * than that is never read.
 */
export async function listSpots(
  db: D1Database,
  scope: Scope,
  filter: Filter,
  box: Box,
): Promise<{ spots: SpotRow[]; complete: boolean }> {
  const sql = `SELECT s.registrationId AS id, s.cell, s.people, s.urgency, s.openedAt, s.mayExact,
      s.audience = 'responder' AND (?6 = 0 OR s.needs & ?6) AS match FROM ${inBox} LIMIT ?7`;
  const { results } = await db
    .prepare(sql)
    .bind(...boundBy(scope, filter, box, FINEST), MOST_SCANNED)
    .all<SpotRow & { match: number }>();
  return { spots: results.filter((row) => row.match !== 0), complete: results.length < MOST_SCANNED };
}
