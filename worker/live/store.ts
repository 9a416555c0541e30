// SQL of the change feed: its head, and which organisations a stretch of it concerns.
import { touchable } from "../../schema/live.ts";

/** The number of the last commit. */
export async function headOf(db: D1Database): Promise<number> {
  return (await db.prepare("SELECT max(seq) AS seq FROM audit").first<{ seq: number | null }>())?.seq ?? 0;
}

/** Of these sessions, those that stand, with the organisation in which their officer sits now. */
export async function listLiving(db: D1Database, sessions: readonly string[]): Promise<Map<string, string>> {
  const { results } = await db
    .prepare(
      `SELECT s.tokenHash, o.organisationId FROM json_each(?1) asked JOIN session s ON s.tokenHash = asked.value
       JOIN officer o ON o.id = s.officerId WHERE s.expiresAt > ?2 AND o.closedAt IS NULL`,
    )
    .bind(JSON.stringify(sessions), new Date().toISOString())
    .all<{ tokenHash: string; organisationId: string }>();
  return new Map(results.map((row) => [row.tokenHash, row.organisationId]));
}

/** Movements that changed and that an organisation runs, shares or holds a gate of. */
const movementsOf = (organisation: string, crisis: string, since: string) =>
  `SELECT 1 FROM movement m WHERE m.crisisId = ${crisis} AND m.seq > ${since} AND (m.organisationId = ${organisation}
    OR EXISTS (SELECT 1 FROM movementShare s WHERE s.movementId = m.id AND s.organisationId = ${organisation})
    OR EXISTS (SELECT 1 FROM movementGate g WHERE g.movementId = m.id AND g.organisationId = ${organisation}))`;

/** Movements that changed, for organisations whose officers see all of them (`everywhere` in `listTouched`). */
const movementsForAll = (organisation: string, crisis: string, since: string) =>
  `SELECT 1 FROM organisation o JOIN movement m ON m.crisisId = ${crisis} AND m.seq > ${since}
    WHERE o.id = ${organisation} AND o.kind IN ('oversight', 'platform')`;

/** Permits and waivers that changed, for the authority that decides them and for nobody else. */
const permitsOf = (organisation: string, crisis: string, since: string) =>
  `SELECT 1 FROM permit WHERE crisisId = ${crisis} AND seq > ${since} AND authorityId = ${organisation}
   UNION ALL SELECT 1 FROM waiver WHERE crisisId = ${crisis} AND seq > ${since} AND authorityId = ${organisation}`;

/** Referrals that changed, for whoever sent them and whoever is asked. */
const referralsOf = (organisation: string, crisis: string, since: string) =>
  `SELECT 1 FROM referral WHERE toId = ${organisation} AND crisisId = ${crisis} AND seq > ${since}
   UNION ALL SELECT 1 FROM referral WHERE fromId = ${organisation} AND crisisId = ${crisis} AND seq > ${since}`;

type Touched = (typeof touchable)[number];

/** Lists that changed after `since` for an organisation; `everywhere` for oversight and the platform, who see all movements. */
export async function listTouched(
  db: D1Database,
  scope: { organisationId: string; everywhere: boolean; dangers: "all" | "confirmed" | "none" },
  crisisId: string,
  since: number,
): Promise<Touched[]> {
  const all = "SELECT 1 FROM movement WHERE crisisId = ?2 AND seq > ?3";
  const row = await db
    .prepare(
      `SELECT iif(?4, EXISTS (${all}), EXISTS (${movementsOf("?1", "?2", "?3")})) AS movement,
       EXISTS (${permitsOf("?1", "?2", "?3")}) AS permit, EXISTS (${referralsOf("?1", "?2", "?3")}) AS referral,
       EXISTS (SELECT 1 FROM danger WHERE crisisId = ?2 AND iif(?5 = 'all', seq, iif(?5 = 'confirmed', partnerSeq, 0)) > ?3) AS danger,
       EXISTS (SELECT 1 FROM crisis WHERE id = ?2 AND countedSeq > ?3) AS count`,
    )
    .bind(scope.organisationId, crisisId, since, scope.everywhere ? 1 : 0, scope.dangers)
    .first<Record<Touched, number>>();
  return touchable.filter((list) => row?.[list] === 1);
}

/** Of these organisations, those for which something changed in a crisis after `since`; null where all are concerned. */
export async function listConcerned(
  db: D1Database,
  crisisId: string,
  organisationIds: readonly string[],
  since: number,
): Promise<Set<string> | null> {
  const forAll = await db
    .prepare(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM zone WHERE crisisId = ?1 AND seq > ?2) OR EXISTS (SELECT 1 FROM alert WHERE crisisId = ?1 AND seq > ?2)
       OR EXISTS (SELECT 1 FROM danger WHERE crisisId = ?1 AND seq > ?2) OR EXISTS (SELECT 1 FROM crisis WHERE id = ?1 AND max(seq, countedSeq) > ?2)`,
    )
    .bind(crisisId, since)
    .first();
  if (forAll !== null) return null;
  const { results } = await db
    .prepare(
      `SELECT value AS id FROM json_each(?1) WHERE EXISTS (SELECT 1 FROM sight WHERE organisationId = value AND seq > ?2)
       OR EXISTS (SELECT 1 FROM unsight WHERE organisationId = value AND seq > ?2)
       OR EXISTS (SELECT 1 FROM stop WHERE crisisId = ?3 AND organisationId = value AND seq > ?2)
       OR EXISTS (${movementsOf("value", "?3", "?2")}) OR EXISTS (${movementsForAll("value", "?3", "?2")}) OR EXISTS (${permitsOf("value", "?3", "?2")})
       OR EXISTS (${referralsOf("value", "?3", "?2")})`,
    )
    .bind(JSON.stringify(organisationIds), since, crisisId)
    .all<{ id: string }>();
  return new Set(results.map((row) => row.id));
}

/** Of these organisations, those that were stopped in a crisis: their sockets end. */
export async function listStopped(
  db: D1Database,
  crisisId: string,
  organisationIds: readonly string[],
): Promise<Set<string>> {
  const sql = `SELECT s.organisationId AS id FROM json_each(?1) asked JOIN stop s ON s.organisationId = asked.value
    WHERE s.crisisId = ?2 AND s.liftedAt IS NULL`;
  const { results } = await db
    .prepare(sql)
    .bind(JSON.stringify(organisationIds), crisisId)
    .all<{ id: string }>();
  return new Set(results.map((row) => row.id));
}
