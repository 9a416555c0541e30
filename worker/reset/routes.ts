// Handlers for a lost secret number, which two officers of an organisation give. What she told is opened here, compared here,
// and does not leave: an officer gets the questions, and a new number or a no. An adult's own code is not reset: whoever
// registered knows the same answers.
import type { Crisis } from "../../schema/crisis.ts";
import { inLanguage, type LocalText } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import {
  PIN_TRIES,
  PIN_WAITS,
  registrationPinQuestions,
  registrationPinsGiven,
  registrationResetPin,
} from "../../schema/registration-pin.ts";
import { glassFor } from "../access/work.ts";
import { listConsents } from "../consent/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { giveGlass } from "../glass/give.ts";
import { officerOf } from "../kit/actor.ts";
import { clearAttempt, countOf, type Pace, takeAttempt } from "../kit/attempt.ts";
import { commit, commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showing } from "../kit/policy.ts";
import { bytesOf, keyedHash, open, pinHash, randomBytes } from "../kit/seal.ts";
import { findLocation } from "../location/store.ts";
import { listNeeds } from "../need/store.ts";
import { namesOf } from "../organisation/store.ts";
import { forgetGuesses } from "../registration/guess.ts";
import { makePin, withPin } from "../registration/receipt.ts";
import { findSight, guardSight, type SightRow } from "../registration/sight.ts";
import {
  findOwnPin,
  listPersons,
  type SealedPerson,
  type SealedRegistration,
  updateOwnPin,
} from "../registration/store.ts";
import { keyOf, type SealedPlace, showingCase } from "../registration/view.ts";
import { deleteSessionsOf } from "../session/store.ts";
import { newsWrites } from "../sms/outbox.ts";
import { guardDesk } from "../zone/routes.ts";
import { findZone } from "../zone/store.ts";
import { isRight, type Known, questionsFor } from "./rules.ts";
import { deletePinAsks, findPinAsk, guardNoneOverdue, listGiven, putPinAsk, spendPinAsk } from "./store.ts";

const tries: Pace = { free: PIN_TRIES, most: 900 };

/** @PRIVACY opened to be compared with; no part of it is in a reply. */
async function knownOf(ctx: Ctx, row: SightRow): Promise<Known> {
  const key = await keyOf(ctx.settings, row);
  const [sealed, people, location, needs, consents] = await Promise.all([
    open<SealedRegistration>(key, `registration.sealed:${row.id}`, bytesOf(row.sealed)),
    listPersons(ctx.db, row),
    findLocation(ctx.db, row),
    listNeeds(ctx.db, row),
    listConsents(ctx.db, row),
  ]);
  const persons = await Promise.all(
    people.map((one) => open<SealedPerson>(key, `person.sealed:${one.id}`, bytesOf(one.sealed))),
  );
  const place =
    location?.sealed == null
      ? null
      : await open<SealedPlace>(key, `location.sealed:${row.id}`, bytesOf(location.sealed));
  const zone = location?.zoneId == null ? null : await findZone(ctx.db, location.zoneId);
  return {
    phone: sealed.phone,
    names: persons.flatMap((one) => one.name ?? []),
    born: persons[0]?.born ?? null,
    landmark: place?.landmark ?? null,
    place: zone === null ? [] : textsOf(zone.name),
    needs: needs.map((one) => one.kind),
    choice: sealed.choice,
    people: row.people,
    recipients: consents.filter((one) => one.purpose === "help").map((one) => one.organisationId),
    lang: sealed.lang,
  };
}

const textsOf = (name: LocalText): string[] => Object.values(name).filter((one) => one !== undefined);

/**
 * A case that was sent to this officer's organisation, what is asked of it, and who asked before her. Raises `not-found`, and
 * `reason-needed` as opening the case would.
 */
async function caseOf(ctx: Ctx, id: string) {
  const officer = officerOf(ctx.actor);
  const row = await findSight(ctx.db, officer, id);
  if (row === null || !showingCase(officer.role, row, ctx.real).opens("name")) throw new Problem("not-found");
  const crisis = await getCrisis(ctx, row.crisisId);
  await glassFor(ctx, row, crisis);
  const known = await knownOf(ctx, row);
  const subject = await keyedHash(ctx.settings, "reset", id);
  const of = { registrationId: id, organisationId: officer.organisationId };
  const first = await findPinAsk(ctx.db, of, ctx.real.toISOString());
  return { officer, row, crisis, known, subject, of, first, questions: questionsFor(known, subject) };
}

export const pinQuestions = bind(registrationPinQuestions, async (ctx, { id }) => {
  const { officer, row, crisis, questions, subject, first } = await caseOf(ctx, id);
  await commitLook(ctx, new Date(crisis.now), { crisisId: row.crisisId, targetId: id });
  const failed = await countOf(ctx.db, "reset", subject, ctx.real);
  return {
    questions,
    left: Math.max(0, PIN_TRIES - failed),
    first:
      first === null ? null : { mine: first.askedBy === officer.officerId, at: first.at, until: first.until },
  };
});

/** What breaking the glass writes instead of a second officer's word. She has none open that is past its review. */
async function byOneAlone(
  ctx: Ctx,
  row: SightRow,
  crisis: Crisis,
  words: string,
): Promise<D1PreparedStatement[]> {
  const officer = officerOf(ctx.actor);
  ctx.actName = "registration.resetPinAlone";
  const asked = { crisis, kind: "alone" as const, act: "registration.resetPin", targetId: row.id };
  const { write } = await giveGlass(ctx, {
    ...asked,
    given: { reason: "nobody-there", words },
    key: await keyOf(ctx.settings, row),
  });
  return [write, guardNoneOverdue(ctx.db, officer.officerId, crisis.now), deletePinAsks(ctx.db, row.id)];
}

export const resetPin = bind(
  registrationResetPin,
  async (ctx, { id, answers, alone }) => {
    const { officer, row, crisis, known, subject, of, first, questions } = await caseOf(ctx, id);
    const asked = answers.map(({ question }) => question);
    // What she told may have changed since the questions were read: then others are asked.
    if (asked.length !== questions.length || questions.some((one) => !asked.includes(one)))
      throw new Problem("stale", { version: row.version });
    const failed = await countOf(ctx.db, "reset", subject, ctx.real);
    const second = first !== null && first.askedBy !== officer.officerId;
    // After too many wrong tries a supervisor is one of the two.
    const supervised = officer.role === "supervisor" || (second && first.role === "supervisor");
    if (failed >= PIN_TRIES && !supervised) throw new Problem("supervisor-needed");
    await takeAttempt(ctx.db, "reset", subject, ctx.real, tries);
    const now = new Date(crisis.now);
    if (!answers.every(({ question, answer }) => isRight(question, answer, known, now))) {
      // A wrong try is written down too, and she can read that it happened.
      const wrong = { ...ctx, actName: "registration.pinWrong", actId: crypto.randomUUID() };
      await commitLook(wrong, now, { crisisId: row.crisisId, targetId: id });
      throw new Problem("answers-wrong");
    }
    const target = { crisisId: row.crisisId, targetId: id };
    if (!second && alone === undefined) {
      // A first word: nothing of hers changes, and she reads that it was said.
      const until = new Date(ctx.real.getTime() + PIN_WAITS * 3_600_000).toISOString();
      const ask = { askedBy: officer.officerId, at: ctx.real.toISOString(), until };
      ctx.actName = "registration.askPin";
      const writes = [
        guardSight(ctx.db, officer, id),
        putPinAsk(ctx.db, of, ask),
        // The answers were right: her colleague does not wait for what was wrong before.
        clearAttempt(ctx.db, "reset", subject),
      ];
      return commit(ctx, now, target, writes, { pin: null, until });
    }
    const whose = { registrationId: id, personId: null };
    const found = await findOwnPin(ctx.db, whose);
    if (found === null) throw new Problem("not-found");
    const salt = randomBytes(16);
    const { pin, stored } = await makePin(ctx);
    const hash = await pinHash(ctx.settings, pin, salt);
    const by =
      second || alone === undefined
        ? spendPinAsk(ctx.db, of, officer.officerId)
        : await byOneAlone(ctx, row, crisis, alone);
    const writes = [
      guardSight(ctx.db, officer, id),
      ...by,
      updateOwnPin(ctx.db, whose, { salt, hash }),
      deleteSessionsOf(ctx.db, whose),
      forgetGuesses(ctx.db, found.referenceHash),
      clearAttempt(ctx.db, "reset", subject),
      ...(await newsWrites(ctx, row, crisis, "sms.pinChanged")),
    ];
    return commit(ctx, now, target, writes, { pin: stored, until: null });
  },
  withPin,
);

/** For the supervisors of all who may open the case, whichever office gave the number. */
export const pinsGiven = bind(registrationPinsGiven, async (ctx, { crisisId }) => {
  const crisis = await getCrisis(ctx, crisisId);
  await guardDesk(ctx, crisis.id);
  const officer = officerOf(ctx.actor);
  // Its rows are cases that were sent here (`listGiven`).
  showing({ audience: "responder", role: officer.role, purposes: ["help"], age: null }).must("pinGiven");
  const rows = await listGiven(ctx.db, officer, crisis.id);
  const names = await namesOf(ctx.db, [...new Set(rows.map((row) => row.organisationId))]);
  const given = rows.map(({ id, organisationId, at, act }) => ({
    id,
    organisation: inLanguage(names.get(organisationId) ?? { en: organisationId }, "en").text,
    at,
    alone: act === "registration.resetPinAlone",
  }));
  return { given };
});
