// key, opened by a passkey: the private key wrapped once more, under what one authenticator alone makes of a salt (WebAuthn
// PRF), by HKDF-SHA256 and AES-256-GCM. The platform sees the salt and what is wrapped, never what the authenticator said.
import * as z from "zod/mini";
import { Bytes64 } from "./account.ts";
import { caseReaders } from "./kit/access.ts";
import { act } from "./kit/act.ts";
import { Instant, Version } from "./kit/fields.ts";

/** base64url without padding, of exactly so many bytes. */
export const exactBytes = (length: number) =>
  z
    .string()
    .check(z.regex(new RegExp(`^[0-9A-Za-z_-]{${String(Math.ceil((length * 4) / 3))}}$`), "not-valid"));

const PasskeyId = Bytes64(1400);

export const WrappedByPasskey = z.strictObject({
  /** What the authenticator is asked, and the salt of what is made of its answer. */
  salt: exactBytes(32),
  iv: exactBytes(12),
  sealed: exactBytes(48),
});
export type WrappedByPasskey = z.infer<typeof WrappedByPasskey>;

/** A passkey that opens a version of the key: one's own with what it opens; for a supervisor everybody's, without. */
export const KeyPasskey = z.strictObject({
  passkeyId: PasskeyId,
  /** What its officer calls it, and her work label. */
  label: z.string(),
  by: z.string(),
  at: Instant,
  mine: z.boolean(),
  wrapped: z.nullable(WrappedByPasskey),
});
export type KeyPasskey = z.infer<typeof KeyPasskey>;

const wrapped = { salt: "A".repeat(43), iv: "A".repeat(16), sealed: "A".repeat(64) };

export const keyAddPasskey = act({
  name: "key.addPasskey",
  says: "An officer who opened the organisation's key in her browser lets one passkey of hers open it as well.",
  kind: "write",
  may: caseReaders,
  input: z.strictObject({ version: Version, passkeyId: PasskeyId, wrapped: WrappedByPasskey }),
  reply: z.strictObject({ version: Version, passkeyId: PasskeyId }),
  fails: ["key-changed"],
  example: {
    input: { version: 1, passkeyId: "cHJldGVuZGVk", wrapped },
    reply: { version: 1, passkeyId: "cHJldGVuZGVk" },
  },
});

export const keyDropPasskey = act({
  name: "key.dropPasskey",
  says: "A passkey opens the organisation's key no more: one's own, or for a supervisor anybody's of her organisation. Passphrase and share still do.",
  kind: "write",
  may: caseReaders,
  input: z.strictObject({ version: Version, passkeyId: PasskeyId }),
  reply: z.strictObject({ version: Version, passkeyId: PasskeyId }),
  fails: [],
  example: {
    input: { version: 1, passkeyId: "cHJldGVuZGVk" },
    reply: { version: 1, passkeyId: "cHJldGVuZGVk" },
  },
});
