// `node test/node/screens.ts [folder [png]]`: takes the pictures of the README from the running demo, with its invented people.
// Run it by the Node in node_modules/.bin where the machine's own is older than 22.18.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { demoMigrant, demoSignIn } from "../scenarios/libya-2011/load.ts";
import { launch } from "./chromium.ts";
import { startApp } from "./server.ts";

const folder = process.argv[2] ?? "test/screens";
mkdirSync(folder, { recursive: true });
const app = await startApp({ people: 2000 });
const base = app.url.replace(/\/$/, "");
const browser = await launch({ map: true });
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 };
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

async function shoot(page: Page, name: string): Promise<void> {
  if (process.argv[3] === "png") await page.screenshot({ path: join(folder, `${name}.png`) });
  else await page.screenshot({ path: join(folder, `${name}.jpg`), type: "jpeg", quality: 78 });
  console.log(name);
}
const opens = async (options: BrowserContextOptions): Promise<Page> =>
  (await browser.newContext({ baseURL: base, ...options })).newPage();

async function sits(role: string, options: BrowserContextOptions = desk, dark = false): Promise<Page> {
  const link = (await demoSignIn(base, app.token)).find((one) => one.role === role)?.link ?? "";
  const page = await opens({ ...options, colorScheme: dark ? "dark" : "light" });
  await page.goto(link);
  await page.click("button.primary");
  await page.waitForSelector(".top");
  return page;
}
/** The map has no event of its own on the page: it is quiet once nothing was asked for a while. */
const quiet = (page: Page) => page.waitForLoadState("networkidle").then(() => page.waitForTimeout(2500));

const home = await opens(phone);
await home.goto("/en");
await shoot(home, "home");
await home.goto("/en/map");
await shoot(home, "map");
const warned = await opens({ ...phone, colorScheme: "dark" });
await warned.goto("/ar/dangers");
await shoot(warned, "dangers-ar");
await home.goto("/en/r");
await home.check("input[name='recipients[]'] >> nth=0");
await home.evaluate(() => scrollTo(0, 0));
await shoot(home, "register");
await home.click("#next");
await home.check("input[name=danger][value=soon]");
while (!(await home.locator("#send").isVisible())) await home.click("#next");
await home.click("#send");
await home.waitForSelector("#code");
await shoot(home, "receipt");

const { code, pin } = await demoMigrant(base, app.token);
const status = await opens({ ...phone, colorScheme: "dark" });
await status.goto("/ar/s");
await status.fill("input[name=reference]", code);
await status.fill("input[name=pin]", pin);
await status.click("main form button");
await status.waitForSelector("#state");
await shoot(status, "status-ar");

const officer = await sits("coordinator");
await officer.waitForSelector(".line");
await quiet(officer);
await shoot(officer, "desk");
await officer.click(".line >> nth=0");
await officer.waitForSelector(".facts");
await quiet(officer);
await shoot(officer, "case");

const zones = await sits("coordinator", desk, true);
await zones.goto("/desk/zones");
await quiet(zones);
await shoot(zones, "zones-dark");

await browser.close();
await app.stop();
