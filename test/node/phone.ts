// A migrant's phone in the browser: a small screen, and taps and keystrokes that are counted as she makes them.
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { Plain } from "./plain.ts";

export interface Phone {
  context: BrowserContext;
  page: Page;
  /** So far: every touch of the screen, and every key of the keyboard on it. */
  counted: { taps: number; keys: number };
  /** Requests of this context to the server, by method. */
  asked: string[];
  tap(selector: string): Promise<void>;
  /** One tap into the field, and a key for each character. */
  type(selector: string, text: string): Promise<void>;
  next(): Promise<void>;
}

export async function openPhone(plain: Plain, options: BrowserContextOptions = {}): Promise<Phone> {
  const context = await plain.browser.newContext({
    viewport: { width: 360, height: 640 },
    deviceScaleFactor: 1,
    hasTouch: true,
    geolocation: { longitude: 13.18765, latitude: 32.88765, accuracy: 40 },
    permissions: ["geolocation"],
    ...options,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const counted = { taps: 0, keys: 0 };
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.method()));
  const tap: Phone["tap"] = async (selector) => {
    counted.taps++;
    await page.locator(selector).tap();
  };
  return {
    context,
    page,
    counted,
    asked,
    tap,
    async type(selector, text) {
      await tap(selector);
      counted.keys += [...text].length;
      await page.keyboard.type(text);
    },
    next: () => tap("#next"),
  };
}

/** The code on a receipt, digits only. */
export async function codeOn(page: Page): Promise<string> {
  return (await page.locator("#code").innerText()).replace(/\D/g, "");
}
