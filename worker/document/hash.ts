// The number of a travel document as a keyed hash, so that an authority finds a request by it and no number stands readable.
// Crisis and authority are part of the key: the same document asked of two of them has nothing in common at rest.
import { documentKey, LEAST_DOCUMENT } from "../../schema/permit.rules.ts";
import { keep } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import type { Settings } from "../kit/env.ts";
import { keyedHash } from "../kit/seal.ts";
import { openSealed, permitKey } from "../permit/view.ts";
import { listUnhashed, updateHash } from "./store.ts";

/** Empty where no number was given, or one too short to find anybody by. */
export async function documentHash(
  settings: Settings,
  crisisId: string,
  authorityId: string,
  typed: string | null | undefined,
): Promise<string> {
  const number = documentKey(typed ?? "");
  if ([...number].length < LEAST_DOCUMENT) return "";
  return keyedHash(settings, `document:${crisisId}:${authorityId}`, number);
}

const AT_ONCE = 200;

/**
 * Called by the clock: of requests from before there was a hash, and of those whose consent was given again or whose deletion
 * was called off. Answers how many were read; what does not open is left, and holds up nobody else.
 */
export async function hashDocuments(ctx: Ctx): Promise<number> {
  const rows = await listUnhashed(ctx.db, AT_ONCE);
  const writes: D1PreparedStatement[] = [];
  for (const row of rows)
    try {
      const { documentNumber } = await openSealed(await permitKey(ctx, row), row);
      const hash = await documentHash(ctx.settings, row.crisisId, row.authorityId, documentNumber);
      writes.push(updateHash(ctx.db, row.id, hash));
    } catch {
      // @NOTE A row that somebody tampered with fails whenever it is opened; whoever opens it hears of it.
    }
  await keep(ctx.db, writes);
  return rows.length;
}
