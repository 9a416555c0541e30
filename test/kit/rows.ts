// The database of these tests with the rows that its statements read counted, and many cases in it at once.
import { env } from "cloudflare:workers";

/** Rows that D1 says were read, while `run` asks `db`. */
export async function rowsRead(run: (db: D1Database) => Promise<unknown>): Promise<number> {
  let read = 0;
  const counted = (statement: D1PreparedStatement): D1PreparedStatement => {
    const all = async () => {
      const answer = await statement.all();
      read += answer.meta.rows_read;
      return answer;
    };
    return {
      bind: (...values: unknown[]) => counted(statement.bind(...values)),
      all,
      first: async () => (await all()).results[0] ?? null,
    } as unknown as D1PreparedStatement;
  };
  await run({ prepare: (sql: string) => counted(env.DB.prepare(sql)) } as unknown as D1Database);
  return read;
}

export interface Many {
  organisationId: string;
  crisisId: string;
  /** Begins their ids; another for each call. */
  mark: string;
  groups: number;
  state: string;
  urgency?: number;
  needs?: number;
  cell: string;
}

/** Rows of sight, with the counts that their triggers keep: for what counts cases and never opens them. */
export async function fillSight(of: Many): Promise<void> {
  const { organisationId, crisisId, mark, groups, state, urgency = 2, needs = 1, cell } = of;
  await env.DB.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
     INSERT INTO sight (organisationId, registrationId, crisisId, audience, mayExact, state, urgency, needs, people, cell, openedAt, seq)
     SELECT ?1, 'reg_' || ?4 || printf('%08d', i), ?2, 'responder', 0, ?5, ?6, ?7, 1, ?8,
       strftime('%Y-%m-%dT%H:%M:%fZ', '2011-03-01', '+' || i || ' seconds'), 1 FROM n`,
  )
    .bind(organisationId, crisisId, groups, mark, state, urgency, needs, cell)
    .run();
}
