// Where a group stands when it registers: real places, active in the months in which the facts name them. How people
// divide between the places of one way, and how they lie around a place, is invented; coasts are respected.
import type { Random } from "../../kit/random.ts";
import type { Way } from "./arrival.ts";
import { pointOf } from "./fact.ts";
import { pick } from "./pick.ts";
import { zoneIdOf, zoneSince } from "./zone.ts";

export interface Site {
  place: string;
  way: Way;
  weight: number;
  /** Farthest distance from the place, degrees. */
  spread: number;
  /** The side on which land is, for places by the sea. */
  land: "around" | "south" | "east" | "west" | "southwest";
  /** True once the border is behind them: nobody registers there who is home. */
  beyond: boolean;
  from: string;
  until: string;
}

const always = ["2011-02-20", "2012"] as const;
const site = (
  place: string,
  way: Way,
  weight: number,
  spread: number,
  land: Site["land"],
  beyond = false,
  [from, until]: readonly [string, string] = always,
): Site => ({ place, way, weight, spread, land, beyond, from, until });

export const sites: readonly Site[] = [
  site("TRIPOLI", "TUN", 30, 0.12, "south"),
  site("RAS_AJDIR_LIBYAN_SIDE", "TUN", 25, 0.03, "southwest"),
  site("RAS_AJDIR", "TUN", 8, 0.02, "southwest", true),
  site("CHOUCHA", "TUN", 30, 0.012, "around", true, ["2011-02-24", "2012"]),
  site("SIRTE", "TUN", 4, 0.05, "south"),
  site("REMADA_CAMP", "TUN", 2, 0.02, "around", true, ["2011-04-27", "2012"]),
  site("BENGHAZI_PORT", "EGY", 28, 0.07, "east"),
  site("SALLOUM", "EGY", 30, 0.02, "west", true),
  site("SALLOUM_NO_MANS_LAND", "EGY", 15, 0.015, "west"),
  site("TOBRUK", "EGY", 8, 0.04, "south"),
  site("BREGA", "EGY", 7, 0.03, "south"),
  site("RAS_LANUF", "EGY", 7, 0.03, "southwest"),
  site("SEBHA", "NER", 45, 0.06, "around"),
  site("GATROUN", "NER", 25, 0.02, "around"),
  site("TUMMO", "NER", 10, 0.02, "around"),
  site("DIRKOU_CENTRE", "NER", 20, 0.01, "around", true, ["2011-02-26", "2012"]),
  site("GATROUN", "TCD", 40, 0.02, "around"),
  site("SEBHA", "TCD", 40, 0.06, "around"),
  site("KUFRA", "TCD", 20, 0.04, "around"),
  site("SEBHA", "DZA", 60, 0.06, "around"),
  site("TRIPOLI", "DZA", 40, 0.12, "south"),
  site("KUFRA", "SDN", 100, 0.04, "around"),
  site("MISRATA_PORT", "MISRATA", 100, 0.04, "southwest"),
];

/** A place of a way that is in use at a moment; a national of the country at its end is still on the near side. */
export function siteAt(dice: Random, way: Way, at: string, isHome: boolean): Site {
  const open = sites.filter(
    (one) => one.way === way && one.from <= at && at < one.until && !(isHome && one.beyond),
  );
  return pick(
    dice,
    open.map((one) => [one, one.weight] as const),
  );
}

/** A point near a place, on its land side, nearer points being likelier. */
export function pointNear(dice: Random, { place, spread, land }: Site): { lng: number; lat: number } {
  const { lng, lat } = pointOf(place);
  const away = () => (dice.next() + dice.next() + dice.next() - 1.5) * (spread / 1.5);
  const [dx, dy] = [away(), away()];
  const east = land === "east" ? Math.abs(dx) : land === "west" || land === "southwest" ? -Math.abs(dx) : dx;
  const north = land === "south" || land === "southwest" ? -Math.abs(dy) : dy;
  const round = (value: number) => Math.round(value * 1e5) / 1e5;
  // A degree of longitude is shorter than one of latitude: about 0.85 of it at 32° North.
  return { lng: round(lng + east / 0.85), lat: round(lat + north) };
}

/** The zone of a site, once somebody has declared it. */
export function zoneAt(place: string, at: number): string | null {
  const since = zoneSince.get(place);
  return since !== undefined && since < at ? zoneIdOf(place) : null;
}
