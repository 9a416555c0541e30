// What was typed, pasted or scanned: a number to look up, or a code to open. Pure.
import { plainDigits } from "../../schema/kit/fields.ts";

export type Typed = { by: "number"; number: string } | { by: "code"; text: string };

/** Six digits of any script, however they are spaced, are a number; everything else is a code, and is left as it came. */
export function readingOf(typed: string): Typed {
  const digits = plainDigits(typed).replace(/[\s\-.\u200e\u200f]/g, "");
  return /^\d{6}$/.test(digits) ? { by: "number", number: digits } : { by: "code", text: typed };
}
