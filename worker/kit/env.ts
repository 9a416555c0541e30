// What the platform gives us, read and checked once. A wrong configuration stops every request with one clear line
// in the log; nothing of it, and no secret, ever leaves.

import { isLanguage, type LanguageCode } from "../../schema/kit/language.ts";
import { type KeyPurpose, PLATFORM_ISSUER } from "../../schema/trust.ts";
import type { Ledger } from "../ledger/Ledger.ts";
import type { CrisisRoom } from "../live/CrisisRoom.ts";

/** Bindings as wrangler.toml declares them. */
export interface Bindings {
  DB: D1Database;
  ROOM: DurableObjectNamespace<CrisisRoom>;
  LEDGER: DurableObjectNamespace<Ledger>;
  ASSETS: Fetcher;
  DISPLAY_NAME: string;
  DEMO: string;
  PRODUCTION: string;
  UNREVIEWED_LANGUAGES: string;
  EXPECTED_LANGUAGES?: string;
  BASEMAP_URL: string;
  /** Where people reach this site, without a path; for texts, delivery reports, and what is signed. */
  PUBLIC_URL?: string;
  /** The gateway's address for sending texts; empty: no texts. */
  SMS_URL?: string;
  SMS_USER?: string;
  /** The number that texts come from, where the gateway does not say it itself. */
  SMS_FROM?: string;
  /** Secret: what the gateway shows when it brings a text. */
  SMS_GATEWAY?: string;
  /** Secret: what we show when we bring one. */
  SMS_PASSWORD?: string;
  /** Where the data is stored, in words: it stands in every record of consent. */
  STORED_IN?: string;
  /** An address that is sent every published head of the audit; empty: none. */
  HEADS_URL?: string;
  /** Which versions KEY_RING is to hold, as in "1 2"; empty: not said. */
  KEY_VERSIONS?: string;
  KEY_RING: string;
  PEPPER: string;
  /** JSON: issuer → its signing keys. Without it nothing is granted and no pass is made. */
  PERMIT_KEYS?: string;
  /** Only in demo deployments: opens the doors that load the exercise. */
  DEMO_TOKEN?: string;
}

/** A private key as the secret holds it. `nbf` and `exp` are real moments, in seconds. */
export interface StoredKey {
  iss: string;
  use: KeyPurpose | "root";
  jwk: { kty: "EC"; crv: "P-256"; x: string; y: string; d: string };
  nbf: number;
  exp: number;
  /** No state has authorised it. */
  specimen: boolean;
}

export interface SmsSettings {
  url: string;
  user: string;
  from: string | null;
  gateway: string;
  password: string;
}

export interface Settings {
  displayName: string;
  demo: boolean;
  production: boolean;
  unreviewedLanguages: boolean;
  /** Shown before all others, in this order. */
  expectedLanguages: readonly LanguageCode[];
  basemapUrl: string | null;
  publicUrl: string | null;
  storedIn: string;
  /** Null: this deployment has no text messages. */
  sms: SmsSettings | null;
  headsUrl: string | null;
  demoToken: string | null;
  /** Version → 32 bytes. The highest version seals; all open. */
  keyRing: ReadonlyMap<number, Uint8Array<ArrayBuffer>>;
  newestKey: number;
  pepper: Uint8Array<ArrayBuffer>;
  permitKeys: readonly StoredKey[];
}

function bytes32(name: string, text: string): Uint8Array<ArrayBuffer> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    throw new Error(`configuration: ${name} is not base64`);
  }
  if (bytes.length !== 32) throw new Error(`configuration: ${name} must be 32 bytes in base64`);
  return bytes;
}

function ringOf(text: string | undefined): Map<number, Uint8Array<ArrayBuffer>> {
  if (text === undefined || text === "") throw new Error("configuration: the secret KEY_RING is missing");
  const ring = new Map<number, Uint8Array<ArrayBuffer>>();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error('configuration: KEY_RING must be JSON like {"1":"<base64>"}');
  }
  for (const [version, key] of Object.entries(parsed as Record<string, unknown>)) {
    if (!/^[1-9]\d{0,5}$/.test(version) || typeof key !== "string")
      throw new Error("configuration: KEY_RING has a wrong entry");
    ring.set(Number(version), bytes32(`KEY_RING version ${version}`, key));
  }
  if (ring.size === 0) throw new Error("configuration: KEY_RING is empty");
  return ring;
}

/** The ring holds what the deployment says that it holds: a secret that was put without an old version is seen at once. */
function refuseGaps(ring: ReadonlyMap<number, unknown>, said: string | undefined): void {
  const missing = (said ?? "").split(/[\s,]+/).filter((one) => one !== "" && !ring.has(Number(one)));
  if (missing.length > 0)
    throw new Error(`configuration: KEY_RING has no version ${missing.join(", ")}, which KEY_VERSIONS names`);
}

function headsUrlOf(url: string, production: boolean): string | null {
  if (url === "") return null;
  if (!(production ? /^https:\/\/\S+$/ : /^https?:\/\/\S+$/).test(url))
    throw new Error("configuration: HEADS_URL must be an https address");
  return url;
}

function isPrivateKey(jwk: unknown): jwk is StoredKey["jwk"] {
  const { kty, crv, ...rest } = (jwk ?? {}) as Record<string, unknown>;
  const is32 = (value: unknown) => typeof value === "string" && /^[0-9A-Za-z_-]{43}$/.test(value);
  return kty === "EC" && crv === "P-256" && is32(rest.x) && is32(rest.y) && is32(rest.d);
}

/** Which keys an issuer may have: the platform signs passes and the list of trust, and never a permit. */
const usesOf = (iss: string) => (iss === PLATFORM_ISSUER ? ["pass", "root"] : ["permit", "status"]);

function keysOf(text: string | undefined): StoredKey[] {
  if (text === undefined || text === "") return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = null;
  }
  if (typeof parsed !== "object" || parsed === null)
    throw new Error('configuration: PERMIT_KEYS must be JSON like {"LBY":[{"use":"permit", …}]}');
  const keys: StoredKey[] = [];
  for (const [iss, list] of Object.entries(parsed as Record<string, unknown>)) {
    if (!/^[A-Z]{3}$/.test(iss) || !Array.isArray(list))
      throw new Error(
        "configuration: PERMIT_KEYS has an issuer that is not three letters with a list of keys",
      );
    list.forEach((one: unknown, i) => {
      const { use, jwk, nbf, exp, specimen = false } = (one ?? {}) as Record<string, unknown>;
      const where = `configuration: PERMIT_KEYS, key ${String(i + 1)} of ${iss}`;
      if (typeof use !== "string" || !usesOf(iss).includes(use))
        throw new Error(`${where}: "use" must be one of ${usesOf(iss).join(", ")}`);
      if (!isPrivateKey(jwk)) throw new Error(`${where}: "jwk" must be a private key on P-256`);
      if (!Number.isInteger(nbf) || !Number.isInteger(exp) || Number(nbf) >= Number(exp))
        throw new Error(`${where}: "nbf" and "exp" must be seconds, the first before the second`);
      if (typeof specimen !== "boolean") throw new Error(`${where}: "specimen" must be true or false`);
      if (keys.some((other) => other.jwk.d === jwk.d)) throw new Error(`${where}: it stands there twice`);
      keys.push({ iss, use: use as StoredKey["use"], jwk, nbf: Number(nbf), exp: Number(exp), specimen });
    });
  }
  return keys;
}

/** Numbers and texts cross the network to the gateway: in production never in the clear. */
function smsOf(bindings: Bindings, production: boolean): SmsSettings | null {
  const { SMS_URL: url = "", SMS_USER: user, SMS_FROM: from } = bindings;
  if (url === "") return null;
  if (!(production ? /^https:\/\/\S+$/ : /^https?:\/\/\S+$/).test(url))
    throw new Error("configuration: SMS_URL must be an https address");
  const secret = (name: "SMS_GATEWAY" | "SMS_PASSWORD") => {
    const text = bindings[name] ?? "";
    if (text.length < 16)
      throw new Error(`configuration: the secret ${name} is missing or shorter than 16 characters`);
    return text;
  };
  return {
    url,
    user: user || "causeway",
    from: from || null,
    gateway: secret("SMS_GATEWAY"),
    password: secret("SMS_PASSWORD"),
  };
}

const parsed = new WeakMap<Bindings, Settings>();

/** Settings of these bindings. Raises a plain Error, with a sentence for the operator's log, where something is wrong. */
export function settingsOf(bindings: Bindings): Settings {
  const known = parsed.get(bindings);
  if (known !== undefined) return known;
  const demo = bindings.DEMO === "true";
  const production = bindings.PRODUCTION !== "false";
  if (demo && production)
    throw new Error('configuration: DEMO = "true" is refused unless PRODUCTION = "false"');
  if (!bindings.PEPPER) throw new Error("configuration: the secret PEPPER is missing");
  const keyRing = ringOf(bindings.KEY_RING);
  refuseGaps(keyRing, bindings.KEY_VERSIONS);
  const settings: Settings = {
    displayName: bindings.DISPLAY_NAME || "Help desk",
    demo,
    production,
    unreviewedLanguages: bindings.UNREVIEWED_LANGUAGES === "true",
    expectedLanguages: (bindings.EXPECTED_LANGUAGES ?? "").split(/[\s,]+/).filter(isLanguage),
    basemapUrl: /^https:\/\//.test(bindings.BASEMAP_URL ?? "") ? bindings.BASEMAP_URL : null,
    publicUrl: /^https?:\/\/[^/\s]+/.exec(bindings.PUBLIC_URL ?? "")?.[0] ?? null,
    storedIn: bindings.STORED_IN || "not stated by this deployment",
    sms: smsOf(bindings, production),
    headsUrl: headsUrlOf(bindings.HEADS_URL ?? "", production),
    demoToken: demo ? (bindings.DEMO_TOKEN ?? null) : null,
    keyRing,
    newestKey: Math.max(...keyRing.keys()),
    pepper: bytes32("PEPPER", bindings.PEPPER),
    permitKeys: keysOf(bindings.PERMIT_KEYS),
  };
  parsed.set(bindings, settings);
  return settings;
}
