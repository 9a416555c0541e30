// Refuses floods, in this isolate's memory: who sent hundreds of refused requests within the last minute. Counted by session
// where there is one, and by address only for whoever has none: a whole camp shares one address (ruling 12). Nothing that
// lets somebody in or calls for help asks here (kit/door.ts). What must hold across isolates is counted in kit/attempt.ts.
import { Problem } from "../../schema/kit/problem.ts";
import type { Actor } from "./actor.ts";

const WINDOW = 60_000;
const MOST_FAILURES = 300;
const failures = new Map<string, { since: number; count: number }>();
/** As whom a request under way is counted. */
const senders = new WeakMap<Request, string>();

export function senderOf(ctx: { actor: Actor; address: string }): string {
  return ctx.actor.kind === "nobody" ? ctx.address : ctx.actor.sessionHash;
}

/** From now on this request's failure is its session's own, whatever others behind the same address do. */
export function countAsSession(request: Request, actor: Actor): void {
  if (actor.kind !== "nobody") senders.set(request, actor.sessionHash);
}

/** Raises `too-many` where this sender had hundreds of refused requests within the last minute. */
export function refuseIfFlooding(sender: string): void {
  const seen = failures.get(sender);
  if (seen === undefined) return;
  const age = Date.now() - seen.since;
  // A machine's clock may be set back.
  if (age > WINDOW || age < 0) failures.delete(sender);
  else if (seen.count >= MOST_FAILURES)
    throw new Problem("too-many", { retryAfter: Math.ceil((WINDOW - age) / 1000) });
}

/** One more refused request: of its session, or of this address. */
export function countFailure(request: Request, address: string): void {
  const sender = senders.get(request) ?? address;
  const seen = failures.get(sender);
  if (seen === undefined || Math.abs(Date.now() - seen.since) > WINDOW) {
    if (failures.size > 10_000) failures.clear();
    failures.set(sender, { since: Date.now(), count: 1 });
  } else seen.count++;
}
