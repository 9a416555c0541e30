// Which nationalities came which way. Every weight is a published number of people, with its source; what no source
// splits is left out, so the mix is as incomplete as the sources are.
import type { Way } from "./arrival.ts";
import { arrivals, manifests } from "./fact.ts";

export interface Weight {
  iso3: string;
  persons: number;
  /** Where the number stands: in a row of that source, or in a row's note. */
  source: string;
}
const weight = (iso3: string, persons: number, source: string): Weight => ({ iso3, persons, source });

/** People of third countries by way. */
export const thirdCountry: Readonly<Record<Way, readonly Weight[]>> = {
  TUN: [
    weight("BGD", 15000, "MICIC"),
    weight("EGY", 15000, "IOM0226"),
    weight("CHN", 10675, "XIN0305"),
    weight("SDN", 1301, "HCR06"),
    weight("NPL", 1500, "IOMHK"),
    weight("VNM", 1200, "VNP"),
    weight("MLI", 965, "HCR06"),
    weight("SOM", 702, "HCR06"),
    weight("LKA", 350, "IOMHK"),
    weight("GHA", 295, "IOM0310"),
    weight("ERI", 101, "HCR06"),
  ],
  EGY: [
    weight("BGD", 8000, "MICIC"),
    weight("IND", 2858, "IND0310"),
    weight("CHN", 2800, "AP0226"),
    weight("NPL", 1500, "IOMHK"),
    weight("PHL", 1290, "DFA0302"),
    weight("TUR", 460, "SEAN"),
    weight("GHA", 216, "IOM0301"),
    weight("VNM", 65, "VNP"),
  ],
  NER: [weight("GHA", 650, "IOM0418"), weight("NGA", 92, "IOM0421")],
  TCD: [],
  DZA: [weight("VNM", 292, "VNP"), weight("MRT", 204, "IOM0318")],
  SDN: [],
  // The manifests of the ships, added up below.
  MISRATA: [],
};

/** From Misrata: everybody on a manifest but Libyans, who are at home and register with nobody here. */
function fromMisrata(): Weight[] {
  const ships = new Set(["M055", "M056", "M057", "M058", "M059", "M060", "M061", "M062"]);
  const rows = manifests.filter((row) => ships.has(row.movement) && row.iso3 !== "LBY");
  return [...new Set(rows.map((row) => row.iso3))].map((iso3) => {
    const own = rows.filter((row) => row.iso3 === iso3);
    return weight(
      iso3,
      own.reduce((sum, row) => sum + row.persons, 0),
      own[0]?.source ?? "",
    );
  });
}

/** Nationals of the country at the end of a way, as a share of those who came; by the latest report that splits them. */
export function nationalShare(way: Way): number {
  if (way === "MISRATA") return 0;
  if (thirdCountry[way].length === 0) return 1;
  const of = (group: string) =>
    arrivals.findLast((row) => row.place === way && row.group === group && row.qualifier === "exact");
  const split = arrivals
    .filter((row) => row.place === way && row.group === "nationals")
    .map((row) => ({
      own: row.persons,
      third: arrivals.find(
        (other) => other.place === way && other.group === "tcn" && other.asOf === row.asOf,
      ),
    }))
    .findLast((pair) => pair.third !== undefined);
  const [own, third] = [split?.own ?? of("nationals")?.persons ?? 0, split?.third?.persons ?? 0];
  return own + third === 0 ? 1 : own / (own + third);
}

/** All nationalities of a way with their shares, which add up to one. */
export function mixOf(way: Way): readonly (readonly [string, number])[] {
  const own = nationalShare(way);
  const third = way === "MISRATA" ? fromMisrata() : thirdCountry[way];
  const sum = third.reduce((total, one) => total + one.persons, 0);
  const shares = third.map((one) => [one.iso3, ((1 - own) * one.persons) / sum] as const);
  return own === 0 ? shares : [[way, own] as const, ...shares];
}
