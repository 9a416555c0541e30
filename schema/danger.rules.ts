// Pure decisions on dangers: how long each holds, which decision may follow, what of it leaves for whom.
import type { Area } from "./alert.ts";
import type { Danger, DangerKind, DangerState } from "./danger.ts";
import type { DangerForPublic, nearness } from "./danger-own.ts";
import type { LngLat, LocalText } from "./kit/fields.ts";
import { cellAt, cellOf, DISTRICT, FINEST, tileOf } from "./kit/quadkey.ts";
import { drawnAt } from "./location.rules.ts";

const HOUR = 3_600_000;
/** Unconfirmed, since it was last seen: a front or a checkpoint of yesterday is no news, and nobody stands for it. */
export const UNCONFIRMED_FOR = 24 * HOUR;
/** Confirmed, since somebody stood for it last: long enough for a weekend's shift, short enough that no map keeps what is over. */
export const CONFIRMED_FOR = 72 * HOUR;
/** A decision can be taken back by those who made it while the same shift sits there. */
export const UNDO_FOR = HOUR;
/** What is over stands in the table for a day, so that a shift reads what the one before it decided. */
export const OVER_FOR = 24 * HOUR;
/** Moments of a person's report are kept to ten minutes: none lies beside hers in another table. */
export const COARSE = 600_000;
/** Under ten reports are "several" (ruling 10). */
export const SEVERAL = 10;
/** A drawn area wider than three districts is an alert, not a danger. */
export const MOST_DISTRICTS = 9;

const liveStates: readonly DangerState[] = ["reported", "confirmed"];

export function isLive(danger: Pick<Danger, "state" | "until">, now: Date): boolean {
  return liveStates.includes(danger.state) && Date.parse(danger.until) > now.getTime();
}

export function coarse(at: string): string {
  return new Date(Math.floor(Date.parse(at) / COARSE) * COARSE).toISOString();
}

/** Until when it holds: from the moment at which it was seen, or since somebody stood for it. */
export function holdsUntil(state: "reported" | "confirmed", from: string): string {
  return new Date(Date.parse(from) + (state === "reported" ? UNCONFIRMED_FOR : CONFIRMED_FOR)).toISOString();
}

export type Decision = "confirm" | "dismiss" | "end";
const follows: Record<Decision, readonly [readonly DangerState[], DangerState]> = {
  confirm: [["reported", "confirmed"], "confirmed"],
  dismiss: [["reported"], "dismissed"],
  end: [["confirmed"], "ended"],
};

/** The state after a decision; null where it cannot be made now. */
export function afterDecision(
  danger: Pick<Danger, "state" | "until">,
  decision: Decision,
  now: Date,
): DangerState | null {
  const [from, to] = follows[decision];
  return from.includes(danger.state) && isLive(danger, now) ? to : null;
}

/** 0: seen or confirmed just now; 1: about to lapse. */
export function ageShare(danger: Pick<Danger, "state" | "until">, now: Date): number {
  const whole = danger.state === "confirmed" ? CONFIRMED_FOR : UNCONFIRMED_FOR;
  return Math.min(1, Math.max(0, 1 - (Date.parse(danger.until) - now.getTime()) / whole));
}

/** Middle of a drawn area's box. */
export function middleOf(area: Area): LngLat {
  const [west, south, east, north] = boxOf(area);
  return { lng: (west + east) / 2, lat: (south + north) / 2 };
}

function boxOf(area: Area): [number, number, number, number] {
  const ring = area.coordinates[0];
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)];
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}

/** Districts that a square or a drawn area lies in; more than MOST_DISTRICTS: one more than that. */
export function districtsOf(cell: string, area: Area | null): string[] {
  if (area === null) return [cell.slice(0, DISTRICT)];
  const [west, south, east, north] = boxOf(area);
  const low = tileOf(cellAt({ lng: west, lat: north }, DISTRICT));
  const high = tileOf(cellAt({ lng: east, lat: south }, DISTRICT));
  const found: string[] = [];
  for (let y = low.y; y <= high.y; y++)
    for (let x = low.x; x <= high.x; x++) {
      found.push(cellOf(x, y, DISTRICT));
      if (found.length > MOST_DISTRICTS) return found;
    }
  return found;
}

/** What only officers of the crisis read is left out for partners: who told, how many below ten, that there are words. */
export function forPartner(danger: Danger): Danger | null {
  if (danger.confirmed === null || !["confirmed", "ended", "lapsed"].includes(danger.state)) return null;
  const { reports } = danger;
  return {
    ...danger,
    // Nobody counts backwards from a number that grows by one.
    reports: reports === null || reports < SEVERAL ? null : Math.floor(reports / SEVERAL) * SEVERAL,
    byPerson: false,
    by: [],
    words: false,
    firstAt: danger.confirmed.at,
    seenAt: danger.confirmed.at,
    undoUntil: null,
    // It goes up with every report.
    version: 1,
  };
}

export interface Told {
  kind: DangerKind;
  state: DangerState;
  cell: string | null;
  area: Area | null;
  confirmedAt: string | null;
  until: string;
  publicName: LocalText | null;
}

/**
 * Confirmed dangers of which the public is told: one for each kind and district, under the name of the one that was confirmed
 * last. @PRIVACY no square, no count, no id, and nobody who told.
 */
export function forPublic(dangers: readonly Told[], now: Date): DangerForPublic[] {
  const found = new Map<string, DangerForPublic>();
  for (const one of dangers) {
    const { kind, cell, area, confirmedAt, publicName } = one;
    if (one.state !== "confirmed" || !isLive(one, now)) continue;
    if (cell === null || confirmedAt === null || publicName === null) continue;
    for (const district of districtsOf(cell.slice(0, FINEST), area).slice(0, MOST_DISTRICTS)) {
      const id = `${kind}-${district}`;
      const before = found.get(id);
      const newer = before === undefined || before.confirmedAt < confirmedAt;
      const until = before === undefined || before.until < one.until ? one.until : before.until;
      const said = newer
        ? { name: publicName, confirmedAt }
        : { name: before.name, confirmedAt: before.confirmedAt };
      found.set(id, { id, kind, district, ...drawnAt(district), ...said, until });
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether a district is hers or touches hers; null: neither. */
export function nearOf(district: string, own: string | null): (typeof nearness)[number] | null {
  if (own === null || own.length < DISTRICT) return null;
  const [a, b] = [tileOf(district), tileOf(own.slice(0, DISTRICT))];
  const apart = Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));
  return apart === 0 ? "here" : apart === 1 ? "beside" : null;
}
