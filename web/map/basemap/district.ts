// Makes district.json5: the inner borders of countries (admin 1) and their names, world-wide, from Natural Earth as Debian
// packs it (qgis-common: world_map.gpkg, public domain). Run by hand where the source changes, never while building:
//   apt-get download qgis-common && dpkg-deb -x qgis-common_*.deb x
//   node web/map/basemap/district.ts x/usr/share/qgis/resources/data/world_map.gpkg   (needs ogr2ogr: gdal-bin)
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { area, type Point, type Ring, simplify } from "../../../schema/kit/geometry.ts";
import { packLine } from "../../../schema/kit/sheet.ts";

/** Parts of a degree: about a kilometre, as good as the source. */
const SCALE = 100;
const TOLERANCE = 0.05;
/** Square degrees: districts below have a border and no name. */
const NAMED = 0.04;

interface Province {
  properties: { adm0_a3: string; name: string | null };
  geometry: { type: "Polygon"; coordinates: Ring[] } | { type: "MultiPolygon"; coordinates: Ring[][] };
}

const key = ([x, y]: Point) => `${x.toFixed(4)},${y.toFixed(4)}`;

/** Edges that two districts of one country share, joined to lines that end where three meet. */
function innerLines(provinces: readonly Province[]): Ring[] {
  const edges = new Map<string, { a: Point; b: Point; countries: string[] }>();
  for (const { properties, geometry } of provinces) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    for (const ring of polygons.flat())
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [ring[i - 1] as Point, ring[i] as Point];
        const name = [key(a), key(b)].sort().join(" ");
        const edge = edges.get(name) ?? { a, b, countries: [] };
        edge.countries.push(properties.adm0_a3);
        edges.set(name, edge);
      }
  }
  const at = new Map<string, Set<string>>();
  const inner = new Map<string, { a: Point; b: Point }>();
  for (const [name, { a, b, countries }] of edges) {
    if (countries.length !== 2 || countries[0] !== countries[1]) continue;
    inner.set(name, { a, b });
    for (const end of [key(a), key(b)]) at.set(end, (at.get(end) ?? new Set()).add(name));
  }
  const lines: Ring[] = [];
  const follow = (from: Point, name: string): Ring => {
    const line: Ring = [from];
    for (let next: string | undefined = name; next !== undefined; ) {
      const edge = inner.get(next);
      if (edge === undefined) break;
      inner.delete(next);
      const to = key(edge.a) === key(line.at(-1) as Point) ? edge.b : edge.a;
      line.push(to);
      const here = at.get(key(to)) ?? new Set();
      next = here.size === 2 ? [...here].find((one) => inner.has(one)) : undefined;
    }
    return line;
  };
  for (const [end, names] of at) {
    if (names.size === 2) continue;
    for (const name of names) {
      const edge = inner.get(name);
      if (edge !== undefined) lines.push(follow(key(edge.a) === end ? edge.a : edge.b, name));
    }
  }
  // What is left are rings: a district inside of another.
  for (const [name, { a }] of [...inner]) if (inner.has(name)) lines.push(follow(a, name));
  return lines;
}

/** The middle of the widest horizontal cut through the largest part: always inside, as a centroid need not be. */
function labelOf({ geometry }: Province): { at: Point; size: number } {
  const rings =
    geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map((one) => one[0]);
  const ring = rings.reduce<Ring>((best, one) => (area(one ?? []) > area(best) ? (one ?? []) : best), []);
  const lats = ring.map(([, y]) => y);
  const y = (Math.min(...lats) + Math.max(...lats)) / 2 + 1e-7;
  const cuts: number[] = [];
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1] as Point, ring[i] as Point];
    if (ay > y !== by > y) cuts.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
  }
  cuts.sort((a, b) => a - b);
  let best: [number, number] = [cuts[0] ?? 0, cuts[1] ?? 0];
  for (let i = 0; i + 1 < cuts.length; i += 2) {
    const [from = 0, to = 0] = [cuts[i], cuts[i + 1]];
    if (to - from > best[1] - best[0]) best = [from, to];
  }
  return { at: [(best[0] + best[1]) / 2, y], size: area(ring) };
}

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error("Which? The path of world_map.gpkg.");
const args = ["-f", "GeoJSON", "/vsistdout/", source, "states_provinces", "-select", "name,adm0_a3"];
const text = execFileSync("ogr2ogr", args, { encoding: "utf8", maxBuffer: 200_000_000 });
const { features } = JSON.parse(text) as { features: Province[] };
const lines = innerLines(features)
  .map((line) => packLine(simplify(line, TOLERANCE), SCALE))
  .filter((line) => line.length > 2);
const names = features.flatMap((one) => {
  const { at, size } = labelOf(one);
  const { name } = one.properties;
  return name === null || size < NAMED
    ? []
    : [[name, Math.round(at[0] * SCALE), Math.round(at[1] * SCALE), Math.round(size * 10)]];
});
const out = fileURLToPath(new URL("district.json5", import.meta.url));
writeFileSync(
  out,
  `${JSON.stringify({ source: "Natural Earth 4.1 admin 1, public domain, by QGIS 3.22 (Debian qgis-common)", scale: SCALE, lines, names })}\n`,
);
console.log(`${String(lines.length)} lines, ${String(names.length)} names`);
