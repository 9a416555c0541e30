// registration, her way out: a code of one's own for each adult, leaving the group in silence, taking all that is kept
// along, and deleting it, with three days in which only she can undo that.
import * as z from "zod/mini";
import { LookWhole } from "./access.ts";
import { Asked } from "./asked.ts";
import { ConsentEvent, ConsentWay, Purpose } from "./consent.ts";
import { ConsentRecord } from "./consent-record.ts";
import { act } from "./kit/act.ts";
import { CrisisId, Instant, Language, OrganisationId, PersonId } from "./kit/fields.ts";
import { PlaceKind } from "./location.ts";
import { MessageForSelf } from "./message.ts";
import { Need } from "./need.ts";
import { passMine } from "./pass.ts";
import { permitMine } from "./permit.ts";
import { Barrier, Choice, PersonSeen, PhoneOwner } from "./person.ts";
import { Receipt, RegistrationGiven, RegistrationState } from "./registration.ts";
import { seatMine } from "./seat.ts";
import { Told } from "./told.ts";
import { TracingForSelf } from "./tracing-own.ts";

/** Three days, because somebody may be forced to press it. */
export const ERASED_AFTER = 72 * 3_600_000;

const { crisisId: _, people: __, barriers: ___, asked: ____, ...leaving } = RegistrationGiven.shape;

export const registrationGiveCode = act({
  name: "registration.giveCode",
  says: "The person gives another adult of her group a code of her own; code and secret number are shown once.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ personId: PersonId }),
  reply: z.strictObject({ personId: PersonId, reference: z.string(), pin: z.string() }),
  fails: ["crisis-closed", "already-exists"],
  example: {
    input: { personId: "per_4Hq2Lm90sT" },
    reply: { personId: "per_4Hq2Lm90sT", reference: "5730918461", pin: "604817" },
  },
});

export const registrationLeaveGroup = act({
  name: "registration.leaveGroup",
  says: "An adult with her own code asks for help alone: a new request that nothing ties to the group.",
  kind: "write",
  may: ["person"],
  input: z.strictObject(leaving),
  reply: Receipt,
  fails: ["crisis-closed", "recipient-unknown", "place-unknown"],
  example: {
    input: { lang: "ar", recipients: ["org_embassyB1"] },
    reply: {
      reference: "9160472839",
      pin: "228140",
      sentTo: [{ id: "org_embassyB1", name: "Embassy of Bangladesh" }],
      nextBy: "2011-03-02T06:00:00Z",
      hotline: null,
    },
  },
});

const Named = z.strictObject({ id: OrganisationId, name: z.string() });

/** Everything that is kept about her, in her own hands. Another adult's own words are not hers to take. */
export const RegistrationWhole = z.strictObject({
  madeAt: Instant,
  crisisId: CrisisId,
  reference: z.string(),
  state: RegistrationState,
  reason: z.nullable(z.string()),
  openedAt: Instant,
  aliveAt: Instant,
  decidedAt: z.nullable(Instant),
  lang: Language,
  barriers: z.array(Barrier),
  choice: z.nullable(Choice),
  phone: z.nullable(z.string()),
  phoneOwner: z.optional(PhoneOwner),
  phoneSafe: z.nullable(z.boolean()),
  note: z.nullable(z.string()),
  persons: z.array(
    z.strictObject({
      ...PersonSeen.shape,
      told: z.nullable(Told),
      ownCode: z.boolean(),
    }),
  ),
  needs: z.array(Need),
  place: z.nullable(
    z.strictObject({
      kind: PlaceKind,
      at: Instant,
      zone: z.nullable(z.string()),
      landmark: z.nullable(z.string()),
      lng: z.nullable(z.number()),
      lat: z.nullable(z.number()),
      accuracy: z.nullable(z.number()),
      /** The square of about 1.2 km that is readable at rest. */
      cell: z.nullable(z.string()),
    }),
  ),
  /** Every yes and every no, in order. */
  consents: z.array(
    z.strictObject({
      organisation: Named,
      purpose: Purpose,
      given: z.boolean(),
      /** What it was: given, renewed, narrowed, withdrawn, expired, or revoked by somebody else. */
      event: z.optional(ConsentEvent),
      /** Until when a yes holds, or held. */
      until: z.optional(z.nullable(Instant)),
      at: Instant,
      /** Left out where she gave it on her own page. */
      way: z.optional(ConsentWay),
      /** Who wrote it down. */
      takenBy: z.optional(Named),
    }),
  ),
  /** Every look, newest first. */
  looks: z.array(z.strictObject({ organisation: Named, ...LookWhole })),
  /** Organisations that she gave a consent to and that the platform has stopped, and since when they see nothing. */
  stopped: z.optional(z.array(z.strictObject({ organisation: Named, at: Instant }))),
  /** What officers did to it, by the name of the act. */
  done: z.array(z.strictObject({ organisation: Named, act: z.string(), at: Instant })),
  messages: z.array(MessageForSelf),
  /** The record of consents (ISO/IEC TS 27560), with the notice in the words that were shown. Hers who registered. */
  consentRecord: z.optional(ConsentRecord),
  /** Journeys of the group: those that she is, waits to be, or was on, and what was asked about travelling apart. */
  seats: z.optional(seatMine.reply.shape.seats),
  splits: z.optional(seatMine.reply.shape.splits),
  /** Boarding passes that are good now. */
  passes: z.optional(passMine.reply.shape.passes),
  /** Exit permits that were asked for, with what was answered. Hers who registered. */
  permits: z.optional(permitMine.reply.shape.permits),
  /** Left out where she asked herself. */
  asked: z.optional(Asked),
  /** Each yes and no to being looked for, and who looks for her; hers alone, whoever registered or another adult. */
  tracing: z.optional(
    z.strictObject({
      agreed: z.array(
        z.strictObject({ event: ConsentEvent, at: Instant, until: z.nullable(Instant), lang: z.string() }),
      ),
      requests: z.array(TracingForSelf),
    }),
  ),
});
export type RegistrationWhole = z.infer<typeof RegistrationWhole>;

export const registrationDownload = act({
  name: "registration.download",
  says: "The person takes along everything that is kept about her.",
  kind: "read",
  may: ["person"],
  input: z.strictObject({}),
  reply: RegistrationWhole,
  fails: [],
  example: {
    input: {},
    reply: {
      madeAt: "2011-03-01T07:00:00Z",
      crisisId: "crs_libya2011",
      reference: "4829130574",
      state: "sent",
      reason: null,
      openedAt: "2011-03-01T06:00:00Z",
      aliveAt: "2011-03-01T06:00:00Z",
      decidedAt: null,
      lang: "ar",
      barriers: [],
      choice: null,
      phone: null,
      phoneSafe: false,
      note: null,
      persons: [],
      needs: [],
      place: null,
      consents: [],
      looks: [],
      done: [],
      messages: [],
    },
  },
});

export const registrationDelete = act({
  name: "registration.delete",
  says: "The person deletes everything: nobody sees it from this moment, and after 72 hours its key is destroyed.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({ goneAt: Instant }),
  fails: [],
  example: { input: {}, reply: { goneAt: "2011-03-04T07:00:00Z" } },
});

export const registrationKeep = act({
  name: "registration.keep",
  says: "The person, signed in anew with code and secret number, undoes the deleting: all consents hold as before.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({ kept: z.literal(true) }),
  fails: [],
  example: { input: {}, reply: { kept: true } },
});
