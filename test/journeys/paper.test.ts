// The paper form in every language: two sides of A4, every question of the form on it in the same order, nothing cut; blank
// for everybody, and with codes for an officer.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isChecked } from "../../schema/kit/damm.ts";
import { languages } from "../../schema/kit/language.ts";
import { needKinds } from "../../schema/need.ts";
import { barriers, choices, dangers } from "../../schema/person.ts";
import { say } from "../../schema/words.ts";
import { CRISIS } from "../kit/people.ts";
import { type Plain, startPlain } from "../node/plain.ts";

let plain: Plain;
beforeAll(async () => {
  plain = await startPlain();
});
afterAll(async () => {
  await plain?.stop();
});

/** Sides of a PDF as Chromium writes it. */
const sidesOf = (pdf: Buffer) => (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

describe("the blank form", () => {
  for (const lang of languages)
    it(`in ${lang} is two sides of A4, with nothing cut`, async () => {
      const page = await plain.browser.newPage({ viewport: { width: 1000, height: 1400 } });
      await page.goto(`${plain.url}/${lang}/paper`);
      await page.emulateMedia({ media: "print" });
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll(".sheet *")].flatMap((one) => {
          const box = one.getBoundingClientRect();
          const sheet = one.closest(".sheet")?.getBoundingClientRect();
          const out = sheet !== undefined && (box.left < sheet.left - 1 || box.right > sheet.right + 1);
          return out && one.closest("svg") === null
            ? [`${one.localName}: ${String(one.textContent).slice(0, 40)}`]
            : [];
        }),
      );
      expect(cut).toEqual([]);
      expect(sidesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(2);
      await page.close();
    });
  it("asks the questions of the form in their order, and every answer has its box", async () => {
    const page = await plain.browser.newPage({
      javaScriptEnabled: false,
      viewport: { width: 1000, height: 1400 },
    });
    await page.goto(`${plain.url}/en/paper`);
    const heads = await page.locator(".sheet h2").allInnerTexts();
    const asked = ["notice.help", "danger", "place", "people", "needs", "barrier", "choice", "reach"];
    expect(heads.map((one) => one.replace(/\s+/g, " ").trim())).toEqual(
      asked.map((one, i) => `${String(i + 1)}. ${say("en", one.includes(".") ? one : `${one}.question`)}`),
    );
    const boxed = await page.locator(".boxes li").allInnerTexts();
    const answers = [
      ...dangers.map((one) => `danger.${one}`),
      ...needKinds.map((one) => `need.${one}`),
      ...barriers.map((one) => `barrier.${one}`),
      ...choices.map((one) => `choice.${one}`),
    ];
    for (const k of answers)
      expect([k, boxed.some((one) => one.trim().startsWith(say("en", k)))]).toEqual([k, true]);
    for (const name of ["Support desk", "Health team", "Embassy one", "Embassy two"])
      expect(boxed.some((one) => one.includes(name))).toBe(true);
    expect(await page.locator(".cells").first().innerText()).toBe("");
    await page.close();
  });
  it("is found from the first page, and hides on a small screen what only paper shows", async () => {
    const page = await plain.browser.newPage({ viewport: { width: 320, height: 640 } });
    await page.goto(`${plain.url}/ar`);
    await page.click("a[href='/ar/paper']");
    expect(await page.locator(".sheet").first().isVisible()).toBe(false);
    expect(await page.locator("#print").isVisible()).toBe(true);
    await page.close();
  });
});

describe("forms with codes", () => {
  async function made(fields: Record<string, string>, cookie: string): Promise<Response> {
    return fetch(`${plain.url}/desk/paper`, {
      method: "POST",
      headers: { Cookie: cookie, "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ crisisId: CRISIS, lang: "ar", ...fields }),
    });
  }
  it("carry a code each, its number on the slip alone, and are the same where the page is loaded again", async () => {
    const cookie = await plain.signIn("off_field01");
    const fields = { n: "3", actId: "paper-journey-key-0001" };
    const first = await made(fields, cookie);
    const html = await first.text();
    expect(first.headers.get("cache-control")).toBe("no-store");
    const page = await plain.browser.newPage({ viewport: { width: 1000, height: 1400 } });
    await page.setContent(html.replace(/<meta http-equiv[^>]*>/g, ""));
    const codes = await page
      .locator(".form")
      .evaluateAll((forms) =>
        forms.map((form) =>
          [...form.querySelectorAll(".sheet:first-child .cells i")].map((one) => one.textContent).join(""),
        ),
      );
    expect(codes).toHaveLength(3);
    for (const code of codes) expect([code.length, isChecked(code)]).toEqual([10, true]);
    const pins = (await page.locator(".slip .code").allInnerTexts()).filter((one) =>
      /^\d{6}$/.test(one.trim()),
    );
    expect(pins).toHaveLength(3);
    const form = await page.locator(".form").first().innerText();
    expect(form.split(pins[0]?.trim() ?? "?")).toHaveLength(2);
    const answered = await plain.post(
      "/api/registration/take",
      {
        crisisId: CRISIS,
        lang: "ar",
        recipients: ["org_embassyOne"],
        people: [{ relation: "self" }],
        paper: { reference: codes[1], marked: true },
      },
      cookie,
    );
    expect(answered.body).toMatchObject({ reference: codes[1], pin: null });
    const { body } = await plain.post("/api/registration/sign-in", {
      reference: codes[1],
      pin: pins[1]?.trim(),
    });
    expect(body).toEqual({ signedIn: true });
    const again = await (await made(fields, cookie)).text();
    for (const code of codes)
      expect(again).toContain(`${code.slice(0, 3)} ${code.slice(3, 6)} ${code.slice(6)}`);
    await page.close();
  });
  it("are refused to who may not make them, as a page that says so", async () => {
    for (const [cookie, status] of [
      ["", 401],
      [await plain.signIn("off_view001"), 403],
    ] as const) {
      const answer = await made({ n: "1" }, cookie);
      expect([answer.status, (await answer.text()).includes("<html")]).toEqual([status, true]);
    }
    const cookie = await plain.signIn("off_field01");
    for (const n of ["0", "101", "x", ""]) expect((await made({ n }, cookie)).status).toBe(400);
    expect((await made({ n: "1", lang: "xx" }, cookie)).status).toBe(200);
  });
});
