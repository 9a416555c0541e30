// Secrets of sign-in servers move to the newest version of the key ring by the clock, as registrations' keys do.
import type { Ctx } from "../kit/door.ts";
import { keepEach } from "../kit/rotate.ts";
import { hex, openByRing, sealByRing } from "../kit/seal.ts";
import { listOldSecrets, updateSecret } from "./store.ts";

export async function rotateSecrets(ctx: Pick<Ctx, "db" | "settings">): Promise<number> {
  const old = await listOldSecrets(ctx.db, ctx.settings.newestKey, 100);
  return keepEach(ctx.db, old, async ({ organisationId, secret }) => {
    const bound = `issuer.secret:${organisationId}`;
    const opened = await openByRing<string>(ctx.settings, bound, Uint8Array.fromHex(secret));
    return updateSecret(ctx.db, organisationId, secret, hex(await sealByRing(ctx.settings, bound, opened)));
  });
}
