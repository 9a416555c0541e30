// Every page that a migrant may stand on, by how it is reached: what is checked on each of them in all languages (width,
// English beside drafts, accessibility) walks this list. Who adds a page adds its line.
import type { Page } from "playwright-core";
import { CRISIS } from "../kit/people.ts";
import type { Plain } from "./plain.ts";

export interface PlainPage {
  name: string;
  /** Leads a page of the browser there, in this language. */
  open(page: Page, lang: string, stage: Stage): Promise<void>;
}

export interface Stage {
  plain: Plain;
  /** One registration that came back: its code and PIN, and her cookie. */
  reference: string;
  pin: string;
  cookie: string;
}

const at =
  (path: string): PlainPage["open"] =>
  async (page, lang, { plain }) => {
    await page.goto(`${plain.url}/${lang}${path}`);
  };

/** Posts a form as a page of ours would, so that the reply is the page under test. */
async function posts(
  page: Page,
  path: string,
  fields: readonly (readonly [string, string])[],
): Promise<void> {
  await Promise.all([
    page.waitForNavigation(),
    page.evaluate(
      ([action, pairs]) => {
        const form = document.createElement("form");
        form.method = "post";
        form.action = action;
        for (const [name, value] of pairs) {
          const input = document.createElement("input");
          input.name = name;
          input.value = value;
          form.append(input);
        }
        document.body.append(form);
        HTMLFormElement.prototype.submit.call(form);
      },
      [path, fields] as const,
    ),
  ]);
}

let turn = 0;
const key = () => `plain-page-key-${String(turn++).padStart(8, "0")}`;

const group = (actId: string, lang: string) =>
  [
    ["actId", actId],
    ["lang", lang],
    ["crisisId", CRISIS],
    ["recipients[]", "org_embassyOne"],
    ["partners[]", "org_healthTeam"],
    ["people.0.relation", "self"],
    ["needs[]", "medical"],
    ["danger", "soon"],
  ] as const;

/** Her own pages need her cookie; the others must not have it. */
async function asHerself(page: Page, { plain, cookie }: Stage): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: plain.url, httpOnly: true, sameSite: "Strict" }]);
}

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

/** Complaining, without an account: each page of it needs what the one before showed. */
const complaints: readonly PlainPage[] = [
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

/** Looking for somebody of one's family. */
const tracing: readonly PlainPage[] = [
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

export const plainPages: readonly PlainPage[] = [
  ...otherForms,
  ...complaints,
  ...tracing,
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
