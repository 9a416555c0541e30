// Handlers of complaints for whoever made one: coming back, reading what became of it, writing again, taking it back.
// @PRIVACY nothing ties a complaint to a person or a case, unless she ticked that oversight may see hers.
import { isLate, isOpenComplaint } from "../../schema/complaint.rules.ts";
import {
  type ComplaintForSelf,
  complaintSay,
  complaintSee,
  complaintSignIn,
  complaintWithdraw,
} from "../../schema/complaint.ts";
import type { Crisis } from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { daysAfter } from "../../schema/retention.rules.ts";
import { listConsents } from "../consent/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { complaintOf, PERSON_MINUTES, personUntil } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx, setOwnCookie } from "../kit/door.ts";
import { bytesOf, keyedHash, pinHash, randomToken, sameBytes, sha256 } from "../kit/seal.ts";
import { findOrganisation } from "../organisation/store.ts";
import { endOversee, listOverseers } from "../oversee/store.ts";
import { missGuess, returnGuess, takeGuess } from "../registration/guess.ts";
import { listSet } from "../retention/store.ts";
import { daysOf } from "../retention/sweep.ts";
import { deleteSession } from "../session/store.ts";
import { deleteTracingSession } from "../tracing/store.ts";
import {
  type ComplaintStored,
  countWords,
  eraseComplaints,
  findForSignIn,
  findOwnComplaint,
  insertSession,
  insertWord,
  listSteps,
  listWords,
  moveTo,
} from "./store.ts";
import { keyOf, textOf, wordOf } from "./words.ts";

/** Words of hers and answers in one complaint: beyond it a conversation has another place. */
const MOST_WORDS = 200;

/** The same answer and the same work for an unknown code and a wrong PIN; a guess is taken before it is looked at (ruling 12). */
export const signIn = bind(complaintSignIn, async (ctx, { reference, pin }) => {
  const referenceHash = await keyedHash(ctx.settings, "complaint", reference);
  const found = await findForSignIn(ctx.db, referenceHash);
  const salt = found === null ? new Uint8Array(16) : bytesOf(found.pinSalt);
  const guess = await takeGuess(ctx, referenceHash, salt);
  const stored = found === null ? new Uint8Array(32) : bytesOf(found.pinHash);
  if (!sameBytes(await pinHash(ctx.settings, pin, salt), stored) || found === null) {
    await missGuess(ctx);
    throw new Problem("code-or-pin-wrong");
  }
  const token = randomToken();
  const sessionHash = await sha256(token);
  const startedAt = ctx.real.toISOString();
  const expiresAt = personUntil({ startedAt }, ctx.real).toISOString();
  setOwnCookie(ctx, token, PERSON_MINUTES * 60);
  // Each sign-in makes its own session: a retry is a new one, so no reply is kept. Nobody is the actor, whoever came before.
  const before =
    ctx.actor.kind === "person"
      ? [deleteSession(ctx.db, ctx.actor.sessionHash)]
      : ctx.actor.kind === "relative"
        ? [deleteTracingSession(ctx.db, ctx.actor.sessionHash)]
        : [];
  ctx.bodyHash = "";
  ctx.actor = { kind: "nobody" };
  const writes = [
    // One cookie, one session: that of before ends with it.
    ...before,
    insertSession(ctx.db, { tokenHash: sessionHash, complaintId: found.id, startedAt, expiresAt }),
    ...returnGuess(ctx, guess),
  ];
  const reply = await commit(ctx, ctx.real, {}, writes, { signedIn: true as const });
  ctx.actor = { kind: "nobody", complaint: { id: found.id, sessionHash, startedAt } };
  return reply;
});

/** Raises `not-found` for whoever did not come with its code. */
async function ownComplaint(ctx: Ctx): Promise<{ own: ComplaintStored; crisis: Crisis }> {
  const own = await findOwnComplaint(ctx.db, complaintOf(ctx.actor));
  if (own === null) throw new Problem("not-found");
  return { own, crisis: await getCrisis(ctx, own.crisisId) };
}

export const see = bind(complaintSee, async (ctx): Promise<ComplaintForSelf> => {
  const { own, crisis } = await ownComplaint(ctx);
  const [words, steps, reader, about, key, set] = await Promise.all([
    listWords(ctx.db, own),
    listSteps(ctx.db, own),
    findOrganisation(ctx.db, own.organisationId),
    own.aboutId === null ? null : findOrganisation(ctx.db, own.aboutId),
    keyOf(ctx, own),
    listSet(ctx.db, own.crisisId),
  ]);
  const oversees =
    own.registrationId !== null &&
    isOpenComplaint(own.state) &&
    (await listConsents(ctx.db, { id: own.registrationId })).some(
      (one) => one.organisationId === own.organisationId && one.purpose === "oversee",
    );
  const kept = daysOf(set, "complaint");
  return {
    id: own.id,
    crisisId: own.crisisId,
    kind: own.kind,
    about: own.about,
    aboutName: about?.name ?? null,
    readerId: own.organisationId,
    reader: reader?.name ?? { en: own.organisationId },
    state: own.state,
    filedAt: own.filedAt,
    acknowledgeBy: own.acknowledgeBy,
    outcomeBy: own.outcomeBy,
    late: isLate(own, crisis.now),
    steps,
    words: await Promise.all(
      words.map(async ({ id, at, by, sealed }) => ({
        at,
        hers: by === null,
        // Her own words are for whoever reads them, and for nobody who finds her code.
        text: by === null ? null : ((await textOf(key, id, sealed)) as string | null),
      })),
    ),
    oversees,
    keptUntil: own.closedAt === null ? null : daysAfter(own.closedAt, kept),
  } as ComplaintForSelf;
});

export const say = bind(complaintSay, async (ctx, input) => {
  const { own, crisis } = await ownComplaint(ctx);
  if (!isOpenComplaint(own.state)) throw new Problem("transition-impossible");
  if ((await countWords(ctx.db, own)) >= MOST_WORDS) throw new Problem("too-many", { retryAfter: 86_400 });
  const overseers = await listOverseers(ctx.db, crisis.id);
  // Its reader may have left the crisis since: what is written then still waits for it under the complaint's own key.
  const reader = overseers.find((one) => one.id === own.organisationId) ?? {
    id: own.organisationId,
    key: null,
  };
  const word = await wordOf(ctx, own.id, reader, await keyOf(ctx, own), input, crisis.now);
  const target = { crisisId: crisis.id, targetId: own.id, organisationId: own.organisationId };
  return commit(ctx, new Date(crisis.now), target, insertWord(ctx.db, word), { at: crisis.now });
});

export const withdraw = bind(complaintWithdraw, async (ctx, { erase }) => {
  const { own, crisis } = await ownComplaint(ctx);
  const isOpen = isOpenComplaint(own.state);
  if (!isOpen && erase !== true) throw new Problem("transition-impossible");
  const at = crisis.now;
  const writes = [
    ...(isOpen
      ? moveTo(
          ctx.db,
          own,
          { state: "withdrawn", at, officerId: null, closes: true },
          "transition-impossible",
        )
      : []),
    ...(isOpen ? endOversee(ctx.db, own, at) : []),
    ...(erase === true ? [eraseComplaints(ctx.db, [own.id], at)] : []),
  ];
  if (erase === true) setOwnCookie(ctx, "", 0);
  const target = { crisisId: crisis.id, targetId: own.id, organisationId: own.organisationId };
  return commit(ctx, new Date(at), target, writes, { at });
});
