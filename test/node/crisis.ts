// A small crisis for a journey: the invented people of test/kit, loaded through the demo doors of a served app.
import type { BrowserContext, Page } from "playwright-core";
import { crisis, officers, organisations } from "../kit/people.ts";
import { launch } from "./chromium.ts";
import { type App, startApp } from "./server.ts";

export interface Stage {
  app: App;
  /** A fresh browser profile. */
  opens(options?: Parameters<Awaited<ReturnType<typeof launch>>["newContext"]>[0]): Promise<BrowserContext>;
  /** A desk at which this officer is signed in by her one-time link, on the queue. */
  sits(
    officerId: string,
    options?: Parameters<Awaited<ReturnType<typeof launch>>["newContext"]>[0],
  ): Promise<Page>;
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** With `map` the browser draws maps; without, desks say that there is none, and the machine has less to do. */
export async function makeStage({ map = false } = {}): Promise<Stage> {
  const app = await startApp({ demo: false });
  const base = app.url.replace(/\/$/, "");
  const browser = await launch({ map });
  async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${app.token}` };
    const response = await fetch(`${base}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  }
  await post("/api/exercise/load", { crisis, organisations, officers });
  const opens: Stage["opens"] = async (options) => {
    const context = await browser.newContext({ baseURL: base, ...options });
    // A map that is drawn without a graphics card on a busy machine takes its time; what is asserted stays the same.
    context.setDefaultTimeout(20_000);
    return context;
  };
  return {
    app: { ...app, url: base },
    opens,
    post,
    async sits(officerId, options) {
      const { links } = (await post("/api/exercise/links", { officerIds: [officerId] })) as {
        links: { token: string }[];
      };
      const page = await (await opens({ viewport: { width: 1440, height: 900 }, ...options })).newPage();
      await page.goto(`/desk/sign-in#${links[0]?.token ?? ""}`);
      await page.click("button.primary");
      await page.waitForSelector(".top");
      return page;
    },
    async stop() {
      await browser.close();
      await app.stop();
    },
  };
}
