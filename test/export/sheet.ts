// Reads a sheet as RFC 4180 has it, by a reader of the tests' own: rows by the names of their columns.

/** Cells of a text that is cut at `separator`; quotes count only where a cell begins with one. */
export function cellsOf(text: string, separator = ","): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (quoted) {
      if (char === '"' && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (char === '"') quoted = false;
      else cell += char;
    } else if (char === '"' && cell === "") quoted = true;
    else if (char === separator || char === "\n") {
      rows.at(-1)?.push(cell.endsWith("\r") && char === "\n" ? cell.slice(0, -1) : cell);
      cell = "";
      if (char === "\n") rows.push([]);
    } else cell += char;
  }
  if (cell !== "") rows.at(-1)?.push(cell);
  return rows.filter((row) => row.length > 0);
}

/** Head first, as a row of itself; then one record for each row. */
export function linesOf(csv: string): Record<string, string>[] {
  const [head = [], ...rows] = cellsOf(csv.replace(/^\ufeff/, ""));
  const named = (row: readonly string[]) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ""]));
  for (const row of rows) if (row.length !== head.length) throw new Error("a row of another length");
  return [named(head), ...rows.map(named)];
}
