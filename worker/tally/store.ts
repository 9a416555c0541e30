// All SQL that compares sight and tally with the truth they are kept from (consentNow and registration), and makes them
// anew. Triggers keep both in every commit (migrations/0006, 0013); this is for the day on which something went past them.
import type { Difference } from "../../schema/tally.ts";
import { consented, heldOr } from "../consent/store.ts";

/** What consent makes visible to an organisation that is not stopped, from nothing else: cases after ?2, up to ?3. */
const truth = `SELECT c.organisationId, r.id AS registrationId, r.crisisId, iif(c.help = 1, 'responder', 'partner') AS audience,
    c.held, ifnull(c.place, 0) AS mayExact, r.state, ${heldOr("c", "r", "urgency")} AS urgency, ${heldOr("c", "r", "needs")} AS needs,
    r.people, r.cell, r.openedAt
  FROM (${consented("registrationId > ?2 AND registrationId <= ?3")}) c JOIN registration r ON r.id = c.registrationId
  WHERE r.crisisId = ?1 AND (c.help = 1 OR c.assist = 1 OR c.hold = 1) AND NOT EXISTS (
    SELECT 1 FROM stop x WHERE x.organisationId = c.organisationId AND x.crisisId = r.crisisId AND x.liftedAt IS NULL)`;

const same = `s.audience = t.audience AND s.held = t.held AND s.mayExact = t.mayExact AND s.state = t.state AND s.urgency = t.urgency
  AND s.needs = t.needs AND s.people = t.people AND s.cell IS t.cell AND s.crisisId = t.crisisId`;

/** What tally should hold, from sight: one scan, folded to the few levels that are kept. */
const counted = `SELECT organisationId, crisisId, level,
    iif(level > 0, substr(cell, 1, level), iif(cell IS NULL, 'off', 'on')) AS cell, state, urgency,
    sum(groups) AS groups, sum(people) AS people
  FROM (
    SELECT organisationId, crisisId, cell, state, urgency, count(*) AS groups, sum(people) AS people
    FROM sight WHERE crisisId = ?1 GROUP BY organisationId, cell, state, urgency
  ) CROSS JOIN tallyLevel WHERE level = 0 OR cell IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6`;

export async function countSeen(
  db: D1Database,
  crisisId: string,
): Promise<{ organisations: number; rows: number }> {
  const sql =
    "SELECT count(DISTINCT organisationId) AS organisations, count(*) AS rows FROM sight WHERE crisisId = ?1";
  const row = await db.prepare(sql).bind(crisisId).first<{ organisations: number; rows: number }>();
  return { organisations: row?.organisations ?? 0, rows: row?.rows ?? 0 };
}

/** So many cases are compared in one statement: a statement of D1 ends after half a minute. */
const AT_ONCE = 50_000;
const LAST = "\u{10ffff}";

interface Stretch {
  after: string;
  until: string;
}

/** The cases of a crisis in stretches of their ids. What is in sight of a case that does not exist falls into one too. */
async function listStretches(db: D1Database, crisisId: string): Promise<Stretch[]> {
  const sql = `SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM registration WHERE crisisId = ?1)
    WHERE n % ${String(AT_ONCE)} = 0 ORDER BY id`;
  const { results } = await db.prepare(sql).bind(crisisId).all<{ id: string }>();
  const ends = [...results.map((row) => row.id), LAST];
  return ends.map((until, i) => ({ after: ends[i - 1] ?? "", until }));
}

async function listInStretch(
  db: D1Database,
  crisisId: string,
  { after, until }: Stretch,
): Promise<Difference[]> {
  const sql = `WITH truth AS MATERIALIZED (${truth})
    SELECT s.organisationId, 'unconsented' AS what, NULL AS level, count(*) AS rows FROM sight s INDEXED BY sightByRegistration
      LEFT JOIN truth t ON t.registrationId = s.registrationId AND t.organisationId = s.organisationId
      WHERE s.crisisId = ?1 AND s.registrationId > ?2 AND s.registrationId <= ?3 AND t.registrationId IS NULL GROUP BY 1
    UNION ALL SELECT t.organisationId, iif(s.registrationId IS NULL, 'missing', 'outdated'), NULL, count(*) FROM truth t
      LEFT JOIN sight s ON s.organisationId = t.organisationId AND s.registrationId = t.registrationId
      WHERE s.registrationId IS NULL OR NOT (${same}) GROUP BY 1, 2`;
  return (await db.prepare(sql).bind(crisisId, after, until).all<Difference>()).results;
}

async function listCounts(db: D1Database, crisisId: string): Promise<Difference[]> {
  const sql = `SELECT organisationId, 'count' AS what, level, count(*) AS rows FROM (
      SELECT organisationId, level, cell, state, urgency FROM (
        SELECT organisationId, level, cell, state, urgency, groups, people FROM (${counted})
        UNION ALL SELECT organisationId, level, cell, state, urgency, -groups, -people FROM tally WHERE crisisId = ?1
      ) GROUP BY 1, 2, 3, 4, 5 HAVING sum(groups) <> 0 OR sum(people) <> 0
    ) GROUP BY 1, 3`;
  return (await db.prepare(sql).bind(crisisId).all<Difference>()).results;
}

/** What is kept otherwise than it should be: how many rows, by organisation, kind and level. */
export async function listDifferences(db: D1Database, crisisId: string): Promise<Difference[]> {
  const found = await listCounts(db, crisisId);
  for (const stretch of await listStretches(db, crisisId))
    found.push(...(await listInStretch(db, crisisId, stretch)));
  const sums = new Map<string, Difference>();
  for (const one of found) {
    const key = `${one.organisationId} ${one.what} ${String(one.level ?? 0).padStart(2, "0")}`;
    sums.set(key, { ...one, rows: one.rows + (sums.get(key)?.rows ?? 0) });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Sight made equal to consents and cases, and tally made anew from it: right whatever happened since the comparison. */
export async function mendCrisis(db: D1Database, crisisId: string): Promise<D1PreparedStatement[]> {
  const seq = "(SELECT max(seq) FROM audit)";
  const key = "(organisationId, registrationId)";
  const columns =
    "organisationId, registrationId, crisisId, audience, held, mayExact, state, urgency, needs, people, cell, openedAt";
  const ofStretch = [
    `DELETE FROM sight WHERE crisisId = ?1 AND registrationId > ?2 AND registrationId <= ?3
       AND ${key} NOT IN (SELECT organisationId, registrationId FROM (${truth}))`,
    `INSERT INTO sight (${columns}, seq) SELECT ${columns}, ${seq} FROM (${truth}) t WHERE NOT EXISTS (
       SELECT 1 FROM sight s WHERE s.organisationId = t.organisationId AND s.registrationId = t.registrationId AND ${same})
     ON CONFLICT ${key} DO UPDATE SET audience = excluded.audience, held = excluded.held, mayExact = excluded.mayExact, state = excluded.state,
       urgency = excluded.urgency, needs = excluded.needs, people = excluded.people, cell = excluded.cell,
       crisisId = excluded.crisisId, seq = excluded.seq`,
  ];
  const ofAll = [
    "DELETE FROM tally WHERE crisisId = ?1",
    `INSERT INTO tally (organisationId, crisisId, level, cell, state, urgency, groups, people) ${counted}`,
    // Where counts alone were wrong, no row of sight tells open desks to ask for them again.
    `UPDATE crisis SET countedSeq = ${seq} WHERE id = ?1`,
  ];
  const stretches = await listStretches(db, crisisId);
  return [
    ...stretches.flatMap(({ after, until }) =>
      ofStretch.map((sql) => db.prepare(sql).bind(crisisId, after, until)),
    ),
    ...ofAll.map((sql) => db.prepare(sql).bind(crisisId)),
  ];
}
