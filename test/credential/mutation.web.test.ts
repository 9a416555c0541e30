// A million mutated codes, the same in every run: none is accepted, none throws, none takes longer than two valid ones.
// Everything is the gate's own path but one step: Node's zlib unfolds at once what DecompressionStream, the same library
// behind a stream, would unfold later; that both agree is tested first.
import { deflateSync, inflateSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { PREFIX, toClaims } from "../../schema/credential.ts";
import { fromBase45, toBase45 } from "../../schema/kit/base45.ts";
import { protectedHeader, toBeSigned, toCbor, toSign1 } from "../../schema/kit/cose.ts";
import { type GateKey, inflate, openCredential, type Unfold } from "../../web/verify/open.ts";
import { type Random, random } from "../kit/random.ts";
import { permit } from "./claims.ts";

type Bytes = Uint8Array<ArrayBuffer>;
const plain = (bytes: Uint8Array): Bytes => new Uint8Array(bytes);

const atOnce: Unfold = (bytes, most) => {
  try {
    const options = { maxOutputLength: most, info: true };
    // With `info`, zlib also says how much it read: what follows the end is refused, as a stream refuses it.
    const { buffer, engine } = inflateSync(bytes, options) as unknown as {
      buffer: Uint8Array;
      engine: { bytesWritten: number };
    };
    return engine.bytesWritten === bytes.length ? plain(buffer) : null;
  } catch {
    return null;
  }
};

let keys: GateKey[];
let cose: Bytes;
let folded: Bytes;
let good: string;
beforeAll(async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const kid = crypto.getRandomValues(new Uint8Array(8));
  const header = protectedHeader(kid);
  const payload = toCbor(toClaims(permit));
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(algorithm, pair.privateKey, toBeSigned(header, payload));
  cose = toSign1(header, payload, new Uint8Array(signature));
  folded = plain(deflateSync(cose));
  good = PREFIX + toBase45(folded);
  const name = Buffer.from(kid).toString("base64url");
  keys = [
    { kid: name, iss: "LBY", purpose: "permit", nbf: 0, exp: 2 ** 33, specimen: false, key: pair.publicKey },
  ];
});

/** zlib data without any compression: a mutated envelope reaches the reader behind it whole. */
function stored(bytes: Bytes): Bytes {
  const [a, b] = bytes.reduce(
    ([x, y], byte) => [(x + byte) % 65_521, (y + x + byte) % 65_521] as [number, number],
    [1, 0] as [number, number],
  );
  const out = new Uint8Array(bytes.length + 11);
  const view = new DataView(out.buffer);
  out.set([0x78, 0x01, 0x01]);
  view.setUint16(3, bytes.length, true);
  view.setUint16(5, ~bytes.length & 0xffff, true);
  out.set(bytes, 7);
  view.setUint16(bytes.length + 7, b);
  view.setUint16(bytes.length + 9, a);
  return out;
}

const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));

/** As a torn print, a wrong key, or a stranger's hand would: some characters replaced, lost, doubled, moved. */
function mutatedText(r: Random): string {
  const at = r.whole(0, good.length - 1);
  const to = Math.min(good.length, at + r.whole(1, 12));
  const piece = good.slice(at, to);
  switch (r.whole(0, 19)) {
    case 0:
      return good.slice(0, at) + good.slice(to);
    case 1:
      return good.slice(0, to) + piece + good.slice(to);
    case 2:
      return good.slice(0, at) + [...piece].reverse().join("") + good.slice(to);
    case 3:
      return good.slice(0, at);
    case 4:
      return good.slice(0, at) + r.of(printable) + good.slice(at);
    default: {
      let text = good;
      for (let i = r.whole(1, 8); i > 0; i--) {
        const place = r.whole(0, good.length - 1);
        text = text.slice(0, place) + r.of(printable) + text.slice(place + 1);
      }
      return text;
    }
  }
}

function mutatedBytes(r: Random, from: Bytes): Bytes {
  const at = r.whole(0, from.length - 1);
  const kind = r.whole(0, 9);
  if (kind === 0) return plain(from.slice(0, at));
  if (kind === 1) return Uint8Array.of(...from.subarray(0, at), r.whole(0, 255), ...from.subarray(at));
  if (kind === 2) return Uint8Array.of(...from.subarray(0, at), ...from.subarray(at + 1));
  const out = plain(from);
  for (let i = r.whole(1, 3); i > 0; i--) {
    const place = r.whole(0, out.length - 1);
    out[place] = (out[place] ?? 0) ^ (1 << r.whole(0, 7));
  }
  return out;
}

const kinds = {
  text: { share: 900_000, make: mutatedText },
  zlib: { share: 50_000, make: (r: Random) => PREFIX + toBase45(mutatedBytes(r, folded)) },
  cose: { share: 50_000, make: (r: Random) => PREFIX + toBase45(stored(mutatedBytes(r, cose))) },
} as const;

/** True where a text unfolds to the very bytes that were signed: the same code, folded in other bits. */
function isSame(text: string): boolean {
  const bytes = fromBase45(text.slice(PREFIX.length));
  const unfolded = bytes === null ? null : (atOnce(bytes, 4096) as Bytes | null);
  return unfolded !== null && Buffer.compare(unfolded, cose) === 0;
}

/** Milliseconds of one reading: the middle of many. */
async function timeOf(text: string, unfold: Unfold): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 41; i++) {
    const from = performance.now();
    await openCredential(text, keys, unfold);
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b)[20] ?? 0;
}

describe("the two ways to unfold", () => {
  it("agree on what is valid and on thousands of mutants", async () => {
    expect(await openCredential(good, keys)).toMatchObject({ ok: true, claims: permit });
    expect(await openCredential(good, keys, atOnce)).toMatchObject({ ok: true, claims: permit });
    expect(await openCredential(PREFIX + toBase45(stored(cose)), keys)).toMatchObject({ ok: true });
    const r = random(1);
    for (const { make } of Object.values(kinds))
      for (let i = 0; i < 1000; i++) {
        const text = make(r);
        const [streamed, whole] = [
          await openCredential(text, keys),
          await openCredential(text, keys, atOnce),
        ];
        expect(whole.ok ? "accepted" : whole.reason).toBe(streamed.ok ? "accepted" : streamed.reason);
      }
    const bytes = plain(deflateSync(Buffer.alloc(5000)));
    expect([await inflate(bytes, 4096), atOnce(bytes, 4096)]).toEqual([null, null]);
  });
});

describe("a million mutated codes", () => {
  it("are all refused, by every reason, none by an exception, none slowly", {
    timeout: 900_000,
  }, async () => {
    Error.stackTraceLimit = 0;
    const r = random(20_110_418);
    const reasons = new Map<string, number>();
    const slowest: { text: string; time: number }[] = [];
    let accepted = 0;
    let folds = 0;
    let tried = 0;
    for (const { share, make } of Object.values(kinds))
      for (let left = share; left > 0; ) {
        const text = make(r);
        if (text === good) continue;
        left--;
        tried++;
        const from = performance.now();
        const opened = await openCredential(text, keys, atOnce);
        const time = performance.now() - from;
        if (!opened.ok) reasons.set(opened.reason, (reasons.get(opened.reason) ?? 0) + 1);
        else if (isSame(text)) folds++;
        else accepted++;
        if (slowest.length < 20 || time > (slowest.at(-1)?.time ?? 0)) {
          slowest.push({ text, time });
          slowest.sort((a, b) => b.time - a.time).splice(20);
        }
      }
    const told = [...reasons].map(([reason, count]) => `${reason} ${String(count)}`).join(", ");
    process.stdout.write(
      `${String(tried)} mutants: ${told}; the same bytes folded otherwise: ${String(folds)}\n`,
    );
    expect(accepted).toBe(0);
    // Bits that zlib itself passes over (the filling of its last byte): nothing that was signed is another.
    expect(folds).toBeLessThan(tried / 1000);
    expect(tried).toBe(1_000_000);
    for (const reason of ["prefix", "base45", "inflate", "cose", "algorithm", "unknown-key", "signature"])
      expect(reasons.get(reason) ?? 0).toBeGreaterThan(0);
    // The slowest are timed again, many times: what was slow by chance (the collector, another process) is not.
    for (const unfold of [atOnce, inflate]) {
      const valid = await timeOf(good, unfold);
      for (const { text } of slowest) expect(await timeOf(text, unfold)).toBeLessThan(2 * valid + 0.05);
    }
  });
});
