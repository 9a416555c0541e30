// Passkeys that open an organisation's own key: each officer her own, gone with the passkey, seen and taken out by a
// supervisor; and the wrapping itself, bound to one passkey, one version and one organisation.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { accountMine } from "../../schema/account.ts";
import { accountClose } from "../../schema/account-team.ts";
import { keyMine, keySet, WRAP_ROUNDS } from "../../schema/key.ts";
import { type KeyPasskey, keyAddPasskey, keyDropPasskey } from "../../schema/key-passkey.ts";
import { makePair, toText, unwrapByPasskey, wrapByPasskey } from "../../web/kit/seal.ts";
import { codeOf, joins } from "../account/desk.ts";
import { freshKey, makeWorld, type Someone, type World } from "../kit/world.ts";

let world: World;
let one: { id: string; desk: Someone; passkeyId: string };
let other: typeof one;
const filled = (length: number, fill: number) => toText(new Uint8Array(length).fill(fill));

async function comes(organisationId = "org_embassyOne") {
  const by = organisationId === "org_embassyOne" ? world.as("supervisor") : world.as("platformAdministrator");
  const role = organisationId === "org_embassyOne" ? "coordinator" : "supervisor";
  const { id, desk } = await joins(by, organisationId, role);
  const { passkeys } = (await desk.does(accountMine)).body as { passkeys: { id: string }[] };
  return { id, desk, passkeyId: passkeys[0]?.id ?? "" };
}
beforeAll(async () => {
  world = await makeWorld();
  const { publicKey } = await makePair();
  const wrapped = {
    salt: filled(16, 1),
    rounds: WRAP_ROUNDS,
    iv: filled(12, 1),
    sealed: filled(48, 1),
  };
  const set = await world
    .as("supervisor")
    .does(keySet, { version: 1, publicKey, wrapped }, { key: freshKey() });
  expect(set.status).toBe(200);
  one = await comes();
  other = await comes();
});

const wrapped = (fill: number) => ({
  salt: filled(32, fill),
  iv: filled(12, fill),
  sealed: filled(48, fill),
});
const adds = (who: Someone, passkeyId: string, over: Record<string, unknown> = {}) =>
  who.does(keyAddPasskey, { version: 1, passkeyId, wrapped: wrapped(7), ...over }, { key: freshKey() });
const drops = (who: Someone, passkeyId: string) =>
  who.does(keyDropPasskey, { version: 1, passkeyId }, { key: freshKey() });
const seen = async (who: Someone) =>
  ((await who.does(keyMine)).body.keys as { passkeys: KeyPasskey[] }[])[0]?.passkeys ?? [];

describe("a passkey", () => {
  it("is let in by its own officer alone, for a version that is there", async () => {
    expect(codeOf(await adds(other.desk, one.passkeyId))).toBe("key-changed");
    expect(codeOf(await adds(world.as("supervisor"), one.passkeyId))).toBe("key-changed");
    expect(codeOf(await adds(one.desk, one.passkeyId, { version: 2 }))).toBe("key-changed");
    expect(codeOf(await adds(one.desk, one.passkeyId, { wrapped: { ...wrapped(1), salt: "AA" } }))).toBe(
      "malformed",
    );
    for (const who of ["permitOfficer", "oversightVisitor", "platformAdministrator", "gateOfficer"] as const)
      expect(codeOf(await adds(world.as(who), one.passkeyId))).toBe("not-allowed");
    expect((await adds(one.desk, one.passkeyId)).status).toBe(200);
    expect((await adds(other.desk, other.passkeyId)).status).toBe(200);
  });
  it("gives what it opens to its own officer; a supervisor sees whose there are, colleagues and others nothing", async () => {
    expect(await seen(one.desk)).toMatchObject([
      { passkeyId: one.passkeyId, mine: true, wrapped: wrapped(7) },
    ]);
    const all = await seen(world.as("supervisor"));
    expect(all.map(({ passkeyId, wrapped: of }) => [passkeyId, of])).toEqual(
      expect.arrayContaining([
        [one.passkeyId, null],
        [other.passkeyId, null],
      ]),
    );
    expect(await seen(world.as("embassyColleague"))).toEqual([]);
    const elsewhere = await comes("org_embassyTwo");
    expect(await seen(elsewhere.desk)).toEqual([]);
    expect(codeOf(await adds(elsewhere.desk, elsewhere.passkeyId))).toBe("key-changed");
    expect(codeOf(await drops(elsewhere.desk, one.passkeyId))).toBe("not-found");
  });
  it("is taken out by herself or a supervisor, and by no colleague; once", async () => {
    expect(codeOf(await drops(other.desk, one.passkeyId))).toBe("not-found");
    expect((await drops(one.desk, one.passkeyId)).status).toBe(200);
    expect(codeOf(await drops(one.desk, one.passkeyId))).toBe("not-found");
    expect((await adds(one.desk, one.passkeyId)).status).toBe(200);
    expect((await drops(world.as("supervisor"), one.passkeyId)).status).toBe(200);
    expect(await seen(one.desk)).toEqual([]);
  });
  it("goes with the account that it belonged to", async () => {
    await world.as("supervisor").does(accountClose, { officerId: other.id });
    const left = await env.DB.prepare("SELECT 1 FROM keyPasskey WHERE passkeyId = ?1")
      .bind(other.passkeyId)
      .first();
    expect(left).toBeNull();
  });
});

describe("the wrapping", () => {
  it("opens for that passkey, version and organisation alone", async () => {
    const { privateKey } = await makePair();
    const of = { organisationId: "org_embassyOne", version: 1, passkeyId: "AAAA" };
    const [secret, salt] = [3, 4].map((fill) => new Uint8Array(32).fill(fill)) as [
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>,
    ];
    const made = { salt: toText(salt), ...(await wrapByPasskey(privateKey, secret, salt, of)) };
    expect(await unwrapByPasskey(made, secret, of)).toEqual(privateKey);
    for (const wrong of [
      { ...of, version: 2 },
      { ...of, organisationId: "org_embassyTwo" },
      { ...of, passkeyId: "AAAB" },
    ])
      expect(await unwrapByPasskey(made, secret, wrong)).toBeNull();
    expect(await unwrapByPasskey(made, new Uint8Array(32).fill(5), of)).toBeNull();
    expect(await unwrapByPasskey({ ...made, salt: filled(32, 9) }, secret, of)).toBeNull();
    expect(made.sealed).not.toContain(toText(privateKey));
  });
});
