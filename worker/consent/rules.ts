// What a record of consent says, out of what is stored: who spoke for whom, one purpose of one organisation, one event. Pure.
import type { Asked } from "../../schema/asked.ts";
import { dpvState, validDays } from "../../schema/consent.rules.ts";
import type { ConsentEvent, Purpose } from "../../schema/consent.ts";
import { type ConsentRecord, categoriesOf, sensitiveCategories } from "../../schema/consent-record.ts";
import type { Crisis } from "../../schema/crisis.ts";
import { inLanguage } from "../../schema/kit/fields.ts";
import { ageAt } from "../../schema/person.ts";
import { periods } from "../../schema/retention.ts";
import { say } from "../../schema/words.ts";
import type { SealedPerson } from "../registration/store.ts";
import type { ConsentEventRow } from "./store.ts";

const ADULT = 18;

type Representation = ConsentRecord["representation"][number];
export type WayIn = ConsentRecord["processing"][number]["collection_method"];

/** Who spoke for whom, how, and why: somebody else for the whole group, and whoever registered for each child of it. */
export function representationOf(
  people: readonly (SealedPerson & { id: string })[],
  asked: Asked | undefined,
  way: WayIn,
  now: Date,
  withCode: ReadonlySet<string>,
): Representation[] {
  const list: Representation[] = [];
  if (asked !== undefined)
    list.push({
      person_id: null,
      spoken_by: asked.by ?? "not-said",
      relation: null,
      reason:
        asked.knows === "yes"
          ? "agreed"
          : asked.knows === "not-yet"
            ? "not-asked-yet"
            : asked.knows === "cannot"
              ? "cannot-be-asked"
              : "not-said",
      way,
      confirmed_time: asked.confirmedAt,
    });
  for (const { id, born, relation } of people) {
    const age = born === null ? null : ageAt(born, now);
    const child = age !== null && age < ADULT;
    const wasChild = relation === "child" && age !== null && age >= ADULT && !withCode.has(id);
    if (!child && !wasChild) continue;
    list.push({
      person_id: id,
      spoken_by: asked === undefined ? "whoever-registered" : (asked.by ?? "not-said"),
      relation,
      reason: "child",
      way,
      confirmed_time: null,
      majority: child ? "not-yet" : "reached",
    });
  }
  return list;
}

/** Purposes that vital interest carries where consent alone cannot: help itself, and whoever is handed a part of it. */
const vitalPurposes: readonly Purpose[] = ["help", "assist", "place", "refer", "hold"];

/** What is recorded of one purpose of one organisation. */
export function processingOf(
  about: {
    crisis: Crisis;
    lang: string;
    notices: string[];
    way: WayIn;
    until: string | null;
    storedIn: string;
  },
  organisation: { id: string; country: string | null },
  purpose: Purpose,
): ConsentRecord["processing"][number] {
  const { crisis, lang, notices, way, until, storedIn } = about;
  const countries = [...new Set([crisis.hostCountry, organisation.country ?? crisis.hostCountry])];
  const vital = vitalPurposes.includes(purpose);
  return {
    purpose,
    purpose_description: say(lang, `purpose.${purpose}`),
    purpose_type: "dpv:HumanitarianAid",
    lawful_basis: ["dpv:ExplicitlyExpressedConsent", ...(vital ? ["dpv:VitalInterestOfDataSubject"] : [])],
    privacy_notice: notices,
    language: lang,
    pii_information: categoriesOf[purpose].map((pii_type) => ({
      pii_type,
      pii_optional: true,
      sensitive_pii_category: sensitiveCategories.includes(pii_type),
    })),
    pii_controllers: [organisation.id],
    collection_method: way,
    processing_method: ["dpv:Collect", "dpv:Store", "dpv:Use", "dpv:Share"],
    storage_locations: [storedIn],
    retention_period: `P${String(periods.registration.days)}D`,
    processing_locations: countries.map((country) => `loc:${country}`),
    jurisdiction: countries.map((country) => `loc:${country}`),
    recipient_third_parties: [organisation.id],
    withdrawal_method: `${say(lang, "own.share")}: ${say(lang, "consent.withdraw")}`,
    privacy_rights: [
      "dpv:RightToWithdrawConsent",
      "dpv:DataSubjectRight",
      "eu-gdpr:A15",
      "eu-gdpr:A17",
      "eu-gdpr:A20",
    ],
    service: inLanguage(crisis.name, lang).text,
    valid_until: until,
  };
}

export function eventOf(row: {
  event: ConsentEvent;
  purpose: Purpose;
  organisationId: string;
  at: string;
  lang: string;
  noticeHash: string | null;
  way: ConsentEventRow["way"];
  takenBy: string | null;
  principal: string;
}): ConsentRecord["events"][number] {
  const { event, purpose } = row;
  const yes = event === "given" || event === "renewed";
  const by =
    event === "expired" ? "clock" : event === "revoked" ? row.organisationId : (row.takenBy ?? row.principal);
  return {
    event_time: row.at,
    validity_duration: yes ? `P${String(validDays[purpose])}D` : "P0D",
    entity_id: by,
    event_type: yes
      ? row.way === null || row.way === "sms"
        ? "dpv:ExplicitlyExpressedConsent"
        : "dpv:InformedConsent"
      : "dpv:ConsentControl",
    event_state: dpvState[event],
    event,
    purpose,
    organisation_id: row.organisationId,
    privacy_notice: row.noticeHash,
    language: row.lang,
    ...(row.way === null ? {} : { way: row.way }),
  };
}
