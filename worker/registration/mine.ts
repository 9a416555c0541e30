// What a person reads of her own case on one page: its state, her group, who sees it and who looked.
// @PRIVACY her own data, to herself alone. An adult with a code of her own reads her group's case, and what she herself
// told and wrote; the phone, the note and the words of whoever registered are not hers, nor the other way about.
import { accessFieldsOf, looksByDay } from "../../schema/access.rules.ts";
import { inLanguage } from "../../schema/kit/fields.ts";
import { EXACT_FOR } from "../../schema/location.rules.ts";
import { isOpenState, nextWordBy } from "../../schema/registration.rules.ts";
import { type RegistrationForSelf, registrationStatus } from "../../schema/registration-status.ts";
import { withoutMessages } from "../access/rules.ts";
import { listLooks } from "../access/store.ts";
import { listCodes } from "../adult/store.ts";
import { listDone } from "../audit/store.ts";
import { anyOwnRegistration } from "../consent/routes.ts";
import { readSharing } from "../consent/sharing.ts";
import { findTaken, listConsents } from "../consent/store.ts";
import { getCrisis, listDesksBefore } from "../crisis/store.ts";
import { personOf } from "../kit/actor.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { showingOwn } from "../kit/policy.ts";
import { bytesOf, open } from "../kit/seal.ts";
import { countUnread, findLastAnswer } from "../message/store.ts";
import { listNeeds } from "../need/store.ts";
import { listReceiving, namesOf } from "../organisation/store.ts";
import { listOwnUnseated } from "../passenger/store.ts";
import { listTold } from "../person/store.ts";
import { stoppedSince } from "../stop/store.ts";
import { entryOf, placeOf, reasonOf, referenceOf } from "./hers.ts";
import type { RegistrationRow, SealedRegistration } from "./store.ts";
import { keyOf } from "./view.ts";

/** Days of looks on her page, and the most looks that are read to make them. */
const LOOKS_SHOWN = 20;
const LOOKS_READ = 200;

async function shownPlace(
  ctx: Ctx,
  id: string,
  key: CryptoKey,
  now: Date,
): Promise<RegistrationForSelf["place"]> {
  const place = await placeOf(ctx, id, key, now);
  if (place === null) return null;
  const { kind, at, zone, landmark } = place;
  const exactUntil = place.lng === null ? null : new Date(Date.parse(at) + EXACT_FOR).toISOString();
  return { kind, at, zone, landmark, exactUntil };
}

/** Until when the next word comes: a day after the last one, or a day from now where nothing is due any more. */
async function nextBy(ctx: Ctx, own: RegistrationRow, now: Date): Promise<string> {
  const conversation = { registrationId: own.id, personId: personOf(ctx.actor).personId };
  const answered = isOpenState(own.state) ? await findLastAnswer(ctx.db, conversation) : null;
  const words = [own.decidedAt ?? own.openedAt, answered ?? ""].map((at) => Date.parse(at) || 0);
  return nextWordBy(new Date(Math.max(...words, now.getTime() - 24 * 3_600_000))).toISOString();
}

export const status = bind(registrationStatus, async (ctx): Promise<RegistrationForSelf> => {
  const own = await anyOwnRegistration(ctx);
  const { personId } = personOf(ctx.actor);
  const crisis = await getCrisis(ctx, own.crisisId);
  const key = await keyOf(ctx.settings, own);
  const [
    sealed,
    people,
    needs,
    consents,
    receiving,
    looked,
    codes,
    unread,
    taken,
    done,
    stopped,
    sharing,
    unseated,
    desks,
  ] = await Promise.all([
    open<SealedRegistration>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed)),
    listTold(ctx.db, own),
    listNeeds(ctx.db, own),
    listConsents(ctx.db, own),
    listReceiving(ctx.db, own.crisisId),
    listLooks(ctx.db, own, Number.MAX_SAFE_INTEGER, LOOKS_READ),
    listCodes(ctx.db, own),
    countUnread(ctx.db, { registrationId: own.id, personId }),
    findTaken(ctx.db, own),
    listDone(ctx.db, own),
    stoppedSince(ctx.db, own.crisisId),
    readSharing(ctx.db, own),
    listOwnUnseated(ctx.db, own),
    listDesksBefore(ctx.db, own.crisisId),
  ]);
  const resets = done
    .filter(({ act }) => act === "registration.resetPin" || act === "registration.resetPinAlone")
    .reverse();
  const named = [...consents, ...looked, ...resets, ...sharing.former].map((one) => one.organisationId);
  const names = await namesOf(ctx.db, [...new Set([...named, ...(taken === null ? [] : [taken.takenBy])])]);
  const say = (id: string) => inLanguage(names.get(id) ?? { en: id }, sealed.lang).text;
  const days = looksByDay(
    (codes.length > 0 ? withoutMessages(looked) : looked).map((look) => ({
      name: say(look.organisationId),
      at: look.at,
      fields: accessFieldsOf(look.fields),
      reasoned: look.kind !== null,
    })),
  );
  const helps = consents.some(
    (one) => one.organisationId === crisis.receivingDeskId && one.purpose === "help",
  );
  const desk = helps ? undefined : receiving.find((one) => one.id === crisis.receivingDeskId);
  const shares = [...new Set(consents.map((one) => one.organisationId))].map((organisationId) => {
    const given = consents.filter((one) => one.organisationId === organisationId);
    return {
      organisationId,
      name: say(organisationId),
      purposes: given.map((one) => one.purpose),
      since: given[0]?.at ?? own.openedAt,
      ...(stopped.has(organisationId) ? { stoppedAt: stopped.get(organisationId) } : {}),
      ...(desk === undefined || !desks.has(organisationId)
        ? {}
        : { deskNow: { id: desk.id, name: inLanguage(desk.name, sealed.lang).text } }),
      until: sharing.endOf(organisationId) ?? crisis.now,
    };
  });
  // What is shared is renewed by whoever shared it: another adult is asked only whether the group is still there.
  const asks =
    personId === null
      ? sharing.asks
      : sharing.asks?.registration == null
        ? null
        : { ...sharing.asks, consent: null };
  const show = showingOwn(ctx.actor);
  const phoneOwner = show.of("phone", sealed.phoneOwner);
  return {
    reference: await referenceOf(ctx, own, key, codes),
    state: own.state,
    stateAt: own.decidedAt ?? own.openedAt,
    aliveAt: own.aliveAt,
    reason: await reasonOf(own, key),
    nextBy: await nextBy(ctx, own, new Date(crisis.now)),
    lang: sealed.lang,
    persons: await Promise.all(people.map((row) => entryOf(key, row))),
    ...(show.opens("seat") && unseated.length > 0 ? { unseated } : {}),
    needs,
    choice: sealed.choice as RegistrationForSelf["choice"],
    phone: show.of("phone", sealed.phone),
    ...(phoneOwner == null ? {} : { phoneOwner }),
    phoneSafe: show.of("phone", sealed.phoneSafe),
    note: show.of("note", sealed.note),
    barriers: sealed.barriers as RegistrationForSelf["barriers"],
    place: await shownPlace(ctx, own.id, key, new Date(crisis.now)),
    shares,
    ...(sharing.former.length === 0
      ? {}
      : {
          before: sharing.former.map(({ organisationId, ...one }) => ({ name: say(organisationId), ...one })),
        }),
    ...(asks === null ? {} : { asks }),
    offers: receiving
      .filter((one) => !shares.some((share) => share.organisationId === one.id))
      .map((one) => ({ id: one.id, name: inLanguage(one.name, sealed.lang).text })),
    looks: days.slice(0, LOOKS_SHOWN),
    ...(days.length > LOOKS_SHOWN || looked.length === LOOKS_READ ? { looksMore: true as const } : {}),
    unread,
    adultId: personId,
    ownPin: codes.find((one) => one.personId === personId)?.chosen !== 0,
    codes:
      show.of(
        "ownCode",
        codes.map((one) => one.personId),
      ) ?? [],
    ...(sealed.asked === undefined ? {} : { asked: sealed.asked }),
    ...(taken === null ? {} : { taken: { way: taken.way, at: taken.at, name: say(taken.takenBy) } }),
    ...(show.opens("pinGiven") && resets.length > 0
      ? {
          resets: resets.map((one) => ({
            name: say(one.organisationId),
            at: one.at,
            ...(one.act === "registration.resetPinAlone" ? { alone: true as const } : {}),
          })),
        }
      : {}),
    erasure:
      own.erasureAt === null
        ? null
        : {
            askedAt: own.erasureAskedAt ?? own.erasureAt,
            at: own.erasureAt,
            ...(sharing.endedByClock ? { byClock: true as const } : {}),
          },
    crisisId: own.crisisId,
    hotline: crisis.hotline,
  };
});
