// Dangers by the clock: what nobody renewed lapses; what has been over for a day loses its words. And the ring's rotation.
import type { Crisis } from "../../schema/crisis.ts";
import { OVER_FOR } from "../../schema/danger.rules.ts";
import { commit } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { keepEach } from "../kit/rotate.ts";
import { bytesOf, openByRing, sealByRing } from "../kit/seal.ts";
import { listOldSealed, updateSealed } from "../sighting/store.ts";
import { countDue, lapse } from "./store.ts";

const AT_ONCE = 300;

export async function lapseDangers(ctx: Ctx, crisis: Crisis): Promise<void> {
  const times = { now: crisis.now, over: new Date(Date.parse(crisis.now) - OVER_FOR).toISOString() };
  const { lapsing, silent } = await countDue(ctx.db, crisis.id, times);
  if (lapsing + silent === 0) return;
  const clock: Ctx = {
    ...ctx,
    actName: "danger.lapse",
    actId: crypto.randomUUID(),
    bodyHash: "",
    auditAs: "clock",
  };
  const writes = lapse(ctx.db, crisis.id, times);
  await commit(clock, new Date(crisis.now), { crisisId: crisis.id }, writes, null);
}

/** Links and officers' words under the newest version. Replies with how many were sealed anew. */
export async function rotateDangers(ctx: Pick<Ctx, "settings" | "db">): Promise<number> {
  const before = ctx.settings.newestKey.toString(16).toUpperCase().padStart(4, "0");
  const old = await listOldSealed(ctx.db, before, AT_ONCE);
  const anew = async (bound: string, sealed: ArrayBuffer) =>
    sealByRing(ctx.settings, bound, await openByRing<unknown>(ctx.settings, bound, bytesOf(sealed)));
  return keepEach(ctx.db, old, async ({ id, link, words }) =>
    updateSealed(ctx.db, id, {
      link: link === null ? null : await anew(`dangerReport.link:${id}`, link),
      // A person's are under her own key, which is wrapped anew instead.
      words: words === null || link !== null ? null : await anew(`dangerReport.words:${id}`, words),
    }),
  );
}
