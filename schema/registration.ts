// registration: one travel group's request for help. Shapes, one view per audience of officers, acts.
// No field for legal status, employer or visa exists here, and a repository test says so (MISSION M2, M4).
import * as z from "zod/mini";
import { Asked, AskedGiven } from "./asked.ts";
import { ConsentWay } from "./consent.ts";
import { act } from "./kit/act.ts";
import {
  ActId,
  Count,
  CrisisId,
  Instant,
  Language,
  OrganisationId,
  PersonId,
  RegistrationId,
  text,
  Urgency,
  Version,
} from "./kit/fields.ts";
import { DigitCode, Flag, listOf } from "./kit/typed.ts";
import { PlaceGiven, PlaceKind, PlaceSeen } from "./location.ts";
import { Need, NeedKind } from "./need.ts";
import { Barrier, Choice, Danger, PersonGiven, PersonSeen, PhoneOwner } from "./person.ts";
import { openStates, registrationStates } from "./registration.rules.ts";
import { Told } from "./told.ts";

export { openStates, registrationStates };

export const RegistrationState = z.enum(registrationStates, "not-one-of");
export type RegistrationState = z.infer<typeof RegistrationState>;
export const Reference = DigitCode(10);
export const Pin = DigitCode(6);

export const RegistrationGiven = z.strictObject({
  crisisId: CrisisId,
  lang: Language,
  /** Who receives the request, by name; nothing is preselected (ruling 1). Empty only on the danger path. */
  recipients: z.optional(listOf(OrganisationId, 10)),
  /** Agencies that may see the need and the area, no names. */
  partners: z.optional(listOf(OrganisationId, 10)),
  exactPlace: z.optional(Flag),
  danger: z.optional(Danger),
  place: z.optional(PlaceGiven),
  people: listOf(PersonGiven, 30),
  /** One more than there are: the safe call may be ticked in two places of the form. */
  needs: z.optional(listOf(NeedKind, 12)),
  barriers: z.optional(listOf(Barrier, 13)),
  choice: z.optional(Choice),
  /** As it was typed, in any digits; what can be dialled of it is read when it is needed. */
  phone: z.optional(text(40)),
  phoneOwner: z.optional(PhoneOwner),
  phoneSafe: z.optional(Flag),
  note: z.optional(text(1000)),
  pin: z.optional(Pin),
  /** Somebody asks for somebody else, who has to say later that it is right. */
  asked: z.optional(AskedGiven),
});
export type RegistrationGiven = z.infer<typeof RegistrationGiven>;

/** An organisation by its name. */
export const Named = z.strictObject({ id: OrganisationId, name: z.string() });

/** How an agreement came in that she did not give on her own page. */
export const Taken = z.strictObject({ way: ConsentWay, name: z.string(), at: Instant });

export const Receipt = z.strictObject({
  reference: z.string(),
  /** The server-made PIN; null where she chose her own. */
  pin: z.nullable(z.string()),
  sentTo: z.array(Named),
  /** By when a person will have looked, or a truthful line will say why not. */
  nextBy: Instant,
  hotline: z.nullable(z.string()),
});
export type Receipt = z.infer<typeof Receipt>;

/** A row of the queue and of the live feed: no name, by ruling 13. Partners get no reference either. */
export const RegistrationInQueue = z.strictObject({
  id: RegistrationId,
  audience: z.enum(["responder", "partner", "holder"]),
  reference: z.nullable(z.string()),
  people: Count,
  urgency: Urgency,
  needs: z.array(NeedKind),
  state: RegistrationState,
  openedAt: Instant,
  aliveAt: Instant,
  decidedAt: z.nullable(Instant),
  place: z.nullable(PlaceSeen),
  /** Messages of hers that nobody of this organisation has read; left out where there are none. */
  unread: z.optional(Count),
  version: Version,
});
export type RegistrationInQueue = z.infer<typeof RegistrationInQueue>;

/** A case as it is opened: everything for a responder; null where a partner may not know. */
export const RegistrationForResponder = z.strictObject({
  ...RegistrationInQueue.shape,
  lang: z.nullable(Language),
  persons: z.nullable(z.array(PersonSeen)),
  /** What was added later, by whom it is about. */
  told: z.nullable(z.array(z.strictObject({ personId: PersonId, ...Told.shape }))),
  /** She left a group on her own. It stands nowhere else, and nobody of that group may learn it. */
  leftGroup: z.nullable(z.boolean()),
  barriers: z.nullable(z.array(Barrier)),
  choice: z.nullable(Choice),
  phone: z.nullable(z.string()),
  /** The same number in E.164; left out where it is none that can be dialled. */
  dial: z.optional(z.string()),
  phoneOwner: z.optional(PhoneOwner),
  phoneSafe: z.nullable(z.boolean()),
  note: z.nullable(z.string()),
  landmark: z.nullable(z.string()),
  placeKind: z.nullable(PlaceKind),
  accuracy: z.nullable(z.number()),
  reason: z.nullable(z.string()),
  /** Left out where she asked herself. */
  asked: z.optional(Asked),
  /** How her agreement came in where she did not give it on her own page, and who wrote it down. */
  taken: z.optional(Taken),
  openNeeds: z.array(Need),
  recipients: z.array(Named),
  /** She lets this organisation pass needs of hers on; left out where she does not. */
  mayRefer: z.optional(z.literal(true)),
});
export type RegistrationForResponder = z.infer<typeof RegistrationForResponder>;

const given = {
  crisisId: "crs_libya2011",
  lang: "ar",
  recipients: ["org_embassyB1"],
  danger: "no",
  people: [{ born: "34", relation: "self", document: "held" }],
  needs: ["transport"],
};

export const registrationOpen = act({
  name: "registration.open",
  says: "A person asks for help for her travel group. Reaches those she chose and nobody else.",
  kind: "write",
  may: ["nobody", "person"],
  limit: 65_536,
  input: RegistrationGiven,
  reply: Receipt,
  fails: ["crisis-closed", "recipient-unknown", "place-unknown"],
  example: {
    input: given,
    reply: {
      reference: "4829130574",
      pin: "391846",
      sentTo: [{ id: "org_embassyB1", name: "Embassy of Bangladesh" }],
      nextBy: "2011-03-02T06:00:00Z",
      hotline: null,
    },
  },
});

export const registrationSignIn = act({
  name: "registration.signIn",
  says: "The person comes back with code and PIN; the reply carries the one cookie.",
  kind: "write",
  may: ["nobody", "person"],
  input: z.strictObject({ reference: Reference, pin: Pin }),
  reply: z.strictObject({ signedIn: z.literal(true) }),
  fails: ["code-or-pin-wrong", "paper-not-typed"],
  example: { input: { reference: "482 913 0574", pin: "391846" }, reply: { signedIn: true } },
});

export const registrationSignOut = act({
  name: "registration.signOut",
  says: "The person leaves: the session ends and the receipt can no longer be shown again.",
  kind: "write",
  may: ["nobody", "person", "relative"],
  input: z.strictObject({ actId: z.optional(ActId) }),
  reply: z.strictObject({ signedIn: z.literal(false) }),
  fails: [],
  example: { input: {}, reply: { signedIn: false } },
});

export const registrationAlive = act({
  name: "registration.alive",
  says: "I am still here: refreshes the last sign of life, and starts anew the time of what she lets others see. Of another adult with her own code: the group's request stays, and nothing that is shared changes.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({ aliveAt: Instant }),
  fails: [],
  example: { input: {}, reply: { aliveAt: "2011-03-01T07:00:00Z" } },
});
