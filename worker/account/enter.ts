// Signing an officer in: one session, one cookie, one row in the audit, in the batch that spends what she showed.
import type { SignInWay } from "../../schema/account.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { Officer } from "../../schema/organisation.ts";
import { cookieLine, DESK_HOURS, deskUntil } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { randomToken, sha256 } from "../kit/seal.ts";
import { officerView } from "../organisation/routes.ts";
import { deleteSession, insertSession } from "../session/store.ts";

/** Raises `wrong-origin` where a production site is reached in the clear: its cookie would be read on the way. */
export function mustBePrivate(ctx: Ctx): void {
  const local = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(ctx.origin ?? "");
  if (ctx.settings.production && !ctx.secure && !local) throw new Problem("wrong-origin");
}

/**
 * Commits `writes` with a new session. The cookie's token is stored nowhere, so a retry has no reply to get. A session that
 * this browser had before ends.
 */
export async function enter(
  ctx: Ctx,
  officerId: string,
  by: { way: SignInWay; passkeyId?: string },
  writes: D1PreparedStatement[],
): Promise<Officer> {
  mustBePrivate(ctx);
  const token = randomToken();
  const startedAt = ctx.real.toISOString();
  const expiresAt = deskUntil({ startedAt }, ctx.real).toISOString();
  const officer = await officerView(ctx, officerId, expiresAt);
  const session = insertSession(ctx.db, {
    tokenHash: await sha256(token),
    officerId,
    startedAt,
    expiresAt,
    way: by.way,
    passkeyId: by.passkeyId ?? null,
  });
  const before = ctx.actor.kind === "officer" ? [deleteSession(ctx.db, ctx.actor.sessionHash)] : [];
  ctx.bodyHash = "";
  ctx.auditAs = officerId;
  await commit(
    ctx,
    ctx.real,
    { targetId: officerId, organisationId: officer.organisation.id },
    [...before, ...writes, session],
    null,
  );
  // Not before it stands in the database.
  ctx.cookies.push(cookieLine("desk", token, DESK_HOURS * 3600, ctx.secure));
  return officer;
}
