// live: what travels over the socket (numbers only) and what a browser asks after it was poked.
import * as z from "zod/mini";
import { Alert } from "./alert.ts";
import { Crisis } from "./crisis.ts";
import { deskRoles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { CrisisId, RegistrationId } from "./kit/fields.ts";
import { RegistrationInQueue } from "./registration.ts";
import { Zone } from "./zone.ts";

/** What the server says by itself: the number of the last commit that concerns this socket. No content. */
export const Poke = z.strictObject({ head: z.number() });
export type Poke = z.infer<typeof Poke>;

/**
 * What it answers to "ping": the line stands, and everybody whom commits up to this number concern was told of them. It is
 * no reason to ask, since most of them concern others.
 */
export const Beat = z.strictObject({ beat: z.number() });
export type Beat = z.infer<typeof Beat>;

/** Lists of which the feed says only that they changed; `count` are the kept counts, where they were made anew. */
export const touchable = ["movement", "permit", "referral", "danger", "count"] as const;

/** At most this many changed rows in one answer; `more` says that the next call follows. */
export const CHANGES_AT_ONCE = 500;

export const liveChanges = act({
  name: "live.changes",
  says: "What changed for this officer's organisation since a number: rows to put, ids to drop, zones, alerts, the clock, touched lists.",
  kind: "read",
  may: deskRoles,
  input: z.strictObject({
    crisisId: CrisisId,
    since: z.string().check(z.regex(/^\d{1,15}$/, "not-a-number")),
  }),
  reply: z.strictObject({
    head: z.number(),
    more: z.boolean(),
    put: z.array(RegistrationInQueue),
    drop: z.array(RegistrationId),
    zones: z.array(Zone),
    alerts: z.array(Alert),
    crisis: z.nullable(Crisis),
    /** Lists that changed for this organisation: whoever shows one asks for it anew. */
    touched: z.array(z.enum(touchable)),
    /** Set where all that this organisation sees changed at once: whoever shows any of it loads everything again. */
    anew: z.optional(z.literal(true)),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", since: "12" },
    reply: {
      head: 17,
      more: false,
      put: [],
      drop: ["reg_8f2Kd03mQ1"],
      zones: [],
      alerts: [],
      crisis: null,
      touched: ["movement"],
    },
  },
});
