// Reads a table of others from the folder beside the project. RFC 4180: quoted fields may hold commas and quotes.
import { readFileSync } from "node:fs";
import { at } from "../../worker/local/root.ts";

/** Rows as objects by the names in the first line; every value is text. */
export function readTable(path: string): Record<string, string>[] {
  const [head = [], ...rows] = parseCsv(readFileSync(at("..", "shared", "data", path), "utf8"));
  return rows.map((row) => {
    if (row.length !== head.length) throw new Error(`${path}: a row of ${String(row.length)} fields`);
    return Object.fromEntries(head.map((name, i) => [name, row[i] ?? ""]));
  });
}

export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  const source = text.replace(/^\ufeff/, "");
  const endField = () => {
    row.push(field);
    field = "";
  };
  const endRow = () => {
    endField();
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i);
    if (quoted && char === '"' && source.charAt(i + 1) === '"') {
      field += '"';
      i++;
    } else if (char === '"') quoted = !quoted;
    else if (!quoted && char === ",") endField();
    else if (!quoted && char === "\n") endRow();
    else if (quoted || char !== "\r") field += char;
  }
  if (field !== "" || row.length > 0) endRow();
  return rows;
}
