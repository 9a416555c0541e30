// Keys for tests of credentials, made anew in every run.
import { type GateKey, readKeys } from "../../web/verify/open.ts";
import type { Settings, StoredKey } from "../../worker/kit/env.ts";
import { publishedKeys, type SigningKey, signingKey } from "../../worker/kit/sign.ts";
import { NOW, SECONDS } from "./claims.ts";

const DAY = 86_400;

export async function makeStored(
  iss: string,
  use: StoredKey["use"],
  over: Partial<StoredKey> = {},
): Promise<StoredKey> {
  const p256 = { name: "ECDSA", namedCurve: "P-256" };
  const pair = (await crypto.subtle.generateKey(p256, true, ["sign", "verify"])) as CryptoKeyPair;
  const { x = "", y = "", d = "" } = (await crypto.subtle.exportKey("jwk", pair.privateKey)) as JsonWebKey;
  const jwk = { kty: "EC", crv: "P-256", x, y, d } as const;
  return { iss, use, jwk, nbf: SECONDS - DAY, exp: SECONDS + 90 * DAY, specimen: false, ...over };
}

/** Settings with nothing but these keys: all that signing reads. */
export function settingsWith(...permitKeys: StoredKey[]): Settings {
  return { permitKeys } as unknown as Settings;
}

export async function signerOf(stored: StoredKey): Promise<SigningKey> {
  const key = await signingKey(settingsWith(stored), stored.iss, stored.use, NOW, 0);
  if (key === null) throw new Error("the key of this test is not valid");
  return key;
}

/** The keys as a gate has them: published, and read again. */
export async function gateKeysOf(...stored: StoredKey[]): Promise<GateKey[]> {
  return readKeys({ keys: await publishedKeys(settingsWith(...stored), NOW) });
}
