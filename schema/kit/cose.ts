// The envelope of everything signed: COSE_Sign1 with ES256 (RFC 9052, section 4.2), and CWT claims as a map with
// whole-number keys (RFC 8392). Pure: makes and reads bytes; who signs and who verifies has the keys.
// Invariant: reading never throws and never looks at a claim; a reader verifies first and reads claims then.
import { decode, encode, Tagged } from "cborg";

/** Header parameters by their IANA numbers: alg, kid, typ. */
const ALG = 1;
const KID = 4;
const TYP = 16;
/** ECDSA with SHA-256 on P-256; the only algorithm that is ever accepted. */
export const ES256 = -7;
const SIGN1 = 18;

export type Claims = Map<number, unknown>;

export interface Sign1 {
  protectedBytes: Uint8Array<ArrayBuffer>;
  alg: unknown;
  kid: Uint8Array<ArrayBuffer>;
  typ: string | null;
  payload: Uint8Array<ArrayBuffer>;
  /** r || s, 64 bytes. */
  signature: Uint8Array<ArrayBuffer>;
}

const reading = {
  useMaps: true,
  rejectDuplicateMapKeys: true,
  allowUndefined: false,
  tags: Tagged.preserve(SIGN1),
} as const;

const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** Deterministic CBOR of a map of claims or headers (shortest forms, keys sorted). */
export function toCbor(value: Claims): Uint8Array<ArrayBuffer> {
  return plain(encode(value));
}

export function protectedHeader(kid: Uint8Array, typ?: string): Uint8Array<ArrayBuffer> {
  const header: Claims = new Map<number, unknown>([
    [ALG, ES256],
    [KID, kid],
  ]);
  if (typ !== undefined) header.set(TYP, typ);
  return toCbor(header);
}

/** Sig_structure: what is signed and verified (RFC 9052, section 4.4). */
export function toBeSigned(protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  return plain(encode(["Signature1", protectedBytes, new Uint8Array(), payload]));
}

export function toSign1(
  protectedBytes: Uint8Array,
  payload: Uint8Array,
  signature: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return plain(encode(new Tagged(SIGN1, [protectedBytes, new Map(), payload, signature])));
}

/** The parts of a COSE_Sign1, tagged or bare; null where the bytes are anything else. */
export function fromSign1(bytes: Uint8Array): Sign1 | null {
  try {
    const outer: unknown = decode(bytes, reading);
    const parts: unknown = outer instanceof Tagged ? outer.value : outer;
    if (!Array.isArray(parts) || parts.length !== 4) return null;
    const [protectedBytes, unprotected, payload, signature] = parts as unknown[];
    if (!(protectedBytes instanceof Uint8Array) || !(payload instanceof Uint8Array)) return null;
    if (!(signature instanceof Uint8Array) || !(unprotected instanceof Map)) return null;
    const header: unknown = protectedBytes.length === 0 ? new Map() : decode(protectedBytes, reading);
    if (!(header instanceof Map)) return null;
    // What is protected wins over what anybody could have written beside it.
    const kid: unknown = header.get(KID) ?? unprotected.get(KID);
    const typ: unknown = header.get(TYP);
    return {
      protectedBytes: plain(protectedBytes),
      alg: header.get(ALG),
      kid: kid instanceof Uint8Array ? plain(kid) : new Uint8Array(),
      typ: typeof typ === "string" ? typ : null,
      payload: plain(payload),
      signature: plain(signature),
    };
  } catch {
    // @NOTE Too deep, too short, not CBOR: all are "not one of ours" to a reader.
    return null;
  }
}

/** Claims of a payload that was verified; null where it is no map with whole-number keys. */
export function claimsIn(payload: Uint8Array): Claims | null {
  try {
    const claims: unknown = decode(payload, reading);
    if (!(claims instanceof Map)) return null;
    return [...claims.keys()].every((key) => Number.isInteger(key)) ? (claims as Claims) : null;
  } catch {
    return null;
  }
}
