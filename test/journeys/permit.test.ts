// A permit from asking to the gate's paper, on a phone without JavaScript. The page is printed by the browser and read by
// a reader that no one here wrote.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { label } from "../../web/plain/permit-label.ts";
import { CRISIS } from "../kit/people.ts";
import { type Json, type Officer, openPages, type Pages, weigh } from "../node/pages.ts";
import { print } from "../node/print.ts";

let pages: Pages;
let cookie: string;
let context: BrowserContext;
let page: Page;
let office: Officer;
let permitId = "";
let version = 0;

beforeAll(async () => {
  pages = await openPages();
  const group = await pages.group();
  cookie = group.cookie;
  context = await group.opens({ javaScriptEnabled: false });
  page = await context.newPage();
  office = await pages.officer("off_perm001");
});
afterAll(() => pages.stop());

const read = async (path: string): Promise<Json> =>
  (await (await fetch(`${pages.url}${path}`, { headers: { Cookie: cookie } })).json()) as Json;

describe("she asks", () => {
  it("reads what a permit is, and nothing goes out before she ticks the box", async () => {
    await page.goto("/en/s");
    await page.click("a:has-text('Ask for an exit permit')");
    const text = await page.innerText("main");
    for (const part of ["Nobody that you work for", "It is not a passport", "Exit office reads only"])
      expect(text).toContain(part);
    await page.fill("#documentNumber", "AB ١٢٣");
    await page.fill("#documentIssuer", "bgd");
    await page.check("input[name=ground][value=evacuation]");
    await page.check("input[name=wantsReturn]");
    await page.click("button:has-text('Ask for it')");
    expect(await page.innerText("#problem")).toContain("Tick this if you agree.");
    expect([await page.inputValue("#documentNumber"), await page.inputValue("#documentIssuer")]).toEqual([
      "AB ١٢٣",
      "bgd",
    ]);
    expect(await page.isChecked("input[name=wantsReturn]")).toBe(true);
    expect((await office.get(`/api/permit/list?crisisId=${CRISIS}`)).open).toBe(0);
  });
  it("then the office has it, and her page says by when it must decide", async () => {
    await page.check("input[name=agree]");
    await page.click("button:has-text('Ask for it')");
    expect(await page.innerText("#done")).toContain("You have asked.");
    expect(await page.innerText("main")).toContain("The office must decide by");
    const queue = await office.get(`/api/permit/list?crisisId=${CRISIS}`);
    const [row] = queue.permits as { id: string; version: number }[];
    permitId = row?.id ?? "";
    version = row?.version ?? 0;
    const seen = (await office.get(`/api/permit/get?id=${permitId}`)).printed as Json;
    expect(seen).toMatchObject({
      name: "Marked Name One",
      documentNumber: "AB 123",
      documentIssuer: "BGD",
      wantsReturn: true,
    });
    await page.goto("/en/s/share");
    expect(await page.innerText("main")).toContain("What is printed on an exit permit, and nothing else");
    await page.goto("/en/s");
    expect(await page.innerText("#permit")).toContain("Asked for");
  });
  it("is found by the number of her document, however it is written, and reads on her page that the office looked", async () => {
    const find = (documentNumber: string) =>
      office.post("/api/permit/find", { crisisId: CRISIS, documentNumber });
    const before = (await read("/api/registration/status")).looks as { times: number }[];
    expect((await find("ab-١٢٣")).found).toMatchObject([{ id: permitId }]);
    expect((await find("AB 124")).found).toEqual([]);
    const after = (await read("/api/registration/status")).looks as { times: number }[];
    expect(after[0]?.times).toBe((before[0]?.times ?? 0) + 1);
    await page.goto("/en/s/share");
    expect(await page.innerText("main")).toContain("Exit office");
  });
  it("answers what the office wants to know", async () => {
    const asked = { id: permitId, state: "more-needed", reason: "Is the name as on the paper?" };
    version = (await office.post("/api/permit/decide", asked, version)).version as number;
    await page.goto("/en/s/permit");
    expect(await page.innerText("blockquote")).toBe("Is the name as on the paper?");
    await page.click("summary:has-text('Answer them')");
    await page.fill("textarea[name=words]", "It is.");
    await page.click("button:has-text('Send')");
    expect(await page.innerText("#done")).toContain("Sent.");
    const got = await office.get(`/api/permit/get?id=${permitId}`);
    expect(got.words).toBe("It is.");
    version = got.version as number;
  });
});

describe("it is granted", () => {
  it("and her phone shows code, name and number, in three languages, in one request", async () => {
    const granted = {
      id: permitId,
      state: "granted",
      days: 14,
      exitPoints: ["Misrata port"],
      returnUntil: "2011-09-01T00:00:00Z",
      feesWaived: true,
    };
    version = (await office.post("/api/permit/decide", granted, version)).version as number;
    await page.goto("/en/s/permit");
    await page.click("a:has-text('Open the permit')");
    const text = await page.innerText(".paper");
    for (const words of [label.title, label.notTravel, label.noConsent, label.specimen, label.trueOne].flat())
      expect(text).toContain(words);
    for (const part of ["Marked Name One", "AB 123 BGD", "Misrata port", "2011-09-01", "Libye"])
      expect(text).toContain(part);
    const box = await page.locator(".qr").boundingBox();
    expect(box?.width).toBeGreaterThanOrEqual(240);
    const { requests, bytes } = await weigh(context, `/en/s/permit/${permitId}`);
    expect([requests, bytes <= 8192]).toEqual([1, true]);
  });
  it("prints on a page and on a card, and a reader gets exactly the credential", async () => {
    const { permits } = (await read("/api/permit/mine")) as unknown as { permits: { credential: string }[] };
    const credential = permits[0]?.credential ?? "";
    expect(credential).toMatch(/^XP1:/);
    expect(await print(page)).toEqual({ sheets: 1, codes: [credential] });
    await page.click("a:has-text('small card')");
    expect(await print(page)).toEqual({ sheets: 1, codes: [credential] });
  });
  it("reads the same in Arabic, from right to left, with English beside it and no sideways scroll", async () => {
    for (const path of [
      "/ar/s",
      "/ar/s/permit",
      `/ar/s/permit/${permitId}`,
      "/ar/s/pass",
      "/ar/exit-rules",
    ]) {
      await page.goto(path);
      expect(await page.getAttribute("html", "dir")).toBe("rtl");
      const wide = await page.locator("html").evaluate((root) => root.scrollWidth > root.clientWidth);
      expect([path, wide]).toEqual([path, false]);
    }
    await page.goto("/ar/s/permit");
    expect(await page.innerText("main")).toContain("It is not a passport.");
  });
  it("taken back, it says so, and there is no code", async () => {
    await office.post("/api/permit/revoke", { id: permitId, reason: "Issued twice." }, version);
    await page.goto("/en/s/permit");
    expect(await page.innerText("main")).toContain("Issued twice.");
    await page.goto(`/en/s/permit/${permitId}`);
    for (const words of label.revoked) expect(await page.innerText(".paper")).toContain(words);
    expect(await page.locator("svg.qr").count()).toBe(0);
    expect((await print(page)).codes).toEqual([]);
  });
  it("is a page of hers alone", async () => {
    const other = await (await pages.group()).opens({ javaScriptEnabled: false });
    const stranger = await other.newPage();
    expect((await stranger.goto(`/en/s/permit/${permitId}`))?.status()).toBe(404);
    const nobody = await (await pages.browser.newContext({ baseURL: pages.url })).newPage();
    await nobody.goto(`/en/s/permit/${permitId}`);
    expect(await nobody.innerText("h1")).toBe("Come back");
  });
});

describe("for everybody", () => {
  it("a waiver stands on the first page and on hers", async () => {
    await office.post("/api/permit/waive", {
      id: "wvr_journey0001",
      crisisId: CRISIS,
      from: "2011-03-01T00:00:00Z",
      until: "2011-04-01T00:00:00Z",
      words: { en: "Everybody may leave." },
    });
    for (const path of ["/", "/en", "/en/s", "/en/s/permit", "/en/exit-rules"]) {
      await page.goto(path);
      expect(await page.innerText("main")).toContain("You need no exit permit now.");
    }
  });
  it("rules of the country say where they are from, or that they are not known", async () => {
    await page.goto("/en/rights");
    await page.click("a:has-text('Rules for leaving')");
    expect(await page.innerText("main")).toMatch(/Source:|Not known\./);
  });
  it("nothing failed behind it", () => {
    expect(pages.errors).toEqual([]);
  });
});
