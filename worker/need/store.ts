// All SQL of need. Triggers (0005_registration.sql) keep the group's urgency and its set of open needs.
import { type Need, type NeedKind, type NeedState, needKinds } from "../../schema/need.ts";
import { guard } from "../kit/commit.ts";

export interface NeedInsert {
  id: string;
  registrationId: string;
  kind: NeedKind;
  urgency: number;
  statedAt: string;
}

export function insertNeeds(db: D1Database, rows: readonly NeedInsert[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO need (id, registrationId, kind, bit, urgency, state, statedAt)
       SELECT value->>'id', value->>'registrationId', value->>'kind', value->>'bit', value->>'urgency', 'open', value->>'statedAt' FROM json_each(?1)`,
    )
    .bind(JSON.stringify(rows.map((row) => ({ ...row, bit: needKinds.indexOf(row.kind) }))));
}

const columns = "id, kind, urgency, state, ownerId, statedAt, version";

/** Needs of one case that the caller was allowed to open before. */
export async function listNeeds(db: D1Database, opened: { id: string }): Promise<Need[]> {
  const { results } = await db
    .prepare(`SELECT ${columns} FROM need WHERE registrationId = ?1 ORDER BY urgency, statedAt, id LIMIT 200`)
    .bind(opened.id)
    .all<Need>();
  return results;
}

/** A need of a case that was sent to this organisation; null for any other, whether it exists or not. */
export async function findNeed(
  db: D1Database,
  scope: { organisationId: string },
  id: string,
): Promise<(Need & { registrationId: string; crisisId: string }) | null> {
  const sql = `SELECT n.id, n.kind, n.urgency, n.state, n.ownerId, n.statedAt, n.version, n.registrationId, s.crisisId FROM need n
    JOIN sight s ON s.registrationId = n.registrationId AND s.organisationId = ?1 AND s.audience = 'responder' WHERE n.id = ?2`;
  return db.prepare(sql).bind(scope.organisationId, id).first();
}

export function updateNeed(
  db: D1Database,
  id: string,
  next: { urgency: number; state: NeedState; ownerId: string | null },
): D1PreparedStatement {
  return db
    .prepare("UPDATE need SET urgency = ?2, state = ?3, ownerId = ?4, version = version + 1 WHERE id = ?1")
    .bind(id, next.urgency, next.state, next.ownerId);
}

export function guardNeedVersion(db: D1Database, id: string, version: number): D1PreparedStatement {
  return guard(db, "stale", "SELECT 1 FROM need WHERE id = ?1 AND version = ?2", id, version);
}
