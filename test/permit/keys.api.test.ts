// What anybody may read: keys, root, list of trust, list of statuses; and that nothing is granted where there is no key.
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { permitAsk } from "../../schema/permit.ts";
import { permitDecide } from "../../schema/permit-office.ts";
import { STATUS_ENTRIES, STATUS_TYPE } from "../../schema/trust.ts";
import { openTrust, readStatusList, statusAt } from "../../web/verify/open.ts";
import worker from "../../worker/index.ts";
import { aboard } from "../gate/aboard.ts";
import { officers, organisations, START } from "../kit/people.ts";
import { BASE, makeWorld, send, type World } from "../kit/world.ts";
import { fetched, personsOf, trustedKeys } from "./asking.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

/** Loads one more crisis, of a country, with these organisations. */
async function crisisOf(id: string, hostCountry: string, more: object[] = [], accounts: object[] = []) {
  const crisis = {
    id,
    name: { en: "Other crisis" },
    kind: "flood",
    hostCountry,
    area: [9, 19, 26, 34],
    receivingDeskId: "org_supportDesk",
    openedAt: START,
    exerciseStart: START,
  };
  const headers = { Authorization: "Bearer a-token-for-tests-only", "Content-Type": "application/json" };
  const body = JSON.stringify({
    crisis,
    organisations: [...organisations, ...more],
    officers: [...officers, ...accounts],
  });
  expect((await send("POST", "/api/exercise/load", { headers, body })).status).toBe(200);
}

describe("well-known addresses", () => {
  it("give the keys as a set, to any page, without their private half", async () => {
    const answer = await fetched("/.well-known/permit-jwks.json");
    expect([
      answer.status,
      answer.headers.get("Access-Control-Allow-Origin"),
      answer.headers.get("Cross-Origin-Resource-Policy"),
    ]).toEqual([200, "*", "cross-origin"]);
    const { keys } = (await answer.json()) as { keys: Record<string, unknown>[] };
    expect(keys.map((key) => [key.iss, key.purpose, key.specimen]).sort()).toEqual([
      ["LBY", "permit", true],
      ["LBY", "status", true],
      ["XCW", "pass", true],
    ]);
    for (const key of keys) {
      expect(key).toMatchObject({ kty: "EC", crv: "P-256", use: "sig", alg: "ES256" });
      expect(key.kid).toMatch(/^[0-9A-Za-z_-]{11}$/);
      expect(Object.keys(key)).not.toContain("d");
    }
    expect(new Set(keys.map((key) => key.x)).size).toBe(3);
  });
  it("give a root to pin, and a list of trust that it signed", async () => {
    const root = (await (await fetched("/.well-known/permit-root.json")).json()) as Parameters<
      typeof openTrust
    >[1];
    expect(Object.keys(root).sort()).toEqual(["crv", "kid", "kty", "x", "y"]);
    const answer = await fetched("/.well-known/permit-trust.jws");
    expect([answer.headers.get("Content-Type"), answer.headers.get("Access-Control-Allow-Origin")]).toEqual([
      "application/jose",
      "*",
    ]);
    const opened = await openTrust(new TextDecoder().decode(await answer.arrayBuffer()), root);
    expect(opened).toMatchObject({
      ok: true,
      trust: { iss: "XCW", status: [{ iss: "LBY", uri: "https://causeway.test/status/LBY" }] },
    });
    expect(opened.ok && opened.keys.length).toBe(3);
  });
  it("give each state's list of statuses, whole, short-lived, and with places set that no permit has", async () => {
    const answer = await fetched("/status/LBY");
    expect([
      answer.headers.get("Content-Type"),
      answer.headers.get("Cache-Control"),
      answer.headers.get("Access-Control-Allow-Origin"),
    ]).toEqual([STATUS_TYPE, "public, max-age=60", "*"]);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const opened = await readStatusList(bytes, await trustedKeys());
    if (!opened.ok) throw new Error(opened.reason);
    expect(opened.list).toMatchObject({
      iss: "LBY",
      uri: "https://causeway.test/status/LBY",
      bits: 1,
      ttl: 300,
    });
    expect(opened.list.list.length * 8).toBe(STATUS_ENTRIES);
    const set = Array.from({ length: STATUS_ENTRIES }, (_, i) => statusAt(opened.list, i)).filter(
      (one) => one === 1,
    );
    expect(set.length).toBe(512);
    expect(bytes.length).toBeLessThan(2500);
    for (const path of ["/status/TUN", "/status/XCW", "/status/LB", "/status/lby"])
      expect((await fetched(path)).status).toBe(404);
  });
});

describe("a platform without keys", () => {
  const asks = async (path: string, headers: Record<string, string> = {}, keys = "") => {
    const ctx = createExecutionContext();
    const answer = await worker.fetch(
      new Request(`${BASE}${path}`, { headers }) as never,
      { ...env, PERMIT_KEYS: keys },
      ctx,
    );
    await waitOnExecutionContext(ctx);
    return { status: answer.status, text: await answer.text() };
  };
  it("publishes nothing, and says that it cannot make a pass instead of showing none", async () => {
    expect(await asks("/.well-known/permit-jwks.json")).toEqual({ status: 200, text: '{"keys":[]}' });
    for (const path of ["/.well-known/permit-trust.jws", "/.well-known/permit-root.json", "/status/LBY"])
      expect((await asks(path)).status).toBe(404);
    const { groups } = await aboard(world, 1);
    const Cookie = groups[0]?.someone.cookie ?? "";
    const mine = await asks("/api/pass/mine", { Cookie });
    expect([mine.status, JSON.parse(mine.text)]).toMatchObject([503, { code: "signing-key-missing" }]);
    const nobodys = await asks("/api/pass/mine", { Cookie: world.as("strandedMigrant").cookie });
    expect([nobodys.status, nobodys.text]).toEqual([200, '{"passes":[]}']);
  });
  it("whose secret is wrong stops every request, and tells nothing of it", async () => {
    for (const path of ["/.well-known/permit-jwks.json", "/api/crisis/list"]) {
      const answer = await asks(path, {}, '{"LBY":[{"use":"permit","jwk":"marked"}]}');
      expect([answer.status, answer.text.includes("configuration")]).toEqual([503, true]);
      expect(answer.text).not.toMatch(/marked|PERMIT_KEYS/);
    }
  });
});

describe("a state without a key", () => {
  it("grants nothing: the problem says so, and the request stays as it was", async () => {
    const office = {
      id: "org_tunisOffice",
      kind: "host-authority",
      name: { en: "Border office" },
      country: "TN",
    };
    const account = {
      id: "off_tunis001",
      organisationId: office.id,
      role: "permit-officer",
      label: "border",
    };
    await crisisOf("crs_test0002", "TN", [office], [account]);
    const { id, someone } = await world.opens({ crisisId: "crs_test0002" });
    const [personId] = await personsOf(id);
    const asked = await someone.does(permitAsk, { personId, ground: "evacuation", name: "X", agree: "yes" });
    expect(asked.status).toBe(200);
    const headers = { Authorization: "Bearer a-token-for-tests-only", "Content-Type": "application/json" };
    const links = await send("POST", "/api/exercise/links", {
      headers,
      body: JSON.stringify({ officerIds: [account.id] }),
    });
    const [link] = links.body.links as { token: string }[];
    const signedIn = await world
      .as("nobody")
      .does({ name: "organisation.signIn", kind: "write" }, { token: link?.token });
    const Cookie = (signedIn.headers.getSetCookie()[0] ?? "").split(";")[0] ?? "";
    const decides = (state: string) =>
      world
        .as("nobody")
        .does(
          permitDecide,
          { id: asked.body.id, state, reason: "Because." },
          { ifMatch: 1, headers: { Cookie } },
        );
    const refused = await decides("granted");
    expect([refused.status, refused.body.code]).toEqual([503, "signing-key-missing"]);
    // Another authority than that of this crisis finds nothing.
    expect(
      (
        await world
          .as("permitOfficer")
          .does(permitDecide, { id: asked.body.id, state: "refused", reason: "x" }, { ifMatch: 1 })
      ).body.code,
    ).toBe("not-found");
    expect((await decides("refused")).status).toBe(200);
  });
});

describe("a crisis without an authority", () => {
  it("takes no request", async () => {
    await crisisOf("crs_test0003", "EG");
    const { id, someone } = await world.opens({ crisisId: "crs_test0003" });
    const [personId] = await personsOf(id);
    const answer = await someone.does(permitAsk, { personId, ground: "evacuation", name: "X", agree: "yes" });
    expect([answer.status, answer.body.code]).toEqual([409, "authority-missing"]);
  });
});
