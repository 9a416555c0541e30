// Passkeys (WebAuthn level 3), checked by @simplewebauthn/server, which runs on WebCrypto alone. Decides whether bytes are
// right and nothing else: whose they are, and whether a challenge is still good, is the caller's.
import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import type { NewPasskey, PasskeyAnswer } from "../../schema/account.ts";
import type { Bytes } from "./seal.ts";

/** The site for which a passkey is good: its origin, and the host name in it. */
export interface Site {
  origin: string;
  rpId: string;
}

export function siteOf(origin: string): Site {
  return { origin, rpId: new URL(origin).hostname };
}

const url64 = { alphabet: "base64url", omitPadding: true } as const;
const bytesIn = (text: string): Bytes => Uint8Array.fromBase64(text, { alphabet: "base64url" });
export const text64 = (text: string): string => new TextEncoder().encode(text).toBase64(url64);

/** The challenge that an answer says it answers; null where it is no answer at all. */
export function challengeIn(clientData: string): string | null {
  try {
    const said = JSON.parse(new TextDecoder().decode(bytesIn(clientData))) as { challenge?: unknown };
    return typeof said.challenge === "string" && /^[0-9A-Za-z_-]{43}$/.test(said.challenge)
      ? said.challenge
      : null;
  } catch {
    return null;
  }
}

export interface MadePasskey {
  id: string;
  publicKey: string;
  counter: number;
  synced: boolean;
}

/**
 * True where a passkey brings certificates of its maker. None were asked for, and reading them could make this server fetch
 * lists from addresses that they name.
 */
function bringsCertificates(attestation: string): boolean {
  const made = decodeAttestationObject(bytesIn(attestation));
  const own = made.get("fmt") === "packed" && made.get("attStmt").get("x5c") === undefined;
  return made.get("fmt") !== "none" && !own;
}

/** What a new passkey is; null where anything about it is wrong. User verification is required. */
export async function readNewPasskey(
  given: NewPasskey,
  challenge: string,
  site: Site,
): Promise<MadePasskey | null> {
  try {
    if (bringsCertificates(given.attestation)) return null;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id: given.id,
        rawId: given.id,
        type: "public-key",
        clientExtensionResults: {},
        response: { clientDataJSON: given.clientData, attestationObject: given.attestation },
      },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      // EdDSA, ES256, RS256.
      supportedAlgorithmIDs: [-8, -7, -257],
    });
    if (!verified || registrationInfo.credential.id !== given.id) return null;
    const { credential, credentialBackedUp } = registrationInfo;
    return {
      id: credential.id,
      publicKey: new Uint8Array(credential.publicKey).toBase64(url64),
      counter: credential.counter,
      synced: credentialBackedUp,
    };
  } catch {
    return null;
  }
}

/** A key that nobody's passkey has: an unknown one is checked against it, so that it takes as long as a wrong one. */
const NOBODY = (() => {
  const x = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
  const y = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
  return Uint8Array.fromHex(`a5010203262001215820${x}225820${y}`).toBase64(url64);
})();

/**
 * The counter and the state of a passkey that answered rightly; null where it did not, and always where `publicKey` is
 * null. The counter is compared by the caller, after the signature: a number alone must not void anybody's passkey.
 */
export async function readAnswer(
  given: PasskeyAnswer,
  publicKey: string | null,
  challenge: string,
  site: Site,
): Promise<{ counter: number; synced: boolean } | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id: given.id,
        rawId: given.id,
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: given.clientData,
          authenticatorData: given.authenticatorData,
          signature: given.signature,
        },
      },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      credential: { id: given.id, publicKey: bytesIn(publicKey ?? NOBODY), counter: -1 },
    });
    if (!verified || publicKey === null) return null;
    return { counter: authenticationInfo.newCounter, synced: authenticationInfo.credentialBackedUp };
  } catch {
    return null;
  }
}
