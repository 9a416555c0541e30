// The Token Status List of an issuer: one bit for each permit, set once it is revoked; read from the database every time,
// so that a revocation is in it at once. Some places are set that no permit ever gets: nobody can count revocations.

import { toCbor } from "../../schema/kit/cose.ts";
import { alpha2Of } from "../../schema/kit/country.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { STATUS_ENTRIES, STATUS_TYPE } from "../../schema/trust.ts";
import type { Ctx } from "../kit/door.ts";
import { type Bytes, keyedHash, randomBytes } from "../kit/seal.ts";
import { deflate, type SigningKey, sign1 } from "../kit/sign.ts";
import { listRevoked, listTaken } from "./store.ts";

/** Seconds: a list may be used for so long without a network, and is to be asked for anew after so long with one. */
const LIST_LIVES = 7 * 86_400;
const TTL = 300;

const DECOYS = 512;

type Reading = Pick<Ctx, "db" | "settings">;

const known = new WeakMap<Reading["settings"], Map<string, Set<number>>>();

/** Numbers of 17 bits, the same every time: what this deployment's pepper makes of the issuer. */
async function decoysOf({ settings }: Reading, iss: string): Promise<Set<number>> {
  const before = known.get(settings)?.get(iss);
  if (before !== undefined) return before;
  const decoys = new Set<number>();
  for (let n = 0; decoys.size < DECOYS; n++) {
    const hash = Uint8Array.fromHex(await keyedHash(settings, "status-decoy", `${iss} ${String(n)}`));
    for (let i = 0; i + 3 <= hash.length && decoys.size < DECOYS; i += 3)
      decoys.add((((hash[i] ?? 0) << 16) | ((hash[i + 1] ?? 0) << 8) | (hash[i + 2] ?? 0)) % STATUS_ENTRIES);
  }
  known.set(settings, new Map([...(known.get(settings) ?? []), [iss, decoys]]));
  return decoys;
}

/** A place on the list that is free and no decoy. Raises `internal` where the list is all but full. */
export async function freePlace(ctx: Reading, iss: string): Promise<number> {
  const decoys = await decoysOf(ctx, iss);
  const drawn = [...new Uint32Array(randomBytes(64 * 4).buffer)]
    .map((word) => word % STATUS_ENTRIES)
    .filter((place) => !decoys.has(place));
  const taken = await listTaken(ctx.db, alpha2Of(iss) ?? "", drawn);
  const free = drawn.find((place) => !taken.has(place));
  if (free === undefined) throw new Problem("internal");
  return free;
}

/** Where the list of an issuer is read. */
export function statusUri(origin: string, iss: string): string {
  return `${origin}/status/${iss}`;
}

/** The list as a signed CWT (Token Status List draft): sub, iat, exp, ttl, status_list. Times are real ones. */
export async function makeStatusList(ctx: Reading, key: SigningKey, uri: string, real: Date): Promise<Bytes> {
  const country = alpha2Of(key.iss) ?? "";
  const decoys = await decoysOf(ctx, key.iss);
  const [revoked, issued] = await Promise.all([
    listRevoked(ctx.db, country),
    // A permit that got a decoy's place, by whatever way, stays valid.
    listTaken(ctx.db, country, [...decoys]),
  ]);
  const bits = new Uint8Array(STATUS_ENTRIES / 8);
  const set = (place: number) => {
    bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
  };
  for (const place of decoys) if (!issued.has(place)) set(place);
  for (const place of revoked) set(place);
  const now = Math.floor(real.getTime() / 1000);
  const list = new Map<string, unknown>([
    ["bits", 1],
    ["lst", await deflate(bits)],
  ]);
  const claims = new Map<number, unknown>([
    [2, uri],
    [6, now],
    [4, Math.min(now + LIST_LIVES, key.exp)],
    [65_534, TTL],
    [65_533, list],
  ]);
  return sign1(key, toCbor(claims), STATUS_TYPE);
}
