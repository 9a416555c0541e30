// registration, entered by somebody else: a leader with many groups, a field worker or hotline operator who asks by voice,
// a paper form under a reference that was handed out before; and the person who says afterwards that it is right.
import * as z from "zod/mini";
import { BatchLabel, Knowing } from "./asked.ts";
import { caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { CrisisId, Instant, Language, OrganisationId, text } from "./kit/fields.ts";
import { Flag, listOf, numeric } from "./kit/typed.ts";
import { PlaceGiven } from "./location.ts";
import { NeedKind } from "./need.ts";
import { PhoneOwner } from "./person.ts";
import { Pin, Receipt, Reference, RegistrationGiven } from "./registration.ts";

/** More than these are two sheets. */
export const MOST_GROUPS = 50;
/** Paper forms that are made in one go. */
export const MOST_PAPERS = 100;

const GroupGiven = z.strictObject({
  /** Of whoever heads the group; a line without one is known by its number. */
  name: z.optional(text(200)),
  people: numeric(z.int("not-a-number").check(z.gte(1, "too-small"), z.lte(30, "too-large"))),
});

const { recipients, partners, danger, phone } = RegistrationGiven.shape;
const named = z.strictObject({ id: OrganisationId, name: z.string() });

export const registrationOpenMany = act({
  name: "registration.openMany",
  says: "A leader asks for help for up to fifty groups at once: each its own request, code and secret number, under one label.",
  kind: "write",
  may: ["nobody", "person"],
  limit: 65_536,
  input: z.strictObject({
    crisisId: CrisisId,
    lang: Language,
    recipients,
    partners,
    danger,
    /** Named, or in words: a leader's device is not where they are. */
    place: z.optional(PlaceGiven),
    /** What all of them need. */
    needs: z.optional(listOf(NeedKind, 12)),
    /** Where all of them can be reached. */
    phone,
    phoneOwner: z.optional(PhoneOwner),
    phoneSafe: z.optional(Flag),
    knows: z.optional(Knowing),
    batch: z.optional(BatchLabel),
    groups: listOf(GroupGiven, MOST_GROUPS),
  }),
  reply: z.strictObject({
    /** In the order in which they were sent. */
    groups: z.array(z.strictObject({ reference: z.string(), pin: z.string() })),
    batch: z.string(),
    sentTo: z.array(named),
    nextBy: Instant,
    hotline: z.nullable(z.string()),
  }),
  fails: ["crisis-closed", "recipient-unknown", "place-unknown"],
  example: {
    input: {
      crisisId: "crs_libya2011",
      lang: "ar",
      recipients: ["org_embassyB1"],
      place: { landmark: "the school behind the port" },
      knows: "yes",
      batch: "Building 4",
      groups: [{ name: "Amina", people: 4 }, { people: 1 }],
    },
    reply: {
      groups: [
        { reference: "4829130574", pin: "391846" },
        { reference: "5730918461", pin: "604817" },
      ],
      batch: "Building 4",
      sentTo: [{ id: "org_embassyB1", name: "Embassy of Bangladesh" }],
      nextBy: "2011-03-02T06:00:00Z",
      hotline: null,
    },
  },
});

export const registrationConfirm = act({
  name: "registration.confirm",
  says: "The person says that what somebody else asked for her is right: every consent is given anew, as her own.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({
    lang: z.optional(Language),
    /** A secret number of her own, which whoever asked for her does not know. */
    pin: z.optional(Pin),
  }),
  reply: z.strictObject({ confirmedAt: Instant }),
  fails: ["stale"],
  example: { input: { lang: "ar", pin: "604817" }, reply: { confirmedAt: "2011-03-01T07:00:00Z" } },
});

/** The notice was read out and she said yes, or she made her marks on paper. Nothing is taken without one of them. */
const Heard = z.literal(true, "notice-not-heard");

export const registrationTake = act({
  name: "registration.take",
  says: "A field worker or an operator enters what a person said or wrote on paper; her consent is recorded as taken by voice or paper.",
  kind: "write",
  may: caseReaders,
  limit: 65_536,
  input: z
    .strictObject({
      ...RegistrationGiven.shape,
      spoken: z.optional(z.strictObject({ how: z.enum(["in-person", "phone"], "not-one-of"), heard: Heard })),
      /** A form with a printed reference of this organisation; its secret number went to the person with the slip. */
      paper: z.optional(z.strictObject({ reference: Reference, marked: Heard })),
    })
    .check(
      z.refine(({ spoken, paper }) => spoken !== undefined || paper !== undefined, {
        path: ["spoken"],
        error: "notice-not-heard",
      }),
      z.refine(({ paper, pin }) => paper === undefined || pin === undefined, {
        path: ["pin"],
        error: "on-the-slip",
      }),
    ),
  reply: Receipt,
  fails: ["crisis-closed", "recipient-unknown", "place-unknown", "code-not-reserved"],
  example: {
    input: {
      crisisId: "crs_libya2011",
      lang: "bn",
      recipients: ["org_embassyB1"],
      people: [{ name: "Amina", ageBand: "adult", relation: "self" }],
      needs: ["transport"],
      spoken: { how: "phone", heard: true },
    },
    reply: {
      reference: "4829130574",
      pin: "391846",
      sentTo: [{ id: "org_embassyB1", name: "Embassy of Bangladesh" }],
      nextBy: "2011-03-02T06:00:00Z",
      hotline: null,
    },
  },
});

export const registrationReserve = act({
  name: "registration.reserve",
  says: "A field worker takes fresh references for paper forms; each holds for thirty days, for one form of this organisation.",
  kind: "write",
  may: caseReaders,
  input: z.strictObject({
    crisisId: CrisisId,
    n: numeric(z.int("not-a-number").check(z.gte(1, "too-small"), z.lte(MOST_PAPERS, "too-large"))),
  }),
  reply: z.strictObject({
    codes: z.array(z.strictObject({ reference: z.string(), pin: z.string() })),
    /** In real time: paper knows no other. */
    expiresAt: Instant,
  }),
  fails: ["crisis-closed"],
  example: {
    input: { crisisId: "crs_libya2011", n: 1 },
    reply: { codes: [{ reference: "4829130574", pin: "391846" }], expiresAt: "2026-12-25T06:00:00Z" },
  },
});

export const registrationAloud = act({
  name: "registration.aloud",
  says: "What is read aloud in the person's language: the notice, the questions and their answers, and what stands on a slip.",
  kind: "read",
  may: caseReaders,
  input: z.strictObject({ lang: Language }),
  reply: z.strictObject({
    lang: Language,
    dir: z.enum(["ltr", "rtl"]),
    reviewed: z.boolean(),
    /** By key of words/. A sentence that the language lacks stands here in English, and its key in `english`. */
    words: z.record(z.string(), z.string()),
    english: z.array(z.string()),
  }),
  fails: [],
  example: {
    input: { lang: "bn" },
    reply: {
      lang: "bn",
      dir: "ltr",
      reviewed: false,
      words: { "people.question": "Who is with you?" },
      english: ["people.question"],
    },
  },
});
