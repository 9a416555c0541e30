// Rotation: a newer version in the key ring makes the clock re-wrap old keys, a few hundred at a time. No sealed
// field of a registration is opened; what the ring seals itself and lasts is sealed anew. Once no row needs an old version
// (kit/ready.ts asks) it may leave the ring.
import { keep } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { bytesOf, openByRing, rewrapKey, sealByRing } from "../kit/seal.ts";
import { listOldSigned, updateSigned } from "../movement/store.ts";
import { listOldTracings, updateTracingKey } from "../tracing/store.ts";
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
  const signed = await listOldSigned(ctx.db, ctx.settings.newestKey, 50);
  for (const row of signed) {
    const bound = `movement.signed:${row.id}`;
    const value = await openByRing<unknown>(ctx.settings, bound, bytesOf(row.signed));
    writes.push(updateSigned(ctx.db, row.id, await sealByRing(ctx.settings, bound, value)));
  }
  const tracings = await listOldTracings(ctx.db, ctx.settings.newestKey, 300);
  for (const row of tracings) {
    const stored = { keyVersion: row.keyVersion, wrappedKey: bytesOf(row.wrappedKey) };
    const next = await rewrapKey(ctx.settings, row.id, stored);
    writes.push(updateTracingKey(ctx.db, row.id, row.keyVersion, next));
  }
  await keep(ctx.db, writes);
  return old.length + signed.length + tracings.length;
}
