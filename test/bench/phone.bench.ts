// What an old phone on a slow network pays: bytes and requests of people's pages in every language; when something is to be
// seen and when it can be used at 2G and slow 3G with a sixfold slower processor; and how fast "Leave this page" is blank.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Browser, CDPSession, Page } from "playwright-core";
import { languages } from "../../schema/kit/language.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { launch } from "../node/chromium.ts";
import { conditions, ms, openPlatform, type Print, quantile } from "./setting.ts";

/** Profiles of EXPERIENCE 2.2: kilobits per second down and up, and the round trip. */
const networks = {
  "2G": { down: 280, up: 256, latency: 800 },
  "slow 3G": { down: 400, up: 400, latency: 400 },
} as const;
const SLOWER = 6;
const RUNS = 3;

/** Pages compressed as an edge in front of the worker sends them; workerd by itself does not compress. */
async function compressed(target: string): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(
          ([name]) => !["host", "connection", "content-length", "accept-encoding"].includes(name),
        ),
      ) as Record<string, string>;
      const answer = await fetch(`${target}${request.url ?? "/"}`, {
        method: request.method ?? "GET",
        headers: { ...headers, Origin: target },
        redirect: "manual",
        ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
      });
      const body = gzipSync(Buffer.from(await answer.arrayBuffer()));
      for (const [name, value] of answer.headers)
        if (!["content-length", "content-encoding", "transfer-encoding"].includes(name))
          response.setHeader(name, value);
      response.writeHead(answer.status, { "Content-Encoding": "gzip", "Content-Length": body.length });
      response.end(body);
    })();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, server };
}

async function slowed(page: Page, network: keyof typeof networks): Promise<CDPSession> {
  const { down, up, latency } = networks[network];
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: (down * 1000) / 8,
    uploadThroughput: (up * 1000) / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  return session;
}

interface Seen {
  paint: number;
  usable: number;
  shift: number;
}

/** First paint, the moment at which the script has run, and how much jumped, of one visit with nothing cached. */
async function visit(browser: Browser, url: string, network: keyof typeof networks): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  await slowed(page, network);
  await page.goto(url, { waitUntil: "load", timeout: 120_000 });
  await page.waitForTimeout(300);
  const seen = await page.evaluate(async () => {
    const shift = await new Promise<number>((done) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const one of list.getEntries()) sum += (one as PerformanceEntry & { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(sum), 100);
    });
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN;
    return { paint, usable: navigation?.domContentLoadedEventEnd ?? Number.NaN, shift };
  });
  await context.close();
  return seen;
}

/** From the tap to the first frame without the page, measured in the page, while the network still waits. */
async function leaving(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.fill("[name='people.0.name']", "Marked Name", { force: true }).catch(() => undefined);
  await slowed(page, "2G");
  const taken = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        const button = document.querySelector<HTMLButtonElement>("[data-exit] button");
        requestAnimationFrame(() => {
          const start = performance.now();
          button?.click();
          requestAnimationFrame(() => {
            // A message comes after the frame has been drawn.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => done(performance.now() - start);
            port2.postMessage(null);
          });
        });
      }),
  );
  await context.close();
  return taken;
}

const pages: readonly [name: string, path: string][] = [
  ["first page", ""],
  ["register", "/r"],
  ["coming back", "/s"],
  ["a true message", "/true"],
  ["a safe phone", "/safe"],
  ["rights", "/rights"],
];

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  print(
    `pages with gzip through a local proxy; processor ${String(SLOWER)} times slower by Chromium; median of ${String(RUNS)}`,
  );
  const platform = await openPlatform();
  const { url, server } = await compressed(platform.url);
  const browser = await launch();
  try {
    print("");
    print("bytes of the body with gzip, lightest and heaviest language");
    for (const [name, path] of pages) {
      const sizes: [number, string][] = [];
      for (const lang of languages) {
        const answer = await fetch(`${platform.url}/${lang}${path}`);
        sizes.push([gzipSync(await answer.text()).length, lang]);
      }
      sizes.sort((a, b) => a[0] - b[0]);
      const tell = ([bytes, lang]: [number, string] = [0, ""]) => `${String(bytes)} (${lang})`;
      print(`${name.padEnd(16)} ${tell(sizes[0])} to ${tell(sizes.at(-1))}`);
    }
    const form = new URLSearchParams([
      ["crisisId", CRISIS],
      ["lang", "en"],
      ["actId", "bench-phone-receipt-01"],
      ["danger", "now"],
      ["people.0.relation", "self"],
    ]);
    const receipt = await fetch(`${platform.url}/en/r`, { method: "POST", body: form });
    print(`${"receipt".padEnd(16)} ${String(gzipSync(await receipt.text()).length)} (en)`);
    await platform.send("POST", "/api/registration/open", smallGroup());

    for (const network of Object.keys(networks) as (keyof typeof networks)[]) {
      const { down, up, latency } = networks[network];
      print("");
      print(`${network}: ${String(down)}/${String(up)} kbit/s, ${String(latency)} ms`);
      for (const [name, path] of pages)
        for (const lang of path === "/r" ? ["en", "ar", "bn", "my", "am"] : ["en", "ar"]) {
          const seen: Seen[] = [];
          for (let i = 0; i < RUNS; i++) seen.push(await visit(browser, `${url}/${lang}${path}`, network));
          const middle = (of: (one: Seen) => number) =>
            quantile(
              seen.map(of).sort((a, b) => a - b),
              0.5,
            );
          print(
            `${`${name}, ${lang}`.padEnd(20)} painted ${ms(middle((one) => one.paint))}, usable ${ms(middle((one) => one.usable))}, jumps ${middle((one) => one.shift).toFixed(3)}`,
          );
        }
    }
    print("");
    const blank: number[] = [];
    for (let i = 0; i < 7; i++) blank.push(await leaving(browser, `${url}/en/r`));
    blank.sort((a, b) => a - b);
    print(`leave this page, to blank: median ${ms(quantile(blank, 0.5))}, worst ${ms(blank.at(-1) ?? 0)}`);
  } finally {
    await browser.close();
    server.close();
    await platform.stop();
  }
}
