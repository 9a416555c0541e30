// Pure decisions on needs: what danger implies, a set of needs as one number for filters, the urgency of a group.
import type { Urgency } from "./kit/fields.ts";
import type { NeedKind, NeedState } from "./need.ts";

/** Sectors follow the Humanitarian Exchange Language's; `callback` is a call at a safe hour, for any reason. */
export const needKinds = [
  "protection",
  "medical",
  "medicine",
  "water-food",
  "shelter",
  "transport",
  "travel-paper",
  "baby",
  "disability",
  "family",
  "callback",
] as const;

/** One bit per kind, in the order of `needKinds`: a filter reads one number and no second table. */
export function needMask(kinds: readonly NeedKind[]): number {
  return kinds.reduce((mask, kind) => mask | (1 << needKinds.indexOf(kind)), 0);
}

export function needsOf(mask: number): NeedKind[] {
  return needKinds.filter((_, bit) => (mask & (1 << bit)) !== 0);
}

/** A stated need's urgency at registration: danger decides; medical needs are never below 2. */
export function firstUrgency(kind: NeedKind, danger: "now" | "soon" | "no"): Urgency {
  if (kind === "protection" || kind === "medical") return danger === "now" ? 1 : 2;
  if (danger === "now") return kind === "transport" ? 1 : 2;
  return kind === "medicine" || kind === "water-food" || kind === "baby" || danger === "soon" ? 2 : 3;
}

/** Met or withdrawn needs no longer count. */
export function isOpen(state: NeedState): boolean {
  return state === "open" || state === "assigned";
}
