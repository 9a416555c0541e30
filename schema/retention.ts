// retention: how long each kind of data is kept, by crisis and by its own clock, and what the clock let go. Counts only: a
// sweep never says whom. A default is safe without anybody setting anything.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { Count, CrisisId, Instant } from "./kit/fields.ts";

/** Kinds whose period a platform administrator sets for a crisis, within bounds. */
export const settableKinds = [
  "registration",
  "silent",
  "message",
  "sms",
  "gate-event",
  "look",
  "complaint",
  "danger",
  "tracing",
  "reason",
] as const;
/** Kinds with a period of their own that nobody sets. */
export const fixedKinds = ["session", "delivery", "demand"] as const;
export const retentionKinds = [...settableKinds, ...fixedKinds] as const;
export const SettableKind = z.enum(settableKinds, "not-one-of");
export type SettableKind = z.infer<typeof SettableKind>;
export const RetentionKind = z.enum(retentionKinds, "not-one-of");
export type RetentionKind = z.infer<typeof RetentionKind>;

export interface Period {
  /** Days of the crisis's own clock. */
  days: number;
  least: number;
  most: number;
}

/**
 * registration: a request that ended (left, safe), or any request of a closed crisis, that long after the last sign, decision
 *   or closing. Ninety days: time for what follows a journey, and for her to take her data along.
 * silent: a request that is still open, that long after the last sign or decision. A year: people are cut off for months,
 *   and a consent that was not renewed has hidden it from everybody long before.
 * message: half a year; what was agreed in words is over by then, and free text is what says most about people.
 * sms: thirty days, after which nobody asks any more whether a text arrived; the text itself is gone once it was sent.
 * gate-event: of movements that were closed or cancelled. Ninety days settle every difference.
 * complaint: that long after it was closed. Half a year: time to read the outcome, to disagree and to take it elsewhere; its
 *   words are let go then, and kind, times and outcome stay for the count.
 * danger: that is over. Thirty days, for whoever asks afterwards what was known; words are gone after a day.
 * look: who saw a name in a list. A year, because she may come back late to read it, and never longer than her request.
 * tracing: a request of somebody who looks for a person, that long after her last visit. Ninety days: whoever still looks
 *   comes back within a season, and her page says until when.
 * reason: what officers wrote in words: why they looked at a case or did alone what takes two, what a sheet of people was for, why
 *   an office was stopped and brought back. Half a year from the day on which nobody has to act on it: reviewed, its sheet over,
 *   the stop lifted. What waits for a review or for a lift stays, however old. Kind, who, when and what was found stay for good.
 */
export const periods: Readonly<Record<SettableKind, Period>> = {
  registration: { days: 90, least: 30, most: 365 },
  silent: { days: 365, least: 180, most: 730 },
  message: { days: 180, least: 30, most: 730 },
  sms: { days: 30, least: 2, most: 30 },
  "gate-event": { days: 90, least: 30, most: 365 },
  look: { days: 365, least: 90, most: 730 },
  complaint: { days: 180, least: 90, most: 730 },
  danger: { days: 30, least: 2, most: 90 },
  tracing: { days: 90, least: 30, most: 365 },
  reason: { days: 180, least: 30, most: 730 },
};

/**
 * What has another clock, for the table: places age by ruling 6 and are gone after thirty days; sessions end after twenty
 * idle minutes; replies for a retry are kept a week; words
 * beside a request of a court or an authority go two years after the last word on it (`DEMAND_DAYS`), while its source, days and
 * answers stay in the register, which is counted for everybody; the audit and consents are kept, as ids without anything personal.
 */
export const ASK_DAYS = 14;
export const DEMAND_DAYS = 730;

const Kept = z.strictObject({
  kind: RetentionKind,
  days: z.int(),
  /** What it is without anybody's setting; equal where nobody set it. */
  usual: z.int(),
  least: z.int(),
  most: z.int(),
  settable: z.boolean(),
  /** What would go now. */
  due: Count,
  /** Of requests: those who were asked whether they are still there, and have time to answer. */
  asked: z.optional(Count),
});
export type RetentionKept = z.infer<typeof Kept>;

const Swept = z.strictObject({ kind: RetentionKind, day: z.string(), count: Count, at: Instant });
export type RetentionSwept = z.infer<typeof Swept>;

const kept = {
  kind: "message",
  days: 180,
  usual: 180,
  least: 30,
  most: 730,
  settable: true,
  due: 12,
};

export const retentionGet = act({
  name: "retention.get",
  says: "How long each kind of data is kept in a crisis, what would go now, and how much went on which day. Counts only.",
  kind: "read",
  may: ["platform-admin", "oversight"],
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({ kinds: z.array(Kept), sweeps: z.array(Swept) }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      kinds: [kept],
      sweeps: [{ kind: "message", day: "2011-09-01", count: 40, at: "2011-09-01T06:00:00Z" }],
    },
  },
});

/** Whole days as a query says them. */
const Days = z.string().check(z.regex(/^[1-9]\d{0,3}$/, "not-a-number"));

export const retentionPreview = act({
  name: "retention.preview",
  says: "A dry run: how much of a kind would go now if it were kept for so many days. Nothing is changed.",
  kind: "read",
  may: ["platform-admin", "oversight"],
  input: z.strictObject({ crisisId: CrisisId, kind: SettableKind, days: Days }),
  reply: z.strictObject({ kind: SettableKind, days: z.int(), due: Count }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", kind: "message", days: "90" },
    reply: { kind: "message", days: 90, due: 61 },
  },
});

export const retentionSet = act({
  name: "retention.set",
  says: "A platform administrator sets how long a kind of data is kept in a crisis, within its bounds.",
  kind: "write",
  may: ["platform-admin"],
  input: z.strictObject({ crisisId: CrisisId, kind: SettableKind, days: z.int("not-a-number") }),
  reply: z.strictObject({ kind: SettableKind, days: z.int(), due: Count }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", kind: "message", days: 90 },
    reply: { kind: "message", days: 90, due: 61 },
  },
});
