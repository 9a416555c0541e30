// A second COSE library that nobody here wrote (@ldclabs/cose-ts, on @noble/curves: not WebCrypto) verifies what ours
// signs, and ours verifies what it signs. Keys cross as raw numbers.
import { Claims } from "@ldclabs/cose-ts/cwt";
import { ECDSAKey } from "@ldclabs/cose-ts/ecdsa";
import { Header } from "@ldclabs/cose-ts/header";
import { Sign1Message } from "@ldclabs/cose-ts/sign1";
import { describe, expect, it } from "vitest";
import { PREFIX, toClaims } from "../../schema/credential.ts";
import { fromBase45, toBase45 } from "../../schema/kit/base45.ts";
import { toCbor } from "../../schema/kit/cose.ts";
import { inflate, openCredential } from "../../web/verify/open.ts";
import type { StoredKey } from "../../worker/kit/env.ts";
import { deflate, signCredential } from "../../worker/kit/sign.ts";
import { names, pass, permit } from "./claims.ts";
import { gateKeysOf, makeStored, signerOf } from "./sample.ts";

const raw = (text: string) => Uint8Array.fromBase64(text, { alphabet: "base64url" });
const publicOf = ({ jwk }: StoredKey) => ECDSAKey.fromPublic(Uint8Array.of(4, ...raw(jwk.x), ...raw(jwk.y)));

describe("an independent library", () => {
  it("verifies what ours signs, and reads the same claims", async () => {
    const stored = await makeStored("LBY", "permit");
    for (const name of Object.values(names)) {
      const text = await signCredential(await signerOf(stored), { ...permit, name });
      const cose =
        (await inflate(fromBase45(text.slice(PREFIX.length)) ?? new Uint8Array(), 4096)) ?? new Uint8Array();
      const message = Sign1Message.fromBytes(publicOf(stored), cose);
      const claims = Claims.fromBytes(message.payload);
      expect([claims.iss, claims.exp, claims.nbf, claims.iat]).toEqual([
        "LBY",
        permit.exp,
        permit.nbf,
        permit.iat,
      ]);
      expect(claims.cti).toEqual(Uint8Array.fromHex(permit.cti));
      expect((claims.getParam(169) as Map<number, string>).get(4)).toBe(name.normalize("NFC"));
      cose[cose.length - 1] = (cose.at(-1) ?? 0) ^ 1;
      expect(() => Sign1Message.fromBytes(publicOf(stored), cose)).toThrow(/signature/);
    }
  });
  it("signs what ours verifies", async () => {
    for (const [stored, claims] of [
      [await makeStored("LBY", "permit"), permit],
      [await makeStored("XCW", "pass"), pass],
    ] as const) {
      const key = ECDSAKey.fromSecret(raw(stored.jwk.d));
      const header = new Header().setParam(1, -7).setParam(4, (await signerOf(stored)).kid) as Header;
      const message = new Sign1Message(toCbor(toClaims(claims)), header, new Header());
      const cose = Sign1Message.withTag(message.toBytes(key));
      const text = PREFIX + toBase45(await deflate(new Uint8Array(cose)));
      expect(await openCredential(text, await gateKeysOf(stored))).toMatchObject({ ok: true, claims });
    }
  });
});
