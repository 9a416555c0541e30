// Pages of looking for somebody of one's family.
import type { Page } from "playwright-core";
import { CRISIS } from "../kit/people.ts";
import { at, key, type PlainPage, posts, type Stage } from "./plain-page.ts";

const sought = (actId: string, lang: string) =>
  [
    ["actId", actId],
    ["lang", lang],
    ["crisisId", CRISIS],
    ["name", "Amina Haile"],
    ["by", "Yusuf"],
    ["kin", "sibling"],
    ["text", "Mother asks."],
    ["pin", "604817"],
  ] as const;

/** Opens a request and comes in with its code: what whoever looks reads. */
async function looks(page: Page, lang: string, stage: Stage): Promise<void> {
  await at("/trace")(page, lang, stage);
  await posts(page, `/${lang}/trace`, sought(key(), lang));
  const [reference = ""] = await page.locator(".code").allInnerTexts();
  await posts(page, `/${lang}/trace/s`, [
    ["reference", reference],
    ["pin", "604817"],
  ]);
  if ((await page.locator("#waiting").count()) === 0) throw new Error("nobody came in");
}

export const tracingPages: readonly PlainPage[] = [
  { name: "looking for somebody", open: at("/trace") },
  {
    name: "looking for somebody, refused",
    async open(page, lang, stage) {
      await at("/trace")(page, lang, stage);
      await posts(page, `/${lang}/trace`, [...sought(key(), lang).slice(0, 3), ["born", "never"]]);
    },
  },
  {
    name: "looking for somebody, numbers",
    async open(page, lang, stage) {
      await at("/trace")(page, lang, stage);
      await posts(page, `/${lang}/trace`, sought(key(), lang));
      if ((await page.locator(".code").count()) === 0) throw new Error("no numbers came");
    },
  },
  { name: "looking for somebody, coming back", open: at("/trace/s") },
  { name: "looking for somebody, waiting", open: looks },
  {
    name: "looking for somebody, deleted",
    async open(page, lang, stage) {
      await looks(page, lang, stage);
      await posts(page, `/${lang}/trace/close`, []);
    },
  },
];
