// Handlers of what waits for a second administrator: listed, and taken away by another.
import { Problem } from "../../schema/kit/problem.ts";
import { pairList, pairRefuse } from "../../schema/pair.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { deletePair, findPair, listPairs } from "./store.ts";

export const list = bind(pairList, async (ctx) => ({
  waiting: await listPairs(ctx.db, null, ctx.real.toISOString()),
}));

export const refuse = bind(pairRefuse, async (ctx, { act, targetId }) => {
  const found = await findPair(ctx.db, act, targetId);
  if (found === null) throw new Problem("not-found");
  const target = { targetId, organisationId: found.organisationId };
  return commit(ctx, ctx.real, target, [deletePair(ctx.db, act, targetId)], { act, targetId });
});
