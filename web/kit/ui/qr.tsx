// A credential as a QR code: one inline path, black on white in every theme, since readers ask for that.
// Each row is drawn as strokes one module wide from its middle.
import { encodeQR } from "qr";

/** White around the code, in modules (ISO/IEC 18004 asks for four). */
const QUIET = 4;

function strokesOf(row: readonly boolean[], y: number): string {
  let path = "";
  let x = 0;
  while (x < row.length) {
    let end = x;
    while (end < row.length && row[end] === row[x]) end++;
    if (row[x] === true) path += `M${String(x)} ${String(y)}.5h${String(end - x)}`;
    x = end;
  }
  return path;
}

export function Qr({ text, label }: { text: string; label: string }) {
  // The library draws one module of white at least; it is left out, and ours comes from the view box.
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
      <path d={rows.map(strokesOf).join("")} stroke="#000" fill="none" />
    </svg>
  );
}
