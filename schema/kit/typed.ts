// What arrives as text from a form and as a number or a boolean from JSON: one schema for both.
import * as z from "zod/mini";
import { plainDigits } from "./fields.ts";

/** A number, or its text in the digits of any script, with `.` or `,` or `٫` before the decimals. */
export const numeric = (inner: z.ZodMiniType<number, number>) =>
  z.pipe(
    z.pipe(
      z.union([z.number(), z.string().check(z.maxLength(40, "too-long"))], { error: "not-a-number" }),
      z.transform((value: number | string) => {
        if (typeof value === "number") return value;
        const plain = plainDigits(value)
          .replace(/[\s\u00a0\u066c]/g, "")
          .replace(/[,\u066b]/, ".")
          .replace("\u2212", "-");
        return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
      }),
    ),
    z.pipe(z.number("not-a-number"), inner),
  );

/** Yes or no: a boolean, or what a checkbox or a radio button sends. */
export const Flag = z.pipe(
  z.union([z.boolean(), z.enum(["on", "yes", "true", "1", "no", "false", "0"])], { error: "not-one-of" }),
  z.transform(
    (value) => value === true || value === "on" || value === "yes" || value === "true" || value === "1",
  ),
);

/** A list, or the one value that a form sends where a single box is ticked. */
export const listOf = <T extends z.ZodMiniType>(item: T, most: number) =>
  z.pipe(
    z.transform((value: unknown) => (value === undefined || Array.isArray(value) ? value : [value])),
    z.array(item, "not-a-list").check(z.maxLength(most, "too-many")),
  );

/** Exactly `length` digits in any script, spaces and hyphens allowed; comes out as 0-9. */
export const DigitCode = (length: number) =>
  z.pipe(
    z.pipe(
      z.string().check(z.maxLength(80, "too-long")),
      z.transform((value: string) => plainDigits(value).replace(/[\s\u00a0\u200e\u200f\u2010-\u2015-]/g, "")),
    ),
    z.string().check(z.regex(new RegExp(`^\\d{${String(length)}}$`), "not-the-right-digits")),
  );
