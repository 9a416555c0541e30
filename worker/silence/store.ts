// SQL of whole requests whose time is over: whom to ask whether she is still there, and who did not answer.
// @PRIVACY ids and moments alone; what is sealed is never opened to decide this.

export type RequestKind = "registration" | "silent";

/**
 * The last sign of a request: hers, another adult's of her group, an officer's decision, or the closing of its crisis. `registration`: it ended, or its
 * crisis did. `silent`: it is open in an open crisis.
 */
const sign = `max(r.aliveAt, ifnull(r.heardAt, ''), ifnull(r.decidedAt, ''), iif(r.state IN ('left', 'safe'), '', ifnull(k.closedAt, '')))`;
const of: Readonly<Record<RequestKind, string>> = {
  registration: "(r.state IN ('left', 'safe') OR k.closedAt IS NOT NULL)",
  silent: "(r.state NOT IN ('left', 'safe') AND k.closedAt IS NULL)",
};

/** `?1` crisis, `?2` the moment before which the last sign lies. A group with a seat on a running movement waits. */
const quiet = (kind: RequestKind) => `FROM registration r JOIN crisis k ON k.id = r.crisisId
  WHERE r.crisisId = ?1 AND r.erasureAt IS NULL AND r.aliveAt < ?2 AND ${of[kind]} AND ${sign} < ?2
    AND NOT EXISTS (SELECT 1 FROM seat t WHERE t.registrationId = r.id AND t.live = 1)`;

/** Requests without a sign since `before` that nobody was asked about yet. */
export async function listQuiet(
  db: D1Database,
  kind: RequestKind,
  crisisId: string,
  before: string,
  most: number,
): Promise<{ registrationId: string; lastSign: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT r.id AS registrationId, ${sign} AS lastSign ${quiet(kind)}
       AND NOT EXISTS (SELECT 1 FROM stillAsked s WHERE s.registrationId = r.id AND s.kind = 'registration') LIMIT ?3`,
    )
    .bind(crisisId, before, most)
    .all<{ registrationId: string; lastSign: string }>();
  return results;
}

const unanswered = (kind: RequestKind) => `${quiet(kind)} AND EXISTS (
  SELECT 1 FROM stillAsked s WHERE s.registrationId = r.id AND s.kind = 'registration' AND s.until <= ?3)`;

/** Those whose time is over and who did not answer in the days that they had. */
export async function listUnanswered(
  db: D1Database,
  kind: RequestKind,
  crisisId: string,
  before: string,
  now: string,
  most: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(`SELECT r.id ${unanswered(kind)} LIMIT ?4`)
    .bind(crisisId, before, now, most)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

export async function countUnanswered(
  db: D1Database,
  kind: RequestKind,
  crisisId: string,
  before: string,
  now: string,
): Promise<number> {
  const sql = `SELECT count(*) AS n ${unanswered(kind)}`;
  return (await db.prepare(sql).bind(crisisId, before, now).first<number>("n")) ?? 0;
}

/** Without a sign since `before`, asked or not: what a dry run of a period counts. */
export async function countQuiet(
  db: D1Database,
  kind: RequestKind,
  crisisId: string,
  before: string,
): Promise<number> {
  return (
    (await db
      .prepare(`SELECT count(*) AS n ${quiet(kind)}`)
      .bind(crisisId, before)
      .first<number>("n")) ?? 0
  );
}

/** Those who were asked and have time left. */
export async function countAsked(db: D1Database, kind: RequestKind, crisisId: string): Promise<number> {
  const sql = `SELECT count(*) AS n FROM stillAsked s JOIN registration r ON r.id = s.registrationId
    JOIN crisis k ON k.id = r.crisisId WHERE s.crisisId = ?1 AND s.kind = 'registration' AND r.erasureAt IS NULL AND ${of[kind]}`;
  return (await db.prepare(sql).bind(crisisId).first<number>("n")) ?? 0;
}

/**
 * The end of its time: the same three days as if she had asked for it, in which her code brings all back. Only where she gave
 * no sign meanwhile.
 */
export function endRequest(
  db: D1Database,
  id: string,
  times: { askedAt: string; at: string; before: string },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE registration SET erasureAskedAt = ?2, erasureAt = ?3, version = version + 1
       WHERE id = ?1 AND erasureAt IS NULL AND aliveAt < ?4 AND ifnull(heardAt, '') < ?4`,
    )
    .bind(id, times.askedAt, times.at, times.before);
}

/** Every crisis, closed ones too: what is kept there has its end as well. */
export async function listCrisisIds(db: D1Database): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT id FROM crisis ORDER BY openedAt DESC LIMIT 200")
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}
