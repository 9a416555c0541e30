// Reading a credential: what was signed comes out whole, and everything else is refused by its own name, in order.
import { beforeAll, describe, expect, it } from "vitest";
import { type CredentialClaims, PREFIX, toClaims } from "../../schema/credential.ts";
import { fromBase45, toBase45 } from "../../schema/kit/base45.ts";
import { ES256, fromSign1, toBeSigned, toCbor, toSign1 } from "../../schema/kit/cose.ts";
import { type GateKey, inflate, type OpenReason, openCredential } from "../../web/verify/open.ts";
import { deflate, type SigningKey, sign1, signCredential } from "../../worker/kit/sign.ts";
import { names, pass, permit } from "./claims.ts";
import { gateKeysOf, makeStored, signerOf } from "./sample.ts";

let state: SigningKey;
let other: SigningKey;
let platform: SigningKey;
let list: SigningKey;
let keys: GateKey[];
beforeAll(async () => {
  const stored = [
    await makeStored("LBY", "permit"),
    await makeStored("TUN", "permit", { specimen: true }),
    await makeStored("XCW", "pass"),
    await makeStored("LBY", "status"),
  ] as const;
  [state, other, platform, list] = (await Promise.all(stored.map(signerOf))) as [
    SigningKey,
    SigningKey,
    SigningKey,
    SigningKey,
  ];
  keys = await gateKeysOf(...stored);
});

type Bytes = Uint8Array<ArrayBuffer>;
const wrap = async (cose: Bytes) => PREFIX + toBase45(await deflate(cose));
const payloadOf = (claims: CredentialClaims) => toCbor(toClaims(claims));
const coseOf = async (text: string) =>
  (await inflate(fromBase45(text.slice(PREFIX.length)) as Bytes, 4096)) as Bytes;
const why = async (text: string): Promise<OpenReason | "accepted"> => {
  const opened = await openCredential(text, keys);
  return opened.ok ? "accepted" : opened.reason;
};

/** A COSE_Sign1 with any header and any payload, signed with a right signature all the same. */
async function forged(key: SigningKey, header: Map<number, unknown>, payload: Bytes): Promise<Bytes> {
  const protectedBytes = toCbor(header);
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(algorithm, key.key, toBeSigned(protectedBytes, payload));
  return toSign1(protectedBytes, payload, new Uint8Array(signature));
}

describe("a credential", () => {
  for (const [script, name] of Object.entries(names))
    it(`comes back whole, with a name in ${script}`, async () => {
      for (const [key, claims] of [
        [state, { ...permit, name }],
        [platform, { ...pass, name }],
      ] as const) {
        const opened = await openCredential(await signCredential(key, claims), keys);
        expect(opened).toMatchObject({ ok: true, claims, specimen: false });
      }
    });
  it("comes back whole where everything that may be absent is", async () => {
    const least = { ...permit, birthYear: null, document: null, returnUntil: null, exitPoints: [], flags: 0 };
    expect(await openCredential(await signCredential(state, least), keys)).toMatchObject({ claims: least });
    const child = { ...pass, adult: false, birthYear: 2004, name: "" };
    expect(await openCredential(await signCredential(platform, child), keys)).toMatchObject({
      claims: child,
    });
  });
  it("is a specimen where it says so, and where its key does", async () => {
    const marked = await openCredential(await signCredential(state, { ...permit, specimen: true }), keys);
    expect(marked).toMatchObject({ ok: true, specimen: true });
    const unmarked = await openCredential(await signCredential(other, { ...permit, iss: "TUN" }), keys);
    expect(unmarked).toMatchObject({ ok: true, specimen: true });
  });
  it("is read with the line break of a hand scanner, and never ends in a space", async () => {
    for (let i = 0; i < 60; i++) {
      const text = await signCredential(platform, pass);
      expect(text.endsWith(" ")).toBe(false);
      if (i < 3) expect(await why(`${text}\r\n`)).toBe("accepted");
    }
  });
  it("holds no word that this platform never asks, in any claim", async () => {
    const cose = await coseOf(await signCredential(state, permit));
    const said = JSON.stringify([...toClaims(permit)], (_, value: unknown) =>
      value instanceof Map ? [...value] : value instanceof Uint8Array ? "bytes" : value,
    );
    expect(said).not.toMatch(/employer|sponsor|kafala|visa|nationality|phone|address/i);
    expect(Object.keys(permit).join(" ")).not.toMatch(/employer|sponsor|kafala|visa|nationality|phone/i);
    expect(cose.length).toBeLessThan(330);
  });
  it("has the structure of the recommendation: tag 18, alg and kid protected, numbers as keys", async () => {
    const cose = await coseOf(await signCredential(state, permit));
    expect([...cose.slice(0, 2)]).toEqual([0xd2, 0x84]);
    const parts = fromSign1(cose);
    expect(parts).toMatchObject({ alg: ES256, typ: null, kid: state.kid });
    expect(parts?.kid.length).toBe(8);
    expect(parts?.signature.length).toBe(64);
    expect([...toClaims(permit).keys()].sort((a, b) => a - b)).toEqual([-70_001, 1, 4, 5, 6, 7, 169, 65_535]);
  });
});

describe("a code is refused", () => {
  let good = "";
  beforeAll(async () => {
    good = await signCredential(state, permit);
  });
  it("by its prefix", async () => {
    for (const text of ["", "XP1", "HC1:6BF", good.slice(4), `x${good}`, good.toLowerCase(), ` ${good}`])
      expect(await why(text)).toBe("prefix");
  });
  it("by characters outside Base45, by an impossible length or group, and where no QR code holds so much", async () => {
    for (const text of [
      "XP1:ab",
      "XP1:Å00",
      "XP1:0",
      "XP1:0000",
      "XP1:::",
      "XP1::::",
      `XP1:${"0".repeat(4293)}`,
    ])
      expect(await why(text)).toBe("base45");
    expect(await why(`${good.slice(0, 40)}_${good.slice(41)}`)).toBe("base45");
  });
  it("by what does not unfold, unfolds too far, or has something behind it", async () => {
    expect(await why("XP1:")).toBe("inflate");
    expect(await why(PREFIX + toBase45(new Uint8Array(40)))).toBe("inflate");
    const cose = await coseOf(good);
    expect(await why(PREFIX + toBase45(cose))).toBe("inflate");
    expect(await why(PREFIX + toBase45((await deflate(cose)).slice(0, -1)))).toBe("inflate");
    expect(await why(PREFIX + toBase45(new Uint8Array([...(await deflate(cose)), 0])))).toBe("inflate");
  });
  it("as a bomb, without unfolding it", async () => {
    for (const size of [4097, 65_536, 2_000_000, 2_800_000]) {
      const bomb = PREFIX + toBase45(await deflate(new Uint8Array(size)));
      expect(bomb.length).toBeLessThan(4296);
      expect(await why(bomb)).toBe("inflate");
    }
    expect(await why(PREFIX + toBase45(await deflate(new Uint8Array(4096))))).toBe("cose");
  });
  it("by CBOR of the wrong shape or depth", async () => {
    const deep = new Uint8Array([...new Uint8Array(2000).fill(0x81), 0]);
    const long = Uint8Array.of(0xd2, 0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    const shapes = [[0xd2, 0x80], [0xd2, 0x84, 1, 2, 3, 4], [0x9f], [0xa1, 0x61], [0xf6], [0xd2]];
    for (const bytes of [deep, long, ...shapes.map((shape) => Uint8Array.from(shape))])
      expect(await why(await wrap(bytes))).toBe("cose");
  });
  it("without tag 18, with an unprotected header, or in any other bytes for the same", async () => {
    const cose = await coseOf(good);
    expect(await why(await wrap(cose.slice(1)))).toBe("cose");
    expect(await why(await wrap(Uint8Array.of(0xd8, 18, ...cose.slice(1))))).toBe("cose");
    expect(await why(await wrap(Uint8Array.of(0xd8, 61, ...cose)))).toBe("cose");
    const at = 2 + 2 + (fromSign1(cose)?.protectedBytes.length ?? 0) - 1;
    expect(cose[at]).toBe(0xa0);
    expect(
      await why(await wrap(Uint8Array.of(...cose.slice(0, at), 0xa1, 1, 2, ...cose.slice(at + 1)))),
    ).toBe("cose");
    expect(await why(await wrap(Uint8Array.of(...cose, 0)))).toBe("cose");
  });
  it("by an algorithm that was swapped", async () => {
    for (const alg of [-35, -8, -37, 5, 0, "ES256", null]) {
      const header = new Map<number, unknown>([
        [1, alg],
        [4, state.kid],
      ]);
      expect(await why(await wrap(await forged(state, header, payloadOf(permit))))).toBe("algorithm");
    }
    const none = new Map<number, unknown>([[4, state.kid]]);
    expect(await why(await wrap(await forged(state, none, payloadOf(permit))))).toBe("algorithm");
  });
  it("by a key that nobody knows, or a key's name that was swapped", async () => {
    const stranger = await signerOf(await makeStored("LBY", "permit"));
    expect(await why(await signCredential(stranger, permit))).toBe("unknown-key");
    const header = (kid: unknown) =>
      new Map<number, unknown>([
        [1, ES256],
        [4, kid],
      ]);
    const signedBy = async (key: SigningKey, kid: unknown) =>
      why(await wrap(await forged(key, header(kid), payloadOf(permit))));
    expect(await signedBy(stranger, state.kid)).toBe("signature");
    expect(await signedBy(state, other.kid)).toBe("signature");
    expect(await signedBy(state, "kid")).toBe("unknown-key");
    expect(await signedBy(state, new Uint8Array())).toBe("unknown-key");
  });
  it("by a byte of payload, header or signature", async () => {
    const cose = await coseOf(good);
    const parts = fromSign1(cose) as NonNullable<ReturnType<typeof fromSign1>>;
    const flip = (bytes: Bytes, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
    for (let at = 0; at < parts.payload.length; at += 7)
      expect(
        await why(await wrap(toSign1(parts.protectedBytes, flip(parts.payload, at), parts.signature))),
      ).toBe("signature");
    for (let at = 0; at < 64; at += 5)
      expect(
        await why(await wrap(toSign1(parts.protectedBytes, parts.payload, flip(parts.signature, at)))),
      ).toBe("signature");
    for (const length of [0, 63, 65, 128])
      expect(
        await why(await wrap(toSign1(parts.protectedBytes, parts.payload, new Uint8Array(length)))),
      ).toBe("signature");
  });
  it("where a key speaks for another state, another purpose, or a list", async () => {
    expect(await why(await signCredential(other, permit))).toBe("unknown-key");
    expect(await why(await signCredential(platform, { ...permit, iss: "XCW" }))).toBe("unknown-key");
    expect(await why(await signCredential(state, { ...pass, iss: "LBY" }))).toBe("unknown-key");
    expect(await why(await wrap(await sign1(list, payloadOf(permit))))).toBe("unknown-key");
  });
  it("where the claims are neither a permit nor a pass that we know, however well they are signed", async () => {
    const signed = async (payload: Bytes, typ?: string) => why(await wrap(await sign1(state, payload, typ)));
    expect(await signed(new Uint8Array())).toBe("claims");
    expect(await signed(toCbor(new Map()))).toBe("claims");
    expect(await signed(Uint8Array.of(0x80))).toBe("claims");
    expect(await signed(payloadOf(permit), "application/statuslist+cwt")).toBe("claims");
    const changed = (at: number, value: unknown) => toCbor(new Map([...toClaims(permit), [at, value]]));
    for (const [at, value] of [
      [1, "LB"],
      [4, "tomorrow"],
      [4, -1],
      [7, new Uint8Array(7)],
      [65_535, new Map()],
      [169, new Map()],
      [-70_001, new Map()],
    ] as const)
      expect(await signed(changed(at, value))).toBe("claims");
    const later = toClaims(permit).get(-70_001) as Map<number, unknown>;
    expect(await signed(changed(-70_001, new Map([...later, [2, 2]])))).toBe("claims");
  });
});

describe("keys of one name", () => {
  it("are all tried", async () => {
    const [first] = await gateKeysOf(await makeStored("LBY", "permit"));
    const twin = { ...(first as GateKey), kid: keys[0]?.kid ?? "" };
    const text = await signCredential(state, permit);
    expect((await openCredential(text, [twin, ...keys])).ok).toBe(true);
    expect(await openCredential(text, [twin])).toEqual({ ok: false, reason: "signature" });
  });
});
