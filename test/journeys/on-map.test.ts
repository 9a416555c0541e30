// What the people's map says of itself: what could not be read, who was taken from sight, who stands at one place and how
// many are in view, the state of a movement, and what stands in a table alone. Read and opened without a mouse.
import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CRISIS, START, smallGroup } from "../kit/people.ts";
import { violationsOf } from "../node/axe.ts";
import { makeStage, type Stage } from "../node/crisis.ts";
import { overflowsOf } from "../node/overflow.ts";

const HALL = { lng: 13.19, lat: 32.88 };
const VIEW = "/desk/queue?view=13.19,32.88,12";
let stage: Stage;
let desk: Page;

const group = (id: string, lng: number, lat: number, over: Record<string, unknown> = {}) => ({
  id: `reg_onMap${id.padStart(7, "0")}`,
  at: "2011-03-01T05:00:00.000Z",
  input: smallGroup({ place: { lng, lat, accuracy: 30 }, ...over }),
});
const zone = (id: string, kind: string, name: string, at: { lng: number; lat: number }) => ({
  at: START,
  as: "off_desk001",
  act: "zone.declare",
  input: { id, crisisId: CRISIS, kind, name: { en: name, ar: "القاعة" }, ...at, publication: "exact" },
});
const plan = (id: string, label: string, to: Record<string, unknown>) => ({
  at: START,
  as: "off_emb0001",
  act: "movement.plan",
  input: {
    ...{
      id,
      crisisId: CRISIS,
      mode: "bus",
      label,
      from: { name: { en: "Hall" }, zoneId: "zon_harbourHall" },
      to,
    },
    leavesAt: "2011-03-02T06:00:00Z",
    capacity: { seat: 40, wheelchair: 0, stretcher: 0, lap: 0 },
  },
});

beforeAll(async () => {
  stage = await makeStage({ map: true });
  await stage.post("/api/exercise/load", {
    acts: [
      zone("zon_harbourHall", "shelter", "Harbour hall", HALL),
      zone("zon_eastGate00", "crossing", "East gate", { lng: 13.3, lat: 32.9 }),
      plan("mov_toTheGate1", "Morning bus", { name: { en: "Gate" }, zoneId: "zon_eastGate00" }),
      plan("mov_elsewhere1", "Evening bus", { name: { en: "Somewhere in words" } }),
    ],
    registrations: [
      ...[1, 2, 3, 4, 5].map((n) => group(String(n), HALL.lng, HALL.lat)),
      group("6", 13.2, 32.89, { needs: ["shelter"] }),
      group("7", 13.18, 32.87),
    ],
  });
  desk = await stage.sits("off_emb0001");
});
afterAll(() => stage.stop());

const inView = () => desk.getAttribute("[data-view]", "data-view");
const notes = () => desk.innerText(".notes");
const row = (layer: string) => `.layers li:has(input[name=layer-${layer}])`;
const fails = (route: Route) => route.fulfill({ status: 503, json: { code: "unavailable", status: 503 } });
const map = "**/api/registration/map?**";

describe("close in, where groups are sent one by one", () => {
  it("counts those in view for whoever listens, groups and people", async () => {
    await desk.goto(VIEW);
    await desk.waitForSelector(".map-pane canvas");
    await expect.poll(inView).toBe("7 14");
    expect(await desk.innerText("[data-view]")).toContain("In view: 7 groups, 14 people");
    // Farther out they are squares, and count the same.
    await desk.goto("/desk/queue?view=13.19,32.88,6");
    await expect.poll(inView).toBe("7 14");
    await desk.goto("/desk/queue?view=20.00,25.00,12");
    await expect.poll(inView).toBe("0 0");
    expect(await desk.innerText("[data-view]")).toContain("Nobody is in view.");
  });
  it("names the shelter where groups stand together, and opens their list from the keyboard alone", async () => {
    await desk.goto(VIEW);
    await expect.poll(inView).toBe("7 14");
    await desk.focus(".sites summary");
    await desk.keyboard.press("Enter");
    await desk.keyboard.press("Tab");
    expect(await desk.evaluate(() => document.activeElement?.textContent)).toContain(
      "Harbour hall: 5 groups, 10 people",
    );
    await desk.keyboard.press("Enter");
    await desk.waitForSelector(".site");
    expect(await desk.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "Harbour hall: 5 groups, 10 people",
    );
    expect(await desk.locator(".site tbody tr").count()).toBe(5);
    await desk.keyboard.press("Tab");
    await desk.keyboard.press("Tab");
    expect(await desk.evaluate(() => document.activeElement?.matches(".site tbody a"))).toBe(true);
    await desk.keyboard.press("Escape");
    expect(await desk.locator(".site").count()).toBe(0);
    expect(await desk.evaluate(() => document.activeElement?.textContent)).toContain("Harbour hall");
    if (process.env.SHOT !== undefined) await desk.screenshot({ path: `${process.env.SHOT}/site.png` });
  });
  it("opens the same list from the mark itself", async () => {
    await desk.waitForTimeout(1500);
    const box = await desk.locator(".map-pane canvas").first().boundingBox();
    if (box === null) throw new Error("no map");
    await expect
      .poll(async () => {
        await desk.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
        return desk.locator(".site tbody tr").count();
      })
      .toBe(5);
    await desk.keyboard.press("Escape");
  });
});

describe("a read that failed", () => {
  it("is said, and whoever was taken from sight leaves the map all the same; then it is asked again", async () => {
    const supervisor = await stage.sits("off_super01");
    await desk.route(map, fails);
    const answer = await supervisor.request.post("/api/consent/revoke", {
      data: { registrationId: group("7", 0, 0).id },
      headers: { "Idempotency-Key": crypto.randomUUID(), "Sec-Fetch-Site": "same-origin" },
    });
    expect(answer.status()).toBe(200);
    await expect.poll(inView).toBe("6 12");
    await expect.poll(notes).toContain("Could not be read, so missing or old here: People.");
    await desk.unroute(map);
    await expect.poll(notes, { timeout: 40_000 }).not.toContain("Could not be read");
    expect(await inView()).toBe("6 12");
    await supervisor.close();
  });
  it("of another filter leaves no marks of the one before", async () => {
    await desk.route(map, fails);
    await desk.click(".filters .toggle button >> nth=1");
    await expect.poll(notes).toContain("People");
    await expect.poll(() => desk.locator("[data-view]").count()).toBe(0);
    await desk.unroute(map);
    await expect.poll(inView, { timeout: 40_000 }).toBe("0 0");
    await desk.click(".filters .toggle button >> nth=0");
    await expect.poll(inView).toBe("6 12");
  });
  it("of dangers, zones or alerts is said by name, and they come by themselves", async () => {
    const lists = /\/api\/(danger|zone|alert)\/list/;
    await desk.route(lists, fails);
    await desk.goto(VIEW);
    await expect
      .poll(notes)
      .toContain(
        "Could not be read, so missing or old here: Zones and shelters, Crossings, Alerts, and Reported dangers.",
      );
    await desk.click(".layers summary");
    expect(await desk.innerText(row("zones"))).toContain("(0)");
    await desk.unroute(lists);
    await expect.poll(notes, { timeout: 60_000 }).toBe("");
    expect(await desk.innerText(row("zones"))).toContain("(1)");
  });
  it("is told apart from an answer that does not hold everything", async () => {
    await desk.route("**/api/danger/list?**", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), complete: false } });
    });
    await desk.goto(VIEW);
    await expect.poll(notes).toBe("There are more than the map holds: Reported dangers");
    await desk.unroute("**/api/danger/list?**");
  });
});

describe("signs and what has none", () => {
  it("says the state of movements by shape and word, and counts those that are in the table alone", async () => {
    await desk.goto(`${VIEW}&layers=people,zones,crossings,movements`);
    await desk.click(".layers summary");
    await expect.poll(() => desk.innerText(row("movements"))).toContain("Movements (2)");
    const said = await desk.innerText(row("movements"));
    expect(said).toContain("1 not on the map");
    for (const word of ["Planned", "Confirmed / Boarding", "Left", "Arrived / Closed", "Cancelled"])
      expect(said).toContain(word);
    expect(await desk.locator(`${row("crossings")} .zone-sign svg`).count()).toBe(1);
    expect(await desk.innerText(row("crossings"))).toContain("Border crossing");
    if (process.env.SHOT !== undefined) await desk.screenshot({ path: `${process.env.SHOT}/signs.png` });
    await desk.focus(`${row("movements")} a.off`);
    await desk.keyboard.press("Enter");
    await desk.waitForSelector("table.movements tbody tr:has-text('Evening bus')");
  });
});

describe("a filter that looks at many cases", () => {
  it("does not ask for the map after every change, and still comes to the truth", async () => {
    await desk.goto(`${VIEW}&need=transport`);
    await expect.poll(inView).toBe("5 10");
    // The map comes to rest on the view of the address, which is a move of its own.
    await desk.waitForTimeout(2000);
    let asked = 0;
    desk.on("request", (request) => {
      if (request.url().includes("/api/registration/map")) asked++;
    });
    for (let n = 0; n < 4; n++) {
      await stage.post("/api/exercise/load", {
        registrations: [group(`New${String(n)}`, 13.2, 32.87)],
      });
      await desk.waitForTimeout(900);
    }
    expect(asked).toBeLessThanOrEqual(1);
    await expect.poll(inView, { timeout: 30_000 }).toBe("9 18");
    // The officer's own hand waits for nothing.
    await desk.selectOption(".filters select >> nth=1", "");
    await expect.poll(inView, { timeout: 5000 }).toBe("10 20");
  });
});

describe("in Arabic, by night, on a phone", () => {
  it("fits, and nothing is wrong for those who listen", async () => {
    const phone = await stage.sits("off_emb0002", {
      viewport: { width: 360, height: 740 },
      colorScheme: "dark",
      locale: "ar",
    });
    await phone.goto("/desk/queue?view=13.19,32.88,12&layers=people,zones,crossings,movements");
    await phone.click(".tabs button >> nth=1");
    await phone.waitForSelector(".sites summary", { timeout: 40_000 });
    await phone.click(".sites summary");
    await phone.click(".layers summary");
    expect(await phone.getAttribute("html", "dir")).toBe("rtl");
    expect(await phone.innerText(".sites")).toContain("القاعة");
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const wide = (await overflowsOf(phone)).filter((one) => /sticks out|sideways/.test(one));
    expect(wide.filter((one) => !one.includes("maplibregl"))).toEqual([]);
    expect(await violationsOf(phone, ".map-pane")).toEqual([]);
    if (process.env.SHOT !== undefined) await phone.screenshot({ path: `${process.env.SHOT}/phone-ar.png` });
    await phone.close();
  });
});
