// Handlers of registration for the person herself: asking, coming back, reading her case, leaving.
import { inLanguage, type LocalText } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { EXACT_FOR } from "../../schema/location.rules.ts";
import { nextWordBy } from "../../schema/registration.rules.ts";
import {
  type RegistrationForSelf,
  registrationAlive,
  registrationOpen,
  registrationSignIn,
  registrationSignOut,
  registrationStatus,
} from "../../schema/registration.ts";
import { listLooks } from "../audit/store.ts";
import { ownRegistration } from "../consent/routes.ts";
import { listConsents } from "../consent/store.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { cookieLine, PERSON_MINUTES } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { clearAttempt, countAttempt, refuseIfWaiting } from "../kit/limit.ts";
import {
  bytesOf,
  derivedPin,
  keyedHash,
  open,
  openByRing,
  pinHash,
  randomToken,
  sameBytes,
  sha256,
} from "../kit/seal.ts";
import { findLocation } from "../location/store.ts";
import { listNeeds } from "../need/store.ts";
import { deleteSession, insertSession, listReceiving, namesOf } from "../organisation/store.ts";
import { findZone } from "../zone/store.ts";
import { openRegistrations, withFreshReferences } from "./open.ts";
import {
  burnDelivery,
  findForSignIn,
  listPersons,
  type SealedPerson,
  type SealedRegistration,
  updateAlive,
} from "./store.ts";
import { keyOf, type SealedPlace } from "./view.ts";

/** Stands in a stored receipt where the PIN is derived again for whoever sends the same act once more. */
const DERIVED = "derived";

export const openOne = bind(
  registrationOpen,
  async (ctx, given) => {
    const crisis = await getCrisis(ctx, given.crisisId);
    if (crisis.closedAt !== null) throw new Problem("crisis-closed");
    const now = new Date(crisis.now);
    const pin = given.pin ?? (await derivedPin(ctx.settings, ctx.actId));
    return withFreshReferences(async () => {
      const { opened, writes } = await openRegistrations(ctx, crisis, [{ given, at: now, pin }]);
      const [made] = opened;
      if (made === undefined) throw new Problem("internal");
      const sentTo = made.sentTo.map(({ id, name }) => ({
        id,
        name: inLanguage(JSON.parse(name) as LocalText, given.lang).text,
      }));
      const reply = {
        reference: made.reference,
        pin: given.pin === undefined ? DERIVED : null,
        sentTo,
        nextBy: nextWordBy(now).toISOString(),
        hotline: crisis.hotline,
      };
      const target = { crisisId: crisis.id, targetId: made.id };
      return commit(ctx, now, target, [guardOpen(ctx.db, crisis.id), ...writes], reply);
    });
  },
  async (ctx, reply) =>
    reply.pin === DERIVED ? { ...reply, pin: await derivedPin(ctx.settings, ctx.actId) } : reply,
);

/** The same answer and the same work for an unknown code and a wrong PIN; delays count failures only (ruling 12). */
export const signIn = bind(registrationSignIn, async (ctx, { reference, pin }) => {
  const referenceHash = await keyedHash(ctx.settings, "reference", reference);
  await refuseIfWaiting(ctx.db, "pin", referenceHash, ctx.real);
  await refuseIfWaiting(ctx.db, "pin", ctx.address, ctx.real, 40);
  const found = await findForSignIn(ctx.db, referenceHash);
  const salt = found === null ? new Uint8Array(16) : bytesOf(found.pinSalt);
  const right = sameBytes(
    await pinHash(ctx.settings, pin, salt),
    found === null ? new Uint8Array(32) : bytesOf(found.pinHash),
  );
  if (found === null || !right) {
    await countAttempt(ctx.db, "pin", [referenceHash, ctx.address], ctx.real);
    throw new Problem("code-or-pin-wrong");
  }
  const token = randomToken();
  const expiresAt = new Date(ctx.real.getTime() + PERSON_MINUTES * 60_000).toISOString();
  const sessionHash = await sha256(token);
  const session = insertSession(ctx.db, {
    tokenHash: sessionHash,
    registrationId: found.id,
    startedAt: ctx.real.toISOString(),
    expiresAt,
  });
  ctx.cookies.push(cookieLine("own", token, PERSON_MINUTES * 60, ctx.secure));
  // Each sign-in makes its own session: a retry is a new one, so no reply is kept.
  ctx.bodyHash = "";
  const reply = await commit(
    ctx,
    ctx.real,
    { targetId: found.id },
    [session, clearAttempt(ctx.db, "pin", referenceHash)],
    { signedIn: true as const },
  );
  ctx.actor = { kind: "person", registrationId: found.id, sessionHash };
  return reply;
});

export const signOut = bind(registrationSignOut, async (ctx, { actId }) => {
  const writes: D1PreparedStatement[] = [];
  if (ctx.actor.kind === "person") writes.push(deleteSession(ctx.db, ctx.actor.sessionHash));
  if (actId !== undefined) writes.push(burnDelivery(ctx.db, actId, ctx.real.toISOString()));
  ctx.cookies.push(cookieLine("own", "", 0, ctx.secure));
  ctx.bodyHash = "";
  return commit(ctx, ctx.real, {}, writes, { signedIn: false as const });
});

export const alive = bind(registrationAlive, async (ctx) => {
  const own = await ownRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const writes = [guardOpen(ctx.db, crisis.id), updateAlive(ctx.db, own.id, crisis.now)];
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: own.id }, writes, {
    aliveAt: crisis.now,
  });
});

async function ownPlace(ctx: Ctx, id: string, key: CryptoKey): Promise<RegistrationForSelf["place"]> {
  const location = await findLocation(ctx.db, { id });
  if (location === null) return null;
  const place =
    location.sealed === null
      ? null
      : await open<SealedPlace>(key, `location.sealed:${id}`, bytesOf(location.sealed));
  const zone = location.zoneId === null ? null : await findZone(ctx.db, location.zoneId);
  const exactUntil =
    location.sealed !== null && place?.lng != null
      ? new Date(Date.parse(location.at) + EXACT_FOR).toISOString()
      : null;
  return {
    kind: location.kind,
    at: location.at,
    landmark: place?.landmark ?? null,
    zone: zone === null ? null : zone.name.en,
    exactUntil,
  };
}

/** @PRIVACY her own data, to herself alone. */
export const status = bind(registrationStatus, async (ctx): Promise<RegistrationForSelf> => {
  const own = await ownRegistration(ctx);
  const crisis = await getCrisis(ctx, own.crisisId);
  const key = await keyOf(ctx.settings, own);
  const [sealed, personRows, needs, consents, receiving, looks, reference] = await Promise.all([
    open<SealedRegistration>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed)),
    listPersons(ctx.db, own),
    listNeeds(ctx.db, own),
    listConsents(ctx.db, own),
    listReceiving(ctx.db, own.crisisId),
    listLooks(ctx.db, own),
    openByRing<string>(ctx.settings, `registration.reference:${own.id}`, bytesOf(own.reference)),
  ]);
  const names = await namesOf(ctx.db, [
    ...new Set([...consents.map((one) => one.organisationId), ...looks.map((one) => one.organisationId)]),
  ]);
  const say = (id: string) => inLanguage(names.get(id) ?? { en: id }, sealed.lang).text;
  const shares = [...new Set(consents.map((one) => one.organisationId))].map((organisationId) => {
    const given = consents.filter((one) => one.organisationId === organisationId);
    return {
      organisationId,
      name: say(organisationId),
      purposes: given.map((one) => one.purpose),
      since: given[0]?.at ?? own.openedAt,
    };
  });
  const now = new Date(crisis.now);
  const since = new Date(Math.max(Date.parse(own.decidedAt ?? own.openedAt), now.getTime() - 24 * 3_600_000));
  return {
    reference,
    state: own.state,
    stateAt: own.decidedAt ?? own.openedAt,
    aliveAt: own.aliveAt,
    reason:
      own.reason === null
        ? null
        : await open<string>(key, `registration.reason:${own.id}`, bytesOf(own.reason)),
    nextBy: nextWordBy(since).toISOString(),
    lang: sealed.lang,
    persons: (await Promise.all(
      personRows.map(async ({ id, sealed: bytes }) => ({
        id,
        ...(await open<SealedPerson>(key, `person.sealed:${id}`, bytesOf(bytes))),
      })),
    )) as RegistrationForSelf["persons"],
    needs,
    choice: sealed.choice as RegistrationForSelf["choice"],
    place: await ownPlace(ctx, own.id, key),
    shares,
    offers: receiving
      .filter((one) => !shares.some((share) => share.organisationId === one.id))
      .map((one) => ({ id: one.id, name: inLanguage(one.name, sealed.lang).text })),
    looks: looks.map((look) => ({ name: say(look.organisationId), at: look.at })),
    crisisId: own.crisisId,
    hotline: crisis.hotline,
  };
});
