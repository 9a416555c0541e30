// Before anybody who is signed in is answered, what is over by a crisis's own clock is ended: consents, and squares that
// are finer than a place's age allows. So every read, kept count and feed goes by this moment, and the clock only tidies.
import type { MiddlewareHandler } from "hono";
import { Problem } from "../../schema/kit/problem.ts";
import { CELL_FOR, KEPT_FOR } from "../../schema/location.rules.ts";
import { getCrisis } from "../crisis/store.ts";
import { tokenIn } from "../kit/actor.ts";
import { clockContext } from "../kit/clock.ts";
import type { Ctx } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { askLedger } from "../kit/ledger.ts";
import { agePlaces } from "../location/routes.ts";
import { expireConsents } from "./clock.ts";
import { listFirstEnds } from "./store.ts";

/** Rounds of four hundred for one request. What is more than that is left to the next one, and nothing is shown until then. */
const ROUNDS = 25;

/** Ends what is over everywhere. Raises `unavailable` where too much is over at once to be ended within one answer. */
export async function endDue(ctx: Ctx): Promise<void> {
  for (const first of await listFirstEnds(ctx.db, ctx.real)) {
    const over = (at: string | null, age: number) =>
      at !== null && Date.parse(at) + age <= Date.parse(first.now);
    const consent = over(first.until, 0);
    const place = over(first.district, KEPT_FOR) || over(first.cell, CELL_FOR);
    if (!consent && !place) continue;
    // A restored database takes back by itself what is over, and its doors show nobody until then.
    if (await askLedger(ctx)) return;
    const crisis = await getCrisis(ctx, first.crisisId);
    let round = 0;
    while (consent && (await expireConsents(ctx, crisis)))
      if (++round >= ROUNDS) throw new Problem("unavailable", { retryAfter: 2 });
    while (place && (await agePlaces(ctx, crisis, false)))
      if (++round >= ROUNDS) throw new Problem("unavailable", { retryAfter: 2 });
  }
}

/** Whoever has no session is shown nobody, and waits for nothing. */
export const onTime: MiddlewareHandler<{ Bindings: Bindings }> = async (c, next) => {
  const signedIn = tokenIn(c.req.raw, "desk") !== null || tokenIn(c.req.raw, "own") !== null;
  if (signedIn && !c.req.path.startsWith("/assets/")) {
    const requestId = c.res.headers.get("X-Request-Id") ?? crypto.randomUUID();
    await endDue(
      clockContext(c.env, requestId, (work) => {
        c.executionCtx.waitUntil(work);
      }),
    );
  }
  await next();
};
