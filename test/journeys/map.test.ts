// The people's map in a real browser: layers and their signs, a link that restores the view, an area drawn or typed that
// answers with a list to act on, and the hours that were stored.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallGroup } from "../kit/people.ts";
import { makeStage, type Stage } from "../node/crisis.ts";
import { fillsHours } from "../node/hours.ts";

const MANY = 60;
let stage: Stage;
let embassy: Page;

beforeAll(async () => {
  stage = await makeStage({ map: true });
  await fillsHours(stage, MANY);
  embassy = await stage.sits("off_emb0001");
});
afterAll(() => stage.stop());

const found = () => embassy.locator(".inside [data-groups]");

describe("the people's map", () => {
  it("says beside its table what the table says, and when its data are from", async () => {
    await embassy.waitForSelector(`.reconcile [data-groups="${String(MANY)}"]`);
    expect(await embassy.innerText(".reconcile")).toContain("0 hidden by the filter");
    await embassy.waitForSelector(".map-pane canvas");
    await expect.poll(() => embassy.innerText(".legend"), { timeout: 20_000 }).toMatch(/As of .*2011/);
    expect(await embassy.innerText(".legend")).toContain("Squares: people in the area");
  });
  it("switches its layers by keyboard, and the address holds them", async () => {
    await embassy.click(".layers summary");
    const zones = embassy.locator("input[name=layer-zones]");
    await zones.focus();
    await embassy.keyboard.press("Space");
    await expect
      .poll(() => new URL(embassy.url()).searchParams.get("layers"))
      .toBe("people,crossings,alerts,dangers");
    await embassy.check("input[name=layer-districts]");
    await embassy.reload();
    await embassy.waitForSelector(".map-pane canvas");
    await embassy.click(".layers summary");
    expect(await zones.isChecked()).toBe(false);
    expect(await embassy.isChecked("input[name=layer-districts]")).toBe(true);
    await expect
      .poll(() => embassy.innerText(".legend .layers li:has(input[name=layer-districts])"))
      .toMatch(/Districts \([1-9]/);
    await zones.check();
    await embassy.uncheck("input[name=layer-districts]");
    await expect.poll(() => new URL(embassy.url()).searchParams.has("layers")).toBe(false);
  });
  it("gives a link that restores page, filter and view, cut to about a kilometre", async () => {
    await embassy.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await embassy.goto("/desk/queue?urgency=3&view=13.18,32.85,9.5");
    await embassy.waitForSelector(".map-pane canvas");
    await embassy.waitForTimeout(1500);
    await embassy.click("text=Copy a link to this view");
    await embassy.waitForSelector("text=Copied.");
    const link = new URL(await embassy.evaluate(() => navigator.clipboard.readText()));
    expect([link.pathname, link.searchParams.get("urgency")]).toEqual(["/desk/queue", "3"]);
    expect(link.searchParams.get("view")).toMatch(/^13\.\d\d,32\.\d\d,9\.\d$/);
    await embassy.goto("/desk/queue?view=13.2,32.85,8");
    await embassy.waitForSelector(".map-pane canvas");
  });
  it("answers edges that were typed with a list to act on", async () => {
    await embassy.click(".typed-area summary");
    for (const [edge, value] of Object.entries({ west: "13", south: "32.7", east: "13.2", north: "33" }))
      await embassy.fill(`input[name=within-${edge}]`, value);
    await embassy.click(".typed-area button[type=submit]");
    await found().waitFor();
    const groups = Number(await found().getAttribute("data-groups"));
    expect(groups).toBeGreaterThan(10);
    expect(groups).toBeLessThan(MANY);
    expect(await embassy.locator(".inside tbody tr").count()).toBe(groups);
    await embassy.click(".inside .primary");
    await embassy.waitForSelector(`.bulk [data-chosen="${String(groups)}"]`);
    await embassy.click(".bulk .quiet");
    if (process.env.SHOT !== undefined) await embassy.screenshot({ path: `${process.env.SHOT}/typed.png` });
    await embassy.selectOption(".filters select >> nth=0", "safe");
    await embassy.waitForSelector("text=Nobody whom you may see is inside.");
    await embassy.selectOption(".filters select >> nth=0", "");
    await embassy.click("text=Remove the area");
  });
  it("answers an area that was drawn with the mouse", async () => {
    await embassy.click("text=Draw an area: who is inside?");
    await embassy.waitForSelector(".map-note-draw");
    await embassy.waitForTimeout(1500);
    const box = await embassy.locator(".map-pane canvas").first().boundingBox();
    if (box === null) throw new Error("no map");
    const corners = [
      [0.2, 0.1],
      [0.8, 0.1],
      [0.8, 0.9],
      [0.2, 0.9],
    ] as const;
    for (const [x, y] of corners) {
      await embassy.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
      await embassy.mouse.click(box.x + box.width * x, box.y + box.height * y);
      await embassy.waitForTimeout(300);
    }
    await embassy.keyboard.press("Enter");
    await found().waitFor();
    expect(Number(await found().getAttribute("data-groups"))).toBeGreaterThan(0);
    if (process.env.SHOT !== undefined) await embassy.screenshot({ path: `${process.env.SHOT}/drawn.png` });
    await embassy.click("text=Remove the area");
    expect(await embassy.locator(".inside [data-groups]").count()).toBe(0);
  });
  it("plays the hours that were stored, by hand and by key, and comes back to now", async () => {
    await embassy.click("text=Earlier hours");
    const slider = embassy.locator(".slider input[type=range]");
    await slider.waitFor();
    const last = Number(await slider.getAttribute("max"));
    expect(last).toBeGreaterThanOrEqual(1);
    const said = () => slider.getAttribute("aria-valuetext");
    const newest = await said();
    await slider.focus();
    await embassy.keyboard.press("ArrowLeft");
    await expect.poll(said).not.toBe(newest);
    await embassy.keyboard.press("PageUp");
    await expect.poll(said).toBe(newest);
    await embassy.click("text=− 1 day");
    expect(await slider.inputValue()).toBe("0");
    await embassy.click(".slider >> text=Play");
    await expect.poll(() => slider.inputValue(), { timeout: 10_000 }).toBe(String(last));
    await embassy.click(".slider summary");
    expect(await embassy.innerText(".slider table")).toMatch(/\d/);
    if (process.env.SHOT !== undefined) await embassy.screenshot({ path: `${process.env.SHOT}/hours.png` });
    await embassy.click("text=Back to now");
    expect(await embassy.locator(".slider").count()).toBe(0);
  });
  it("holds what is new back while somebody's hand is on the list, and shows it when it leaves", async () => {
    await embassy.hover(".queue .rows");
    await stage.post("/api/exercise/load", {
      registrations: [
        {
          id: "reg_mapUnderHand",
          at: "2011-03-01T05:30:00.000Z",
          input: smallGroup({ danger: "now", recipients: ["org_embassyOne"] }),
        },
      ],
    });
    await embassy.waitForSelector(".fresh:has-text('1 new')");
    // The numbers are the truth at once; the rows under the hand stay where they are.
    await embassy.waitForSelector(`.reconcile [data-groups="${String(MANY + 1)}"]`);
    expect(await embassy.locator(".line[data-id=reg_mapUnderHand]").count()).toBe(0);
    await embassy.hover(".legend");
    await embassy.waitForSelector(".line[data-id=reg_mapUnderHand]");
    expect(await embassy.locator(".fresh").count()).toBe(0);
  });
  it("prints: the map as a picture, with its signs and its numbers", async () => {
    await embassy.emulateMedia({ media: "print" });
    const colours = await embassy.evaluate(() => {
      dispatchEvent(new Event("beforeprint"));
      const copy = document.querySelector<HTMLCanvasElement>(".map-printed");
      const ink = copy?.getContext("2d");
      if (copy === null || ink == null) return 0;
      const { data } = ink.getImageData(0, 0, copy.width, copy.height);
      const seen = new Set<number>();
      for (let i = 0; i < data.length; i += 4 * 997)
        seen.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
      return seen.size;
    });
    expect(colours).toBeGreaterThan(2);
    expect(await embassy.locator(".map-printed").isVisible()).toBe(true);
    expect(await embassy.innerText(".paper-only")).toMatch(/Test crisis · .*2011.* · 122 people/);
    expect(await embassy.locator(".map-pane button:visible").count()).toBe(0);
    if (process.env.SHOT !== undefined) await embassy.screenshot({ path: `${process.env.SHOT}/print.png` });
    await embassy.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await embassy.locator(".map-printed").count()).toBe(0);
    await embassy.emulateMedia({ media: null });
  });
  it("asks a viewer for no area, and is the same in Arabic", async () => {
    const viewer = await stage.sits("off_view001");
    await viewer.waitForSelector(".legend");
    expect(await viewer.locator("text=Draw an area").count()).toBe(0);
    expect(await viewer.locator(".typed-area").count()).toBe(0);
    await viewer.close();
    await embassy.evaluate(() => localStorage.setItem("desk-lang", "ar"));
    await embassy.reload();
    await embassy.waitForSelector(".map-pane canvas");
    expect(await embassy.getAttribute("html", "dir")).toBe("rtl");
    if (process.env.SHOT !== undefined) await embassy.screenshot({ path: `${process.env.SHOT}/arabic.png` });
  });
});
