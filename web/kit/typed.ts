// Numbers as people type them: digits of any script, signs of thousands, degrees with either decimal sign.
// Empty is `undefined`; what cannot be read has a reason in place of a value, in the words of `reason.*`.
import * as z from "zod/mini";
import { plainDigits } from "../../schema/kit/digits.ts";
import { numeric } from "../../schema/kit/typed.ts";

export interface Typed {
  value?: number;
  reason?: string;
}

/** A whole count of people or places. `15,000`, `15.000` and `15 000` are fifteen thousand; `1.5` is refused. */
export function countOf(text: string): Typed {
  const plain = plainDigits(text.trim()).replace(/[\s\u00a0\u202f\u066c,.'’](?=\d{3}(\D|$))/g, "");
  if (plain === "") return {};
  return /^\d{1,9}$/.test(plain) ? { value: Number(plain) } : { reason: "not-a-number" };
}

/** Degrees, checked by the contract's own Latitude or Longitude. */
export function degreesOf(text: string, inner: z.ZodMiniType<number, number>): Typed {
  if (text.trim() === "") return {};
  const read = z.safeParse(numeric(inner), text);
  return read.success ? { value: read.data } : { reason: read.error.issues[0]?.message ?? "not-a-number" };
}

/** A moment as a field of day and time has it, in UTC by the clock of the crisis; null where it says none. */
export function momentOf(text: string): string | null {
  const found = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2}(\.\d+)?)?$/.exec(text.trim());
  const at = found === null ? Number.NaN : Date.parse(`${found[1] ?? ""}:00Z`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** What a field of day and time shows for a moment. */
export function fieldOf(instant: string): string {
  return new Date(instant).toISOString().slice(0, 16);
}
