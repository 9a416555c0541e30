// Handlers of an adult's own code: given by whoever registered, and used to leave the group in silence (ruling 14). What
// is made by leaving stands apart: another key, another code, consents asked anew, and no row that names both.
// Invariant: whoever stays in the group sees, before and after, the very same answers to everything.
import { Problem } from "../../schema/kit/problem.ts";
import { ageAt, type PersonGiven } from "../../schema/person.ts";
import { registrationGiveCode, registrationLeaveGroup } from "../../schema/registration-end.ts";
import { anyOwnRegistration, ownRegistration } from "../consent/routes.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { personOf } from "../kit/actor.ts";
import { commit, deliveryFor } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { bytesOf, keyedHash, open, pinHash, randomBytes, seal } from "../kit/seal.ts";
import { drawReference, openRegistrations, withFreshReferences } from "../registration/open.ts";
import { startSession } from "../registration/own.ts";
import { makePin, receiptOf, withPin, withReceipt } from "../registration/receipt.ts";
import { listPersons, type SealedPerson } from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { insertCode, listCodes } from "./store.ts";

const ADULT = 18;

export const giveCode = bind(
  registrationGiveCode,
  async (ctx, { personId }) => {
    const own = await ownRegistration(ctx);
    const crisis = await getCrisis(ctx, own.crisisId);
    const people = await listPersons(ctx.db, own);
    const row = people.find((one) => one.id === personId);
    if (row === undefined) throw new Problem("not-found");
    const key = await keyOf(ctx.settings, own);
    const person = await open<SealedPerson>(key, `person.sealed:${row.id}`, bytesOf(row.sealed));
    const age = person.born === null ? null : ageAt(person.born, new Date(crisis.now));
    if (row === people[0] || (age !== null && age < ADULT))
      throw new Problem("malformed", { fields: [{ path: "personId", reason: "not-another-adult" }] });
    if ((await listCodes(ctx.db, own)).some((one) => one.personId === personId))
      throw new Problem("already-exists");
    const { pin, stored } = await makePin(ctx);
    const pinSalt = randomBytes(16);
    const pinHashed = await pinHash(ctx.settings, pin, pinSalt);
    return withFreshReferences(async () => {
      const reference = drawReference();
      const code = insertCode(ctx.db, {
        personId,
        registrationId: own.id,
        referenceHash: await keyedHash(ctx.settings, "reference", reference),
        reference: await seal(key, `adultCode.reference:${personId}`, reference),
        pinSalt,
        pinHash: pinHashed,
        givenAt: crisis.now,
      });
      const target = { crisisId: crisis.id, targetId: own.id };
      // The number is no part of what is stored: it is derived again for whoever sends the same act again.
      const reply = { personId, reference, pin: stored };
      return commit(ctx, new Date(crisis.now), target, [guardOpen(ctx.db, crisis.id), code], reply);
    });
  },
  withPin,
);

/** @PRIVACY her own entry is copied under a new key; nothing of the group's goes along, and nothing of hers stays behind new. */
export const leaveGroup = bind(
  registrationLeaveGroup,
  async (ctx, input) => {
    const actor = personOf(ctx.actor);
    if (actor.personId === null) throw new Problem("not-allowed");
    const group = await anyOwnRegistration(ctx);
    const crisis = await getCrisis(ctx, group.crisisId);
    const row = (await listPersons(ctx.db, group)).find((one) => one.id === actor.personId);
    if (row === undefined) throw new Problem("signed-out");
    const entry = await open<SealedPerson>(
      await keyOf(ctx.settings, group),
      `person.sealed:${row.id}`,
      bytesOf(row.sealed),
    );
    const person: PersonGiven = {
      relation: "self",
      ...(entry.name === null ? {} : { name: entry.name }),
      ...(entry.born === null ? {} : { born: entry.born }),
      ...(entry.document === null ? {} : { document: entry.document as PersonGiven["document"] }),
    };
    const given = { ...input, crisisId: crisis.id, people: [person] };
    const now = new Date(crisis.now);
    const made = input.pin === undefined ? await makePin(ctx) : null;
    const pin = input.pin ?? made?.pin ?? null;
    return withFreshReferences(async () => {
      const opening = { given, at: now, pin, notice: "leave" as const, leftGroup: true };
      const { opened, writes } = await openRegistrations(ctx, crisis, [opening]);
      const [own] = opened;
      if (own === undefined) throw new Problem("internal");
      const reply = receiptOf(own, crisis, { lang: input.lang, pin: made?.stored ?? null });
      const { session } = await startSession(ctx, { registrationId: own.id, personId: null });
      // Her cookie is the new one from now on: a page that she loads again finds the same reply there.
      const again = await deliveryFor(ctx, own.id, reply);
      // The audit names the new request alone.
      const target = { crisisId: crisis.id, targetId: own.id };
      return commit(ctx, now, target, [guardOpen(ctx.db, crisis.id), ...writes, session, again], reply);
    });
  },
  withReceipt,
);
