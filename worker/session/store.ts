// SQL of sessions, of officers and of persons: making one, which stand open, and ending them.

export interface OpenSession {
  startedAt: string;
  usedAt: string;
  expiresAt: string;
  way: "passkey" | "issuer" | "link";
  here: boolean;
}

/** Open sessions of an account, the newest first; `here` is the one that asks. */
export async function listSessions(
  db: D1Database,
  officerId: string,
  hereHash: string,
  now: string,
): Promise<OpenSession[]> {
  const { results } = await db
    .prepare(
      `SELECT startedAt, ifnull(usedAt, startedAt) AS usedAt, expiresAt, ifnull(way, 'link') AS way, tokenHash = ?2 AS here
       FROM session WHERE officerId = ?1 AND expiresAt > ?3 ORDER BY startedAt DESC LIMIT 100`,
    )
    .bind(officerId, hereHash, now)
    .all<Omit<OpenSession, "here"> & { here: number }>();
  return results.map((row) => ({ ...row, here: row.here === 1 }));
}

export async function countSessions(
  db: D1Database,
  officerId: string,
  now: string,
  but = "",
): Promise<number> {
  const sql = "SELECT count(*) AS n FROM session WHERE officerId = ?1 AND expiresAt > ?2 AND tokenHash <> ?3";
  return (await db.prepare(sql).bind(officerId, now, but).first<number>("n")) ?? 0;
}

/** Ends an officer's sessions, all or all but one. */
export function deleteOfficerSessions(db: D1Database, officerId: string, but = ""): D1PreparedStatement {
  return db.prepare("DELETE FROM session WHERE officerId = ?1 AND tokenHash <> ?2").bind(officerId, but);
}

/** Ends what an organisation's own sign-in server opened. */
export function deleteIssuerSessions(db: D1Database, organisationId: string): D1PreparedStatement {
  return db
    .prepare(
      "DELETE FROM session WHERE way = 'issuer' AND officerId IN (SELECT id FROM officer WHERE organisationId = ?1)",
    )
    .bind(organisationId);
}

export function insertSession(
  db: D1Database,
  session: {
    tokenHash: string;
    officerId?: string;
    registrationId?: string;
    personId?: string | null;
    startedAt: string;
    expiresAt: string;
    way?: "passkey" | "issuer" | "link";
    passkeyId?: string | null;
  },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO session (tokenHash, officerId, registrationId, startedAt, expiresAt, personId, way, passkeyId, usedAt)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, iif(?2 IS NULL, NULL, ?4))`,
    )
    .bind(
      session.tokenHash,
      session.officerId ?? null,
      session.registrationId ?? null,
      session.startedAt,
      session.expiresAt,
      session.personId ?? null,
      session.way ?? null,
      session.passkeyId ?? null,
    );
}

export function deleteSession(db: D1Database, tokenHash: string): D1PreparedStatement {
  return db.prepare("DELETE FROM session WHERE tokenHash = ?1").bind(tokenHash);
}

/** Ends all sessions of one code: of whoever registered, or of an adult with her own; all but the one that asks for it. */
export function deleteSessionsOf(
  db: D1Database,
  of: { registrationId: string; personId: string | null },
  but = "",
): D1PreparedStatement {
  return db
    .prepare("DELETE FROM session WHERE registrationId = ?1 AND personId IS ?2 AND tokenHash <> ?3")
    .bind(of.registrationId, of.personId, but);
}

/** Ends every session of a registration. */
export function deleteAllSessionsOf(db: D1Database, registrationId: string): D1PreparedStatement {
  return db.prepare("DELETE FROM session WHERE registrationId = ?1").bind(registrationId);
}
