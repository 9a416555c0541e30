// A crisis that is being opened: what was typed, what is wrong with it, and what is sent in the end.
import type { crisisKinds, crisisOpen } from "../../../schema/crisis.ts";
import type { SentOf } from "../../../schema/kit/act.ts";
import { Latitude, Longitude } from "../../../schema/kit/fields.ts";
import { degreesOf, type Typed } from "../../kit/typed.ts";
import { freshId } from "../organisation/sending.ts";

type Kind = (typeof crisisKinds)[number];

/** In the order of the contract's box. */
export const sides = ["west", "south", "east", "north"] as const;

export const blank = () => ({
  id: freshId("crs"),
  en: "",
  ar: "",
  kind: "" as Kind | "",
  host: "",
  west: "",
  south: "",
  east: "",
  north: "",
  desk: "",
  hotline: "",
  exercise: false,
  start: "",
});
export type Opening = ReturnType<typeof blank>;

const degrees = (given: Opening): Typed[] =>
  sides.map((side, i) => degreesOf(given[side], i % 2 === 0 ? Longitude : Latitude));

/** A box whose sides do not stand as their names say; said at the side that would have to move. */
function sidesCrossed(given: Opening): { path: string; reason: string }[] {
  const [west, south, east, north] = degrees(given).map(({ value }) => value);
  const crossed = (low: number | undefined, high: number | undefined) =>
    low !== undefined && high !== undefined && low >= high;
  return [
    ...(crossed(west, east) ? [{ path: "area.2", reason: "not-east-of-west" }] : []),
    ...(crossed(south, north) ? [{ path: "area.3", reason: "not-north-of-south" }] : []),
  ];
}

/** What the contract would refuse as missing or unreadable, by its own paths. */
export function wrongIn(given: Opening): { path: string; reason: string }[] {
  const missing = (path: string, value: string) => (value.trim() === "" ? [{ path, reason: "empty" }] : []);
  return [
    ...missing("name.en", given.en),
    ...missing("kind", given.kind),
    ...missing("hostCountry", given.host),
    ...degrees(given).flatMap(({ value, reason }, i) =>
      value === undefined ? [{ path: `area.${String(i)}`, reason: reason ?? "empty" }] : [],
    ),
    ...sidesCrossed(given),
    ...(given.exercise ? missing("exerciseStart", given.start) : []),
  ];
}

/** What is sent where nothing was wrong; fields that may stay empty are left out. */
export function inputOf(given: Opening, kind: Kind): SentOf<typeof crisisOpen> {
  const [west = 0, south = 0, east = 0, north = 0] = degrees(given).map(({ value }) => value);
  const { ar, desk, hotline } = given;
  return {
    id: given.id,
    name: { en: given.en, ...(ar.trim() === "" ? {} : { ar }) },
    kind,
    hostCountry: given.host,
    area: [west, south, east, north],
    ...(desk === "" ? {} : { receivingDeskId: desk }),
    ...(hotline.trim() === "" ? {} : { hotline }),
    ...(given.exercise ? { exerciseStart: `${given.start.slice(0, 16)}:00Z` } : {}),
  };
}
