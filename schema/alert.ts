// alert: what people in an area must know, and until when it holds. Numbered, versioned, never without an end (R10).
import * as z from "zod/mini";
import { deskRoles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import {
  AlertId,
  Count,
  CrisisId,
  Instant,
  Latitude,
  LocalText,
  Longitude,
  OrganisationId,
  Version,
} from "./kit/fields.ts";

/** GeoJSON (RFC 7946): one outer ring, closed, 4 to 200 positions. */
export const Area = z.strictObject({
  type: z.literal("Polygon"),
  coordinates: z.tuple([
    z
      .array(z.tuple([Longitude, Latitude]))
      .check(z.minLength(4, "area-invalid"), z.maxLength(200, "too-many")),
  ]),
});
export type Area = z.infer<typeof Area>;

/** CAP 1.2 severities that a migrant can act on. */
export const severities = ["extreme", "severe", "moderate"] as const;
export const Severity = z.enum(severities, "not-one-of");

export const Alert = z.strictObject({
  id: AlertId,
  /** Per crisis, from 1; stands in the public address. */
  number: Count,
  severity: Severity,
  headline: LocalText(120),
  advice: LocalText(1000),
  area: Area,
  issuedAt: Instant,
  validUntil: Instant,
  cancelledAt: z.nullable(Instant),
  organisationId: OrganisationId,
  organisation: LocalText(120),
  version: Version,
});
export type Alert = z.infer<typeof Alert>;

const area = {
  type: "Polygon",
  coordinates: [
    [
      [13, 32],
      [14, 32],
      [14, 33],
      [13, 32],
    ],
  ],
};
const example = {
  id: "alr_coastRoad7",
  number: 7,
  severity: "severe",
  headline: { en: "Coast road closed" },
  advice: { en: "Do not travel west of Zawiya today." },
  area,
  issuedAt: "2011-03-01T06:00:00Z",
  validUntil: "2011-03-02T06:00:00Z",
  cancelledAt: null,
  organisationId: "org_agencyA1",
  organisation: { en: "IOM" },
  version: 1,
};

export const alertIssue = act({
  name: "alert.issue",
  says: "An officer issues an alert for a drawn area until a given moment. Public at once.",
  kind: "write",
  may: ["coordinator", "supervisor"],
  input: z.strictObject({
    id: AlertId,
    crisisId: CrisisId,
    severity: Severity,
    headline: LocalText(120),
    advice: LocalText(1000),
    area: Area,
    validUntil: Instant,
  }),
  reply: Alert,
  fails: ["crisis-closed", "already-exists", "alert-expired", "area-invalid"],
  example: {
    input: {
      id: "alr_coastRoad7",
      crisisId: "crs_libya2011",
      severity: "severe",
      headline: { en: "Coast road closed" },
      advice: { en: "Do not travel west of Zawiya today." },
      area,
      validUntil: "2011-03-02T06:00:00Z",
    },
    reply: example,
  },
});

export const alertCancel = act({
  name: "alert.cancel",
  says: "An officer of the organisation that issued it takes an alert back; its page says so.",
  kind: "write",
  may: ["coordinator", "supervisor"],
  guarded: true,
  input: z.strictObject({ alertId: AlertId }),
  reply: Alert,
  fails: ["crisis-closed"],
  example: {
    input: { alertId: "alr_coastRoad7" },
    reply: { ...example, cancelledAt: "2011-03-01T09:00:00Z", version: 2 },
  },
});

export const alertList = act({
  name: "alert.list",
  says: "Alerts of a crisis, newest first, for everybody.",
  kind: "read",
  may: ["nobody", "person", "relative", ...deskRoles],
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({ alerts: z.array(Alert) }),
  fails: [],
  example: { input: { crisisId: "crs_libya2011" }, reply: { alerts: [example] } },
});
