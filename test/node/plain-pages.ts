// Every page that a migrant may stand on, by how it is reached: what is checked on each of them in all languages (width,
// English beside drafts, accessibility) walks this list. Who adds a page adds its line.
import type { Page } from "playwright-core";
import { CRISIS } from "../kit/people.ts";
import { complaintPages } from "./complaint-pages.ts";
import { asHerself, at, group, key, type PlainPage, posts, type Stage } from "./plain-page.ts";
import { tracingPages } from "./tracing-pages.ts";

/** Below /s. What only another adult of the group sees is read by test/plain. */
const ownPages = [
  ...["/people", "/people/0", "/people/1", "/tell/1", "/place", "/danger", "/needs", "/answers"],
  ...["/msg", "/share", "/trace", "/consent", "/data", "/delete", "/pin", "/pass", "/permit"],
];

const forOther = (actId: string, lang: string) =>
  [
    ...group(actId, lang),
    ["asked.for", "other"],
    ["asked.by", "family"],
    ["asked.knows", "not-yet"],
  ] as const;

const sheet = (actId: string, lang: string) =>
  [
    ["actId", actId],
    ["lang", lang],
    ["crisisId", CRISIS],
    ["recipients[]", "org_embassyOne"],
    ["batch", "Building 4"],
    ["groups.0.name", "Amina"],
    ["groups.0.people", "4"],
    ["groups.2.people", "1"],
  ] as const;

/** Forms of other kinds than her own: for somebody else, for many, on a device that many use, on paper. */
const otherForms: readonly PlainPage[] = [
  { name: "for somebody else", open: at("/r?for=other") },
  {
    name: "for somebody else, receipt",
    async open(page, lang, stage) {
      await at("/r?for=other")(page, lang, stage);
      await posts(page, `/${lang}/r?for=other`, forOther(key(), lang));
      if ((await page.locator(".code").count()) === 0) throw new Error("no receipt came");
    },
  },
  {
    name: "asked by somebody else",
    async open(page, lang, stage) {
      await at("/r?for=other")(page, lang, stage);
      await posts(page, `/${lang}/r?for=other`, forOther(key(), lang));
      const [reference = "", pin = ""] = await page.locator(".code").allInnerTexts();
      await posts(page, `/${lang}/s`, [
        ["reference", reference],
        ["pin", pin],
      ]);
      if ((await page.locator("#asked").count()) === 0) throw new Error("nothing was asked");
    },
  },
  { name: "many families", open: at("/r?group=1") },
  {
    name: "many families, refused",
    async open(page, lang, stage) {
      await at("/r?group=1")(page, lang, stage);
      await posts(page, `/${lang}/r?group=1`, [...sheet(key(), lang), ["groups.4.people", "99"]]);
    },
  },
  {
    name: "slips",
    async open(page, lang, stage) {
      await at("/r?group=1")(page, lang, stage);
      await posts(page, `/${lang}/r?group=1`, sheet(key(), lang));
      if ((await page.locator(".slips > li").count()) !== 2) throw new Error("no slips came");
    },
  },
  { name: "shared device", open: at("/r?kiosk=1") },
  {
    name: "shared device, receipt",
    async open(page, lang, stage) {
      await at("/r?kiosk=1")(page, lang, stage);
      const openedAt = await page.locator("[name=openedAt]").inputValue();
      await posts(page, `/${lang}/r?kiosk=1`, [...group(key(), lang), ["openedAt", openedAt]]);
      if ((await page.locator(".code").count()) === 0) throw new Error("no receipt came");
    },
  },
  { name: "paper", open: at("/paper") },
];

export const plainPages: readonly PlainPage[] = [
  ...otherForms,
  ...complaintPages,
  ...tracingPages,
  { name: "first", open: at("") },
  { name: "languages", open: (page, _lang, { plain }) => page.goto(`${plain.url}/l`).then(() => undefined) },
  { name: "alerts", open: at("/alerts") },
  { name: "alert", open: at("/alerts/1") },
  { name: "dangers", open: at("/dangers") },
  { name: "places", open: at("/places") },
  { name: "numbers", open: at("/numbers") },
  { name: "map", open: at("/map") },
  { name: "rights", open: at("/rights") },
  { name: "rules of exit", open: at("/exit-rules") },
  { name: "call", open: at("/call") },
  { name: "a true message", open: at("/true") },
  { name: "a safe phone", open: at("/safe") },
  { name: "nowhere", open: at("/nowhere") },
  { name: "register", open: at("/r") },
  {
    name: "register, refused",
    async open(page, lang, stage) {
      await at("/r")(page, lang, stage);
      await posts(page, `/${lang}/r`, [
        ["actId", key()],
        ["lang", lang],
        ["crisisId", CRISIS],
        ["people.0.born", "never"],
        ["pin", "1"],
        ["needs[]", "wings"],
      ]);
    },
  },
  {
    name: "receipt",
    async open(page, lang, stage) {
      await at("/r")(page, lang, stage);
      await posts(page, `/${lang}/r`, group(key(), lang));
      if ((await page.locator(".code").count()) === 0) throw new Error("no receipt came");
    },
  },
  { name: "coming back", open: at("/s") },
  {
    name: "coming back, refused",
    async open(page, lang, stage) {
      await at("/s")(page, lang, stage);
      await posts(page, `/${lang}/s`, [["reference", "12"]]);
    },
  },
  ...["", ...ownPages].map((path) => ({
    name: path === "" ? "status" : `her ${path.slice(1)}`,
    async open(page: Page, lang: string, stage: Stage) {
      await asHerself(page, stage);
      await at(`/s${path}`)(page, lang, stage);
    },
  })),
];
