// key: a key pair of an organisation's own, made in a supervisor's browser. The platform holds the public half, and the
// private half under a passphrase that it never sees. Kept: HPKE (RFC 9180) with P-256, HKDF-SHA256, AES-256-GCM.
import * as z from "zod/mini";
import { exactBytes as bytes, KeyPasskey } from "./key-passkey.ts";
import { caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Instant, Version } from "./kit/fields.ts";

/** Rounds of PBKDF2-SHA256 that a passphrase is stretched by, at least (OWASP, 2023). */
export const WRAP_ROUNDS = 600_000;

/** An uncompressed point of P-256. */
export const PublicKey = bytes(65);

/** The private key (32 bytes) under AES-256-GCM with a key that was stretched from a passphrase. */
export const Wrapped = z.strictObject({
  salt: bytes(16),
  rounds: z.int("not-a-number").check(z.gte(WRAP_ROUNDS, "too-small"), z.lte(10_000_000, "too-large")),
  iv: bytes(12),
  sealed: bytes(48),
});
export type Wrapped = z.infer<typeof Wrapped>;

export const OrganisationKey = z.strictObject({
  version: Version,
  publicKey: PublicKey,
  /** SHA-256 of the public key in hexadecimal: what two people compare aloud. */
  fingerprint: z.string(),
  wrapped: Wrapped,
  madeBy: z.string(),
  madeAt: Instant,
  wrappedAt: Instant,
  /** Passkeys that open it as well. */
  passkeys: z.array(KeyPasskey),
});
export type OrganisationKey = z.infer<typeof OrganisationKey>;

const publicKey = `BP${"A".repeat(85)}`;
const wrapped: Wrapped = {
  salt: "A".repeat(22),
  rounds: WRAP_ROUNDS,
  iv: "A".repeat(16),
  sealed: "A".repeat(64),
};

export const keyMine = act({
  name: "key.mine",
  says: "The keys of this officer's organisation, newest first, each wrapped by its passphrase, and by those passkeys of hers that open it.",
  kind: "read",
  may: caseReaders,
  input: z.strictObject({}),
  reply: z.strictObject({ keys: z.array(OrganisationKey) }),
  fails: [],
  example: { input: {}, reply: { keys: [] } },
});

export const keySet = act({
  name: "key.set",
  says: "A supervisor stores a new version of the organisation's key. Older ones stay, for what was sealed to them.",
  kind: "write",
  may: ["supervisor"],
  input: z.strictObject({ version: Version, publicKey: PublicKey, wrapped: Wrapped }),
  reply: z.strictObject({ version: Version, fingerprint: z.string() }),
  fails: ["key-changed"],
  example: {
    input: { version: 1, publicKey, wrapped },
    reply: { version: 1, fingerprint: "e3b0c44298fc1c14" },
  },
});

export const keyRewrap = act({
  name: "key.rewrap",
  says: "A supervisor stores the same private key under another passphrase, after she opened it in her browser.",
  kind: "write",
  may: ["supervisor"],
  input: z.strictObject({ version: Version, publicKey: PublicKey, wrapped: Wrapped }),
  reply: z.strictObject({ version: Version, fingerprint: z.string() }),
  fails: ["key-changed"],
  example: {
    input: { version: 1, publicKey, wrapped },
    reply: { version: 1, fingerprint: "e3b0c44298fc1c14" },
  },
});
