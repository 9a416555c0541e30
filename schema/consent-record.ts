// The record of her consents, with the fields of ISO/IEC TS 27560:2023 under the names of the Data Privacy Vocabulary's guide
// to it (DPV 2.3): header, processing, parties, events. Her receipt is the same record, made at the moment she asks for it.
import * as z from "zod/mini";
import { askers } from "./asked.ts";
import { ConsentEvent, ConsentWay, consentWays, Purpose } from "./consent.ts";
import { act } from "./kit/act.ts";
import { Instant, OrganisationId, PersonId } from "./kit/fields.ts";

export const RECORD_SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#record";

/** What a purpose lets an organisation read, as terms of DPV's personal data extension. */
export const categoriesOf: Readonly<Record<Purpose, readonly string[]>> = {
  help: [
    "pd:Name",
    "pd:Age",
    "pd:FamilyStructure",
    "pd:TelephoneNumber",
    "pd:Location",
    "pd:Language",
    "pd:MedicalHealth",
    "pd:Disability",
    "pd:OfficialID",
  ],
  assist: ["pd:Location", "pd:MedicalHealth", "pd:Disability"],
  place: ["pd:GPSCoordinate"],
  travel: ["pd:Name"],
  permit: ["pd:Name", "pd:BirthDate", "pd:OfficialID"],
  oversee: ["pd:MedicalHealth", "pd:Disability"],
  refer: ["pd:Location", "pd:MedicalHealth", "pd:Disability"],
  hold: ["pd:Location", "pd:MedicalHealth", "pd:Disability"],
  trace: ["pd:HealthStatus", "pd:TelephoneNumber", "pd:Communication"],
};

/** Stands for a recipient that is none yet: whoever looks for her, once she answers that one (`tracing.ts`). */
export const RELATIVE = "relative";

/** Categories that need particular care (GDPR article 9 and like rules). */
export const sensitiveCategories: readonly string[] = ["pd:MedicalHealth", "pd:Disability"];

/** Why somebody else spoke for a person. */
export const representReasons = ["child", "agreed", "not-asked-yet", "cannot-be-asked", "not-said"] as const;

/** Who said yes for whom: a child's for the child, somebody abroad for the whole group. */
const Representation = z.strictObject({
  /** Null: the whole group. */
  person_id: z.nullable(PersonId),
  spoken_by: z.enum(["whoever-registered", ...askers, "leader", "not-said"]),
  /** What the person is to whoever registered, as it was said. */
  relation: z.nullable(z.string()),
  reason: z.enum(representReasons),
  way: z.enum(["own-page", ...consentWays]),
  /** When the person herself said that it is right; null where nobody has. */
  confirmed_time: z.nullable(Instant),
  /**
   * For a child: whether consent has to be asked anew, from the person herself, because she is of age now. She then comes
   * with a code of her own; until she does, the words of whoever registered hold for her place in the group.
   */
  majority: z.optional(z.enum(["not-yet", "reached"])),
});

const Party = z.strictObject({
  party_id: z.string(),
  party_name: z.string(),
  /** The country that an embassy or authority acts for, or where it works in this crisis. */
  party_address: z.string(),
  party_contact: z.string(),
  party_type: z.enum([
    "dpv:DataController",
    "dpv:DataProcessor",
    "dpv:DataSubject",
    "dpv:Representative",
    "dpv:ThirdParty",
  ]),
  /** What the party does here. */
  role: z.string(),
});

const PrivacyNotice = z.strictObject({
  notice_id: z.string(),
  version: z.string(),
  place: z.string(),
  language: z.string(),
  /** The very sentences that she had before her, in their order. */
  words: z.array(
    z.strictObject({
      key: z.string(),
      lang: z.string(),
      text: z.string(),
      english: z.optional(z.string()),
    }),
  ),
});

const Processing = z.strictObject({
  purpose: Purpose,
  purpose_description: z.string(),
  purpose_type: z.literal("dpv:HumanitarianAid"),
  /** Where she has no real choice, vital interest carries what consent alone cannot (ICRC handbook, 3rd edition). */
  lawful_basis: z.array(z.string()),
  privacy_notice: z.array(z.string()),
  language: z.string(),
  pii_information: z.array(
    z.strictObject({
      pii_type: z.string(),
      pii_optional: z.boolean(),
      sensitive_pii_category: z.boolean(),
    }),
  ),
  pii_controllers: z.array(z.string()),
  collection_method: z.enum(["own-page", ...consentWays]),
  processing_method: z.array(z.string()),
  storage_locations: z.array(z.string()),
  retention_period: z.string(),
  processing_locations: z.array(z.string()),
  jurisdiction: z.array(z.string()),
  recipient_third_parties: z.array(z.string()),
  withdrawal_method: z.string(),
  privacy_rights: z.array(z.string()),
  service: z.string(),
  /** Null once it no longer holds. */
  valid_until: z.nullable(Instant),
});

const EventOfConsent = z.strictObject({
  event_time: Instant,
  /** ISO 8601 duration; P0D for what holds no longer than its moment. */
  validity_duration: z.string(),
  entity_id: z.string(),
  event_type: z.enum(["dpv:ExplicitlyExpressedConsent", "dpv:InformedConsent", "dpv:ConsentControl"]),
  event_state: z.string(),
  event: ConsentEvent,
  purpose: Purpose,
  organisation_id: z.union([OrganisationId, z.literal(RELATIVE)]),
  privacy_notice: z.nullable(z.string()),
  language: z.string(),
  way: z.optional(ConsentWay),
});

export const ConsentRecord = z.strictObject({
  "dct:conformsTo": z.literal(RECORD_SCHEMA),
  header: z.strictObject({
    schema_version: z.literal("ISO/IEC TS 27560:2023"),
    record_id: z.string(),
    receipt_id: z.string(),
    pii_principal_id: z.string(),
    made_time: Instant,
  }),
  privacy_notices: z.array(PrivacyNotice),
  processing: z.array(Processing),
  representation: z.array(Representation),
  parties: z.array(Party),
  events: z.array(EventOfConsent),
});
export type ConsentRecord = z.infer<typeof ConsentRecord>;

export const consentReceipt = act({
  name: "consent.receipt",
  says: "The person reads the record of her consents (ISO/IEC TS 27560): what, to whom, in which words, until when.",
  kind: "read",
  may: ["person"],
  input: z.strictObject({}),
  reply: ConsentRecord,
  fails: [],
  example: {
    input: {},
    reply: {
      "dct:conformsTo": RECORD_SCHEMA,
      header: {
        schema_version: "ISO/IEC TS 27560:2023",
        record_id: "record-4829130574",
        receipt_id: "receipt-4829130574-20110301T060500Z",
        pii_principal_id: "4829130574",
        made_time: "2011-03-01T06:05:00Z",
      },
      privacy_notices: [],
      processing: [],
      representation: [],
      parties: [],
      events: [],
    },
  },
});
