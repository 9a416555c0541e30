// A credential as a QR code: one inline path, no picture and no script. Black on white whatever the theme is, since
// readers ask for that. Rows are strokes one module wide: the shortest text of all that were measured (1.5 KB with gzip
// for a permit; outlines 2.5 KB).
import type { VNode } from "preact";
import { encodeQR } from "qr";

/** White around the code, in modules (ISO/IEC 18004 asks for four). */
const QUIET = 4;

/** Dark runs of each row as relative strokes, from the row's middle. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .map((row, y) => {
      let out = `M0 ${String(y)}.5`;
      for (let x = 0; x < row.length; ) {
        let end = x;
        while (end < row.length && row[end] === row[x]) end++;
        const run = String(end - x);
        if (row[x] === true) out += `h${run}`;
        else if (end < row.length) out += `m${run} 0`;
        x = end;
      }
      return out;
    })
    .join("");
}

export function Qr({ text, label }: { text: string; label: string }): VNode {
  // The library draws at least one module of white; ours comes from the view box.
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1));
  const side = String(rows.length + 2 * QUIET);
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`-${String(QUIET)} -${String(QUIET)} ${side} ${side}`}
      shape-rendering="crispEdges"
    >
      <path d={pathOf(rows)} stroke="#000" fill="none" />
    </svg>
  );
}
