// What a gate costs on a bad line (EXPERIENCE, section 7): its first installation, its later visits, a newer release, and
// a pack of 5,000. Counted on the wire.
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { gatePack } from "../../schema/gate.ts";
import { random } from "../kit/random.ts";
import { type GateStage, openGates } from "../node/gate.ts";
import { type Line, openRelay, type Relay } from "../node/relay.ts";

let stage: GateStage;
let relay: Relay;
let page: Page;
beforeAll(async () => {
  stage = await openGates();
  relay = await openRelay(stage.pages.url);
  page = await (await stage.pages.browser.newContext({ baseURL: relay.url })).newPage();
});
afterAll(async () => {
  relay.stop();
  await stage.stop();
});

const sum = (lines: readonly Line[], of: "gzip" | "brotli") => lines.reduce((all, one) => all + one[of], 0);
const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const tell = (what: string, lines: readonly Line[]) =>
  process.stdout.write(
    `${what}: ${String(lines.length)} requests, ${kb(sum(lines, "gzip"))} with gzip, ${kb(sum(lines, "brotli"))} with brotli\n`,
  );
const ofGate = () => relay.wire.filter(({ path }) => path.startsWith("/v/"));
const isScript = ({ path }: Line) => /^\/v\/verify-[\w-]+\.js$/.test(path);

describe("a gate", () => {
  it("is installed with at most 60 KB and four requests, of which 45 KB are script", async () => {
    await page.goto("/v/");
    const controlled = () => page.evaluate(() => navigator.serviceWorker.controller !== null);
    await expect.poll(controlled, { timeout: 20_000 }).toBe(true);
    const later = ofGate().filter(
      (one) => one.path.endsWith(".js") && one.path !== "/v/sw.js" && !isScript(one),
    );
    const first = ofGate().filter((one) => !later.includes(one));
    const scripts = first.filter(isScript);
    tell("first installation", first);
    tell("of that, script", scripts);
    tell("later parts, in the background", later);
    const paths = ["/v/", "/v/manifest.webmanifest", "/v/sw.js", scripts[0]?.path ?? ""];
    expect(first.map(({ path }) => path).sort()).toEqual(paths.sort());
    expect(sum(scripts, "gzip")).toBeLessThanOrEqual(45_000);
    expect(sum(first, "gzip")).toBeLessThanOrEqual(60_000);
  });
  it("costs nothing later: only its service worker is asked for anew", async () => {
    relay.wire.length = 0;
    await page.reload();
    await page.waitForSelector(".reading");
    await page.click("nav a:has-text('Log')");
    await page.waitForSelector(".counts");
    await page.waitForTimeout(1000);
    expect(ofGate().filter(({ path }) => path !== "/v/sw.js")).toEqual([]);
  });
  it("takes a newer release at the next visit after the one that heard of it", async () => {
    const script = async () => (await page.getAttribute("script", "src"))?.split("/").at(-1) ?? "";
    const before = await script();
    const list = await (await fetch(`${stage.pages.url}/v/sw.js`)).text();
    const version = /"(v-\w+)"/.exec(list)?.[1] ?? "";
    relay.change = [
      [before, "verify-newer.js"],
      [version, "v-newer"],
    ];
    await page.goto("/v/");
    const waits = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting != null);
    // A browser asks a moment after the page stands.
    await expect.poll(waits, { timeout: 30_000 }).toBe(true);
    expect(await script()).toBe(before);
    // A browser that is too busy to start the new one in time is asked again at the visit after.
    const visit = async () => {
      await page.reload();
      await page.waitForTimeout(6000);
      return script();
    };
    await expect.poll(visit, { timeout: 60_000, interval: 100 }).toBe("verify-newer.js");
    const kept = () => page.evaluate(() => caches.keys()).catch(() => []);
    await expect.poll(kept, { timeout: 15_000 }).toEqual(["v-newer"]);
  }, 120_000);
  it("fetches a pack of 5,000 with at most 120 KB", () => {
    const dice = random(5000);
    const digits = (most: number) => Array.from({ length: most }, () => dice.whole(0, 9)).join("");
    const hex = () => Array.from({ length: 16 }, () => dice.whole(0, 15).toString(16)).join("");
    const rows = Array.from({ length: 5000 }, (_, i) => {
      const adult = dice.whole(0, 2) > 0 ? 1 : 0;
      return [digits(6), hex(), Math.floor(i / 3) + 1, (i % 3) + 1, 3, adult, dice.of(["held", "boarded"])];
    }).sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
    const example = gatePack.example.reply as { movement: unknown; at: string };
    const body = JSON.stringify(z.parse(gatePack.reply, { ...example, rows }));
    const size = gzipSync(body).length;
    process.stdout.write(
      `a pack of 5,000: ${kb(body.length)}, ${kb(size)} with gzip, ${kb(brotliCompressSync(body).length)} with brotli\n`,
    );
    expect(size).toBeLessThanOrEqual(120_000);
  });
});
