// At the desk: a request taken while somebody speaks, with the notice in her language; forms for where no network is; and a
// new secret number for somebody who lost hers.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { say } from "../../schema/words/desk.ts";
import { say as sayToPeople } from "../../schema/words.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { violationsOf } from "../node/axe.ts";
import { makeStage, type Stage } from "../node/crisis.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await makeStage();
});
afterAll(async () => {
  await stage?.stop();
});

const t = (key: string, values: Record<string, string | number> = {}) => say("en", key, values);

async function opensIntake(officerId: string): Promise<Page> {
  const page = await stage.sits(officerId);
  await page.getByRole("link", { name: t("desk.intake") }).click();
  await page.waitForSelector(".intake form[aria-label]");
  return page;
}

/** What she asked for, read by those to whom it went. */
async function caseOf(page: Page, reference: string): Promise<Record<string, unknown>> {
  return page.evaluate(
    async ([crisisId, code]) => {
      const read = async (path: string, body?: unknown) => {
        const init = {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(body),
        };
        const answer = await fetch(`/api/registration/${path}`, body === undefined ? {} : init);
        return (await answer.json()) as Record<string, unknown>;
      };
      const { found } = await read("find", { crisisId, reference: code });
      const [row] = found as { id: string }[];
      return row === undefined ? {} : read(`get?id=${row.id}`);
    },
    [CRISIS, reference] as const,
  );
}

const digits = async (page: Page, at: number) =>
  (await page.locator(".taken .digits").nth(at).innerText()).replace(/\D/g, "");

async function signsIn(reference: string, pin: string): Promise<number> {
  const answer = await fetch(`${stage.app.url}/api/registration/sign-in`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ reference, pin }),
  });
  return answer.status;
}

describe("a field worker", () => {
  it("takes a request by voice: nothing before the notice was heard, nothing chosen for anybody, a slip in her language", async () => {
    const page = await opensIntake("off_field01");
    await page.selectOption(".way [name=lang]", "ar");
    await page.locator(".notice-aloud .aloud[lang=ar]").first().waitFor();
    const aloud = await page.locator(".notice-aloud .aloud").allInnerTexts();
    expect(aloud).toContain(sayToPeople("ar", "notice.never"));
    expect(await page.locator(".notice-aloud .aloud").first().getAttribute("dir")).toBe("rtl");
    expect(await page.locator(".intake input:checked").count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.check("[name=how][value=in-person]");
    await page.check("[name=recipients][value=org_embassyOne]");
    await page.fill("[name='people.0.name']", "اسم معلّم");
    await page.fill("[name='people.0.born']", "٣٤");
    await page.getByRole("button", { name: t("people.more") }).click();
    await page.check("[name='people.1.ageBand'][value=child]");
    await page.check("[name='people.1.relation'][value=child]");
    await page.check("[name=needs][value=medical]");
    await page.fill("[name=landmark]", "Behind the marked bakery");
    const send = page.getByRole("button", { name: t("desk.intake.send") });
    await send.click();
    await page.getByText(t("reason.notice-not-heard")).first().waitFor();
    expect(await page.locator("[name='people.0.born']").inputValue()).toBe("٣٤");
    await page.check("[name=heard]");
    await send.click();
    await page.waitForSelector(".taken");
    const [reference, pin] = [await digits(page, 0), await digits(page, 1)];
    expect(await page.locator(".slip").innerText()).toContain(sayToPeople("ar", "slip.keep"));
    expect(await violationsOf(page)).toEqual([]);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".taken h1").isVisible()).toBe(false);
    expect(await page.locator(".slip").isVisible()).toBe(true);
    await page.emulateMedia({ media: "screen" });
    expect(await signsIn(reference, pin)).toBe(200);
    // Whoever typed it gets no sight by that.
    expect(await caseOf(page, reference)).toEqual({});
    await page.getByRole("button", { name: t("desk.intake.next") }).click();
    expect(await page.locator("[name='people.0.name']").inputValue()).toBe("");
    expect(await page.locator("[name=recipients]:checked").count()).toBe(0);
    expect(await page.locator(".way [name=lang]").inputValue()).toBe("ar");
    expect(await page.content()).not.toContain(pin);
    await page.context().close();
    const desk = await stage.sits("off_emb0001");
    expect(await caseOf(desk, reference)).toMatchObject({
      lang: "ar",
      people: 2,
      landmark: "Behind the marked bakery",
      taken: { way: "in-person", name: "Support desk" },
    });
    await desk.context().close();
  });
  it("prints forms with codes and types one in; the same one twice is refused by name", async () => {
    const page = await opensIntake("off_field01");
    await page.locator(".papers summary").click();
    await page.fill("[name=n]", "2");
    const [forms] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("button", { name: t("desk.intake.paperMake") }).click(),
    ]);
    await forms.waitForLoadState();
    expect(await forms.locator(".sheet").count()).toBe(4);
    const [code = "", pin = ""] = (await forms.locator(".slip .code").allTextContents()).map((one) =>
      one.replace(/\D/g, ""),
    );
    await forms.close();
    const types = async () => {
      await page.check("[name=how][value=paper]");
      await page.check("[name=recipients][value=org_supportDesk]");
      await page.fill("[name=reference]", code);
      await page.check("[name=heard]");
      await page.getByRole("button", { name: t("desk.intake.send") }).click();
    };
    await types();
    await page.waitForSelector(".taken");
    expect(await page.locator(".taken").innerText()).toContain(t("desk.intake.pinOnSlip"));
    expect(await signsIn(code, pin)).toBe(200);
    await page.getByRole("button", { name: t("desk.intake.next") }).click();
    await types();
    await page.getByText(t("problem.code-not-reserved")).waitFor();
    await page.context().close();
  });
  it("loses the network in the middle, presses again, and has taken one request", async () => {
    const page = await opensIntake("off_field01");
    await page.check("[name=how][value=phone]");
    await page.check("[name=recipients][value=org_supportDesk]");
    await page.fill("[name=note]", "Marked once");
    await page.check("[name=heard]");
    const keys: string[] = [];
    await page.route("**/api/registration/take", async (route) => {
      keys.push(route.request().headers()["idempotency-key"] ?? "");
      if (keys.length > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    const counted = () =>
      page.evaluate(async (crisisId) => {
        const answer = await fetch(`/api/registration/queue?crisisId=${crisisId}&limit=200`);
        return ((await answer.json()) as { rows: unknown[] }).rows.length;
      }, CRISIS);
    const before = await counted();
    await page.getByRole("button", { name: t("desk.intake.send") }).click();
    await page.waitForSelector(".taken");
    expect(new Set(keys).size).toBe(1);
    expect(keys.length).toBeGreaterThan(1);
    expect(await counted()).toBe(before + 1);
    await page.context().close();
  });
});

describe("a coordinator", () => {
  it("reads whose word a case is, and gives a new number only with a colleague, after three right answers to each", async () => {
    const opened = (await stage.post(
      "/api/registration/open",
      smallGroup({
        phone: "+218 912345678",
        exactPlace: false,
        place: { landmark: "the red bakery" },
        asked: { for: "other", by: "family", knows: "not-yet" },
      }),
    )) as { reference: string; pin: string };
    let page = await stage.sits("off_emb0001");
    const { id } = await caseOf(page, opened.reference);
    await page.goto(`/desk/case/${String(id)}`);
    await page.waitForSelector("[data-asked=open]");
    expect(await page.locator("[data-asked]").innerText()).toContain(t("desk.asked.open"));
    await page.getByRole("button", { name: t("desk.pinLost") }).click();
    await page.waitForSelector("dialog form");
    expect(await violationsOf(page)).toEqual([]);
    const answers: Record<string, string> = {
      phone: "0912 345 678",
      name: "marked name",
      born: "34",
      landmark: "red bakery",
      need: "transport",
    };
    const fill = async (wrong: boolean) => {
      for (const field of await page.locator("dialog [name]:not([name=alone])").all()) {
        const name = (await field.getAttribute("name")) ?? "";
        const said = answers[name] ?? "";
        if ((await field.evaluate((one) => one.localName)) === "select")
          await field.selectOption(wrong ? "baby" : said);
        else await field.fill(wrong ? "nothing" : said);
      }
      await page.getByRole("button", { name: t("desk.pinLost.send") }).click();
    };
    await fill(true);
    await page.getByText(t("problem.answers-wrong")).waitFor();
    expect(await page.locator("dialog").innerText()).toContain(t("desk.pinLost.left", { n: 2 }));
    await fill(false);
    await page
      .locator("dialog [role=status]")
      .getByText(/Nothing has changed yet/)
      .waitFor();
    expect(await page.locator(".new-pin").count()).toBe(0);
    expect(await signsIn(opened.reference, opened.pin)).toBe(200);
    await page.context().close();
    // A second officer, at her own desk, asks her the same and is shown the number.
    page = await stage.sits("off_emb0002");
    await page.goto(`/desk/case/${String(id)}`);
    await page.getByRole("button", { name: t("desk.pinLost") }).click();
    await page.getByText(/A colleague asked her/).waitFor();
    expect(await page.locator("dialog [name=alone]").count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await fill(false);
    await page.waitForSelector(".new-pin");
    const pin = (await page.locator(".new-pin").innerText()).trim();
    expect(await signsIn(opened.reference, pin)).toBe(200);
    expect(await signsIn(opened.reference, opened.pin)).toBe(401);
    await page.locator("dialog header button").click();
    await page.waitForSelector("dialog", { state: "detached" });
    expect(await page.content()).not.toContain(pin);
    await page.context().close();
  });
});
