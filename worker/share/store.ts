// All SQL of who else takes part in a movement: organisations that share its places, and those whose gates may fetch its
// pack. Triggers count what each has taken of its share (schema/migrations/0009_movement.sql).
import type { Share } from "../../schema/movement.ts";

/**
 * Shares as they shall be. What an organisation has placed already is counted from its seats; one that still has groups
 * on the movement keeps its row with no places of its own, so that it does not lose sight of its people.
 */
export function replaceShares(
  db: D1Database,
  movementId: string,
  shares: readonly Share[],
): D1PreparedStatement[] {
  const given = JSON.stringify(shares);
  return [
    db
      .prepare(
        `DELETE FROM movementShare WHERE movementId = ?1 AND organisationId NOT IN (SELECT value->>'organisationId' FROM json_each(?2))
         AND organisationId NOT IN (SELECT organisationId FROM passenger WHERE movementId = ?1)`,
      )
      .bind(movementId, given),
    db
      .prepare(
        `UPDATE movementShare SET places = 0 WHERE movementId = ?1
         AND organisationId NOT IN (SELECT value->>'organisationId' FROM json_each(?2))`,
      )
      .bind(movementId, given),
    db
      .prepare(
        `INSERT INTO movementShare (movementId, organisationId, places, until, taken)
         SELECT ?1, value->>'organisationId', value->>'places', value->>'until', (
           SELECT count(*) FROM seat s WHERE s.movementId = ?1 AND s.organisationId = value->>'organisationId' AND s.kind <> 'lap'
         ) FROM json_each(?2) WHERE true ON CONFLICT DO UPDATE SET places = excluded.places, until = excluded.until`,
      )
      .bind(movementId, given),
  ];
}

export function replaceGates(
  db: D1Database,
  movementId: string,
  gates: readonly string[],
): D1PreparedStatement[] {
  return [
    db.prepare("DELETE FROM movementGate WHERE movementId = ?1").bind(movementId),
    db
      .prepare("INSERT INTO movementGate SELECT DISTINCT ?1, value FROM json_each(?2)")
      .bind(movementId, JSON.stringify(gates)),
  ];
}
