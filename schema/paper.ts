// paper: the queue of those who need a travel paper, by place, and the sheet that a mobile consular desk prints (R47).
import * as z from "zod/mini";
import { caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, CrisisId, LocalText, RegistrationId } from "./kit/fields.ts";

/** A zone's id, `near:` and a district's cell, or `none`. */
export const PlaceKey = z
  .string()
  .check(z.regex(/^(zon_[0-9A-Za-z]{6,40}|near:[0-3]{1,15}|none)$/, "not-an-id"));

export const paperQueue = act({
  name: "paper.queue",
  says: "How many of an organisation's cases need a travel paper, by place.",
  kind: "read",
  may: caseReaders,
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({
    places: z.array(
      z.strictObject({ place: z.string(), name: z.nullable(LocalText(120)), groups: Count, people: Count }),
    ),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: { places: [{ place: "zon_choucha", name: { en: "Choucha" }, groups: 41, people: 60 }] },
  },
});

export const PaperRow = z.strictObject({
  registrationId: RegistrationId,
  reference: z.string(),
  persons: z.array(
    z.strictObject({
      name: z.nullable(z.string()),
      born: z.nullable(z.string()),
      document: z.nullable(z.string()),
    }),
  ),
  lang: z.string(),
});
export type PaperRow = z.infer<typeof PaperRow>;

export const paperSheet = act({
  name: "paper.sheet",
  says: "The people of one place who need a travel paper, by name, for a batch print; a hundred groups at a time. Looks are written down.",
  kind: "read",
  audited: true,
  may: caseReaders,
  input: z.strictObject({
    crisisId: CrisisId,
    place: PlaceKey,
    after: z.optional(z.string().check(z.maxLength(120, "too-long"))),
  }),
  reply: z.strictObject({ rows: z.array(PaperRow), next: z.nullable(z.string()) }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", place: "zon_choucha" },
    reply: { rows: [], next: null },
  },
});
