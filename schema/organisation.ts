// organisation: who works in a crisis, and its officers' accounts (a work label, never a person's name).
import * as z from "zod/mini";
import { deskRoles, type Role, roles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { CrisisId, Instant, LocalText, OfficerId, OrganisationId, text } from "./kit/fields.ts";
import { Refused } from "./organisation-refuse.ts";

export const organisationKinds = ["embassy", "agency", "host-authority", "oversight", "platform"] as const;
export const OrganisationKind = z.enum(organisationKinds, "not-one-of");
export type OrganisationKind = z.infer<typeof OrganisationKind>;

export const Organisation = z.strictObject({
  id: OrganisationId,
  kind: OrganisationKind,
  name: LocalText(120),
  /** ISO 3166-1 alpha-2 of the state that an embassy or a host authority acts for; null for others. */
  country: z.nullable(z.string().check(z.regex(/^[A-Z]{2}$/, "not-a-country"))),
});
export type Organisation = z.infer<typeof Organisation>;

/**
 * Roles that an organisation of a kind may hold: a host authority can hold none that reads cases. A gate officer of an
 * embassy or agency boards its movements; one of a host authority checks permits.
 */
export const rolesOf: Record<OrganisationKind, readonly Role[]> = {
  embassy: ["intake", "coordinator", "supervisor", "viewer", "gate-officer"],
  agency: ["intake", "coordinator", "supervisor", "viewer", "gate-officer"],
  "host-authority": ["permit-officer", "gate-officer"],
  oversight: ["oversight"],
  platform: ["platform-admin"],
};

/** Kinds that may receive a registration. Never a host authority (M4: the firewall). */
export const receivingKinds = ["embassy", "agency"] as const;

export const Officer = z.strictObject({
  id: OfficerId,
  label: z.string(),
  role: z.enum(roles),
  organisation: Organisation,
  crises: z.array(z.strictObject({ id: CrisisId, name: LocalText(120) })),
  expiresAt: z.string(),
});
export type Officer = z.infer<typeof Officer>;

const example = {
  id: "org_embassyB1",
  kind: "embassy",
  name: { en: "Embassy of Bangladesh" },
  country: "BD",
};

export const organisationList = act({
  name: "organisation.list",
  says: "Organisations of a crisis that may receive registrations, for the first question of the form.",
  kind: "read",
  may: ["nobody", "person", "relative", ...deskRoles],
  /** `gates`: host authorities too, whose gates a movement may name. */
  input: z.strictObject({ crisisId: CrisisId, gates: z.optional(z.enum(["yes"], "not-one-of")) }),
  reply: z.strictObject({ organisations: z.array(Organisation) }),
  fails: [],
  example: { input: { crisisId: "crs_libya2011" }, reply: { organisations: [example] } },
});

/** An organisation of any kind with its officers' accounts: for those who run or watch the platform. */
export const OrganisationInRoster = z.strictObject({
  ...Organisation.shape,
  /** Null until a second administrator stood for it. */
  vettedAt: z.nullable(Instant),
  addedBy: z.nullable(OfficerId),
  /** Whether whoever reads this may be the second one: another account, let in from elsewhere. */
  mayVet: z.boolean(),
  refused: Refused,
  officers: z.array(
    z.strictObject({
      id: OfficerId,
      role: z.enum(roles),
      label: z.string(),
      closedAt: z.nullable(Instant),
    }),
  ),
});
export type OrganisationInRoster = z.infer<typeof OrganisationInRoster>;

export const organisationRoster = act({
  name: "organisation.roster",
  says: "Organisations of every kind with their officers' accounts: of one crisis, or of the whole platform.",
  kind: "read",
  may: ["oversight", "platform-admin"],
  input: z.strictObject({ crisisId: z.optional(CrisisId), after: z.optional(OrganisationId) }),
  reply: z.strictObject({
    organisations: z.array(OrganisationInRoster),
    next: z.nullable(OrganisationId),
  }),
  fails: [],
  example: {
    input: { crisisId: "crs_libya2011" },
    reply: {
      organisations: [
        {
          ...example,
          vettedAt: "2011-02-20T00:00:00Z",
          addedBy: null,
          mayVet: false,
          refused: null,
          officers: [{ id: "off_dutyDesk2", role: "coordinator", label: "Duty desk 2", closedAt: null }],
        },
      ],
      next: null,
    },
  },
});

export const organisationAdd = act({
  name: "organisation.add",
  says: "A platform administrator adds an organisation. Until a second one confirms it, it takes part in nothing; then it comes into the crisis that was named.",
  kind: "write",
  may: ["platform-admin"],
  input: z.strictObject({ organisation: Organisation, crisisId: z.optional(CrisisId) }),
  reply: Organisation,
  fails: ["already-exists"],
  example: { input: { organisation: example, crisisId: "crs_libya2011" }, reply: example },
});

export const organisationJoin = act({
  name: "organisation.join",
  says: "A platform administrator brings an organisation that exists already into a crisis.",
  kind: "write",
  may: ["platform-admin"],
  input: z.strictObject({ organisationId: OrganisationId, crisisId: CrisisId }),
  reply: z.strictObject({ organisationId: OrganisationId, crisisId: CrisisId }),
  fails: ["crisis-closed", "organisation-stopped", "organisation-pending"],
  example: {
    input: { organisationId: "org_embassyB1", crisisId: "crs_libya2011" },
    reply: { organisationId: "org_embassyB1", crisisId: "crs_libya2011" },
  },
});

export const organisationVet = act({
  name: "organisation.vet",
  says: "A second platform administrator confirms an organisation that another one added, and whom not the same invitations let in: it may now take part, and be invited.",
  kind: "write",
  may: ["platform-admin"],
  input: z.strictObject({ organisationId: OrganisationId }),
  reply: z.strictObject({ organisationId: OrganisationId, vettedAt: Instant }),
  fails: ["second-officer-needed", "same-line", "already-exists", "transition-impossible"],
  example: {
    input: { organisationId: "org_embassyB1" },
    reply: { organisationId: "org_embassyB1", vettedAt: "2011-02-20T00:00:00Z" },
  },
});

export const organisationAddOfficer = act({
  name: "organisation.addOfficer",
  says: "A platform administrator opens an officer's account with a work label and one role that fits the organisation: in a demo alone. Everywhere else officers are invited.",
  kind: "write",
  may: ["platform-admin"],
  demo: true,
  input: z.strictObject({
    id: OfficerId,
    organisationId: OrganisationId,
    role: z.enum(roles, "not-one-of"),
    label: text(60),
  }),
  reply: z.strictObject({ id: OfficerId }),
  fails: ["already-exists", "organisation-pending"],
  example: {
    input: {
      id: "off_dutyDesk2",
      organisationId: "org_embassyB1",
      role: "coordinator",
      label: "Duty desk 2",
    },
    reply: { id: "off_dutyDesk2" },
  },
});

export const organisationSignIn = act({
  name: "organisation.signIn",
  says: "An officer signs in with a one-time link. Links exist only where the deployment says demo.",
  kind: "write",
  may: ["nobody", "person", ...deskRoles],
  demo: true,
  input: z.strictObject({ token: z.string().check(z.regex(/^[0-9A-Za-z_-]{43}$/, "not-an-id")) }),
  reply: Officer,
  fails: ["link-spent"],
  example: {
    input: { token: "3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
    reply: {
      id: "off_dutyDesk2",
      label: "Duty desk 2",
      role: "coordinator",
      organisation: example,
      crises: [],
      expiresAt: "2011-03-01T18:00:00Z",
    },
  },
});

export const organisationSignOut = act({
  name: "organisation.signOut",
  says: "An officer signs out; the session ends on the server.",
  kind: "write",
  may: deskRoles,
  input: z.strictObject({}),
  reply: z.strictObject({ signedIn: z.literal(false) }),
  fails: [],
  example: { input: {}, reply: { signedIn: false } },
});

export const organisationMe = act({
  name: "organisation.me",
  says: "Who is signed in at this desk.",
  kind: "read",
  may: deskRoles,
  input: z.strictObject({}),
  reply: Officer,
  fails: [],
  example: {
    input: {},
    reply: {
      id: "off_dutyDesk2",
      label: "Duty desk 2",
      role: "coordinator",
      organisation: example,
      crises: [],
      expiresAt: "2011-03-01T18:00:00Z",
    },
  },
});
