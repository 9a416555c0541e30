// location: where a group said it is; one present place, never a track. How exactly it may be read depends on
// consent and on age (ruling 6, location.rules.ts). Positions are sealed; only the cell is readable at rest.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { Instant, Latitude, Longitude, text, ZoneId } from "./kit/fields.ts";
import { numeric } from "./kit/typed.ts";

export const placeKinds = ["device", "place", "landmark"] as const;
export const PlaceKind = z.enum(placeKinds);
export type PlaceKind = z.infer<typeof PlaceKind>;

/** What a person may say of a place: all of it optional. Coordinates are rounded to 0.001° (about 110 m) on the device. */
export const PlaceGiven = z.strictObject({
  lng: z.optional(numeric(Longitude)),
  lat: z.optional(numeric(Latitude)),
  /** Metres, 68 % radius as the device reports it. */
  accuracy: z.optional(numeric(z.number().check(z.gte(0, "too-small"), z.lte(100_000, "too-large")))),
  /** Minutes since the device knew it: a form may wait long for a network. A difference, so a wrong clock does no harm. */
  age: z.optional(numeric(z.number().check(z.gte(0, "too-small"), z.lte(43_200, "too-large")))),
  zoneId: z.optional(ZoneId),
  landmark: z.optional(text(300)),
  /** Whole, or short beside a known place. */
  plusCode: z.optional(text(80)),
});
export type PlaceGiven = z.infer<typeof PlaceGiven>;

export const precisions = ["exact", "cell", "district"] as const;
export const Precision = z.enum(precisions);
export type Precision = z.infer<typeof Precision>;

/** A place as a viewer may know it. `lng`, `lat` are the middle of the cell unless exact. */
export const PlaceSeen = z.strictObject({
  precision: Precision,
  lng: Longitude,
  lat: Latitude,
  at: Instant,
});
export type PlaceSeen = z.infer<typeof PlaceSeen>;

export const locationSet = act({
  name: "location.set",
  says: "The person says where her group is now. A new place starts the ageing anew.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({ place: PlaceGiven }),
  reply: z.strictObject({ at: z.nullable(Instant) }),
  fails: ["place-unknown", "crisis-closed"],
  example: {
    input: { place: { lng: 13.18, lat: 32.89, accuracy: 60 } },
    reply: { at: "2011-03-01T06:00:00Z" },
  },
});

export const locationDelete = act({
  name: "location.delete",
  says: "The person deletes her place: it leaves every screen and the database at once.",
  kind: "write",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({ deleted: z.literal(true) }),
  fails: [],
  example: { input: {}, reply: { deleted: true } },
});
