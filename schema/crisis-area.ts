// Acts of crisis on its areas: how many people are in each district, now and hour by hour, as published with disclosure
// control (area.rules.ts). A district is a cell of level 10 of the one grid; null is "too few to say".
import * as z from "zod/mini";
import { deskRoles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, CrisisId, Instant } from "./kit/fields.ts";
import { needKinds } from "./need.ts";

/** A quadkey of a district or coarser. */
export const DistrictCell = z.string().check(z.regex(/^[0-3]{1,10}$/, "not-a-cell"));
const Shown = z.nullable(Count);

export const Area = z.strictObject({
  cell: DistrictCell,
  people: Shown,
  /** People whose group has this need, where it may be told. */
  needs: z.partialRecord(z.enum(needKinds), Shown),
});
export type Area = z.infer<typeof Area>;

export const AreaHour = z.strictObject({
  at: Instant,
  areas: z.array(z.strictObject({ cell: DistrictCell, people: Shown })),
});
export type AreaHour = z.infer<typeof AreaHour>;

/** Whose layer is read: published once a day and a day old, or once an hour. */
export const areaAudiences = ["partner", "public"] as const;

const everyone = ["nobody", "person", "relative", ...deskRoles] as const;

export const crisisAreas = act({
  name: "crisis.areas",
  says: "People and needs by district as last published: hourly for organisations of the crisis, a day old for the public.",
  kind: "read",
  may: everyone,
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({
    audience: z.enum(areaAudiences),
    /** Null: nothing was published yet. */
    at: z.nullable(Instant),
    areas: z.array(Area),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      audience: "public",
      at: "2011-03-01T23:00:00Z",
      areas: [{ cell: "1221213030", people: 1985, needs: { transport: 640, medical: null } }],
    },
  },
});

export const crisisHistory = act({
  name: "crisis.history",
  says: "Published counts by district, hour by hour: of the officer's own organisation, or of the crisis.",
  kind: "read",
  may: everyone,
  input: z.strictObject({
    crisisId: CrisisId,
    /** `own`: people whom the officer's organisation sees. Where silent: own for who works on cases, else the crisis. */
    of: z.optional(z.enum(["own", "crisis"], "not-one-of")),
    /** Hours after this one, oldest first. */
    after: z.optional(Instant),
    limit: z.optional(z.pipe(z.string(), z.pipe(z.transform(Number), z.int().check(z.gte(1), z.lte(200))))),
  }),
  reply: z.strictObject({ hours: z.array(AreaHour), next: z.nullable(Instant) }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      hours: [{ at: "2011-03-01T06:00:00Z", areas: [{ cell: "1221213030", people: 1985 }] }],
      next: null,
    },
  },
});
