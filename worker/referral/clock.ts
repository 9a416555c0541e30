// What the clock does with offers: those that nobody answered in time are their sender's again, by the crisis's own time.
import type { Crisis } from "../../schema/crisis.ts";
import { commit } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { listLate } from "../offer/store.ts";
import { lapseReferrals } from "./store.ts";

const AT_ONCE = 400;

/** True while more is left. */
export async function lapseLate(ctx: Ctx, crisis: Crisis): Promise<boolean> {
  const ids = await listLate(ctx.db, crisis.id, crisis.now, AT_ONCE);
  if (ids.length === 0) return false;
  const one: Ctx = {
    ...ctx,
    actName: "referral.lapse",
    actId: crypto.randomUUID(),
    bodyHash: "",
    auditAs: "clock",
  };
  const writes = [lapseReferrals(ctx.db, ids, crisis.now)];
  await commit(one, new Date(crisis.now), { crisisId: crisis.id }, writes, null);
  return ids.length >= AT_ONCE;
}
