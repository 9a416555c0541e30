// How large a code is for names in five scripts, and how long it takes to sign and to read one. The same pieces as the
// platform and the gate use; only the key is of this run.
import { encodeQR } from "qr";
import { type CredentialClaims, PREFIX, printedName, toClaims } from "../../schema/credential.ts";
import { fromBase45, toBase45 } from "../../schema/kit/base45.ts";
import { protectedHeader, toBeSigned, toCbor, toSign1 } from "../../schema/kit/cose.ts";
import { type GateKey, inflate, openCredential } from "../../web/verify/open.ts";
import { names, pass, permit } from "../credential/claims.ts";
import { random } from "../kit/random.ts";
import { conditions, type Print } from "./setting.ts";

type Bytes = Uint8Array<ArrayBuffer>;
const p256 = { name: "ECDSA", namedCurve: "P-256" };
const ecdsa = { name: "ECDSA", hash: "SHA-256" };

async function deflate(bytes: Bytes): Promise<Bytes> {
  const folded = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(folded).arrayBuffer());
}

/** Microseconds each: the middle and the 95th of a hundred of `times`. */
async function timed(times: number, work: () => Promise<unknown>): Promise<string> {
  for (let i = 0; i < 50; i++) await work();
  const each: number[] = [];
  for (let i = 0; i < times; i++) {
    const from = performance.now();
    await work();
    each.push((performance.now() - from) * 1000);
  }
  each.sort((a, b) => a - b);
  const at = (share: number) => (each[Math.floor(each.length * share)] ?? 0).toFixed(0);
  return `p50 ${at(0.5)} µs, p95 ${at(0.95)} µs`;
}

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const pair = await crypto.subtle.generateKey(p256, true, ["sign", "verify"]);
  const kid = crypto.getRandomValues(new Uint8Array(8));
  const header = protectedHeader(kid);
  const sign = async (claims: CredentialClaims) => {
    const payload = toCbor(toClaims(claims));
    const signature = await crypto.subtle.sign(ecdsa, pair.privateKey, toBeSigned(header, payload));
    const cose = toSign1(header, payload, new Uint8Array(signature));
    return { cose, text: PREFIX + toBase45(await deflate(cose)) };
  };
  const keys: GateKey[] = (["permit", "pass"] as const).map((purpose) => ({
    kid: Buffer.from(kid).toString("base64url"),
    iss: purpose === "permit" ? "LBY" : "XCW",
    purpose,
    nbf: 0,
    exp: 2 ** 33,
    specimen: true,
    key: pair.publicKey,
  }));
  const lastName = "শেষ নামটি আরও অনেক দীর্ঘ ".repeat(6);
  const rows: [string, CredentialClaims][] = [
    ...Object.entries(names).flatMap(([script, name]): [string, CredentialClaims][] => [
      [`permit, ${script}`, { ...permit, name }],
      [`pass, ${script}`, { ...pass, name: printedName(name, 24) }],
    ]),
    ["permit, longest name (60, Bengali)", { ...permit, name: printedName(lastName, 60) }],
    ["permit, least", { ...permit, document: null, returnUntil: null, exitPoints: [], birthYear: null }],
  ];
  for (const [what, claims] of rows) {
    const { cose, text } = await sign(claims);
    const size = (ecc: "medium" | "quartile") => {
      const modules = encodeQR(text, "raw", { ecc, border: 1 }).length - 2;
      return `v${String((modules - 17) / 4)} ${String(modules)}×${String(modules)}`;
    };
    print(
      `${what}: ${String(cose.length)} B COSE, ${String(text.length)} characters, QR M ${size("medium")}, Q ${size("quartile")}`,
    );
  }
  const { text, cose } = await sign(permit);
  const folded = fromBase45(text.slice(PREFIX.length)) as Bytes;
  print(`sign and fold: ${await timed(2000, () => sign(permit))}`);
  print(`read and verify: ${await timed(2000, () => openCredential(text, keys))}`);
  print(`of that, unfolding: ${await timed(2000, () => inflate(folded, 4096))}`);
  // Two characters that stay within Base45: it unfolds to something else, which is found out at the end of unfolding.
  const torn = PREFIX + toBase45(folded.map((byte, i) => (i === 100 ? byte ^ 1 : byte)));
  print(`refuse a torn one: ${await timed(2000, () => openCredential(torn, keys))}`);
  const forged = cose.map((byte, i) => (i === cose.length - 1 ? byte ^ 1 : byte));
  const wrong = PREFIX + toBase45(await deflate(forged));
  print(`refuse a forged one: ${await timed(2000, () => openCredential(wrong, keys))}`);
  const bomb = PREFIX + toBase45(await deflate(new Uint8Array(2_800_000)));
  print(
    `refuse a bomb of 2.8 MB (${String(bomb.length)} characters): ${await timed(500, () => openCredential(bomb, keys))}`,
  );
  const list = new Uint8Array(131_072 / 8);
  const dice = random(1);
  for (let n = 0; n < 1311; n++) {
    const i = dice.whole(0, 131_071);
    list[i >> 3] = (list[i >> 3] ?? 0) | (1 << (i & 7));
  }
  print(`status list of 131,072, 1 % set: ${String((await deflate(list)).length)} B`);
  print(`a COSE of ${String(cose.length)} B takes ${String((await deflate(cose)).length)} B as zlib`);
}
