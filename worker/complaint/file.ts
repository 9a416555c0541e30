// Handlers of complaints for whoever makes one: filing. Who reads it is chosen here, by the server, from whom it is about.
// @PRIVACY nothing ties a complaint to a person or a case, unless she ticked that oversight may see hers.
import { deadlinesOf, type Overseer, readerOf } from "../../schema/complaint.rules.ts";
import { type ComplaintGiven, complaintFile } from "../../schema/complaint.ts";
import type { Crisis } from "../../schema/crisis.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { ownRegistration } from "../consent/routes.ts";
import { consentWrites, listConsents } from "../consent/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { countAttempt, type Pace, refuseIfWaiting } from "../kit/attempt.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { keyedHash, makeKey, pinHash, randomBytes } from "../kit/seal.ts";
import { listOverseers } from "../oversee/store.ts";
import { drawReference, withFreshReferences } from "../registration/open.ts";
import { makePin, withPin } from "../registration/receipt.ts";
import { keyOf as keyOfCase } from "../registration/view.ts";
import { insertComplaint, insertWord, listComplainable } from "./store.ts";
import { wordOf } from "./words.ts";

/** Complaints of one address within a day that cost no waiting: a whole camp may share one. Then each waits, a minute at most. */
const filed: Pace = { free: 100, most: 60 };

type Named = Overseer & { name: LocalText };

/** Who reads it. Raises `recipient-unknown` for whom it is not about here, `complaint-untaken` where nobody may read it. */
async function readerFor(ctx: Ctx, crisis: Crisis, about: string): Promise<Named> {
  const [overseers, listed] = await Promise.all([
    listOverseers(ctx.db, crisis.id),
    about.startsWith("org_") ? listComplainable(ctx.db, crisis.id) : [],
  ]);
  if (about.startsWith("org_") && !listed.some((one) => one.id === about))
    throw new Problem("recipient-unknown");
  const reader = readerOf(overseers, about);
  if (reader === null) throw new Problem("complaint-untaken");
  return reader;
}

/** Her yes to a look at her case, for this complaint. Raises `signed-out` where she is not in her case now. */
async function overseeWrites(ctx: Ctx, crisis: Crisis, reader: Named, given: ComplaintGiven) {
  if (given.oversee !== true) return { registrationId: null, writes: [] };
  if (ctx.actor.kind !== "person") throw new Problem("signed-out");
  const own = await ownRegistration(ctx);
  if (own.crisisId !== crisis.id) throw new Problem("recipient-unknown");
  const held = (await listConsents(ctx.db, own)).some(
    (one) => one.organisationId === reader.id && one.purpose === "oversee",
  );
  const writes = await consentWrites(ctx.db, [
    {
      registrationId: own.id,
      organisationId: reader.id,
      purpose: "oversee",
      event: held ? "renewed" : "given",
      at: crisis.now,
      lang: given.lang,
      place: "complaint",
      key: await keyOfCase(ctx.settings, own),
    },
  ]);
  return { registrationId: own.id, writes };
}

export const file = bind(
  complaintFile,
  async (ctx, given) => {
    const crisis = await getCrisis(ctx, given.crisisId);
    const reader = await readerFor(ctx, crisis, given.about);
    const { registrationId, writes } = await overseeWrites(ctx, crisis, reader, given);
    // Not even the key of a retry stands beside her case, where she did not say so.
    if (registrationId === null) ctx.actor = { kind: "nobody" };
    await refuseIfWaiting(ctx.db, "complaint", ctx.address, ctx.real, filed);
    const { key, keyVersion, wrappedKey } = await makeKey(ctx.settings, given.id);
    const word = await wordOf(ctx, given.id, reader, key, given, crisis.now);
    const made = given.pin === undefined ? await makePin(ctx) : null;
    const pinSalt = randomBytes(16);
    const about = given.about === "platform" || given.about === "other" ? given.about : "organisation";
    const deadlines = deadlinesOf(crisis.now);
    const row = {
      id: given.id,
      crisisId: crisis.id,
      organisationId: reader.id,
      about,
      aboutId: about === "organisation" ? given.about : null,
      kind: given.kind,
      filedAt: crisis.now,
      ...deadlines,
      registrationId,
      pinSalt,
      pinHash: await pinHash(ctx.settings, made?.pin ?? given.pin ?? "", pinSalt),
      keyVersion,
      wrappedKey,
    } as const;
    const reply = await withFreshReferences(async () => {
      const reference = drawReference();
      const referenceHash = await keyedHash(ctx.settings, "complaint", reference);
      const all = [
        ...insertComplaint(ctx.db, { ...row, referenceHash }),
        ...insertWord(ctx.db, word),
        ...writes,
      ];
      const target = { crisisId: crisis.id, targetId: given.id, organisationId: reader.id };
      const receipt = {
        reference,
        pin: made?.stored ?? null,
        reader: reader.name,
        ...deadlines,
      };
      return commit(ctx, new Date(crisis.now), target, all, receipt);
    });
    await countAttempt(ctx.db, "complaint", ctx.address, ctx.real, filed);
    return reply;
  },
  withPin,
);
