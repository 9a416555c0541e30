// Addresses that anybody may read, from any page: public keys, the signed list of trust, the root to pin, status lists.
// Nothing here is about a person. Other origins may read all of it: a gate's page may be served from elsewhere.
import type { Context, Hono } from "hono";
import { Problem } from "../../schema/kit/problem.ts";
import { PLATFORM_ISSUER, STATUS_TYPE, type Trust } from "../../schema/trust.ts";
import { type Bindings, settingsOf } from "../kit/env.ts";
import { publishedKeys, rootOf, signingKey, signJws } from "../kit/sign.ts";
import { makeStatusList, statusUri } from "../status/list.ts";

type Known = Context<{ Bindings: Bindings }>;

/** Seconds: a gate may go without a network for so long before its list of trust has ended. */
const TRUST_LIVES = 30 * 86_400;

function open(c: Known, body: BodyInit, type: string, seconds: number): Response {
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Cache-Control": `public, max-age=${String(seconds)}`,
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "X-Request-Id": c.res.headers.get("X-Request-Id") ?? "",
    },
  });
}

export function originOf(c: Known): string {
  return settingsOf(c.env).publicUrl ?? new URL(c.req.url).origin;
}

async function jwks(c: Known): Promise<Response> {
  const keys = await publishedKeys(settingsOf(c.env), new Date());
  return open(c, JSON.stringify({ keys }), "application/jwk-set+json", 3600);
}

async function root(c: Known): Promise<Response> {
  const key = await signingKey(settingsOf(c.env), PLATFORM_ISSUER, "root", new Date(), 0);
  if (key === null) throw new Problem("not-found");
  return open(c, JSON.stringify(rootOf(key)), "application/jwk+json", 86_400);
}

async function trust(c: Known): Promise<Response> {
  const settings = settingsOf(c.env);
  const real = new Date();
  const key = await signingKey(settings, PLATFORM_ISSUER, "root", real, 0);
  if (key === null) throw new Problem("not-found");
  const keys = await publishedKeys(settings, real);
  const issuers = [...new Set(keys.filter((one) => one.purpose === "status").map((one) => one.iss))];
  const iat = Math.floor(real.getTime() / 1000);
  const list: Trust = {
    iss: PLATFORM_ISSUER,
    iat,
    exp: iat + TRUST_LIVES,
    keys,
    status: issuers.map((iss) => ({ iss, uri: statusUri(originOf(c), iss) })),
  };
  return open(c, await signJws(key, "permit-trust+jws", list), "application/jose", 300);
}

async function status(c: Known): Promise<Response> {
  const settings = settingsOf(c.env);
  const real = new Date();
  const iss = c.req.param("iss") ?? "";
  const key = await signingKey(settings, iss, "status", real, 0);
  if (key === null) throw new Problem("not-found");
  const list = await makeStatusList({ db: c.env.DB, settings }, key, statusUri(originOf(c), iss), real);
  return open(c, list, STATUS_TYPE, 60);
}

export function knownAddresses(app: Hono<{ Bindings: Bindings }>): void {
  app.get("/.well-known/permit-jwks.json", jwks);
  app.get("/.well-known/permit-trust.jws", trust);
  app.get("/.well-known/permit-root.json", root);
  app.get("/status/:iss{[A-Z]{3}}", status);
}
