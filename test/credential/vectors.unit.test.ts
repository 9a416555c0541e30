// Short examples of the norms themselves: RFC 9285 (Base45), RFC 8392 A.3 and RFC 9052 C.2.1 (COSE_Sign1 with ES256),
// Token Status List (bits and zlib). They are facts; nobody here wrote them.
import { describe, expect, it } from "vitest";
import { fromBase45, toBase45 } from "../../schema/kit/base45.ts";
import { claimsIn, ES256, fromSign1, protectedHeader, toBeSigned, toSign1 } from "../../schema/kit/cose.ts";
import { inflate, statusAt } from "../../web/verify/open.ts";

const bytes = (hex: string) => Uint8Array.fromHex(hex);
const ascii = (text: string) => new TextEncoder().encode(text);

describe("Base45, RFC 9285 section 4", () => {
  for (const [text, code] of [
    ["AB", "BB8"],
    ["Hello!!", "%69 VD92EX0"],
    ["base-45", "UJCLQE7W581"],
    ["ietf!", "QED8WEX0"],
  ] as const)
    it(`${code} is ${text}`, () => {
      expect(toBase45(ascii(text))).toBe(code);
      expect(fromBase45(code)).toEqual(new Uint8Array(ascii(text)));
    });
  it("refuses what is no byte: GGW is 65536, and :: is 2024", () => {
    expect(fromBase45("FGW")).toEqual(bytes("ffff"));
    expect(fromBase45("GGW")).toBeNull();
    expect(fromBase45("::")).toBeNull();
    expect(fromBase45("A")).toBeNull();
  });
});

async function verifies(hex: string, x: string, y: string): Promise<boolean> {
  const parts = fromSign1(bytes(hex));
  if (parts === null) return false;
  const text64 = (part: string) => bytes(part).toBase64({ alphabet: "base64url", omitPadding: true });
  const jwk = { kty: "EC", crv: "P-256", x: text64(x), y: text64(y) };
  const p256 = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", jwk, p256, false, ["verify"]);
  const signed = toBeSigned(parts.protectedBytes, parts.payload);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, parts.signature, signed);
}

describe("CWT, RFC 8392 appendix A.3", () => {
  const cwt =
    "d28443a10126a104524173796d6d657472696345434453413235365850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77" +
    "037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b7158405427c1ff28d23fbad1" +
    "f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30";
  const x = "143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f";
  const y = "60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9";
  it("is read, verified, and its claims understood", async () => {
    const parts = fromSign1(bytes(cwt));
    expect(parts).toMatchObject({ alg: ES256, kid: new Uint8Array(ascii("AsymmetricECDSA256")) });
    expect(await verifies(cwt, x, y)).toBe(true);
    const claims = claimsIn(parts?.payload ?? new Uint8Array());
    expect([1, 2, 3, 4, 5, 6].map((key) => claims?.get(key))).toEqual([
      "coap://as.example.com",
      "erikw",
      "coap://light.example.com",
      1_444_064_944,
      1_443_944_944,
      1_443_944_944,
    ]);
  });
  it("is refused with another last bit, or another key", async () => {
    expect(await verifies(`${cwt.slice(0, -1)}1`, x, y)).toBe(false);
    const otherX = "bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff";
    const otherY = "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e";
    expect(await verifies(cwt, otherX, otherY)).toBe(false);
  });
});

describe("COSE_Sign1, RFC 9052 appendix C.2.1", () => {
  const cose =
    "d28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a" +
    "91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36";
  const x = "bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff";
  const y = "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e";
  it("is read and verified", async () => {
    const parts = fromSign1(bytes(cose));
    expect(new TextDecoder().decode(parts?.payload)).toBe("This is the content.");
    expect(await verifies(cose, x, y)).toBe(true);
  });
  it("has the Sig_structure and the header bytes that we make", () => {
    const payload = new Uint8Array(ascii("This is the content."));
    expect(toBeSigned(bytes("a10126"), payload)).toEqual(
      bytes("846a5369676e61747572653143a101264054546869732069732074686520636f6e74656e742e"),
    );
    expect(protectedHeader(bytes("0011223344556677"))).toEqual(bytes("a201260448" + "0011223344556677"));
    expect(toSign1(bytes("a10126"), payload, new Uint8Array(64)).slice(0, 6)).toEqual(bytes("d28443a10126"));
  });
});

describe("Token Status List", () => {
  const list = (text: string) => Uint8Array.fromBase64(text, { alphabet: "base64url" });
  it("of one bit: the draft's sixteen statuses", async () => {
    const unfolded = await inflate(list("eNrbuRgAAhcBXQ"), 100);
    expect(unfolded).toEqual(bytes("b9a3"));
    const all = Array.from({ length: 16 }, (_, i) => statusAt({ list: bytes("b9a3"), bits: 1 }, i));
    expect(all).toEqual([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
    expect(statusAt({ list: bytes("b9a3"), bits: 1 }, 16)).toBeNull();
  });
  it("of two bits: the draft's twelve statuses", async () => {
    const unfolded = await inflate(list("eNo76fITAAPfAgc"), 100);
    expect(unfolded).toEqual(bytes("c944f9"));
    const all = Array.from({ length: 12 }, (_, i) => statusAt({ list: bytes("c944f9"), bits: 2 }, i));
    expect(all).toEqual([1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
  });
});
