// registration: what a person reads of her own case. An adult with a code of her own reads her group's, and of whoever
// registered neither phone nor note.
import * as z from "zod/mini";
import { LooksForSelf } from "./access.ts";
import { Asked } from "./asked.ts";
import { ConsentEvent, Purpose } from "./consent.ts";
import { act } from "./kit/act.ts";
import { Count, CrisisId, Instant, Language, OrganisationId, PersonId } from "./kit/fields.ts";
import { PlaceKind } from "./location.ts";
import { Need } from "./need.ts";
import { Barrier, Choice, PersonSeen, PhoneOwner } from "./person.ts";
import { Named, RegistrationState, Taken } from "./registration.ts";

const Share = z.strictObject({
  organisationId: OrganisationId,
  name: z.string(),
  purposes: z.array(Purpose),
  since: Instant,
  /** Set while the platform has stopped this organisation: since then it sees nothing, whatever she gave. */
  stoppedAt: z.optional(Instant),
  /** It was the receiving desk of the crisis, and this one is it now; left out once she lets that one see her request. */
  deskNow: z.optional(Named),
  /** When the first of these ends unless she says yes again. */
  until: Instant,
});

/** Somebody who could see, and can no more. */
const Shared = z.strictObject({
  name: z.string(),
  purposes: z.array(Purpose),
  since: Instant,
  until: Instant,
  /** What ended it. */
  ended: ConsentEvent,
});

export const RegistrationForSelf = z.strictObject({
  reference: z.string(),
  state: RegistrationState,
  stateAt: Instant,
  aliveAt: Instant,
  /** What an officer wrote to her, as written. */
  reason: z.nullable(z.string()),
  nextBy: Instant,
  lang: Language,
  persons: z.array(PersonSeen),
  /** Of these, who has no seat where the group has seats on a movement. */
  unseated: z.optional(z.array(PersonId)),
  needs: z.array(Need),
  choice: z.nullable(Choice),
  /** Null where an adult with a code of her own reads her group's case: these are not hers. */
  phone: z.nullable(z.string()),
  phoneOwner: z.optional(PhoneOwner),
  phoneSafe: z.nullable(z.boolean()),
  note: z.nullable(z.string()),
  barriers: z.array(Barrier),
  place: z.nullable(
    z.strictObject({
      kind: PlaceKind,
      at: Instant,
      landmark: z.nullable(z.string()),
      zone: z.nullable(z.string()),
      exactUntil: z.nullable(Instant),
    }),
  ),
  shares: z.array(Share),
  /** Who had it before, newest first; left out where nobody did. */
  before: z.optional(z.array(Shared)),
  /** What the clock asks: a yes ends, or the whole request goes, unless she says that she is still here by then. */
  asks: z.optional(z.strictObject({ consent: z.nullable(Instant), registration: z.nullable(Instant) })),
  /** Organisations of this crisis that could be given a consent, and do not have it. */
  offers: z.array(Named),
  /** Who opened her case, newest first. */
  looks: z.array(LooksForSelf),
  /** There are older ones than these: all of them stand in what is kept about her. */
  looksMore: z.optional(z.literal(true)),
  /** Answers that she has not read. */
  unread: Count,
  /** Who reads: an adult with a code of her own; null for whoever registered. */
  adultId: z.nullable(PersonId),
  /** False while an adult's secret number is the one that was given to her. */
  ownPin: z.boolean(),
  /** Adults with a code of their own. */
  codes: z.array(PersonId),
  /** Left out where she asked herself. Until she says that it is right, others have only somebody else's word. */
  asked: z.optional(Asked),
  /** By voice or on paper: how her agreement was taken, and by which organisation. */
  taken: z.optional(Taken),
  /** When an officer gave her a new secret number, newest first; left out where none did. */
  resets: z.optional(
    z.array(
      z.strictObject({
        name: z.string(),
        at: Instant,
        /** One officer did it alone; others review why. */
        alone: z.optional(z.literal(true)),
      }),
    ),
  ),
  /** Set once she asked to delete it all: until when that can be undone. */
  erasure: z.nullable(
    z.strictObject({
      askedAt: Instant,
      at: Instant,
      /** She asked for nothing: its time was over. */
      byClock: z.optional(z.literal(true)),
    }),
  ),
  crisisId: CrisisId,
  hotline: z.nullable(z.string()),
});
export type RegistrationForSelf = z.infer<typeof RegistrationForSelf>;

export const registrationStatus = act({
  name: "registration.status",
  says: "The person reads her own case: state, people, who sees it, who looked.",
  kind: "read",
  may: ["person"],
  input: z.strictObject({}),
  reply: RegistrationForSelf,
  fails: [],
  example: {
    input: {},
    reply: {
      reference: "4829130574",
      state: "sent",
      stateAt: "2011-03-01T06:00:00Z",
      aliveAt: "2011-03-01T06:00:00Z",
      reason: null,
      nextBy: "2011-03-02T06:00:00Z",
      lang: "ar",
      persons: [],
      needs: [],
      choice: null,
      phone: null,
      phoneSafe: false,
      note: null,
      barriers: [],
      place: null,
      shares: [],
      offers: [],
      looks: [],
      unread: 0,
      adultId: null,
      ownPin: true,
      codes: [],
      erasure: null,
      crisisId: "crs_libya2011",
      hotline: null,
    },
  },
});
