// Giving a reason: the row that opens a case for an hour, or lets one officer do alone what takes two (ruling 9).
// @PRIVACY words about one case are sealed under that case's own key, and die with it; all others under the ring.
import type { Crisis } from "../../schema/crisis.ts";
import { glassDueAt, glassUntil } from "../../schema/glass.rules.ts";
import type { GlassKind, GlassReason } from "../../schema/kit/glass.ts";
import { officerOf } from "../kit/actor.ts";
import type { Ctx } from "../kit/door.ts";
import { type Bytes, makeId, seal, sealByRing } from "../kit/seal.ts";
import { insertGlass } from "./store.ts";

export interface GlassAsked {
  crisis: Pick<Crisis, "id" | "now">;
  kind: GlassKind;
  act: string;
  targetId: string;
  given: { reason: GlassReason; words: string };
  /** Of the one case that it is about; left out where it is about many, or none. */
  key?: CryptoKey;
}

/**
 * A reason as a statement for the batch of what it is for. An act that takes a second person above some size and has a
 * `glass` field lists this instead of that person's yes: `kind: "alone"`, and `targetId` names what the act makes.
 */
export async function giveGlass(
  ctx: Ctx,
  { crisis, kind, act, targetId, given, key }: GlassAsked,
): Promise<{ id: string; until: string; write: D1PreparedStatement }> {
  const officer = officerOf(ctx.actor);
  const id = makeId("gls");
  const bound = `glass.words:${id}`;
  const words: Bytes =
    key === undefined
      ? await sealByRing(ctx.settings, bound, given.words)
      : await seal(key, bound, given.words);
  const until = glassUntil(ctx.real);
  const write = insertGlass(ctx.db, {
    id,
    crisisId: crisis.id,
    organisationId: officer.organisationId,
    officerId: officer.officerId,
    kind,
    act,
    targetId,
    reason: given.reason,
    words,
    at: crisis.now,
    dueAt: glassDueAt(new Date(crisis.now)),
    until,
  });
  return { id, until, write };
}
