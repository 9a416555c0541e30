// From the text of a code to claims that somebody signed; and the same for status lists and for the list of trust.
// Order of STANDARDS section 4: prefix → Base45 → inflate (cut at its limit) → COSE_Sign1 → algorithm → key → signature,
// and only then a claim is looked at. Knows no clock and no network, and never throws for what it reads.
import * as z from "zod/mini";
import { type CredentialClaims, fromClaims, MOST_BYTES, PREFIX } from "../../schema/credential.ts";
import { fromBase45 } from "../../schema/kit/base45.ts";
import {
  type Claims,
  claimsIn,
  ES256,
  fromSign1,
  type Sign1,
  toBeSigned,
  toSign1,
} from "../../schema/kit/cose.ts";
import {
  type KeyPurpose,
  type RootKey,
  STATUS_TYPE,
  Trust,
  TrustKey,
  TrustKeys,
} from "../../schema/trust.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A public key that is ready to verify. */
export interface GateKey extends Pick<TrustKey, "kid" | "iss" | "purpose" | "nbf" | "exp" | "specimen"> {
  key: CryptoKey;
}

export const openReasons = [
  "prefix",
  "base45",
  "inflate",
  "cose",
  "algorithm",
  "unknown-key",
  "signature",
  "claims",
] as const;
export type OpenReason = (typeof openReasons)[number];
export type Opened =
  | { ok: true; claims: CredentialClaims; kid: string; key: GateKey; specimen: boolean }
  | { ok: false; reason: OpenReason };

const no = (reason: OpenReason) => ({ ok: false, reason }) as const;
const ecdsa = { name: "ECDSA", hash: "SHA-256" } as const;
const p256 = { name: "ECDSA", namedCurve: "P-256" } as const;

/** The largest QR code holds so many alphanumeric characters: whatever is longer was never one. */
const MOST_TEXT = 4296;

/** Unfolds zlib data; null where it is not, where something follows it, or as soon as it unfolds to more than `most`. */
export async function inflate(bytes: Bytes, most: number): Promise<Bytes | null> {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  // A broken stream refuses both; what matters of that is said by the reader below.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const out = new Uint8Array(most);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return out.slice(0, length);
      if (length + value.length > most) {
        reader.cancel().catch(() => {});
        return null;
      }
      out.set(value, length);
      length += value.length;
    }
  } catch {
    return null;
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Base64url without padding. */
function text64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
/** The bytes; null where it is no base64url. */
function bytes64(text: string): Bytes | null {
  if (!/^[0-9A-Za-z_-]*$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  } catch {
    return null;
  }
}

const publicKey = ({ kty, crv, x, y }: Pick<RootKey, "kty" | "crv" | "x" | "y">) =>
  crypto.subtle.importKey("jwk", { kty, crv, x, y }, p256, false, ["verify"]);

/** The keys of a set that this reader understands; a key that is no point of the curve is left out like any other. */
export async function readKeys(set: unknown): Promise<GateKey[]> {
  const found = z.safeParse(TrustKeys, set);
  if (!found.success) return [];
  const keys: GateKey[] = [];
  for (const one of found.data.keys) {
    const jwk = z.safeParse(TrustKey, one);
    if (!jwk.success) continue;
    const { kid, iss, purpose, nbf, exp, specimen } = jwk.data;
    const key = await publicKey(jwk.data).catch(() => null);
    if (key !== null) keys.push({ kid, iss, purpose, nbf, exp, specimen, key });
  }
  return keys;
}

type Verified = { ok: true; payload: Bytes; key: GateKey; sign1: Sign1 } | { ok: false; reason: OpenReason };

/** The payload of a COSE_Sign1 that one of these keys signed: every key of that name is tried. */
async function verified(
  bytes: Bytes,
  keys: readonly GateKey[],
  purposes: readonly KeyPurpose[],
): Promise<Verified> {
  const sign1 = fromSign1(bytes);
  // One form only, so that nothing unsigned can be changed either: tag 18, an empty unprotected header, shortest lengths.
  if (sign1 === null || !sameBytes(toSign1(sign1.protectedBytes, sign1.payload, sign1.signature), bytes))
    return no("cose");
  if (sign1.alg !== ES256) return no("algorithm");
  const kid = text64(sign1.kid);
  const named = keys.filter((one) => one.kid === kid && purposes.includes(one.purpose));
  if (named.length === 0) return no("unknown-key");
  const signed = toBeSigned(sign1.protectedBytes, sign1.payload);
  for (const key of named)
    if (
      sign1.signature.length === 64 &&
      (await crypto.subtle.verify(ecdsa, key.key, sign1.signature, signed))
    )
      return { ok: true, payload: sign1.payload, key, sign1 };
  return no("signature");
}

/** How zlib data is unfolded: at most so many bytes, null for anything else. */
export type Unfold = (bytes: Bytes, most: number) => Bytes | null | Promise<Bytes | null>;

/** What a code says, where a key of its issuer and for its purpose signed it. Times, status and territory are the caller's to judge. */
export async function openCredential(
  text: string,
  keys: readonly GateKey[],
  unfold: Unfold = inflate,
): Promise<Opened> {
  // A hand scanner ends with a line break. A space is a character of Base45, and may well be the last one.
  const code = text.replace(/[\r\n\t]+$/, "");
  if (!code.startsWith(PREFIX)) return no("prefix");
  if (code.length > MOST_TEXT) return no("base45");
  const folded = fromBase45(code.slice(PREFIX.length));
  if (folded === null) return no("base45");
  const cose = await unfold(folded, MOST_BYTES);
  if (cose === null) return no("inflate");
  const found = await verified(cose, keys, ["permit", "pass"]);
  if (!found.ok) return found;
  const { key, sign1 } = found;
  const claims = claimsIn(found.payload);
  const said = claims === null || sign1.typ !== null ? null : fromClaims(claims);
  if (said === null) return no("claims");
  // A key speaks for its own issuer and purpose: a pass key writes no permit, nor one state's key another's.
  if (said.kind !== key.purpose || said.iss !== key.iss) return no("unknown-key");
  const specimen = key.specimen || (said.kind === "permit" && said.specimen);
  return { ok: true, claims: said, kid: key.kid, key, specimen };
}

/** A Token Status List that was verified. Times are real ones, in seconds. */
export interface StatusList {
  iss: string;
  uri: string;
  iat: number;
  exp: number | null;
  ttl: number | null;
  bits: 1 | 2 | 4 | 8;
  list: Bytes;
}
export type OpenedList = { ok: true; list: StatusList } | { ok: false; reason: OpenReason };

/** Claims of a status list by their numbers (Token Status List draft): sub, exp, iat, ttl, status_list. */
const [SUB, EXP, IAT, TTL, LIST] = [2, 4, 6, 65_534, 65_533] as const;
/** A million entries of one bit. */
const MOST_LIST = 131_072;

export async function readStatusList(bytes: Uint8Array, keys: readonly GateKey[]): Promise<OpenedList> {
  const found = await verified(new Uint8Array(bytes), keys, ["status"]);
  if (!found.ok) return found;
  const claims = found.sign1.typ === STATUS_TYPE ? claimsIn(found.payload) : null;
  const list = claims === null ? null : await listIn(claims, found.key.iss);
  return list === null ? no("claims") : { ok: true, list };
}

async function listIn(claims: Claims, iss: string): Promise<StatusList | null> {
  const list = claims.get(LIST);
  const [uri, iat, exp, ttl] = [claims.get(SUB), claims.get(IAT), claims.get(EXP), claims.get(TTL)];
  if (!(list instanceof Map) || typeof uri !== "string" || typeof iat !== "number") return null;
  const entries = list as Map<unknown, unknown>;
  const bits = entries.get("bits");
  const folded = entries.get("lst");
  if ((bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8) || !(folded instanceof Uint8Array)) return null;
  const unfolded = await inflate(new Uint8Array(folded), MOST_LIST);
  if (unfolded === null) return null;
  const seconds = (value: unknown) => (typeof value === "number" ? value : null);
  return { iss, uri, iat, exp: seconds(exp), ttl: seconds(ttl), bits, list: unfolded };
}

/** 0 valid, 1 invalid, 2 suspended; null where the list does not reach so far. Least significant bits first. */
export function statusAt({ list, bits }: Pick<StatusList, "list" | "bits">, idx: number): number | null {
  const byte = list[Math.floor((idx * bits) / 8)];
  return byte === undefined ? null : (byte >> ((idx * bits) % 8)) & ((1 << bits) - 1);
}

export type OpenedTrust =
  | { ok: true; trust: Trust; keys: GateKey[] }
  | { ok: false; reason: "jws" | "signature" | "claims" };

/** The list of trust (a compact JWS, RFC 7515) that the pinned root signed. */
export async function openTrust(
  jws: string,
  root: Pick<RootKey, "kty" | "crv" | "x" | "y">,
): Promise<OpenedTrust> {
  const refused = (reason: "jws" | "signature" | "claims") => ({ ok: false, reason }) as const;
  const [head = "", body = "", signature = "", ...more] = jws.trim().split(".");
  const signed = bytes64(signature);
  const header = jsonOf(head);
  const alg = typeof header === "object" && header !== null ? (header as { alg?: unknown }).alg : null;
  if (more.length > 0 || signed?.length !== 64 || alg !== "ES256") return refused("jws");
  const key = await publicKey(root).catch(() => null);
  const right =
    key !== null &&
    (await crypto.subtle.verify(ecdsa, key, signed, new TextEncoder().encode(`${head}.${body}`)));
  if (!right) return refused("signature");
  const trust = z.safeParse(Trust, jsonOf(body));
  if (!trust.success) return refused("claims");
  return { ok: true, trust: trust.data, keys: await readKeys(trust.data) };
}

function jsonOf(part: string): unknown {
  const bytes = bytes64(part);
  if (bytes === null) return null;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return null;
  }
}
