// How long a gate takes for a verdict without a network: from a pasted text, and from a camera's frame, on a processor six
// times slower; what of it is reading the code; and what the gate and a pack weigh is told by test/journeys/gate-bytes.

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { at } from "../../worker/local/root.ts";
import { launch } from "../node/chromium.ts";
import { film, filmArgs, frameOf, HEIGHT, WIDTH } from "../node/film.ts";
import { type GateStage, openGates, supply } from "../node/gate.ts";
import { conditions, ms, type Print, quantile } from "./setting.ts";

const GROUPS = 20;
const SLOW = 6;

async function slow(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

function tell(print: Print, what: string, taken: number[]): void {
  const sorted = [...taken].sort((a, b) => a - b);
  const [half, most] = [quantile(sorted, 0.5), quantile(sorted, 0.95)];
  print(`${what.padEnd(58)} ${String(taken.length).padStart(3)} times, p50 ${ms(half)}, p95 ${ms(most)}`);
}

/** From Enter to the painted verdict, for each text in turn. */
function pasted(page: Page, texts: readonly string[]): Promise<number[]> {
  return page.evaluate(async (all) => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const until = (there: boolean) =>
      new Promise<void>((done) => {
        const look = () => (document.querySelector(".verdict") !== null) === there;
        if (look()) return done();
        const watcher = new MutationObserver(() => {
          if (!look()) return;
          watcher.disconnect();
          done();
        });
        watcher.observe(document.body, { childList: true, subtree: true });
      });
    const taken: number[] = [];
    for (const text of all) {
      const field = document.querySelector<HTMLInputElement>(".reading input");
      if (field === null) throw new Error("no field");
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await painted();
      const start = performance.now();
      field.form?.requestSubmit();
      await until(true);
      await painted();
      taken.push(performance.now() - start);
      document.querySelector<HTMLElement>(".verdict .next")?.click();
      await until(false);
      await painted();
    }
    return taken;
  }, texts);
}

/** Reading the code of a frame, on the page's own slowed thread: Chromium does not slow a worker. */
async function decoded(page: Page, text: string, times: number): Promise<number[]> {
  const worker = readdirSync(at("dist", "v")).find((name) => name.startsWith("decode-worker-"));
  await page.addScriptTag({ url: `/v/${worker ?? ""}` });
  const luma = Buffer.from(frameOf(text, 1)).toString("base64");
  const size = { width: WIDTH, height: HEIGHT };
  return page.evaluate(
    async ({ luma, width, height, times }) => {
      const grey = Uint8Array.from(atob(luma), (char) => char.charCodeAt(0));
      const image = new ImageData(width, height);
      for (const [i, value] of grey.entries()) image.data.set([value, value, value, 255], i * 4);
      const taken: number[] = [];
      for (let n = 0; n < times; n++) {
        const frame = await createImageBitmap(image);
        const start = performance.now();
        dispatchEvent(new MessageEvent("message", { data: frame }));
        taken.push(performance.now() - start);
      }
      return taken;
    },
    { luma, ...size, times },
  );
}

async function byText(print: Print, stage: GateStage, texts: readonly string[]): Promise<void> {
  const { page, context } = await stage.opens("off_board01");
  await supply(page, "Bench");
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector(".reading input");
  for (const rate of [1, SLOW]) {
    await slow(page, rate);
    tell(print, `verdict from a pasted text, processor ${String(rate)}x slower`, await pasted(page, texts));
  }
  for (const rate of [1, SLOW]) {
    await slow(page, rate);
    const [text = ""] = texts;
    tell(
      print,
      `reading the code of one ${String(WIDTH)}x${String(HEIGHT)} frame, ${String(rate)}x slower`,
      await decoded(page, text, 60),
    );
  }
  await context.close();
}

async function byCamera(
  print: Print,
  stage: GateStage,
  texts: readonly string[],
  folder: string,
): Promise<void> {
  const path = join(folder, "passes.y4m");
  film(
    path,
    texts.flatMap(
      (text) =>
        [
          [text, 20],
          [null, 5],
        ] as [string | null, number][],
    ),
  );
  const browser = await launch({ args: filmArgs(path) });
  try {
    const { page, context } = await stage.opens("off_board01", {}, browser);
    await supply(page, "Bench camera");
    await context.setOffline(true);
    await slow(page, SLOW);
    if (await page.isVisible(".camera .open")) await page.click(".camera .open");
    const taken: number[] = [];
    while (taken.length < 20) {
      await page.waitForSelector(".verdict", { timeout: 60_000 });
      taken.push(Number(await page.getAttribute(".verdict", "data-took")));
      await page.keyboard.press("n");
      await page.waitForSelector(".verdict", { state: "detached" });
    }
    tell(print, `verdict from a camera's frame, page ${String(SLOW)}x slower, its worker not`, taken);
  } finally {
    await browser.close();
  }
}

export default async function bench(print: Print): Promise<void> {
  const stage = await openGates();
  const folder = mkdtempSync(join(tmpdir(), "causeway-film-"));
  try {
    print(`${conditions()}; Chromium ${stage.pages.browser.version()}, offline`);
    const texts: string[] = [];
    for (let n = 0; n < GROUPS; n++)
      texts.push(...(await stage.seats()).passes.map((pass) => pass.credential));
    await byText(print, stage, texts);
    await byCamera(print, stage, texts.slice(0, 6), folder);
  } finally {
    await stage.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
