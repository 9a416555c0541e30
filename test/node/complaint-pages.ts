// Pages of complaining, without an account: each needs what the one before showed.
import type { Page } from "playwright-core";
import { CRISIS } from "../kit/people.ts";
import { asHerself, at, key, type PlainPage, posts, type Stage } from "./plain-page.ts";

const complaint = (lang: string) => {
  const id = key().replaceAll("-", "");
  return [
    ["actId", key()],
    ["lang", lang],
    ["crisisId", CRISIS],
    ["id", `cmp_${id}`],
    ["wordId", `cmw_${id}`],
    ["kind", "papers"],
    ["about", "org_embassyOne"],
    ["words", "Marked words of an officer"],
  ] as const;
};

async function complains(page: Page, lang: string, stage: Stage): Promise<void> {
  await at("/c")(page, lang, stage);
  await posts(page, `/${lang}/c`, complaint(lang));
  if ((await page.locator(".code").count()) !== 2) throw new Error("no receipt came");
}

export const complaintPages: readonly PlainPage[] = [
  { name: "a complaint", open: at("/c") },
  {
    name: "a complaint from her own page",
    async open(page, lang, stage) {
      await asHerself(page, stage);
      await at("/c")(page, lang, stage);
      if ((await page.locator("[name=oversee]").count()) !== 1) throw new Error("nothing was asked");
    },
  },
  {
    name: "a complaint, refused",
    async open(page, lang, stage) {
      await at("/c")(page, lang, stage);
      await posts(page, `/${lang}/c`, [...complaint(lang), ["pin", "1"]]);
      if ((await page.locator("#problem").count()) !== 1) throw new Error("nothing was refused");
    },
  },
  {
    name: "a complaint that nobody may take",
    async open(page, lang, stage) {
      await at("/c")(page, lang, stage);
      await posts(page, `/${lang}/c`, [
        ...complaint(lang).filter(([name]) => name !== "about"),
        ["about", "org_oversight"],
      ]);
      if ((await page.locator("#problem").count()) !== 1) throw new Error("it was taken");
    },
  },
  { name: "a complaint, receipt", open: complains },
  { name: "coming back to a complaint", open: at("/c/s") },
  {
    name: "her complaint",
    async open(page, lang, stage) {
      await complains(page, lang, stage);
      const [reference = "", pin = ""] = await page.locator(".code").allInnerTexts();
      await posts(page, `/${lang}/c/s`, [
        ["reference", reference],
        ["pin", pin],
      ]);
      if ((await page.locator("#state").count()) !== 1) throw new Error("nothing is there");
    },
  },
];
