// registration, when she has lost her secret number: an officer asks her three things that she told, types what she says,
// and the server compares; then a second officer of the organisation does the same, and reads the new number to her. What is
// asked stands on every screen that shows her case: the answers prove to the officers who she is, and two officers stand for it.
import * as z from "zod/mini";
import { caseDeciders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, CrisisId, Instant, RegistrationId, text } from "./kit/fields.ts";
import { listOf } from "./kit/typed.ts";

/** What may be asked, the hardest to guess first. The last three are known of every request. */
export const pinFacts = [
  "phone",
  "name",
  "born",
  "landmark",
  "place",
  "need",
  "choice",
  "people",
  "recipient",
  "lang",
] as const;
export const PinFact = z.enum(pinFacts, "not-one-of");
export type PinFact = z.infer<typeof PinFact>;

export const PIN_QUESTIONS = 3;
/** Wrong tries after which only a supervisor goes on. */
export const PIN_TRIES = 3;
/** Hours in which a second officer may complete what a first one asked for: she may have to be called again. */
export const PIN_WAITS = 24;

export const registrationPinQuestions = act({
  name: "registration.pinQuestions",
  says: "Three questions to ask somebody who has lost her secret number, without their answers. Written down, as every look is.",
  kind: "read",
  audited: true,
  may: caseDeciders,
  input: z.strictObject({ id: RegistrationId }),
  reply: z.strictObject({
    questions: z.array(PinFact).check(z.length(PIN_QUESTIONS)),
    /** Tries that are left before only a supervisor goes on. */
    left: Count,
    /** A first officer of the organisation got three right answers: whether it was this one, and until when a second may follow. */
    first: z.nullable(z.strictObject({ mine: z.boolean(), at: Instant, until: Instant })),
  }),
  fails: ["reason-needed"],
  example: {
    input: { id: "reg_8f2Kd03mQ1" },
    reply: { questions: ["name", "need", "people"], left: 3, first: null },
  },
});

export const registrationResetPin = act({
  name: "registration.resetPin",
  says: "An officer asks for a new secret number for somebody who answered three questions rightly. It comes when a second officer of the organisation has asked the same: shown once, to the second one; her sessions end, and she is told. Alone only with a reason that others review.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({
    id: RegistrationId,
    answers: listOf(z.strictObject({ question: PinFact, answer: text(200) }), PIN_QUESTIONS),
    /** Why no second officer can be waited for; reviewed by others the next day. */
    alone: z.optional(text(500)),
  }),
  reply: z.strictObject({
    /** Null where it waits for a second officer, until `until`. */
    pin: z.nullable(z.string()),
    until: z.nullable(Instant),
  }),
  fails: ["answers-wrong", "supervisor-needed", "second-officer-needed", "reason-needed", "stale"],
  example: {
    input: {
      id: "reg_8f2Kd03mQ1",
      answers: [
        { question: "name", answer: "Amina" },
        { question: "need", answer: "transport" },
        { question: "people", answer: "3" },
      ],
    },
    reply: { pin: "604817", until: null },
  },
});

export const registrationPinsGiven = act({
  name: "registration.pinsGiven",
  says: "New secret numbers that officers of any organisation gave for cases which this supervisor's organisation may open, newest first: who could have been in her place.",
  kind: "read",
  may: ["supervisor"],
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({
    given: z.array(
      z.strictObject({
        id: RegistrationId,
        organisation: z.string(),
        at: Instant,
        /** One officer gave it alone, with a reason. */
        alone: z.boolean(),
      }),
    ),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      given: [
        {
          id: "reg_8f2Kd03mQ1",
          organisation: "Embassy of Bangladesh",
          at: "2011-03-01T06:00:00Z",
          alone: false,
        },
      ],
    },
  },
});
