// Is the key ring whole? A Worker cannot fail at its start: the first request of every isolate, and the clock, compare the
// versions that stored data needs with those of the ring, and until they agree nothing is answered but `configuration`.
import type { MiddlewareHandler } from "hono";
import type { Bindings } from "./env.ts";
import { settingsOf } from "./env.ts";

/** Above every version of a ring: a key that was destroyed (erasure/store.ts). */
const DESTROYED = 1_000_000;

/**
 * Versions that something stored is sealed under: registrations by their index, one seek a version; what the ring seals
 * itself by the two bytes in front. Of conversations, which end within a day, the oldest speaks for all. Replies that are kept for
 * a retry are not asked: where their version was taken out in a hurry, that retry alone says `configuration`.
 */
export async function usedVersions(db: D1Database): Promise<number[]> {
  const sql = `WITH RECURSIVE version (n) AS (
      SELECT min(keyVersion) FROM registration
      UNION ALL SELECT (SELECT min(keyVersion) FROM registration WHERE keyVersion > n) FROM version WHERE n IS NOT NULL
    )
    SELECT printf('%04X', n) AS version FROM version WHERE n < ${String(DESTROYED)}
    UNION SELECT hex(substr(signed, 1, 2)) FROM movement WHERE signed IS NOT NULL
    UNION SELECT * FROM (SELECT upper(substr(input, 1, 4)) FROM exerciseEvent WHERE input NOT LIKE '{%' LIMIT 1)
    UNION SELECT * FROM (SELECT hex(substr(sealed, 1, 2)) FROM smsNumber WHERE sealed IS NOT NULL ORDER BY until LIMIT 1)`;
  const reasons = `SELECT hex(substr(words, 1, 2)) AS version FROM glass WHERE kind = 'alone' AND words IS NOT NULL
    UNION SELECT hex(substr(reason, 1, 2)) FROM stop
    UNION SELECT hex(substr(liftReason, 1, 2)) FROM stop WHERE liftReason IS NOT NULL
    UNION SELECT hex(substr(liftedReason, 1, 2)) FROM stop WHERE liftedReason IS NOT NULL
    UNION SELECT printf('%04X', keyVersion) FROM tracing GROUP BY keyVersion`;
  const sheets = `SELECT hex(substr(why, 1, 2)) AS version FROM export
    UNION SELECT hex(substr(alone, 1, 2)) FROM export WHERE alone IS NOT NULL
    UNION SELECT hex(substr(sealed, 1, 2)) FROM demand WHERE sealed IS NOT NULL`;
  // D1 takes five terms in a compound.
  const found = await Promise.all(
    [sql, reasons, sheets].map(async (one) => (await db.prepare(one).all<{ version: string }>()).results),
  );
  const results = found.flat();
  return [...new Set(results.map(({ version }) => Number.parseInt(version, 16)))].sort((a, b) => a - b);
}

/** Raises an Error with a sentence for the operator's log where the ring lacks a version. */
export async function refuseMissingVersions(bindings: Bindings): Promise<void> {
  const { keyRing } = settingsOf(bindings);
  const missing = (await usedVersions(bindings.DB)).filter((version) => !keyRing.has(version));
  if (missing.length > 0)
    throw new Error(
      `configuration: KEY_RING has no version ${missing.join(", ")}, and stored data needs it: put it back into the secret`,
    );
}

/** Bindings whose ring was found whole: an isolate asks until then, and never again. */
const whole = new WeakSet<Bindings>();

export const ready: MiddlewareHandler<{ Bindings: Bindings }> = async (c, next) => {
  if (!whole.has(c.env)) {
    await refuseMissingVersions(c.env);
    whole.add(c.env);
  }
  await next();
};
