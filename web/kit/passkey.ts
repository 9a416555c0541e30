// The browser's side of passkeys, by @simplewebauthn/browser: bytes to text and back, and the same question in every
// browser. Loaded when a page needs it. Null: she gave up, or the device has no such thing.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";
import type { NewPasskey, PasskeyAnswer, PasskeyAsk } from "../../schema/account.ts";

const MINUTES = 5;

export const canPasskey = (): boolean => browserSupportsWebAuthn();

/** A passkey that is found without a name (discoverable) and asks for finger, face or PIN every time. */
export async function makePasskey(ask: PasskeyAsk): Promise<NewPasskey | null> {
  try {
    const made = await startRegistration({
      optionsJSON: {
        challenge: ask.challenge,
        rp: { id: ask.rpId, name: ask.rpName },
        user: { id: ask.userHandle, name: ask.label, displayName: ask.label },
        pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: "public-key", alg })),
        timeout: MINUTES * 60_000,
        attestation: "none",
        // Some authenticators open an organisation's key later only where that was said now (desk/key/prf.ts).
        extensions: { prf: {} },
        excludeCredentials: ask.known.map((id) => ({ id, type: "public-key" })),
        authenticatorSelection: {
          residentKey: "required",
          requireResidentKey: true,
          userVerification: "required",
        },
      },
    });
    return {
      id: made.id,
      clientData: made.response.clientDataJSON,
      attestation: made.response.attestationObject,
      transports: (made.response.transports ?? []).slice(0, 8),
    };
  } catch {
    return null;
  }
}

export async function answerPasskey(ask: { challenge: string; rpId: string }): Promise<PasskeyAnswer | null> {
  try {
    const said = await startAuthentication({
      optionsJSON: {
        challenge: ask.challenge,
        rpId: ask.rpId,
        timeout: MINUTES * 60_000,
        userVerification: "required",
      },
    });
    return {
      id: said.id,
      clientData: said.response.clientDataJSON,
      authenticatorData: said.response.authenticatorData,
      signature: said.response.signature,
      userHandle: said.response.userHandle ?? null,
    };
  } catch {
    return null;
  }
}
