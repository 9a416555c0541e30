// Rows of the lists below the public map, each with the sign and the key that stand on the map, and where a name leads.
import type { ComponentChildren, VNode } from "preact";
import { Digits } from "./shell.tsx";

/** Districts of one page; places, warnings and dangers have pages of their own, which hold all. */
export const MOST = 20;

/** The sign and the key that stand on the map. */
export function Key({ sign, text }: { sign?: VNode; text: string }): VNode {
  return (
    <th scope="row" class="key">
      {sign === undefined ? null : (
        <svg class="map" viewBox="0 0 44 34" aria-hidden="true">
          {sign}
        </svg>
      )}
      <Digits>{text}</Digits>
    </th>
  );
}

type Row = { id: string; cells: ComponentChildren };
export function Rows({
  id,
  title,
  rows,
}: {
  id: string;
  title: ComponentChildren;
  rows: readonly Row[];
}): VNode {
  return (
    <>
      <h2 id={id}>{title}</h2>
      <table class="rows" aria-labelledby={id}>
        <tbody>
          {rows.map(({ id: one, cells }) => (
            <tr key={one}>{cells}</tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** How many more there are on the page that holds all; nothing where all stand here. */
export function Rest({ n, title, to }: { n: number; title: string; to: string }): VNode | null {
  return n <= 0 ? null : (
    <p>
      <a href={to}>
        {title} (<Digits>+{n}</Digits>)
      </a>
    </p>
  );
}

/** One district and what is around it. */
export const closer = (here: string, cell: string) => here.replace("?", `/${cell}?`);
