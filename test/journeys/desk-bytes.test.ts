// What the desk with its map costs on a bad line: own code and first data on the wire, the table before code and map, and a
// desk whose network lets no socket through. Counted and put in order; times are printed and never asserted.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallGroup } from "../kit/people.ts";
import { makeStage, type Stage } from "../node/crisis.ts";
import { type Line, openRelay, type Relay } from "../node/relay.ts";

let stage: Stage;
let relay: Relay;
let page: Page;
beforeAll(async () => {
  stage = await makeStage({ map: true });
  relay = await openRelay(stage.app.url);
  const registrations = Array.from({ length: 80 }, (_, n) => ({
    id: `reg_bytes${String(n).padStart(9, "0")}`,
    at: "2011-03-01T05:00:00.000Z",
    input: smallGroup({ place: { lng: 13.1 + (n % 9) / 50, lat: 32.8 + (n % 7) / 50, accuracy: 30 } }),
  }));
  await stage.post("/api/exercise/load", { registrations });
  const signedIn = await stage.sits("off_emb0001");
  const cookies = await signedIn.context().cookies();
  await signedIn.close();
  const context = await stage.opens({ baseURL: relay.url, viewport: { width: 1440, height: 900 } });
  await context.addCookies(
    cookies.map(({ name, value }) => ({ name, value, url: relay.url, httpOnly: true })),
  );
  page = await context.newPage();
}, 60_000);
afterAll(async () => {
  relay.stop();
  await stage.stop();
});

const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const sum = (lines: readonly Line[]) => lines.reduce((all, one) => all + one.brotli, 0);
/** The map library with what draws on it, its worker and style; the ground that it draws is ours, and counts. */
const isLibrary = ({ path }: Line) => /\/assets\/(MapView|maplibre-gl|draw)-/.test(path);

describe("the desk with its map", () => {
  it("costs at most 250 KB of own code and first data beside the map library", async () => {
    await page.goto("/desk/queue");
    await page.waitForSelector(".line");
    await page.waitForSelector(".map-pane canvas");
    await expect
      .poll(() => relay.wire.some(({ path }) => path.startsWith("/api/registration/map")))
      .toBe(true);
    await page.waitForTimeout(2500);
    const own = relay.wire.filter((line) => !isLibrary(line));
    const code = own.filter(({ path }) => /\.(js|css)$/.test(path));
    const ground = own.filter(({ path }) => /\/basemap-/.test(path));
    process.stdout.write(
      `desk with map, brotli: ${kb(sum(own))} in ${String(own.length)} requests; of that code ${kb(sum(code))}, ground ` +
        `${kb(sum(ground))}; the map library ${kb(sum(relay.wire.filter(isLibrary)))}\n`,
    );
    expect(sum(own)).toBeLessThanOrEqual(250_000);
  });
  it("can be read before any of its code has come, on slow 3G, and says the same afterwards", async () => {
    const context = await stage.opens({ baseURL: relay.url, viewport: { width: 1440, height: 900 } });
    await context.addCookies(await page.context().cookies());
    for (const cache of ["cold", "warm"]) {
      const slow = await context.newPage();
      const line = await context.newCDPSession(slow);
      await line.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: 400,
        downloadThroughput: 50_000,
        uploadThroughput: 50_000,
      });
      const start = performance.now();
      await slow.goto("/desk/queue", { waitUntil: "commit" });
      const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
      const [rows, numbers] = await slow
        .waitForSelector("#first tr", { timeout: 60_000 })
        .then(async () => [
          await slow.locator("#first tbody tr").count(),
          await slow.locator("#first header p").first().innerText(),
        ]);
      const read = seconds();
      const began = await slow.evaluate(
        () =>
          performance.getEntriesByType("resource").filter(({ name }) => /\/desk-.*\.js$/.test(name)).length,
      );
      // A hand that is on a line stays on it when the desk takes over.
      const held = slow.locator("#first tbody tr").nth(3);
      const id = await held.getAttribute("data-row");
      await held.locator("a").focus();
      await slow.waitForSelector("#first", { state: "detached", timeout: 60_000 });
      process.stdout.write(
        `table on slow 3G, ${cache} cache: read after ${read}, all of the desk ${seconds()}\n`,
      );
      expect(rows).toBe(40);
      expect(
        await slow.evaluate(() => document.activeElement?.closest<HTMLElement>(".line")?.dataset.id),
      ).toBe(id);
      expect(await slow.locator(".line .to").first().isVisible()).toBe(true);
      expect(await slow.locator(".reconcile [data-people]").innerText()).toBe(numbers);
      if (cache === "cold") {
        expect(began).toBe(0);
        expect(await slow.locator(".map-pane canvas").count()).toBe(0);
        await slow.waitForSelector(".map-pane canvas", { timeout: 60_000 });
      }
      await slow.close();
    }
  }, 120_000);
  it("opens a case that was chosen before the code had come", async () => {
    const context = await stage.opens({ baseURL: relay.url, viewport: { width: 1440, height: 900 } });
    await context.addCookies(await page.context().cookies());
    const slow = await context.newPage();
    // The code is held back until a link was followed; the page that follows loads it.
    let holds = true;
    await slow.route(/\/assets\/desk-.*\.js$/, (route) => (holds ? route.abort() : route.continue()));
    await slow.goto("/desk/queue");
    const link = slow.locator("#first th a").nth(2);
    const code = await link.innerText();
    holds = false;
    await link.click();
    await slow.waitForSelector(".pane.case h1");
    expect(await slow.locator(".pane.case h1").innerText()).toContain(code);
    expect(await slow.locator("#first").count()).toBe(0);
    await context.close();
  }, 60_000);
  it("opens a case whose code comes just as it is chosen", async () => {
    const context = await stage.opens({ baseURL: relay.url, viewport: { width: 1440, height: 900 } });
    await context.addCookies(await page.context().cookies());
    const slow = await context.newPage();
    // What the page does after it was drawn waits while it is held, as on a busy phone.
    await slow.addInitScript(() => {
      const held: (() => void)[] = [];
      const hold = { on: false };
      const [later, frame] = [setTimeout.bind(window), requestAnimationFrame.bind(window)];
      window.setTimeout = ((run: () => void, ms?: number) =>
        hold.on ? held.push(run) : later(run, ms)) as typeof setTimeout;
      window.requestAnimationFrame = (run) =>
        hold.on ? held.push(() => run(performance.now())) : frame(run);
      Object.assign(window, {
        holds: () => (hold.on = true),
        letsGo() {
          hold.on = false;
          for (const run of held) run();
        },
      });
    });
    const holder = (name: "holds" | "letsGo") =>
      slow.evaluate((one) => (window as unknown as Record<string, () => void>)[one]?.(), name);
    let comes: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => {
      void slow.route(/\/assets\/case-.*\.js$/, async (route) => {
        const answer = await route.fetch();
        await new Promise<void>((ready) => {
          comes = ready;
          resolve();
        });
        await route.fulfill({ response: answer });
      });
    });
    await slow.goto("/desk/queue");
    await slow.waitForSelector("#first", { state: "detached" });
    await asked;
    await holder("holds");
    await slow.evaluate(() => document.querySelector<HTMLElement>(".line a")?.click());
    await slow.waitForSelector(".pane.case [aria-busy], .pane.case", { state: "attached" });
    const came = slow.waitForResponse(/\/assets\/case-.*\.js$/);
    comes?.();
    await came.then((answer) => answer.finished());
    await slow.waitForTimeout(500);
    await holder("letsGo");
    await slow.waitForSelector(".pane.case h1");
    await slow.unrouteAll({ behavior: "ignoreErrors" });
    await context.close();
  }, 60_000);
  it("polls where no socket comes through, and still shows what is new", async () => {
    await page.waitForSelector(".health.polling", { timeout: 30_000 });
    const before = Number(await page.getAttribute(".reconcile [data-groups]", "data-groups"));
    await stage.post("/api/exercise/load", {
      registrations: [{ id: "reg_bytesNew0001", at: "2011-03-01T05:30:00.000Z", input: smallGroup() }],
    });
    await page.waitForSelector(`.reconcile [data-groups="${String(before + 1)}"]`, { timeout: 30_000 });
  }, 90_000);
});
