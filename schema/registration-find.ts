// registration, found by a name, a number or a code: what was typed travels in the body, never in an address, and every name that is
// shown is told to its person.
import * as z from "zod/mini";
import { caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, CrisisId, RegistrationId, text, Urgency } from "./kit/fields.ts";
import { Reference, RegistrationState } from "./registration.ts";

export const Found = z.strictObject({
  id: RegistrationId,
  /** The name in the group that answers best; for a number, the first. Null where none was given, and for a code. */
  name: z.nullable(z.string()),
  reference: Reference,
  people: Count,
  state: RegistrationState,
  urgency: Urgency,
});
export type Found = z.infer<typeof Found>;

export const registrationFind = act({
  name: "registration.find",
  says: "Finds cases by a name, in any script or spelling, by a telephone number, or the one with a code, among those that may be opened. A code opens no name.",
  kind: "write",
  audited: true,
  may: caseReaders,
  input: z.strictObject({
    crisisId: CrisisId,
    /** One of the three. */
    name: z.optional(text(100)),
    phone: z.optional(text(40)),
    reference: z.optional(Reference),
  }),
  reply: z.strictObject({
    found: z.array(Found),
    /** True where more were like it than are shown: another word narrows it. */
    more: z.boolean(),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", name: "Rahima Khatun" },
    reply: {
      found: [
        {
          id: "reg_8f2Kd03mQ1",
          name: "রহিমা খাতুন",
          reference: "4829130574",
          people: 3,
          state: "sent",
          urgency: 2,
        },
      ],
      more: false,
    },
  },
});
