// The layers that a credential shares with the EU Digital COVID Certificate, against its published test data: Base45,
// zlib, COSE_Sign1, ES256 and the choice of a key by its id. Of RSA certificates only the layers below the signature.
import { createHash, type JsonWebKey as NodeJwk, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fromBase45, toBase45 } from "../../schema/kit/base45.ts";
import { claimsIn, ES256, fromSign1, type Sign1, toBeSigned } from "../../schema/kit/cose.ts";
import { inflate, openCredential } from "../../web/verify/open.ts";

interface Vector {
  id: string;
  prefix?: string | null;
  base45?: string | null;
  compressedHex?: string | null;
  coseHex?: string | null;
  certificate?: string | null;
  description: string;
  expected: Record<string, boolean>;
}

const file = fileURLToPath(new URL("../../../shared/data/cose/dgc-vectors.json", import.meta.url));
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: Vector[] };
/** Those that say what they expect of a layer. */
const that = (layer: string, ...needs: (keyof Vector)[]) =>
  vectors.filter(
    ({ expected, ...one }) =>
      expected[`EXPECTED${layer}`] !== undefined &&
      needs.every((need) => Boolean(one[need as keyof typeof one])),
  );
const bytes = (hex?: string | null) => new Uint8Array(Buffer.from(hex ?? "", "hex"));
const hex = (given: Uint8Array | null) => (given === null ? null : Buffer.from(given).toString("hex"));

/** PSS with RSA: certificates of it are read, and never verified here. */
const PS256 = -37;
const TAGGED_TWICE = /^d83dd2/;

/** Ours reads one tag. A CWT tag around it (RFC 8392, section 6) is taken off by hand for these tests. */
function sign1Of({ coseHex }: Vector): Sign1 | null {
  return fromSign1(bytes((coseHex ?? "").replace(TAGGED_TWICE, "d2")));
}

async function isSigned({ certificate }: Vector, parts: Sign1): Promise<boolean> {
  const der = Buffer.from(certificate ?? "", "base64");
  // The certificate is chosen by kid: the first eight bytes of its hash.
  const kid = createHash("sha256").update(der).digest().subarray(0, 8);
  if (!kid.equals(parts.kid)) return false;
  const jwk = new X509Certificate(der).publicKey.export({ format: "jwk" }) as NodeJwk;
  const p256 = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", jwk as JsonWebKey, p256, false, ["verify"]);
  const signed = toBeSigned(parts.protectedBytes, parts.payload);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, parts.signature, signed);
}

describe("Base45", () => {
  const given = that("B45DECODE", "base45");
  it(`of ${String(given.length)} codes is read as they expect, and written again alike`, () => {
    expect(given.length).toBeGreaterThan(10);
    for (const one of given) {
      const read = fromBase45(one.base45 ?? "");
      const expected = one.expected.EXPECTEDB45DECODE === true ? (one.compressedHex ?? "") : null;
      expect([one.id, hex(read)]).toEqual([one.id, expected]);
      if (read !== null) expect(toBase45(read)).toBe(one.base45);
    }
  });
});

describe("zlib", () => {
  const given = that("COMPRESSION", "compressedHex");
  it(`of ${String(given.length)} codes unfolds as they expect`, async () => {
    expect(given.some((one) => one.expected.EXPECTEDCOMPRESSION === false)).toBe(true);
    for (const one of given) {
      const expected = one.expected.EXPECTEDCOMPRESSION === true ? one.coseHex : null;
      expect([one.id, hex(await inflate(bytes(one.compressedHex), 4096))]).toEqual([one.id, expected]);
    }
  });
});

describe("COSE", () => {
  const given = that("VERIFY", "coseHex", "certificate");
  const rsa = given.filter((one) => sign1Of(one)?.alg === PS256);
  const bare = given.filter((one) => sign1Of(one)?.protectedBytes.length === 0);
  const whole = given.filter((one) => !rsa.includes(one) && !bare.includes(one));
  it(`of ${String(whole.length)} codes on P-256 verifies as they expect`, async () => {
    for (const one of whole) {
      const parts = sign1Of(one);
      const verdict = parts !== null && parts.alg === ES256 && (await isSigned(one, parts));
      expect([one.id, verdict]).toEqual([one.id, one.expected.EXPECTEDVERIFY]);
    }
    expect(whole.filter((one) => one.expected.EXPECTEDVERIFY === false).length).toBeGreaterThanOrEqual(2);
  });
  it(`of ${String(bare.length)} codes whose algorithm stands outside of what is signed is ours to refuse; signatures hold as they expect`, async () => {
    expect(bare.length).toBeGreaterThan(0);
    for (const one of bare) {
      const parts = sign1Of(one) as Sign1;
      expect([one.id, parts.alg, await isSigned(one, parts)]).toEqual([
        one.id,
        undefined,
        one.expected.EXPECTEDVERIFY,
      ]);
    }
  });
  it(`of ${String(rsa.length)} codes with RSA is read, and its algorithm refused`, () => {
    expect(rsa.length).toBeGreaterThan(0);
    for (const one of rsa) expect(sign1Of(one)).toMatchObject({ alg: PS256 });
  });
  it("is read as they expect where they only say that", () => {
    for (const one of that("DECODE", "coseHex")) {
      const parts = sign1Of(one);
      expect([one.id, parts !== null]).toEqual([one.id, one.expected.EXPECTEDDECODE]);
    }
  });
  it("with two tags is none of ours, and the same code within is", () => {
    const twice = vectors.filter(({ coseHex }) => TAGGED_TWICE.test(coseHex ?? ""));
    expect(twice.length).toBe(1);
    for (const one of twice)
      expect([fromSign1(bytes(one.coseHex)), sign1Of(one) === null]).toEqual([null, false]);
  });
  it("carries claims with whole numbers as keys, issuer and times among them", () => {
    const read = given
      .map((one) => claimsIn(sign1Of(one)?.payload ?? new Uint8Array()))
      .filter((claims) => claims !== null);
    expect(read.length).toBeGreaterThan(10);
    for (const claims of read)
      expect([typeof claims.get(4), typeof claims.get(6), claims.get(-260) instanceof Map]).toEqual([
        "number",
        "number",
        true,
      ]);
  });
});

describe("a gate", () => {
  it("takes none of them for a permit, under their prefix or under ours", async () => {
    for (const one of vectors) {
      for (const text of [one.prefix ?? "", `XP1:${one.base45 ?? ""}`]) {
        const opened = await openCredential(text, []);
        expect(opened.ok).toBe(false);
      }
    }
    const [whole] = that("VERIFY", "base45");
    expect(await openCredential(`XP1:${whole?.base45 ?? ""}`, [])).toEqual({
      ok: false,
      reason: "unknown-key",
    });
    for (const one of that("UNPREFIX", "prefix"))
      expect([one.id, (one.prefix ?? "").startsWith("HC1:")]).toEqual([
        one.id,
        one.expected.EXPECTEDUNPREFIX,
      ]);
  });
});
