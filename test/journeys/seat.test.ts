// A journey from the question to the boarding pass, on a phone without JavaScript: a no, a yes, and only then a place to go.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CRISIS } from "../kit/people.ts";
import { type Json, type Officer, openPages, type Pages, weigh } from "../node/pages.ts";
import { print } from "../node/print.ts";

let pages: Pages;
let cookie: string;
let context: BrowserContext;
let page: Page;
let embassy: Officer;

beforeAll(async () => {
  pages = await openPages();
  const group = await pages.group();
  cookie = group.cookie;
  context = await group.opens({ javaScriptEnabled: false });
  page = await context.newPage();
  embassy = await pages.officer("off_emb0001");
});
afterAll(() => pages.stop());

const read = async (path: string): Promise<Json> =>
  (await (await fetch(`${pages.url}${path}`, { headers: { Cookie: cookie } })).json()) as Json;

describe("she travels", () => {
  const movementId = "mov_journey0001";
  const here = () => page.innerText("main");
  it("is asked, says no by one tap and yes by another, and goes nowhere yet", async () => {
    const none = { wheelchair: 0, stretcher: 0, lap: 0 };
    const plan = {
      id: movementId,
      crisisId: CRISIS,
      mode: "ship",
      label: "Ship",
      from: { name: { en: "Misrata port", ar: "ميناء مصراتة" } },
      to: { name: { en: "Benghazi port" } },
      leavesAt: "2011-03-04T12:00:00Z",
      capacity: { seat: 9, ...none },
    };
    await embassy.post("/api/movement/plan", plan);
    const queue = await embassy.get(`/api/registration/queue?crisisId=${CRISIS}`);
    const reference = (await read("/api/registration/status")).reference;
    const rows = queue.rows as { id: string; reference: string }[];
    const registrationId = rows.find((row) => row.reference === reference)?.id ?? "";
    const place = () => embassy.post("/api/seat/place", { movementId, registrationId });
    await place();
    await page.goto("/en/s");
    expect(await here()).toContain("There is room for you.");
    expect(await here()).toContain("Do not go anywhere");
    await page.click("button:has-text('We cannot')");
    expect(await here()).toContain("You said no to this journey.");
    await place();
    await page.goto("/en/s");
    await page.click("button:has-text('We will come')");
    expect(await page.innerText("#done")).toContain("Your answer is saved.");
    await page.goto("/en/s/share");
    expect(await here()).toContain("Your names, for a movement that you said yes to");
    await page.goto("/en/s");
    expect(await here()).toContain("Do not go anywhere");
  });
  it("is told place and time once it is sure, and has a pass for each, one slip each", async () => {
    const { version: at } = await embassy.get(`/api/movement/get?id=${movementId}`);
    await embassy.post("/api/movement/advance", { id: movementId, state: "confirmed" }, at as number);
    await page.goto("/en/s");
    expect(await here()).toContain("Go to Misrata port. Be there before 4 March 2011");
    expect(await here()).not.toContain("Do not go anywhere");
    const { requests, bytes } = await weigh(context, "/ar/s");
    expect([requests, bytes <= 6144]).toEqual([1, true]);
    await page.click("a:has-text('Boarding passes')");
    expect(await page.locator(".paper").count()).toBe(2);
    const { sheets, codes } = await print(page);
    expect(sheets).toBe(1);
    expect(codes.map((text) => text.slice(0, 4))).toEqual(["XP1:", "XP1:"]);
    expect(new Set(codes).size).toBe(2);
  });
  it("a cancelled one says why, and she is back at her old place", async () => {
    const { version: at } = await embassy.get(`/api/movement/get?id=${movementId}`);
    const cancelled = { id: movementId, state: "cancelled", reason: { en: "The port is closed." } };
    await embassy.post("/api/movement/advance", cancelled, at as number);
    await page.goto("/en/s");
    expect(await here()).toContain("This journey is cancelled.");
    expect(await here()).toContain("The port is closed.");
    expect(await here()).toContain("Do not go anywhere");
    await page.goto("/en/s/pass");
    expect(await here()).toContain("You have no boarding pass yet.");
    expect(pages.errors).toEqual([]);
  });
});
