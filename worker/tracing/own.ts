// Handlers of the person herself: agreeing to be looked for, reading who looks, answering, taking back. Each adult for
// herself: whoever registered reads nothing of another adult's, nor the other way about.
// @PRIVACY what whoever looks wrote, to those alone who may be meant; nothing of hers leaves but by `answer`.

import { validUntil } from "../../schema/consent.rules.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { subjectsOf } from "../../schema/tracing.rules.ts";
import {
  type TracingForSelf,
  tracingAgree,
  tracingAnswer,
  tracingDisagree,
  tracingMine,
  tracingRefuse,
  tracingTakeBack,
} from "../../schema/tracing-own.ts";
import { listCodes } from "../adult/store.ts";
import { agreeWrites, findAgreed, guardHeld } from "../agree/store.ts";
import { anyOwnRegistration, groupRegistration } from "../consent/routes.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { personOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showingOwn } from "../kit/policy.ts";
import { bytesOf, open, seal } from "../kit/seal.ts";
import {
  listPersons,
  type RegistrationRow,
  type SealedPerson,
  type SealedRegistration,
} from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { type SealedAnswer, sealedOf } from "./routes.ts";
import { guardMatch, listMatches, type MatchRow, type Speaker, updateAnswer, updateState } from "./store.ts";

/** Who speaks: an adult with a code of her own for herself, and whoever registered for herself and her children. */
export function speakerOf(ctx: Ctx, own: { id: string }): Speaker {
  return { registrationId: own.id, speakerId: personOf(ctx.actor).personId ?? "" };
}

/** The names of those whom she answers for, and whether she may agree at all. */
async function standingOf(ctx: Ctx, own: RegistrationRow, key: CryptoKey, now: string) {
  const { speakerId } = speakerOf(ctx, own);
  const [rows, codes, sealed] = await Promise.all([
    listPersons(ctx.db, own),
    listCodes(ctx.db, own),
    open<SealedRegistration>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed)),
  ]);
  const members = await Promise.all(
    rows.map(async ({ id, sealed: one }) => {
      const { name, born, relation } = await open<SealedPerson>(key, `person.sealed:${id}`, bytesOf(one));
      return { id, name, born, relation };
    }),
  );
  const withCode = new Set(codes.map((one) => one.personId));
  const mine = subjectsOf(members, withCode, new Date(now)).filter((one) => one.speakerId === speakerId);
  // What another asked for her stands in for her word only once she has said that it is right.
  const confirmed = speakerId !== "" || sealed.asked === undefined || sealed.asked.confirmedAt !== null;
  return { names: new Map(mine.map((one) => [one.id, one.name])), mayAgree: confirmed && mine.length > 0 };
}

async function viewOf(
  ctx: Ctx,
  key: CryptoKey,
  row: MatchRow,
  about: string | null,
): Promise<TracingForSelf> {
  const { by, kin, byPhone, texts } = await sealedOf(ctx, row);
  const answer =
    row.answer === null || row.answeredAt === null
      ? null
      : {
          ...(await open<SealedAnswer>(key, `tracingMatch.sealed:${row.matchId}`, bytesOf(row.answer))),
          at: row.answeredAt,
          readAt: row.readAt,
        };
  const { matchId: id, state, matchedAt: at } = row;
  return { id, about, by, kin, phone: byPhone, texts, at, state, answer };
}

/** Those who look for her, as her page and her file have them. */
export async function requestsOf(ctx: Ctx, own: RegistrationRow, key: CryptoKey, now: string) {
  const show = showingOwn(ctx.actor);
  show.must("seeker");
  show.must("answer");
  const standing = await standingOf(ctx, own, key, now);
  const rows = await listMatches(ctx.db, speakerOf(ctx, own), now);
  // A child who has come of age, or an adult who has a code of her own now, is asked herself.
  const hers = standing.mayAgree ? rows.filter((row) => standing.names.has(row.personId)) : [];
  const requests = await Promise.all(
    hers.map((row) => viewOf(ctx, key, row, standing.names.get(row.personId) ?? null)),
  );
  return { requests, mayAgree: standing.mayAgree };
}

export const mine = bind(tracingMine, async (ctx) => {
  const own = await groupRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const agreed = await findAgreed(ctx.db, speakerOf(ctx, own), crisis.now);
  const key = await keyOf(ctx.settings, own);
  return { agreed, ...(await requestsOf(ctx, own, key, crisis.now)) };
});

/**
 * No act of hers here names her case in the audit: an officer who reads it does not learn that somebody looks for her, and
 * whoever registered does not learn it of another adult. Nor is it a sign of life that others would see.
 */
const targetOf = (crisisId: string, targetId: string | null = null) => ({ crisisId, targetId });

export const agree = bind(tracingAgree, async (ctx, { lang = "en" }) => {
  const own = await groupRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const speaker = speakerOf(ctx, own);
  const { mayAgree } = await standingOf(ctx, own, await keyOf(ctx.settings, own), crisis.now);
  if (!mayAgree) throw new Problem("consent-missing");
  const held = await findAgreed(ctx.db, speaker, crisis.now);
  const event = held === null ? ("given" as const) : ("renewed" as const);
  const writes = [
    guardOpen(ctx.db, crisis.id),
    ...(await agreeWrites(ctx.db, speaker, event, crisis.now, lang)),
  ];
  const reply = { given: true as const, at: crisis.now, until: validUntil("trace", crisis.now) };
  return commit(ctx, new Date(crisis.now), targetOf(crisis.id), writes, reply);
});

/** Works in a closed crisis, and while she deletes everything: taking back is never too late. Said twice, it stands once. */
export const disagree = bind(tracingDisagree, async (ctx, { lang = "en" }) => {
  const own = await anyOwnRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const speaker = speakerOf(ctx, own);
  const held = await findAgreed(ctx.db, speaker, crisis.now);
  const writes = held === null ? [] : await agreeWrites(ctx.db, speaker, "withdrawn", crisis.now, lang);
  return commit(ctx, new Date(crisis.now), targetOf(crisis.id), writes, {
    given: false as const,
    at: crisis.now,
  });
});

/** Answered again, the later words stand for the earlier ones. Works in a closed crisis too. */
export const answer = bind(tracingAnswer, async (ctx, { id, text, phone }) => {
  const own = await groupRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const speaker = speakerOf(ctx, own);
  const key = await keyOf(ctx.settings, own);
  const { requests } = await requestsOf(ctx, own, key, crisis.now);
  if (!requests.some((one) => one.id === id)) throw new Problem("not-found");
  const said: SealedAnswer = { text: text ?? null, phone: phone ?? null };
  const sealed = await seal(key, `tracingMatch.sealed:${id}`, said);
  const writes = [
    guardHeld(ctx.db, speaker, crisis.now),
    guardMatch(ctx.db, speaker, id, ["waiting", "answered"]),
    updateAnswer(ctx.db, id, sealed, crisis.now),
  ];
  return commit(ctx, new Date(crisis.now), targetOf(crisis.id, id), writes, { id, at: crisis.now });
});

/** What she answered before goes with it. Nobody is told: to whoever looks all of it looks like waiting. */
export const refuse = bind(tracingRefuse, async (ctx, { id, block, unknown }) => {
  const own = await groupRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const state = block === true ? "blocked" : unknown === true ? "unknown" : "refused";
  const writes = [
    guardMatch(ctx.db, speakerOf(ctx, own), id, ["waiting", "answered"]),
    updateState(ctx.db, id, state),
  ];
  return commit(ctx, new Date(crisis.now), targetOf(crisis.id, id), writes, { id });
});

export const takeBack = bind(tracingTakeBack, async (ctx, { id }) => {
  const own = await groupRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const writes = [
    guardMatch(ctx.db, speakerOf(ctx, own), id, ["answered"]),
    updateState(ctx.db, id, "waiting"),
  ];
  return commit(ctx, new Date(crisis.now), targetOf(crisis.id, id), writes, { id });
});
