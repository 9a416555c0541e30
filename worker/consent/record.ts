// Makes the record of a person's consents (ISO/IEC TS 27560) from the events and notices that are stored, for herself alone.
// @PRIVACY no name is in it: a person of the group is an id there, and she herself is her code.
import { purposes } from "../../schema/consent.ts";
import type { Sentence } from "../../schema/consent-notice.ts";
import { type ConsentRecord, consentReceipt, RECORD_SCHEMA, RELATIVE } from "../../schema/consent-record.ts";
import type { Crisis } from "../../schema/crisis.ts";
import { inLanguage } from "../../schema/kit/fields.ts";
import { HEAD } from "../../schema/tracing.rules.ts";
import { say } from "../../schema/words.ts";
import { listCodes } from "../adult/store.ts";
import { findAgreed, listAgreeEvents } from "../agree/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, open, openByRing } from "../kit/seal.ts";
import { listNotices } from "../notice/store.ts";
import { findOrganisation } from "../organisation/store.ts";
import {
  listPersons,
  type RegistrationRow,
  type SealedPerson,
  type SealedRegistration,
} from "../registration/store.ts";
import { keyOf } from "../registration/view.ts";
import { ownRegistration } from "./routes.ts";
import { eventOf, processingOf, representationOf, type WayIn } from "./rules.ts";
import { findRefusal, listConsentEvents, listEnds } from "./store.ts";
import { openShown } from "./view.ts";

/** The parties: those who received or were asked about, whoever runs this platform, and she herself by her code. */
async function partiesOf(
  ctx: Ctx,
  crisis: Crisis,
  lang: string,
  ids: readonly string[],
  principal: string,
): Promise<{ parties: ConsentRecord["parties"]; countries: Map<string, string | null> }> {
  const found = await Promise.all(ids.map((id) => findOrganisation(ctx.db, id)));
  const contact = crisis.hotline ?? ctx.origin ?? ctx.settings.publicUrl ?? ctx.settings.displayName;
  const countries = new Map<string, string | null>();
  const parties: ConsentRecord["parties"] = found.flatMap((one) => {
    if (one === null) return [];
    countries.set(one.id, one.country);
    return [
      {
        party_id: one.id,
        party_name: inLanguage(one.name, lang).text,
        party_address: `loc:${one.country ?? crisis.hostCountry}`,
        party_contact: contact,
        party_type: "dpv:DataController" as const,
        role: one.kind,
      },
    ];
  });
  parties.push(
    {
      party_id: "platform",
      party_name: ctx.settings.displayName,
      party_address: ctx.origin ?? ctx.settings.publicUrl ?? "",
      party_contact: contact,
      party_type: "dpv:DataProcessor",
      role: "platform",
    },
    {
      party_id: principal,
      party_name: principal,
      party_address: `loc:${crisis.hostCountry}`,
      party_contact: principal,
      party_type: "dpv:DataSubject",
      role: "person",
    },
  );
  return { parties, countries };
}

/** Her events with what stood before her at each. */
async function shownEvents(ctx: Ctx, own: RegistrationRow, key: CryptoKey) {
  const events = await listConsentEvents(ctx.db, own);
  return Promise.all(
    events.map(async (one) => {
      const shown = await openShown(key, "consent", own.id, one.shown);
      return { ...one, lang: shown?.lang ?? null, noticeHash: shown?.noticeHash ?? null };
    }),
  );
}

/** The record as it stands at a moment of the crisis. */
export async function recordOf(ctx: Ctx, own: RegistrationRow): Promise<ConsentRecord> {
  const crisis = await getCrisis(ctx, own.crisisId);
  const key = await keyOf(ctx.settings, own);
  // Of whoever registered: another adult's yes is hers alone, and the group's record does not say that there is one.
  const speaker = { registrationId: own.id, speakerId: HEAD };
  const [sealed, events, refusal, ends, codes, rows, looked, held, principal] = await Promise.all([
    open<SealedRegistration>(key, `registration.sealed:${own.id}`, bytesOf(own.sealed)),
    shownEvents(ctx, own, key),
    findRefusal(ctx.db, own),
    listEnds(ctx.db, own),
    listCodes(ctx.db, own),
    listPersons(ctx.db, own),
    listAgreeEvents(ctx.db, speaker),
    findAgreed(ctx.db, speaker, crisis.now),
    openByRing<string>(ctx.settings, `registration.reference:${own.id}`, bytesOf(own.reference)),
  ]);
  const people = await Promise.all(
    rows.map(async ({ id, sealed: one }) => ({
      id,
      ...(await open<SealedPerson>(key, `person.sealed:${id}`, bytesOf(one))),
    })),
  );
  const unticked = await openShown(key, "consentRefusal", own.id, refusal?.shown ?? null);
  const refused = (refusal?.refused ?? []).map((one) => ({
    ...one,
    event: "refused" as const,
    at: refusal?.at ?? own.openedAt,
    lang: unticked?.lang ?? sealed.lang,
    noticeHash: unticked?.noticeHash ?? null,
    way: null,
    takenBy: null,
  }));
  const agreed = looked.map((one) => ({
    ...one,
    purpose: "trace" as const,
    organisationId: RELATIVE,
    way: null,
    takenBy: null,
  }));
  const all = [...refused, ...events, ...agreed].map((one) =>
    eventOf({ ...one, lang: one.lang ?? sealed.lang, principal }),
  );
  const way: WayIn = events.find((one) => one.given === 1)?.way ?? "own-page";
  const hashes = [...new Set(all.flatMap((one) => one.privacy_notice ?? []))];
  const stored = await listNotices(ctx.db, hashes);
  const ids = [...new Set(all.map((one) => one.organisation_id))].filter((id) => id !== RELATIVE);
  const { parties, countries } = await partiesOf(ctx, crisis, sealed.lang, ids, principal);
  const given = new Set(events.filter((one) => one.given === 1).map((one) => one.organisationId));
  const processing = [...given].flatMap((id) =>
    purposes.flatMap((purpose) => {
      const said = events.filter(
        (one) => one.organisationId === id && one.purpose === purpose && one.given === 1,
      );
      const [first] = said;
      if (first === undefined) return [];
      const until = ends.find((one) => one.organisationId === id && one.purpose === purpose)?.until ?? null;
      const notices = [...new Set(said.flatMap((one) => one.noticeHash ?? []))];
      const about = {
        crisis,
        lang: first.lang ?? sealed.lang,
        notices,
        way: first.way ?? ("own-page" as const),
        until: own.erasureAt === null ? until : null,
        storedIn: ctx.settings.storedIn,
      };
      return [processingOf(about, { id, country: countries.get(id) ?? null }, purpose)];
    }),
  );
  const [firstAgreed] = agreed.filter((one) => one.given === 1);
  if (firstAgreed !== undefined) {
    parties.push({
      party_id: RELATIVE,
      party_name: say(sealed.lang, "trace.recipient"),
      party_address: `loc:${crisis.hostCountry}`,
      party_contact: principal,
      party_type: "dpv:ThirdParty",
      role: RELATIVE,
    });
    const about = {
      crisis,
      lang: firstAgreed.lang,
      notices: [...new Set(agreed.flatMap((one) => (one.given === 1 ? (one.noticeHash ?? []) : [])))],
      way: "own-page" as const,
      until: own.erasureAt === null ? (held?.until ?? null) : null,
      storedIn: ctx.settings.storedIn,
    };
    processing.push(processingOf(about, { id: RELATIVE, country: null }, "trace"));
  }
  const stamp = crisis.now.replaceAll(/[-:]|\.\d+/g, "");
  const withCode = new Set(codes.map((one) => one.personId));
  return {
    "dct:conformsTo": RECORD_SCHEMA,
    header: {
      schema_version: "ISO/IEC TS 27560:2023",
      record_id: `record-${principal}`,
      receipt_id: `receipt-${principal}-${stamp}`,
      pii_principal_id: principal,
      made_time: crisis.now,
    },
    privacy_notices: stored.map((one) => ({
      notice_id: one.hash,
      version: one.version,
      place: one.place,
      language: one.lang,
      words: JSON.parse(one.words) as Sentence[],
    })),
    processing,
    representation: representationOf(people, sealed.asked, way, new Date(crisis.now), withCode),
    parties,
    events: all,
  };
}

/** @PRIVACY hers alone who registered: an adult with a code of her own does not read the code of the group. */
export const receipt = bind(consentReceipt, async (ctx) => recordOf(ctx, await ownRegistration(ctx)));
