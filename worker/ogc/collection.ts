// The collections: per open crisis one of each layer, named `{crisisId}-{layer}`. Each says how its features are read, in
// order of their ids, so that a page goes on after an id whatever was added meanwhile.
import type { Crisis } from "../../schema/crisis.ts";
import { forPublic as forPublicDangers } from "../../schema/danger.rules.ts";
import { tokenLayers } from "../../schema/token.ts";
import { forPublic, knowsAsPublic } from "../../schema/zone.rules.ts";
import { findAlert, pageAlerts } from "../alert/store.ts";
import { newestHour } from "../area/routes.ts";
import { listFigures } from "../crisis/store.ts";
import { listTold } from "../danger/store.ts";
import type { LiveToken } from "../token/store.ts";
import { findZone, pageZones } from "../zone/store.ts";
import {
  alertFeature,
  areaFeature,
  dangerFeature,
  type Feature,
  figureFeature,
  partnerZone,
  publicZone,
} from "./feature.ts";
import { type Asked, touches, within } from "./rules.ts";

export const publicLayers = ["zones", "alerts", "dangers", "areas", "figures"] as const;
export const layers = [...publicLayers, ...tokenLayers] as const;
export type Layer = (typeof layers)[number];

export const says: Record<Layer, { title: string; description: string; seconds: number }> = {
  zones: {
    title: "Public zones",
    description:
      "Safe zones, shelters, crossings and other places as the public pages show them: a point, or the outline of a place that was drawn; `exact` false is the middle of an area.",
    seconds: 60,
  },
  alerts: {
    title: "Alerts",
    description: "Areas of all alerts; `holds` says whether one still does.",
    seconds: 60,
  },
  dangers: {
    title: "Dangers",
    description:
      "Confirmed dangers of which the public is told, one for each kind and district. What is not here may be there all the same.",
    seconds: 60,
  },
  areas: {
    title: "People and needs by district",
    description:
      "Published counts, one day old at least, with disclosure control: nothing from few people, changed only when ten have moved. No value is no zero.",
    seconds: 300,
  },
  figures: {
    title: "Published figures",
    description:
      "Counts of the whole crisis as published once a day, one day old at least, without a place. No value is no zero.",
    seconds: 300,
  },
  "partner-zones": {
    title: "All zones",
    description: "Zones as desks see them, hidden ones too. With a token only.",
    seconds: 0,
  },
  "partner-areas": {
    title: "People and needs by district, hourly",
    description:
      "Published counts as organisations of the crisis read them, once an hour. With a token only.",
    seconds: 0,
  },
};

export interface Collection {
  id: string;
  crisis: Crisis;
  layer: Layer;
}

export function isRestricted(layer: Layer): layer is (typeof tokenLayers)[number] {
  return tokenLayers.some((one) => one === layer);
}

/** Whether a token opens a layer of a crisis. Zones as desks see them are for nobody who knows what the public knows. */
export function opens(token: LiveToken, crisisId: string, layer: Layer): boolean {
  if (token.crisisId !== crisisId || token.layer !== layer) return false;
  return layer !== "partner-zones" || !knowsAsPublic(token.organisationKind);
}

/** `crs_libya2011-partner-areas` → its parts; null where it is none. */
export function partsOf(collectionId: string): { crisisId: string; layer: Layer } | null {
  const [, crisisId = "", name = ""] = /^(crs_[0-9A-Za-z]{6,40})-([a-z-]{1,20})$/.exec(collectionId) ?? [];
  const layer = layers.find((one) => one === name);
  return layer === undefined ? null : { crisisId, layer };
}

/** The next features in order of id, at least one if there are any. */
type Pages = (after: string) => Promise<Feature[]>;
const CHUNK = 500;

/** All of a layer that is small and published whole. */
async function wholeOf(db: D1Database, { crisis, layer }: Collection): Promise<Feature[]> {
  if (layer === "figures") return (await listFigures(db, crisis.id)).map(figureFeature);
  if (layer === "dangers")
    return forPublicDangers(await listTold(db, crisis.id), new Date(crisis.now)).map(dangerFeature);
  const hour = await newestHour(db, crisis, layer === "areas" ? "public" : "partner");
  return hour === null ? [] : hour.areas.map((area) => areaFeature(area, hour.at));
}

/** Null for a layer that is small and published whole. */
function pagesOf(db: D1Database, of: Collection): Pages | null {
  const { crisis, layer } = of;
  const now = new Date(crisis.now);
  if (layer === "alerts")
    return async (after) =>
      (await pageAlerts(db, crisis.id, after, CHUNK)).map((one) => alertFeature(one, now));
  if (layer === "zones")
    return async (after) =>
      (await pageZones(db, crisis.id, after, CHUNK, true)).flatMap((zone) => {
        const seen = forPublic(zone, now);
        return seen === null ? [] : [publicZone(seen)];
      });
  if (layer === "partner-zones")
    return async (after) =>
      (await pageZones(db, crisis.id, after, CHUNK, false)).map((zone) => partnerZone(zone, now));
  return null;
}

/**
 * A page of features, the last id where more follow, and how many match in all where that is known without counting. @PRIVACY the box is compared with the place as it is published,
 * never with the one that is known: halving boxes would find a hidden shelter.
 */
export async function pageOf(
  db: D1Database,
  of: Collection,
  { bbox, datetime, limit, after }: Asked,
): Promise<{ features: Feature[]; next: string | null; matched: number | null }> {
  const asked = (one: Feature) =>
    (bbox === null || touches(one.geometry, bbox)) &&
    (datetime === null || within(one.since, one.until, datetime));
  const read = pagesOf(db, of);
  const features: Feature[] = [];
  let matched: number | null = null;
  if (read === null) {
    const all = (await wholeOf(db, of)).filter(asked).sort((a, b) => (a.id < b.id ? -1 : 1));
    matched = all.length;
    features.push(...all.filter((one) => one.id > after));
  } else
    for (let from = after; features.length <= limit; ) {
      const chunk = await read(from);
      const last = chunk.at(-1);
      if (last === undefined) break;
      from = last.id;
      features.push(...chunk.filter(asked));
    }
  const page = features.slice(0, limit);
  return { features: page, next: features.length > limit ? (page.at(-1)?.id ?? null) : null, matched };
}

/** One feature; null where the collection has none of this id. */
export async function findFeature(db: D1Database, of: Collection, id: string): Promise<Feature | null> {
  const now = new Date(of.crisis.now);
  if (of.layer === "alerts") {
    const alert = await findAlert(db, id);
    return alert === null || alert.crisisId !== of.crisis.id ? null : alertFeature(alert, now);
  }
  if (of.layer === "zones" || of.layer === "partner-zones") {
    const zone = await findZone(db, id);
    if (zone === null || zone.crisisId !== of.crisis.id) return null;
    if (of.layer === "partner-zones") return partnerZone(zone, now);
    const seen = forPublic(zone, now);
    return seen === null ? null : publicZone(seen);
  }
  return (await wholeOf(db, of)).find((one) => one.id === id) ?? null;
}
