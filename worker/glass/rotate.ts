// Rotation of reasons that the ring itself seals: of what was done alone, and of captured offices. A newer version seals them
// anew; words about one case are under that case's own key, and need none of this.
import type { Ctx } from "../kit/door.ts";
import { keepEach, sumOf } from "../kit/rotate.ts";
import { bytesOf, openByRing, sealByRing } from "../kit/seal.ts";
import { listOldWords as listOldOfStops, updateWords as updateOfStop } from "../stop/store.ts";
import { listOldWords, updateWords } from "./store.ts";

const AT_ONCE = 300;

/** Replies with how many were sealed anew. */
export async function rotateReasons(ctx: Pick<Ctx, "settings" | "db">): Promise<number> {
  const before = ctx.settings.newestKey.toString(16).toUpperCase().padStart(4, "0");
  const anew = async (bound: string, words: ArrayBuffer) =>
    sealByRing(ctx.settings, bound, await openByRing<string>(ctx.settings, bound, bytesOf(words)));
  const [alone, stops] = await Promise.all([
    listOldWords(ctx.db, before, AT_ONCE),
    listOldOfStops(ctx.db, before, AT_ONCE),
  ]);
  return sumOf([
    keepEach(ctx.db, alone, async ({ id, words }) =>
      updateWords(ctx.db, id, await anew(`glass.words:${id}`, words)),
    ),
    keepEach(ctx.db, stops, async ({ id, column, words }) =>
      updateOfStop(ctx.db, id, column, await anew(`stop.${column}:${id}`, words)),
    ),
  ]);
}
