// registration, after it was sent: what the person changes, adds and keeps open herself. What ends it is in
// registration-end.ts.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { Count, Instant, Language, PersonId, text } from "./kit/fields.ts";
import { Flag, listOf } from "./kit/typed.ts";
import { NeedKind } from "./need.ts";
import { Barrier, Choice, PersonGiven, PhoneOwner } from "./person.ts";
import { Pin } from "./registration.ts";
import { Told } from "./told.ts";

/** What may be emptied; a field that is not sent stays as it is. */
export const clearable = ["choice", "phone", "note", "needs", "barriers"] as const;

export const registrationUpdate = act({
  name: "registration.update",
  says: "The person changes what she wants and needs, how she can be reached, or what else they must know.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({
    choice: z.optional(Choice),
    /** All that the group needs now: others are added, and what is left out is needed no longer. */
    needs: z.optional(listOf(NeedKind, 11)),
    barriers: z.optional(listOf(Barrier, 13)),
    phone: z.optional(text(40)),
    phoneOwner: z.optional(PhoneOwner),
    /** Another number is not safe until she says so. */
    phoneSafe: z.optional(Flag),
    note: z.optional(text(1000)),
    clear: z.optional(listOf(z.enum(clearable, "not-one-of"), 5)),
  }),
  reply: z.strictObject({ at: Instant }),
  fails: ["crisis-closed", "stale"],
  example: { input: { choice: "stay" }, reply: { at: "2011-03-01T07:00:00Z" } },
});

export const registrationChangePerson = act({
  name: "registration.changePerson",
  says: "The person adds somebody to her group, changes an entry, or takes one out; never the last one.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({
    /** Nobody named: somebody is added. */
    personId: z.optional(PersonId),
    /** The whole entry: what is left out is forgotten. */
    person: z.optional(PersonGiven),
    /** The language that she reads: it decides whether a year needs its calendar. */
    lang: z.optional(Language),
    remove: z.optional(Flag),
  }),
  reply: z.strictObject({ personId: PersonId, people: Count }),
  fails: ["crisis-closed", "last-person", "person-held", "stale"],
  example: {
    input: { person: { name: "Noor", born: "7", relation: "child", document: "none" } },
    reply: { personId: "per_4Hq2Lm90sT", people: 3 },
  },
});

export const registrationTell = act({
  name: "registration.tell",
  says: "The person adds, about one of her group, what helps to help: all optional, sealed, the whole at a time.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({
    personId: PersonId,
    /** The language that she writes in. */
    lang: z.optional(Language),
    ...Told.shape,
  }),
  reply: z.strictObject({ personId: PersonId }),
  fails: ["crisis-closed", "stale"],
  example: {
    input: { personId: "per_4Hq2Lm90sT", speaks: ["ar", "fr"], difficulty: { walking: "some" } },
    reply: { personId: "per_4Hq2Lm90sT" },
  },
});

export const registrationStay = act({
  name: "registration.stay",
  says: "The person is still reading: her session lasts twenty minutes from now.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({ until: Instant }),
  fails: [],
  example: { input: {}, reply: { until: "2026-11-25T07:20:00Z" } },
});

export const registrationChangePin = act({
  name: "registration.changePin",
  says: "The person chooses another secret number; other sessions with the old one end.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ old: Pin, pin: Pin }),
  reply: z.strictObject({ changed: z.literal(true) }),
  fails: ["code-or-pin-wrong"],
  example: { input: { old: "391846", pin: "604817" }, reply: { changed: true } },
});

export const registrationEndOthers = act({
  name: "registration.endOthers",
  says: "The person signs out everywhere else: for a phone that was taken from her. This session goes on.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({ ended: z.literal(true) }),
  fails: [],
  example: { input: {}, reply: { ended: true } },
});
