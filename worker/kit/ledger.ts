// Is this database the one that the ledger knows? Asked before anybody is shown to anybody; an isolate believes an answer
// for half a minute. What the ledger is stands in worker/ledger/.
import { Problem } from "../../schema/kit/problem.ts";
import type { Bindings } from "./env.ts";
import { logFailure } from "./log.ts";

const BELIEVED = 30_000;
/** Where the ledger does not answer, the last good answer is believed for so long, and then nothing is shown. */
const MOST = 300_000;

type Asking = { ledger: Bindings["LEDGER"]; requestId: string };

let known: { at: number; restored: boolean } | null = null;

export function ledgerOf(ctx: Pick<Asking, "ledger">) {
  return ctx.ledger.getByName("ledger");
}

/** True where the database was restored. `freshest`: milliseconds that an earlier answer may be old. */
export async function askLedger(ctx: Asking, freshest = BELIEVED): Promise<boolean> {
  // A machine's clock may be set back: an answer from later than now is old, however long it is until then.
  const age = known === null ? Number.POSITIVE_INFINITY : Math.abs(Date.now() - known.at);
  if (known !== null && age < freshest) return known.restored;
  try {
    const restored = await ledgerOf(ctx).isRestored();
    known = { at: Date.now(), restored };
    return restored;
  } catch (error) {
    logFailure(ctx.requestId, error);
    if (known !== null && !known.restored && age < MOST) return false;
    throw new Problem("unavailable");
  }
}

/** Raises `restored`. A good answer is believed for a while; a bad one is asked for again. */
export async function refuseRestored(ctx: Asking): Promise<void> {
  if ((await askLedger(ctx)) && (await askLedger(ctx, 1000))) throw new Problem("restored");
}

/** Lets the ledger take in what was just taken back; the clock does it as well. */
export async function tellLedger(ctx: Asking): Promise<void> {
  await askLedger(ctx, 0).catch(() => undefined);
}
