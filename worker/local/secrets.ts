// The secrets of a platform that lives on this machine: made at its first start, kept beside its data, gone with it.
// Invariant: the file is readable by its owner alone, and nothing of it is ever printed.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Secrets {
  /** JSON: version → 32 bytes in base64. */
  KEY_RING: string;
  PEPPER: string;
  /** Opens the doors that load the exercise. */
  DEMO_TOKEN: string;
  /** JSON: issuer → keys that no state has authorised: whatever they sign is a specimen. */
  PERMIT_KEYS: string;
}

const NAMES = ["KEY_RING", "PEPPER", "DEMO_TOKEN"] as const;

const DAY = 86_400;

/** Separate keys for permits and their status list of each state, and for the platform's passes and root. */
export function makePermitKeys(states: readonly string[], now: Date): string {
  const at = Math.floor(now.getTime() / 1000);
  const one = (use: string) => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { kty, crv, x, y, d } = privateKey.export({ format: "jwk" });
    return { use, jwk: { kty, crv, x, y, d }, nbf: at - DAY, exp: at + 3650 * DAY, specimen: true };
  };
  const ofStates = states.map((iss) => [iss, [one("permit"), one("status")]] as const);
  return JSON.stringify(Object.fromEntries([...ofStates, ["XCW", [one("pass"), one("root")]]]));
}

/** The state of the exercise. */
const STATES = ["LBY"];

export function makeSecrets(): Secrets {
  const bytes = () => randomBytes(32);
  return {
    KEY_RING: JSON.stringify({ 1: bytes().toString("base64") }),
    PEPPER: bytes().toString("base64"),
    DEMO_TOKEN: bytes().toString("base64url"),
    PERMIT_KEYS: makePermitKeys(STATES, new Date()),
  };
}

/** The secrets of this state folder; makes them where there are none. A damaged file raises a sentence. */
export function secretsOf(statePath: string): Secrets {
  const path = join(statePath, "secrets.json");
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return keep(path, statePath, makeSecrets());
  }
  const known = parse(text);
  if (known === null)
    throw new Error(`${path} is damaged: start again with --fresh (which also removes the local data)`);
  // A platform from before there were permits keeps everything else that it has.
  if (typeof known.PERMIT_KEYS !== "string")
    return keep(path, statePath, { ...known, PERMIT_KEYS: makePermitKeys(STATES, new Date()) });
  return known;
}

function keep(path: string, statePath: string, secrets: Secrets): Secrets {
  mkdirSync(statePath, { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(secrets), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}

function parse(text: string): Secrets | null {
  try {
    const found = JSON.parse(text) as Partial<Record<string, unknown>>;
    return NAMES.every((name) => typeof found[name] === "string") ? (found as unknown as Secrets) : null;
  } catch {
    return null;
  }
}
