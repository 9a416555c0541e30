// All cryptography of the edge: sealing (AES-256-GCM), the versioned key ring, keyed hashes, PINs, tokens; and sealing to an
// organisation's own public key (HPKE), which nothing here can open again.
// Invariant: associated data binds every sealed field to its table, column and row, so that a swapped field fails.
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import type { Settings } from "./env.ts";

export type Bytes = Uint8Array<ArrayBuffer>;

/** A registration's own key, wrapped as it is stored. */
export interface WrappedKey {
  keyVersion: number;
  wrappedKey: Bytes;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const IV = 12;

const imported = new WeakMap<Uint8Array, Promise<CryptoKey>>();
function aesKey(raw: Bytes): Promise<CryptoKey> {
  let key = imported.get(raw);
  if (key === undefined) {
    key = crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    imported.set(raw, key);
  }
  return key;
}

async function encrypt(key: CryptoKey, plain: Bytes, bound: string): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: encoder.encode(bound) },
    key,
    plain,
  );
  const out = new Uint8Array(IV + sealed.byteLength);
  out.set(iv);
  out.set(new Uint8Array(sealed), IV);
  return out;
}

async function decrypt(key: CryptoKey, sealed: Bytes, bound: string): Promise<Bytes> {
  const parameters = { name: "AES-GCM", iv: sealed.subarray(0, IV), additionalData: encoder.encode(bound) };
  return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed.subarray(IV)));
}

function ringKey(settings: Settings, version: number): Promise<CryptoKey> {
  const raw = settings.keyRing.get(version);
  if (raw === undefined)
    throw new Error(`configuration: KEY_RING has no version ${String(version)}, and stored data needs it`);
  return aesKey(raw);
}

/** The bytes of D1 arrive as ArrayBuffer or as a list of numbers, by how they were read. */
export function bytesOf(value: ArrayBuffer | number[] | Uint8Array): Bytes {
  return new Uint8Array(value as ArrayBuffer);
}

/** A fresh key for a registration, and the same key wrapped by the newest version of the ring. */
export async function makeKey(
  settings: Settings,
  registrationId: string,
): Promise<WrappedKey & { key: CryptoKey }> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const wrappedKey = await encrypt(
    await ringKey(settings, settings.newestKey),
    raw,
    `registration.wrappedKey:${registrationId}`,
  );
  return { key: await aesKey(raw), keyVersion: settings.newestKey, wrappedKey };
}

async function rawKey(settings: Settings, registrationId: string, stored: WrappedKey): Promise<Bytes> {
  return decrypt(
    await ringKey(settings, stored.keyVersion),
    stored.wrappedKey,
    `registration.wrappedKey:${registrationId}`,
  );
}

export async function openKey(
  settings: Settings,
  registrationId: string,
  stored: WrappedKey,
): Promise<CryptoKey> {
  return aesKey(await rawKey(settings, registrationId, stored));
}

/** The same key under the newest version: rotation re-wraps keys and touches no sealed field. */
export async function rewrapKey(
  settings: Settings,
  registrationId: string,
  stored: WrappedKey,
): Promise<WrappedKey> {
  const raw = await rawKey(settings, registrationId, stored);
  const wrappedKey = await encrypt(
    await ringKey(settings, settings.newestKey),
    raw,
    `registration.wrappedKey:${registrationId}`,
  );
  return { keyVersion: settings.newestKey, wrappedKey };
}

/** Seals a value as JSON. `bound` is `table.column:rowId`. */
export async function seal(key: CryptoKey, bound: string, value: unknown): Promise<Bytes> {
  return encrypt(key, new Uint8Array(encoder.encode(JSON.stringify(value))), bound);
}

/** Opens what `seal` made with the same key and `bound`; raises where either is another or a byte changed. */
export async function open<T>(key: CryptoKey, bound: string, sealed: Bytes): Promise<T> {
  return JSON.parse(decoder.decode(await decrypt(key, sealed, bound))) as T;
}

/** Seals under the ring itself: for what is not one registration's. The version stands in the first two bytes. */
export async function sealByRing(settings: Settings, bound: string, value: unknown): Promise<Bytes> {
  const sealed = await seal(await ringKey(settings, settings.newestKey), bound, value);
  const out = new Uint8Array(2 + sealed.length);
  new DataView(out.buffer).setUint16(0, settings.newestKey);
  out.set(sealed, 2);
  return out;
}

export async function openByRing<T>(settings: Settings, bound: string, sealed: Bytes): Promise<T> {
  const version = new DataView(sealed.buffer, sealed.byteOffset).getUint16(0);
  return open<T>(await ringKey(settings, version), bound, sealed.subarray(2));
}

async function hmac(settings: Settings, purpose: string, text: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey(
    "raw",
    settings.pepper,
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(`${purpose}\n${text}`)));
}

/** Keyed hash for looking up what must not be readable: a reference, an address, a body. */
export async function keyedHash(settings: Settings, purpose: string, text: string): Promise<string> {
  return hex(await hmac(settings, purpose, text));
}

/** Keyed hashes of many texts, cut to 24 bits: for look-ups where a collision costs no more than one row opened in vain. */
export async function keyedNumbers(
  settings: Settings,
  purpose: string,
  texts: readonly string[],
): Promise<number[]> {
  const raw = await hmac(settings, "numbers", purpose);
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return Promise.all(
    texts.map(async (text) => {
      const bytes = new DataView(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
      return bytes.getUint32(0) >>> 8;
    }),
  );
}

/** Six digits that only this deployment can derive again from the same text. Who chooses the text learns the number. */
export async function derivedPin(settings: Settings, text: string): Promise<string> {
  const bytes = await hmac(settings, "pin", text);
  // 2^48 values on 10^6: the bias is below 1 in 10^8.
  const number = bytes.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 1_000_000).padStart(6, "0");
}

/** The secret number on the slip of a paper form: derived again from its printed reference, so that none is kept. */
export async function paperPin(settings: Settings, reference: string): Promise<string> {
  // No other text begins so: those of acts are JSON.
  return derivedPin(settings, `paper:${reference}`);
}

/** What a tool shows to read a layer: 256 bits that only this deployment can derive again for the same act. */
export async function readSecret(settings: Settings, actId: string): Promise<string> {
  const bytes = await hmac(settings, "read-token", actId);
  return `cwt_${bytes.toBase64({ alphabet: "base64url", omitPadding: true })}`;
}

/** Production Workers refuse PBKDF2 above 100,000 rounds; the pepper is what protects a stolen database. */
const ROUNDS = 100_000;

export async function pinHash(settings: Settings, pin: string, salt: Bytes): Promise<Bytes> {
  const peppered = await hmac(settings, "pin-hash", pin);
  const key = await crypto.subtle.importKey("raw", peppered, "PBKDF2", false, ["deriveBits"]);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, key, 256),
  );
}

/** What workerd has beside the web's own: Preact's types bring the browser's, and which of two a compiler takes is not settled. */
interface ConstantTime {
  timingSafeEqual(a: Bytes, b: Bytes): boolean;
}

/** Compares in constant time; false for unequal lengths. */
export function sameBytes(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && (crypto.subtle as unknown as ConstantTime).timingSafeEqual(a, b);
}

/** Compares two texts in constant time, whatever their lengths. */
export async function sameText(settings: Settings, a: string, b: string): Promise<boolean> {
  return sameBytes(await hmac(settings, "same", a), await hmac(settings, "same", b));
}

export async function sha256(text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text))));
}

export async function sha256Bytes(bytes: Bytes): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** True for an uncompressed point that lies on P-256: what an organisation gives as its public key. */
export async function isPublicKey(bytes: Bytes): Promise<boolean> {
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  try {
    await crypto.subtle.importKey("raw", bytes, { name: "ECDH", namedCurve: "P-256" }, false, []);
    return true;
  } catch {
    return false;
  }
}

const hpke = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/**
 * Seals words to an organisation's public key (base64url of a point of P-256), in the form in which a browser seals them
 * (web/kit/seal.ts): from here on only its private key opens them, which is never here.
 */
export async function sealToKey(
  publicKey: string,
  words: string,
  of: { info: string; bound: string },
): Promise<{ enc: Bytes; sealed: Bytes }> {
  const point = Uint8Array.fromBase64(publicKey, { alphabet: "base64url" });
  const { enc, ct } = await hpke.seal(
    {
      recipientPublicKey: await hpke.kem.importKey("raw", point.buffer, true),
      info: encoder.encode(of.info).buffer,
    },
    encoder.encode(words).buffer,
    encoder.encode(of.bound).buffer,
  );
  return { enc: new Uint8Array(enc), sealed: new Uint8Array(ct) };
}

export function hex(bytes: Bytes): string {
  return bytes.toHex();
}

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** 256 random bits as 43 characters of base64url: session and link tokens. */
export function randomToken(): string {
  return randomBytes(32).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Random decimal digits without bias. */
export function randomDigits(count: number): string {
  let out = "";
  while (out.length < count)
    for (const byte of randomBytes(count)) if (byte < 250 && out.length < count) out += String(byte % 10);
  return out;
}

/** A fresh id: prefix and 120 random bits in letters and digits. */
export function makeId(prefix: string): string {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let out = "";
  for (const byte of randomBytes(24)) out += alphabet[byte & 31] ?? "";
  return `${prefix}_${out}`;
}
