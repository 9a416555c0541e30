// What lies below the public map: land, waters, borders; with less detail the more of it there is.
import type { VNode } from "preact";
import { type Ring, simplify } from "../../schema/kit/geometry.ts";
import type { Ground } from "../../schema/kit/ground.ts";
import { type Plan, pathOf } from "./map-plan.ts";

/** Letters that all paths of the ground may take together: about three kilobytes on the wire. */
const MOST_GROUND = 6500;

/** Land within the map and lines on it; where there is much of it, with less detail. */
function earthOf(plan: Plan, ground: Ground): [look: string, d: string][] {
  const unit = (plan.box[2] - plan.box[0]) / plan.width;
  for (let least = 0; ; least = least === 0 ? unit * 1.5 : least * 1.5) {
    const path = (lines: readonly Ring[], closed = false) =>
      pathOf(plan, least === 0 ? lines : lines.map((line) => simplify(line, least)), closed);
    const all: [string, string][] = [
      ["land", path(ground.land, true)],
      ["lake", path(ground.lake, true)],
      // Inner borders are the first to go.
      ["inner", least > unit * 6 ? "" : path(ground.district)],
      ["border", path(ground.border)],
      ["open", path(ground.unsettled)],
    ];
    const length = all.reduce((sum, [, d]) => sum + d.length, 0);
    if (length <= MOST_GROUND || least > unit * 40) return all.filter(([, d]) => d !== "");
  }
}

export function Earth({ plan, ground }: { plan: Plan; ground: Ground }): VNode {
  return (
    <>
      {earthOf(plan, ground).map(([look, d]) => (
        <path key={look} class={look} d={d} />
      ))}
    </>
  );
}
