// The ground below a map that is drawn as a page: which sheets lie under a box, and what of them is left when it is cut out and
// simplified. Pure. Invariant: contested borders stay apart from the others, as on the desk's map.
import { type Box, clipLine, clipRing, type Ring, simplify } from "./geometry.ts";
import { type Sheet, unpackLine } from "./sheet.ts";

/** By which name the worker finds the sheets: the one file of the build whose name does not change. */
export const INDEX = "/basemap.json";
export interface GroundIndex {
  /** Name of a sheet to its address. */
  sheets: Readonly<Record<string, string>>;
  step: number;
  middleStep: number;
}

export interface Town {
  name: string;
  /** What people there call it, where that is known. */
  home: string | null;
  lng: number;
  lat: number;
  /** In thousands. */
  people: number;
}
export interface Ground {
  land: readonly Ring[];
  lake: readonly Ring[];
  border: readonly Ring[];
  unsettled: readonly Ring[];
  district: readonly Ring[];
  /** In the box, the largest first. */
  towns: readonly Town[];
}

/** More squares of one kind than this are not read for a page: the coarser ones are. */
const MOST = 6;

function squaresUnder([west, south, east, north]: Box, step: number, before: string): string[] {
  const keys: string[] = [];
  for (let x = -180 + step * Math.floor((west + 180) / step); x < east; x += step)
    for (let y = -60 + step * Math.floor((south + 60) / step); y < north; y += step)
      keys.push(`${before}${String(x)}_${String(y)}`);
  return keys;
}

/** Names of the finest sheets that may be read for a box; a square of open sea has none. */
export function sheetsUnder(index: GroundIndex, box: Box): string[] {
  const finest = [squaresUnder(box, index.step, ""), squaresUnder(box, index.middleStep, "middle_")];
  const keys = finest.find((some) => some.length <= MOST) ?? ["world"];
  return keys.filter((key) => Object.hasOwn(index.sheets, key));
}

/** What lies in a box, with what is smaller than `least` degrees left out. */
export function groundIn(sheets: readonly Sheet[], box: Box, least: number): Ground {
  const lines = (of: (sheet: Sheet) => readonly number[][]) =>
    sheets.flatMap((sheet) =>
      of(sheet)
        .flatMap((packed) => clipLine(unpackLine(packed, sheet.scale), box))
        .map((line) => simplify(line, least)),
    );
  const rings = (of: (sheet: Sheet) => readonly number[][][]) =>
    sheets.flatMap((sheet) =>
      of(sheet)
        .flat()
        .map((packed) => clipRing(unpackLine(packed, sheet.scale), box))
        .filter((ring) => ring !== null)
        .filter((ring) => extent(ring) > least * 2)
        .map((ring) => simplify(ring, least)),
    );
  const [west, south, east, north] = box;
  const towns = sheets.flatMap((sheet) =>
    sheet.place.map(([name, x, y, people, , home = null]) => {
      return { name, home, lng: x / sheet.scale, lat: y / sheet.scale, people };
    }),
  );
  return {
    land: rings((sheet) => sheet.land),
    lake: rings((sheet) => sheet.lake),
    border: lines((sheet) => sheet.border),
    unsettled: lines((sheet) => sheet.unsettled),
    district: lines((sheet) => sheet.district),
    towns: towns
      .filter(({ lng, lat }) => lng >= west && lng <= east && lat >= south && lat <= north)
      .sort((a, b) => b.people - a.people),
  };
}

function extent(ring: Ring): number {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}
