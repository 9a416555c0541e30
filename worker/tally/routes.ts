// Handlers of tally: comparing what is kept with the truth, by a platform administrator and once a day by the clock.
import type { Crisis } from "../../schema/crisis.ts";
import { tallyCheck } from "../../schema/tally.ts";
import { getCrisis } from "../crisis/store.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { countSeen, listDifferences, mendCrisis } from "./store.ts";

export const check = bind(tallyCheck, async (ctx, input) => {
  const crisis = await getCrisis(ctx, input.crisisId);
  const [seen, differences] = await Promise.all([
    countSeen(ctx.db, crisis.id),
    listDifferences(ctx.db, crisis.id),
  ]);
  const mended = input.mend === true && differences.length > 0;
  return commit(
    ctx,
    new Date(crisis.now),
    { crisisId: crisis.id },
    mended ? await mendCrisis(ctx.db, crisis.id) : [],
    { ...seen, differences, mended },
  );
});

/** Once a day, at a quiet minute: what went past the triggers is mended before anybody decides by it. */
const DAILY = "03:07";

/** Leaves a row in the audit only where something was wrong. Answers whether it was. */
export async function checkDaily(ctx: Ctx, crisis: Crisis): Promise<boolean> {
  if (ctx.real.toISOString().slice(11, 16) !== DAILY) return false;
  if ((await listDifferences(ctx.db, crisis.id)).length === 0) return false;
  const mending: Ctx = { ...ctx, actName: "tally.check", actId: crypto.randomUUID(), bodyHash: "" };
  await commit(
    mending,
    new Date(crisis.now),
    { crisisId: crisis.id },
    await mendCrisis(ctx.db, crisis.id),
    null,
  );
  return true;
}
