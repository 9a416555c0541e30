// token: what a tool that cannot sign in shows to read one layer of one crisis, until a day. Made by an organisation for
// itself, shown once, revoked at once. Never a layer with people.
import * as z from "zod/mini";
import { act } from "./kit/act.ts";
import { CrisisId, Instant, OrganisationId, TokenId, text } from "./kit/fields.ts";
import { numeric } from "./kit/typed.ts";

/** Layers that are not public. */
export const tokenLayers = ["partner-zones", "partner-areas"] as const;
export const TokenLayer = z.enum(tokenLayers, "not-one-of");
export type TokenLayer = z.infer<typeof TokenLayer>;

export const TOKEN_DAYS = 90;
/** Tokens of an organisation that hold at the same time. */
export const TOKENS_MOST = 50;

export const Token = z.strictObject({
  id: TokenId,
  crisisId: CrisisId,
  layer: TokenLayer,
  /** What it is for, in words of whoever made it. */
  label: text(80),
  organisationId: OrganisationId,
  madeAt: Instant,
  expiresAt: Instant,
  revokedAt: z.nullable(Instant),
  /** When it was last used, to the hour. */
  usedAt: z.nullable(Instant),
});
export type Token = z.infer<typeof Token>;

const keepers = ["supervisor", "platform-admin"] as const;
const example = {
  id: "tok_8f2Kd03mQ1",
  crisisId: "crs_libya2011",
  layer: "partner-areas",
  label: "Situation map in the office",
  organisationId: "org_agencyA1",
  madeAt: "2026-11-01T06:00:00Z",
  expiresAt: "2026-12-01T06:00:00Z",
  revokedAt: null,
  usedAt: null,
};

export const tokenList = act({
  name: "token.list",
  says: "An organisation's own tokens for outside tools, newest first, with when each was last used.",
  kind: "read",
  may: keepers,
  input: z.strictObject({ crisisId: CrisisId }),
  reply: z.strictObject({ tokens: z.array(Token) }),
  fails: [],
  example: { input: { crisisId: "crs_libya2011" }, reply: { tokens: [example] } },
});

export const tokenMake = act({
  name: "token.make",
  says: "A supervisor makes a token that reads one layer of a crisis. Its secret is in this reply and nowhere else.",
  kind: "write",
  may: keepers,
  input: z.strictObject({
    id: TokenId,
    crisisId: CrisisId,
    layer: TokenLayer,
    label: text(80),
    days: numeric(z.int("not-a-number").check(z.gte(1, "too-small"), z.lte(TOKEN_DAYS, "too-large"))),
  }),
  reply: z.strictObject({ token: Token, secret: z.string() }),
  fails: ["crisis-closed", "already-exists", "tokens-full"],
  example: {
    input: {
      id: "tok_8f2Kd03mQ1",
      crisisId: "crs_libya2011",
      layer: "partner-areas",
      label: "Situation map in the office",
      days: 30,
    },
    reply: { token: example, secret: "cwt_1hQm0c6v2b8Xo5rT3nZkY7wLdE9sUaJpGfVtBiRq4MN" },
  },
});

export const tokenRevoke = act({
  name: "token.revoke",
  says: "A supervisor ends a token of her organisation: the next request with it is refused.",
  kind: "write",
  may: keepers,
  input: z.strictObject({ id: TokenId }),
  reply: Token,
  fails: [],
  example: {
    input: { id: "tok_8f2Kd03mQ1" },
    reply: { ...example, revokedAt: "2026-11-02T06:00:00Z" },
  },
});
