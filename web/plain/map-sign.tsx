// Signs of the public map, which stand in its lists too, and the shades of a count.
import type { VNode } from "preact";
import { zoneSigns } from "../../schema/zone.sign.ts";
import type { ZoneKind } from "../../schema/zone.ts";

/** The lowest count of each shade but the first. */
export const shades = [50, 200, 1000, 5000];
export const shadeOf = (people: number) => shades.filter((least) => people >= least).length;

export function Triangle({ x, y }: { x: number; y: number }): VNode {
  return <path class="tri" d={`M${String(x)} ${String(y - 12)}l14 25h-28zm0 8v8m0 4v2`} />;
}

/** The sign of a zone in a ring, broken where only its area is published. */
export function Sign({ kind, x, y, exact }: { kind: ZoneKind; x: number; y: number; exact: boolean }): VNode {
  return (
    <g transform={`translate(${String(x)} ${String(y)})`} class="sign">
      <circle r="14" {...(exact ? {} : { "stroke-dasharray": "4 3" })} />
      <path transform="translate(-8 -8)" d={zoneSigns[kind]} />
    </g>
  );
}
