// What a phone pays: requests and bytes on the wire of register, receipt, status, and of the desk until its map stands.
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext } from "playwright-core";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { launch } from "../node/chromium.ts";
import { conditions, openPlatform, type Platform, type Print } from "./setting.ts";

interface Weight {
  requests: number;
  /** As sent here, without compression, with headers. */
  plain: number;
  /** Bodies as gzip would send them: what an edge in front does. */
  gzip: number;
}

/** Visits a page in a browser with nothing cached and weighs everything that it asked for. */
async function weigh(context: BrowserContext, url: string): Promise<Weight> {
  const page = await context.newPage();
  const weight: Weight = { requests: 0, plain: 0, gzip: 0 };
  const reading: Promise<void>[] = [];
  page.on("response", (response) => {
    reading.push(
      (async () => {
        const body = await response.body().catch(() => Buffer.alloc(0));
        weight.requests++;
        weight.plain += body.length;
        weight.gzip += gzipSync(body).length;
      })(),
    );
  });
  await page.goto(url, { waitUntil: "networkidle" });
  await Promise.all(reading);
  await page.close();
  return weight;
}

async function visit(
  browser: Browser,
  platform: Platform,
  path: string,
  cookie: string | null,
): Promise<Weight> {
  const context = await browser.newContext({ serviceWorkers: "block" });
  if (cookie !== null) {
    const [name = "", value = ""] = cookie.split("=");
    await context.addCookies([{ name, value, url: platform.url, httpOnly: true, sameSite: "Strict" }]);
  }
  const weight = await weigh(context, `${platform.url}${path}`);
  await context.close();
  return weight;
}

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  const platform = await openPlatform();
  const browser = await launch({ map: true });
  try {
    const form = { ...smallGroup(), pin: "604817" };
    const opened = await platform.send("POST", "/api/registration/open", form, {
      "Idempotency-Key": "bench-bytes-000001",
    });
    const signedIn = await platform.send("POST", "/api/registration/sign-in", {
      reference: opened.body.reference,
      pin: "604817",
    });
    const own = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const desk = await platform.signIn("off_emb0001");
    const pages: [string, string, string | null][] = [
      ["front page", "/en", null],
      ["register", "/en/r", null],
      ["register, Arabic", "/ar/r", null],
      ["sign in for status", "/en/s", null],
      ["status", "/en/s", own],
      ["desk, queue and map", `/desk/${CRISIS}`, desk],
    ];
    const summary: Record<string, Weight> = {};
    for (const [name, path, cookie] of pages) {
      const weight = await visit(browser, platform, path, cookie);
      summary[name] = weight;
      print(
        `${name.padEnd(22)} ${String(weight.requests)} requests, ${kb(weight.plain)}, ${kb(weight.gzip)} with gzip`,
      );
    }
    const receipt = await receiptPage(platform.url);
    print(
      `${"receipt".padEnd(22)} 1 request, ${kb(receipt.length)}, ${kb(gzipSync(receipt).length)} with gzip`,
    );
    print(`receipt, as JSON: ${String(opened.bytes)} bytes for ${String(JSON.stringify(form).length)} sent`);
    print(JSON.stringify(summary));
  } finally {
    await browser.close();
    await platform.stop();
  }
}

/** What a phone without scripts gets for its form. */
async function receiptPage(url: string): Promise<Buffer> {
  const body = new URLSearchParams([
    ["actId", "bench-bytes-form-0001"],
    ["crisisId", CRISIS],
    ["lang", "en"],
    ["recipients[]", "org_embassyOne"],
    ["people.0.name", "Invented"],
    ["pin", "604817"],
  ]);
  const response = await fetch(`${url}/en/r`, { method: "POST", body });
  return Buffer.from(await response.arrayBuffer());
}

const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
