// What every response carries: a request id, the security headers of STANDARDS section 7, and the one handler of
// everything that goes wrong.
import type { Context, ErrorHandler, MiddlewareHandler } from "hono";
import type { Problem } from "../../schema/kit/problem.ts";
import { type Bindings, settingsOf } from "./env.ts";
import { countFailure } from "./limit.ts";
import { asProblem, problemResponse } from "./problem.ts";
import { keyedHash } from "./seal.ts";

/** For data and assets: nothing may load or frame them. Pages set their own (page/respond.ts). */
const bare = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

function addHeaders(response: Response, requestId: string, https: boolean): Response {
  if (response.status === 101) return response;
  const out = new Response(response.body, response);
  const set = (name: string, value: string) => {
    if (!out.headers.has(name)) out.headers.set(name, value);
  };
  set("Content-Security-Policy", bare);
  set("X-Content-Type-Options", "nosniff");
  set("Referrer-Policy", "no-referrer");
  set(
    "Permissions-Policy",
    "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()",
  );
  set("Cross-Origin-Opener-Policy", "same-origin");
  set("Cross-Origin-Resource-Policy", "same-origin");
  set("X-Request-Id", requestId);
  if (https) set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  return out;
}

const failing = new Set<Problem["code"]>([
  "malformed",
  "not-allowed",
  "wrong-origin",
  "code-or-pin-wrong",
  "passkey-wrong",
  "issuer-refused",
  "link-spent",
  "too-large",
  "demo-only",
]);

export const secure: MiddlewareHandler<{ Bindings: Bindings }> = async (c, next) => {
  const requestId = crypto.randomUUID();
  c.header("X-Request-Id", requestId);
  await next();
  c.res = addHeaders(
    c.res,
    c.res.headers.get("X-Request-Id") ?? requestId,
    new URL(c.req.url).protocol === "https:",
  );
};

/** Turns whatever was thrown into a problem, and counts the failures of a session or an address. */
export const onError: ErrorHandler<{ Bindings: Bindings }> = async (error, c) => {
  const requestId = c.res.headers.get("X-Request-Id") ?? crypto.randomUUID();
  const problem = asProblem(error, requestId);
  if (failing.has(problem.code)) countFailure(c.req.raw, await addressOf(c));
  return problemResponse(problem, requestId);
};

/** The sender's address, as a keyed hash: it is counted, and never kept readable. */
export function addressOf(c: Context<{ Bindings: Bindings }>): Promise<string> {
  return keyedHash(settingsOf(c.env), "address", c.req.header("CF-Connecting-IP") ?? "local");
}
