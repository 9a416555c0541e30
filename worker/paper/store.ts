// All SQL of travel papers. Both reads start from the index `sightByPaper`, which holds only cases of an organisation
// that need a paper: they cost as many rows as such cases, however large the crisis.
import type { LocalText } from "../../schema/kit/fields.ts";
import { DISTRICT } from "../../schema/kit/quadkey.ts";
import { openStates } from "../../schema/registration.ts";
import { type RegistrationRow, registrationColumns } from "../registration/store.ts";

/**
 * Where a case is for the queue: its zone where the organisation may read an exact place, and as long as one is read (`?3`:
 * said since); else its district.
 */
const place = `CASE WHEN l.zoneId IS NOT NULL AND s.mayExact = 1 AND l.at >= ?3 AND length(s.cell) > ${String(DISTRICT)} THEN l.zoneId
  WHEN s.cell IS NOT NULL THEN 'near:' || substr(s.cell, 1, ${String(DISTRICT)}) ELSE 'none' END`;
/** 64 is the bit of `travel-paper`: written as the index has it, or SQLite does not take it. */
const needing = `FROM sight s INDEXED BY sightByPaper LEFT JOIN location l ON l.registrationId = s.registrationId
  WHERE s.organisationId = ?1 AND s.crisisId = ?2 AND s.audience = 'responder' AND s.needs & 64 <> 0
    AND s.state IN (${openStates.map((state) => `'${state}'`).join(", ")})`;

export interface PlaceRow {
  place: string;
  name: LocalText | null;
  groups: number;
  people: number;
}

/** Places with cases of this organisation that need a paper, most people first. */
export async function listPlaces(
  db: D1Database,
  scope: { organisationId: string },
  crisisId: string,
  exactSince: string,
): Promise<PlaceRow[]> {
  const sql = `SELECT q.place, z.name, q.groups, q.people FROM (
      SELECT ${place} AS place, count(*) AS groups, sum(s.people) AS people ${needing} GROUP BY 1
    ) q LEFT JOIN zone z ON z.id = q.place ORDER BY q.people DESC, q.place LIMIT 500`;
  const { results } = await db
    .prepare(sql)
    .bind(scope.organisationId, crisisId, exactSince)
    .all<Omit<PlaceRow, "name"> & { name: string | null }>();
  return results.map((row) => ({
    ...row,
    name: row.name === null ? null : (JSON.parse(row.name) as LocalText),
  }));
}

/** A page of the cases of one place, by id. */
export async function listNeeding(
  db: D1Database,
  scope: { organisationId: string },
  crisisId: string,
  at: { place: string; exactSince: string },
  after: string,
  limit: number,
): Promise<RegistrationRow[]> {
  const sql = `SELECT ${registrationColumns} FROM (
      SELECT s.registrationId AS id ${needing} AND s.registrationId > ?4 AND ${place} = ?6 ORDER BY s.registrationId LIMIT ?5
    ) q JOIN registration r ON r.id = q.id ORDER BY r.id`;
  const { results } = await db
    .prepare(sql)
    .bind(scope.organisationId, crisisId, at.exactSince, after, limit, at.place)
    .all<RegistrationRow>();
  return results;
}

/** People of cases that the caller was allowed to open before. */
export async function listPeople(
  db: D1Database,
  opened: readonly { id: string }[],
): Promise<{ id: string; registrationId: string; sealed: ArrayBuffer }[]> {
  const { results } = await db
    .prepare(
      `SELECT e.id, e.registrationId, e.sealed FROM json_each(?1) asked JOIN person e ON e.registrationId = asked.value
       ORDER BY e.registrationId, e.position`,
    )
    .bind(JSON.stringify(opened.map((one) => one.id)))
    .all<{ id: string; registrationId: string; sealed: ArrayBuffer }>();
  return results;
}
