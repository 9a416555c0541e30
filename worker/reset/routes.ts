// Handlers for a lost secret number. What she told is opened here, compared here, and does not leave: an officer gets the
// questions, and a new number or a no. An adult's own code is not reset: whoever registered knows the same answers.
import type { LocalText } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { PIN_TRIES, registrationPinQuestions, registrationResetPin } from "../../schema/registration-pin.ts";
import { listConsents } from "../consent/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { clearAttempt, countOf, type Pace, takeAttempt } from "../kit/attempt.ts";
import { commit, commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, keyedHash, open, pinHash, randomBytes } from "../kit/seal.ts";
import { findLocation } from "../location/store.ts";
import { listNeeds } from "../need/store.ts";
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
import { findZone } from "../zone/store.ts";
import { isRight, type Known, questionsFor } from "./rules.ts";

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

/** A case that was sent to this officer's organisation, and what is asked of it. Raises `not-found`. */
async function caseOf(ctx: Ctx, id: string) {
  const officer = officerOf(ctx.actor);
  const row = await findSight(ctx.db, officer, id);
  if (row === null || !showingCase(officer.role, row, ctx.real).opens("name")) throw new Problem("not-found");
  const known = await knownOf(ctx, row);
  const subject = await keyedHash(ctx.settings, "reset", id);
  return { officer, row, known, subject, questions: questionsFor(known, subject) };
}

export const pinQuestions = bind(registrationPinQuestions, async (ctx, { id }) => {
  const { row, questions, subject } = await caseOf(ctx, id);
  const crisis = await getCrisis(ctx, row.crisisId);
  await commitLook(ctx, new Date(crisis.now), { crisisId: row.crisisId, targetId: id });
  const failed = await countOf(ctx.db, "reset", subject, ctx.real);
  return { questions, left: Math.max(0, PIN_TRIES - failed) };
});

export const resetPin = bind(
  registrationResetPin,
  async (ctx, { id, answers }) => {
    const { officer, row, known, subject, questions } = await caseOf(ctx, id);
    const asked = answers.map(({ question }) => question);
    // What she told may have changed since the questions were read: then others are asked.
    if (asked.length !== questions.length || questions.some((one) => !asked.includes(one)))
      throw new Problem("stale", { version: row.version });
    const failed = await countOf(ctx.db, "reset", subject, ctx.real);
    if (failed >= PIN_TRIES && officer.role !== "supervisor") throw new Problem("supervisor-needed");
    await takeAttempt(ctx.db, "reset", subject, ctx.real, tries);
    const crisis = await getCrisis(ctx, row.crisisId);
    const now = new Date(crisis.now);
    if (!answers.every(({ question, answer }) => isRight(question, answer, known, now))) {
      // A wrong try is written down too, and she can read that it happened.
      const wrong = { ...ctx, actName: "registration.pinWrong", actId: crypto.randomUUID() };
      await commitLook(wrong, now, { crisisId: row.crisisId, targetId: id });
      throw new Problem("answers-wrong");
    }
    const whose = { registrationId: id, personId: null };
    const found = await findOwnPin(ctx.db, whose);
    if (found === null) throw new Problem("not-found");
    const salt = randomBytes(16);
    const { pin, stored } = await makePin(ctx);
    const hash = await pinHash(ctx.settings, pin, salt);
    const writes = [
      guardSight(ctx.db, officer, id),
      updateOwnPin(ctx.db, whose, { salt, hash }),
      deleteSessionsOf(ctx.db, whose),
      forgetGuesses(ctx.db, found.referenceHash),
      clearAttempt(ctx.db, "reset", subject),
    ];
    return commit(ctx, now, { crisisId: row.crisisId, targetId: id }, writes, { pin: stored });
  },
  withPin,
);
