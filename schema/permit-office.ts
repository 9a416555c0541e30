// permit, on the host authority's side: its queue without names, one request as it will be printed, the decision; and
// the waiver that makes permits unnecessary for a whole crisis.
import * as z from "zod/mini";
import { lostInput, lostReply } from "./consent.ts";
import { deskRoles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { CrisisId, Instant, LocalText, PermitId, text, Version, WaiverId } from "./kit/fields.ts";
import { Flag } from "./kit/typed.ts";
import { PermitForHost, PermitInQueue, PermitState, permitExamples } from "./permit.ts";

const { example, printed } = permitExamples;

export const permitList = act({
  name: "permit.list",
  says: "Requests to a host authority, those past their deadline first, then the next due. Keyset pages; no names.",
  kind: "read",
  may: ["permit-officer"],
  input: z.strictObject({
    crisisId: CrisisId,
    state: z.optional(
      z.enum(["open", "asked", "more-needed", "granted", "refused", "revoked"], "not-one-of"),
    ),
    after: z.optional(z.string().check(z.maxLength(120, "too-long"))),
  }),
  reply: z.strictObject({
    permits: z.array(PermitInQueue),
    next: z.nullable(z.string()),
    open: z.int(),
    late: z.int(),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: { permits: [{ ...example, ground: "evacuation" }], next: null, open: 1, late: 0 },
  },
});

export const permitGet = act({
  name: "permit.get",
  says: "A permit officer opens a request: exactly the fields that will be printed. The look is written down for the person.",
  kind: "read",
  audited: true,
  may: ["permit-officer"],
  input: z.strictObject({ id: PermitId }),
  reply: PermitForHost,
  fails: ["reason-needed"],
  example: { input: { id: example.id }, reply: { ...example, printed, reason: null, words: null } },
});

export const permitDecide = act({
  name: "permit.decide",
  says: "A permit officer grants, refuses with a reason, or asks for more. Granting signs it with the authority's own key.",
  kind: "write",
  may: ["permit-officer"],
  guarded: true,
  input: z.strictObject({
    id: PermitId,
    state: z.enum(["granted", "refused", "more-needed"], "not-one-of"),
    reason: z.optional(text(500)),
    /** Days from the decision; thirty at most, since a short life is the main defence of a gate without network. */
    days: z.optional(z.int("not-a-number").check(z.gte(1, "too-small"), z.lte(30, "too-large"))),
    exitPoints: z.optional(z.array(text(40)).check(z.maxLength(8, "too-many"))),
    returnUntil: z.optional(Instant),
    feesWaived: z.optional(Flag),
  }),
  reply: z.strictObject({ id: PermitId, state: PermitState, version: Version }),
  fails: [
    "crisis-closed",
    "transition-impossible",
    "reason-missing",
    "second-officer-needed",
    "signing-key-missing",
    "dates-reversed",
  ],
  example: {
    input: { id: example.id, state: "granted", days: 14 },
    reply: { id: example.id, state: "granted", version: 2 },
  },
});

export const permitRevoke = act({
  name: "permit.revoke",
  says: "A permit officer takes a granted permit back with a reason; the status list says so at once.",
  kind: "write",
  may: ["permit-officer"],
  guarded: true,
  input: z.strictObject({ id: PermitId, reason: text(500) }),
  reply: z.strictObject({ id: PermitId, state: PermitState, version: Version }),
  fails: ["crisis-closed", "transition-impossible"],
  example: {
    input: { id: example.id, reason: "Issued twice." },
    reply: { id: example.id, state: "revoked", version: 3 },
  },
});

/** No permit is needed in a crisis from one moment until another. */
export const Waiver = z.strictObject({
  id: WaiverId,
  crisisId: CrisisId,
  from: Instant,
  until: Instant,
  words: LocalText(500),
  authority: z.string(),
  endedAt: z.nullable(Instant),
  version: Version,
});
export type Waiver = z.infer<typeof Waiver>;
const waiver = {
  id: "wvr_4hT0s9aLx2",
  crisisId: "crs_libya2011",
  from: "2011-03-01T00:00:00Z",
  until: "2011-04-01T00:00:00Z",
  words: { en: "Everybody may leave without an exit permit." },
  authority: "Exit office",
  endedAt: null,
  version: 1,
};

export const permitWaive = act({
  name: "permit.waive",
  says: "A host authority declares that nobody needs a permit in a crisis from one moment until another.",
  kind: "write",
  may: ["permit-officer"],
  input: z.strictObject({
    id: WaiverId,
    crisisId: CrisisId,
    from: Instant,
    until: Instant,
    words: LocalText(500),
  }),
  reply: Waiver,
  fails: ["crisis-closed", "already-exists", "dates-reversed"],
  example: {
    input: {
      id: waiver.id,
      crisisId: waiver.crisisId,
      from: waiver.from,
      until: waiver.until,
      words: waiver.words,
    },
    reply: waiver,
  },
});

export const permitEndWaiver = act({
  name: "permit.endWaiver",
  says: "The authority ends a waiver before its time.",
  kind: "write",
  may: ["permit-officer"],
  guarded: true,
  input: z.strictObject({ id: WaiverId }),
  reply: Waiver,
  fails: ["crisis-closed", "transition-impossible"],
  example: {
    input: { id: waiver.id },
    reply: { ...waiver, endedAt: "2011-03-20T00:00:00Z", version: 2 },
  },
});

export const permitWaivers = act({
  name: "permit.waivers",
  says: "Waivers of a crisis that hold now or will, for everybody.",
  kind: "read",
  may: ["nobody", "person", "relative", ...deskRoles],
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({ waivers: z.array(Waiver) }),
  fails: [],
  example: { input: { crisisId: "crs_libya2011" }, reply: { waivers: [waiver] } },
});

export const permitLost = act({
  name: "permit.lost",
  says: "A permit officer reads which permits she may read no more because somebody took that back, since when and why. No name.",
  kind: "read",
  may: ["permit-officer"],
  input: lostInput,
  reply: lostReply,
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      rows: [{ known: [example.id], event: "withdrawn", purpose: "permit", at: "2011-03-01T06:05:00Z" }],
      deleted: [],
      next: null,
    },
  },
});
