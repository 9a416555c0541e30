// Inviting, and what the invited does with her one-time link. A link is shown once, to who made it; only its hash is kept.
import { accountInvite, accountOpenLink, accountUseLink, INVITED_HOURS } from "../../schema/account-team.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { findIssuer } from "../issuer/store.ts";
import { officerOf } from "../kit/actor.ts";
import { byAddress, countAttempt, refuseIfWaiting } from "../kit/attempt.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { randomToken, sha256 } from "../kit/seal.ts";
import { findOrganisation, guardVetted, insertOfficers, updateLine } from "../organisation/store.ts";
import { isGuarded, takesTwo } from "../pair/two.ts";
import { forgetWaysIn } from "../passkey/store.ts";
import { enter } from "./enter.ts";
import { askFor, takePasskey } from "./routes.ts";
import { mayInvite, watchesOver } from "./rules.ts";
import {
  type AccountRow,
  countRole,
  findAccount,
  findAccountLink,
  putLink,
  spendAccountLink,
} from "./store.ts";

/** A fresh link for an account: its token, its end, and the statement that keeps its hash. */
export async function makeLink(ctx: Ctx, officerId: string, recovers: boolean, hours: number) {
  const token = randomToken();
  const expiresAt = new Date(ctx.real.getTime() + hours * 3_600_000).toISOString();
  const write = putLink(ctx.db, { officerId, tokenHash: await sha256(token), recovers, expiresAt });
  return { token, expiresAt, write };
}

export const invite = bind(accountInvite, async (ctx, input) => {
  const actor = officerOf(ctx.actor);
  const organisation = watchesOver(actor, input.organisationId)
    ? await findOrganisation(ctx.db, input.organisationId)
    : null;
  if (organisation === null) throw new Problem("not-found");
  const now = ctx.real.toISOString();
  const supervised = (await countRole(ctx.db, organisation.id, "supervisor", now, input.id)) > 0;
  const to = { organisationId: organisation.id, kind: organisation.kind };
  const may = mayInvite(actor, to, input.role, supervised);
  if (may === "supervisor-invites") throw new Problem("supervisor-invites");
  if (may !== "yes") throw new Problem("malformed", { fields: [{ path: "role", reason: "not-one-of" }] });
  const before = await findAccount(ctx.db, input.id);
  // Again only for the same place, while nobody has opened it: an invitation is no way into an account that is in use.
  if (before !== null && !isInvitedTo(before, input)) throw new Problem("already-exists");
  const target = { targetId: input.id, organisationId: organisation.id };
  const second = (await isGuarded(ctx, organisation.id))
    ? await takesTwo(ctx, {
        act: "account.invite",
        ...target,
        asked: { role: input.role, label: input.label },
      })
    : { until: null, writes: [] };
  if (second.until !== null) {
    const writes = [guardVetted(ctx.db, organisation.id), ...second.writes];
    return commit(ctx, ctx.real, target, writes, { id: input.id, token: null, expiresAt: second.until });
  }
  const { token, expiresAt, write } = await makeLink(ctx, input.id, false, INVITED_HOURS);
  const { line } = actor;
  const account =
    before === null ? [insertOfficers(ctx.db, [{ ...input, line }])] : [updateLine(ctx.db, input.id, line)];
  // The token stands in no stored reply: who lost the answer invites again.
  ctx.bodyHash = "";
  return commit(
    ctx,
    ctx.real,
    target,
    [guardVetted(ctx.db, organisation.id), ...second.writes, ...account, write],
    { id: input.id, token, expiresAt },
  );
});

function isInvitedTo(account: AccountRow, input: { organisationId: string; role: string }): boolean {
  return (
    account.organisationId === input.organisationId &&
    account.role === input.role &&
    account.closedAt === null &&
    !account.opens
  );
}

/** The account of a link. Raises `link-spent`, and slows down who tries many. */
export async function getLinked(ctx: Ctx, token: string): Promise<AccountRow & { recovers: boolean }> {
  const account = await findAccountLink(ctx.db, await sha256(token), ctx.real.toISOString());
  if (account !== null) return account;
  // A right one is never held up by somebody else's wrong ones: nobody guesses 256 bits.
  await refuseIfWaiting(ctx.db, "link", ctx.address, ctx.real, byAddress);
  await countAttempt(ctx.db, "link", ctx.address, ctx.real, byAddress);
  throw new Problem("link-spent");
}

export const openLink = bind(accountOpenLink, async (ctx, { token }) => {
  const account = await getLinked(ctx, token);
  const organisation = await findOrganisation(ctx.db, account.organisationId);
  if (organisation === null) throw new Problem("link-spent");
  return {
    recovers: account.recovers,
    label: account.label,
    role: account.role,
    organisation,
    issuer: (await findIssuer(ctx.db, organisation.id)) !== null,
    ask: await askFor(ctx, account.id),
  };
});

/** What spending a link does beside what it was spent on. */
export function spend(
  ctx: Ctx,
  account: { id: string; recovers: boolean },
  tokenHash: string,
): D1PreparedStatement[] {
  const spent = spendAccountLink(ctx.db, tokenHash);
  return account.recovers ? [...spent, ...forgetWaysIn(ctx.db, account.id)] : spent;
}

export const useLink = bind(accountUseLink, async (ctx, { token, label, passkey }) => {
  const account = await getLinked(ctx, token);
  const { made, writes } = await takePasskey(ctx, account.id, label, passkey);
  const spent = spend(ctx, account, await sha256(token));
  return enter(ctx, account.id, { way: "passkey", passkeyId: made.id }, [...spent, ...writes]);
});
