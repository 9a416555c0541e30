// Addresses that people open (EXPERIENCE 5.1): pages rendered here, and the desk's files. Pages do the same acts
// through the same `perform` as the API, and show what comes back.
import type { Hono } from "hono";
import { acts } from "../../schema/concepts.ts";
import type { Language } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { renderApi, renderExit, renderHome } from "../../web/plain/pages.tsx";
import { listAlerts } from "../alert/store.ts";
import { listCrises } from "../crisis/store.ts";
import { formOf, fromOwnPage } from "../kit/body.ts";
import { contextOf, perform } from "../kit/door.ts";
import { type Bindings, settingsOf } from "../kit/env.ts";
import { addressOf } from "../kit/headers.ts";
import { countFailure } from "../kit/limit.ts";
import { signOut } from "../registration/own.ts";
import { listWaiversNow } from "../waiver/store.ts";
import { audioFiles } from "./audio.ts";
import { complaintPages } from "./complaint.ts";
import { desk } from "./desk.ts";
import { guidePages } from "./guide.ts";
import { languagePages } from "./language.ts";
import { mapPages } from "./map.ts";
import { paperPages } from "./paper.ts";
import { permitPages } from "./permit.ts";
import { publicPages } from "./public.ts";
import { registerPages } from "./register.ts";
import { deskPolicy, makeNonce, page } from "./respond.ts";
import { commonOf, guessLanguage, type PageContext, shown, shownLanguages } from "./shown.ts";
import { statusPages } from "./status.ts";
import { tracePages } from "./trace.ts";
import { verifyPages } from "./verify.ts";

async function home(c: PageContext, lang: Language): Promise<Response> {
  const common = commonOf(c, lang);
  const crises = await listCrises(c.env.DB, new Date());
  const [first] = crises;
  const alerts = first === undefined ? [] : await listAlerts(c.env.DB, first.id);
  const waivers = await listWaiversNow(c.env.DB, crises);
  // Only where the language was guessed: who chose one sees what to do first, and every page links all languages.
  const { expectedLanguages } = settingsOf(c.env);
  const offered = c.req.path === "/" ? shownLanguages(c.env) : [];
  const languages = offered.filter((one) => one !== lang && expectedLanguages.includes(one));
  const html = renderHome({ ...common, languages: languages.slice(0, 6), crises, alerts, waivers });
  return page(html, common.nonce, { lang });
}

/** Leaving: the session ends, the receipt burns, and a page that says nothing takes its place (ruling 11). */
async function exit(c: PageContext): Promise<Response> {
  const nonce = makeNonce();
  const ctx = await contextOf(c, "own");
  if (c.req.method === "POST") {
    fromOwnPage(c.req.raw, ctx.actor);
    const form = new Map(await formOf(c.req.raw, 65_536));
    const actId = form.get("actId") ?? "";
    await perform(ctx, signOut, /^[0-9A-Za-z_-]{16,64}$/.test(actId) ? { actId } : {});
    // On a device that many use the next one begins; no other address is taken from a form.
    const to = form.get("to") ?? "";
    if (/^\/[a-z]{2,3}\/r\?kiosk=1$/.test(to)) return next(c, to, ctx.cookies);
  }
  return page(renderExit({ nonce }), nonce, { cookies: ctx.cookies });
}

function next(c: PageContext, to: string, cookies: readonly string[]): Response {
  const response = c.redirect(to, 303);
  for (const line of cookies) response.headers.append("Set-Cookie", line);
  return response;
}

/** The script that locks the words of a complaint: the one file that a plain page loads, under a name that stays. */
const LOCK = "/lock.js";

/** Files of the desk carry their hash and are kept for good. The policy of the map's own worker is that of its file. */
async function asset(c: PageContext): Promise<Response> {
  const found = await c.env.ASSETS.fetch(c.req.raw);
  if (found.status !== 200 && found.status !== 304) throw new Problem("not-found");
  const response = new Response(found.body, found);
  response.headers.set("Content-Security-Policy", deskPolicy(settingsOf(c.env).basemapUrl));
  const renewed = new URL(c.req.url).pathname === LOCK;
  response.headers.set("Cache-Control", renewed ? "no-cache" : "public, max-age=31536000, immutable");
  return response;
}

/** The readable description of the API, printed from the acts. */
export function apiPage(c: PageContext): Response {
  const nonce = makeNonce();
  const { demo, displayName } = settingsOf(c.env);
  return page(
    renderApi({ displayName, nonce, acts: acts.filter((act) => act.demo !== true || demo) }),
    nonce,
  );
}

export function pages(app: Hono<{ Bindings: Bindings }>): void {
  app.get("/", async (c) => home(c, guessLanguage(c)));
  app.on(["GET", "POST"], "/exit", exit);
  app.get("/robots.txt", (c) => c.text("User-agent: *\nDisallow: /\n"));
  for (const path of ["/desk", "/desk/*"]) app.get(path, desk);
  for (const path of ["/assets/*", LOCK]) app.get(path, asset);
  verifyPages(app);
  app.get("/:lang{[a-z]{2,3}}", shown(home));
  audioFiles(app);
  guidePages(app);
  languagePages(app);
  registerPages(app);
  permitPages(app);
  complaintPages(app);
  statusPages(app);
  tracePages(app);
  paperPages(app);
  publicPages(app);
  mapPages(app);
  app.notFound(async (c) => {
    // Typed by hand with a slash at its end: the page without it is meant. Of ours alone: no path here begins with two.
    const { pathname, search } = new URL(c.req.url);
    if (c.req.method === "GET" && /^\/[^/].*[^/]\/$/.test(pathname))
      return c.redirect(`${pathname.slice(0, -1)}${search}`, 301);
    countFailure(c.req.raw, await addressOf(c as unknown as PageContext));
    return shown(() => Promise.reject(new Problem("not-found")))(c as unknown as PageContext);
  });
}
