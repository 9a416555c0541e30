// All SQL of location: one present place per registration, replaced, aged and deleted, never kept as a track.
import { DISTRICT } from "../../schema/kit/quadkey.ts";
import type { PlaceKind } from "../../schema/location.ts";
import { type Bytes, hex } from "../kit/seal.ts";

export interface LocationInsert {
  registrationId: string;
  kind: PlaceKind;
  zoneId: string | null;
  cell: string | null;
  at: string;
  sealed: Bytes;
}

export function upsertLocations(db: D1Database, rows: readonly LocationInsert[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO location SELECT value->>'registrationId', value->>'kind', value->>'zoneId', value->>'cell', value->>'at', unhex(value->>'sealed')
       FROM json_each(?1) WHERE true ON CONFLICT DO UPDATE SET kind = excluded.kind, zoneId = excluded.zoneId, cell = excluded.cell, at = excluded.at, sealed = excluded.sealed`,
    )
    .bind(JSON.stringify(rows.map((row) => ({ ...row, sealed: hex(row.sealed) }))));
}

export function deleteLocation(db: D1Database, registrationId: string): D1PreparedStatement {
  return db.prepare("DELETE FROM location WHERE registrationId = ?1").bind(registrationId);
}

export interface LocationRow {
  kind: PlaceKind;
  zoneId: string | null;
  cell: string | null;
  at: string;
  sealed: ArrayBuffer | null;
}

export async function findLocation(db: D1Database, opened: { id: string }): Promise<LocationRow | null> {
  return db
    .prepare("SELECT kind, zoneId, cell, at, sealed FROM location WHERE registrationId = ?1")
    .bind(opened.id)
    .first<LocationRow>();
}

/** Known places, as the form lists them: zones of this crisis that are published. Unknown ids are left out. */
export async function listPublishedZones(
  db: D1Database,
  crisisId: string,
  zoneIds: readonly string[],
): Promise<{ id: string; lng: number; lat: number }[]> {
  const sql = `SELECT z.id, z.lng, z.lat FROM json_each(?2) asked JOIN zone z ON z.id = asked.value
    WHERE z.crisisId = ?1 AND z.publication <> 'hidden' AND z.closedAt IS NULL`;
  const { results } = await db
    .prepare(sql)
    .bind(crisisId, JSON.stringify(zoneIds))
    .all<{ id: string; lng: number; lat: number }>();
  return results;
}

/** Registrations of a crisis whose place was said at `until` or before, and is still finer than a district. */
export async function listAged(
  db: D1Database,
  crisisId: string,
  until: string,
  most: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      // As the index has it, to the letter: SQLite takes a partial index for nothing else.
      `SELECT id FROM registration WHERE crisisId = ?1 AND locatedAt <= ?2 AND length(cell) > ${String(DISTRICT)} LIMIT ?3`,
    )
    .bind(crisisId, until, most)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

export async function listExact(
  db: D1Database,
  crisisId: string,
  until: string,
  most: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT r.id FROM location l JOIN registration r ON r.id = l.registrationId
       WHERE l.at <= ?2 AND (l.sealed IS NOT NULL OR l.zoneId IS NOT NULL) AND r.crisisId = ?1 LIMIT ?3`,
    )
    .bind(crisisId, until, most)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

export async function listTooOld(
  db: D1Database,
  crisisId: string,
  until: string,
  most: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      "SELECT l.registrationId AS id FROM registration r JOIN location l ON l.registrationId = r.id WHERE r.locatedAt <= ?2 AND r.crisisId = ?1 LIMIT ?3",
    )
    .bind(crisisId, until, most)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

/** The exact place is forgotten, and the camp that was named; the cell stays. The touched sight makes open screens read the case again. */
export function forgetExact(db: D1Database, ids: readonly string[]): D1PreparedStatement[] {
  const list = JSON.stringify(ids);
  return [
    db
      .prepare(
        "UPDATE location SET sealed = NULL, zoneId = NULL WHERE registrationId IN (SELECT value FROM json_each(?1))",
      )
      .bind(list),
    db
      .prepare(
        "UPDATE sight SET seq = (SELECT max(seq) FROM audit) WHERE mayExact = 1 AND registrationId IN (SELECT value FROM json_each(?1))",
      )
      .bind(list),
  ];
}

export function cutCells(db: D1Database, ids: readonly string[], level: number): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE location SET cell = substr(cell, 1, ${String(level)}), sealed = NULL, zoneId = NULL WHERE registrationId IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(ids));
}

export function deleteLocations(db: D1Database, ids: readonly string[]): D1PreparedStatement {
  return db
    .prepare("DELETE FROM location WHERE registrationId IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids));
}
