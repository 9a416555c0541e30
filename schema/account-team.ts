// account, as colleagues see it: inviting, ending sessions, closing, and standing for somebody who lost her passkey.
import * as z from "zod/mini";
import {
  Bytes64,
  NewPasskey,
  newPasskeyExample,
  officerExample,
  PasskeyAsk,
  passkeyAskExample,
} from "./account.ts";
import { AuditRow } from "./audit.ts";
import { deskRoles, roles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Instant, OfficerId, OrganisationId, text } from "./kit/fields.ts";
import { Officer, Organisation } from "./organisation.ts";
import { Pair } from "./pair.ts";

/** 256 random bits: the part of a link that stands after `#`, which no server is sent. */
export const LinkToken = Bytes64(43).check(z.minLength(43, "not-an-id"));
export const INVITED_HOURS = 72;
/** A recovery link, and the word of a colleague who stands for somebody. */
export const RECOVER_HOURS = 24;

const token = "3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const ofTeam = ["supervisor", "platform-admin"] as const;

export const accountInvite = act({
  name: "account.invite",
  says: "Opens an account with a work label and one role, and makes the one-time link with which the invited makes her passkey. A supervisor invites into her own organisation; a platform administrator the first supervisor of a vetted one, and everybody where there are no supervisors. Where there has ever been a supervisor, it takes two administrators. Again for an account that nobody has opened yet: the link before is void.",
  kind: "write",
  may: ofTeam,
  input: z.strictObject({
    id: OfficerId,
    organisationId: OrganisationId,
    role: z.enum(roles, "not-one-of"),
    label: text(60),
  }),
  reply: z.strictObject({
    id: OfficerId,
    /** Null where it waits for a second administrator, until `expiresAt`: she sends the same, and gets the link. */
    token: z.nullable(z.string()),
    expiresAt: Instant,
  }),
  fails: [
    "already-exists",
    "organisation-pending",
    "supervisor-invites",
    "second-officer-needed",
    "same-line",
  ],
  example: {
    input: {
      id: "off_dutyDesk2",
      organisationId: "org_embassyB1",
      role: "supervisor",
      label: "Shift lead",
    },
    reply: { id: "off_dutyDesk2", token, expiresAt: "2026-03-04T06:00:00Z" },
  },
});

export const accountOpenLink = act({
  name: "account.openLink",
  says: "What a one-time link is for, with a challenge for the passkey that it may make. Does not spend it.",
  kind: "write",
  may: ["nobody", ...deskRoles],
  input: z.strictObject({ token: LinkToken }),
  reply: z.strictObject({
    recovers: z.boolean(),
    label: z.string(),
    role: z.enum(roles),
    organisation: Organisation,
    /** Her organisation has a sign-in of its own, which may be bound instead. */
    issuer: z.boolean(),
    ask: PasskeyAsk,
  }),
  fails: ["link-spent"],
  example: {
    input: { token },
    reply: {
      recovers: false,
      label: "Duty desk 2",
      role: "coordinator",
      organisation: officerExample.organisation,
      issuer: false,
      ask: passkeyAskExample,
    },
  },
});

export const accountUseLink = act({
  name: "account.useLink",
  says: "Spends a one-time link for a passkey, and signs in. After a recovery everything that opened the account before is void.",
  kind: "write",
  may: ["nobody", ...deskRoles],
  input: z.strictObject({ token: LinkToken, label: text(40), passkey: NewPasskey }),
  reply: Officer,
  fails: ["link-spent", "passkey-wrong", "already-exists"],
  example: {
    input: { token, label: "Office key", passkey: newPasskeyExample },
    reply: officerExample,
  },
});

const TeamMember = z.strictObject({
  id: OfficerId,
  label: z.string(),
  role: z.enum(roles),
  closedAt: z.nullable(Instant),
  /** Until when an invitation or a recovery link that nobody used yet is good. */
  linkUntil: z.nullable(Instant),
  recovers: z.boolean(),
  /** Whether anything opens this account: a passkey, or her organisation's sign-in. */
  opens: z.boolean(),
  /** Open sessions, for those who may end them; null for other colleagues. */
  sessions: z.nullable(z.int()),
  /** Who stands for her after she lost her passkey. */
  stoodFor: z.array(OfficerId),
});
export type TeamMember = z.infer<typeof TeamMember>;

export const accountTeam = act({
  name: "account.team",
  says: "Officers of one's own organisation, and what administrators of the platform asked for or did there; a platform administrator may name another.",
  kind: "read",
  may: deskRoles,
  input: z.strictObject({
    organisationId: z.optional(OrganisationId),
    after: z.optional(OfficerId),
  }),
  reply: z.strictObject({
    officers: z.array(TeamMember),
    next: z.nullable(OfficerId),
    /** What waits for a second administrator here. */
    waiting: z.array(Pair),
    /** What administrators of the platform asked for or did here within thirty days, newest first. */
    fromOutside: z.array(AuditRow),
  }),
  fails: [],
  example: {
    input: {},
    reply: {
      officers: [
        {
          id: "off_dutyDesk2",
          label: "Duty desk 2",
          role: "coordinator",
          closedAt: null,
          linkUntil: null,
          recovers: false,
          opens: true,
          sessions: 2,
          stoodFor: [],
        },
      ],
      next: null,
      waiting: [],
      fromOutside: [],
    },
  },
});

export const accountEndSessions = act({
  name: "account.endSessions",
  says: "Ends all sessions of an officer at once, as for a phone that was seized. Her passkeys stay.",
  kind: "write",
  may: ofTeam,
  input: z.strictObject({ officerId: OfficerId }),
  reply: z.strictObject({ officerId: OfficerId, ended: z.int() }),
  fails: [],
  example: { input: { officerId: "off_dutyDesk2" }, reply: { officerId: "off_dutyDesk2", ended: 2 } },
});

export const accountClose = act({
  name: "account.close",
  says: "Closes the account of an officer who leaves: sessions end, passkeys and links are void, what she did stays in the audit under her work label. Never one's own, and never the last administrator. In an organisation that has ever had a supervisor, it takes two administrators.",
  kind: "write",
  may: ofTeam,
  input: z.strictObject({ officerId: OfficerId }),
  reply: z.strictObject({
    officerId: OfficerId,
    /** Null where it waits for a second administrator, until `until`. */
    closedAt: z.nullable(Instant),
    until: z.nullable(Instant),
  }),
  fails: ["second-officer-needed", "same-line"],
  example: {
    input: { officerId: "off_dutyDesk2" },
    reply: { officerId: "off_dutyDesk2", closedAt: "2026-03-01T06:00:00Z", until: null },
  },
});

export const accountStandFor = act({
  name: "account.standFor",
  says: "Stands for a colleague who lost her passkey. With the second word, of two of her organisation of whom one is a supervisor, or of two platform administrators, comes a one-time link for a new one.",
  kind: "write",
  may: deskRoles,
  input: z.strictObject({ officerId: OfficerId }),
  reply: z.strictObject({
    officerId: OfficerId,
    /** Null until enough have stood for her. */
    token: z.nullable(z.string()),
    expiresAt: Instant,
  }),
  fails: ["session-too-old", "second-officer-needed"],
  example: {
    input: { officerId: "off_dutyDesk2" },
    reply: { officerId: "off_dutyDesk2", token: null, expiresAt: "2026-03-02T06:00:00Z" },
  },
});

export const accountHistory = act({
  name: "account.history",
  says: "What was done to accounts, newest first: invitations, sign-ins, passkeys found twice, words for a colleague, closings. A supervisor reads her own organisation's; oversight and the platform any.",
  kind: "read",
  may: ["supervisor", "oversight", "platform-admin"],
  input: z.strictObject({
    organisationId: z.optional(OrganisationId),
    before: z.optional(z.string().check(z.regex(/^\d{1,15}$/, "not-a-number"))),
  }),
  reply: z.strictObject({ rows: z.array(AuditRow), next: z.nullable(z.string()) }),
  fails: [],
  example: {
    input: {},
    reply: {
      rows: [
        {
          seq: 17,
          at: "2026-03-01T06:00:00Z",
          act: "account.invite",
          actor: "off_shiftLead1",
          organisationId: "org_embassyB1",
          targetId: "off_dutyDesk2",
        },
      ],
      next: null,
    },
  },
});
