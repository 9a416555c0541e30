// crisis: one emergency in one host country, with its area, its receiving desk and, for an exercise, its own clock.
import * as z from "zod/mini";
import { deskRoles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, CrisisId, Instant, LocalText, OrganisationId, text } from "./kit/fields.ts";

export const crisisKinds = [
  "conflict",
  "earthquake",
  "flood",
  "storm",
  "epidemic",
  "industrial",
  "other",
] as const;
export const CrisisKind = z.enum(crisisKinds, "not-one-of");

/** west, south, east, north in degrees. */
export const Box = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .check(
    z.refine(
      ([w, s, e, n]) => w >= -180 && e <= 180 && s >= -90 && n <= 90 && w < e && s < n,
      "off-the-globe",
    ),
  );

/** An exercise's clock: it showed `exercise` at the real moment `real` and runs `speed` times as fast (0 = it stands). */
export const Clock = z.strictObject({
  real: Instant,
  exercise: Instant,
  speed: z.number().check(z.gte(0), z.lte(86_400)),
});
export type Clock = z.infer<typeof Clock>;

export const Crisis = z.strictObject({
  id: CrisisId,
  name: LocalText(120),
  kind: CrisisKind,
  /** ISO 3166-1 alpha-2. */
  hostCountry: z.string().check(z.regex(/^[A-Z]{2}$/, "not-a-country")),
  area: Box,
  receivingDeskId: z.nullable(OrganisationId),
  hotline: z.nullable(text(40)),
  openedAt: Instant,
  closedAt: z.nullable(Instant),
  /** Null for a real crisis. */
  clock: z.nullable(Clock),
  /** What the time is in this crisis. */
  now: Instant,
});
export type Crisis = z.infer<typeof Crisis>;

const example = {
  id: "crs_libya2011",
  name: { en: "Libya 2011" },
  kind: "conflict",
  hostCountry: "LY",
  area: [9, 19, 26, 34],
  receivingDeskId: null,
  hotline: "+218 21 000 0000",
  openedAt: "2011-02-20T00:00:00Z",
  closedAt: null,
  clock: { real: "2026-11-01T00:00:00Z", exercise: "2011-03-01T06:00:00Z", speed: 0 },
  now: "2011-03-01T06:00:00Z",
};
const everyone = ["nobody", "person", "relative", ...deskRoles] as const;

export const crisisList = act({
  name: "crisis.list",
  says: "Crises that are open on this platform; for the platform and oversight also those that are closed, the last one first.",
  kind: "read",
  may: everyone,
  input: z.strictObject({
    closed: z.optional(z.enum(["yes"], "not-one-of")),
    /** A closed crisis: those that were closed before it. */
    after: z.optional(CrisisId),
  }),
  reply: z.strictObject({ crises: z.array(Crisis), next: z.nullable(CrisisId) }),
  fails: ["not-allowed"],
  example: { input: {}, reply: { crises: [example], next: null } },
});

export const crisisGet = act({
  name: "crisis.get",
  says: "One crisis and what time it is in it.",
  kind: "read",
  may: everyone,
  input: z.strictObject({ id: CrisisId }),
  reply: Crisis,
  fails: [],
  example: { input: { id: "crs_libya2011" }, reply: example },
});

export const crisisOpen = act({
  name: "crisis.open",
  says: "A platform administrator opens a crisis. An exercise carries a clock; a real crisis cannot.",
  kind: "write",
  may: ["platform-admin"],
  input: z.strictObject({
    id: CrisisId,
    name: LocalText(120),
    kind: CrisisKind,
    hostCountry: z.string().check(z.regex(/^[A-Z]{2}$/, "not-a-country")),
    area: Box,
    receivingDeskId: z.optional(OrganisationId),
    hotline: z.optional(text(40)),
    /** Present for an exercise: the moment at which its clock starts, standing. */
    exerciseStart: z.optional(Instant),
  }),
  reply: Crisis,
  fails: ["already-exists", "recipient-unknown", "organisation-pending"],
  example: {
    input: {
      id: "crs_libya2011",
      name: { en: "Libya 2011" },
      kind: "conflict",
      hostCountry: "LY",
      area: [9, 19, 26, 34],
      exerciseStart: "2011-03-01T06:00:00Z",
    },
    reply: example,
  },
});

export const crisisClose = act({
  name: "crisis.close",
  says: "Two platform administrators close a crisis, one after the other; an exercise takes one. It takes nothing new, and everybody can still read their own. Within a fortnight it can be opened again as it was.",
  kind: "write",
  may: ["platform-admin"],
  input: z.strictObject({ id: CrisisId }),
  reply: z.strictObject({
    id: CrisisId,
    /** Null where it waits for a second administrator, until `until`: the crisis is as open as before. */
    closedAt: z.nullable(Instant),
    until: z.nullable(Instant),
  }),
  fails: ["crisis-closed", "second-officer-needed", "same-line"],
  example: {
    input: { id: "crs_libya2011" },
    reply: { id: "crs_libya2011", closedAt: "2011-12-31T00:00:00Z", until: null },
  },
});

/**
 * Days of its own clock in which a closed crisis can be opened again as it was. Nothing that ends because a crisis was closed
 * ends in them: the shortest period of its requests, less the fortnight in which people are asked, is longer (retention.ts).
 */
export const REOPEN_DAYS = 14;

export const crisisReopen = act({
  name: "crisis.reopen",
  says: "A platform administrator opens a crisis again that was closed within the last fortnight: cases, consents, seats and tokens are as they were.",
  kind: "write",
  may: ["platform-admin"],
  input: z.strictObject({ id: CrisisId }),
  reply: z.strictObject({ id: CrisisId, closedAt: z.null() }),
  fails: ["crisis-closed"],
  example: { input: { id: "crs_libya2011" }, reply: { id: "crs_libya2011", closedAt: null } },
});

export const crisisStep = act({
  name: "crisis.step",
  says: "Moves an exercise's clock on by whole hours; what happened by then, happens.",
  kind: "write",
  may: ["coordinator", "supervisor", "platform-admin"],
  input: z.strictObject({
    id: CrisisId,
    hours: z.int("not-a-number").check(z.gte(1, "too-small"), z.lte(24 * 31, "too-large")),
  }),
  reply: z.strictObject({ id: CrisisId, now: Instant }),
  fails: ["crisis-closed", "crisis-not-exercise"],
  example: {
    input: { id: "crs_libya2011", hours: 24 },
    reply: { id: "crs_libya2011", now: "2011-03-02T06:00:00Z" },
  },
});

export const crisisPlay = act({
  name: "crisis.play",
  says: "Lets an exercise's clock run at a speed (exercise seconds per second), or stand with 0.",
  kind: "write",
  may: ["coordinator", "supervisor", "platform-admin"],
  input: z.strictObject({
    id: CrisisId,
    speed: z.number("not-a-number").check(z.gte(0, "too-small"), z.lte(86_400, "too-large")),
  }),
  reply: z.strictObject({ id: CrisisId, now: Instant, speed: z.number() }),
  fails: ["crisis-closed", "crisis-not-exercise"],
  example: {
    input: { id: "crs_libya2011", speed: 3600 },
    reply: { id: "crs_libya2011", now: "2011-03-01T06:00:00Z", speed: 3600 },
  },
});

export const Figure = z.strictObject({ key: z.string(), shown: z.nullable(Count), day: z.string() });
export type Figure = z.infer<typeof Figure>;

export const crisisFigures = act({
  name: "crisis.figures",
  says: "Public counts: a day old, rounded, nothing under ten, nor left beside; changed only when the truth moved by ten (ruling 10).",
  kind: "read",
  may: everyone,
  input: z.strictObject({ id: CrisisId }),
  reply: z.strictObject({ figures: z.array(Figure) }),
  fails: [],
  example: {
    input: { id: "crs_libya2011" },
    reply: { figures: [{ key: "people", shown: 1985, day: "2011-03-01" }] },
  },
});
