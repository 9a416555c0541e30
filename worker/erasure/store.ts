// All SQL of deleting a registration: asking for it, taking that back, and the end, when its key is overwritten.
// Triggers (0013_coming-back.sql) cut and restore sight, and take what is left at the end.

/** From this moment nobody sees it. Asked twice, the first moment counts. */
export function askErasure(
  db: D1Database,
  id: string,
  times: { askedAt: string; at: string },
): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE registration SET erasureAskedAt = ?2, erasureAt = ?3, version = version + 1 WHERE id = ?1 AND erasureAt IS NULL",
    )
    .bind(id, times.askedAt, times.at);
}

export function takeBackErasure(db: D1Database, id: string): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE registration SET erasureAskedAt = NULL, erasureAt = NULL, version = version + 1 WHERE id = ?1 AND erasureAt IS NOT NULL AND erasedAt IS NULL",
    )
    .bind(id);
}

/** Crises, closed ones too, in which somebody waits for the end. */
export async function listErasing(db: D1Database): Promise<string[]> {
  const { results } = await db
    .prepare(
      "SELECT DISTINCT crisisId FROM registration WHERE erasureAt IS NOT NULL AND erasedAt IS NULL LIMIT 200",
    )
    .all<{ crisisId: string }>();
  return results.map((row) => row.crisisId);
}

/** Registrations of a crisis whose three days are over at a moment of its own clock. */
export async function listErasable(
  db: D1Database,
  crisisId: string,
  now: string,
  most: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      "SELECT id FROM registration WHERE erasureAt IS NOT NULL AND erasureAt <= ?2 AND erasedAt IS NULL AND crisisId = ?1 LIMIT ?3",
    )
    .bind(crisisId, now, most)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

/**
 * Overwrites the key and everything that was sealed; what stays is a tombstone: that a group of this size asked, and what
 * became of it. The place goes first: its triggers would touch the tombstone. `keyVersion` is above every version of a
 * ring (kit/env.ts), so that rotation passes it by.
 * @NOTE Backups of the platform (D1 Time Travel, 30 days) outlive it; they too open nothing without the ring.
 */
export function erase(db: D1Database, ids: readonly string[], now: string): D1PreparedStatement[] {
  const list = JSON.stringify(ids);
  const due = "SELECT r.id FROM json_each(?1) asked JOIN registration r ON r.id = asked.value";
  const still = "r.erasureAt <= ?2 AND r.erasedAt IS NULL";
  return [
    db.prepare(`DELETE FROM location WHERE registrationId IN (${due} WHERE ${still})`).bind(list, now),
    db
      .prepare(
        `UPDATE registration SET erasedAt = ?2, referenceHash = 'erased ' || id, reference = x'', pinSalt = x'', pinHash = x'',
         keyVersion = 1000000, wrappedKey = x'', sealed = x'', reason = NULL, needs = 0, urgency = 3
         WHERE id IN (${due} WHERE ${still})`,
      )
      .bind(list, now),
  ];
}
