// The map's page in a browser: how many frames a second while a hand drags the map, and what memory that takes. Without a
// graphics card Chromium draws by the processor, so what counts is how sizes compare with each other, and with a page at rest.
import type { Browser } from "playwright-core";
import { memoryOf, type Platform, processesBelow, quantile } from "./setting.ts";

export interface MapPage {
  /** From the address to the map with its counts, in milliseconds. */
  shown: number;
  /** Frames a second while dragging, and while nothing moves. */
  frames: number;
  atRest: number;
  /** The slowest twentieth of the frames took longer than this. */
  slowFrame: number;
  /** MiB of JavaScript in use, and of the browser with all its processes. */
  heap: number;
  browser: number;
}

const DRAG = 4000;
const viewport = { width: 1440, height: 900 };

/** Times between frames of a page, taken by the page itself. */
const watchFrames = () => {
  const marks: number[] = [];
  const mark = (at: number) => {
    marks.push(at);
    if (marks.length < 5000 && !("stopFrames" in window)) requestAnimationFrame(mark);
  };
  requestAnimationFrame(mark);
  Object.assign(window, { frameMarks: marks });
};
const takeFrames = () => {
  const held = window as unknown as { frameMarks: number[]; stopFrames?: true };
  held.stopFrames = true;
  return held.frameMarks;
};

function framesIn(marks: readonly number[]): { perSecond: number; slow: number } {
  const gaps = marks.slice(1).map((mark, i) => mark - (marks[i] ?? mark));
  const total = gaps.reduce((sum, one) => sum + one, 0);
  return {
    perSecond: (1000 * gaps.length) / total,
    slow: quantile(
      gaps.toSorted((a, b) => a - b),
      0.95,
    ),
  };
}

export async function measureMapPage(browser: Browser, platform: Platform, cookie: string): Promise<MapPage> {
  const context = await browser.newContext({ viewport, baseURL: platform.url });
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: platform.url, httpOnly: true, sameSite: "Strict" }]);
  const page = await context.newPage();
  try {
    const start = performance.now();
    const answered = page.waitForResponse((response) => response.url().includes("/api/registration/map"), {
      timeout: 120_000,
    });
    await page.goto("/desk/queue");
    const canvas = page.locator(".map-pane canvas").first();
    await canvas.waitFor({ timeout: 120_000 });
    await answered;
    const shown = performance.now() - start;
    await page.waitForTimeout(4000);
    await page.evaluate(watchFrames);
    await page.waitForTimeout(2000);
    const rest = framesIn(await page.evaluate(takeFrames));
    await page.evaluate(() => Reflect.deleteProperty(window, "stopFrames"));
    const box = await canvas.boundingBox();
    if (box === null) throw new Error("the map is not on the page");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.evaluate(watchFrames);
    const end = performance.now() + DRAG;
    for (let n = 1; performance.now() < end; n++) {
      await page.mouse.move(x + 160 * Math.sin(n / 12), y + 90 * Math.sin(n / 17));
      await page.waitForTimeout(10);
    }
    const moving = framesIn(await page.evaluate(takeFrames));
    await page.mouse.up();
    const line = await context.newCDPSession(page);
    await line.send("HeapProfiler.enable");
    await line.send("HeapProfiler.collectGarbage");
    await line.send("Performance.enable");
    const { metrics } = await line.send("Performance.getMetrics");
    const heap = (metrics.find((one) => one.name === "JSHeapUsedSize")?.value ?? 0) / 2 ** 20;
    return {
      shown,
      frames: moving.perSecond,
      atRest: rest.perSecond,
      slowFrame: moving.slow,
      heap,
      browser: memoryOf(processesBelow(process.pid, /^chrom/)),
    };
  } finally {
    await context.close();
  }
}
