// RFC 9180 in base mode for DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-GCM, written anew from the text with nothing but
// the platform's cryptography: another path to the same bytes than the library that the desk uses.

const encoder = new TextEncoder();
type Bytes = Uint8Array<ArrayBuffer>;

export const fromHex = (text: string): Bytes =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
export const toHex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function joined(...parts: (Uint8Array | string)[]): Bytes {
  const all = parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part));
  const out = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
const two = (value: number) => Uint8Array.of(value >> 8, value & 255);

async function hmac(key: Bytes, text: Bytes): Promise<Bytes> {
  // An empty salt is a key of zeros (RFC 5869, section 2.2).
  const raw = key.length === 0 ? new Uint8Array(32) : key;
  const imported = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, text));
}

function extract(suite: Bytes, salt: Bytes, label: string, ikm: Bytes): Promise<Bytes> {
  return hmac(salt, joined("HPKE-v1", suite, label, ikm));
}

async function expand(suite: Bytes, prk: Bytes, label: string, info: Bytes, length: number): Promise<Bytes> {
  const labelled = joined(two(length), "HPKE-v1", suite, label, info);
  let block: Bytes = new Uint8Array(0);
  let out: Bytes = new Uint8Array(0);
  for (let n = 1; out.length < length; n++) {
    block = await hmac(prk, joined(block, labelled, Uint8Array.of(n)));
    out = joined(out, block);
  }
  return out.slice(0, length);
}

/** Opens the first message to a private key. `aead` 1: AES-128-GCM, 2: AES-256-GCM. Raises where anything does not fit. */
export async function openBase(
  aead: 1 | 2,
  recipient: { d: Bytes; publicKey: Bytes },
  enc: Bytes,
  info: Bytes,
  aad: Bytes,
  sealed: Bytes,
): Promise<Bytes> {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const text = (bytes: Bytes) =>
    btoa(String.fromCharCode(...bytes))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: text(recipient.publicKey.slice(1, 33)),
    y: text(recipient.publicKey.slice(33)),
    d: text(recipient.d),
  };
  const own = await crypto.subtle.importKey("jwk", jwk, curve, false, ["deriveBits"]);
  const theirs = await crypto.subtle.importKey("raw", enc, curve, false, []);
  const dh = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own, 256));
  const kem = joined("KEM", two(0x0010));
  const none = new Uint8Array(0);
  const eae = await extract(kem, none, "eae_prk", dh);
  const shared = await expand(kem, eae, "shared_secret", joined(enc, recipient.publicKey), 32);
  const suite = joined("HPKE", two(0x0010), two(0x0001), two(aead));
  const context = joined(
    Uint8Array.of(0),
    await extract(suite, none, "psk_id_hash", none),
    await extract(suite, none, "info_hash", info),
  );
  const secret = await extract(suite, shared, "secret", none);
  const key = await expand(suite, secret, "key", context, aead === 1 ? 16 : 32);
  const nonce = await expand(suite, secret, "base_nonce", context, 12);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  return new Uint8Array(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData: aad }, aes, sealed),
  );
}
