// message: words both ways between a person and those who help her; sealed under her registration's key. One reaches whom
// she chose when she wrote it, and nobody who joins later. An adult with a code of her own has a conversation of her own.
import * as z from "zod/mini";
import { caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, Instant, MessageId, OrganisationId, PersonId, RegistrationId, text } from "./kit/fields.ts";
import { Flag, listOf } from "./kit/typed.ts";

const Named = z.strictObject({ id: OrganisationId, name: z.string() });

export const MessageForSelf = z.strictObject({
  id: MessageId,
  /** Null: she wrote it herself. */
  from: z.nullable(Named),
  /** Whom hers reached, and who of them said that a person has read it. */
  to: z.array(z.strictObject({ ...Named.shape, readAt: z.nullable(Instant) })),
  text: z.string(),
  at: Instant,
  /** When she read an answer. */
  readAt: z.nullable(Instant),
});
export type MessageForSelf = z.infer<typeof MessageForSelf>;

export const MessageInCase = z.strictObject({
  id: MessageId,
  from: z.nullable(Named),
  /** Whose conversation: null is whoever registered. */
  personId: z.nullable(PersonId),
  /** Others of those who help her have it too. */
  shared: z.boolean(),
  text: z.string(),
  at: Instant,
  /** Of hers: when somebody of this organisation said that it was read. Of an answer: when she read it. */
  readAt: z.nullable(Instant),
});
export type MessageInCase = z.infer<typeof MessageInCase>;

const mine = {
  id: "msg_7Yt3Kp52wA",
  from: null,
  to: [{ id: "org_embassyB1", name: "Embassy of Bangladesh", readAt: null }],
  text: "We can walk to the port.",
  at: "2011-03-01T07:00:00Z",
  readAt: null,
};

export const messageSend = act({
  name: "message.send",
  says: "The person writes to those who help her: to all of them, or to those whom she names.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ text: text(1000), to: z.optional(listOf(OrganisationId, 10)) }),
  reply: z.strictObject({ id: MessageId, at: Instant }),
  fails: ["recipient-unknown", "crisis-closed"],
  example: { input: { text: mine.text }, reply: { id: mine.id, at: mine.at } },
});

export const messageMine = act({
  name: "message.mine",
  says: "The person reads her own conversation, newest first, and whom she can write to.",
  kind: "read",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({ messages: z.array(MessageForSelf), to: z.array(Named) }),
  fails: [],
  example: { input: {}, reply: { messages: [mine], to: [] } },
});

export const messageSeen = act({
  name: "message.seen",
  says: "The person has the answers before her: they are no longer new.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({ seen: Count }),
  fails: [],
  example: { input: {}, reply: { seen: 1 } },
});

export const messageOfCase = act({
  name: "message.ofCase",
  says: "An officer reads what was written in a case, as far as it reached her organisation. A look, written down as one.",
  kind: "read",
  audited: true,
  may: caseReaders,
  input: z.strictObject({ registrationId: RegistrationId }),
  reply: z.strictObject({ messages: z.array(MessageInCase) }),
  fails: ["reason-needed"],
  example: {
    input: { registrationId: "reg_8f2Kd03mQ1" },
    reply: {
      messages: [
        {
          id: mine.id,
          from: null,
          personId: null,
          shared: false,
          text: mine.text,
          at: mine.at,
          readAt: null,
        },
      ],
    },
  },
});

export const messageAnswer = act({
  name: "message.answer",
  says: "An officer writes to the person. An answer reaches whom the message reached; other words stay between the two.",
  kind: "write",
  may: caseReaders,
  input: z.strictObject({
    registrationId: RegistrationId,
    text: text(1000),
    answers: z.optional(MessageId),
    /** An answer for her alone, though others have the message. */
    alone: z.optional(Flag),
  }),
  reply: z.strictObject({ id: MessageId, at: Instant }),
  fails: ["crisis-closed"],
  example: {
    input: { registrationId: "reg_8f2Kd03mQ1", text: "Stay where you are.", answers: mine.id },
    reply: { id: "msg_2Bc8Vn61zE", at: "2011-03-01T08:00:00Z" },
  },
});

export const messageRead = act({
  name: "message.read",
  says: "An officer says that she has read what the person wrote. Opening a case says no such thing.",
  kind: "write",
  may: caseReaders,
  input: z.strictObject({ registrationId: RegistrationId }),
  reply: z.strictObject({ read: Count }),
  fails: [],
  example: { input: { registrationId: "reg_8f2Kd03mQ1" }, reply: { read: 1 } },
});
