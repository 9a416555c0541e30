// paper: the queue of those who need a travel paper, by place, and the sheet that a mobile consular desk prints (R47). A
// sheet of names is an export like any other (ruling 9): asked for, counted with the others, agreed to, over after 72 hours.
import * as z from "zod/mini";
import { Export, exportAsk } from "./export.ts";
import { caseDeciders, caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Count, CrisisId, ExportId, Instant, LocalText, RegistrationId, text } from "./kit/fields.ts";

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

/** Groups that one sheet holds at most; its people are no more than an export's. */
export const PAPER_GROUPS = 100;

const after = z.optional(z.string().check(z.maxLength(120, "too-long")));

export const paperAsk = act({
  name: "paper.ask",
  says: "An officer asks for the sheet of one place, a hundred groups at a time. It counts with her other sheets of people: above 100 different ones in 72 hours it waits for a second officer.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({ crisisId: CrisisId, place: PlaceKey, after, why: text(200) }),
  reply: Export,
  fails: ["crisis-closed", "count-changed"],
  example: {
    input: { crisisId: "crs_libya2011", place: "zon_choucha", why: "Consular visit on Tuesday" },
    reply: exportAsk.example.reply,
  },
});

export const paperSheet = act({
  name: "paper.sheet",
  says: "A sheet that was asked for, made now: who needs a travel paper still and may be seen still, by name, for a batch print. Looks are written down.",
  kind: "read",
  audited: true,
  may: caseDeciders,
  input: z.strictObject({ id: ExportId }),
  reply: z.strictObject({
    rows: z.array(PaperRow),
    /** People who were asked for and are not in it: withdrawn, deleted, taken out, or with a paper by now. */
    missing: Count,
    endsAt: Instant,
    /** After which case the next sheet of this place begins; null where this was the last. */
    next: z.nullable(z.string()),
  }),
  fails: ["second-officer-needed", "export-ended"],
  example: {
    input: { id: "exp_4Q7m2Zk9" },
    reply: { rows: [], missing: 0, endsAt: "2011-03-04T06:00:00Z", next: null },
  },
});
