// Pure decisions about permits that both sides need.
import type { Waiver } from "./permit-office.ts";

/** Whether a waiver makes permits unnecessary at a moment of its crisis. */
export function waives(waiver: Pick<Waiver, "from" | "until" | "endedAt">, now: string): boolean {
  const at = Date.parse(now);
  const ended = waiver.endedAt !== null && Date.parse(waiver.endedAt) <= at;
  return !ended && Date.parse(waiver.from) <= at && at < Date.parse(waiver.until);
}
