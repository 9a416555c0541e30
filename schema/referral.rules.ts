// Pure decisions on referrals: until when an offer waits, which states are over, what may follow what.
import type { Urgency } from "./kit/fields.ts";
import type { ReferralState } from "./referral.ts";

const HOUR = 3_600_000;

/**
 * Hours that an offer waits for an answer. After that it is its sender's again: somebody whose life is in danger must not
 * wait for a desk that is asleep.
 */
export const answerHours: Readonly<Record<Urgency, number>> = { 1: 2, 2: 12, 3: 48 };

export function dueBy(urgency: Urgency, at: string): string {
  return new Date(Date.parse(at) + answerHours[urgency] * HOUR).toISOString();
}

/** An offer that waits, or a need that is held. */
export function isRunning(state: ReferralState): boolean {
  return state === "offered" || state === "accepted";
}
