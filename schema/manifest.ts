// manifest: who is on a movement, by name, for those who run it and those who sent her. Versioned when printed.
import * as z from "zod/mini";
import { caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Instant, MovementId } from "./kit/fields.ts";
import { SeatKind } from "./movement.ts";
import { PassengerState, SeatState } from "./seat.ts";

export const ManifestRow = z.strictObject({
  number: z.string(),
  group: z.int(),
  n: z.int(),
  m: z.int(),
  kind: SeatKind,
  /** Null unless the case was sent to this organisation. */
  reference: z.nullable(z.string()),
  /** Null until the group said yes to this movement, for those to whom the case was not sent; then `withdrawn` says why. */
  name: z.nullable(z.string()),
  birthYear: z.nullable(z.int()),
  document: z.nullable(z.string()),
  child: z.boolean(),
  medical: z.boolean(),
  withdrawn: z.boolean(),
  answer: PassengerState,
  state: SeatState,
});
export type ManifestRow = z.infer<typeof ManifestRow>;

export const ManifestVersion = z.strictObject({
  version: z.int(),
  /** SHA-256 over the rows as printed, in hexadecimal; the first eight characters stand on the paper. */
  hash: z.string(),
  at: Instant,
  by: z.string(),
  rows: z.int(),
});
export type ManifestVersion = z.infer<typeof ManifestVersion>;

export const manifestGet = act({
  name: "manifest.get",
  says: "The people of a movement by name. The look is written down, and each of them can read that it happened.",
  kind: "read",
  audited: true,
  may: caseReaders,
  input: z.strictObject({ movementId: MovementId }),
  reply: z.strictObject({
    rows: z.array(ManifestRow),
    versions: z.array(ManifestVersion),
    /** Hash of the rows as they are now: another one than the newest version's means that paper is void. */
    hash: z.string(),
    /** People of groups with seats who have none themselves: they stand in no row. */
    unseated: z.optional(z.int()),
  }),
  fails: [],
  example: { input: { movementId: "mov_ionis0418" }, reply: { rows: [], versions: [], hash: "e3b0c442" } },
});

export const manifestPrint = act({
  name: "manifest.print",
  says: "Fixes a new version of the manifest for print or file; every older one is void.",
  kind: "write",
  may: caseReaders,
  input: z.strictObject({ movementId: MovementId, form: z.enum(["print", "csv"], "not-one-of") }),
  reply: ManifestVersion,
  fails: ["crisis-closed"],
  example: {
    input: { movementId: "mov_ionis0418", form: "print" },
    reply: { version: 1, hash: "e3b0c442", at: "2011-04-18T06:00:00Z", by: "off_dutyDesk2", rows: 0 },
  },
});

export const manifestCsv = act({
  name: "manifest.csv",
  says: "The newest version as one flat sheet without formulas; as many rows as seats, never more.",
  kind: "read",
  audited: true,
  may: caseReaders,
  input: z.strictObject({ movementId: MovementId }),
  reply: z.strictObject({ name: z.string(), rows: z.int(), csv: z.string() }),
  fails: ["manifest-changed"],
  example: {
    input: { movementId: "mov_ionis0418" },
    reply: { name: "manifest-mov_ionis0418-1.csv", rows: 0, csv: "" },
  },
});
