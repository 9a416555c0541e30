// Signing by WebCrypto: ES256 for what a gate reads (COSE) and for the list of trust (JWS, by jose). Keys come from the
// secret PERMIT_KEYS alone. Invariants: one key, one purpose; a key signs nothing that outlives its own publication.
import { CompactSign, calculateJwkThumbprint } from "jose";
import { type CredentialClaims, PREFIX, toClaims } from "../../schema/credential.ts";
import { toBase45 } from "../../schema/kit/base45.ts";
import { protectedHeader, toBeSigned, toCbor, toSign1 } from "../../schema/kit/cose.ts";
import type { KeyPurpose, RootKey, TrustKey } from "../../schema/trust.ts";
import type { Settings, StoredKey } from "./env.ts";
import type { Bytes } from "./seal.ts";

/** A key that is ready to sign. */
export interface SigningKey extends StoredKey {
  kid: Bytes;
  key: CryptoKey;
}

const imported = new WeakMap<StoredKey, Promise<SigningKey>>();

async function importKey(stored: StoredKey): Promise<SigningKey> {
  const { kty, crv, x, y, d } = stored.jwk;
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y, d }, algorithm, false, ["sign"]);
  // kid: the first eight bytes of the thumbprint (RFC 7638, SHA-256).
  const print = await calculateJwkThumbprint({ kty, crv, x, y }, "sha256");
  return { ...stored, kid: Uint8Array.fromBase64(print, { alphabet: "base64url" }).slice(0, 8), key };
}

function ready(stored: StoredKey): Promise<SigningKey> {
  let key = imported.get(stored);
  if (key === undefined) {
    key = importKey(stored).catch(() => {
      throw new Error(`configuration: PERMIT_KEYS has a key of ${stored.iss} that is no point of P-256`);
    });
    imported.set(stored, key);
  }
  return key;
}

/**
 * The newest key of an issuer for a purpose that is valid at a real moment and stays published for as long as what it
 * signs will be read (`seconds`); null where there is none.
 */
export async function signingKey(
  settings: Settings,
  iss: string,
  use: StoredKey["use"],
  real: Date,
  seconds: number,
): Promise<SigningKey | null> {
  const now = Math.floor(real.getTime() / 1000);
  const [newest] = settings.permitKeys
    .filter((one) => one.iss === iss && one.use === use && one.nbf <= now && one.exp >= now + seconds)
    .sort((a, b) => b.nbf - a.nbf);
  return newest === undefined ? null : ready(newest);
}

const text64 = (bytes: Bytes) => bytes.toBase64({ alphabet: "base64url", omitPadding: true });

/** Public halves of all keys that have not ended, root keys aside: older ones still verify what they signed. */
export async function publishedKeys(settings: Settings, real: Date): Promise<TrustKey[]> {
  const now = Math.floor(real.getTime() / 1000);
  const living = settings.permitKeys.filter((one) => one.use !== "root" && one.exp > now);
  return Promise.all(
    living.map(async (stored) => {
      const { kid, iss, use, nbf, exp, specimen, jwk } = await ready(stored);
      const { kty, crv, x, y } = jwk;
      const purpose = use as KeyPurpose;
      return { kty, crv, x, y, use: "sig", alg: "ES256", kid: text64(kid), iss, purpose, nbf, exp, specimen };
    }),
  );
}

/** The public half of a root key, as a gate pins it. */
export function rootOf(key: SigningKey): RootKey {
  const { kty, crv, x, y } = key.jwk;
  return { kty, crv, x, y, kid: text64(key.kid) };
}

/** COSE_Sign1 over a payload; WebCrypto's signature is r || s already, as COSE wants it. */
export async function sign1(key: SigningKey, payload: Bytes, typ?: string): Promise<Bytes> {
  const header = protectedHeader(key.kid, typ);
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(algorithm, key.key, toBeSigned(header, payload));
  return toSign1(header, payload, new Uint8Array(signature));
}

/** zlib (RFC 1950). */
export async function deflate(bytes: Bytes): Promise<Bytes> {
  const folded = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(folded).arrayBuffer());
}

/** The text of a code. Signed anew where it would end in a space, which is lost as soon as somebody copies it. */
export async function signCredential(key: SigningKey, claims: CredentialClaims): Promise<string> {
  const payload = toCbor(toClaims(claims));
  for (;;) {
    const text = PREFIX + toBase45(await deflate(await sign1(key, payload)));
    if (!text.endsWith(" ")) return text;
  }
}

/** A compact JWS (RFC 7515) over JSON. */
export async function signJws(key: SigningKey, typ: string, payload: unknown): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: "ES256", kid: text64(key.kid), typ })
    .sign(key.key);
}
