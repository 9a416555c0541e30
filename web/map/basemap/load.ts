// Brings the basemap's sheets to the map: the world at once, and squares of it when somebody comes near.
// Invariant: every request goes to this site; a sheet that fails is asked for again at the next move.

import { MIDDLE_STEP, nameFiles, STEP, sheetFiles } from "virtual:basemap";
import type { GeoJSONSource, Map as GlMap } from "maplibre-gl";
import type { Box, Ring } from "../../../schema/kit/geometry.ts";
import { coast, type PlaceRow, type Sheet, unpackLine } from "../../../schema/kit/sheet.ts";
import { DETAIL_ZOOM, MIDDLE_ZOOM } from "./style.ts";

type Namer = (code: string) => string | undefined;

/** Starts loading for this map; the answer stops it. */
export function loadBasemap(map: GlMap, lang: string): () => void {
  const stop = new AbortController();
  const asked = new Set<string>();
  let next = 1;
  let known: Promise<Namer> | undefined;
  const names = () => {
    known ??= countryNames(lang, stop.signal);
    return known;
  };
  const put = (source: string, features: GeoJSON.Feature[]) => {
    const add = features.map((feature) => ({ ...feature, id: next++ }));
    if (!stop.signal.aborted) void map.getSource<GeoJSONSource>(source)?.updateData({ add });
  };
  const load = async (key: string) => {
    const url = sheetFiles[key];
    if (!url || asked.has(key)) return;
    asked.add(key);
    try {
      const [sheet, namer] = await Promise.all([
        fetchJson<Sheet>(url, stop.signal),
        sourceOf(key) === "detail" ? undefined : names(),
      ]);
      put(sourceOf(key), ground(sheet, key !== "world"));
      put("name", [
        ...sheet.place.map((row) => place(row, sheet.scale, lang)),
        ...countries(sheet, namer),
        ...districts(sheet, lang),
      ]);
    } catch {
      asked.delete(key);
    }
  };
  let first = true;
  const near = () => {
    void load("world");
    const zoom = map.getZoom();
    const [[west, south], [east, north]] = map.getBounds().toArray();
    const box: Box = [west, south, east, north];
    if (zoom >= MIDDLE_ZOOM - 0.3) for (const key of squares(box, MIDDLE_STEP, "middle_")) void load(key);
    // The first picture is the larger squares': detail comes once that stands, and does not hold up what lies on it.
    if (first || zoom < DETAIL_ZOOM - 0.3) return;
    for (const key of squares(box, STEP)) void load(key);
  };
  near();
  map.once("idle", () => {
    first = false;
    near();
  });
  map.on("moveend", near);
  return () => {
    map.off("moveend", near);
    stop.abort();
  };
}

async function fetchJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()) as T;
}

/** The browser's own country names, or ours where it does not know the language. */
async function countryNames(lang: string, signal: AbortSignal): Promise<Namer> {
  const file = nameFiles[lang] ?? nameFiles[lang.split("-")[0] ?? ""];
  if (file && Intl.DisplayNames.supportedLocalesOf(lang).length === 0) {
    const known = await fetchJson<Record<string, string>>(file, signal).catch(
      () => ({}) as Record<string, string>,
    );
    return (code) => known[code];
  }
  const known = new Intl.DisplayNames([lang, "en"], { type: "region", fallback: "none" });
  return (code) => known.of(code);
}

/** Squares start at 180 degrees west and 60 south. */
function squares([west, south, east, north]: Box, step: number, before = ""): string[] {
  const keys = new Set<string>();
  for (let x = -180 + step * Math.floor((west + 180) / step); x < east; x += step) {
    for (let y = -60 + step * Math.floor((south + 60) / step); y < north; y += step) {
      keys.add(`${before}${((((x + 180) % 360) + 360) % 360) - 180}_${y}`);
    }
  }
  return [...keys].filter((key) => key in sheetFiles);
}

const sourceOf = (key: string) =>
  key === "world" ? "base" : key.startsWith("middle_") ? "middle" : "detail";

function ground(sheet: Sheet, withSea: boolean): GeoJSON.Feature[] {
  const line = (packed: readonly number[]) => unpackLine(packed, sheet.scale);
  const polygons = (set: number[][][]) => set.map((rings) => rings.map(line));
  const land = polygons(sheet.land);
  const lines = (kind: string, coordinates: Ring[]) => shape(kind, { type: "MultiLineString", coordinates });
  const [w, s, e, n] = sheet.box;
  const square: Ring = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  return [
    ...(withSea ? [shape("sea", { type: "Polygon", coordinates: [square] })] : []),
    shape("land", { type: "MultiPolygon", coordinates: land }),
    lines(
      "coast",
      land.flat().flatMap((ring) => coast(ring, sheet.box)),
    ),
    shape("lake", { type: "MultiPolygon", coordinates: polygons(sheet.lake) }),
    lines("river", sheet.river.map(line)),
    lines("district", sheet.district.map(line)),
    lines("border", sheet.border.map(line)),
    lines("unsettled", sheet.unsettled.map(line)),
  ];
}

function shape(kind: string, geometry: GeoJSON.Geometry): GeoJSON.Feature {
  return { type: "Feature", properties: { kind }, geometry };
}

/** People in thousands to the zoom from which a place is written. */
const FROM: [least: number, zoom: number][] = [
  [5000, 3],
  [1500, 4],
  [700, 5],
  [200, 6],
  [80, 7],
  [30, 8],
  [0, 9],
];

function place(
  [latin, x, y, people, capital, local]: PlaceRow,
  scale: number,
  lang: string,
): GeoJSON.Feature {
  const from = Math.min(FROM.find(([least]) => people >= least)?.[1] ?? 9, capital ? 4 : 9);
  const order = (capital ? -100_000 : 0) - people;
  const properties = { kind: "place", ...named(latin, local, lang), from, order, capital: capital === 1 };
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: [x / scale, y / scale] } };
}

/** The reader's name first, and small below it the other one; only Latin where no other is known: none is invented. */
function named(latin: string, local: string | undefined, lang: string): { name: string; home: string } {
  if (local === undefined) return { name: latin, home: "" };
  return lang === "ar" ? { name: local, home: `\n${latin}` } : { name: latin, home: `\n${local}` };
}

function districts(sheet: Sheet, lang: string): GeoJSON.Feature[] {
  return sheet.districtName.map(([latin, x, y, from, local]) => ({
    type: "Feature",
    properties: { kind: "district", ...named(latin, local, lang), from, order: from },
    geometry: { type: "Point", coordinates: [x / sheet.scale, y / sheet.scale] },
  }));
}

function countries(sheet: Sheet, namer: Namer | undefined): GeoJSON.Feature[] {
  return sheet.country.map(([code, home, x, y, from]) => {
    const name = namer?.(code) ?? home;
    return {
      type: "Feature",
      properties: {
        kind: "country",
        name,
        home: fold(home) === fold(name) ? "" : `\n${home}`,
        from,
        order: from,
      },
      geometry: { type: "Point", coordinates: [x / sheet.scale, y / sheet.scale] },
    };
  });
}

/** Persian and Arabic write the same name with two code points for yeh and kaf. */
function fold(name: string): string {
  return name.normalize("NFKC").replaceAll("\u064a", "\u06cc").replaceAll("\u0643", "\u06a9");
}
