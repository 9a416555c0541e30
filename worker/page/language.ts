// The page on which somebody finds her own language: all that are shown, each leading to the page that she came from.
import type { Hono } from "hono";
import { renderLanguages } from "../../web/plain/language.tsx";
import type { Bindings } from "../kit/env.ts";
import { page } from "./respond.ts";
import { commonOf, guessLanguage, type PageContext, shownLanguages } from "./shown.ts";

/** What may stand behind /l: parts of our own addresses, and what chooses a form. Anything else is dropped. */
const rest = /^(\/[a-z0-9-]{1,24}){0,3}$/;
const choice = /^\?((for|group|kiosk|crisis)=[A-Za-z0-9_]{1,48}(&|$)){1,2}$/;

function languagesPage(c: PageContext): Response {
  const { pathname, search } = new URL(c.req.url);
  const path = pathname.replace(/^\/l/, "");
  const to = rest.test(path) ? path + (choice.test(search) ? search : "") : "";
  const common = commonOf(c, guessLanguage(c));
  return page(renderLanguages({ ...common, to, languages: shownLanguages(c.env) }), common.nonce, {
    lang: common.lang,
  });
}

export function languagePages(app: Hono<{ Bindings: Bindings }>): void {
  for (const path of ["/l", "/l/*"]) app.get(path, languagesPage);
}
