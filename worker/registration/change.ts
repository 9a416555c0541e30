// Handlers of registration for what a person changes after it was sent: her answers, her people, what she tells of them,
// her secret number, and how long she stays signed in. Only she who registered changes the group; an adult with a code of
// her own changes her own entry.
import type { InputOf } from "../../schema/kit/act.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { firstUrgency } from "../../schema/need.rules.ts";
import type { NeedKind } from "../../schema/need.ts";
import type { PersonGiven } from "../../schema/person.ts";
import {
  registrationChangePerson,
  registrationChangePin,
  registrationStay,
  registrationTell,
  registrationUpdate,
} from "../../schema/registration-own.ts";
import type { Told } from "../../schema/told.ts";
import { findCountry } from "../../schema/words/country.ts";
import { say } from "../../schema/words.ts";
import { listCodes } from "../adult/store.ts";
import { groupRegistration, ownRegistration } from "../consent/routes.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { makeTokens } from "../find/stale.ts";
import { personOf, personUntil } from "../kit/actor.ts";
import { clearAttempt } from "../kit/attempt.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, makeId, open, pinHash, randomBytes, sameBytes, seal } from "../kit/seal.ts";
import { insertNeeds, listNeeds, updateNeed } from "../need/store.ts";
import {
  countPeople,
  deletePerson,
  insertPerson,
  listTold,
  updatePerson,
  updateTold,
} from "../person/store.ts";
import { deleteSessionsOf } from "../session/store.ts";
import { forgetGuesses, takeSessionGuess } from "./guess.ts";
import { entryOf, wrongWithBirth } from "./open.ts";
import {
  bumpVersion,
  findOwnPin,
  guardVersion,
  type RegistrationRow,
  type SealedRegistration,
  updateOwnPin,
  updateSealed,
} from "./store.ts";
import { keyOf } from "./view.ts";

const MOST_PEOPLE = 30;

/** What was read is what is changed: where somebody was faster it is read and changed again, a few times. */
export async function whileFresh<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++)
    try {
      return await attempt();
    } catch (error) {
      const stale =
        (error instanceof Problem && error.code === "stale") ||
        (error instanceof Error && error.message.includes("stale: SQLITE_CONSTRAINT"));
      if (!stale || tries >= 3) throw error;
    }
}

/** Whether a number is safe, and whose it is, was said of that number alone. */
function changed(before: SealedRegistration, input: InputOf<typeof registrationUpdate>): SealedRegistration {
  const cleared = new Set<string>(input.clear ?? []);
  const phone = cleared.has("phone") ? null : (input.phone ?? before.phone);
  const same = phone !== null && phone === before.phone;
  const { phoneOwner: owned, ...rest } = before;
  const phoneOwner = input.phoneOwner ?? (same ? owned : undefined);
  return {
    ...rest,
    choice: cleared.has("choice") ? null : (input.choice ?? before.choice),
    barriers: cleared.has("barriers") ? [] : (input.barriers ?? before.barriers),
    phone,
    ...(phone === null || phoneOwner === undefined ? {} : { phoneOwner }),
    phoneSafe: phone !== null && (input.phoneSafe ?? (same && before.phoneSafe)),
    note: cleared.has("note") ? null : (input.note ?? before.note),
  };
}

/** States needs that are not stated yet; with `whole`, those that are left out are needed no longer. */
async function needWrites(
  ctx: Ctx,
  registrationId: string,
  kinds: readonly NeedKind[],
  statedAt: string,
  whole: boolean,
): Promise<D1PreparedStatement[]> {
  const waiting = (await listNeeds(ctx.db, { id: registrationId })).filter(
    (need) => need.state === "open" || need.state === "assigned",
  );
  const fresh = [...new Set(kinds)]
    .filter((kind) => !waiting.some((need) => need.kind === kind))
    .map((kind) => ({
      id: makeId("ned"),
      registrationId,
      kind,
      urgency: firstUrgency(kind, "no"),
      statedAt,
    }));
  const over = whole ? waiting.filter((need) => !kinds.includes(need.kind)) : [];
  return [
    ...(fresh.length === 0 ? [] : [insertNeeds(ctx.db, fresh)]),
    ...over.map(({ id, urgency, ownerId }) =>
      updateNeed(ctx.db, id, { urgency, state: "withdrawn", ownerId }),
    ),
  ];
}

export const update = bind(registrationUpdate, (ctx, input) =>
  whileFresh(async () => {
    const own = await ownRegistration(ctx);
    const crisis = await getCrisis(ctx, own.crisisId);
    const key = await keyOf(ctx.settings, own);
    const before = await open<SealedRegistration>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed));
    const after = changed(before, input);
    const needs = input.clear?.includes("needs") === true ? [] : input.needs;
    const writes = [
      guardOpen(ctx.db, crisis.id),
      guardVersion(ctx.db, own.id, own.version),
      ...(needs === undefined ? [] : await needWrites(ctx, own.id, needs, crisis.now, true)),
      updateSealed(ctx.db, own.id, await seal(key, `registration.sealed:${own.id}`, after)),
    ];
    const target = { crisisId: crisis.id, targetId: own.id };
    const reply = await commit(ctx, new Date(crisis.now), target, writes, { at: crisis.now });
    ctx.after(makeTokens(ctx));
    return reply;
  }),
);

const refused = (path: string, reason: string) => new Problem("malformed", { fields: [{ path, reason }] });

/** The writes of one change to the people of a group, and whom it is about. */
async function personWrites(
  ctx: Ctx,
  own: RegistrationRow,
  input: { personId?: string | undefined; person?: PersonGiven | undefined; remove?: boolean | undefined },
): Promise<{ personId: string; people: number; writes: D1PreparedStatement[] }> {
  const { personId, person, remove } = input;
  if (personId !== undefined && remove === true)
    return { personId, people: own.people - 1, writes: deletePerson(ctx.db, own.id, personId) };
  if (person === undefined) throw refused("person", "empty");
  const key = await keyOf(ctx.settings, own);
  const sealed = async (id: string) => ({
    id,
    sealed: await seal(key, `person.sealed:${id}`, entryOf(person)),
  });
  if (personId === undefined) {
    if (own.people >= MOST_PEOPLE) throw refused("person", "too-many");
    const made = await sealed(makeId("per"));
    return { personId: made.id, people: own.people + 1, writes: [insertPerson(ctx.db, own.id, made)] };
  }
  return { personId, people: own.people, writes: [updatePerson(ctx.db, own.id, await sealed(personId))] };
}

export const changePerson = bind(registrationChangePerson, (ctx, input) =>
  whileFresh(async () => {
    const { personId: adultId } = personOf(ctx.actor);
    const own = await groupRegistration(ctx);
    if (adultId !== null && (input.personId !== adultId || input.remove === true))
      throw new Problem("not-allowed");
    const crisis = await getCrisis(ctx, own.crisisId);
    const wrong = wrongWithBirth(input.person ?? {}, input.lang ?? "en", new Date(crisis.now));
    if (wrong !== null) throw refused("person.born", wrong);
    if (input.personId !== undefined) await mustBeHers(ctx, own, input.personId);
    const { writes, ...changed } = await personWrites(ctx, own, input);
    const reply = await commit(
      ctx,
      new Date(crisis.now),
      { crisisId: crisis.id, targetId: own.id },
      [
        guardOpen(ctx.db, crisis.id),
        guardVersion(ctx.db, own.id, own.version),
        ...writes,
        // What one of them needs, the group needs: who it is stays sealed with the person.
        ...(await needWrites(ctx, own.id, input.person?.needs ?? [], crisis.now, false)),
        countPeople(ctx.db, own.id),
      ],
      changed,
    );
    // What she was called before is found no longer from the commit on; the new name a moment later.
    ctx.after(makeTokens(ctx));
    return reply;
  }),
);

/** Raises `not-found` unless this person is of the group. */
async function mustBeHers(ctx: Ctx, own: RegistrationRow, personId: string): Promise<void> {
  if (!(await listTold(ctx.db, own)).some((row) => row.id === personId)) throw new Problem("not-found");
}

/** What names a country is kept by its letters, so that it means the same to whoever reads it in another language. */
function countryTold(lang: string, said: string | undefined): Pick<Told, "nationality"> {
  if (said === undefined) return {};
  const none = [say(lang, "told.stateless"), "XX"].some((word) => word.toLowerCase() === said.toLowerCase());
  return { nationality: none ? "XX" : (findCountry(lang, said) ?? said) };
}

/** @PRIVACY sealed as it arrives; read by those whom she asked for help, by herself, and by nobody else. */
export const tell = bind(registrationTell, (ctx, { personId, lang = "en", ...said }) =>
  whileFresh(async () => {
    const told: Told = { ...said, ...countryTold(lang, said.nationality) };
    const { personId: adultId } = personOf(ctx.actor);
    const own = await groupRegistration(ctx);
    if (adultId !== null && personId !== adultId) throw new Problem("not-allowed");
    await mustBeHers(ctx, own, personId);
    // What an adult with a code of her own told is hers: nobody else reads it, or writes over it.
    const coded = await listCodes(ctx.db, own);
    if (adultId === null && coded.some((one) => one.personId === personId)) throw new Problem("not-allowed");
    const crisis = await getCrisis(ctx, own.crisisId);
    const empty = Object.values(told).every((value) => value === undefined);
    const sealed = empty ? null : await seal(await keyOf(ctx.settings, own), `person.told:${personId}`, told);
    const writes = [
      guardOpen(ctx.db, crisis.id),
      guardVersion(ctx.db, own.id, own.version),
      updateTold(ctx.db, own.id, personId, sealed),
      bumpVersion(ctx.db, own.id),
    ];
    return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: own.id }, writes, { personId });
  }),
);

/** The door has moved the session's end already, as with every request of hers: this one does nothing else. */
export const stay = bind(registrationStay, (ctx) =>
  Promise.resolve({ until: personUntil(personOf(ctx.actor), ctx.real).toISOString() }),
);

/** Asks for the old number, since somebody else may hold the phone; failures wait as at the door. */
export const changePin = bind(registrationChangePin, async (ctx, input) => {
  const own = await groupRegistration(ctx);
  const actor = personOf(ctx.actor);
  const found = await findOwnPin(ctx.db, actor);
  if (found === null) throw new Problem("signed-out");
  const guess = await takeSessionGuess(ctx, found.referenceHash, bytesOf(found.pinSalt));
  const right = sameBytes(
    await pinHash(ctx.settings, input.old, bytesOf(found.pinSalt)),
    bytesOf(found.pinHash),
  );
  if (!right) throw new Problem("code-or-pin-wrong");
  const salt = randomBytes(16);
  const hash = await pinHash(ctx.settings, input.pin, salt);
  const crisis = await getCrisis(ctx, own.crisisId);
  const writes = [
    updateOwnPin(ctx.db, actor, { salt, hash }),
    deleteSessionsOf(ctx.db, actor, actor.sessionHash),
    clearAttempt(ctx.db, "pin", guess),
    forgetGuesses(ctx.db, found.referenceHash),
  ];
  // No crisis is named: nobody's screen has to hear of it.
  return commit(ctx, new Date(crisis.now), { targetId: own.id }, writes, { changed: true as const });
});
