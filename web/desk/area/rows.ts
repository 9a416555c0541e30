// In which order the table of districts stands: pure, from the address alone. What is not told stands last either way.
import type { Area } from "../../../schema/crisis-area.ts";
import { needKinds } from "../../../schema/need.rules.ts";
import type { NeedKind } from "../../../schema/need.ts";

export type Column = "district" | "people" | NeedKind;

export interface View {
  sort: Column;
  down: boolean;
}

export const columnsOf = (needs: readonly NeedKind[]): Column[] => ["district", "people", ...needs];

/** Most people first where the address says nothing. */
export function viewOf(query: Readonly<Record<string, string>>): View {
  const asked = query.sort ?? "-people";
  const sort = columnsOf(needKinds).find((one) => one === asked.replace(/^-/, "")) ?? "people";
  return { sort, down: asked.startsWith("-") };
}

function figureOf(area: Area, column: Exclude<Column, "district">): number | null {
  return column === "people" ? area.people : (area.needs[column] ?? null);
}

export function districtRows(areas: readonly Area[], { sort, down }: View): Area[] {
  const turn = down ? -1 : 1;
  const byCell = (a: Area, b: Area) => (a.cell < b.cell ? -1 : a.cell > b.cell ? 1 : 0);
  if (sort === "district") return areas.toSorted((a, b) => turn * byCell(a, b));
  return areas.toSorted((a, b) => {
    const [x, y] = [figureOf(a, sort), figureOf(b, sort)];
    if (x === null || y === null) return x === y ? byCell(a, b) : x === null ? 1 : -1;
    return turn * (x - y) || byCell(a, b);
  });
}
