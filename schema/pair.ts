// pair: what takes two platform administrators. The first one asks by doing the act; it is done when a second one does the very
// same within three days. Until then it changes nothing, and everybody whom it is about can read that it was asked for.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { Instant, OfficerId, OrganisationId } from "./kit/fields.ts";

/** Acts that take two: on an organisation that has ever had a supervisor of its own, and on a real crisis. */
export const pairActs = [
  "account.close",
  "account.invite",
  "issuer.set",
  "issuer.drop",
  "crisis.close",
] as const;
export const PairAct = z.enum(pairActs, "not-one-of");
export type PairAct = z.infer<typeof PairAct>;

export const PAIR_HOURS = 72;

const targetId = z.string().check(z.regex(/^(off|org|crs)_[0-9A-Za-z]{6,40}$/, "not-an-id"));

/** One act that waits for its second administrator. */
export const Pair = z.strictObject({
  act: PairAct,
  /** The account, organisation or crisis that it is done to. */
  targetId,
  organisationId: z.nullable(OrganisationId),
  /** What was asked for, as far as the second one has to say the same: role and label, or address and client. Never a secret. */
  asked: z.record(z.string(), z.string()),
  by: OfficerId,
  at: Instant,
  until: Instant,
});
export type Pair = z.infer<typeof Pair>;

const example = {
  act: "account.close",
  targetId: "off_dutyDesk2",
  organisationId: "org_embassyB1",
  asked: {},
  by: "off_administr1",
  at: "2026-03-01T06:00:00Z",
  until: "2026-03-04T06:00:00Z",
};

export const pairList = act({
  name: "pair.list",
  says: "What waits for a second administrator, on the whole platform.",
  kind: "read",
  may: ["platform-admin", "oversight"],
  input: z.strictObject({}),
  reply: z.strictObject({ waiting: z.array(Pair) }),
  fails: [],
  example: { input: {}, reply: { waiting: [example] } },
});

export const pairRefuse = act({
  name: "pair.refuse",
  says: "An administrator or oversight takes away what waits for a second administrator: it has to be asked for anew.",
  kind: "write",
  may: ["platform-admin", "oversight"],
  input: z.strictObject({ act: PairAct, targetId }),
  reply: z.strictObject({ act: PairAct, targetId }),
  fails: [],
  example: {
    input: { act: "account.close", targetId: "off_dutyDesk2" },
    reply: { act: "account.close", targetId: "off_dutyDesk2" },
  },
});
