// Anybody, on a phone without scripts: from the first page to the map, from the map to one district and back, with the ground that a
// build makes below it. By day and by night, in two languages, nothing is wrong and nothing sticks out.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildWeb } from "../../worker/local/build.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { violationsOf, withoutScripts } from "../node/axe.ts";
import { overflowsOf } from "../node/overflow.ts";
import { type Plain, startPlain } from "../node/plain.ts";

let plain: Plain;
const TRIPOLI = { lng: 13.18, lat: 32.89, accuracy: 50 };

beforeAll(async () => {
  await buildWeb(() => undefined);
  plain = await startPlain();
  const agency = await plain.signIn("off_desk001");
  const opens = (people: number, where: object) =>
    plain.post(
      "/api/registration/open",
      smallGroup({ people: Array.from({ length: people }, () => ({})), needs: ["transport"], ...where }),
    );
  for (let n = 0; n < 5; n++) await opens(8, { place: TRIPOLI });
  // Enough without a place that the district's number finds no few.
  for (let n = 0; n < 5; n++) await opens(5, { place: undefined, exactPlace: false });
  const zone = {
    crisisId: CRISIS,
    kind: "hospital",
    name: { en: "Clinic", ar: "عيادة" },
    publication: "exact",
  };
  await plain.post("/api/zone/declare", { ...zone, id: "zon_public001", lng: 13.3, lat: 32.8 }, agency);
  const hidden = { ...zone, publication: "hidden", name: { en: "Nobody names this house" } };
  await plain.post("/api/zone/declare", { ...hidden, id: "zon_public002", lng: 13.4, lat: 32.7 }, agency);
  const ring = [
    [13, 32.5],
    [13.6, 32.5],
    [13.6, 33],
    [13, 32.5],
  ];
  const alert = { severity: "severe", headline: { en: "Road closed" }, advice: { en: "Wait." } };
  const area = { type: "Polygon", coordinates: [ring] };
  const until = { validUntil: "2011-03-09T06:00:00.000Z" };
  await plain.post(
    "/api/alert/issue",
    { crisisId: CRISIS, id: "alr_public001", ...alert, area, ...until },
    agency,
  );
  await plain.scheduled();
  for (let day = 0; day < 2; day++) {
    await plain.post("/api/crisis/step", { id: CRISIS, hours: 24 }, agency);
    await plain.scheduled();
  }
});
afterAll(async () => {
  await plain?.stop();
});

async function sound(page: Page, name: string): Promise<void> {
  expect([name, await violationsOf(page), await overflowsOf(page)]).toEqual([name, [], []]);
}

for (const [lang, colorScheme] of [
  ["en", "light"],
  ["ar", "dark"],
] as const)
  it(`leads there and back in ${lang} by ${colorScheme}`, async () => {
    const context = await plain.browser.newContext({ viewport: { width: 320, height: 640 }, colorScheme });
    await withoutScripts(context);
    const page = await context.newPage();
    let requests = 0;
    page.on("request", () => requests++);
    await page.goto(`${plain.url}/${lang}`);
    await page.click(`a[href="/${lang}/map"]`);
    expect(requests).toBe(2);
    const drawing = page.locator("main > svg.map");
    expect(await drawing.locator(".land, .alert, .s").count()).toBeGreaterThanOrEqual(3);
    const [letter = 0] = await drawing
      .locator("text")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(letter).toBeGreaterThan(9);
    expect(await page.content()).not.toContain("Nobody names this house");
    await sound(page, "whole");
    await page.click('[aria-labelledby="districts"] a');
    expect(new URL(page.url()).pathname).toMatch(new RegExp(`^/${lang}/map/[0-3]{10}$`));
    expect(await drawing.locator("text").allTextContents()).toContain("A 40");
    await sound(page, "close");
    // On paper it is drawn too, without what leads elsewhere.
    await page.emulateMedia({ media: "print" });
    expect([await drawing.isVisible(), await page.locator("footer").isVisible()]).toEqual([true, false]);
    await page.emulateMedia({ media: "screen" });
    await page.click(`main a[href^="/${lang}/map?"]`);
    expect(new URL(page.url()).pathname).toBe(`/${lang}/map`);
    await context.close();
    expect(plain.errors).toEqual([]);
  });
