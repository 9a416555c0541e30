// Signing in at an organisation's own server: whom it may vouch for, and that one which lies lets nobody in.
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { accountOpenLink } from "../../schema/account-team.ts";
import { issuerBegin, issuerDrop, issuerFinish, issuerList, issuerSet } from "../../schema/issuer.ts";
import { organisationMe } from "../../schema/organisation.ts";
import { rotateSecrets } from "../../worker/issuer/rotate.ts";
import { type Bindings, settingsOf } from "../../worker/kit/env.ts";
import { openByRing } from "../../worker/kit/seal.ts";
import { codeOf, deskCookie, invites, joins, nobody, signsIn, somewhere } from "../account/desk.ts";
import { type Issuer, issuersOnly, type Lies, makeIssuer } from "../kit/issuer.ts";
import { type Answer, makeWorld, Someone, type World } from "../kit/world.ts";

let world: World;
let embassy: Issuer;
let other: Issuer;
const ONE = "org_embassyOne";
const TWO = "org_embassyTwo";
const SECRET = "what-only-we-and-the-issuer-know";
/** Embassy one has a supervisor: what is changed about its sign-in server takes two administrators, as test/pair tries. */
const twice = async <A extends typeof issuerSet | typeof issuerDrop>(act: A, input: unknown) => {
  await world.as("platformAdministrator").does(act, input);
  return world.as("platformColleague").does(act, input);
};
const admin = () => world.as("platformAdministrator");

beforeAll(async () => {
  world = await makeWorld();
  issuersOnly();
  embassy = await makeIssuer("https://sign-in.embassy.test");
  other = await makeIssuer("https://sign-in.other.test");
  const name = (organisationId: string, url: string) =>
    twice(issuerSet, { organisationId, url, clientId: "causeway", secret: SECRET });
  expect((await name(ONE, embassy.url)).status).toBe(200);
  expect((await name(TWO, other.url)).status).toBe(200);
});

const askCookie = (answer: Answer) =>
  answer.headers
    .getSetCookie()
    .find((line) => line.startsWith("__Host-ask="))
    ?.split(";")[0] ?? "";

/** A browser that was sent to an issuer. */
async function goes(organisationId: string, token?: string) {
  const answer = await nobody.does(
    issuerBegin,
    { organisationId, ...(token === undefined ? {} : { token }) },
    { headers: somewhere() },
  );
  return { answer, address: String(answer.body.address ?? ""), browser: new Someone(askCookie(answer)) };
}
const returns = (browser: Someone, organisationId: string, answer: string) =>
  browser.does(issuerFinish, { organisationId, answer }, { headers: somewhere() });

async function comes(subject: string, { token, lies = {} as Lies }: { token?: string; lies?: Lies } = {}) {
  embassy.lies = lies;
  const { answer: began, address, browser } = await goes(ONE, token);
  if (began.status !== 200) return began;
  const answer = await returns(browser, ONE, embassy.signsIn(address, subject));
  embassy.lies = {};
  return answer;
}

async function bound(subject: string, role: "coordinator" | "supervisor" = "coordinator") {
  const { id, token } = await invites(world.as("supervisor"), ONE, role);
  const answer = await comes(subject, { token });
  expect([answer.status, answer.body.id]).toEqual([200, id]);
  return { id, desk: new Someone(deskCookie(answer)) };
}

describe("an organisation's own sign-in", () => {
  it("is bound to an invited account, and opens that account from then on", async () => {
    const invited = await invites(world.as("supervisor"), ONE, "coordinator");
    expect((await nobody.does(accountOpenLink, { token: invited.token })).body.issuer).toBe(true);
    const first = await comes("subject-a", { token: invited.token });
    expect([first.status, first.body.id]).toEqual([200, invited.id]);
    const again = await comes("subject-a");
    expect([again.status, again.body.id]).toEqual([200, invited.id]);
    expect((await new Someone(deskCookie(again)).does(organisationMe)).body.role).toBe("coordinator");
    expect(codeOf(await comes("subject-z", { token: invited.token }))).toBe("link-spent");
  });
  it("asks with a code, its proof, a state and a nonce, and comes back to an address of that organisation", async () => {
    const { address } = await goes(ONE);
    const query = Object.fromEntries(new URL(address).searchParams);
    expect(query).toMatchObject({
      response_type: "code",
      client_id: "causeway",
      scope: "openid",
      code_challenge_method: "S256",
      redirect_uri: `https://causeway.test/desk/sign-in/${ONE}`,
    });
    for (const part of ["state", "nonce", "code_challenge"]) expect(query[part]).toMatch(/^[\w-]{43}$/);
  });
  it("keeps no subject, state, nonce, proof or secret readable", async () => {
    const { address } = await goes(ONE);
    const query = new URL(address).searchParams;
    const dump: string[] = [];
    for (const table of ["issuer", "issuerAsk", "issuerSubject", "audit", "delivery"])
      dump.push(JSON.stringify((await env.DB.prepare(`SELECT * FROM ${table}`).all()).results));
    for (const secret of [SECRET, "subject-a", query.get("state") ?? "", query.get("nonce") ?? ""])
      expect(dump.join("")).not.toContain(secret);
  });
  it("is listed for the sign-in page, and taken away with what it opened", async () => {
    const { id, desk } = await bound("subject-drop");
    const withKey = await joins(world.as("supervisor"), ONE, "intake");
    const { issuers } = (await nobody.does(issuerList)).body as { issuers: { organisationId: string }[] };
    expect(issuers.map((one) => one.organisationId)).toEqual([ONE, TWO]);
    expect((await twice(issuerDrop, { organisationId: ONE })).status).toBe(200);
    expect(codeOf(await desk.does(organisationMe))).toBe("signed-out");
    expect((await withKey.desk.does(organisationMe)).status).toBe(200);
    expect(codeOf((await goes(ONE)).answer)).toBe("issuer-refused");
    await twice(issuerSet, {
      organisationId: ONE,
      url: embassy.url,
      clientId: "causeway",
      secret: SECRET,
    });
    expect(codeOf(await comes("subject-drop"))).toBe("issuer-refused");
    const row = await env.DB.prepare("SELECT 1 FROM issuerSubject WHERE officerId = ?1").bind(id).first();
    expect(row).toBeNull();
  });
  it("keeps its secret when the key ring turns over, and the old version may then leave the ring", async () => {
    const settings = settingsOf(env as unknown as Bindings);
    const [one = new Uint8Array(32)] = settings.keyRing.values();
    const two = new Map([
      [1, one],
      [2, new Uint8Array(32).fill(7)],
    ]);
    const turned = { ...settings, keyRing: two, newestKey: 2 };
    expect(await rotateSecrets({ db: env.DB, settings: turned })).toBe(2);
    expect(await rotateSecrets({ db: env.DB, settings: turned })).toBe(0);
    const row = await env.DB.prepare("SELECT secret FROM issuer WHERE organisationId = ?1")
      .bind(ONE)
      .first<{ secret: string }>();
    const without = { ...turned, keyRing: new Map([[2, new Uint8Array(32).fill(7)]]) };
    const bytes = Uint8Array.fromHex(row?.secret ?? "");
    expect(await openByRing<string>(without, `issuer.secret:${ONE}`, bytes)).toBe(SECRET);
    expect(await rotateSecrets({ db: env.DB, settings: { ...turned, newestKey: 1 } })).toBe(2);
  });
  it("is set by administrators alone, and never in the clear outside a demo", async () => {
    const input = { organisationId: ONE, url: "https://evil.test", clientId: "c" };
    for (const who of ["supervisor", "embassyCoordinator", "oversightVisitor"] as const)
      expect(codeOf(await world.as(who).does(issuerSet, input))).toBe("not-allowed");
    for (const url of ["ftp://a.test", "https://a.test?x=1", "https://u@a.test", "javascript:alert(1)"])
      expect(codeOf(await admin().does(issuerSet, { ...input, url }))).toBe("malformed");
  });
});

describe("an issuer that lies", () => {
  const lies: Record<string, Lies> = {
    "about who it is, in its description": { discovers: "https://sign-in.other.test" },
    "about who it is, in the token": { claims: { iss: "https://sign-in.other.test" } },
    "about who it is, beside the code": { says: "https://sign-in.other.test" },
    "by leaving itself out where it promised to name itself": { says: null, promisesIss: true },
    "about whom the token is for": { claims: { aud: "somebody-else" } },
    "about who may use the token": { claims: { aud: ["causeway", "x"], azp: "x" } },
    "about the question that it answers": { claims: { nonce: "another" } },
    "by leaving the question out": { claims: { nonce: undefined } },
    "with a token that has ended": { claims: { iat: 1_600_000_000, exp: 1_600_000_300 } },
    "with a token of tomorrow": { claims: { nbf: Math.floor(Date.now() / 1000) + 86_400 } },
    "with a token that nobody signed": { signed: "none" },
    "with a token that a stranger signed": { signed: "stranger" },
    "with a token signed by the secret that we share": { signed: "secret" },
    "with no token at all": { noIdToken: true },
    "with nobody's name": { claims: { sub: "" } },
    "by being away": { away: true },
  };
  it("is compared with one that does not", async () => {
    await bound("subject-true");
    expect((await comes("subject-true")).status).toBe(200);
    expect((await comes("subject-true", { lies: { says: null } })).status).toBe(200);
  });
  for (const [what, lie] of Object.entries(lies))
    it(`${what}, lets nobody in`, async () => {
      const answer = await comes("subject-true", { lies: lie });
      expect([answer.status, codeOf(answer), deskCookie(answer)]).toEqual([401, "issuer-refused", ""]);
    });
  it("vouches for somebody unknown: the answer is the same, and no account is made", async () => {
    const before = await env.DB.prepare("SELECT count(*) AS n FROM officer").first<number>("n");
    const answer = await comes("a-stranger");
    const { requestId: _, ...unknown } = answer.body;
    const { requestId: __, ...lying } = (await comes("subject-true", { lies: { signed: "none" } })).body;
    expect(unknown).toEqual(lying);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM officer").first<number>("n")).toBe(before);
  });
  it("does not take over an account of another organisation by naming its subject", async () => {
    const { address, browser } = await goes(TWO);
    const answer = await returns(browser, TWO, other.signsIn(address, "subject-true"));
    expect(codeOf(answer)).toBe("issuer-refused");
  });
});

describe("an answer", () => {
  it("counts once, for one browser, one organisation and one question", async () => {
    const first = await goes(ONE);
    const said = embassy.signsIn(first.address, "subject-true");
    expect(codeOf(await returns(nobody, ONE, said))).toBe("issuer-refused");
    // The stolen answer has burned the question: its own browser asks anew.
    expect(codeOf(await returns(first.browser, ONE, said))).toBe("issuer-refused");
    const second = await goes(ONE);
    const right = embassy.signsIn(second.address, "subject-true");
    expect(codeOf(await returns(first.browser, ONE, right))).toBe("issuer-refused");
    const third = await goes(ONE);
    expect(codeOf(await returns(third.browser, TWO, embassy.signsIn(third.address, "subject-true")))).toBe(
      "issuer-refused",
    );
    const fourth = await goes(ONE);
    const good = embassy.signsIn(fourth.address, "subject-true");
    expect((await returns(fourth.browser, ONE, good)).status).toBe(200);
    expect(codeOf(await returns(fourth.browser, ONE, good))).toBe("issuer-refused");
  });
  it("of one issuer is not taken to another (mix-up)", async () => {
    // The other issuer hands the browser on with a code of the embassy's, and hopes to be sent it.
    const asked = other.asked.length;
    const { address, browser } = await goes(TWO);
    const mixed = new URLSearchParams(embassy.signsIn(address, "subject-true"));
    expect(codeOf(await returns(browser, TWO, mixed.toString()))).toBe("issuer-refused");
    expect(other.asked.length).toBe(asked);
  });
  it("is nothing after ten minutes, with another state, or with an error in it", async () => {
    const old = await goes(ONE);
    await env.DB.prepare("UPDATE issuerAsk SET expiresAt = '2020-01-01T00:00:00.000Z'").run();
    expect(codeOf(await returns(old.browser, ONE, embassy.signsIn(old.address, "subject-true")))).toBe(
      "issuer-refused",
    );
    for (const answer of ["", "state=x&code=y", "error=access_denied&state=x", "%%%"]) {
      const { browser } = await goes(ONE);
      expect(codeOf(await returns(browser, ONE, answer))).toBe("issuer-refused");
    }
    const { address, browser } = await goes(ONE);
    const state = new URL(address).searchParams.get("state") ?? "";
    expect(codeOf(await returns(browser, ONE, `error=access_denied&state=${state}`))).toBe("issuer-refused");
  });
  it("is asked for with the proof that only we can give", async () => {
    const { address, browser } = await goes(ONE);
    const proof = new URL(address);
    proof.searchParams.set("code_challenge", "A".repeat(43));
    expect(codeOf(await returns(browser, ONE, embassy.signsIn(proof.href, "subject-true")))).toBe(
      "issuer-refused",
    );
  });
});

describe("a subject", () => {
  it("is one account's: it cannot be bound to a second one", async () => {
    await bound("subject-one");
    const { token } = await invites(world.as("supervisor"), ONE, "supervisor");
    expect(codeOf(await comes("subject-one", { token }))).toBe("issuer-refused");
    expect((await comes("subject-two", { token })).status).toBe(200);
  });
  it("of an officer who left or sits elsewhere opens nothing", async () => {
    const { id } = await bound("subject-leaves");
    await env.DB.prepare("UPDATE officer SET organisationId = ?2 WHERE id = ?1").bind(id, TWO).run();
    expect(codeOf(await comes("subject-leaves"))).toBe("issuer-refused");
  });
  it("of an issuer that was named anew at another address opens nothing", async () => {
    await bound("subject-before");
    await twice(issuerSet, {
      organisationId: ONE,
      url: "https://elsewhere.test",
      clientId: "causeway",
    });
    await twice(issuerSet, {
      organisationId: ONE,
      url: embassy.url,
      clientId: "causeway",
      secret: SECRET,
    });
    expect(codeOf(await comes("subject-before"))).toBe("issuer-refused");
  });
  it("does not open an account by a link of another organisation", async () => {
    const { token } = await invites(world.as("supervisor"), ONE, "coordinator");
    expect(codeOf((await goes(TWO, token)).answer)).toBe("issuer-refused");
  });
  it("leaves a passkey beside it untouched", async () => {
    const { key } = await joins(world.as("supervisor"), ONE, "intake");
    expect((await signsIn(key)).status).toBe(200);
  });
});
