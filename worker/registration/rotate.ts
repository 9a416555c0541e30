// Rotation: a newer version in the key ring makes the clock re-wrap old keys, a few hundred at a time. No sealed
// field of a registration is opened; what the ring seals itself and lasts is sealed anew. Once no row needs an old version
// (kit/ready.ts asks) it may leave the ring.
import type { Ctx } from "../kit/door.ts";
import { keepEach, sumOf } from "../kit/rotate.ts";
import { bytesOf, openByRing, rewrapKey, sealByRing } from "../kit/seal.ts";
import { listOldSigned, updateSigned } from "../movement/store.ts";
import { listOldTracings, updateTracingKey } from "../tracing/store.ts";
import { listOldKeys, updateKey } from "./store.ts";

/** Replies with how many rows were wrapped anew. */
export async function rotateKeys(ctx: Ctx): Promise<number> {
  const { db, settings } = ctx;
  const [old, signed, tracings] = [
    await listOldKeys(db, settings.newestKey, 300),
    await listOldSigned(db, settings.newestKey, 50),
    await listOldTracings(db, settings.newestKey, 300),
  ];
  return sumOf([
    keepEach(db, old, async (row) => {
      const bound = `registration.reference:${row.id}`;
      const next = await rewrapKey(settings, row.id, {
        keyVersion: row.keyVersion,
        wrappedKey: bytesOf(row.wrappedKey),
      });
      const reference = await openByRing<string>(settings, bound, bytesOf(row.reference));
      return updateKey(db, row.id, row.keyVersion, {
        ...next,
        reference: await sealByRing(settings, bound, reference),
      });
    }),
    keepEach(db, signed, async (row) => {
      const bound = `movement.signed:${row.id}`;
      const value = await openByRing<unknown>(settings, bound, bytesOf(row.signed));
      return updateSigned(db, row.id, await sealByRing(settings, bound, value));
    }),
    keepEach(db, tracings, async (row) => {
      const stored = { keyVersion: row.keyVersion, wrappedKey: bytesOf(row.wrappedKey) };
      return updateTracingKey(db, row.id, row.keyVersion, await rewrapKey(settings, row.id, stored));
    }),
  ]);
}
