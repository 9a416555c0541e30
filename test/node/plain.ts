// The plain pages alone: the worker with the small crisis of test/kit, without the desk being built, and a browser.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { at } from "../../worker/local/root.ts";
import { makeSecrets } from "../../worker/local/secrets.ts";
import { serve } from "../../worker/local/serve.ts";
import { crisis, officers, organisations } from "../kit/people.ts";
import { launch } from "./chromium.ts";

type Json = Record<string, unknown>;

export interface Plain {
  url: string;
  browser: Browser;
  /** Everything that lasts: the database, the rooms. */
  statePath: string;
  /** What the worker logged as an error. */
  errors: readonly string[];
  /** One act as whoever the cookie says, or through the demo doors. */
  post(path: string, body: unknown, cookie?: string): Promise<{ body: Json; cookie: string }>;
  /** What a read door answers whoever the cookie says. */
  get(path: string, cookie: string): Promise<Json>;
  /** The cookie of an officer who has just signed in. */
  signIn(officerId: string): Promise<string>;
  /** Runs the scheduled handler once, now; nothing else does. */
  scheduled(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPlain(vars: Readonly<Record<string, string>> = {}): Promise<Plain> {
  const statePath = mkdtempSync(join(tmpdir(), "causeway-plain-"));
  const secrets = makeSecrets();
  const errors: string[] = [];
  mkdirSync(at("dist"), { recursive: true });
  const served = await serve({
    port: 0,
    statePath,
    vars: { DEMO: "true", PRODUCTION: "false", UNREVIEWED_LANGUAGES: "true", ...vars },
    secrets: { ...secrets },
    log: (level, text) => {
      if (level === "error") errors.push(text);
    },
  });
  const browser = await launch();
  const post: Plain["post"] = async (path, body, cookie) => {
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (cookie !== undefined) headers.Cookie = cookie;
    else if (path.startsWith("/api/exercise/")) headers.Authorization = `Bearer ${secrets.DEMO_TOKEN}`;
    const answer = await fetch(`${served.url}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    return {
      body: (await answer.json()) as Json,
      cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "",
    };
  };
  await post("/api/exercise/load", { crisis, organisations, officers });
  return {
    url: served.url,
    statePath,
    browser,
    errors,
    scheduled: served.scheduled,
    post,
    async get(path, cookie) {
      const answer = await fetch(`${served.url}${path}`, { headers: { Cookie: cookie } });
      if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
      return (await answer.json()) as Json;
    },
    async signIn(officerId) {
      const { body } = await post("/api/exercise/links", { officerIds: [officerId] });
      const [{ token } = { token: "" }] = body.links as { token: string }[];
      return (await post("/api/organisation/sign-in", { token })).cookie;
    },
    async stop() {
      await browser.close();
      await served.dispose();
      rmSync(statePath, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
