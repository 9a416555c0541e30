// Which dated facts hold at a moment: at the precision in which their source gave the dates. Pure.
import type { Regime } from "../../schema/regime.ts";

/** A rule from `2018-10` holds from that month on; one to `2018-10` holds through that month. */
export function holdsAt(regime: Pick<Regime, "from" | "to">, at: string): boolean {
  const { from, to } = regime;
  return (from === null || at.slice(0, from.length) >= from) && (to === null || at.slice(0, to.length) <= to);
}
