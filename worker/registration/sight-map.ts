// SQL of the map: cells, groups and spots of what an organisation's officers may see. As in sight.ts, every statement
// starts from `sight` or its counts and takes the scope first. @PRIVACY
import { cover, DISTRICT } from "../../schema/kit/quadkey.ts";
import { type Filter, MOST_SCANNED, needBit, type Scope, type SightRow, seen, statesOf } from "./sight.ts";

// @NOTE CROSS JOIN and INDEXED BY keep SQLite on the ranges: left alone it reads all that an organisation sees.
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

/** Counts by cell for a need: at most so many cases of the box are looked at, whether they match or not. */
export async function scanCells(
  db: D1Database,
  scope: Scope,
  filter: Filter,
  box: Box,
  level: number,
): Promise<{ cells: CellRow[]; complete: boolean }> {
  const sql = `SELECT substr(cell, 1, ${String(level)}) AS cell, count(*) FILTER (WHERE match) AS groups, ifnull(sum(people) FILTER (WHERE match), 0) AS people,
      count(*) FILTER (WHERE match AND urgency = 1) AS urgent, count(*) AS scanned
    FROM (SELECT s.cell, s.people, s.urgency, s.state IN (SELECT value FROM json_each(?4)) AND (?5 = 0 OR s.urgency = ?5) AND s.needs & ?6 AS match
      FROM json_each(?3) ranges CROSS JOIN sight s INDEXED BY sightByCell ON s.organisationId = ?1 AND s.crisisId = ?2
        AND s.cell BETWEEN ranges.value->>'from' AND ranges.value->>'to' LIMIT ?7) GROUP BY 1`;
  const { results } = await db
    .prepare(sql)
    .bind(
      scope.organisationId,
      filter.crisisId,
      JSON.stringify(rangesOf(box, level)),
      JSON.stringify(statesOf(filter)),
      Number(filter.urgency ?? 0),
      needBit(filter),
      MOST_SCANNED,
    )
    .all<CellRow & { scanned: number }>();
  const scanned = results.reduce((sum, row) => sum + row.scanned, 0);
  const cells = results.filter((row) => row.groups > 0).map(({ scanned: _, ...row }) => row);
  return { cells, complete: scanned < MOST_SCANNED };
}

/** `?1` to `?6` of what asks for cases in a box. */
const boundBy = (scope: Scope, filter: Filter, box: Box) => [
  scope.organisationId,
  filter.crisisId,
  JSON.stringify(rangesOf(box, 15)),
  JSON.stringify(statesOf(filter)),
  Number(filter.urgency ?? 0),
  needBit(filter),
];

/** Groups in a box, at most `limit`: read close in. */
export async function listInBox(
  db: D1Database,
  scope: Scope,
  filter: Filter,
  box: Box,
  limit: number,
): Promise<SightRow[]> {
  const sql = `SELECT ${seen} FROM json_each(?3) ranges CROSS JOIN sight s INDEXED BY sightByCell ON s.organisationId = ?1 AND s.crisisId = ?2
      AND s.cell BETWEEN ranges.value->>'from' AND ranges.value->>'to'
    JOIN registration r ON r.id = s.registrationId LEFT JOIN location l ON l.registrationId = r.id AND s.mayExact = 1
    WHERE s.state IN (SELECT value FROM json_each(?4)) AND (?5 = 0 OR s.urgency = ?5) AND (?6 = 0 OR s.needs & ?6) LIMIT ?7`;
  const { results } = await db
    .prepare(sql)
    .bind(...boundBy(scope, filter, box), limit)
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
      s.audience = 'responder' AND s.state IN (SELECT value FROM json_each(?4)) AND (?5 = 0 OR s.urgency = ?5) AND (?6 = 0 OR s.needs & ?6) AS match
    FROM json_each(?3) ranges CROSS JOIN sight s INDEXED BY sightByCell ON s.organisationId = ?1 AND s.crisisId = ?2
      AND s.cell BETWEEN ranges.value->>'from' AND ranges.value->>'to' LIMIT ?7`;
  const { results } = await db
    .prepare(sql)
    .bind(...boundBy(scope, filter, box), MOST_SCANNED)
    .all<SpotRow & { match: number }>();
  return { spots: results.filter((row) => row.match !== 0), complete: results.length < MOST_SCANNED };
}
