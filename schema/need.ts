// need: what a group needs, how urgently, who owns it and whether it is met. Readable at rest, so it never says why.
import * as z from "zod/mini";
import { caseDeciders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Instant, NeedId, OrganisationId, RegistrationId, Urgency, Version } from "./kit/fields.ts";
import { needKinds } from "./need.rules.ts";

export { needKinds };

export const NeedKind = z.enum(needKinds, "not-one-of");
export type NeedKind = z.infer<typeof NeedKind>;

export const needStates = ["open", "assigned", "met", "withdrawn"] as const;
export const NeedState = z.enum(needStates, "not-one-of");
export type NeedState = z.infer<typeof NeedState>;

export const Need = z.strictObject({
  id: NeedId,
  kind: NeedKind,
  urgency: Urgency,
  state: NeedState,
  ownerId: z.nullable(OrganisationId),
  statedAt: Instant,
  version: Version,
});
export type Need = z.infer<typeof Need>;

export const needState = act({
  name: "need.state",
  says: "An officer states a need that she learned of from the group.",
  kind: "write",
  may: caseDeciders,
  input: z.strictObject({ registrationId: RegistrationId, kind: NeedKind, urgency: Urgency }),
  reply: Need,
  fails: ["crisis-closed", "already-exists"],
  example: {
    input: { registrationId: "reg_8f2Kd03mQ1", kind: "medicine", urgency: 2 },
    reply: {
      id: "ned_4hT0s9aLx2",
      kind: "medicine",
      urgency: 2,
      state: "open",
      ownerId: null,
      statedAt: "2011-03-01T06:00:00Z",
      version: 1,
    },
  },
});

export const needUpdate = act({
  name: "need.update",
  says: "An officer changes a need's urgency or state; assigning makes her organisation its owner.",
  kind: "write",
  may: caseDeciders,
  guarded: true,
  input: z.strictObject({ needId: NeedId, urgency: z.optional(Urgency), state: z.optional(NeedState) }),
  reply: Need,
  fails: ["crisis-closed"],
  example: {
    input: { needId: "ned_4hT0s9aLx2", state: "assigned" },
    reply: {
      id: "ned_4hT0s9aLx2",
      kind: "medicine",
      urgency: 2,
      state: "assigned",
      ownerId: "org_embassyB1",
      statedAt: "2011-03-01T06:00:00Z",
      version: 2,
    },
  },
});
