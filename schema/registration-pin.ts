// registration, when she has lost her secret number: an officer asks her three things that she told, types what she says,
// and the server compares. The questions come without their answers, and no reply says which of them was wrong.
import * as z from "zod/mini";
import { caseDeciders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, RegistrationId, text } from "./kit/fields.ts";
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
  }),
  fails: [],
  example: {
    input: { id: "reg_8f2Kd03mQ1" },
    reply: { questions: ["name", "need", "people"], left: 3 },
  },
});

export const registrationResetPin = act({
  name: "registration.resetPin",
  says: "An officer gives a new secret number to somebody who answered three questions rightly: shown once; her other sessions end.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({
    id: RegistrationId,
    answers: listOf(z.strictObject({ question: PinFact, answer: text(200) }), PIN_QUESTIONS),
  }),
  reply: z.strictObject({ pin: z.string() }),
  fails: ["answers-wrong", "supervisor-needed", "stale"],
  example: {
    input: {
      id: "reg_8f2Kd03mQ1",
      answers: [
        { question: "name", answer: "Amina" },
        { question: "need", answer: "transport" },
        { question: "people", answer: "3" },
      ],
    },
    reply: { pin: "604817" },
  },
});
