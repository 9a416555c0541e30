// pass: the boarding pass, bound to one movement, short-lived; the first scan wins (ruling 3).
import * as z from "zod/mini";
import { caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Instant, MovementId, PersonId } from "./kit/fields.ts";

export const Pass = z.strictObject({
  movementId: MovementId,
  personId: PersonId,
  /** Six digits, for reading aloud at a gate. */
  number: z.string(),
  name: z.nullable(z.string()),
  group: z.int(),
  n: z.int(),
  m: z.int(),
  expiresAt: Instant,
  /** Text of the QR code. */
  credential: z.string(),
});
export type Pass = z.infer<typeof Pass>;

export const passMine = act({
  name: "pass.mine",
  says: "The person's boarding passes: one for each of her group, once she said that they come and the movement is confirmed.",
  kind: "read",
  may: ["person"],
  input: z.strictObject({}),
  reply: z.strictObject({ passes: z.array(Pass) }),
  fails: [],
  example: { input: {}, reply: { passes: [] } },
});

export const passSheet = act({
  name: "pass.sheet",
  says: "Passes of a movement to print for people without a phone, of those cases that were sent to this organisation.",
  kind: "read",
  audited: true,
  may: caseReaders,
  input: z.strictObject({ movementId: MovementId }),
  reply: z.strictObject({ passes: z.array(Pass) }),
  fails: [],
  example: { input: { movementId: "mov_ionis0418" }, reply: { passes: [] } },
});
