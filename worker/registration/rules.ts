// What only the server decides of a query: cursors, boxes, the grid level of a zoom. Pure.
import { Problem } from "../../schema/kit/problem.ts";
import type { After } from "./sight.ts";

export function cursorOf(row: { urgency: number; openedAt: string; id: string }): string {
  return `${String(row.urgency)}~${row.openedAt}~${row.id}`;
}

/** Raises `malformed` for a cursor that this door did not make. */
export function readCursor(text: string): After {
  const parts = /^([1-3])~(\d{4}-[0-9T:.Z-]{10,30})~(reg_[0-9A-Za-z]{6,40})$/.exec(text);
  if (parts === null) throw new Problem("malformed", { fields: [{ path: "after", reason: "not-valid" }] });
  return { urgency: Number(parts[1]), openedAt: String(parts[2]), id: String(parts[3]) };
}

/** west,south,east,north. Raises `malformed` where it is not on the globe. A box wider than the globe is the globe. */
export function boxOf(text: string): [number, number, number, number] {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(",").map(Number);
  if (south > north || south < -90 || north > 90 || west < -540 || east > 540)
    throw new Problem("malformed", { fields: [{ path: "bbox", reason: "off-the-globe" }] });
  if (east - west >= 360) return [-180, south, 180, north];
  const wrap = (lng: number) => ((((lng + 180) % 360) + 360) % 360) - 180;
  return [wrap(west), south, east === 180 ? 180 : wrap(east), north];
}

const levels = [5, 7, 9, 11, 13, 15];

/** The finest kept level whose cells are at least about 50 px wide at a zoom of 512 px tiles. */
export function atLevel(zoom: number): number {
  return levels.findLast((level) => level <= zoom + 3.4) ?? 5;
}
