// Pages of whoever looks for somebody: the form, the two numbers, coming back, writing once more, ending it. Each form is one
// act. @PRIVACY the pages are made from the acts' replies alone, which tell nothing of who is registered.
import type { Hono } from "hono";
import type { Crisis } from "../../schema/crisis.ts";
import type { Language } from "../../schema/kit/fields.ts";
import { fromForm } from "../../schema/kit/form.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { renderLooking } from "../../web/plain/looking.tsx";
import { renderLook, renderLookIn, renderLookKept } from "../../web/plain/trace.tsx";
import { getCrisis } from "../crisis/store.ts";
import { fromOwnPage } from "../kit/body.ts";
import { type Ctx, contextOf, perform } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { asProblem } from "../kit/problem.ts";
import { close, open, see, signIn, write } from "../tracing/routes.ts";
import { chosenCrisis, whichCrisis } from "./form-parts.ts";
import { page } from "./respond.ts";
import { asks, commonOf, type PageContext, shown, statusOf } from "./shown.ts";
import { failureOf, stepOf, type Typed, typedOf } from "./step.ts";

function answered(
  made: { html: string; nonce: string },
  lang: Language,
  failed: Problem | null,
  cookies: readonly string[] = [],
): Response {
  const status = failed === null ? 200 : statusOf(failed.code);
  const response = page(made.html, made.nonce, { status, lang, cookies: [...cookies] });
  if (failed?.detail.retryAfter !== undefined)
    response.headers.set("Retry-After", String(failed.detail.retryAfter));
  return response;
}

/** A secret number never goes back to a screen. */
const withoutPin = ({ pin: _, ...typed }: Typed): Typed => typed;

function formPage(
  c: PageContext,
  lang: Language,
  crisis: Crisis,
  typed: Typed,
  actId: string,
  failed: Problem | null,
): Response {
  const common = commonOf(c, lang);
  const values = withoutPin(typed);
  const html = renderLook({ ...common, crisis, actId, values, problem: failureOf(failed) });
  return answered({ html, nonce: common.nonce }, lang, failed);
}

async function form(c: PageContext, lang: Language): Promise<Response> {
  const crisis = await chosenCrisis(c);
  if (crisis === null) return whichCrisis(c, lang, "/trace");
  return formPage(c, lang, crisis, {}, crypto.randomUUID(), null);
}

async function send(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  fromOwnPage(c.req.raw, ctx.actor);
  const typed = await typedOf(c);
  const given = typed.actId?.[0] ?? "";
  ctx.actId = /^[0-9A-Za-z_-]{16,64}$/.test(given) ? given : crypto.randomUUID();
  const crisis = await getCrisis(ctx, typed.crisisId?.[0] ?? "");
  try {
    const entries = Object.entries(typed).flatMap(([name, values]) =>
      name === "actId" ? [] : values.map((value) => [name, value] as const),
    );
    const raw = fromForm(entries);
    if (raw === null) throw new Problem("malformed");
    const kept = await perform(ctx, open, raw);
    const common = commonOf(c, lang);
    const html = renderLookKept({ ...common, kept, actId: ctx.actId });
    return answered({ html, nonce: common.nonce }, lang, null, ctx.cookies);
  } catch (error) {
    const failed = asProblem(error, ctx.requestId);
    if (failed.code === "link-spent") return c.redirect("/exit", 303);
    // A fresh key where this one stands for another body; the same one otherwise, so that a retry never doubles.
    const actId = failed.code === "key-reused" ? crypto.randomUUID() : ctx.actId;
    return formPage(c, lang, crisis, typed, actId, failed);
  }
}

function inPage(
  c: PageContext,
  lang: Language,
  typed: Typed,
  failed: Problem | null,
  closed = false,
  cookies: readonly string[] = [],
): Response {
  const common = commonOf(c, lang);
  const values = withoutPin(typed);
  const html = renderLookIn({ ...common, values, problem: failureOf(failed), closed });
  return answered({ html, nonce: common.nonce }, lang, failed, cookies);
}

async function lookingPage(
  c: PageContext,
  lang: Language,
  ctx: Ctx,
  outcome: { typed: Typed; done: string | null; failed: Problem | null },
): Promise<Response> {
  const common = commonOf(c, lang);
  const { typed, done, failed } = outcome;
  const html = renderLooking({
    ...common,
    looking: await asks(ctx, see, {}),
    values: typed,
    problem: failureOf(failed),
    done,
    actId: crypto.randomUUID(),
  });
  return answered({ html, nonce: common.nonce }, lang, failed, ctx.cookies);
}

const nothing = { typed: {}, done: null, failed: null };

async function show(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  return ctx.actor.kind === "relative" ? lookingPage(c, lang, ctx, nothing) : inPage(c, lang, {}, null);
}

async function enter(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  fromOwnPage(c.req.raw, ctx.actor);
  const typed = await typedOf(c);
  const failed = await stepOf(ctx, signIn, { reference: typed.reference ?? [""], pin: typed.pin ?? [""] });
  return failed === null ? lookingPage(c, lang, ctx, nothing) : inPage(c, lang, typed, failed);
}

async function act(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  fromOwnPage(c.req.raw, ctx.actor);
  if (ctx.actor.kind !== "relative") return inPage(c, lang, {}, new Problem("signed-out"));
  const typed = await typedOf(c);
  const ends = c.req.param("step") === "close";
  const failed = ends ? await stepOf(ctx, close, {}) : await stepOf(ctx, write, typed);
  if (ends && failed === null) return inPage(c, lang, {}, null, true, ctx.cookies);
  return lookingPage(
    c,
    lang,
    ctx,
    failed === null ? { typed: {}, done: "own.saved", failed } : { typed, done: null, failed },
  );
}

export function tracePages(app: Hono<{ Bindings: Bindings }>): void {
  const at = "/:lang{[a-z]{2,3}}/trace";
  app.get(at, shown(form));
  app.post(at, shown(send));
  app.get(`${at}/s`, shown(show));
  app.post(`${at}/s`, shown(enter));
  app.post(`${at}/:step{write|close}`, shown(act));
  app.get(`${at}/:step{write|close}`, shown(show));
}
