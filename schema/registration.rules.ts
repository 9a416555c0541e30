// Pure decisions that both sides need: which state may follow which, and what a decision must say.
import type { RegistrationState } from "./registration.ts";

export const registrationStates = [
  "sent",
  "read",
  "more-needed",
  "listed",
  "not-possible",
  "left",
  "safe",
] as const;
/** States in which somebody still waits. */
export const openStates = [
  "sent",
  "read",
  "more-needed",
  "listed",
] as const satisfies readonly RegistrationState[];

const next: Record<RegistrationState, readonly RegistrationState[]> = {
  sent: ["read", "more-needed", "listed", "not-possible", "left", "safe"],
  read: ["more-needed", "listed", "not-possible", "left", "safe"],
  "more-needed": ["read", "listed", "not-possible", "left", "safe"],
  listed: ["read", "more-needed", "not-possible", "left", "safe"],
  "not-possible": ["read", "more-needed", "listed", "left", "safe"],
  left: ["read", "safe"],
  safe: ["read", "left"],
};

/** States that a case may go to from here. Nothing leads back to `sent`: it would unsay that somebody looked. */
export function nextStates(state: RegistrationState): readonly RegistrationState[] {
  return next[state];
}

/** She is asked to do something, or told no: both need words (R3). */
export function needsReason(state: RegistrationState): boolean {
  return state === "more-needed" || state === "not-possible";
}

export function isOpenState(state: RegistrationState): boolean {
  return (openStates as readonly RegistrationState[]).includes(state);
}

/** A truthful line every 24 hours at least (R3): when the next one is due. */
export function nextWordBy(since: Date): Date {
  return new Date(since.getTime() + 24 * 3_600_000);
}

/** Ten digits in threes for people: `482 913 0574`. */
export function spaced(reference: string): string {
  return `${reference.slice(0, 3)} ${reference.slice(3, 6)} ${reference.slice(6)}`;
}
