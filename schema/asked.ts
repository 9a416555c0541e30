// Asked for by somebody else (family abroad, a neighbour, a leader who enters many): who asked, and whether the person
// herself has said since that it is right. Sealed with the request; those whom she asked for help read it.
import * as z from "zod/mini";
import { Instant, text } from "./kit/fields.ts";

export const askers = ["family", "neighbour", "friend", "volunteer"] as const;
export const Asker = z.enum(askers, "not-one-of");
/** Whether the person knows and agrees: yes, not asked yet, or she cannot be asked now. */
export const knowings = ["yes", "not-yet", "cannot"] as const;
export const Knowing = z.enum(knowings, "not-one-of");

/** `for` makes the object stand in a form where nothing else of it was answered: no answer is asked for by force. */
export const AskedGiven = z.strictObject({
  for: z.literal("other", "not-one-of"),
  by: z.optional(Asker),
  knows: z.optional(Knowing),
});

/** What a leader calls what was entered in one go: "building 4". Nobody can list by it. */
export const BatchLabel = text(60);

export const Asked = z.strictObject({
  by: z.nullable(z.enum([...askers, "leader"])),
  knows: z.nullable(Knowing),
  batch: z.optional(z.string()),
  /** Null until the person, signed in with her own code, has said that it is right. */
  confirmedAt: z.nullable(Instant),
});
export type Asked = z.infer<typeof Asked>;
