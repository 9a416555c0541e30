// Handlers of account: signing in by passkey, and what an officer does with her own passkeys and sessions.
import {
  accountAddPasskey,
  accountBegin,
  accountBeginPasskey,
  accountEndOthers,
  accountMine,
  accountRemovePasskey,
  accountSignIn,
  type NewPasskey,
  type PasskeyAsk,
} from "../../schema/account.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { isBound } from "../issuer/store.ts";
import { officerOf } from "../kit/actor.ts";
import { byAddress, countAttempt, refuseIfWaiting } from "../kit/attempt.ts";
import { commit, keep } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { challengeIn, type MadePasskey, readAnswer, readNewPasskey, siteOf, text64 } from "../kit/passkey.ts";
import { randomToken, sha256 } from "../kit/seal.ts";
import { findOfficer } from "../organisation/store.ts";
import {
  burnChallenge,
  closePasskey,
  deletePasskey,
  findPasskey,
  insertChallenge,
  insertPasskey,
  listPasskeys,
  spendChallenge,
  usePasskey,
} from "../passkey/store.ts";
import { countSessions, deleteOfficerSessions, listSessions } from "../session/store.ts";
import { enter, mustBePrivate } from "./enter.ts";
import { isFresh } from "./rules.ts";
import { findAccount } from "./store.ts";

const CHALLENGE_MINUTES = 5;

async function makeChallenge(ctx: Ctx, officerId: string | null): Promise<string> {
  const challenge = randomToken();
  const until = new Date(ctx.real.getTime() + CHALLENGE_MINUTES * 60_000).toISOString();
  await keep(ctx.db, [insertChallenge(ctx.db, await sha256(challenge), officerId, until)]);
  return challenge;
}

/** The site of this deployment: its configured address, or the one that was asked. */
const site = (ctx: Ctx) => siteOf(ctx.origin ?? "");

export const begin = bind(accountBegin, async (ctx) => {
  mustBePrivate(ctx);
  return { challenge: await makeChallenge(ctx, null), rpId: site(ctx).rpId };
});

/**
 * Counts the failure and says what is always said, however much was right. Only failures wait: a right key is never held up
 * by others behind the same address.
 */
async function refusePasskey(ctx: Ctx, challenge: string | null): Promise<never> {
  if (challenge !== null) await keep(ctx.db, [burnChallenge(ctx.db, await sha256(challenge))]);
  await refuseIfWaiting(ctx.db, "passkey", ctx.address, ctx.real, byAddress);
  await countAttempt(ctx.db, "passkey", ctx.address, ctx.real, byAddress);
  throw new Problem("passkey-wrong");
}

export const signIn = bind(accountSignIn, async (ctx, given) => {
  const challenge = challengeIn(given.clientData);
  const known = await findPasskey(ctx.db, given.id);
  const answer = await readAnswer(given, known?.publicKey ?? null, challenge ?? "", site(ctx));
  if (known === null || answer === null || challenge === null) return refusePasskey(ctx, challenge);
  if (given.userHandle !== null && given.userHandle !== text64(known.officerId))
    return refusePasskey(ctx, challenge);
  const at = ctx.real.toISOString();
  const spent = spendChallenge(ctx.db, await sha256(challenge), null, at);
  // A counter that does not grow, of a key that counts: two of it exist. It was signed rightly, so this is no guess.
  if ((answer.counter > 0 || known.counter > 0) && answer.counter <= known.counter) {
    const flagged: Ctx = { ...ctx, actName: "account.cloned", auditAs: known.officerId, bodyHash: "" };
    const account = await findAccount(ctx.db, known.officerId);
    const target = { targetId: known.officerId, organisationId: account?.organisationId ?? null };
    await commit(flagged, ctx.real, target, [...spent, ...closePasskey(ctx.db, known.id, at)], null);
    return refusePasskey(ctx, null);
  }
  const used = usePasskey(ctx.db, known.id, answer.counter, answer.synced, at);
  return enter(ctx, known.officerId, { way: "passkey", passkeyId: known.id }, [...spent, ...used]);
});

export const mine = bind(accountMine, async (ctx) => {
  const { officerId, sessionHash } = officerOf(ctx.actor);
  const [passkeys, sessions, issuer] = await Promise.all([
    listPasskeys(ctx.db, officerId),
    listSessions(ctx.db, officerId, sessionHash, ctx.real.toISOString()),
    isBound(ctx.db, officerId),
  ]);
  return { passkeys, sessions, issuer };
});

/** What a browser needs to make a passkey for an account. */
export async function askFor(ctx: Ctx, officerId: string): Promise<PasskeyAsk> {
  mustBePrivate(ctx);
  const officer = await findOfficer(ctx.db, officerId);
  if (officer === null) throw new Problem("signed-out");
  return {
    challenge: await makeChallenge(ctx, officerId),
    rpId: site(ctx).rpId,
    rpName: ctx.settings.displayName,
    // The account's id, which says nothing of anybody: it comes back with every answer of the passkey.
    userHandle: text64(officerId),
    label: officer.label,
    known: (await listPasskeys(ctx.db, officerId)).map((one) => one.id),
  };
}

/** A new passkey of an account with the statements that store it. Raises `passkey-wrong`. */
export async function takePasskey(
  ctx: Ctx,
  officerId: string,
  label: string,
  given: NewPasskey,
): Promise<{ made: MadePasskey; writes: D1PreparedStatement[] }> {
  const challenge = challengeIn(given.clientData);
  const made = challenge === null ? null : await readNewPasskey(given, challenge, site(ctx));
  if (challenge === null || made === null) return refusePasskey(ctx, challenge);
  const addedAt = ctx.real.toISOString();
  return {
    made,
    writes: [
      ...spendChallenge(ctx.db, await sha256(challenge), officerId, addedAt),
      insertPasskey(ctx.db, { ...made, officerId, label, transports: given.transports, addedAt }),
    ],
  };
}

export function mustBeFresh(ctx: Ctx): void {
  if (!isFresh(officerOf(ctx.actor), ctx.real)) throw new Problem("session-too-old");
}

export const beginPasskey = bind(accountBeginPasskey, (ctx) => {
  mustBeFresh(ctx);
  return askFor(ctx, officerOf(ctx.actor).officerId);
});

export const addPasskey = bind(accountAddPasskey, async (ctx, { label, passkey }) => {
  mustBeFresh(ctx);
  const { officerId } = officerOf(ctx.actor);
  const { made, writes } = await takePasskey(ctx, officerId, label, passkey);
  return commit(ctx, ctx.real, { targetId: officerId }, writes, { id: made.id });
});

export const removePasskey = bind(accountRemovePasskey, async (ctx, { id }) => {
  mustBeFresh(ctx);
  const { officerId } = officerOf(ctx.actor);
  if ((await findPasskey(ctx.db, id))?.officerId !== officerId) throw new Problem("not-found");
  return commit(ctx, ctx.real, { targetId: officerId }, deletePasskey(ctx.db, officerId, id), { id });
});

export const endOthers = bind(accountEndOthers, async (ctx) => {
  const { officerId, sessionHash } = officerOf(ctx.actor);
  const ended = await countSessions(ctx.db, officerId, ctx.real.toISOString(), sessionHash);
  const writes = [deleteOfficerSessions(ctx.db, officerId, sessionHash)];
  return commit(ctx, ctx.real, { targetId: officerId }, writes, { ended });
});
