// A production deployment: no demo link opens it, no session that one had opened lives on, and passkeys do.
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { accountBegin, accountSignIn } from "../../schema/account.ts";
import { issuerSet } from "../../schema/issuer.ts";
import { doorOf } from "../../schema/kit/act.ts";
import { organisationAddOfficer, organisationMe, organisationSignIn } from "../../schema/organisation.ts";
import { app } from "../../worker/app.ts";
import type { Bindings } from "../../worker/kit/env.ts";
import { BASE, makeWorld, type World } from "../kit/world.ts";
import { joins } from "./desk.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const production = { ...env, DEMO: "false", PRODUCTION: "true", SMS_URL: "" } as unknown as Bindings;

async function asks(
  act: { name: string; kind: "read" | "write" },
  input: unknown = {},
  { cookie = "", base = BASE, over = {} as Partial<Bindings> } = {},
) {
  const init: RequestInit =
    act.kind === "read"
      ? { headers: { Cookie: cookie } }
      : {
          method: "POST",
          headers: { Cookie: cookie, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin" },
          body: JSON.stringify(input),
        };
  const request = new Request(`${base}${doorOf(act.name)}`, init);
  const response = await app.fetch(request, { ...production, ...over }, createExecutionContext());
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

describe("in production", () => {
  it("a demo's link opens nothing, and none is given", async () => {
    await env.DB.prepare("INSERT INTO signInLink SELECT 'x', 'off_emb0001', '2099-01-01T00:00:00Z'").run();
    const answer = await asks(organisationSignIn, { token: "A".repeat(43) });
    expect([answer.status, answer.body.code]).toEqual([404, "demo-only"]);
    const links = await asks({ name: "exercise.links", kind: "write" }, { officerIds: ["off_emb0001"] });
    expect([links.status, links.body.code]).toEqual([404, "demo-only"]);
  });
  it("a session that a demo's link opened is nobody's", async () => {
    const { cookie } = world.as("embassyCoordinator");
    expect((await world.as("embassyCoordinator").does(organisationMe)).status).toBe(200);
    expect((await asks(organisationMe, {}, { cookie })).body.code).toBe("signed-out");
  });
  it("accounts are not opened without an invitation", async () => {
    const { desk } = await joins(world.as("platformAdministrator"), "org_platform", "platform-admin");
    const input = { id: "off_bypass01", organisationId: "org_embassyOne", role: "coordinator", label: "X" };
    const answer = await asks(organisationAddOfficer, input, { cookie: desk.cookie });
    expect([answer.status, answer.body.code]).toEqual([404, "demo-only"]);
  });
  it("no organisation signs in at a server that is reached in the clear", async () => {
    const { desk } = await joins(world.as("platformAdministrator"), "org_platform", "platform-admin");
    const set = (url: string) =>
      asks(issuerSet, { organisationId: "org_embassyOne", url, clientId: "c" }, { cookie: desk.cookie });
    const [plain, secure] = [await set("http://sign-in.test"), await set("https://sign-in.test")];
    expect([plain.status, plain.body.fields]).toEqual([400, [{ path: "url", reason: "not-an-address" }]]);
    expect(secure.status).toBe(200);
  });
  it("a passkey signs in, with a cookie of this host by https alone", async () => {
    const { key } = await joins(world.as("supervisor"), "org_embassyOne", "intake");
    const { challenge } = (await asks(accountBegin)).body as { challenge: string };
    const answer = await asks(accountSignIn, await key.answers(challenge));
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie().join()).toMatch(/^__Host-desk=[\w-]{43}; .*Secure/);
  });
  it("nobody signs in through a site that is reached in the clear", async () => {
    const over = { PUBLIC_URL: "" };
    const answer = await asks(accountBegin, {}, { base: "http://causeway.test", over });
    expect([answer.status, answer.body.code]).toEqual([403, "wrong-origin"]);
    expect((await asks(accountBegin, {}, { base: "http://localhost:8787", over })).status).toBe(200);
  });
});
