// Every page of a migrant in every language on the smallest screen: nothing sticks out, nothing is cut, and where a draft
// says what keeps people safe, English stands beside it.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dirOf, languages } from "../../schema/kit/language.ts";
import { isSafetyCritical } from "../../schema/words/critical.ts";
import { isReviewed, say } from "../../schema/words.ts";
import { readWords } from "../../worker/local/word-files.ts";
import { CRISIS, smallGroup } from "../kit/people.ts";
import { overflowsOf } from "../node/overflow.ts";
import { type Plain, startPlain } from "../node/plain.ts";
import type { Stage } from "../node/plain-page.ts";
import { plainPages } from "../node/plain-pages.ts";

let plain: Plain;
let stage: Stage;

beforeAll(async () => {
  plain = await startPlain({ EXPECTED_LANGUAGES: "bn ne ti ar" });
  const opened = await plain.post(
    "/api/registration/open",
    smallGroup({ pin: "604817", partners: ["org_healthTeam"] }),
  );
  const reference = String(opened.body.reference);
  const { cookie } = await plain.post("/api/registration/sign-in", { reference, pin: "604817" });
  const desk = await plain.signIn("off_desk001");
  await plain.post(
    "/api/alert/issue",
    {
      crisisId: CRISIS,
      id: "alr_plain001",
      severity: "extreme",
      headline: { en: "Stay away from the harbour" },
      advice: { en: "Wait inside until the boats have gone." },
      area: {
        type: "Polygon",
        coordinates: [
          [
            [13, 32],
            [14, 32],
            [14, 33],
            [13, 33],
            [13, 32],
          ],
        ],
      },
      validUntil: "2011-03-09T06:00:00.000Z",
    },
    desk,
  );
  stage = { plain, reference, pin: "604817", cookie };
});
afterAll(async () => {
  await plain?.stop();
});

/** A phone without scripts; each language speaks from an address of its own, as requests are counted by address. */
const phone = (lang: string) =>
  plain.browser.newContext({
    viewport: { width: 320, height: 640 },
    javaScriptEnabled: false,
    deviceScaleFactor: 1,
    extraHTTPHeaders: { "CF-Connecting-IP": `192.0.2.${String(1 + languages.indexOf(lang as "en"))}` },
  });

/** What a browser shows of a page, on one line. */
async function walk(
  context: BrowserContext,
  lang: string,
  look: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const page = await context.newPage();
  for (const one of plainPages) {
    await context.clearCookies();
    await one.open(page, lang, stage);
    await look(page, one.name);
  }
  await context.close();
}

interface Said {
  /** What an element says itself, without what its children say. */
  own: string;
  /** What it says with them. */
  all: string;
}

function saidOn(page: Page): Promise<Said[]> {
  return page.evaluate(() => {
    const line = (text: string) => text.replace(/\s+/g, " ").trim();
    return [...document.body.querySelectorAll("*")].map((element) => {
      const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      return {
        own: line(texts.map((node) => node.textContent ?? "").join("")),
        all: line(element.textContent ?? ""),
      };
    });
  });
}

/** A whole sentence, whatever stands in its gaps. */
function pattern(sentence: string): RegExp {
  const parts = sentence.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".{0,80}?")}$`);
}

/**
 * Sentences that keep people safe and are said in a draft by an element that does not say them in English too. One or two
 * short words are not looked for: another sentence says them as well.
 */
function alone(said: readonly Said[], lang: string): string[] {
  if (lang === "en" || isReviewed(lang)) return [];
  const { whole, inParts } = soughtIn(lang);
  const lacksEnglish = (key: string, all: string) =>
    !new RegExp(pattern(say("en", key)).source.slice(1, -1)).test(all);
  const found = said.flatMap(({ own, all }) => {
    if (own.length < 8) return [];
    // Two keys may be said alike in a draft: the English of the one that is meant stands there.
    const alike = whole.get(own) ?? [];
    const unsaid = alike.every((key) => lacksEnglish(key, all)) ? alike : [];
    const parted = inParts.flatMap(([key, like]) => (like.test(own) ? [key] : []));
    return [...unsaid, ...parted.filter((key) => lacksEnglish(key, all))];
  });
  return [...new Set(found)];
}

interface Sought {
  /** Sentences without gaps, with their keys. */
  whole: ReadonlyMap<string, string[]>;
  inParts: readonly (readonly [string, RegExp])[];
}
const soughtBy = new Map<string, Sought>();
function soughtIn(lang: string): Sought {
  let sought = soughtBy.get(lang);
  if (sought === undefined) {
    const { words } = readWords(lang);
    const harmless = new Set(
      Object.keys(words).flatMap((key) => (isSafetyCritical(key) ? [] : (words[key] ?? []))),
    );
    const critical = Object.entries(words).filter(
      ([key, sentence]) =>
        isSafetyCritical(key) &&
        !harmless.has(sentence) &&
        sentence.replace(/\{\w+\}/g, "").trim().length >= 8,
    );
    const [parted, plainOnes] = [true, false].map((gaps) =>
      critical.filter(([, sentence]) => sentence.includes("{") === gaps),
    );
    const whole = new Map<string, string[]>();
    for (const [key, sentence] of plainOnes ?? []) whole.set(sentence, [...(whole.get(sentence) ?? []), key]);
    sought = { whole, inParts: (parted ?? []).map(([key, sentence]) => [key, pattern(sentence)] as const) };
    soughtBy.set(lang, sought);
  }
  return sought;
}

describe("at 320 px, without scripts", () => {
  for (const lang of languages)
    it(`every page in ${lang} fits, and a draft has English beside what keeps people safe`, async () => {
      const wrong: string[] = [];
      await walk(await phone(lang), lang, async (page, name) => {
        for (const one of await overflowsOf(page)) wrong.push(`${name}: ${one}`);
        for (const key of alone(await saidOn(page), lang))
          wrong.push(`${name}: ${key} stands without English`);
        const root = page.locator("html");
        const is = [name, await root.getAttribute("lang"), await root.getAttribute("dir")];
        // The page of languages is guessed from the browser, not from an address.
        if (name !== "languages") expect(is).toEqual([name, lang, dirOf(lang)]);
      });
      expect(wrong).toEqual([]);
      expect(plain.errors).toEqual([]);
    });
});
