// complaint, for the oversight body that it was sent to: the list without words, the words as they were sealed, answers and
// outcomes, and a look at the case of whoever allowed it. No other role has any of it; platform administrators read counts.
import * as z from "zod/mini";
import { AccessField } from "./access.ts";
import { ComplaintKind, ComplaintState, ComplaintStep, complaintStates } from "./complaint.ts";
import { lostInput, lostReply, Purpose } from "./consent.ts";
import { act } from "./kit/act.ts";
import {
  ComplaintId,
  ComplaintWordId,
  Count,
  CrisisId,
  Instant,
  LocalText,
  RegistrationId,
  text,
  Version,
} from "./kit/fields.ts";
import { Need } from "./need.ts";

const overseers = ["oversight"] as const;
/** Characters of an answer. */
export const ANSWER_LENGTH = 3000;

export const ComplaintRow = z.strictObject({
  id: ComplaintId,
  kind: ComplaintKind,
  about: z.enum(["organisation", "platform", "other"]),
  aboutName: z.nullable(LocalText(200)),
  state: ComplaintState,
  filedAt: Instant,
  acknowledgeBy: Instant,
  outcomeBy: Instant,
  closedAt: z.nullable(Instant),
  late: z.boolean(),
  /** She wrote, and nobody has answered since. */
  waits: z.boolean(),
  /** She lets this oversight body see her case until it is closed. */
  sees: z.boolean(),
  version: Version,
});
export type ComplaintRow = z.infer<typeof ComplaintRow>;

export const ComplaintWord = z.strictObject({
  id: ComplaintWordId,
  at: Instant,
  /** The work label of whoever answered; null for hers. */
  by: z.nullable(z.string()),
  /** As it was sealed to a key of this organisation; null where the platform's ring sealed it. */
  sealed: z.nullable(z.strictObject({ version: Version, enc: z.string(), text: z.string() })),
  /** What the ring opens: answers, and words of the time before there was a key. */
  text: z.nullable(z.string()),
});
export type ComplaintWord = z.infer<typeof ComplaintWord>;

const at = "2011-03-01T06:00:00Z";
const row: ComplaintRow = {
  id: "cmp_4Q7m2Zk9",
  kind: "papers",
  about: "other",
  aboutName: null,
  state: "received",
  filedAt: at,
  acknowledgeBy: "2011-03-04T06:00:00Z",
  outcomeBy: "2011-03-31T06:00:00Z",
  closedAt: null,
  late: false,
  waits: true,
  sees: false,
  version: 1,
};

export const complaintList = act({
  name: "complaint.list",
  says: "Complaints that this oversight body reads, what is due first on top; no words. Open ones, or closed ones.",
  kind: "read",
  may: overseers,
  input: z.strictObject({
    crisisId: CrisisId,
    state: z.optional(z.enum(["open", "closed"], "not-one-of")),
    after: z.optional(z.string().check(z.maxLength(120, "too-long"))),
  }),
  reply: z.strictObject({
    rows: z.array(ComplaintRow),
    next: z.nullable(z.string()),
    open: Count,
    late: Count,
    now: Instant,
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: { rows: [row], next: null, open: 1, late: 0, now: at },
  },
});

export const complaintCount = act({
  name: "complaint.count",
  says: "How many complaints of a crisis are open and late. A platform administrator reads this and nothing else of them.",
  kind: "read",
  may: ["oversight", "platform-admin"],
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({ open: Count, late: Count }),
  fails: [],
  example: { input: { crisisId: "crs_libya2011" }, reply: { open: 1, late: 0 } },
});

export const complaintRead = act({
  name: "complaint.read",
  says: "One complaint with its words as they were sealed: they are opened in the browser, by this organisation's own key.",
  kind: "read",
  audited: true,
  may: overseers,
  input: z.strictObject({ id: ComplaintId }),
  reply: z.strictObject({
    complaint: ComplaintRow,
    words: z.array(ComplaintWord),
    steps: z.array(ComplaintStep),
  }),
  fails: [],
  example: {
    input: { id: "cmp_4Q7m2Zk9" },
    reply: { complaint: row, words: [], steps: [{ state: "received", at }] },
  },
});

export const complaintAnswer = act({
  name: "complaint.answer",
  says: "Oversight writes to whoever complained: sealed by the platform, so that she can read it with her code.",
  kind: "write",
  may: overseers,
  input: z.strictObject({ id: ComplaintId, wordId: ComplaintWordId, text: text(ANSWER_LENGTH) }),
  reply: z.strictObject({ id: ComplaintId, at: Instant }),
  fails: ["already-exists"],
  example: {
    input: { id: "cmp_4Q7m2Zk9", wordId: "cmw_8s2Kd03m", text: "We have it and ask them tomorrow." },
    reply: { id: "cmp_4Q7m2Zk9", at },
  },
});

export const complaintState = act({
  name: "complaint.state",
  says: "Oversight says how far it is; an outcome comes with words. She reads each step with its time.",
  kind: "write",
  guarded: true,
  may: overseers,
  input: z.strictObject({
    id: ComplaintId,
    state: z.enum(complaintStates, "not-one-of"),
    wordId: z.optional(ComplaintWordId),
    text: z.optional(text(ANSWER_LENGTH)),
  }),
  reply: z.strictObject({ id: ComplaintId, state: ComplaintState, at: Instant, version: Version }),
  fails: ["transition-impossible", "reason-missing", "already-exists"],
  example: {
    input: { id: "cmp_4Q7m2Zk9", state: "looking" },
    reply: { id: "cmp_4Q7m2Zk9", state: "looking", at, version: 2 },
  },
});

export const complaintCase = act({
  name: "complaint.case",
  says: "The needs of whoever complained and who looked at her case, while it is open and she lets this body see it.",
  kind: "read",
  audited: true,
  may: overseers,
  input: z.strictObject({ id: ComplaintId }),
  reply: z.strictObject({
    registrationId: z.nullable(RegistrationId),
    reference: z.nullable(z.string()),
    needs: z.nullable(z.array(Need)),
    looks: z.nullable(
      z.array(
        z.strictObject({
          name: LocalText(200),
          act: z.string(),
          at: Instant,
          purpose: z.nullable(Purpose),
          fields: z.array(AccessField),
        }),
      ),
    ),
  }),
  fails: ["consent-missing"],
  example: {
    input: { id: "cmp_4Q7m2Zk9" },
    reply: { registrationId: "reg_8f2Kd03mQ1", reference: "4829130574", needs: [], looks: [] },
  },
});

export const complaintLost = act({
  name: "complaint.lost",
  says: "An oversight body reads of which complaints it sees the case no more because somebody took that back, since when and why.",
  kind: "read",
  may: overseers,
  input: lostInput,
  reply: lostReply,
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      rows: [{ known: ["cmp_4Q7m2Zk9"], event: "withdrawn", purpose: "oversee", at: "2011-03-01T06:05:00Z" }],
      deleted: [],
      next: null,
    },
  },
});
