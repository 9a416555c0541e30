// The desk's one page for all its addresses. An officer who may see cases gets the queue's first rows within it, by the very
// act that the desk asks afterwards: same scope, same policy. @PRIVACY no cache keeps a page with rows.

import type { SentOf } from "../../schema/kit/act.ts";
import { dirOf, inLanguage } from "../../schema/kit/language.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { registrationQueue } from "../../schema/registration-desk.ts";
import { say } from "../../schema/words/desk.ts";
import { deskFirstCss, renderDeskFirst } from "../../web/plain/desk-first.tsx";
import { getCrisis } from "../crisis/store.ts";
import { contextOf } from "../kit/door.ts";
import { settingsOf } from "../kit/env.ts";
import { refuseIfFlooding, senderOf } from "../kit/limit.ts";
import { me } from "../organisation/routes.ts";
import { queue } from "../registration/routes.ts";
import { guessFrom } from "./guess.ts";
import { deskPolicy, makeNonce } from "./respond.ts";
import { asks, type PageContext } from "./shown.ts";

const languages = ["en", "ar"] as const;
type DeskLanguage = (typeof languages)[number];

/** What was chosen at this desk (web/kit/words.ts), or what the browser says. */
function languageOf(c: PageContext): DeskLanguage {
  const chosen = /(?:^|;\s*)desk-lang=(\w+)/.exec(c.req.header("Cookie") ?? "")?.[1];
  const guessed = guessFrom(c.req.header("Accept-Language"), languages);
  return languages.find((one) => one === (chosen ?? guessed)) ?? "en";
}

/** Rows of a first page: more than a screen holds, and little on a bad line. */
const ROWS = "40";

/** Null on other pages, for whoever reads no cases, and where anything is wrong: the desk itself then says what. */
async function firstOf(c: PageContext, lang: DeskLanguage): Promise<string | null> {
  const { pathname, searchParams } = new URL(c.req.url);
  const openId = /^\/desk\/case\/(reg_\w+)$/.exec(pathname)?.[1] ?? null;
  if (openId === null && !/^\/desk(\/queue)?$/.test(pathname)) return null;
  try {
    const ctx = await contextOf(c, "desk");
    if (ctx.actor.kind !== "officer") return null;
    refuseIfFlooding(senderOf(ctx));
    const officer = await asks(ctx, me, {});
    const query = Object.fromEntries(searchParams);
    const known = officer.crises.find((one) => one.id === query.crisis) ?? officer.crises[0];
    if (known === undefined) return null;
    const filter = Object.fromEntries(
      ["urgency", "need"].flatMap((name) => (query[name] ? [[name, query[name]]] : [])),
    );
    const input = { ...filter, crisisId: known.id, state: query.state || "open", limit: ROWS };
    const found = await asks(ctx, queue, input as SentOf<typeof registrationQueue>);
    const { now } = await getCrisis(ctx, known.id);
    return renderDeskFirst({
      say: (key, values) => say(lang, key, values),
      crisis: inLanguage(known.name, lang).text,
      now,
      queue: found,
      query,
      openId,
    });
  } catch {
    return null;
  }
}

const STYLE = /\s*<link rel="stylesheet"[^>]*>/g;
const NO_SCRIPT = /<noscript>[\s\S]*?<\/noscript>/;

/** The page with its language, the words of that language alone, and the rows before the style that they do not wait for. */
function written(
  html: string,
  lang: DeskLanguage,
  basemap: string | null,
  rows: string | null,
  nonce: string,
) {
  const map = basemap === null ? "" : ` data-basemap="${basemap.replace(/[&"<>]/g, "")}"`;
  const page = html
    .replace(/<html[^>]*>/, () => `<html lang="${lang}" dir="${dirOf(lang)}"${map}>`)
    .replace(/\s*<link rel="preload"[^>]*hreflang="(\w+)"[^>]*>/g, (link, of) => (of === lang ? link : ""));
  if (rows === null) return page;
  const styles = [...page.matchAll(STYLE)].join("");
  // The rows cover the page: what it says to a browser without script has to stand with them.
  const [says = ""] = NO_SCRIPT.exec(page) ?? [];
  return page
    .replace(NO_SCRIPT, "")
    .replace(STYLE, "")
    .replace("</head>", () => `<style nonce="${nonce}">${deskFirstCss}</style></head>`)
    .replace(
      '<div id="app">',
      () => `${rows.replace("</header>", () => `${says}</header>`)}${styles}<div id="app" inert>`,
    );
}

export async function desk(c: PageContext): Promise<Response> {
  const found = await c.env.ASSETS.fetch(new Request(new URL("/desk.html", c.req.url)));
  if (found.status !== 200) throw new Problem("not-found");
  const { basemapUrl } = settingsOf(c.env);
  const lang = languageOf(c);
  const rows = await firstOf(c, lang);
  const nonce = makeNonce();
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Language": lang,
    "Content-Security-Policy": deskPolicy(basemapUrl, rows === null ? null : nonce),
    "Cache-Control": rows === null ? "no-cache" : "no-store",
    Vary: "Accept-Language, Cookie",
  };
  return new Response(written(await found.text(), lang, basemapUrl, rows, nonce), { headers });
}
