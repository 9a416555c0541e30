// Everything that is kept about a person and her group, at once, to take along.
// @PRIVACY her own data, to herself alone. An adult with a code of her own reads her group's case, and what she herself
// told and wrote; the phone, the note and the words of whoever registered are not hers, nor the other way about.
import { accessFieldsOf } from "../../schema/access.rules.ts";
import { inLanguage } from "../../schema/kit/fields.ts";
import { type RegistrationWhole, registrationDownload } from "../../schema/registration-end.ts";
import { withoutMessages } from "../access/rules.ts";
import { listLooks } from "../access/store.ts";
import { listCodes } from "../adult/store.ts";
import { listAgreeEvents } from "../agree/store.ts";
import { listDone } from "../audit/store.ts";
import { recordOf } from "../consent/record.ts";
import { groupRegistration } from "../consent/routes.ts";
import { listConsentEvents } from "../consent/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { toldOf as toldOfDangers } from "../danger/own.ts";
import { personOf } from "../kit/actor.ts";
import { bind } from "../kit/door.ts";
import { showingOwn } from "../kit/policy.ts";
import { bytesOf, open } from "../kit/seal.ts";
import { conversationOf } from "../message/routes.ts";
import { listNeeds } from "../need/store.ts";
import { namesOf } from "../organisation/store.ts";
import { listTold } from "../person/store.ts";
import { stoppedSince } from "../stop/store.ts";
import { requestsOf, speakerOf } from "../tracing/own.ts";
import { entryOf, placeOf, reasonOf, referenceOf, toldOf } from "./hers.ts";
import { journeysOf } from "./journeys.ts";
import type { SealedRegistration } from "./store.ts";
import { keyOf } from "./view.ts";

export const download = bind(registrationDownload, async (ctx): Promise<RegistrationWhole> => {
  const own = await groupRegistration(ctx);
  const { personId } = personOf(ctx.actor);
  const show = showingOwn(ctx.actor);
  const crisis = await getCrisis(ctx, own.crisisId);
  const key = await keyOf(ctx.settings, own);
  const [sealed, people, needs, consents, looked, done, codes, since, agreed] = await Promise.all([
    open<SealedRegistration>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed)),
    listTold(ctx.db, own),
    listNeeds(ctx.db, own),
    listConsentEvents(ctx.db, own),
    listLooks(ctx.db, own, Number.MAX_SAFE_INTEGER, 10_000),
    listDone(ctx.db, own),
    listCodes(ctx.db, own),
    stoppedSince(ctx.db, own.crisisId),
    listAgreeEvents(ctx.db, speakerOf(ctx, own)),
  ]);
  const looks = codes.length > 0 ? withoutMessages(looked) : looked;
  const stopped = [...since].filter(([id]) => consents.some((one) => one.organisationId === id));
  const ids = [...consents, ...looks, ...done]
    .map((one) => one.organisationId)
    .concat(consents.flatMap((one) => one.takenBy ?? []));
  const names = await namesOf(ctx.db, [...new Set(ids)]);
  const named = (id: string) => ({ id, name: inLanguage(names.get(id) ?? { en: id }, sealed.lang).text });
  const coded = new Set(codes.map((one) => one.personId));
  const dangers = await toldOfDangers(ctx, own);
  /** What an adult with a code of her own told is hers; of all others, whoever registered told it. */
  const isHers = (id: string) => (personId === null ? !coded.has(id) : id === personId);
  const phoneOwner = show.of("phone", sealed.phoneOwner);
  return {
    madeAt: crisis.now,
    crisisId: own.crisisId,
    reference: await referenceOf(ctx, own, key, codes),
    state: own.state,
    reason: await reasonOf(own, key),
    openedAt: own.openedAt,
    aliveAt: own.aliveAt,
    decidedAt: own.decidedAt,
    lang: sealed.lang,
    barriers: sealed.barriers as RegistrationWhole["barriers"],
    choice: sealed.choice as RegistrationWhole["choice"],
    phone: show.of("phone", sealed.phone),
    ...(phoneOwner == null ? {} : { phoneOwner }),
    phoneSafe: show.of("phone", sealed.phoneSafe),
    note: show.of("note", sealed.note),
    persons: await Promise.all(
      people.map(async (row) => ({
        ...(await entryOf(key, row)),
        told: await showingOwn(ctx.actor, null, isHers(row.id)).read("told", () => toldOf(key, row)),
        ownCode: show.of("ownCode", coded.has(row.id)) ?? row.id === personId,
      })),
    ),
    needs,
    place: await placeOf(ctx, own.id, key, new Date(crisis.now)),
    consents: consents.map((one) => ({
      organisation: named(one.organisationId),
      purpose: one.purpose,
      given: one.given === 1,
      event: one.event,
      until: one.until,
      at: one.at,
      ...(one.way === null ? {} : { way: one.way }),
      ...(one.takenBy === null ? {} : { takenBy: named(one.takenBy) }),
    })),
    looks: looks.map((one) => ({
      organisation: named(one.organisationId),
      act: one.act,
      at: one.at,
      purpose: one.purpose,
      fields: accessFieldsOf(one.fields),
      ...(one.kind === null || one.reason === null ? {} : { reason: { kind: one.kind, word: one.reason } }),
    })),
    ...(stopped.length === 0
      ? {}
      : { stopped: stopped.map(([id, at]) => ({ organisation: named(id), at })) }),
    done: done.map((one) => ({ organisation: named(one.organisationId), act: one.act, at: one.at })),
    messages: await conversationOf(ctx, own, key, sealed.lang, 100_000),
    ...(await journeysOf(ctx, personId === null)),
    ...(personId === null ? { consentRecord: await recordOf(ctx, own) } : {}),
    ...(dangers.length === 0 ? {} : { dangers }),
    ...(sealed.asked === undefined ? {} : { asked: sealed.asked }),
    ...(agreed.length === 0
      ? {}
      : {
          tracing: {
            agreed: agreed.map(({ event, at, until, lang }) => ({ event, at, until, lang })),
            requests: (await requestsOf(ctx, own, key, crisis.now)).requests,
          },
        }),
  };
});
