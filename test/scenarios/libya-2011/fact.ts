// The figures of 2011 as they were published, row by row, each with the id of its source. Nothing here is invented
// and nothing is corrected: what contradicts stays side by side (`fact/contradiction.json`), what is unknown is null.
import arrivalRows from "./fact/arrival.json" with { type: "json" };
import contradictionRows from "./fact/contradiction.json" with { type: "json" };
import documentRows from "./fact/document.json" with { type: "json" };
import manifestRows from "./fact/manifest.json" with { type: "json" };
import misrataRows from "./fact/misrata.json" with { type: "json" };
import movementRows from "./fact/movement.json" with { type: "json" };
import nationalityRows from "./fact/nationality.json" with { type: "json" };
import occupancyRows from "./fact/occupancy.json" with { type: "json" };
import placeRows from "./fact/place.json" with { type: "json" };
import sourceRows from "./fact/source.json" with { type: "json" };

export interface Source {
  id: string;
  title: string;
  publisher: string;
  date: string | null;
  url: string;
  note: string | null;
}

export interface Place {
  id: string;
  nameEn: string;
  nameAr: string | null;
  kind: string;
  /** ISO 3166-1 alpha-3. */
  country: string | null;
  /** Degrees, WGS 84; null where no coordinate was found. */
  lat: number | null;
  lng: number | null;
  /** Of what the coordinate is: the camp itself, or only the town. */
  precision: string | null;
  coordSource: string | null;
  note: string | null;
}

/** How many were at a place. `asOf` is a day, or a month where the day is not known. */
export interface Occupancy {
  place: string;
  asOf: string;
  measure: string;
  persons: number | null;
  source: string;
  note: string | null;
}

export interface Arrival {
  asOf: string | null;
  place: string;
  host: string | null;
  group: string;
  persons: number;
  qualifier: string;
  kind: string;
  source: string;
  note: string | null;
}

export interface Nationality {
  iso3: string;
  measure: string;
  low: number;
  high: number | null;
  asOf: string;
  place: string | null;
  source: string;
  note: string | null;
}

/** Each figure of one quantity that its sources give differently; all are kept, none is preferred. */
export interface Contradiction {
  id: string;
  says: string;
  place: string | null;
  asOf: string | null;
  figures: { value: number; of: string; source: string }[];
}

export const sources: readonly Source[] = sourceRows;
export const places: readonly Place[] = placeRows;
export const occupancies: readonly Occupancy[] = occupancyRows;
export const arrivals: readonly Arrival[] = arrivalRows;
export const nationalities: readonly Nationality[] = nationalityRows;
export const contradictions: readonly Contradiction[] = contradictionRows;
export const manifests: readonly { movement: string; iso3: string; persons: number; source: string }[] =
  manifestRows;
export const misrata: readonly {
  asOf: string;
  missions: number;
  persons: number;
  source: string;
  note: string | null;
}[] = misrataRows;
export const documentFacts: readonly {
  date: string | null;
  topic: string;
  iso3: string[];
  fact: string;
  source: string | null;
}[] = documentRows;

/** One bus, flight or sailing. `seats` is null where nobody printed them. */
export interface Movement {
  id: string;
  date: string | null;
  mode: string;
  /** Who ran it, as the source says. */
  operator: string;
  vessel: string | null;
  /** How the number of people was said: exact, about, planned, … */
  qualifier: string;
  origin: string[];
  destination: string[];
  nationalities: string[];
  persons: number | null;
  seats: number | null;
  source: string;
  note: string | null;
}
export const movements: readonly Movement[] = movementRows;

const sourceById = new Map(sources.map((one) => [one.id, one]));
const placeById = new Map(places.map((one) => [one.id, one]));

/** Throws where a file names a source that is not there: a figure without one may not be shown. */
export function sourceOf(id: string): Source {
  const found = sourceById.get(id);
  if (found === undefined) throw new Error(`no source ${id}`);
  return found;
}

/** A place that has a coordinate. */
export function pointOf(id: string): Place & { lng: number; lat: number } {
  const found = placeById.get(id);
  if (found === undefined || found.lng === null || found.lat === null) throw new Error(`no point ${id}`);
  return { ...found, lng: found.lng, lat: found.lat };
}

/** How a screen names a source, in at most 200 characters: title, publisher, day, what the figure means, and its id. */
export function cite(id: string, meaning: string | null): string {
  const { title, publisher, date } = sourceOf(id);
  // Most titles begin with who published them.
  const head = title.startsWith(publisher) ? title : `${publisher}: ${title}`;
  const known = date === null ? head : `${head}, ${date}`;
  const tail = ` [${id}]`;
  const room = 200 - tail.length - known.length - 3;
  return `${known}${meaning === null || room < 12 ? "" : ` (${cut(meaning, room)})`}${tail}`;
}

function cut(text: string, most: number): string {
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join("")}…`;
}
