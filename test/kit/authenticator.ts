// A passkey in software, for tests at the door: P-256, no attestation, a counter that can be set, and every byte that a
// test may want to be wrong. Journeys use Chromium's own virtual authenticator instead.
import { encode } from "cborg";

const text64 = (bytes: Uint8Array) => bytes.toBase64({ alphabet: "base64url", omitPadding: true });
const sha = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const joined = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((one) => [...one]));

export interface Over {
  origin?: string;
  rpId?: string;
  type?: string;
  /** User present 1, verified 4, backed up 8 and 16, key attached 64. */
  flags?: number;
  counter?: number;
  userHandle?: string | null;
  crossOrigin?: boolean;
}

/** r || s as WebCrypto signs → DER as authenticators do. */
function toDer(raw: Uint8Array): Uint8Array {
  const int = (part: Uint8Array) => {
    let at = 0;
    while (at < part.length - 1 && part[at] === 0) at++;
    const cut = part.slice(at);
    const body = (cut[0] ?? 0) > 127 ? joined(new Uint8Array([0]), cut) : cut;
    return joined(new Uint8Array([2, body.length]), body);
  };
  const body = joined(int(raw.slice(0, 32)), int(raw.slice(32)));
  return joined(new Uint8Array([0x30, body.length]), body);
}

export class Authenticator {
  readonly origin: string;
  readonly id = text64(crypto.getRandomValues(new Uint8Array(24)));
  counter = 0;
  /** What the site gave when the passkey was made; comes back with every answer. */
  userHandle: string | null = null;
  #pair: CryptoKeyPair | null = null;

  constructor(origin: string) {
    this.origin = origin;
  }

  async #keys(): Promise<CryptoKeyPair> {
    this.#pair ??= (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
      "sign",
      "verify",
    ])) as CryptoKeyPair;
    return this.#pair;
  }

  #client(type: string, challenge: string, over: Over): Uint8Array<ArrayBuffer> {
    const origin = over.origin ?? this.origin;
    const crossOrigin = over.crossOrigin ?? false;
    return new TextEncoder().encode(
      JSON.stringify({ type: over.type ?? type, challenge, origin, crossOrigin }),
    );
  }

  async #data(flags: number, over: Over): Promise<Uint8Array> {
    const rpId = over.rpId ?? new URL(over.origin ?? this.origin).hostname;
    const counter = new Uint8Array(4);
    new DataView(counter.buffer).setUint32(0, over.counter ?? this.counter);
    return joined(await sha(new TextEncoder().encode(rpId)), new Uint8Array([over.flags ?? flags]), counter);
  }

  /** What a browser sends after making the passkey. */
  async makes(ask: { challenge: string; userHandle?: string }, over: Over = {}) {
    this.userHandle = ask.userHandle ?? null;
    const { x = "", y = "" } = (await crypto.subtle.exportKey(
      "jwk",
      (
        await this.#keys()
      ).publicKey,
    )) as JsonWebKey;
    const point = (text: string) => Uint8Array.fromBase64(text, { alphabet: "base64url" });
    const key = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, point(x)],
      [-3, point(y)],
    ]);
    const id = Uint8Array.fromBase64(this.id, { alphabet: "base64url" });
    const data = joined(
      await this.#data(0x45, over),
      new Uint8Array(16),
      new Uint8Array([id.length >> 8, id.length & 255]),
      id,
      encode(key),
    );
    const attestation = encode(
      new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", data],
      ]),
    );
    const clientData = text64(this.#client("webauthn.create", ask.challenge, over));
    return { id: this.id, clientData, attestation: text64(attestation), transports: ["internal"] };
  }

  /** What a browser sends after the passkey answered; its counter grows where it counts. */
  async answers(challenge: string, over: Over = {}) {
    if (this.counter > 0) this.counter++;
    const client = this.#client("webauthn.get", challenge, over);
    const data = await this.#data(0x05, over);
    const signed = new Uint8Array([...data, ...(await sha(client))]);
    const algorithm = { name: "ECDSA", hash: "SHA-256" };
    const raw = await crypto.subtle.sign(algorithm, (await this.#keys()).privateKey, signed);
    return {
      id: this.id,
      clientData: text64(client),
      authenticatorData: text64(data),
      signature: text64(toDer(new Uint8Array(raw))),
      userHandle: over.userHandle === undefined ? this.userHandle : over.userHandle,
    };
  }
}
