// What only the server decides of permits: deadlines, which decision may follow which state, how numbers and pages are
// made. Pure: what is random comes as an argument.
import { Problem } from "../../schema/kit/problem.ts";
import type { PermitState } from "../../schema/permit.ts";

const HOURS = 48;
const HOURS_URGENT = 12;

/** By when the authority has to decide, by the crisis's clock: sooner for a group whose need is the most urgent. */
export function dueAt(now: Date, urgency: number): string {
  return new Date(now.getTime() + (urgency === 1 ? HOURS_URGENT : HOURS) * 3_600_000).toISOString();
}

const decisions: Record<PermitState, readonly PermitState[]> = {
  asked: ["granted", "refused", "more-needed"],
  "more-needed": ["granted", "refused"],
  granted: [],
  refused: [],
  revoked: [],
  withdrawn: [],
};

export function mayDecide(from: PermitState, to: PermitState): boolean {
  return decisions[from].includes(to);
}

export function needsReason(state: PermitState): boolean {
  return state === "refused" || state === "more-needed";
}

/** Fourteen days unless the officer says otherwise. */
export const DAYS = 14;

/** Crockford's Base32 without its vowels: no number reads as a word, and no character as another. */
const NUMBER_ALPHABET = "0123456789BCDFGHJKMNPQRSTVWXYZ";

/** `XP-` and eight characters. Bytes of 240 and above are passed over, so that every character is as likely; null where too few are left. */
export function numberOf(bytes: Uint8Array): string | null {
  const fair = [...bytes].filter((byte) => byte < 240).slice(0, 8);
  return fair.length < 8 ? null : `XP-${fair.map((byte) => NUMBER_ALPHABET[byte % 30] ?? "").join("")}`;
}

/** A child by the year of birth: whoever may still be seventeen counts as one. */
export function isMinor(birthYear: number | null, now: Date): boolean {
  return birthYear !== null && now.getUTCFullYear() - birthYear <= 17;
}

export interface After {
  dueAt: string;
  id: string;
}

export function cursorOf(row: After): string {
  return `${row.dueAt}~${row.id}`;
}

/** Raises `malformed` for a cursor that this door did not make. */
export function readCursor(text: string): After {
  const parts = /^(\d{4}-[0-9T:.Z-]{10,30})~(prm_[0-9A-Za-z]{6,40})$/.exec(text);
  if (parts === null) throw new Problem("malformed", { fields: [{ path: "after", reason: "not-valid" }] });
  return { dueAt: String(parts[1]), id: String(parts[2]) };
}
