// Decisions on exports that both sides need. Pure.
import { ALONE_ROWS, type ExportState } from "./export.ts";

interface Answered {
  /** Different people of this sheet and of her others that nobody agreed to. */
  counted: number;
  endsAt: string;
  agreed: boolean | null;
  alone: boolean;
}

/** What has become of an export at a moment of the crisis. */
export function exportState(one: Answered, now: string): ExportState {
  if (one.agreed === false) return "refused";
  if (one.endsAt <= now) return "ended";
  return one.counted <= ALONE_ROWS || one.agreed === true || one.alone ? "ready" : "waiting";
}
