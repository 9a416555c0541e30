// All SQL of zone and of the figures given for it.
import type { Area } from "../../schema/alert.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import type { Zone, ZoneFigure } from "../../schema/zone.ts";
import { guard } from "../kit/commit.ts";

const columns =
  "id, kind, name, lng, lat, area, publication, admitsMigrants, state, capacity, occupancy, occupancyAt, confirmedAt, confirmedBy, organisationId, closedAt, version";

type ZoneRow = Omit<Zone, "name" | "area"> & { name: string; area: string | null };

function fromRow(row: ZoneRow): Zone {
  return {
    ...row,
    name: JSON.parse(row.name) as LocalText,
    area: row.area === null ? null : (JSON.parse(row.area) as Area),
  };
}

export async function listZones(db: D1Database, crisisId: string, since = -1): Promise<Zone[]> {
  const { results } = await db
    .prepare(`SELECT ${columns} FROM zone WHERE crisisId = ?1 AND seq > ?2 ORDER BY kind, id LIMIT 2000`)
    .bind(crisisId, since)
    .all<ZoneRow>();
  return results.map(fromRow);
}

/** Zones in order of id, after one; `published`: those of which the public may know. */
export async function pageZones(
  db: D1Database,
  crisisId: string,
  after: string,
  limit: number,
  published: boolean,
): Promise<Zone[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM zone WHERE crisisId = ?1 AND id > ?2
       AND (?4 = 0 OR (publication <> 'hidden' AND closedAt IS NULL)) ORDER BY id LIMIT ?3`,
    )
    .bind(crisisId, after, limit, published ? 1 : 0)
    .all<ZoneRow>();
  return results.map(fromRow);
}

export async function findZone(db: D1Database, id: string): Promise<(Zone & { crisisId: string }) | null> {
  const row = await db
    .prepare(`SELECT ${columns}, crisisId FROM zone WHERE id = ?1`)
    .bind(id)
    .first<ZoneRow & { crisisId: string }>();
  return row === null ? null : { ...fromRow(row), crisisId: row.crisisId };
}

/** Of these zones, those of which the public may not know. */
export async function listHidden(db: D1Database, ids: readonly string[]): Promise<Set<string>> {
  const sql =
    "SELECT z.id FROM json_each(?1) asked JOIN zone z ON z.id = asked.value WHERE z.publication = 'hidden'";
  const { results } = await db.prepare(sql).bind(JSON.stringify(ids)).all<{ id: string }>();
  return new Set(results.map((row) => row.id));
}

export async function listFigures(db: D1Database, zoneId: string): Promise<ZoneFigure[]> {
  const { results } = await db
    .prepare(
      "SELECT measure, value, at, source FROM zoneFigure WHERE zoneId = ?1 ORDER BY at DESC, id DESC LIMIT 500",
    )
    .bind(zoneId)
    .all<ZoneFigure>();
  return results;
}

export function insertZone(db: D1Database, crisisId: string, zone: Zone): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO zone (${columns}, crisisId, seq) VALUES (${Array.from({ length: 18 }, (_, i) => `?${String(i + 1)}`).join(", ")}, (SELECT max(seq) FROM audit))`,
    )
    .bind(
      zone.id,
      zone.kind,
      JSON.stringify(zone.name),
      zone.lng,
      zone.lat,
      zone.area === null ? null : JSON.stringify(zone.area),
      zone.publication,
      zone.admitsMigrants,
      zone.state,
      zone.capacity,
      zone.occupancy,
      zone.occupancyAt,
      zone.confirmedAt,
      zone.confirmedBy,
      zone.organisationId,
      zone.closedAt,
      zone.version,
      crisisId,
    );
}

export function insertFigure(db: D1Database, zoneId: string, figure: ZoneFigure): D1PreparedStatement {
  return db
    .prepare("INSERT INTO zoneFigure (zoneId, measure, value, at, source) VALUES (?1, ?2, ?3, ?4, ?5)")
    .bind(zoneId, figure.measure, figure.value, figure.at, figure.source);
}

export function updateZone(db: D1Database, zone: Zone): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE zone SET state = ?2, admitsMigrants = ?3, capacity = ?4, occupancy = ?5, occupancyAt = ?6, confirmedAt = ?7, confirmedBy = ?8, closedAt = ?9,
       version = version + 1, seq = (SELECT max(seq) FROM audit) WHERE id = ?1`,
    )
    .bind(
      zone.id,
      zone.state,
      zone.admitsMigrants,
      zone.capacity,
      zone.occupancy,
      zone.occupancyAt,
      zone.confirmedAt,
      zone.confirmedBy,
      zone.closedAt,
    );
}

export function guardZoneVersion(db: D1Database, id: string, version: number): D1PreparedStatement {
  return guard(db, "stale", "SELECT 1 FROM zone WHERE id = ?1 AND version = ?2", id, version);
}
