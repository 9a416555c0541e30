// Where a country's name stands and what it is called at home. Build time only (needs Node's full locale data).
// The name in the reader's language is not here: the browser's Intl has it, `names` fills in what it lacks.
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { area, inside, type Point, type Ring } from "../../../schema/kit/geometry.ts";
import type { CountryRow } from "../../../schema/kit/sheet.ts";
import type { Atlas } from "./derive.ts";

type Labels = Topology<{ countries: GeometryCollection<{ ct?: Point }> }>;

/** Languages of the project whose country names browsers commonly lack. */
export const RARE_LANGUAGES = ["ps", "ne", "ti", "so", "my", "ckb", "ku"];

export function labelCountries(atlas: Atlas, labels: Labels, scale: number): CountryRow[] {
  const points = feature(labels, labels.objects.countries).features.flatMap((f) =>
    f.properties.ct ? [{ at: f.properties.ct, size: Math.max(0, ...rings(f.geometry).map(area)) }] : [],
  );
  const rows: CountryRow[] = [];
  for (const country of feature(atlas, atlas.objects.countries).features) {
    const code = iso(country.id);
    const all = rings(country.geometry);
    const size = Math.max(0, ...all.map(area));
    const largest = all.find((ring) => area(ring) === size);
    if (!code || !largest) continue;
    const known = points
      .filter((p) => all.some((ring) => inside(p.at, ring)))
      .toSorted((a, b) => b.size - a.size);
    const [x, y] = known[0]?.at ?? middle(largest);
    rows.push([code, homeName(code), Math.round(x * scale), Math.round(y * scale), firstZoom(size)]);
  }
  return rows.toSorted((a, b) => a[4] - b[4]);
}

/** Country names of one language, for browsers without them; null where Node has none either. */
export function names(language: string): Record<string, string> | null {
  if (Intl.DisplayNames.supportedLocalesOf(language).length === 0) return null;
  const known = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  const codes = Array.from({ length: 676 }, (_, i) =>
    String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26)),
  );
  const rows = codes.map((code) => [code, known.of(code)] as const);
  return Object.fromEntries(rows.filter((row): row is readonly [string, string] => row[1] !== undefined));
}

/** ISO number to ISO letters, by the aliases every Intl knows (und-434 is und-LY). */
function iso(id: string | number | undefined): string | null {
  const region = id === undefined ? undefined : new Intl.Locale(`und-${String(id).padStart(3, "0")}`).region;
  return region && /^[A-Z]{2}$/.test(region) ? region : null;
}

function homeName(code: string): string {
  const language = new Intl.Locale(`und-${code}`).maximize();
  return new Intl.DisplayNames(language.toString(), { type: "region", fallback: "none" }).of(code) ?? "";
}

function firstZoom(size: number): number {
  const steps: [number, number][] = [
    [90, 1],
    [25, 2],
    [6, 3],
    [1, 4],
    [0.1, 5],
  ];
  return steps.find(([least]) => size >= least)?.[1] ?? 6;
}

function rings(geometry: GeoJSON.Geometry): Ring[] {
  const polygons =
    geometry.type === "Polygon"
      ? [geometry.coordinates]
      : geometry.type === "MultiPolygon"
        ? geometry.coordinates
        : [];
  return polygons.flatMap((polygon) => polygon.slice(0, 1)) as Ring[];
}

function middle(ring: Ring): Point {
  const [xs, ys] = [ring.map((p) => p[0]), ring.map((p) => p[1])];
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
