// Is the key ring whole? A Worker cannot fail at its start: the first request of every isolate, and the clock, compare the
// versions that stored data needs with those of the ring, and until they agree nothing is answered but `configuration`.
import type { MiddlewareHandler } from "hono";
import { VERSIONS_USED, versionsOf } from "../../schema/kit/versions.ts";
import type { Bindings } from "./env.ts";
import { settingsOf } from "./env.ts";

/** Versions that something stored is sealed under, ascending. */
export async function usedVersions(db: D1Database): Promise<number[]> {
  const found = await Promise.all(
    VERSIONS_USED.map(async (one) => (await db.prepare(one).all<{ version: string }>()).results),
  );
  return versionsOf(found.flat());
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
