// Decisions on exports that both sides need, and what partners may read of counts. Pure.
import { publicFigure, withoutComplement } from "./crisis.rules.ts";
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

export interface Figure {
  truth: number;
  shown: number | null;
}

/**
 * What a partner may read of counts by key. Nothing under ten, rounded to fives, and a figure changes only when the truth
 * has moved by ten or more. `partitions` are keys whose parts add up to `total`, so that no hidden part can be had by
 * subtraction; `subsets` are keys that overlap, and each is hidden too where it leaves out fewer than ten of the total.
 */
export function partnerFigures(
  truth: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, Figure>,
  partitions: readonly (readonly string[])[],
  subsets: readonly string[],
): Map<string, Figure> {
  const out = new Map<string, Figure>();
  const total = truth.get("total") ?? 0;
  const keys = ["total", ...partitions.flat(), ...subsets];
  for (const key of keys) {
    const now = truth.get(key) ?? 0;
    const was = before.get(key) ?? null;
    const shown = publicFigure(now, was);
    // The truth behind a figure that stays is kept, so that small steps add up to a change one day.
    out.set(key, { shown, truth: was !== null && shown !== null && shown === was.shown ? was.truth : now });
  }
  const hide = (key: string) => {
    const one = out.get(key);
    if (one !== undefined) one.shown = null;
  };
  for (const parts of partitions) {
    const safe = withoutComplement(
      parts.map((key) => ({ truth: truth.get(key) ?? 0, shown: out.get(key)?.shown ?? null })),
    );
    parts.forEach((key, i) => {
      if (safe[i] === null) hide(key);
    });
  }
  for (const key of subsets) {
    const rest = total - (truth.get(key) ?? 0);
    if (rest > 0 && rest < 10) hide(key);
  }
  return out;
}
