// Handlers of registration for the person herself: asking, coming in, saying that she is there, leaving the page.
import { Problem } from "../../schema/kit/problem.ts";
import {
  registrationAlive,
  registrationOpen,
  registrationSignIn,
  registrationSignOut,
} from "../../schema/registration.ts";
import { registrationEndOthers } from "../../schema/registration-own.ts";
import { renewAgreed } from "../agree/store.ts";
import { deleteComplaintSession } from "../complaint/store.ts";
import { anyOwnRegistration, groupRegistration } from "../consent/routes.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { renewConsents } from "../expiry/store.ts";
import {
  type Actor,
  PERSON_MINUTES,
  personOf,
  personStart,
  personStored,
  personUntil,
} from "../kit/actor.ts";
import { commit, keep, ownerOf } from "../kit/commit.ts";
import { bind, type Ctx, setOwnCookie } from "../kit/door.ts";
import {
  bytesOf,
  keyedHash,
  paperPin,
  pinHash,
  randomToken,
  sameBytes,
  sameText,
  sha256,
} from "../kit/seal.ts";
import { deleteSession, deleteSessionsOf, insertSession } from "../session/store.ts";
import { deleteTracingSession } from "../tracing/store.ts";
import { knowMade, missGuess, returnGuess, takeGuess } from "./guess.ts";
import { openRegistrations, withFreshReferences } from "./open.ts";
import { makePin, receiptOf, withReceipt } from "./receipt.ts";
import { burnDelivery, findForSignIn, updateAlive, updateHeard } from "./store.ts";

type Opens = Parameters<typeof bind<typeof registrationOpen>>[1];

/** Makes one request, with what was told before and how the yes came in. */
const opens =
  (byText: boolean): Opens =>
  async (ctx, given) => {
    const crisis = await getCrisis(ctx, given.crisisId);
    if (crisis.closedAt !== null) throw new Problem("crisis-closed");
    const now = new Date(crisis.now);
    const made = given.pin === undefined ? await makePin(ctx) : null;
    const pin = given.pin ?? made?.pin ?? null;
    return withFreshReferences(async () => {
      const { opened, writes } = await openRegistrations(ctx, crisis, [
        {
          given,
          at: now,
          pin,
          ...(byText
            ? { notice: "sms", way: { way: "sms", officerId: null } }
            : { notice: given.asked === undefined ? "form" : "other" }),
        },
      ]);
      const [one] = opened;
      if (one === undefined) throw new Problem("internal");
      const reply = receiptOf(one, crisis, { lang: given.lang, pin: made?.stored ?? null });
      const target = { crisisId: crisis.id, targetId: one.id };
      const known = await knowMade(ctx, one.reference);
      return commit(ctx, now, target, [guardOpen(ctx.db, crisis.id), ...writes, known], reply);
    });
  };

export const openOne = bind(registrationOpen, opens(false), withReceipt);
/** Said by text (worker/sms): she read no form, and was asked one thing. */
export const openByText = bind(registrationOpen, opens(true), withReceipt);

/** A session of whoever comes with this code, and the one cookie that carries it. */
export async function startSession(
  ctx: Ctx,
  of: { registrationId: string; personId: string | null },
): Promise<{ session: D1PreparedStatement; actor: Extract<Actor, { kind: "person" }> }> {
  const token = randomToken();
  const sessionHash = await sha256(token);
  const startedAt = personStart(ctx.real);
  const expiresAt = personStored(personUntil({ startedAt }, ctx.real));
  const session = insertSession(ctx.db, { tokenHash: sessionHash, ...of, startedAt, expiresAt });
  setOwnCookie(ctx, token, PERSON_MINUTES * 60);
  return { session, actor: { kind: "person", ...of, sessionHash, startedAt } };
}

/** The same answer and the same work for an unknown code and a wrong PIN; a guess is taken before it is looked at (ruling 12). */
export const signIn = bind(registrationSignIn, async (ctx, { reference, pin }) => {
  const referenceHash = await keyedHash(ctx.settings, "reference", reference);
  const found = await findForSignIn(ctx.db, referenceHash);
  const none = found === null || found.onPaper === 1;
  const salt = none ? new Uint8Array(16) : bytesOf(found.pinSalt);
  const guess = await takeGuess(ctx, referenceHash, salt);
  const hashed = sameBytes(
    await pinHash(ctx.settings, pin, salt),
    none ? new Uint8Array(32) : bytesOf(found.pinHash),
  );
  const printed = await sameText(ctx.settings, pin, await paperPin(ctx.settings, reference));
  const right = none ? printed && found !== null : hashed;
  if (found === null || !right) {
    await missGuess(ctx);
    throw new Problem("code-or-pin-wrong");
  }
  if (found.onPaper === 1) {
    await keep(ctx.db, returnGuess(ctx, guess));
    throw new Problem("paper-not-typed");
  }
  const { session, actor } = await startSession(ctx, { registrationId: found.id, personId: found.personId });
  // Each sign-in makes its own session: a retry is a new one, so no reply is kept.
  ctx.bodyHash = "";
  const reply = await commit(ctx, ctx.real, { targetId: found.id }, [session, ...returnGuess(ctx, guess)], {
    signedIn: true as const,
  });
  ctx.actor = actor;
  return reply;
});

export const signOut = bind(registrationSignOut, async (ctx, { actId }) => {
  const writes: D1PreparedStatement[] = [];
  if (ctx.actor.kind === "person") writes.push(deleteSession(ctx.db, ctx.actor.sessionHash));
  else if (ctx.actor.kind === "nobody" && ctx.actor.complaint !== undefined)
    writes.push(deleteComplaintSession(ctx.db, ctx.actor.complaint.sessionHash));
  if (ctx.actor.kind === "relative") writes.push(deleteTracingSession(ctx.db, ctx.actor.sessionHash));
  if (actId !== undefined)
    writes.push(burnDelivery(ctx.db, await ownerOf(ctx), actId, ctx.real.toISOString()));
  setOwnCookie(ctx, "", 0);
  ctx.bodyHash = "";
  return commit(ctx, ctx.real, {}, writes, { signedIn: false as const });
});

/**
 * Hers alone who registered: another adult's coming and going must not show on her page. Works in a closed crisis too, where
 * it keeps her request from being deleted. What holds starts anew with it, where it was surely she: a code alone, which
 * officers read, gives no consent. What is over stays over until she says yes again.
 */
async function noteAlive(ctx: Ctx, renews: boolean, byText = false): Promise<{ aliveAt: string }> {
  const own = await groupRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  // Another adult's sign keeps the request, and nothing else: what is shared is renewed by whoever shared it.
  const writes =
    personOf(ctx.actor).personId !== null
      ? [updateHeard(ctx.db, own.id, crisis.now)]
      : [
          updateAlive(ctx.db, own.id, crisis.now),
          ...(renews
            ? [renewConsents(ctx.db, own.id, crisis.now, byText), renewAgreed(ctx.db, own.id, crisis.now)]
            : []),
        ];
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: own.id }, writes, {
    aliveAt: crisis.now,
  });
}

export const alive = bind(registrationAlive, (ctx) => noteAlive(ctx, true));

/** Said by text with code and PIN (worker/sms): all that the page's button does. */
export const aliveByText = bind(registrationAlive, (ctx) => noteAlive(ctx, true, true));

/** Said with the code alone (worker/sms): the sign of life, and nothing else. */
export const aliveByCode = bind(registrationAlive, (ctx) => noteAlive(ctx, false));

/** Of her own code alone, whoever registered or another adult; even while all is being deleted. */
export const endOthers = bind(registrationEndOthers, async (ctx) => {
  const own = await anyOwnRegistration(ctx);
  const actor = personOf(ctx.actor);
  const crisis = await getCrisis(ctx, own.crisisId);
  const writes = [deleteSessionsOf(ctx.db, actor, actor.sessionHash)];
  return commit(ctx, new Date(crisis.now), { targetId: own.id }, writes, { ended: true as const });
});
