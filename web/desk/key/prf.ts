// What a passkey makes of a salt (WebAuthn PRF), asked of this device; and opening a key by it. Null: the device has no such
// thing, or she gave up. @PRIVACY what the authenticator says never leaves this function's callers in this browser.
import type { OrganisationKey } from "../../../schema/key.ts";
import { hold, opened, sealing } from "./state.ts";

export interface Said {
  passkeyId: string;
  secret: Uint8Array<ArrayBuffer>;
}

/** Salts by passkey: the one that she takes answers its own. */
export async function askPasskey(salts: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): Promise<Said | null> {
  const { freshSalt, fromText, toText } = await sealing();
  const evalByCredential = Object.fromEntries([...salts].map(([id, first]) => [id, { first }]));
  try {
    const said = await navigator.credentials.get({
      publicKey: {
        // It proves nothing to the server and is not sent: only what is made of the salt counts.
        challenge: freshSalt(),
        rpId: location.hostname,
        userVerification: "required",
        allowCredentials: [...salts.keys()].map((id) => ({ id: fromText(id), type: "public-key" })),
        extensions: { prf: { evalByCredential } },
      },
    });
    if (!(said instanceof PublicKeyCredential)) return null;
    const first = said.getClientExtensionResults().prf?.results?.first;
    if (first === undefined) return null;
    const bytes =
      first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer as ArrayBuffer);
    return { passkeyId: toText(new Uint8Array(said.rawId)), secret: bytes };
  } catch {
    return null;
  }
}

/** Versions of the key that a passkey of this officer opens and that are not open yet. */
export const openable = (keys: readonly OrganisationKey[]): OrganisationKey[] =>
  keys.filter((one) => !opened.value.has(one.version) && one.passkeys.some(({ mine }) => mine));

/** Opens what one passkey of hers opens, version after version: each has a salt of its own. Replies with how many. */
export async function openByPasskey(
  keys: readonly OrganisationKey[],
  organisationId: string,
): Promise<number> {
  const { fromText, unwrapByPasskey, usable } = await sealing();
  let found = 0;
  for (const { version, passkeys } of openable(keys)) {
    const own = passkeys.flatMap(({ passkeyId, wrapped }) =>
      wrapped === null ? [] : [{ passkeyId, wrapped }],
    );
    const said = await askPasskey(
      new Map(own.map(({ passkeyId, wrapped }) => [passkeyId, fromText(wrapped.salt)])),
    );
    const taken = own.find(({ passkeyId }) => passkeyId === said?.passkeyId);
    if (said === null || taken === undefined) return found;
    const of = { organisationId, version, passkeyId: taken.passkeyId };
    const raw = await unwrapByPasskey(taken.wrapped, said.secret, of);
    said.secret.fill(0);
    if (raw === null) continue;
    hold(version, await usable(raw));
    raw.fill(0);
    found++;
  }
  return found;
}
