// All SQL of rights that ended: texts that were stopped, tokens, passkeys, permits, sheets. Triggers write them down; the ledger
// reads them from here, and ends them again in a database that was restored.

export const rightKinds = ["stop", "token", "passkey", "subject", "permit", "export"] as const;

/** One right by its kind and name, and whether it is over. */
export interface RightSeen {
  id: number;
  kind: (typeof rightKinds)[number];
  name: string;
  ended: 0 | 1;
  at: string;
  by: string | null;
  country: string | null;
  place: number | null;
}
export type RightEnded = Omit<RightSeen, "id" | "ended">;

/** What ended or came back after a number, in order. */
export async function listRightsAfter(db: D1Database, id: number, most: number): Promise<RightSeen[]> {
  const { results } = await db
    .prepare(
      "SELECT id, kind, name, ended, at, by, country, place FROM rightEnded WHERE id > ?1 ORDER BY id LIMIT ?2",
    )
    .bind(id, most)
    .all<RightSeen>();
  return results;
}

/** The newest number: an older copy of the database has a lower one, also where no row of the audit is missing in it. */
export async function findNewestRight(db: D1Database): Promise<number> {
  return (await db.prepare("SELECT ifnull(max(id), 0) AS id FROM rightEnded").first<number>("id")) ?? 0;
}

/**
 * Ends again what stands here. A permit that this copy knows as granted is revoked, without the words that were lost; its
 * place on the public list is marked in any case, and given to nobody else. Who came in by a passkey or a server of before
 * comes in by it no more, also where the newer way is lost with the database: then colleagues let her in anew.
 */
export function endRightsAgain(db: D1Database, rows: readonly RightEnded[]): D1PreparedStatement[] {
  const list = JSON.stringify(rows);
  const of = (kind: RightSeen["kind"]) => `json_each(?1) gone WHERE gone.value->>'kind' = '${kind}'`;
  const statements = [
    `INSERT INTO smsNumber (numberHash, version, stoppedAt, sealed, until)
       SELECT gone.value->>'name', 1, gone.value->>'at', NULL, gone.value->>'at' FROM ${of("stop")}
       ON CONFLICT (numberHash) DO UPDATE SET version = version + 1, stoppedAt = excluded.stoppedAt WHERE stoppedAt IS NULL`,
    `UPDATE token SET revokedAt = gone.value->>'at' FROM ${of("token")} AND token.id = gone.value->>'name' AND token.revokedAt IS NULL`,
    `UPDATE passkey SET closedAt = gone.value->>'at' FROM ${of("passkey")} AND passkey.id = gone.value->>'name' AND passkey.closedAt IS NULL`,
    `DELETE FROM issuerSubject WHERE officerId IN (SELECT gone.value->>'name' FROM ${of("subject")})`,
    `UPDATE permit SET state = 'revoked', decidedAt = gone.value->>'at', version = version + 1, seq = (SELECT max(seq) FROM audit)
       FROM ${of("permit")} AND permit.id = gone.value->>'name' AND permit.state = 'granted'`,
    `INSERT OR IGNORE INTO revokedPlace SELECT gone.value->>'country', gone.value->>'place' FROM ${of("permit")}
       AND gone.value->>'country' IS NOT NULL AND gone.value->>'place' IS NOT NULL`,
    `UPDATE export SET found = 'wrong', reviewedAt = gone.value->>'at' FROM ${of("export")}
       AND export.id = gone.value->>'name' AND export.found IS NULL AND export.agreed IS NOT 0`,
  ];
  return statements.map((sql) => db.prepare(sql).bind(list));
}
