// Alerts in a real browser: an area drawn with the mouse or typed at a keyboard, read once more, public at once, live
// on every desk, and taken back by those who issued it.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CRISIS, START } from "../kit/people.ts";
import { makeStage, type Stage } from "../node/crisis.ts";

let stage: Stage;
let agency: Page;
let embassy: Page;

beforeAll(async () => {
  stage = await makeStage({ map: true });
  agency = await stage.sits("off_desk001");
  embassy = await stage.sits("off_emb0001");
  for (const page of [agency, embassy]) await page.click(".top nav a:has-text('Alerts')");
});
afterAll(() => stage.stop());

interface Issued {
  number: number;
  validUntil: string;
  cancelledAt: string | null;
  area: { coordinates: [number, number][][] };
}
async function listed(): Promise<Issued[]> {
  const answer = await agency.request.get(`/api/alert/list?crisisId=${CRISIS}`);
  return ((await answer.json()) as { alerts: Issued[] }).alerts;
}
async function publicPage(path: string): Promise<{ status: number; text: string }> {
  const answer = await (await stage.opens()).request.get(path);
  return { status: answer.status(), text: await answer.text() };
}
async function write(page: Page, severity: string, headline: string, advice: string): Promise<void> {
  await page.selectOption(".form select[name=severity]", severity);
  await page.fill(".form input[name=headlineEn]", headline);
  await page.fill(".form textarea[name=adviceEn]", advice);
}
async function typeEdges(
  page: Page,
  west: string,
  south: string,
  east: string,
  north: string,
): Promise<void> {
  for (const [edge, value] of Object.entries({ west, south, east, north }))
    await page.fill(`.form input[name=${edge}]`, value);
}

describe("an alert for a drawn area", () => {
  it("names beside each field what is missing", async () => {
    expect(await agency.innerText(".rows")).toContain("No alert was issued yet");
    await agency.click(".filters .primary");
    await agency.click(".form .primary");
    const said = async (field: string) => agency.innerText(`.field.bad:has([name=${field}]) .why`);
    expect(await said("severity")).toBe("Choose one of the answers.");
    expect(await said("headlineEn")).toBe("Please fill this in.");
    expect(await agency.innerText(".where .why")).toBe("Draw one closed area.");
    expect(await agency.locator("dialog").count()).toBe(0);
  });
  it("is drawn with clicks and Enter, and said in words", async () => {
    await write(agency, "extreme", "Coast road closed", "Do not travel west of the river today.");
    await agency.waitForSelector(".map canvas");
    await agency.click(".where button");
    // The drawing tool has arrived once the map shows its cross.
    await agency.waitForFunction(
      () => document.querySelector<HTMLElement>(".map canvas")?.style.cursor === "crosshair",
    );
    const box = await agency.locator(".map canvas").first().boundingBox();
    if (box === null) throw new Error("there is no map");
    const corners: [number, number][] = [
      [0.3, 0.3],
      [0.6, 0.3],
      [0.5, 0.5],
    ];
    for (const [x, y] of corners) {
      await agency.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
      await agency.mouse.down();
      await agency.mouse.up();
      await agency.waitForTimeout(400);
    }
    await agency.keyboard.press("Enter");
    await agency.waitForSelector(".area-said");
    expect(await agency.innerText(".area-said")).toContain("3 corners");
    expect(await agency.inputValue(".form input[name=headlineEn]")).toBe("Coast road closed");
  });
  it("is read once more, and is public only when she says so, until a moment of the crisis's own clock", async () => {
    await agency.click(".form .primary");
    await agency.waitForSelector("dialog");
    const once = await agency.innerText("dialog");
    for (const part of ["Danger to life", "Coast road closed", "public at once", "Until 2 March 2011"])
      expect(once).toContain(part);
    expect((await publicPage("/en/alerts/1")).status).toBe(404);
    await agency.click("dialog button:has-text('Back to the text')");
    expect(await listed()).toEqual([]);
    await agency.click(".form .primary");
    await agency.click("dialog .primary");
    await agency.waitForSelector(".notices:has-text('Alert 1 is issued')");
    const [alert] = await listed();
    expect(alert?.validUntil).toBe(new Date(Date.parse(START) + 24 * 3_600_000).toISOString());
    const ring = alert?.area.coordinates[0] ?? [];
    expect([ring.length, ring.every(([lng, lat]) => lng > 9 && lng < 26 && lat > 19 && lat < 36)]).toEqual([
      4,
      true,
    ]);
  });
  it("is by itself on another open desk, and on the public pages", async () => {
    await embassy.waitForSelector("table.alerts tr:has-text('Coast road closed')", { timeout: 10_000 });
    expect(await embassy.innerText("table.alerts tbody tr")).toContain("Valid");
    const own = await publicPage("/en/alerts/1");
    for (const part of ["Coast road closed", "Danger to life", "Do not travel west of the river today."])
      expect(own.text).toContain(part);
    for (const path of ["/en", "/en/alerts"])
      expect((await publicPage(path)).text).toContain("Coast road closed");
  });
});

describe("an alert for typed edges", () => {
  it("refuses edges that cross, beside them, and keeps all that was typed", async () => {
    await agency.click(".filters .primary");
    await write(agency, "moderate", "Boil water", "Boil water for one minute before you drink it.");
    await agency.check(".where input[value=type]");
    await typeEdges(agency, "13.5", "32", "12.5", "33");
    await agency.click(".form .primary");
    expect(await agency.innerText(".field.bad:has([name=east]) .why")).toContain("West must be smaller");
    expect(await agency.inputValue(".form input[name=headlineEn]")).toBe("Boil water");
    expect(await agency.locator("dialog").count()).toBe(0);
  });
  it("refuses an end that has passed by the crisis's clock", async () => {
    await typeEdges(agency, "12,5", "32", "١٣٫٥", "33");
    await agency.selectOption(".form select[name=span]", "at");
    await agency.fill(".form input[name=at]", "2011-03-01T05:00");
    await agency.click(".form .primary");
    expect(await agency.innerText(".field.bad:has([name=at]) .why")).toBe("The end must be later than now.");
    await agency.fill(".form input[name=at]", "2011-03-04T18:30");
    await agency.click(".form .primary");
    await agency.click("dialog .primary");
    await agency.waitForSelector(".notices:has-text('Alert 2 is issued')");
    const alert = (await listed()).find((one) => one.number === 2);
    expect(alert?.validUntil).toBe("2011-03-04T18:30:00.000Z");
    expect(alert?.area.coordinates[0]).toEqual([
      [12.5, 32],
      [13.5, 32],
      [13.5, 33],
      [12.5, 33],
      [12.5, 32],
    ]);
    expect((await publicPage("/en/alerts/2")).text).toContain("Between 12.5° and 13.5° east");
  });
});

describe("taking an alert back", () => {
  it("is for those who issued it, after a question, and its public page says so", async () => {
    await embassy.click("table.alerts a:has-text('Boil water')");
    await embassy.waitForSelector("h1:has-text('Alert 2')");
    expect(await embassy.locator(".danger").count()).toBe(0);
    await agency.click(".danger");
    await agency.click("dialog button:has-text('Cancel')");
    expect((await listed()).filter((one) => one.cancelledAt !== null)).toEqual([]);
    await agency.click(".danger");
    await agency.click("dialog .primary");
    await agency.waitForSelector(".notices:has-text('Alert 2 is taken back')");
    await embassy.waitForSelector(".opened-pane .tag:has-text('Taken back')", { timeout: 10_000 });
    expect((await publicPage("/en/alerts/2")).text).toContain("This warning was taken back on");
    expect((await publicPage("/en")).text).not.toContain("Boil water");
  });
});

describe("in a browser that cannot draw the map", () => {
  it("zones are declared and alerts issued from the keyboard alone", async () => {
    const page = await stage.sits("off_heal001");
    await page.addInitScript(() => {
      const get = HTMLCanvasElement.prototype.getContext as (
        this: HTMLCanvasElement,
        kind: string,
      ) => unknown;
      const none = function (this: HTMLCanvasElement, kind: string) {
        return kind.startsWith("webgl") ? null : get.call(this, kind);
      };
      Object.assign(HTMLCanvasElement.prototype, { getContext: none });
    });
    await page.goto("/desk/alerts?alert=new");
    await page.waitForSelector(".no-map");
    expect(await page.locator(".where input[type=radio]").count()).toBe(0);
    await page.selectOption(".form select[name=severity]", "severe");
    await page.focus(".form input[name=west]");
    for (const value of ["20", "31.5", "21", "32.5", "Bridge closed"]) {
      await page.keyboard.type(value);
      await page.keyboard.press("Tab");
    }
    await page.fill(".form textarea[name=adviceEn]", "Use the ring road.");
    await page.focus(".form .primary");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog");
    await page.focus("dialog .primary");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".notices:has-text('Alert 3 is issued')");
    expect((await listed()).find((one) => one.number === 3)?.area.coordinates[0]?.[2]).toEqual([21, 32.5]);
    await page.goto("/desk/zones?zone=new");
    await page.waitForSelector(".no-map");
    await page.fill(".form input[name=en]", "School");
    await page.selectOption(".form select[name=kind]", "safe-zone");
    await page.fill(".form input[name=lat]", "32.1");
    await page.fill(".form input[name=lng]", "20.1");
    await page.press(".form input[name=lng]", "Enter");
    await page.waitForSelector(".notices:has-text('Declared: School')");
    await page.context().close();
  });
});
