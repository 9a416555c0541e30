// Rotation: a newer version in the key ring makes the clock re-wrap old keys, a few hundred at a time. No sealed
// field is opened; once no row needs an old version it may leave the ring.
import { keep } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { bytesOf, openByRing, rewrapKey, sealByRing } from "../kit/seal.ts";
import { listOldKeys, updateKey } from "./store.ts";

export async function rotateKeys(ctx: Ctx): Promise<number> {
  const old = await listOldKeys(ctx.db, ctx.settings.newestKey, 300);
  const writes = await Promise.all(
    old.map(async (row) => {
      const bound = `registration.reference:${row.id}`;
      const next = await rewrapKey(ctx.settings, row.id, {
        keyVersion: row.keyVersion,
        wrappedKey: bytesOf(row.wrappedKey),
      });
      const reference = await sealByRing(
        ctx.settings,
        bound,
        await openByRing<string>(ctx.settings, bound, bytesOf(row.reference)),
      );
      return updateKey(ctx.db, row.id, row.keyVersion, { ...next, reference });
    }),
  );
  await keep(ctx.db, writes);
  return old.length;
}
