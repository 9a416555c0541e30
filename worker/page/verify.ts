// The gate's addresses: one page for /v/, /v/pack and /v/log, its files, its service worker and its manifest. All of it
// lies under /v/, which is the service worker's whole scope.
import type { Hono } from "hono";
import { Problem } from "../../schema/kit/problem.ts";
import { type Bindings, settingsOf } from "../kit/env.ts";
import type { PageContext } from "./shown.ts";

/** Own files and nothing else. The camera's picture is no download, and styles come with the script. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** An open arch, as on the desk; with room around it, since some devices cut icons round. */
const icon =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 96 96'><path fill='#00594c' d='M0 0h96v96H0z'/>" +
  "<path fill='#fff' d='M24 72V49a24 24 0 0 1 48 0v23H62V49a14 14 0 0 0-28 0v23Z'/></svg>";

function manifest(c: PageContext): Response {
  const { displayName } = settingsOf(c.env);
  const sizes = { sizes: "any", type: "image/svg+xml", purpose: "any maskable" };
  return c.json(
    {
      id: "/v/",
      name: `${displayName}: gate`,
      short_name: "Gate",
      start_url: "/v/",
      scope: "/v/",
      display: "standalone",
      background_color: "#ffffff",
      theme_color: "#00594c",
      // Within the manifest: a file of its own would be one more request on a bad line.
      icons: [{ src: `data:image/svg+xml,${encodeURIComponent(icon)}`, ...sizes }],
    },
    200,
    { "Content-Type": "application/manifest+json", "Cache-Control": "public, max-age=3600" },
  );
}

async function file(c: PageContext, path: string, cache: string): Promise<Response> {
  const url = new URL(path, c.req.url);
  const found = await c.env.ASSETS.fetch(new Request(url, { headers: c.req.raw.headers }));
  if (found.status !== 200 && found.status !== 304) throw new Problem("not-found");
  const response = new Response(found.body, found);
  response.headers.set("Cache-Control", cache);
  // Scripts carry it too: a worker's policy is that of its own file.
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

async function gate(c: PageContext): Promise<Response> {
  const response = await file(c, "/verify.html", "no-cache");
  response.headers.set(
    "Permissions-Policy",
    "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
  );
  return response;
}

export function verifyPages(app: Hono<{ Bindings: Bindings }>): void {
  // With its slash the page lies inside the scope. A scope without it would hold /vi/ as well, a migrant's page.
  app.get(
    "/v",
    () =>
      new Response(null, {
        status: 308,
        headers: { Location: "/v/", "Cache-Control": "public, max-age=31536000" },
      }),
  );
  for (const path of ["/v/", "/v/pack", "/v/log"]) app.get(path, gate);
  app.get("/v/manifest.webmanifest", manifest);
  app.get("/v/sw.js", (c) => file(c, "/v/sw.js", "no-cache"));
  app.get("/v/:name{[A-Za-z0-9_-]+\\.js}", (c) =>
    file(c, `/v/${c.req.param("name")}`, "public, max-age=31536000, immutable"),
  );
}
