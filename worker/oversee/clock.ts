// What the clock does with complaints: marks those whose deadline passed, and wraps keys anew after a rotation.
import type { Crisis } from "../../schema/crisis.ts";
import { commit } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { keepEach } from "../kit/rotate.ts";
import { bytesOf, rewrapKey } from "../kit/seal.ts";
import { listLate, listOldKeys, markLate, updateKey } from "./store.ts";

const AT_ONCE = 200;

/** In closed crises too: a complaint outlives what it is about. True while more are left. */
export async function markLateComplaints(ctx: Ctx, crisis: Crisis): Promise<boolean> {
  const ids = await listLate(ctx.db, crisis.id, crisis.now, AT_ONCE);
  if (ids.length === 0) return false;
  const one: Ctx = { ...ctx, actName: "complaint.late", actId: crypto.randomUUID(), bodyHash: "" };
  await commit(one, new Date(crisis.now), { crisisId: crisis.id }, [markLate(ctx.db, ids, crisis.now)], null);
  return ids.length === AT_ONCE;
}

/** Replies with how many keys were wrapped anew. */
export async function rotateComplaints(ctx: Pick<Ctx, "settings" | "db">): Promise<number> {
  const old = await listOldKeys(ctx.db, ctx.settings.newestKey, AT_ONCE);
  return keepEach(ctx.db, old, async ({ id, keyVersion, wrappedKey }) => {
    const next = await rewrapKey(ctx.settings, id, { keyVersion, wrappedKey: bytesOf(wrappedKey) });
    return updateKey(ctx.db, id, keyVersion, next);
  });
}
