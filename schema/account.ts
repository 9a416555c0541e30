// account: how an officer proves that it is she (passkeys), and which sessions stand open in her name. Her organisation
// and role are in organisation.ts; what colleagues do with her account in account-team.ts.
import * as z from "zod/mini";
import { deskRoles } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Instant, text } from "./kit/fields.ts";
import { Officer } from "./organisation.ts";

/** How somebody signed in: her passkey, her organisation's own sign-in, or a demo's one-time link. */
export const signInWays = ["passkey", "issuer", "link"] as const;
export const SignInWay = z.enum(signInWays, "not-one-of");
export type SignInWay = z.infer<typeof SignInWay>;

/** Bytes as a browser says them: base64url without padding. */
export const Bytes64 = (max: number) =>
  z.string().check(
    z.refine((value) => value.length <= max, "too-long"),
    z.regex(/^[0-9A-Za-z_-]+$/, "not-an-id"),
  );

/** What a new passkey says of itself (WebAuthn level 3, registration). No attestation is asked for. */
export const NewPasskey = z.strictObject({
  id: Bytes64(1400),
  clientData: Bytes64(4000),
  attestation: Bytes64(8000),
  transports: z.array(z.string().check(z.regex(/^[a-z-]{1,20}$/, "not-one-of"))).check(z.maxLength(8)),
});
export type NewPasskey = z.infer<typeof NewPasskey>;

/** What a passkey answers to a challenge (authentication). */
export const PasskeyAnswer = z.strictObject({
  id: Bytes64(1400),
  clientData: Bytes64(4000),
  authenticatorData: Bytes64(4000),
  signature: Bytes64(4000),
  userHandle: z.nullable(Bytes64(128)),
});
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

/** What a browser needs to make a passkey; the rest is the same for everybody and stands in web/kit/passkey.ts. */
export const PasskeyAsk = z.strictObject({
  challenge: z.string(),
  rpId: z.string(),
  rpName: z.string(),
  userHandle: z.string(),
  label: z.string(),
  /** Passkeys of this account that exist already. */
  known: z.array(z.string()),
});
export type PasskeyAsk = z.infer<typeof PasskeyAsk>;

const Passkey = z.strictObject({
  id: z.string(),
  label: z.string(),
  addedAt: Instant,
  usedAt: z.nullable(Instant),
  /** Kept by the maker of the device, and on several of her devices perhaps. */
  synced: z.boolean(),
});

/** Minutes after signing in within which keys may be changed, and colleagues stood for. */
export const FRESH_MINUTES = 15;

const challenge = "3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const officer = {
  id: "off_dutyDesk2",
  label: "Duty desk 2",
  role: "coordinator",
  organisation: {
    id: "org_embassyB1",
    kind: "embassy",
    name: { en: "Embassy of Bangladesh" },
    country: "BD",
  },
  crises: [],
  expiresAt: "2026-03-01T18:00:00Z",
};
export const officerExample = officer;
export const newPasskeyExample = {
  id: "cHJldGVuZGVk",
  clientData: "e30",
  attestation: "oA",
  transports: ["internal"],
};
export const passkeyAskExample = {
  challenge,
  rpId: "help.example",
  rpName: "Causeway",
  userHandle: "b2ZmX2R1dHlEZXNrMg",
  label: "Duty desk 2",
  known: [],
};

export const accountBegin = act({
  name: "account.begin",
  says: "A challenge for signing in by passkey: answered once, within five minutes. No name is asked.",
  kind: "write",
  may: ["nobody", ...deskRoles],
  input: z.strictObject({}),
  reply: z.strictObject({ challenge: z.string(), rpId: z.string() }),
  fails: [],
  example: { input: {}, reply: { challenge, rpId: "help.example" } },
});

export const accountSignIn = act({
  name: "account.signIn",
  says: "An officer signs in with a passkey. Whatever is wrong, the answer is the same.",
  kind: "write",
  may: ["nobody", ...deskRoles],
  input: PasskeyAnswer,
  reply: Officer,
  fails: ["passkey-wrong"],
  example: {
    input: {
      id: "cHJldGVuZGVk",
      clientData: "e30",
      authenticatorData: "oA",
      signature: "oA",
      userHandle: null,
    },
    reply: officer,
  },
});

export const accountMine = act({
  name: "account.mine",
  says: "The passkeys of this account and its open sessions.",
  kind: "read",
  may: deskRoles,
  input: z.strictObject({}),
  reply: z.strictObject({
    passkeys: z.array(Passkey),
    /** Her organisation's own sign-in opens this account. */
    issuer: z.boolean(),
    sessions: z.array(
      z.strictObject({
        startedAt: Instant,
        usedAt: Instant,
        expiresAt: Instant,
        way: SignInWay,
        here: z.boolean(),
      }),
    ),
  }),
  fails: [],
  example: {
    input: {},
    reply: {
      passkeys: [
        {
          id: "cHJldGVuZGVk",
          label: "Office key",
          addedAt: "2026-03-01T06:00:00Z",
          usedAt: null,
          synced: false,
        },
      ],
      issuer: false,
      sessions: [
        {
          startedAt: "2026-03-01T06:00:00Z",
          usedAt: "2026-03-01T06:20:00Z",
          expiresAt: "2026-03-01T06:50:00Z",
          way: "passkey",
          here: true,
        },
      ],
    },
  },
});

export const accountBeginPasskey = act({
  name: "account.beginPasskey",
  says: "A challenge for one more passkey of the account that is signed in, soon after signing in.",
  kind: "write",
  may: deskRoles,
  input: z.strictObject({}),
  reply: PasskeyAsk,
  fails: ["session-too-old"],
  example: { input: {}, reply: passkeyAskExample },
});

export const accountAddPasskey = act({
  name: "account.addPasskey",
  says: "Adds a passkey to the account that is signed in.",
  kind: "write",
  may: deskRoles,
  input: z.strictObject({ label: text(40), passkey: NewPasskey }),
  reply: z.strictObject({ id: z.string() }),
  fails: ["session-too-old", "passkey-wrong", "already-exists"],
  example: { input: { label: "Office key", passkey: newPasskeyExample }, reply: { id: "cHJldGVuZGVk" } },
});

export const accountRemovePasskey = act({
  name: "account.removePasskey",
  says: "Removes a passkey and ends the sessions that it opened; never the last way into the account.",
  kind: "write",
  may: deskRoles,
  input: z.strictObject({ id: Bytes64(1400) }),
  reply: z.strictObject({ id: z.string() }),
  fails: ["session-too-old", "last-passkey"],
  example: { input: { id: "cHJldGVuZGVk" }, reply: { id: "cHJldGVuZGVk" } },
});

export const accountEndOthers = act({
  name: "account.endOthers",
  says: "Ends all sessions of this account but the one that asks.",
  kind: "write",
  may: deskRoles,
  input: z.strictObject({}),
  reply: z.strictObject({ ended: z.int() }),
  fails: [],
  example: { input: {}, reply: { ended: 1 } },
});
