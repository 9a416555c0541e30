// Cursors of the list of reasons; pure.
import { Problem } from "../../schema/kit/problem.ts";
import type { After } from "./store.ts";

export function cursorOf(row: After): string {
  return `${row.dueAt}~${row.id}`;
}

/** Raises `malformed` for a cursor that this door did not make. */
export function readCursor(text: string): After {
  const parts = /^(\d{4}-[0-9T:.Z-]{10,30})~(gls_[0-9A-Za-z]{6,40})$/.exec(text);
  if (parts === null) throw new Problem("malformed", { fields: [{ path: "after", reason: "not-valid" }] });
  return { dueAt: String(parts[1]), id: String(parts[2]) };
}
