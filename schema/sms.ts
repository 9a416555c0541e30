// sms: text messages, for those who have no data. What a number writes is no act: a conversation reads it and does acts in
// the writer's name (worker/sms). Here is what a desk sees of what was sent: how far each text came, never what it says.
import * as z from "zod/mini";
import { caseDeciders, caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, Instant, RegistrationId, SmsId } from "./kit/fields.ts";

/** `answer`: to what somebody wrote. `news`: unasked, and so only where she said that it is safe. */
export const smsKinds = ["answer", "news"] as const;
export const SmsKind = z.enum(smsKinds, "not-one-of");
export type SmsKind = z.infer<typeof SmsKind>;

/** queued → sent (the gateway has it) → delivered, or failed. stopped: she sent STOP. cancelled: taken back, or unsafe now. */
export const smsStates = ["queued", "sent", "delivered", "failed", "stopped", "cancelled"] as const;
export const SmsState = z.enum(smsStates, "not-one-of");
export type SmsState = z.infer<typeof SmsState>;

export const SmsInCase = z.strictObject({
  id: SmsId,
  kind: SmsKind,
  state: SmsState,
  /** The moment in the crisis at which it was written. */
  at: Instant,
  /** Until when it can be taken back, in real time; null once it cannot. */
  heldUntil: z.nullable(Instant),
  tries: Count,
  /** The last two digits of the number. */
  ends: z.string(),
});
export type SmsInCase = z.infer<typeof SmsInCase>;

export const smsOfCase = act({
  name: "sms.ofCase",
  says: "An officer sees which texts went to a case's phone and how far they came; no text and no number.",
  kind: "read",
  audited: true,
  may: caseReaders,
  input: z.strictObject({ registrationId: RegistrationId }),
  reply: z.strictObject({ texts: z.array(SmsInCase) }),
  fails: [],
  example: {
    input: { registrationId: "reg_8f2Kd03mQ1" },
    reply: {
      texts: [
        {
          id: "sms_5Gh1Rw80pX",
          kind: "news",
          state: "queued",
          at: "2011-03-01T08:00:00Z",
          heldUntil: "2026-11-25T08:00:30Z",
          tries: 0,
          ends: "68",
        },
      ],
    },
  },
});

export const smsCancel = act({
  name: "sms.cancel",
  says: "An officer takes back a text that is still held: no gateway has it yet.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({ id: SmsId }),
  reply: z.strictObject({ id: SmsId, state: SmsState }),
  fails: ["stale"],
  example: {
    input: { id: "sms_5Gh1Rw80pX" },
    reply: { id: "sms_5Gh1Rw80pX", state: "cancelled" },
  },
});
