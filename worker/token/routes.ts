// Handlers of token: made, listed and ended by an organisation for its own tools.
import { Problem } from "../../schema/kit/problem.ts";
import { TOKENS_MOST, type Token, tokenList, tokenMake, tokenRevoke } from "../../schema/token.ts";
import { getCrisis, guardOpen, guardTakesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { readSecret, sha256 } from "../kit/seal.ts";
import { findToken, guardRoom, insertToken, listTokens, updateRevoked } from "./store.ts";

export const list = bind(tokenList, async (ctx, { crisisId }) => {
  await getCrisis(ctx, crisisId);
  return { tokens: await listTokens(ctx.db, officerOf(ctx.actor), crisisId) };
});

/** Derived from the act, so that a retry shows the same and the stored reply holds none. */
const secretOf = (ctx: Ctx, id: string) => readSecret(ctx.settings, `${id}:${ctx.actId}`);
/** Stands in the stored reply where the secret will. */
const DERIVED = "derived";

export const make = bind(
  tokenMake,
  async (ctx, { days, ...asked }) => {
    const officer = officerOf(ctx.actor);
    const crisis = await getCrisis(ctx, asked.crisisId);
    const madeAt = ctx.real.toISOString();
    const token: Token = {
      ...asked,
      organisationId: officer.organisationId,
      madeAt,
      expiresAt: new Date(ctx.real.getTime() + days * 86_400_000).toISOString(),
      revokedAt: null,
      usedAt: null,
    };
    const writes = [
      guardOpen(ctx.db, crisis.id),
      guardTakesPart(ctx.db, crisis.id, officer.organisationId),
      guardRoom(ctx.db, officer.organisationId, TOKENS_MOST, madeAt),
      insertToken(ctx.db, token, officer.officerId, await sha256(await secretOf(ctx, token.id))),
    ];
    const target = { crisisId: crisis.id, targetId: token.id };
    return commit(ctx, new Date(crisis.now), target, writes, { token, secret: DERIVED });
  },
  async (ctx, { token }) => ({ token, secret: await secretOf(ctx, token.id) }),
);

export const revoke = bind(tokenRevoke, async (ctx, { id }) => {
  const token = await findToken(ctx.db, officerOf(ctx.actor), id);
  if (token === null) throw new Problem("not-found");
  const crisis = await getCrisis(ctx, token.crisisId);
  const at = ctx.real.toISOString();
  const ended: Token = { ...token, revokedAt: token.revokedAt ?? at };
  const target = { crisisId: crisis.id, targetId: id };
  return commit(ctx, new Date(crisis.now), target, [updateRevoked(ctx.db, id, at)], ended);
});
