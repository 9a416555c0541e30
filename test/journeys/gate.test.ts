// The gate in a real browser: installed, supplied, without a network for as long as it takes, and merged; two gates that
// saw one pass; the other end; and everybody who has to work with it.
import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CRISIS } from "../kit/people.ts";
import {
  type Device,
  type GateStage,
  type Group,
  MOVEMENT,
  next,
  openGates,
  reads,
  supply,
  violations,
  written,
} from "../node/gate.ts";

let stage: GateStage;
let first: Group;
let second: Group;
let a: Device;
let b: Device;
/** What the browser said against its page's policy. */
const refusals: string[] = [];

beforeAll(async () => {
  // Only the whole browser says whether it would install the gate.
  stage = await openGates(true);
  [first, second] = [await stage.seats(), await stage.seats()];
  a = await stage.opens("off_board01");
  b = await stage.opens("off_board01");
  a.page.on("console", (message) => {
    if (/Content Security Policy|Permissions Policy/i.test(message.text())) refusals.push(message.text());
  });
});
afterAll(() => stage.stop());

/** True where the service worker has everything it lists, and answers for the page. */
async function isInstalled(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    return active?.state === "activated" && (await caches.keys()).length === 1;
  });
}

const offline = (context: BrowserContext, is: boolean) => context.setOffline(is);

describe("a gate is installed", () => {
  it("may use the camera, which no other page may, and runs nothing but its own files", async () => {
    const headers = async (path: string) => (await fetch(`${stage.pages.url}${path}`)).headers;
    expect((await headers("/v/")).get("Permissions-Policy")).toContain("camera=(self)");
    expect((await headers("/en/r")).get("Permissions-Policy")).toContain("camera=()");
    const policy = (await headers("/v/")).get("Content-Security-Policy") ?? "";
    for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'"])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe|\*/);
  });
  it("says how to sign in where nobody is, and pins the root all the same", async () => {
    const context = await stage.pages.browser.newContext({ baseURL: stage.pages.url });
    const page = await context.newPage();
    expect((await page.goto("/v"))?.url()).toBe(`${stage.pages.url}/v/`);
    await page.click("a:has-text('Nothing was fetched yet')");
    await page.waitForSelector("text=Open the one-time link");
    expect(await page.getAttribute(".sign-in a", "href")).toBe("/desk/sign-in");
    await page.waitForSelector(".ages div:has-text('Root key') >> text=/^[\\w-]{11}$/");
    await context.close();
  });
  it("as an application of its own, whose service worker answers for nothing but the gate", async () => {
    await expect.poll(() => isInstalled(a.page), { timeout: 20_000 }).toBe(true);
    const session = await a.context.newCDPSession(a.page);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    // A test's browser profile is a private one, which installs nothing: that is all that may stand against it.
    expect(installabilityErrors.map((one) => one.errorId)).toEqual(["in-incognito"]);
    for (const path of ["/en", "/en/r", "/desk/sign-in"]) {
      const page = await a.context.newPage();
      await page.goto(path);
      expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
      await page.close();
    }
  });
  it("tells a second window of the same device to wait", async () => {
    const page = await a.context.newPage();
    await page.goto("/v/");
    await page.waitForSelector("text=Open in another window");
    await page.close();
  });
  it("fetches its list, its pack, keys and statuses", async () => {
    await supply(a.page, "Gate A");
    await supply(b.page, "Gate B");
    expect(await a.page.innerText(".ready")).toContain("Ship, 3 March · list just now");
  });
  it("refuses an officer who is of no gate", async () => {
    const { page, context } = await stage.opens("off_emb0001");
    await page.click("nav a:has-text('Supply')");
    await page.waitForSelector("text=This account is not of a gate");
    await context.close();
  });
});

describe("without a network", () => {
  it("opens again, and says so", async () => {
    await offline(a.context, true);
    for (const path of ["/v/pack", "/v/log", "/v/"]) {
      await a.page.goto(path);
      await a.page.waitForSelector("main > *");
    }
    await a.page.reload();
    await a.page.waitForSelector(".ready:has-text('no network')");
  });
  it("a child before its adult is looked at; nobody boards by that look alone", async () => {
    const { verdict, why, all } = await reads(a.page, first.passes[1].credential);
    expect([verdict, why]).toEqual(["LOOK", "A child. No adult of this group has boarded yet."]);
    expect(all).toContain("0 of 2 boarded");
    expect(all).toContain("Marked Name Two");
    await next(a.page);
  });
  it("a valid pass is GO, over the whole screen, with focus and words for those who listen", async () => {
    const { verdict, all } = await reads(a.page, first.passes[0].credential);
    expect(verdict).toBe("GO");
    for (const part of ["SPECIMEN", "Marked Name One", "Group 1 · 1 of 2", "1 of 2 boarded"])
      expect(all).toContain(part);
    expect(await a.page.evaluate(() => document.activeElement?.className)).toBe("verdict GO");
    expect(await a.page.innerText("[aria-live=assertive]")).toContain("GO. The pass is valid.");
    const box = await a.page.locator(".verdict").boundingBox();
    expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  });
  it("and makes room for the next by itself", async () => {
    await a.page.waitForSelector(".verdict", { state: "detached", timeout: 4500 });
  });
  it("the same pass again is SEEN with its time, on a copy, by its number, and after a reload", async () => {
    for (const text of [first.passes[0].credential, first.passes[0].number]) {
      const { verdict, why } = await reads(a.page, text);
      expect(verdict).toBe("SEEN");
      expect(why).toMatch(/Scanned at this gate: \d\d:\d\d UTC/);
      await a.page.keyboard.press("n");
      await a.page.waitForSelector(".verdict", { state: "detached" });
    }
    await a.page.reload();
    expect((await reads(a.page, first.passes[0].credential)).verdict).toBe("SEEN");
    await next(a.page);
  });
  it("one altered byte is NO", async () => {
    const text = first.passes[0].credential;
    const middle = Math.floor(text.length / 2);
    const other = text[middle] === "A" ? "B" : "A";
    const { verdict, why } = await reads(a.page, text.slice(0, middle) + other + text.slice(middle + 1));
    expect([verdict, why]).toEqual(["NO", "The code is damaged or was changed. Nobody signed it as it is."]);
    await next(a.page);
    expect((await reads(a.page, "https://example.org/pass")).why).toBe(
      "This is no pass and no permit of this system.",
    );
    await next(a.page);
  });
  it("six digits of any script are GO, with a word that nobody has seen a signature", async () => {
    const eastern = second.passes[0].number.replace(/\d/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)] ?? "");
    const { verdict, all } = await reads(a.page, eastern);
    expect(verdict).toBe("GO");
    expect(all).toContain("By number only: compare with the paper");
    await next(a.page);
  });
  it("a hand scanner needs no field: it types, and ends with Enter", async () => {
    await a.page.locator(".ready").click();
    await a.page.keyboard.type(first.passes[1].credential);
    await a.page.keyboard.press("Enter");
    await a.page.waitForSelector(".verdict.GO");
    expect(await a.page.innerText(".verdict")).toContain("2 of 2 boarded");
    await next(a.page);
  });
  it("somebody is marked absent from the list, by two touches", async () => {
    await a.page.click("button:has-text('List')");
    await a.page.fill(".list input", second.passes[1].number.slice(-4));
    await a.page.click(".list .line");
    await a.page.click(".marks button:has-text('Absent')");
    expect(await a.page.innerText(".list .state")).toBe("expected");
    await a.page.click(".marks button:has-text('Touch again: absent')");
    await a.page.waitForSelector(".list .state:has-text('absent')");
    await a.page.click("button:has-text('Back to scanning')");
  });
  it("keeps everything over a reload, and nothing that can be read from outside", async () => {
    await a.page.goto("/v/log");
    await a.page.waitForSelector(".counts");
    expect(await a.page.innerText(".counts")).toMatch(/boarded\s+3\s/);
    const text = await written(a.page);
    expect(text).toContain("event gev_");
    for (const part of [
      "Marked Name",
      first.passes[0].number,
      second.passes[0].number,
      "boarded",
      "Gate A",
      "Misrata",
    ])
      expect(text).not.toContain(part);
    await a.page.goto("/v/");
  });
});

describe("another gate without a network", () => {
  it("lets the same pass through: no gate can know", async () => {
    await offline(b.context, true);
    const { verdict } = await reads(b.page, first.passes[0].credential);
    expect(verdict).toBe("GO");
    await next(b.page);
  });
  it("both tell, in any order, and both are shown who else saw it and when", async () => {
    await offline(b.context, false);
    await b.page.click("nav a:has-text('Log')");
    await b.page.waitForSelector("text=Everything was told to the platform.");
    await offline(a.context, false);
    await a.page.click("nav a:has-text('Log')");
    await a.page.waitForSelector("text=Everything was told to the platform.");
    await b.page.click("button:has-text('Send and fetch now')");
    await b.page.waitForSelector("button:has-text('Send and fetch now'):enabled");
    for (const { page } of [a, b]) {
      await page.waitForSelector(".conflicts", { timeout: 15_000 });
      const text = await page.innerText(".conflicts");
      for (const part of ["Gate A", "Gate B", "UTC"]) expect(text).toContain(part);
      expect(text.replace(/\s/g, "")).toContain(first.passes[0].number);
      expect(await page.innerText(".warning")).toContain("boarded at two gates");
    }
    const { differences } = (await stage.embassy.get(`/api/movement/differences?id=${MOVEMENT}`)) as {
      differences: { kind: string }[];
    };
    expect(differences.filter(({ kind }) => kind === "two-gates").length).toBe(1);
  });
  it("knows by the newer pack what the first has boarded", async () => {
    await b.page.click("nav a:has-text('Scan')");
    const { verdict, why } = await reads(b.page, second.passes[0].number);
    expect([verdict, why]).toEqual(["SEEN", "Scanned at another gate before."]);
    await next(b.page);
  });
});

describe("at the other end", () => {
  it("people arrive, and are handed over one by one or all at once", async () => {
    const { page } = b;
    await page.click("label:has-text('Arrival')");
    await page.selectOption(".hand-over select", { label: "Health team" });
    expect((await reads(page, first.passes[0].credential)).verdict).toBe("GO");
    await page.click("button:has-text('Hand over to Health team')");
    await page.waitForSelector(".verdict", { state: "detached" });
    expect((await reads(page, first.passes[1].credential)).verdict).toBe("GO");
    await next(page);
    await page.click("button:has-text('Hand over all who arrived (1)')");
    await page.click("button:has-text('Touch again: hand over 1')");
    expect((await reads(page, first.passes[1].credential)).verdict).toBe("SEEN");
    await next(page);
    await page.click("nav a:has-text('Log')");
    expect(await page.innerText(".counts")).toMatch(/handed over\s+2\s/);
    await page.waitForSelector("text=Everything was told to the platform.");
    await page.click("nav a:has-text('Scan')");
    await page.click("label:has-text('Boarding')");
  });
});

describe("everybody can use it", () => {
  it("in Arabic from right to left, at 320 pixels, with targets of 72, and axe finds nothing", async () => {
    const { page, context } = await stage.opens("off_board01", {
      locale: "ar",
      viewport: { width: 320, height: 640 },
    });
    await page.waitForSelector(".reading");
    expect(await page.getAttribute("html", "dir")).toBe("rtl");
    for (const path of ["/v/", "/v/pack", "/v/log"]) {
      await page.goto(path);
      await page.waitForSelector("main > div");
      const root = page.locator("html");
      expect(await root.evaluate((one) => one.scrollWidth > one.clientWidth)).toBe(false);
      const low = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            "button, a, select, .reading input, .modes span, .check, .movements label",
          ),
        ]
          .filter((one) => one.getBoundingClientRect().height < 72)
          .map((one) => one.textContent),
      );
      expect([path, low]).toEqual([path, []]);
      expect([path, await violations(page)]).toEqual([path, []]);
    }
    await page.goto("/v/");
    await reads(page, "no code of ours");
    expect(await page.innerText(".english")).toContain("NO This is no pass and no permit of this system.");
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});

describe("a gate whose office was stopped while it had no network", () => {
  it("keeps what the platform did not take, and says so", async () => {
    const last = await stage.seats();
    await b.page.click("nav a:has-text('Supply')");
    await b.page.click("button:has-text('Fetch everything now')");
    await b.page.waitForSelector("button:has-text('Fetch everything now'):enabled");
    await b.page.click("nav a:has-text('Scan')");
    await b.page.click("label:has-text('Boarding')");
    await offline(b.context, true);
    expect((await reads(b.page, last.passes[0].credential)).verdict).toBe("GO");
    await next(b.page);
    const oversight = await stage.pages.officer("off_over001");
    const stop = {
      id: "stp_gatetest01",
      crisisId: CRISIS,
      organisationId: "org_supportDesk",
      reason: "Taken",
    };
    await oversight.post("/api/organisation/stop", stop);
    await offline(b.context, false);
    await b.page.click("nav a:has-text('Log')");
    await b.page.click("button:has-text('Send and fetch now')");
    await b.page.waitForSelector("text=Not taken by the platform: 1.");
    await b.page.reload();
    await b.page.waitForSelector("text=Not taken by the platform: 1.");
  });
});

describe("a gate is given back", () => {
  it("wiped by two touches: key and data are gone, and nothing was lost that was sent", async () => {
    await a.page.waitForFunction(() => navigator.onLine);
    await a.page.click("nav a:has-text('Log')");
    await a.page.waitForSelector("text=Everything was told to the platform.", { timeout: 15_000 });
    await a.page.click("nav a:has-text('Supply')");
    await a.page.click(".wipe button");
    await Promise.all([
      a.page.waitForEvent("load"),
      a.page.click("button:has-text('Touch again: wipe now')"),
    ]);
    await a.page.waitForSelector(".supply, .scan");
    expect(await written(a.page)).not.toContain("gev_");
    await a.page.click("nav a:has-text('Scan')");
    expect((await reads(a.page, first.passes[0].credential)).verdict).not.toBe("GO");
  });
  it("nothing failed behind it", () => {
    expect([stage.pages.errors, refusals]).toEqual([[], []]);
    // A kilobyte, besides the list of files, which grows with languages.
    expect(readFileSync("dist/v/sw.js", "utf8").replace(/\[.*?\]/, "[]").length).toBeLessThanOrEqual(1024);
  });
});
