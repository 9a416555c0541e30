// Zones in a real browser: declared, confirmed, seen live by a colleague, and by the public as far as they may; figures
// of different sources stay apart, and nobody's typing is lost to somebody faster.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CRISIS } from "../kit/people.ts";
import { makeStage, type Stage } from "../node/crisis.ts";

let stage: Stage;
let agency: Page;
let embassy: Page;

beforeAll(async () => {
  stage = await makeStage({ map: true });
  agency = await stage.sits("off_desk001");
  embassy = await stage.sits("off_emb0001");
  for (const page of [agency, embassy]) await page.click(".top nav a:has-text('Zones')");
});
afterAll(() => stage.stop());

/** What stands in the database, over the door of desks. */
async function listed(): Promise<Record<string, unknown>[]> {
  const answer = await agency.request.get(`/api/zone/list?crisisId=${CRISIS}`);
  return ((await answer.json()) as { zones: Record<string, unknown>[] }).zones;
}
const zone = async (name: string) =>
  (await listed()).find((one) => (one.name as { en: string }).en === name) ?? {};
const publicText = async (path: string) => (await (await stage.opens()).request.get(path)).text();
const row = (name: string) => `table.zones tbody tr:has-text("${name}")`;

/** Clicks the map at a share of its width and height. */
async function clickMap(page: Page, x: number, y: number): Promise<void> {
  const box = await page.locator(".map canvas").first().boundingBox();
  if (box === null) throw new Error("there is no map");
  await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
}
async function declareAt(page: Page, name: string, fields: Record<string, string>): Promise<void> {
  await page.click(".filters .primary");
  await page.fill(".form input[name=en]", name);
  for (const [field, value] of Object.entries(fields)) {
    const control = page.locator(`.form [name=${field}]`);
    if ((await control.evaluate((one) => one.tagName)) === "SELECT") await control.selectOption(value);
    else await control.fill(value);
  }
  await page.click(".form .primary");
  await page.waitForSelector(`.notices:has-text("Declared: ${name}")`);
}

describe("an agency officer declares a zone", () => {
  it("is told beside each field what is missing, and keeps what she typed", async () => {
    expect(await agency.innerText(".rows")).toContain("No zone is declared yet");
    await agency.click(".filters .primary");
    await agency.fill(".form input[name=en]", "Harbour hall");
    await agency.fill(".form input[name=lat]", "95");
    await agency.fill(".form input[name=capacity]", "many");
    await agency.click(".form .primary");
    const said = async (field: string) => agency.innerText(`.field.bad:has([name=${field}]) .why`);
    expect(await said("kind")).toBe("Choose one of the answers.");
    expect(await said("lat")).toBe("This place is not on the map.");
    expect(await said("capacity")).toBe("Write a number.");
    expect(await agency.inputValue(".form input[name=en]")).toBe("Harbour hall");
    expect(await listed()).toEqual([]);
  });
  it("finds her draft again after she went elsewhere", async () => {
    await agency.click(".top nav a:has-text('Alerts')");
    await agency.click(".top nav a:has-text('Zones')");
    await agency.click(".filters .primary");
    expect(await agency.inputValue(".form input[name=en]")).toBe("Harbour hall");
  });
  it("takes the place from a click on the map, or as typed in digits of any script", async () => {
    await agency.waitForSelector(".map canvas");
    await agency.waitForFunction(() => document.querySelector(".map-host .maplibregl-ctrl-scale") !== null);
    const told = () => agency.locator(".form input[name=lng]").inputValue();
    // A map that is still drawing its first picture takes no click; clicking again says the same place.
    for (let i = 0; i < 20 && (await told()) === ""; i++) {
      await clickMap(agency, 0.5, 0.5);
      await agency.waitForTimeout(1000);
    }
    const [lng, lat] = await Promise.all(
      ["lng", "lat"].map(async (one) => Number(await agency.inputValue(`.form input[name=${one}]`))),
    );
    // The middle of the pane is the middle of the crisis's area.
    expect([Math.abs((lng ?? 0) - 17.5) < 0.1, Math.abs((lat ?? 0) - 26.5) < 0.1]).toEqual([true, true]);
    await agency.fill(".form input[name=lat]", "٣٢٫٨٧٦٥٤");
    await agency.fill(".form input[name=lng]", "13.18765");
    await agency.fill(".form input[name=capacity]", "1,000");
    await agency.selectOption(".form select[name=kind]", "shelter");
    await agency.click(".form .primary");
    await agency.waitForSelector(".notices:has-text('Declared: Harbour hall')");
    const { lng: x, lat: y, capacity, publication, state } = await zone("Harbour hall");
    expect({ x, y, capacity, publication, state }).toEqual({
      x: 13.18765,
      y: 32.87654,
      capacity: 1000,
      publication: "area",
      state: "unknown",
    });
  });
  it("is seen by itself at another open desk, where what is not known is said so", async () => {
    await embassy.waitForSelector(row("Harbour hall"), { timeout: 10_000 });
    expect(await embassy.innerText(`${row("Harbour hall")} .c-people`)).toBe("unknown / 1,000");
    expect(await embassy.innerText(`${row("Harbour hall")} .c-free`)).toBe("unknown");
    expect(await embassy.innerText(`${row("Harbour hall")} .c-confirmed`)).toBe("never confirmed");
  });
});

describe("a zone is confirmed", () => {
  it("with more people than places only when she says that it is meant", async () => {
    await agency.selectOption(".form select[name=state]", "open");
    await agency.fill(".form input[name=people]", "1,300");
    await agency.click(".form .primary");
    await agency.waitForSelector(".problem:has-text('more people than places')");
    expect(await zone("Harbour hall")).toMatchObject({ version: 1, occupancy: null });
    expect(await agency.inputValue(".form input[name=people]")).toBe("1,300");
    await agency.check(".asked input");
    await agency.click(".form .primary");
    await agency.waitForSelector(".notices:has-text('Confirmed: Harbour hall')");
    expect(await zone("Harbour hall")).toMatchObject({ version: 2, occupancy: 1300, state: "open" });
    await embassy.waitForSelector(`${row("Harbour hall")} .c-people:has-text("1,300 / 1,000")`, {
      timeout: 10_000,
    });
    expect(await embassy.innerText(`${row("Harbour hall")} .c-people`)).toContain("300 too many");
  });
  it("by two sources whose figures stand side by side and are not merged", async () => {
    await embassy.click(`${row("Harbour hall")} a`);
    await embassy.fill(".form input[name=people]", "900");
    await embassy.fill(".form input[name=source]", "Head count at the gate");
    await embassy.click(".form .primary");
    await agency.waitForSelector(".disagree", { timeout: 10_000 });
    const apart = await agency.innerText(".disagree");
    for (const part of ["900 · Head count at the gate", "1,300 · Support desk"])
      expect(apart.replace(/\s+/g, " ")).toContain(part);
  });
  it("by somebody faster: nothing is overwritten, what was typed stays, and what it is now is shown", async () => {
    const late = await stage.sits("off_emb0002");
    await late.click(".top nav a:has-text('Zones')");
    await late.click(`${row("Harbour hall")} a`);
    await late.evaluate(() => {
      // Her connection is gone: she neither hears nor asks, and confirms from what she saw.
      const ask = globalThis.fetch;
      globalThis.fetch = (url, init) =>
        String(url).includes("/api/live") ? Promise.reject(new TypeError("offline")) : ask(url, init);
    });
    await late.fill(".form input[name=people]", "77");
    await late.selectOption(".form select[name=state]", "full");
    await agency.fill(".form input[name=people]", "950");
    await agency.click(".form .primary");
    await agency.waitForSelector(".facts:has-text('950 / 1,000')");
    await late.click(".form .primary");
    await late.waitForSelector(".conflict");
    expect(await late.innerText(".conflict")).toContain("People: it was 900, now it is 950.");
    expect(await late.inputValue(".form input[name=people]")).toBe("77");
    expect(await late.inputValue(".form select[name=state]")).toBe("full");
    expect(await zone("Harbour hall")).toMatchObject({ occupancy: 950, state: "open" });
    await late.click(".conflict button");
    await late.waitForSelector(".facts:has-text('950 / 1,000')");
    expect(await late.inputValue(".form input[name=people]")).toBe("77");
    await late.click(".form .primary");
    await late.waitForSelector(".notices:has-text('Confirmed: Harbour hall')");
    expect(await zone("Harbour hall")).toMatchObject({ occupancy: 77, state: "full" });
    await late.context().close();
  });
});

describe("the table of zones", () => {
  it("sorts and filters by the address; what is not known stands last", async () => {
    await declareAt(agency, "Border gate", {
      kind: "crossing",
      lat: "33.16",
      lng: "11.5",
      publication: "exact",
    });
    await declareAt(agency, "Quiet house", {
      kind: "shelter",
      lat: "32.1",
      lng: "20.1",
      publication: "hidden",
    });
    const names = () =>
      agency
        .locator("table.zones tbody th a")
        .allInnerTexts()
        .then((all) => all.join(", "));
    await agency.click("th.c-name button");
    expect(await names()).toBe("Quiet house, Harbour hall, Border gate");
    expect(new URL(agency.url()).searchParams.get("sort")).toBe("-name");
    await agency.goto("/desk/zones?kind=shelter&sort=-people");
    await agency.waitForSelector("table.zones");
    expect(await names()).toBe("Harbour hall, Quiet house");
    await agency.goto("/desk/zones?stands=full");
    await agency.waitForSelector("table.zones");
    expect(await names()).toBe("Harbour hall");
    await agency.goto("/desk/zones?kind=hospital");
    await agency.waitForSelector(".empty:has-text('No zone fits this filter')");
  });
});

describe("the public", () => {
  it("sees places as they are published: the area of one, the point of another, nothing of a hidden one", async () => {
    const page = await publicText("/en/places");
    for (const part of ["Harbour hall", "Only the area is shown", "Border gate", "33.160, 11.500"])
      expect(page).toContain(part);
    expect(page).not.toContain("Quiet house");
    for (const part of ["32.876", "32.877", "13.187", "13.188"]) expect(page).not.toContain(part);
    const told = JSON.parse(await publicText(`/api/zone/places?crisisId=${CRISIS}`)) as {
      zones: { name: { en: string }; lng: number; lat: number; exact: boolean }[];
    };
    const hall = told.zones.find((one) => one.name.en === "Harbour hall");
    const away = Math.abs((hall?.lng ?? 0) - 13.18765) + Math.abs((hall?.lat ?? 0) - 32.87654);
    expect([told.zones.length, hall?.exact, away > 0.001 && away < 0.2]).toEqual([2, false, true]);
  });
});

describe("closing a zone", () => {
  it("is asked once more, only where it was declared, and takes it off every open desk", async () => {
    await embassy.click(`${row("Quiet house")} a`);
    await embassy.waitForSelector("h1:has-text('Quiet house')");
    expect(await embassy.locator(".danger").count()).toBe(0);
    await agency.goto("/desk/zones");
    await agency.click(`${row("Quiet house")} a`);
    await agency.click(".danger");
    await agency.click("dialog button:has-text('Cancel')");
    expect(await zone("Quiet house")).toMatchObject({ closedAt: null });
    await agency.click(".danger");
    await agency.click("dialog .primary");
    await agency.waitForSelector(".notices:has-text('Closed for good')");
    await embassy.waitForSelector(row("Quiet house"), { state: "detached", timeout: 10_000 });
    expect(await embassy.innerText(".opened-pane")).toContain("Closed for good on");
    expect(await embassy.locator(".opened-pane .form").count()).toBe(0);
  });
});

describe("the outline of a zone", () => {
  it("is typed at a keyboard as four edges: four edges, which are told where they are crossed", async () => {
    await agency.goto("/desk/zones");
    await agency.click(".filters .primary");
    await agency.fill(".form input[name=en]", "Walled yard");
    await agency.selectOption(".form select[name=kind]", "safe-zone");
    await agency.selectOption(".form select[name=publication]", "exact");
    await agency.fill(".form input[name=lat]", "32.5");
    await agency.fill(".form input[name=lng]", "13.5");
    await agency.check(".form input[name=outline][value=type]");
    for (const [edge, value] of Object.entries({ west: "13.6", south: "32.4", east: "13.4", north: "32.6" }))
      await agency.fill(`.form input[name=${edge}]`, value);
    await agency.click(".form .primary");
    await agency.waitForSelector(".field.bad:has([name=east]) .why");
    await agency.fill(".form input[name=west]", "13.4");
    await agency.fill(".form input[name=east]", "13.6");
    await agency.click(".form .primary");
    await agency.waitForSelector(".notices:has-text('Declared: Walled yard')");
    const { area } = await zone("Walled yard");
    expect(area).toMatchObject({
      type: "Polygon",
      coordinates: [
        [
          [13.4, 32.4],
          [13.6, 32.4],
          [13.6, 32.6],
          [13.4, 32.6],
          [13.4, 32.4],
        ],
      ],
    });
    expect(await agency.innerText("[data-zone] .facts")).toContain("4 corners:");
    expect(await publicText("/en/map")).toContain('class="within"');
  });
  it("is drawn on the map, and its sign stands in the middle until she says where", async () => {
    await agency.click(".filters .primary");
    await agency.fill(".form input[name=en]", "Drawn yard");
    await agency.selectOption(".form select[name=kind]", "safe-zone");
    await agency.check(".form input[name=outline][value=draw]");
    await agency.waitForSelector(".map canvas");
    await agency.click(".form .where button");
    // The drawing tool has arrived once the map shows its cross.
    await agency.waitForFunction(
      () => document.querySelector<HTMLElement>(".map canvas")?.style.cursor === "crosshair",
    );
    for (const [x, y] of [
      [0.4, 0.4],
      [0.6, 0.4],
      [0.6, 0.6],
      [0.4, 0.6],
    ] as const) {
      const box = await agency.locator(".map canvas").first().boundingBox();
      if (box === null) throw new Error("there is no map");
      await agency.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
      await agency.mouse.down();
      await agency.mouse.up();
      await agency.waitForTimeout(400);
    }
    await agency.keyboard.press("Enter");
    await agency.waitForSelector(".form .area-said:has-text('4 corners:')");
    expect(Number(await agency.inputValue(".form input[name=lng]"))).toBeCloseTo(17.5, 0);
    await agency.click(".form .primary");
    await agency.waitForSelector(".notices:has-text('Declared: Drawn yard')");
    expect((await zone("Drawn yard")).publication).toBe("area");
    expect((await publicText("/en/map")).match(/class="within"/g)).toHaveLength(1);
  });
});
