// permit, found by the number of the travel document that stands in the request: what was typed travels in the body, never
// in an address, and every request that is shown is told to its person.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { CrisisId, text } from "./kit/fields.ts";
import { PermitInQueue, permitExamples } from "./permit.ts";

export const permitFind = act({
  name: "permit.find",
  says: "A permit officer finds requests to her authority by the number of the travel document in them. Shows no name and no number.",
  kind: "write",
  audited: true,
  may: ["permit-officer"],
  input: z.strictObject({ crisisId: CrisisId, documentNumber: text(40) }),
  reply: z.strictObject({ found: z.array(PermitInQueue) }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011", documentNumber: "AB 1234567" },
    reply: { found: [{ ...permitExamples.example, state: "asked", ground: "evacuation" }] },
  },
});
