// Asking for help from a cheap phone, as it is done: how many taps it takes, with scripts and without, in danger, over a
// network that fails, sent again in every way in which people send again, and left in a hurry.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { say } from "../../schema/words.ts";
import { CRISIS } from "../kit/people.ts";
import { codeOn, openPhone, type Phone } from "../node/phone.ts";
import { type Plain, startPlain } from "../node/plain.ts";

let plain: Plain;
let desk: string;
beforeAll(async () => {
  plain = await startPlain();
  desk = await plain.signIn("off_desk001");
});
afterAll(async () => {
  await plain?.stop();
});

const DESK = "[name='recipients[]'][value=org_supportDesk]";
const choose = (name: string, value: string) => `label:has([name='${name}'][value='${value}'])`;
const field = (name: string) => `[name='${name}']`;

interface Row {
  id: string;
  reference: string;
}
/** Cases that the receiving desk sees. */
async function cases(): Promise<Row[]> {
  const { rows } = await plain.get(`/api/registration/queue?crisisId=${CRISIS}&limit=200`, desk);
  return rows as Row[];
}
async function caseOf(reference: string): Promise<Record<string, unknown>> {
  const id = (await cases()).find((one) => one.reference === reference)?.id ?? "";
  return plain.get(`/api/registration/get?id=${id}`, desk);
}

async function openForm(phone: Phone, lang = "en"): Promise<void> {
  await phone.page.goto(`${plain.url}/${lang}/r`);
}
/** The shortest way through all screens, to the last one. */
async function toTheEnd({ page, tap, next }: Phone): Promise<void> {
  await tap(`label:has(${DESK})`);
  while (!(await page.locator("#send").isVisible())) await next();
}
const screen = (phone: Phone) => phone.page.locator("section.now").getAttribute("data-screen");

describe("taps and keys", () => {
  it("alone, with a name, an age and a phone: at most 24 taps and 34 keys, one document", async () => {
    const phone = await openPhone(plain);
    const { page, tap, type, next, counted, asked, context } = phone;
    await openForm(phone);
    expect(asked).toEqual(["GET"]);
    await tap(`label:has(${DESK})`);
    await next();
    await tap(choose("danger", "no"));
    await next();
    await tap("#here");
    await page.getByText(say("en", "place.deviceSet", { m: 40 })).waitFor();
    await next();
    await next(); // alone
    await type(field("people.0.name"), "Noor Ahmadi");
    await type(field("people.0.born"), "34");
    await tap(choose("people.0.document", "held"));
    await next();
    await tap(choose("needs[]", "medicine"));
    await tap(choose("needs[]", "transport"));
    await next();
    await tap(choose("barriers[]", "no-money"));
    await next();
    await tap(choose("choice", "home"));
    await next();
    await type(field("phone"), "0912345678");
    await next();
    await type(field("pin"), "604817");
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await tap("#send");
    const code = await codeOn(page);
    expect(code).toMatch(/^\d{10}$/);
    process.stdout.write(`alone: ${String(counted.taps)} taps, ${String(counted.keys)} keys\n`);
    expect(counted.taps).toBeLessThanOrEqual(24);
    expect(counted.keys).toBeLessThanOrEqual(34);
    // It asks whether it arrived, and then posts itself: one request for help.
    expect(asked).toEqual(["GET", "POST", "POST"]);
    const open = await caseOf(code);
    expect([open.phone, open.dial, open.choice]).toEqual(["0912345678", "+218912345678", "home"]);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await context.close();
  });

  it("each of the family: four taps", async () => {
    const phone = await openPhone(plain);
    const { page, tap, next, counted, context } = phone;
    await openForm(phone);
    await tap(`label:has(${DESK})`);
    for (let i = 0; i < 3; i++) await next();
    expect(await screen(phone)).toBe("with");
    const before = counted.taps;
    await tap("#more");
    await tap(choose("people.1.relation", "child"));
    await tap(choose("people.1.ageBand", "child"));
    await tap(choose("people.1.document", "none"));
    process.stdout.write(`a member of the family: ${String(counted.taps - before)} taps\n`);
    expect(counted.taps - before).toBe(4);
    // One put in by mistake is taken out again.
    await tap("#more");
    await tap(choose("people.2.relation", "parent"));
    await tap("[data-person]:nth-of-type(2) [data-remove]");
    while (!(await page.locator("#send").isVisible())) await next();
    await tap("#send");
    const open = await caseOf(await codeOn(page));
    expect((open.persons as { born: string | null }[]).map((one) => one.born)).toEqual([null, "about:child"]);
    await context.close();
  });

  it("in danger: at most 12 taps to Send now, the number to call first, no secret number typed", async () => {
    const phone = await openPhone(plain);
    const { page, tap, type, next, counted, context } = phone;
    await openForm(phone);
    await next(); // nobody chosen: the receiving desk gets it
    await tap(choose("danger", "now"));
    expect(await page.locator("#call a").getAttribute("href")).toBe("tel:+21800000000");
    const [call, question] = await Promise.all([
      page.locator("#call").boundingBox(),
      page.locator("section.now").boundingBox(),
    ]);
    expect(call?.y ?? 1e9).toBeLessThan(question?.y ?? 0);
    await next();
    await tap("#here");
    await page.getByText(say("en", "place.deviceSet", { m: 40 })).waitFor();
    expect(await page.locator("#call").isVisible()).toBe(true);
    await next();
    expect(await screen(phone)).toBe("reach");
    await type(field("phone"), "0912345678");
    await tap(choose("phoneSafe", "yes"));
    expect(await page.locator("#send").innerText()).toBe(say("en", "register.sendNow"));
    await tap("#send");
    const code = await codeOn(page);
    process.stdout.write(`in danger: ${String(counted.taps)} taps, ${String(counted.keys)} keys\n`);
    expect(counted.taps).toBeLessThanOrEqual(12);
    const row = (await cases()).find((one) => one.reference === code) as unknown as { urgency: number };
    expect(row.urgency).toBe(1);
    // The rest is one tap away.
    await tap(`text=${say("en", "receipt.more")}`);
    await page.waitForURL(/\/en\/s/);
    expect(await page.content()).toContain(say("en", "state.sent"));
    await context.close();
  });
});

describe("without scripts", () => {
  it("the same document is one long form, with room for one more person", async () => {
    const phone = await openPhone(plain, { javaScriptEnabled: false });
    const { page, context } = phone;
    await openForm(phone);
    expect(await page.locator("section.q:visible").count()).toBe(10);
    await page.check(DESK);
    await page.fill(field("people.0.name"), "Noor");
    await page.click("details[data-person] summary");
    await page.fill(field("people.1.name"), "علي");
    await page.click("#more");
    expect(new URL(page.url()).hash).toBe("#more");
    expect(await page.inputValue(field("people.1.name"))).toBe("علي");
    await page.fill(field("people.2.name"), "நூர்");
    await page.fill(field("pin"), "१२३४");
    await page.click("#send");
    // Four digits are too few: everything is still there, and the summary leads to the field.
    expect(await page.locator("#problem").innerText()).toContain(say("en", "reason.not-the-right-digits"));
    expect(await page.inputValue(field("people.2.name"))).toBe("நூர்");
    await page.fill(field("pin"), "१२३४५६");
    await page.click("#send");
    const open = await caseOf(await codeOn(page));
    expect((open.persons as { name: string }[]).map((one) => one.name)).toEqual(["Noor", "علي", "நூர்"]);
    await context.close();
  });
});

describe("screen by screen", () => {
  it("Back and Continue keep everything, the question has the focus, and progress is told", async () => {
    const phone = await openPhone(plain);
    const { page, tap, type, next, context } = phone;
    await openForm(phone);
    await tap(`label:has(${DESK})`);
    await next();
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("h2");
    expect(await page.locator("#step").innerText()).toBe(say("en", "register.step", { n: 2, all: 10 }));
    await tap(choose("danger", "now"));
    expect(await page.locator("#step").innerText()).toBe(say("en", "register.step", { n: 2, all: 4 }));
    await tap(choose("danger", "no"));
    await next();
    await type(field("place.landmark"), "the mill");
    await page.keyboard.press("Enter");
    expect(await screen(phone)).toBe("with");
    await tap("#back");
    expect(await page.inputValue(field("place.landmark"))).toBe("the mill");
    await context.close();
  });

  it("who chose nobody and is in no danger is led back, and told so", async () => {
    const phone = await openPhone(plain);
    const { page, tap, next, context } = phone;
    await openForm(phone);
    await next();
    await tap(choose("danger", "no"));
    await next();
    expect(await screen(phone)).toBe("notice");
    expect(await page.locator("#choose[role=alert]").innerText()).toContain(say("en", "notice.choose"));
    await tap(`label:has(${DESK})`);
    expect(await page.locator("#choose").isVisible()).toBe(false);
    await context.close();
  });

  it("a reload brings every answer back, by its name, and fills nothing into a page that has changed", async () => {
    const phone = await openPhone(plain);
    const { page, tap, type, next, context } = phone;
    await openForm(phone);
    await tap(`label:has(${DESK})`);
    await next();
    await next();
    await tap("#here");
    await page.getByText(say("en", "place.deviceSet", { m: 40 })).waitFor();
    await next();
    await tap("#more");
    await type(field("people.1.name"), "علي");
    await tap(choose("people.1.relation", "sibling"));
    await tap(choose("people.1.needs[]", "medicine"));
    await page.reload();
    expect(await page.locator(DESK).isChecked()).toBe(true);
    expect(await page.inputValue(field("people.1.name"))).toBe("علي");
    expect(await page.locator("[name='people.1.relation'][value=sibling]").isChecked()).toBe(true);
    expect(await page.locator("[name='people.1.needs[]'][value=medicine]").isChecked()).toBe(true);
    expect(await page.inputValue(field("place.lng"))).toBe("13.188");
    // A draft of an older page: unknown names and values that are no longer offered are left out.
    await page.evaluate(() => {
      const key = Object.keys(sessionStorage)[0] ?? "";
      const draft = JSON.parse(sessionStorage.getItem(key) ?? "[]") as [string, string][];
      draft.push(["gone.field", "x"], ["choice", "elsewhere"], ["people.99.name", "x"]);
      sessionStorage.setItem(key, JSON.stringify(draft));
    });
    await page.reload();
    expect(await page.inputValue(field("people.1.name"))).toBe("علي");
    expect(await page.locator("[name=choice]:checked").count()).toBe(0);
    // In another language the answers are the same.
    await page.click(".tongue");
    await page.click("a[lang=ar]");
    await page.waitForURL(/\/ar\/r/);
    expect(await page.inputValue(field("people.1.name"))).toBe("علي");
    await context.close();
  });

  it("what the server refuses is announced, shown on its own screen, with everything typed", async () => {
    const phone = await openPhone(plain);
    const { page, type, tap, context } = phone;
    await openForm(phone);
    await toTheEnd(phone);
    await type(field("pin"), "12");
    await tap("#send");
    await page.locator("#problem").waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("problem");
    expect(await page.locator("#problem").getAttribute("role")).toBe("alert");
    expect(await screen(phone)).toBe("pin");
    expect(await page.inputValue(field("pin"))).toBe("12");
    expect(await page.locator(DESK).isChecked()).toBe(true);
    await context.close();
  });

  it("a place that is wider than five kilometres is no place, and said so", async () => {
    const phone = await openPhone(plain, {
      geolocation: { longitude: 13.1, latitude: 32.8, accuracy: 8000 },
    });
    const { page, tap, next, context } = phone;
    await openForm(phone);
    await tap(`label:has(${DESK})`);
    await next();
    await next();
    await tap("#here");
    await page.getByText(say("en", "place.deviceNo")).waitFor();
    expect(await page.inputValue(field("place.lng"))).toBe("");
    await context.setGeolocation({ longitude: 13.18765, latitude: 32.88765, accuracy: 40 });
    await tap("#here");
    await page.getByText(say("en", "place.deviceSet", { m: 40 })).waitFor();
    await tap("#gone");
    expect(await page.inputValue(field("place.lng"))).toBe("");
    await context.close();
  });
});
