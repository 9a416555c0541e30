// A platform for journeys through the plain pages: the invented people of test/kit in a small crisis, without the desk
// and its build. Officers act over the API, as their desk does; she has a browser.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext } from "playwright-core";
import { at } from "../../worker/local/root.ts";
import { makeSecrets } from "../../worker/local/secrets.ts";
import { serve } from "../../worker/local/serve.ts";
import { crisis, officers, organisations, smallGroup } from "../kit/people.ts";
import { launch } from "./chromium.ts";

/** What a page costs: requests, and bytes with gzip and headers, which an edge in front sends. */
export async function weigh(
  context: BrowserContext,
  path: string,
): Promise<{ requests: number; bytes: number }> {
  const page = await context.newPage();
  let requests = 0;
  page.on("response", () => requests++);
  const response = await page.goto(path);
  const headers = Object.entries((await response?.allHeaders()) ?? {});
  const bytes = gzipSync((await response?.body()) ?? Buffer.alloc(0)).length;
  await page.close();
  return {
    requests,
    bytes: headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, bytes),
  };
}

export type Json = Record<string, unknown>;

export interface Officer {
  /** Of her session, as `name=value`. */
  cookie: string;
  get(path: string): Promise<Json>;
  post(path: string, body: unknown, version?: number): Promise<Json>;
}

export interface Pages {
  url: string;
  browser: Browser;
  /** Everything the worker logged as an error so far. */
  errors: readonly string[];
  officer(officerId: string): Promise<Officer>;
  /** A group that asked for help; its person's cookie, and a browser in which she is signed in. */
  group(over?: Json): Promise<{
    cookie: string;
    opens(options?: Parameters<Browser["newContext"]>[0]): Promise<BrowserContext>;
  }>;
  stop(): Promise<void>;
}

/** `whole`: in the browser as people have it (./chromium.ts). */
export async function openPages(whole = false): Promise<Pages> {
  const statePath = mkdtempSync(join(tmpdir(), "causeway-pages-"));
  mkdirSync(at("dist"), { recursive: true });
  const secrets = makeSecrets();
  const errors: string[] = [];
  const served = await serve({
    port: 0,
    statePath,
    vars: { DEMO: "true", PRODUCTION: "false", UNREVIEWED_LANGUAGES: "true" },
    secrets: { ...secrets },
    log: (level, text) => {
      if (level === "error") errors.push(text);
    },
  });
  const { url } = served;
  const browser = await launch({ whole });

  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const init: RequestInit = { method, headers: { "Content-Type": "application/json", ...headers } };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await fetch(`${url}${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    return { body: (await response.json()) as Json, cookie };
  }

  const bearer = { Authorization: `Bearer ${secrets.DEMO_TOKEN}` };
  await ask("POST", "/api/exercise/load", { crisis, organisations, officers }, bearer);

  let groups = 0;
  return {
    url,
    browser,
    errors,
    async officer(officerId) {
      const { body } = await ask("POST", "/api/exercise/links", { officerIds: [officerId] }, bearer);
      const [link] = body.links as { token: string }[];
      const { cookie } = await ask("POST", "/api/organisation/sign-in", { token: link?.token });
      return {
        cookie,
        get: async (path) => (await ask("GET", path, undefined, { Cookie: cookie })).body,
        post: async (path, given, version) => {
          const match = version === undefined ? {} : { "If-Match": `"${String(version)}"` };
          return (await ask("POST", path, given, { Cookie: cookie, ...match })).body;
        },
      };
    },
    async group(over = {}) {
      const key = `pages-key-${String(++groups).padStart(12, "0")}`;
      const opened = await ask("POST", "/api/registration/open", smallGroup(over), {
        "Idempotency-Key": key,
      });
      const { reference, pin } = opened.body;
      const { cookie } = await ask("POST", "/api/registration/sign-in", { reference, pin });
      const [name = "", value = ""] = cookie.split("=");
      return {
        cookie,
        async opens(options = {}) {
          const context = await browser.newContext({
            baseURL: url,
            viewport: { width: 360, height: 740 },
            ...options,
          });
          await context.addCookies([{ name, value, url, httpOnly: true, sameSite: "Strict" }]);
          return context;
        },
      };
    },
    async stop() {
      await browser.close();
      await served.dispose();
      rmSync(statePath, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
