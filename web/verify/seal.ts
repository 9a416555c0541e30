// Seals what this gate keeps: AES-256-GCM under a key that the browser holds and no script can read out (WebCrypto,
// not extractable). A record is bound to its name, so that none can be put in another's place.
// @PRIVACY Whoever copies the files of a lost device without its unlocked browser reads nothing; a browser in use does.

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export function makeKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const boundTo = (name: string) => new TextEncoder().encode(name);

export async function seal(key: CryptoKey, name: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const data = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: boundTo(name) },
    key,
    plain,
  );
  return { iv, data };
}

/** The value; null where the record was damaged, moved, or sealed under a key that is gone. */
export async function unseal<T>(key: CryptoKey, name: string, { iv, data }: Sealed): Promise<T | null> {
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv, additionalData: boundTo(name) },
      key,
      data,
    );
    return JSON.parse(new TextDecoder().decode(plain)) as T;
  } catch {
    return null;
  }
}

/** An id with 120 bits of chance, in letters and digits. */
export function newId(prefix: "gev" | "gat"): string {
  const bytes = crypto.getRandomValues(new Uint8Array(15));
  return `${prefix}_${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** A short name for a set of things that are sent together: the same set gets the same name. */
export async function digestOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
