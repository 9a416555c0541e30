// The token that a request shows: as a Bearer, or as the password of Basic, which is what desktop tools can send. Its user
// name means nothing. A wrong one slows its sender down; none at all is no failure.
import type { Context } from "hono";
import { hourOf } from "../../schema/area.rules.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { byAddress, countAttempt, refuseIfWaiting } from "../kit/attempt.ts";
import { keep } from "../kit/commit.ts";
import type { Bindings } from "../kit/env.ts";
import { addressOf } from "../kit/headers.ts";
import { sha256 } from "../kit/seal.ts";
import { findLive, type LiveToken, updateUsed } from "../token/store.ts";

/** The secret in a header; empty where the header is of no form that we know. */
export function secretIn(header: string): string {
  const [, scheme = "", value = ""] = /^(Basic|Bearer) +(\S{1,400})$/i.exec(header.trim()) ?? [];
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme === "") return "";
  try {
    const pair = atob(value);
    return pair.slice(pair.indexOf(":") + 1);
  } catch {
    return "";
  }
}

/** Null where none is shown. Raises `signed-out` for one that does not hold, and `too-many` after many of those. */
export async function tokenOf(c: Context<{ Bindings: Bindings }>): Promise<LiveToken | null> {
  const header = c.req.header("Authorization");
  if (header === undefined) return null;
  const { DB: db } = c.env;
  const now = new Date();
  const secret = secretIn(header);
  const token = /^cwt_[0-9A-Za-z_-]{43}$/.test(secret)
    ? await findLive(db, await sha256(secret), now.toISOString())
    : null;
  // A right one is never held up by somebody else's wrong ones: nobody guesses 256 bits.
  if (token === null) {
    const address = await addressOf(c);
    await refuseIfWaiting(db, "token", address, now, byAddress);
    await countAttempt(db, "token", address, now, byAddress);
    throw new Problem("signed-out");
  }
  const hour = hourOf(now);
  if (token.usedAt !== hour) await keep(db, [updateUsed(db, token.id, hour)]);
  return token;
}
