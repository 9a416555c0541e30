// Coming back: code and PIN, then her request and what she can do with it. Every form is one act; the reply is the page.
import type { Hono } from "hono";
import type { Language } from "../../schema/kit/fields.ts";
import { fromForm } from "../../schema/kit/form.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { Receipt } from "../../schema/registration.ts";
import type { RegistrationForSelf } from "../../schema/registration-status.ts";
import { renderGone } from "../../web/plain/own-end.tsx";
import { renderCode } from "../../web/plain/own-people.tsx";
import { renderReceipt } from "../../web/plain/receipt.tsx";
import { renderSignIn } from "../../web/plain/sign-in.tsx";
import type { OwnCodeView } from "../../web/plain/view.ts";
import { getCrisis } from "../crisis/store.ts";
import { formOf, fromOwnPage } from "../kit/body.ts";
import { type Ctx, contextOf, perform } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { asProblem } from "../kit/problem.ts";
import { status } from "../registration/mine.ts";
import { signIn } from "../registration/own.ts";
import { download } from "../registration/whole.ts";
import { audioOf } from "./audio.ts";
import { formOfStep, type Step, stepAt } from "./own.ts";
import { type Asked, isOwnPage, ownPageText, reads } from "./own-pages.ts";
import { page } from "./respond.ts";
import { commonOf, type PageContext, shown, statusOf } from "./shown.ts";

const LIMIT = 16_384;

function signInPage(
  c: PageContext,
  lang: Language,
  typed: Record<string, string[]>,
  failed: Problem | null,
): Response {
  const common = commonOf(c, lang);
  const problem = failed === null ? null : { code: failed.code, fields: failed.detail.fields ?? [] };
  const html = renderSignIn({ ...common, values: typed, problem, actId: crypto.randomUUID() });
  const response = page(html, common.nonce, { status: failed === null ? 200 : statusOf(failed.code), lang });
  if (failed?.detail.retryAfter !== undefined)
    response.headers.set("Retry-After", String(failed.detail.retryAfter));
  return response;
}

async function ownPage(asked: Asked): Promise<Response> {
  const { html, nonce } = await ownPageText(asked);
  const { ctx, lang, failed } = asked;
  const response = page(html, nonce, {
    status: failed === null ? 200 : statusOf(failed.code),
    cookies: ctx.cookies,
    lang,
  });
  if (failed?.detail.retryAfter !== undefined)
    response.headers.set("Retry-After", String(failed.detail.retryAfter));
  return response;
}

/** A step's address, loaded again after the act, shows the page that followed it: nothing is done again. */
function placeOf(c: PageContext): { at: string; n: number | null } {
  const step = c.req.param("step") ?? "";
  const n = c.req.param("n");
  const at = n === undefined && !isOwnPage(step) ? (stepAt(step)?.page ?? step) : step;
  return { at, n: n === undefined ? null : Number(n) };
}

async function show(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  if (ctx.actor.kind !== "person") return signInPage(c, lang, {}, null);
  return ownPage({ c, ctx, lang, ...placeOf(c), typed: null, done: null, failed: null });
}

async function enter(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  fromOwnPage(c.req.raw, ctx.actor);
  const form = new Map(await formOf(c.req.raw, LIMIT));
  try {
    await perform(ctx, signIn, { reference: form.get("reference") ?? "", pin: form.get("pin") ?? "" });
  } catch (error) {
    // The code is typed again by nobody; the PIN is never sent back to a screen.
    return signInPage(c, lang, { reference: [form.get("reference") ?? ""] }, asProblem(error, ctx.requestId));
  }
  return ownPage({ c, ctx, lang, at: "", n: null, typed: null, done: null, failed: null });
}

/** The three steps that are not followed by a page of her own: a code that is shown once, and two that end the session. */
async function special(
  c: PageContext,
  ctx: Ctx,
  lang: Language,
  step: string,
  reply: unknown,
): Promise<Response | null> {
  const common = { ...commonOf(c, lang), audio: await audioOf(c, lang) };
  const { cookies } = ctx;
  if (step === "delete") {
    const { goneAt } = reply as { goneAt: string };
    return page(renderGone({ ...common, goneAt, hotline: null }), common.nonce, { cookies, lang });
  }
  if (step === "leave") {
    const crisis = await getCrisis(ctx, await crisisOf(ctx));
    const html = renderReceipt({
      ...common,
      receipt: reply as Receipt,
      crisis,
      actId: ctx.actId,
      address: `${new URL(c.req.url).host}/${lang}/s`,
      short: false,
    });
    return page(html, common.nonce, { cookies, lang });
  }
  if (step !== "code") return null;
  const code = reply as OwnCodeView["code"];
  const view = await reads<RegistrationForSelf>(ctx, status);
  const person = view.persons.find(({ id }) => id === code.personId);
  if (person === undefined) return null;
  const html = renderCode({
    ...common,
    view,
    code,
    person,
    done: null,
    problem: null,
    actId: ctx.actId,
    nextActId: () => crypto.randomUUID(),
  });
  return page(html, common.nonce, { cookies, lang });
}

/** Of the group that she came out of, or of what she made: the same crisis. */
async function crisisOf(ctx: Ctx): Promise<string> {
  return (await reads<RegistrationForSelf>(ctx, status)).crisisId;
}

function typedOf(entries: readonly (readonly [string, string])[]): Record<string, string[]> {
  const typed: Record<string, string[]> = {};
  for (const [name, value] of entries) typed[name] = [...(typed[name] ?? []), value];
  return typed;
}

/** What was refused, by the names that the form has for it. */
function inForm(problem: Problem, { field }: Step): Problem {
  const fields = problem.detail.fields?.map((one) => ({ ...one, path: field?.(one.path) ?? one.path }));
  return fields === undefined ? problem : new Problem(problem.code, { ...problem.detail, fields });
}

async function act(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  fromOwnPage(c.req.raw, ctx.actor);
  const name = c.req.param("step") ?? "";
  const step = stepAt(name);
  if (step === undefined) throw new Problem("not-found");
  if (ctx.actor.kind !== "person") return signInPage(c, lang, {}, new Problem("signed-out"));
  const entries = await formOf(c.req.raw, LIMIT);
  const actId = new Map(entries).get("actId") ?? "";
  if (/^[0-9A-Za-z_-]{16,64}$/.test(actId)) ctx.actId = actId;
  const sent = entries.filter(([key]) => key !== "actId");
  try {
    const raw = fromForm(sent);
    if (raw === null) throw new Problem("malformed");
    const reply = await perform(ctx, step.bound, step.input?.(raw) ?? raw);
    const other = await special(c, ctx, lang, name, reply);
    if (other !== null) return other;
  } catch (error) {
    const failed = inForm(asProblem(error, ctx.requestId), step);
    const back = { c, ctx, lang, at: formOfStep(name), n: null };
    return ownPage({ ...back, typed: typedOf(sent), done: null, failed });
  }
  return ownPage({ c, ctx, lang, at: step.page, n: null, typed: null, done: step.done, failed: null });
}

/** Everything that is kept about her, as a file. Its name says nothing. */
async function file(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  if (ctx.actor.kind !== "person") return signInPage(c, lang, {}, new Problem("signed-out"));
  const whole = await perform(ctx, download, {});
  const headers = new Headers({
    "Content-Type": "application/json; charset=utf-8",
    "Content-Disposition": 'attachment; filename="form-3.json"',
    "Cache-Control": "no-store",
  });
  for (const line of ctx.cookies) headers.append("Set-Cookie", line);
  return new Response(JSON.stringify(whole, null, 2), { headers });
}

export function statusPages(app: Hono<{ Bindings: Bindings }>): void {
  const own = "/:lang{[a-z]{2,3}}/s";
  app.get(own, shown(show));
  app.post(own, shown(enter));
  app.get(`${own}/file`, shown(file));
  app.post(`${own}/:step{[a-z-]+}`, shown(act));
  app.get(`${own}/:step{[a-z-]+}`, shown(show));
  app.get(`${own}/:step{[a-z]+}/:n{[0-9]{1,2}}`, shown(show));
}
