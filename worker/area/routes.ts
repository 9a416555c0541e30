// Handlers of a crisis's areas: what was published for whoever asks. Nothing is counted here.
import { publicCut } from "../../schema/area.rules.ts";
import { type AreaHour, type areaAudiences, crisisAreas, crisisHistory } from "../../schema/crisis-area.ts";
import { caseReaders } from "../../schema/kit/access.ts";
import { getCrisis, takesPart } from "../crisis/store.ts";
import type { Actor } from "../kit/actor.ts";
import { bind } from "../kit/door.ts";
import { WHOLE } from "./publish.ts";
import { findHour, type HourRow, listHours } from "./store.ts";

type Audience = (typeof areaAudiences)[number];

/** Hours that are read at once, and areas after which a reply ends early: about a megabyte. */
const CHUNK = 24;
const MOST_PLACES = 20_000;
/** Later than any hour. */
const NO_END = "9999";

/** Organisations that receive cases of this crisis read as partners; a host authority and all others as the public. */
async function audienceOf(db: D1Database, actor: Actor, crisisId: string): Promise<Audience> {
  if (actor.kind !== "officer") return "public";
  if (actor.role === "oversight" || actor.role === "platform-admin") return "partner";
  const partner = actor.role === "viewer" || caseReaders.some((role) => role === actor.role);
  return partner && (await takesPart(db, crisisId, actor.organisationId)) ? "partner" : "public";
}

/** The newest publication of the whole crisis that an audience may read. */
export function newestHour(
  db: D1Database,
  crisis: { id: string; now: string },
  audience: Audience,
): Promise<HourRow | null> {
  return findHour(db, crisis.id, WHOLE, audience === "public" ? publicCut(new Date(crisis.now)) : NO_END);
}

export const areas = bind(crisisAreas, async (ctx, { crisisId }) => {
  const crisis = await getCrisis(ctx, crisisId);
  const audience = await audienceOf(ctx.db, ctx.actor, crisisId);
  const hour = await newestHour(ctx.db, crisis, audience);
  return { audience, at: hour?.at ?? null, areas: hour?.areas ?? [] };
});

export const history = bind(crisisHistory, async (ctx, { crisisId, of, after = "", limit = 48 }) => {
  const crisis = await getCrisis(ctx, crisisId);
  const { actor } = ctx;
  const audience = await audienceOf(ctx.db, actor, crisisId);
  const works = actor.kind === "officer" && caseReaders.some((role) => role === actor.role);
  const sees = actor.kind === "officer" && (works || actor.role === "viewer") && audience === "partner";
  const own = sees && (of ?? (works ? "own" : "crisis")) === "own";
  // Without an organisation of her own in it, whoever asks for its own gets nothing of the crisis instead.
  if (of === "own" && !sees) return { hours: [], next: null };
  const daily = audience === "public";
  const before = daily ? publicCut(new Date(crisis.now)) : NO_END;
  const scope = own ? actor.organisationId : WHOLE;
  const hours: AreaHour[] = [];
  let places = 0;
  for (let from = after; ; ) {
    const rows = await listHours(ctx.db, crisisId, scope, { after: from, before, daily }, CHUNK);
    for (const { at, areas } of rows) {
      if (hours.length >= limit || (places > MOST_PLACES && hours.length > 0))
        return { hours, next: hours.at(-1)?.at ?? null };
      hours.push({ at, areas: areas.map(({ cell, people }) => ({ cell, people })) });
      places += areas.length;
      from = at;
    }
    if (rows.length < CHUNK) return { hours, next: null };
  }
});
