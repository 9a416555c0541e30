// Every answer a gate can give, each with its own word, and the one verdict that the word means. Pure.
// Invariant: of several reasons the hardest verdict wins; the others are still said.

/** Ordered from the hardest. */
export const verdicts = ["NO", "SEEN", "LOOK", "GO"] as const;
export type Verdict = (typeof verdicts)[number];

export const meaning = {
  // It is not what it claims to be, or it does not hold here and now.
  "not-ours": "NO",
  altered: "NO",
  algorithm: "NO",
  "unknown-key": "NO",
  "other-crisis": "NO",
  "other-territory": "NO",
  "other-movement": "NO",
  "movement-cancelled": "NO",
  "not-in-pack": "NO",
  "number-unknown": "NO",
  revoked: "NO",
  suspended: "NO",
  expired: "NO",
  "not-yet": "NO",
  // It holds, and somebody has used it already.
  "seen-here": "SEEN",
  "seen-elsewhere": "SEEN",
  // A person has to look: the gate alone cannot tell.
  "keys-missing": "LOOK",
  "crisis-unknown": "LOOK",
  unreadable: "LOOK",
  "is-pass": "LOOK",
  "is-permit": "LOOK",
  specimen: "LOOK",
  waiver: "LOOK",
  "refused-before": "LOOK",
  "movement-gone": "LOOK",
  "number-twice": "LOOK",
  "not-listed": "LOOK",
  "newer-than-pack": "LOOK",
  "child-first": "LOOK",
  "child-alone": "LOOK",
  escort: "LOOK",
  "clock-wrong": "LOOK",
  "pack-unknown": "LOOK",
  "pack-old": "LOOK",
  "status-unknown": "LOOK",
  "status-old": "LOOK",
  "keys-old": "LOOK",
  // Nothing stands against it.
  boards: "GO",
  arrives: "GO",
  valid: "GO",
} as const satisfies Record<string, Verdict>;
export type Reason = keyof typeof meaning;

const order = Object.keys(meaning) as Reason[];

/** The reasons, hardest verdict first and in the order above, each once. At least one has to be given. */
export function ranked(reasons: readonly Reason[]): { verdict: Verdict; reason: Reason; also: Reason[] } {
  const rank = (reason: Reason) => verdicts.indexOf(meaning[reason]) * 100 + order.indexOf(reason);
  const [reason = "unreadable", ...rest] = [...new Set(reasons)].sort((a, b) => rank(a) - rank(b));
  // A GO beside something harder is no reason any more.
  return { verdict: meaning[reason], reason, also: rest.filter((one) => meaning[one] !== "GO") };
}
