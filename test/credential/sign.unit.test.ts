// Keys: what the secret may hold, which key signs, what is published, and that a list of trust and a list of statuses
// are believed only by the right key.
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { toCbor } from "../../schema/kit/cose.ts";
import { STATUS_TYPE } from "../../schema/trust.ts";
import { openTrust, readKeys, readStatusList, statusAt } from "../../web/verify/open.ts";
import { type Bindings, settingsOf } from "../../worker/kit/env.ts";
import { deflate, publishedKeys, rootOf, sign1, signingKey, signJws } from "../../worker/kit/sign.ts";
import { NOW, SECONDS } from "./claims.ts";
import { gateKeysOf, makeStored, settingsWith, signerOf } from "./sample.ts";

const DAY = 86_400;
const read = (keys: unknown) =>
  settingsOf({ ...env, PERMIT_KEYS: typeof keys === "string" ? keys : JSON.stringify(keys) } as Bindings);

describe("the secret PERMIT_KEYS", () => {
  it("may be missing or empty", () => {
    const { PERMIT_KEYS: _, ...without } = env as Bindings;
    expect(settingsOf(without as Bindings).permitKeys).toEqual([]);
    expect(read("").permitKeys).toEqual([]);
  });
  it("is read whole", async () => {
    const { iss: _, ...one } = await makeStored("LBY", "permit", { specimen: true });
    expect(read({ LBY: [one], XCW: [] }).permitKeys).toEqual([{ iss: "LBY", ...one }]);
  });
  it("is refused with a clear sentence that holds nothing of it", async () => {
    const { iss: _, ...one } = await makeStored("LBY", "permit");
    const wrong: [unknown, RegExp][] = [
      ["{", /must be JSON/],
      ["null", /must be JSON/],
      [{ LY: [one] }, /three letters/],
      [{ LBY: one }, /list of keys/],
      [{ LBY: [null] }, /key 1 of LBY: "use"/],
      [{ LBY: [{ ...one, use: "pass" }] }, /"use" must be one of permit, status/],
      [{ XCW: [one] }, /"use" must be one of pass, root/],
      [{ LBY: [{ ...one, jwk: { ...one.jwk, d: undefined } }] }, /private key on P-256/],
      [{ LBY: [{ ...one, jwk: { ...one.jwk, crv: "P-384" } }] }, /private key on P-256/],
      [{ LBY: [{ ...one, nbf: one.exp }] }, /"nbf" and "exp"/],
      [{ LBY: [{ ...one, exp: "2027" }] }, /"nbf" and "exp"/],
      [{ LBY: [{ ...one, specimen: "yes" }] }, /"specimen"/],
      [{ LBY: [one, { ...one, use: "status" }] }, /key 2 of LBY: it stands there twice/],
    ];
    for (const [keys, sentence] of wrong) {
      expect(() => read(keys)).toThrow(sentence);
      expect(() => read(keys)).toThrow(/^configuration: PERMIT_KEYS/);
      expect(() => read(keys)).not.toThrow(one.jwk.d);
    }
  });
  it("with a point that is none of the curve is told when it is used", async () => {
    const one = await makeStored("LBY", "permit");
    const off = { ...one, jwk: { ...one.jwk, x: one.jwk.y } };
    await expect(signingKey(settingsWith(off), "LBY", "permit", NOW, 0)).rejects.toThrow(
      /^configuration: .*no point/,
    );
  });
});

describe("the key that signs", () => {
  it("is the newest valid one of its issuer and use", async () => {
    const make = (over: object) => makeStored("LBY", "permit", over);
    const old = await make({ nbf: SECONDS - 80 * DAY, exp: SECONDS + 10 * DAY });
    const present = await make({ nbf: SECONDS - DAY });
    const coming = await make({ nbf: SECONDS + 1 });
    const over = await make({ nbf: SECONDS - 5, exp: SECONDS - 1 });
    const settings = settingsWith(old, coming, over, present, await makeStored("TUN", "permit"));
    const chosen = await signingKey(settings, "LBY", "permit", NOW, 14 * DAY);
    expect(chosen?.jwk).toEqual(present.jwk);
    expect(await signingKey(settings, "LBY", "status", NOW, 0)).toBeNull();
    expect(await signingKey(settings, "EGY", "permit", NOW, 0)).toBeNull();
    // Nothing is signed that would outlive the publication of its key.
    expect(await signingKey(settingsWith(old), "LBY", "permit", NOW, 14 * DAY)).toBeNull();
    expect((await signingKey(settingsWith(old), "LBY", "permit", NOW, 9 * DAY))?.jwk).toEqual(old.jwk);
  });
  it("is named by the first eight bytes of its thumbprint (RFC 7638)", async () => {
    const stored = await makeStored("LBY", "permit");
    const { x, y } = stored.jwk;
    const canonical = `{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`;
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonical));
    expect((await signerOf(stored)).kid).toEqual(new Uint8Array(hash).slice(0, 8));
  });
});

describe("published keys", () => {
  it("are all that have not ended, without their private half and without roots", async () => {
    const stored = [
      await makeStored("LBY", "permit", { nbf: SECONDS - 80 * DAY, exp: SECONDS + DAY }),
      await makeStored("LBY", "permit", { nbf: SECONDS + DAY, specimen: true }),
      await makeStored("LBY", "status", { exp: SECONDS - 1 }),
      await makeStored("XCW", "pass"),
      await makeStored("XCW", "root"),
    ];
    const published = await publishedKeys(settingsWith(...stored), NOW);
    expect(published.map(({ iss, purpose, specimen }) => [iss, purpose, specimen])).toEqual([
      ["LBY", "permit", false],
      ["LBY", "permit", true],
      ["XCW", "pass", false],
    ]);
    for (const key of published)
      expect(Object.keys(key).sort()).toEqual(
        ["alg", "crv", "exp", "iss", "kid", "kty", "nbf", "purpose", "specimen", "use", "x", "y"].sort(),
      );
  });
  it("are read one by one: what a gate does not know it leaves", async () => {
    const [one] = await publishedKeys(settingsWith(await makeStored("LBY", "permit")), NOW);
    const known = { ...one, x5c: ["later"], color: 1 };
    const strange = [{}, null, 3, { ...one, kty: "RSA" }, { ...one, x: one?.y }, { ...one, purpose: "else" }];
    expect((await readKeys({ keys: [...strange, known] })).map((key) => key.kid)).toEqual([one?.kid]);
    for (const set of [null, {}, { keys: 3 }, []]) expect(await readKeys(set)).toEqual([]);
  });
});

describe("a list of trust", () => {
  it("is believed by the pinned root alone", async () => {
    const root = await signerOf(await makeStored("XCW", "root"));
    const stranger = await signerOf(await makeStored("XCW", "root"));
    const keys = await publishedKeys(settingsWith(await makeStored("LBY", "permit")), NOW);
    const status = [{ iss: "LBY", uri: "https://causeway.test/status/LBY" }];
    const trust = { iss: "XCW", iat: SECONDS, exp: SECONDS + DAY, keys, status };
    const jws = await signJws(root, "permit-trust+jws", trust);
    const opened = await openTrust(`${jws}\n`, rootOf(root));
    expect(opened).toMatchObject({ ok: true, trust });
    expect(opened.ok && opened.keys.map((key) => key.iss)).toEqual(["LBY"]);
    expect(await openTrust(jws, rootOf(stranger))).toEqual({ ok: false, reason: "signature" });
    const [head = "", body = "", signature = ""] = jws.split(".");
    for (const [text, reason] of [
      ["", "jws"],
      [`${head}.${body}`, "jws"],
      [`${jws}.x`, "jws"],
      [`${btoa('{"alg":"none"}')}.${body}.${signature}`, "jws"],
      [`${btoa('{"alg":"HS256"}')}.${body}.${signature}`, "jws"],
      [`${head}.${body}.${signature.slice(0, -2)}`, "jws"],
      [`${head}.${body.slice(0, -2)}AA.${signature}`, "signature"],
      [await signJws(root, "permit-trust+jws", { ...trust, iat: "now" }), "claims"],
      [await signJws(root, "permit-trust+jws", null), "claims"],
    ] as const)
      expect(await openTrust(text, rootOf(root))).toEqual({ ok: false, reason });
    expect(await openTrust(jws, { ...rootOf(root), x: rootOf(root).y })).toEqual({
      ok: false,
      reason: "signature",
    });
  });
});

describe("a status list", () => {
  it("is believed only of its issuer's own key for lists, and only with the type that says so", async () => {
    const list = await makeStored("LBY", "status");
    const permit = await makeStored("LBY", "permit");
    const keys = await gateKeysOf(list, permit);
    const claims = async (over: [number, unknown][] = []) =>
      toCbor(
        new Map<number, unknown>([
          [2, "https://causeway.test/status/LBY"],
          [6, SECONDS],
          [4, SECONDS + DAY],
          [65_534, 300],
          [
            65_533,
            new Map<string, unknown>([
              ["bits", 1],
              ["lst", await deflate(Uint8Array.of(0b101, 0))],
            ]),
          ],
          ...over,
        ]),
      );
    const key = await signerOf(list);
    const opened = await readStatusList(await sign1(key, await claims(), STATUS_TYPE), keys);
    expect(opened).toMatchObject({
      ok: true,
      list: { iss: "LBY", iat: SECONDS, exp: SECONDS + DAY, ttl: 300, bits: 1 },
    });
    if (opened.ok)
      expect([0, 1, 2, 3, 15, 16].map((at) => statusAt(opened.list, at))).toEqual([1, 0, 1, 0, 0, null]);
    const refused = async (bytes: Uint8Array) => {
      const answer = await readStatusList(bytes, keys);
      return answer.ok ? "accepted" : answer.reason;
    };
    expect(await refused(await sign1(key, await claims()))).toBe("claims");
    expect(await refused(await sign1(await signerOf(permit), await claims(), STATUS_TYPE))).toBe(
      "unknown-key",
    );
    expect(await refused(new Uint8Array(30))).toBe("cose");
    const bomb = new Map<string, unknown>([
      ["bits", 1],
      ["lst", await deflate(new Uint8Array(131_073))],
    ]);
    for (const over of [
      [[65_533, bomb]],
      [
        [
          65_533,
          new Map<string, unknown>([
            ["bits", 3],
            ["lst", new Uint8Array()],
          ]),
        ],
      ],
      [[65_533, 1]],
      [[2, 5]],
      [[6, "now"]],
    ] as [number, unknown][][])
      expect(await refused(await sign1(key, await claims(over), STATUS_TYPE))).toBe("claims");
  });
});
