// Published counts by district as a sheet with HXL 1.1 tags: a row of names, a row of tags, a row per district. Pure.
// What is kept back is an empty cell and says so in its note: never a zero, never a word where a number is expected.
import type { Crisis } from "../../schema/crisis.ts";
import type { Area } from "../../schema/crisis-area.ts";
import { alpha3Of } from "../../schema/kit/country.ts";
import { inLanguage } from "../../schema/kit/fields.ts";
import { boundsOf, centreOf } from "../../schema/kit/quadkey.ts";
import { needKinds } from "../../schema/need.ts";
import { field } from "../manifest/rules.ts";
import { NOTE } from "./feature.ts";

type Cell = string | number | null;

/** Numbers as they are: a minus in front of a latitude is no formula. */
const cell = (value: Cell) => (typeof value === "number" ? String(value) : field(value));
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

interface Column {
  name: string;
  tag: string;
  of(area: Area, at: string, crisis: Crisis): Cell;
}

const columns: readonly Column[] = [
  { name: "Crisis", tag: "#crisis+name", of: (_, __, crisis) => inLanguage(crisis.name, "en").text },
  { name: "Country", tag: "#country+code+v_iso3", of: (_, __, crisis) => alpha3Of(crisis.hostCountry) },
  // As text: a spreadsheet would make a number of the digits, and lose the first zeros.
  { name: "District (quadkey)", tag: "#loc+code+v_quadkey", of: (area) => `q${area.cell}` },
  { name: "Latitude", tag: "#geo+lat", of: (area) => round(centreOf(area.cell).lat) },
  { name: "Longitude", tag: "#geo+lon", of: (area) => round(centreOf(area.cell).lng) },
  { name: "Box (W S E N)", tag: "#geo+bounds", of: (area) => boundsOf(area.cell).map(round).join(" ") },
  { name: "People", tag: "#affected+ind", of: (area) => area.people },
  ...needKinds.map(
    (kind): Column => ({
      name: `Need: ${kind}`,
      tag: `#inneed+ind+${kind.replace("-", "_")}`,
      of: (area) => area.needs[kind] ?? null,
    }),
  ),
  { name: "Published", tag: "#date+reported", of: (_, at) => at.slice(0, 10) },
  {
    name: "Note",
    tag: "#description+note",
    of: (area) => {
      const kept = needKinds.filter((kind) => area.needs[kind] == null);
      if (area.people === null) return NOTE;
      return kept.length === 0 ? "" : `${NOTE}: ${kept.join(" ")}`;
    },
  },
];

export function hxlSheet(crisis: Crisis, at: string | null, areas: readonly Area[]): string {
  const rows: Cell[][] = [
    columns.map((one) => one.name),
    columns.map((one) => one.tag),
    ...(at === null ? [] : areas.map((area) => columns.map((one) => one.of(area, at, crisis)))),
  ];
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
