// Pure decisions about permits that both sides need.
import { plainDigits } from "./kit/digits.ts";
import type { Waiver } from "./permit-office.ts";

/** Whether a waiver makes permits unnecessary at a moment of its crisis. */
export function waives(waiver: Pick<Waiver, "from" | "until" | "endedAt">, now: string): boolean {
  const at = Date.parse(now);
  const ended = waiver.endedAt !== null && Date.parse(waiver.endedAt) <= at;
  return !ended && Date.parse(waiver.from) <= at && at < Date.parse(waiver.until);
}

/** Below this a number of a document is too short to be looked up by: it would be anybody's. */
export const LEAST_DOCUMENT = 4;

/** A document's number as it is compared: letters and digits alone, of one case and one script of digits. */
export function documentKey(typed: string): string {
  return plainDigits(typed.normalize("NFKC"))
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();
}
