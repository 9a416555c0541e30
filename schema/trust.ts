// What a gate trusts: public keys with their issuer and purpose, and the signed list that carries them without a network.
// Pure. Source: RFC 7517 (key sets); `iss`, `nbf`, `exp`, `purpose` and `specimen` are members of our own beside it.
// Times of keys and lists are real ones: a key lives outside of any crisis, and so of an exercise's clock.
import * as z from "zod/mini";

/** One key for each purpose, never two: whoever holds the key of a list cannot write a permit with it. */
export const keyPurposes = ["permit", "pass", "status"] as const;
export const KeyPurpose = z.enum(keyPurposes);
export type KeyPurpose = z.infer<typeof KeyPurpose>;

/** The platform's own issuer, of passes and of the root: ISO 3166-1 leaves codes that begin with X to their users. */
export const PLATFORM_ISSUER = "XCW";

const Alpha3 = z.string().check(z.regex(/^[A-Z]{3}$/));
const Seconds = z.int().check(z.gte(0), z.lte(253_402_300_799));
/** 32 bytes in base64url. */
const Coordinate = z.string().check(z.regex(/^[0-9A-Za-z_-]{43}$/));
/** The first 8 bytes of the key's thumbprint (RFC 7638, SHA-256) in base64url. */
const Kid = z.string().check(z.regex(/^[0-9A-Za-z_-]{11}$/));

export const TrustKey = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: Coordinate,
  y: Coordinate,
  use: z.literal("sig"),
  alg: z.literal("ES256"),
  kid: Kid,
  iss: Alpha3,
  purpose: KeyPurpose,
  nbf: Seconds,
  exp: Seconds,
  /** No state has authorised it: what it signs is a specimen. */
  specimen: z.boolean(),
});
export type TrustKey = z.infer<typeof TrustKey>;

/** A reader takes the keys whose shape it knows and leaves the others: a later set may hold more. */
export const TrustKeys = z.object({ keys: z.array(z.unknown()).check(z.maxLength(500)) });

/** The public half of the root key, to be pinned by a gate when it is installed. */
export const RootKey = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: Coordinate,
  y: Coordinate,
  kid: Kid,
});
export type RootKey = z.infer<typeof RootKey>;

/** The payload of `permit-trust.jws`. */
export const Trust = z.object({
  iss: Alpha3,
  iat: Seconds,
  exp: Seconds,
  keys: z.array(z.unknown()).check(z.maxLength(500)),
  status: z.array(z.object({ iss: Alpha3, uri: z.string().check(z.maxLength(200)) })).check(z.maxLength(300)),
});
export type Trust = z.infer<typeof Trust>;

/** Statuses of credentials: one bit each, so many in a list (16 KB unfolded). */
export const STATUS_ENTRIES = 131_072;
export const STATUS_TYPE = "application/statuslist+cwt";
