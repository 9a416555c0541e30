// Cryptography of the desk, loaded only when a key is used: HPKE (RFC 9180) for notes, and an organisation's private key
// under a passphrase or what a passkey makes. @PRIVACY neither of them nor the private key ever leaves this browser.
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";

type Bytes = Uint8Array<ArrayBuffer>;

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });
const bytesOf = (text: string): Bytes => new Uint8Array(encoder.encode(text));

export function toText(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

export function fromText(text: string): Bytes {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}

export interface Wrapped {
  salt: string;
  rounds: number;
  iv: string;
  sealed: string;
}

/** Whose key it is; bound into what is wrapped, so that one organisation's key never stands for another's. */
export interface KeyOf {
  organisationId: string;
  version: number;
}

const wrapOf = (of: KeyOf) => bytesOf(`causeway key 1\n${of.organisationId}\n${String(of.version)}`);

/** A passphrase is what somebody types: its spaces and the way its letters are put together are not part of it. */
async function stretched(passphrase: string, salt: Bytes, rounds: number): Promise<CryptoKey> {
  const typed = bytesOf(passphrase.normalize("NFKC").trim().replace(/\s+/g, " "));
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds },
    base,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

/** A fresh pair: the public key as it is stored, and the private one as 32 bytes for wrapping and for the printed share. */
export async function makePair(): Promise<{ publicKey: string; privateKey: Bytes }> {
  const pair = await suite.kem.generateKeyPair();
  return {
    publicKey: toText(new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey))),
    privateKey: new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey)),
  };
}

export async function wrap(
  privateKey: Bytes,
  passphrase: string,
  of: KeyOf,
  rounds: number,
): Promise<Wrapped> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await stretched(passphrase, salt, rounds);
  const parameters = { name: "AES-GCM", iv, additionalData: wrapOf(of) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters, key, privateKey));
  return { salt: toText(salt), rounds, iv: toText(iv), sealed: toText(sealed) };
}

/** The private key; null where the passphrase is another one, or what was stored was changed. */
export async function unwrap(wrapped: Wrapped, passphrase: string, of: KeyOf): Promise<Bytes | null> {
  const key = await stretched(passphrase, fromText(wrapped.salt), wrapped.rounds);
  const parameters = { name: "AES-GCM", iv: fromText(wrapped.iv), additionalData: wrapOf(of) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, fromText(wrapped.sealed)));
  } catch {
    return null;
  }
}

/** What an authenticator is asked, and what its answer is salted with. */
export const freshSalt = (): Bytes => crypto.getRandomValues(new Uint8Array(32));

/** Whose key it is, and the one passkey that opens this wrapping. */
export interface PasskeyOf extends KeyOf {
  passkeyId: string;
}

const passkeyInfo = (of: PasskeyOf) =>
  bytesOf(`causeway key by passkey 1\n${of.organisationId}\n${String(of.version)}\n${of.passkeyId}`);

/** What an authenticator made of the salt is a secret of 32 bytes: no stretching, HKDF-SHA256 (RFC 5869) binds it to its use. */
async function derived(secret: Bytes, salt: Bytes, of: PasskeyOf): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt, info: passkeyInfo(of) },
    base,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

export async function wrapByPasskey(
  privateKey: Bytes,
  secret: Bytes,
  salt: Bytes,
  of: PasskeyOf,
): Promise<{ iv: string; sealed: string }> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const parameters = { name: "AES-GCM", iv, additionalData: passkeyInfo(of) };
  const key = await derived(secret, salt, of);
  const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters, key, privateKey));
  return { iv: toText(iv), sealed: toText(sealed) };
}

/** The private key; null where the passkey is another one, or what was stored was changed. */
export async function unwrapByPasskey(
  wrapped: { salt: string; iv: string; sealed: string },
  secret: Bytes,
  of: PasskeyOf,
): Promise<Bytes | null> {
  const key = await derived(secret, fromText(wrapped.salt), of);
  const parameters = { name: "AES-GCM", iv: fromText(wrapped.iv), additionalData: passkeyInfo(of) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, fromText(wrapped.sealed)));
  } catch {
    return null;
  }
}

/** A pair for use: its private half cannot be taken out of the browser's own keeping again. */
export async function usable(privateKey: Bytes): Promise<CryptoKeyPair> {
  const jwk = await crypto.subtle.exportKey(
    "jwk",
    await suite.kem.importKey("raw", privateKey.buffer, false),
  );
  const { kty = "", crv = "", x = "", y = "", d = "" } = jwk as JsonWebKey;
  const curve = { name: "ECDH", namedCurve: "P-256" };
  return {
    privateKey: await crypto.subtle.importKey("jwk", { kty, crv, x, y, d }, curve, false, ["deriveBits"]),
    publicKey: await crypto.subtle.importKey("jwk", { kty, crv, x, y }, curve, true, []),
  };
}

/** What a note belongs to. Put beside another case, under another id or another key's version, it does not open. */
export interface NoteOf extends KeyOf {
  registrationId: string;
  noteId: string;
}

const infoOf = (of: NoteOf) => bytesOf(`causeway note 1\n${of.organisationId}\n${String(of.version)}`);
const aadOf = (of: NoteOf) => bytesOf(`${of.registrationId}\n${of.noteId}`);

export async function sealNote(
  publicKey: string,
  words: string,
  of: NoteOf,
): Promise<{ enc: string; sealed: string }> {
  const recipientPublicKey = await suite.kem.importKey("raw", fromText(publicKey).buffer, true);
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info: infoOf(of).buffer },
    bytesOf(words).buffer,
    aadOf(of).buffer,
  );
  return { enc: toText(new Uint8Array(enc)), sealed: toText(new Uint8Array(ct)) };
}

/** The words; null where the key is another one, or anything about the note was changed. */
export async function openNote(
  key: CryptoKeyPair,
  note: { enc: string; sealed: string },
  of: NoteOf,
): Promise<string | null> {
  try {
    const plain = await suite.open(
      { recipientKey: key, enc: fromText(note.enc).buffer, info: infoOf(of).buffer },
      fromText(note.sealed).buffer,
      aadOf(of).buffer,
    );
    return decoder.decode(plain);
  } catch {
    return null;
  }
}

/** True where a private key opens what is sealed to a public one: a share that was typed belongs to this key. */
export async function fits(privateKey: Bytes, publicKey: string): Promise<boolean> {
  const of = { organisationId: "", version: 0, registrationId: "", noteId: "" };
  try {
    const note = await sealNote(publicKey, "probe", of);
    return (await openNote(await usable(privateKey), note, of)) === "probe";
  } catch {
    return false;
  }
}
