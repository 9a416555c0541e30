// Rotation of what officers wrote about exports and about requests for data: those words are sealed by the ring itself, so a
// newer version seals them anew, and nothing is left that needs the older one.
import { listOldDemands, updateDemandWords } from "../demand/store.ts";
import type { Ctx } from "../kit/door.ts";
import { keepEach, sumOf } from "../kit/rotate.ts";
import { bytesOf, openByRing, sealByRing } from "../kit/seal.ts";
import { listOldWords, updateWords } from "./store.ts";

const AT_ONCE = 300;

/** Replies with how many rows were sealed anew: none where all are of the newest version. */
export async function rotateWords(ctx: Pick<Ctx, "settings" | "db">): Promise<number> {
  const before = ctx.settings.newestKey.toString(16).toUpperCase().padStart(4, "0");
  const anew = async (bound: string, sealed: ArrayBuffer) =>
    sealByRing(ctx.settings, bound, await openByRing<string>(ctx.settings, bound, bytesOf(sealed)));
  // Of two words of one row, what is of the newest version stands as it is: a row takes none that is not newer.
  const older = async (bound: string, sealed: ArrayBuffer) => {
    const bytes = bytesOf(sealed);
    const version = bytes.length === 0 ? null : ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
    return version === null || version >= ctx.settings.newestKey ? bytes : anew(bound, sealed);
  };
  const exports = await listOldWords(ctx.db, before, AT_ONCE);
  const demands = await listOldDemands(ctx.db, before, AT_ONCE);
  return sumOf([
    keepEach(ctx.db, exports, async ({ id, why, alone }) =>
      updateWords(ctx.db, id, {
        why: await older(`export.why:${id}`, why),
        alone: alone === null ? null : await older(`export.alone:${id}`, alone),
      }),
    ),
    keepEach(ctx.db, demands, async ({ id, sealed }) =>
      updateDemandWords(ctx.db, id, await anew(`demand.sealed:${id}`, sealed)),
    ),
  ]);
}
