// All SQL of passkeys and of the challenges that they answer. A passkey that was closed is as good as none.
import { guard } from "../kit/commit.ts";
import type { MadePasskey } from "../kit/passkey.ts";

export interface PasskeyRow {
  id: string;
  officerId: string;
  publicKey: string;
  counter: number;
}

/** An open passkey of an open account. */
export async function findPasskey(db: D1Database, id: string): Promise<PasskeyRow | null> {
  const sql = `SELECT p.id, p.officerId, p.publicKey, p.counter FROM passkey p JOIN officer o ON o.id = p.officerId
    WHERE p.id = ?1 AND p.closedAt IS NULL AND o.closedAt IS NULL`;
  return db.prepare(sql).bind(id).first<PasskeyRow>();
}

export async function listPasskeys(
  db: D1Database,
  officerId: string,
): Promise<{ id: string; label: string; addedAt: string; usedAt: string | null; synced: boolean }[]> {
  const { results } = await db
    .prepare(
      "SELECT id, label, addedAt, usedAt, synced FROM passkey WHERE officerId = ?1 AND closedAt IS NULL ORDER BY addedAt, id",
    )
    .bind(officerId)
    .all<{ id: string; label: string; addedAt: string; usedAt: string | null; synced: number }>();
  return results.map((row) => ({ ...row, synced: row.synced === 1 }));
}

export function insertPasskey(
  db: D1Database,
  passkey: MadePasskey & { officerId: string; label: string; transports: readonly string[]; addedAt: string },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO passkey (id, officerId, publicKey, counter, transports, label, synced, addedAt)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
    )
    .bind(
      passkey.id,
      passkey.officerId,
      passkey.publicKey,
      passkey.counter,
      JSON.stringify(passkey.transports),
      passkey.label,
      passkey.synced ? 1 : 0,
      passkey.addedAt,
    );
}

/** The counter after an answer. Of two answers with one counter the second raises `passkey-wrong`. */
export function usePasskey(
  db: D1Database,
  id: string,
  counter: number,
  synced: boolean,
  at: string,
): D1PreparedStatement[] {
  return [
    guard(
      db,
      "passkey-wrong",
      "SELECT 1 FROM passkey WHERE id = ?1 AND closedAt IS NULL AND (counter < ?2 OR counter = 0 AND ?2 = 0)",
      id,
      counter,
    ),
    db
      .prepare("UPDATE passkey SET counter = ?2, synced = ?3, usedAt = ?4 WHERE id = ?1")
      .bind(id, counter, synced ? 1 : 0, at),
  ];
}

/** There are two of it: it opens nothing any more, and what it opened ends. */
export function closePasskey(db: D1Database, id: string, at: string): D1PreparedStatement[] {
  return [
    db.prepare("UPDATE passkey SET closedAt = ?2 WHERE id = ?1").bind(id, at),
    db.prepare("DELETE FROM session WHERE passkeyId = ?1").bind(id),
  ];
}

/** Removes one of an officer's passkeys and what it opened; raises `last-passkey` where nothing else opens the account. */
export function deletePasskey(db: D1Database, officerId: string, id: string): D1PreparedStatement[] {
  const another = `SELECT 1 FROM passkey WHERE officerId = ?1 AND id <> ?2 AND closedAt IS NULL
    UNION ALL SELECT 1 FROM issuerSubject WHERE officerId = ?1`;
  return [
    guard(db, "last-passkey", another, officerId, id),
    db.prepare("DELETE FROM passkey WHERE officerId = ?1 AND id = ?2").bind(officerId, id),
    db.prepare("DELETE FROM session WHERE officerId = ?1 AND passkeyId = ?2").bind(officerId, id),
  ];
}

/** After a recovery: nothing that opened the account before opens it again, and no session of before lives. */
export function forgetWaysIn(db: D1Database, officerId: string): D1PreparedStatement[] {
  return ["passkey", "issuerSubject", "session"].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE officerId = ?1`).bind(officerId),
  );
}

export function insertChallenge(
  db: D1Database,
  hash: string,
  officerId: string | null,
  expiresAt: string,
): D1PreparedStatement {
  return db.prepare("INSERT INTO challenge VALUES (?1, ?2, ?3)").bind(hash, officerId, expiresAt);
}

/** Spends a challenge within a batch; raises `passkey-wrong` where it is spent, has ended, or was somebody else's. */
export function spendChallenge(
  db: D1Database,
  hash: string,
  officerId: string | null,
  now: string,
): D1PreparedStatement[] {
  return [
    guard(
      db,
      "passkey-wrong",
      "SELECT 1 FROM challenge WHERE hash = ?1 AND officerId IS ?2 AND expiresAt > ?3",
      hash,
      officerId,
      now,
    ),
    burnChallenge(db, hash),
  ];
}

export function burnChallenge(db: D1Database, hash: string): D1PreparedStatement {
  return db.prepare("DELETE FROM challenge WHERE hash = ?1").bind(hash);
}
