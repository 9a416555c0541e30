// zone: a place that helps, and how fresh what is known of it is. Unknown stays unknown; figures that disagree
// stand side by side with source and date.
import * as z from "zod/mini";
import { Area } from "./alert.ts";
import { deskRoles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import {
  Count,
  CrisisId,
  Instant,
  Latitude,
  LocalText,
  Longitude,
  OrganisationId,
  RegistrationId,
  text,
  Version,
  ZoneId,
} from "./kit/fields.ts";

export const zoneKinds = [
  "safe-zone",
  "shelter",
  "assembly-point",
  "crossing",
  "hospital",
  "embassy",
] as const;
export const ZoneKind = z.enum(zoneKinds, "not-one-of");
export type ZoneKind = z.infer<typeof ZoneKind>;
export const zoneStates = ["open", "full", "closed", "unknown"] as const;
export const ZoneState = z.enum(zoneStates, "not-one-of");
export type ZoneState = z.infer<typeof ZoneState>;
/** Who may know where it is (R33): desks only, the area, or the exact point. Area where silent. */
export const publications = ["hidden", "area", "exact"] as const;
export const Publication = z.enum(publications, "not-one-of");
export const admissions = ["yes", "no", "unknown"] as const;
export const Admission = z.enum(admissions, "not-one-of");

export const Zone = z.strictObject({
  id: ZoneId,
  kind: ZoneKind,
  name: LocalText(120),
  lng: Longitude,
  lat: Latitude,
  /** Its outline, where an officer drew one; the point above is where its sign stands. As secret as that point. */
  area: z.nullable(Area),
  publication: Publication,
  admitsMigrants: Admission,
  state: ZoneState,
  capacity: z.nullable(Count),
  occupancy: z.nullable(Count),
  occupancyAt: z.nullable(Instant),
  /** Last time that somebody confirmed it, and which organisation. Null: nobody has. */
  confirmedAt: z.nullable(Instant),
  confirmedBy: z.nullable(z.string()),
  /** Null for a reader who knows of zones what the public knows (zone.rules.ts, `knowsAsPublic`). */
  organisationId: z.nullable(OrganisationId),
  closedAt: z.nullable(Instant),
  version: Version,
});
export type Zone = z.infer<typeof Zone>;

export const measures = ["occupancy", "capacity"] as const;
export const ZoneFigure = z.strictObject({
  measure: z.enum(measures),
  value: Count,
  at: Instant,
  source: text(200),
});
export type ZoneFigure = z.infer<typeof ZoneFigure>;

export const ZoneNear = z.strictObject({ ...Zone.shape, metres: z.number(), free: z.nullable(Count) });
export type ZoneNear = z.infer<typeof ZoneNear>;

const example = {
  id: "zon_choucha",
  kind: "shelter",
  name: { en: "Choucha", ar: "الشوشة" },
  lng: 11.5,
  lat: 33.16,
  area: null,
  publication: "exact",
  admitsMigrants: "yes",
  state: "open",
  capacity: null,
  occupancy: 15000,
  occupancyAt: "2011-03-01T00:00:00Z",
  confirmedAt: "2011-03-01T00:00:00Z",
  confirmedBy: "UNHCR",
  organisationId: "org_agencyA1",
  closedAt: null,
  version: 3,
};

export const zoneList = act({
  name: "zone.list",
  says: "Zones of a crisis, for desks. A host authority reads what is published, as the public does, and nothing more.",
  kind: "read",
  may: deskRoles,
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({ zones: z.array(Zone) }),
  fails: [],
  example: { input: { crisisId: "crs_libya2011" }, reply: { zones: [example] } },
});

export const zoneFigures = act({
  name: "zone.figures",
  says: "Every figure that was given for a zone, newest first, with its source: conflicts are kept, not merged. Not for a host authority.",
  kind: "read",
  may: deskRoles,
  input: z.strictObject({ zoneId: ZoneId }),
  reply: z.strictObject({ figures: z.array(ZoneFigure) }),
  fails: [],
  example: {
    input: { zoneId: "zon_choucha" },
    reply: { figures: [{ measure: "occupancy", value: 15000, at: "2011-03-01T00:00:00Z", source: "UNHCR" }] },
  },
});

export const zoneNear = act({
  name: "zone.near",
  says: "Open zones nearest to a case that the officer may see, with the places that are free where that is known.",
  kind: "read",
  audited: true,
  may: ["intake", "coordinator", "supervisor"],
  input: z.strictObject({ registrationId: RegistrationId }),
  reply: z.strictObject({ zones: z.array(ZoneNear) }),
  fails: [],
  example: {
    input: { registrationId: "reg_8f2Kd03mQ1" },
    reply: { zones: [{ ...example, metres: 1200, free: null }] },
  },
});

export const zoneDeclare = act({
  name: "zone.declare",
  says: "An officer declares a zone: a point, and where it is an area its drawn outline, which is published only with the exact place.",
  kind: "write",
  may: ["coordinator", "supervisor"],
  input: z.strictObject({
    id: ZoneId,
    crisisId: CrisisId,
    kind: ZoneKind,
    name: LocalText(120),
    lng: Longitude,
    lat: Latitude,
    area: z.optional(Area),
    publication: z.optional(Publication),
    admitsMigrants: z.optional(Admission),
    capacity: z.optional(Count),
    source: z.optional(text(200)),
  }),
  reply: Zone,
  fails: ["crisis-closed", "already-exists", "area-invalid"],
  example: {
    input: {
      id: "zon_choucha",
      crisisId: "crs_libya2011",
      kind: "shelter",
      name: { en: "Choucha" },
      lng: 11.5,
      lat: 33.16,
    },
    reply: example,
  },
});

export const zoneConfirm = act({
  name: "zone.confirm",
  says: "An officer confirms a zone as she knows it now: state, places, people. Adds figures; erases none.",
  kind: "write",
  may: ["intake", "coordinator", "supervisor"],
  guarded: true,
  input: z.strictObject({
    zoneId: ZoneId,
    state: z.optional(ZoneState),
    admitsMigrants: z.optional(Admission),
    capacity: z.optional(Count),
    occupancy: z.optional(Count),
    overCapacity: z.optional(z.boolean()),
    source: z.optional(text(200)),
  }),
  reply: Zone,
  fails: ["crisis-closed", "zone-over-capacity-unconfirmed"],
  example: { input: { zoneId: "zon_choucha", state: "open", occupancy: 15000 }, reply: example },
});

export const zoneClose = act({
  name: "zone.close",
  says: "An officer of the organisation that declared it closes a zone.",
  kind: "write",
  may: ["coordinator", "supervisor"],
  guarded: true,
  input: z.strictObject({ zoneId: ZoneId }),
  reply: Zone,
  fails: ["crisis-closed"],
  example: {
    input: { zoneId: "zon_choucha" },
    reply: { ...example, state: "closed", closedAt: "2011-03-02T00:00:00Z" },
  },
});

/** What the public may know: rounded to the area where only the area is published. */
export const ZoneForPublic = z.strictObject({
  id: ZoneId,
  name: LocalText(120),
  kind: ZoneKind,
  state: ZoneState,
  admitsMigrants: Admission,
  confirmedAt: z.nullable(Instant),
  stale: z.boolean(),
  lng: Longitude,
  lat: Latitude,
  exact: z.boolean(),
  /** Its outline; null unless its exact place is published. */
  area: z.nullable(Area),
});
export type ZoneForPublic = z.infer<typeof ZoneForPublic>;

export const zonePlaces = act({
  name: "zone.places",
  says: "Published zones of a crisis, for everybody. A zone not confirmed for a day says so.",
  kind: "read",
  may: ["nobody", "person", "relative", ...deskRoles],
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({ zones: z.array(ZoneForPublic) }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      zones: [
        {
          id: "zon_choucha",
          name: { en: "Choucha" },
          kind: "shelter",
          state: "open",
          admitsMigrants: "yes",
          confirmedAt: "2011-03-01T00:00:00Z",
          stale: false,
          lng: 11.5,
          lat: 33.16,
          exact: true,
          area: null,
        },
      ],
    },
  },
});
