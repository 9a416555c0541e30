// note: confidential words about a case, sealed in the writer's browser to her own organisation's key and opened only in a
// colleague's. What stands here the platform cannot read.
import * as z from "zod/mini";
import { caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Instant, NoteId, RegistrationId, Version } from "./kit/fields.ts";

/** Characters of a note before it is sealed. */
export const NOTE_LENGTH = 4000;

const base64url = (least: number, most: number) =>
  z.string().check(
    z.regex(/^[0-9A-Za-z_-]+$/, "not-valid"),
    z.refine((text) => text.length >= least, "not-valid"),
    z.refine((text) => text.length <= most, "too-long"),
  );

/** The sender's half of the exchange: a point of P-256. */
const Enc = base64url(87, 87);
/** At least the tag; at most the longest note in UTF-8. */
const Sealed = base64url(24, 22_000);

export const Note = z.strictObject({
  id: NoteId,
  keyVersion: Version,
  enc: Enc,
  sealed: Sealed,
  by: z.string(),
  at: Instant,
});
export type Note = z.infer<typeof Note>;

export const noteAdd = act({
  name: "note.add",
  says: "Leaves a note that was sealed to the newest key of the writer's organisation, for its own officers.",
  kind: "write",
  may: caseReaders,
  limit: 32_768,
  input: z.strictObject({
    id: NoteId,
    registrationId: RegistrationId,
    keyVersion: Version,
    enc: Enc,
    sealed: Sealed,
  }),
  reply: z.strictObject({ id: NoteId, at: Instant }),
  fails: ["crisis-closed", "key-changed", "already-exists"],
  example: {
    input: {
      id: "nte_4Q7m2Zk9",
      registrationId: "reg_8f2Kd03mQ1",
      keyVersion: 1,
      enc: `BP${"A".repeat(85)}`,
      sealed: "A".repeat(64),
    },
    reply: { id: "nte_4Q7m2Zk9", at: "2011-03-01T06:00:00Z" },
  },
});

export const noteOfCase = act({
  name: "note.ofCase",
  says: "The sealed notes of this officer's organisation on a case. The look is written down.",
  kind: "read",
  audited: true,
  may: caseReaders,
  input: z.strictObject({ registrationId: RegistrationId }),
  reply: z.strictObject({ notes: z.array(Note) }),
  fails: ["reason-needed"],
  example: { input: { registrationId: "reg_8f2Kd03mQ1" }, reply: { notes: [] } },
});
