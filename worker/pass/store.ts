// All SQL of boarding passes: seats of groups that come, on movements whose passes are good. Nothing of a pass is kept
// but its number and its own id, which stand in the seat.

export interface PassSeat {
  movementId: string;
  crisisId: string;
  leavesAt: string;
  registrationId: string;
  personId: string;
  number: string;
  cti: string;
  group: number;
  n: number;
  m: number;
  adult: number;
  /** Of the person. */
  sealed: ArrayBuffer;
  keyVersion: number;
  wrappedKey: ArrayBuffer;
}

const columns = `s.movementId, m.crisisId, m.leavesAt, s.registrationId, s.personId, s.number, s.cti, p.groupNumber AS "group", s.n, s.m, s.adult,
  e.sealed, r.keyVersion, r.wrappedKey`;
const joined = `seat s JOIN movement m ON m.id = s.movementId
  JOIN passenger p ON p.movementId = s.movementId AND p.registrationId = s.registrationId
  JOIN person e ON e.id = s.personId JOIN registration r ON r.id = s.registrationId`;
const good =
  "p.state = 'coming' AND p.groupNumber IS NOT NULL AND m.state IN ('confirmed', 'boarding', 'departed')";

/** Seats of the signed-in person's own group. */
export async function listOwnSeats(db: D1Database, own: { id: string }): Promise<PassSeat[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM ${joined} WHERE s.registrationId = ?1 AND ${good} ORDER BY m.leavesAt, s.movementId, s.n LIMIT 200`,
    )
    .bind(own.id)
    .all<PassSeat>();
  return results;
}

/** Seats on a movement of those cases that were sent to this organisation. */
export async function listSheetSeats(
  db: D1Database,
  scope: { organisationId: string },
  movementId: string,
): Promise<PassSeat[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM ${joined}
       JOIN sight g ON g.organisationId = ?1 AND g.registrationId = s.registrationId AND g.audience = 'responder'
       WHERE s.movementId = ?2 AND ${good} ORDER BY p.groupNumber, s.n LIMIT 10000`,
    )
    .bind(scope.organisationId, movementId)
    .all<PassSeat>();
  return results;
}

export async function findCrisisOf(db: D1Database, movementId: string): Promise<string | null> {
  const row = await db
    .prepare("SELECT crisisId FROM movement WHERE id = ?1")
    .bind(movementId)
    .first<{ crisisId: string }>();
  return row?.crisisId ?? null;
}
