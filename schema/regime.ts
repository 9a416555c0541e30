// regime: what a country asks of foreigners who leave it, as dated facts with source and confidence. Unknown stays unknown.
import * as z from "zod/mini";
import { deskRoles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Instant } from "./kit/fields.ts";

export const Regime = z.strictObject({
  country: z.string().check(z.regex(/^[A-Z]{3}$/, "not-a-country")),
  /** As the source says it: `yes`, `no`, `partial` and words; `unknown` where nobody said. */
  required: z.string(),
  who: z.string(),
  issuer: z.nullable(z.string()),
  whoseConsent: z.nullable(z.string()),
  how: z.nullable(z.string()),
  emergency: z.nullable(z.string()),
  /** Dates at the precision of the source: `1994`, `2018-10`, `2021-03-14`. */
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
  source: z.string(),
  asOf: z.string(),
  confidence: z.enum(["high", "medium", "low"]),
  note: z.nullable(z.string()),
});
export type Regime = z.infer<typeof Regime>;

export const regimeList = act({
  name: "regime.list",
  says: "Exit-permit rules of a country as they were known at a moment, with source and confidence. Empty: unknown.",
  kind: "read",
  may: ["nobody", "person", "relative", ...deskRoles],
  input: z.strictObject({
    country: z.string().check(z.regex(/^[A-Z]{3}$/, "not-a-country")),
    at: z.optional(Instant),
  }),
  reply: z.strictObject({ regimes: z.array(Regime) }),
  fails: [],
  example: { input: { country: "LBY" }, reply: { regimes: [] } },
});
