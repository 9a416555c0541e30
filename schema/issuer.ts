// issuer: the sign-in server of an organisation (OpenID Connect). Administrators name it; nobody brings one along.
import * as z from "zod/mini";
import { officerExample } from "./account.ts";
import { LinkToken } from "./account-team.ts";
import { deskRoles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Instant, LocalText, OrganisationId } from "./kit/fields.ts";
import { Officer } from "./organisation.ts";

const short = (max: number) =>
  z.string().check(
    z.refine((value) => value.length > 0, "empty"),
    z.refine((value) => value.length <= max && /^[\x21-\x7e]+$/.test(value), "not-valid"),
  );

/** As OpenID Connect Discovery wants it: https, no query, no fragment. Plain http is refused at the door unless it is a demo. */
export const IssuerUrl = z.string().check(z.regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#@]*)?$/, "not-an-address"));

export const issuerList = act({
  name: "issuer.list",
  says: "Organisations whose officers may sign in at their own sign-in server.",
  kind: "read",
  may: ["nobody", ...deskRoles],
  input: z.strictObject({}),
  reply: z.strictObject({
    issuers: z.array(z.strictObject({ organisationId: OrganisationId, name: LocalText(120) })),
  }),
  fails: [],
  example: {
    input: {},
    reply: { issuers: [{ organisationId: "org_embassyB1", name: { en: "Embassy of Bangladesh" } }] },
  },
});

export const issuerSet = act({
  name: "issuer.set",
  says: "A platform administrator names the sign-in server of a vetted organisation. Another address than before: what the one before had opened is closed. Where the organisation has ever had a supervisor, it takes two administrators.",
  kind: "write",
  may: ["platform-admin"],
  input: z.strictObject({
    organisationId: OrganisationId,
    url: IssuerUrl,
    clientId: short(200),
    /** Absent for a client without one. */
    secret: z.optional(short(400)),
  }),
  reply: z.strictObject({
    organisationId: OrganisationId,
    /** Null where it waits for a second administrator, until `until`. */
    setAt: z.nullable(Instant),
    until: z.nullable(Instant),
  }),
  fails: ["organisation-pending", "second-officer-needed", "same-line"],
  example: {
    input: { organisationId: "org_embassyB1", url: "https://sign-in.example", clientId: "causeway" },
    reply: { organisationId: "org_embassyB1", setAt: "2026-03-01T06:00:00Z", until: null },
  },
});

export const issuerDrop = act({
  name: "issuer.drop",
  says: "Takes the sign-in server of an organisation away; sessions that it opened end at once. Where the organisation has ever had a supervisor, it takes two administrators.",
  kind: "write",
  may: ["platform-admin"],
  input: z.strictObject({ organisationId: OrganisationId }),
  /** `until` is set where it waits for a second administrator. */
  reply: z.strictObject({ organisationId: OrganisationId, until: z.nullable(Instant) }),
  fails: ["second-officer-needed", "same-line"],
  example: {
    input: { organisationId: "org_embassyB1" },
    reply: { organisationId: "org_embassyB1", until: null },
  },
});

export const issuerBegin = act({
  name: "issuer.begin",
  says: "Where to go to sign in at an organisation's own server; with a one-time link, to bind that sign-in to the account.",
  kind: "write",
  may: ["nobody", ...deskRoles],
  input: z.strictObject({ organisationId: OrganisationId, token: z.optional(LinkToken) }),
  reply: z.strictObject({ address: z.string() }),
  fails: ["link-spent", "issuer-refused"],
  example: {
    input: { organisationId: "org_embassyB1" },
    reply: { address: "https://sign-in.example/authorize?client_id=causeway" },
  },
});

export const issuerFinish = act({
  name: "issuer.finish",
  says: "Brings back what the server answered, and signs in. Whatever is wrong with it, the answer is the same.",
  kind: "write",
  may: ["nobody", ...deskRoles],
  input: z.strictObject({
    organisationId: OrganisationId,
    /** The query that the server added to the address of return. */
    answer: z.string().check(z.refine((value) => value.length <= 6000, "too-long")),
  }),
  reply: Officer,
  fails: ["issuer-refused", "link-spent"],
  example: {
    input: { organisationId: "org_embassyB1", answer: "code=abc&state=def" },
    reply: officerExample,
  },
});
