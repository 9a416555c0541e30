// Pages of a complaint: the form with its receipt at /{lang}/c, and what became of it at /{lang}/c/s. Every form is one act; a
// form whose words her browser locked asks first whether it arrived, and keeps what was typed where it did not.
import type { Hono } from "hono";
import type { ComplaintForSelf } from "../../schema/complaint.ts";
import type { Crisis } from "../../schema/crisis.ts";
import type { Language } from "../../schema/kit/fields.ts";
import { fromForm } from "../../schema/kit/form.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { renderComplaint, renderComplaintReceipt } from "../../web/plain/complaint.tsx";
import { renderComplaintSignIn, renderOwnComplaint } from "../../web/plain/complaint-own.tsx";
import { file } from "../complaint/file.ts";
import { say, see, signIn, withdraw } from "../complaint/routes.ts";
import { listComplainable } from "../complaint/store.ts";
import { anyOwnRegistration } from "../consent/routes.ts";
import { getCrisis } from "../crisis/store.ts";
import { formOf, fromOwnPage } from "../kit/body.ts";
import { type Bound, type Ctx, contextOf, perform } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { refuseIfFlooding, senderOf } from "../kit/limit.ts";
import { asProblem } from "../kit/problem.ts";
import { makeId } from "../kit/seal.ts";
import { listOverseers } from "../oversee/store.ts";
import { chosenCrisis, type Typed, typedOf, whichCrisis } from "./form-parts.ts";
import { reads } from "./own-pages.ts";
import { page } from "./respond.ts";
import { commonOf, type PageContext, shown, statusOf } from "./shown.ts";
import { failureOf, makeActIds } from "./step.ts";

const LIMIT = 65_536;

const isKey = (text: string | undefined): text is string => /^[0-9A-Za-z_-]{16,64}$/.test(text ?? "");

/** A page with the status of what failed. */
function answer(ctx: Ctx, lang: Language, html: string, nonce: string, failed: Problem | null): Response {
  const status = failed === null ? 200 : statusOf(failed.code);
  const response = page(html, nonce, { status, cookies: ctx.cookies, lang });
  if (failed?.detail.retryAfter !== undefined)
    response.headers.set("Retry-After", String(failed.detail.retryAfter));
  return response;
}

async function formPage(
  c: PageContext,
  ctx: Ctx,
  lang: Language,
  crisis: Crisis,
  typed: Typed,
  failed: Problem | null,
): Promise<Response> {
  const [overseers, organisations] = await Promise.all([
    listOverseers(c.env.DB, crisis.id),
    listComplainable(c.env.DB, crisis.id),
  ]);
  const common = commonOf(c, lang);
  const { actor } = ctx;
  // A key that stands for another body gives way to a fresh one; otherwise a retry never doubles.
  const again = failed !== null && failed.code !== "key-reused" && failed.code !== "already-exists";
  const kept = (name: string, fresh: string) => (again ? (typed[name]?.[0] ?? fresh) : fresh);
  const html = renderComplaint({
    ...common,
    crisis,
    overseers,
    organisations,
    values: typed,
    problem: failureOf(failed),
    actId: kept("actId", crypto.randomUUID()),
    id: kept("id", makeId("cmp")),
    wordId: kept("wordId", makeId("cmw")),
    mayOversee: actor.kind === "person" && actor.personId === null,
  });
  return answer(ctx, lang, html, common.nonce, failed);
}

/** The crisis that the address names, the only one there is, or that of her own request. */
async function show(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  const chosen = await chosenCrisis(c);
  const own = chosen === null && ctx.actor.kind === "person" ? await anyOwnRegistration(ctx) : null;
  const crisis = own === null ? chosen : await getCrisis(ctx, own.crisisId);
  if (crisis === null) return whichCrisis(c, lang, "/c");
  return formPage(c, ctx, lang, crisis, {}, null);
}

function rawOf(typed: Typed): Record<string, unknown> {
  const entries = Object.entries(typed).flatMap(([name, values]) =>
    name === "actId" ? [] : values.map((value) => [name, value] as const),
  );
  const raw = fromForm(entries);
  if (raw === null) throw new Problem("malformed");
  return raw;
}

async function send(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  refuseIfFlooding(senderOf(ctx));
  fromOwnPage(c.req.raw, ctx.actor);
  const typed = typedOf(await formOf(c.req.raw, LIMIT));
  const crisis = await getCrisis(ctx, typed.crisisId?.[0] ?? "");
  const actId = typed.actId?.[0];
  ctx.actId = isKey(actId) ? actId : crypto.randomUUID();
  const { actor } = ctx;
  try {
    const receipt = await perform(ctx, file, rawOf(typed));
    // The page's script asks first whether it arrived, and then sends the form itself: the same act, the same receipt.
    if (c.req.header("X-Probe") !== undefined) return new Response(null, { status: 204 });
    const common = commonOf(c, lang);
    const address = `${new URL(c.req.url).host}/${lang}/c/s`;
    const html = renderComplaintReceipt({ ...common, crisis, receipt, actId: ctx.actId, address });
    return answer(ctx, lang, html, common.nonce, null);
  } catch (error) {
    const failed = asProblem(error, ctx.requestId);
    // She left and came back: the neutral page, not the form with her answers (ruling 11).
    if (failed.code === "link-spent") return c.redirect("/exit", 303);
    return formPage(c, { ...ctx, actor }, lang, crisis, typed, failed);
  }
}

function signInPage(
  c: PageContext,
  ctx: Ctx,
  lang: Language,
  typed: Typed,
  failed: Problem | null,
  done: string | null = null,
): Response {
  const common = commonOf(c, lang);
  const html = renderComplaintSignIn({
    ...common,
    values: typed,
    problem: failureOf(failed),
    actId: crypto.randomUUID(),
    done,
  });
  return answer(ctx, lang, html, common.nonce, failed);
}

const isIn = ({ actor }: Ctx) => actor.kind === "nobody" && actor.complaint !== undefined;

async function ownPage(
  c: PageContext,
  ctx: Ctx,
  lang: Language,
  typed: Typed,
  failed: Problem | null,
  done: string | null,
): Promise<Response> {
  const view = await reads<ComplaintForSelf>(ctx, see);
  const crisis = await getCrisis(ctx, view.crisisId);
  const overseers = await listOverseers(c.env.DB, view.crisisId);
  const nextActId = makeActIds();
  const common = commonOf(c, lang);
  const sealed = failed !== null && failed.code !== "key-reused" && failed.code !== "already-exists";
  const html = renderOwnComplaint({
    ...common,
    view,
    hotline: crisis.hotline,
    // Its reader may have left the crisis: what she writes then waits for it, locked by the platform.
    reader: overseers.find((one) => one.id === view.readerId) ?? {
      id: view.readerId,
      name: view.reader,
      key: null,
    },
    values: typed,
    problem: failureOf(failed),
    done,
    actId: crypto.randomUUID(),
    wordId: sealed ? (typed.wordId?.[0] ?? makeId("cmw")) : makeId("cmw"),
    nextActId,
  });
  return answer(ctx, lang, html, common.nonce, failed);
}

async function own(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  return isIn(ctx) ? ownPage(c, ctx, lang, {}, null, null) : signInPage(c, ctx, lang, {}, null);
}

async function enter(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  refuseIfFlooding(senderOf(ctx));
  fromOwnPage(c.req.raw, ctx.actor);
  const form = new Map(await formOf(c.req.raw, LIMIT));
  const reference = form.get("reference") ?? "";
  try {
    await perform(ctx, signIn, { reference, pin: form.get("pin") ?? "" });
  } catch (error) {
    // The code is typed again by nobody; the PIN is never sent back to a screen.
    return signInPage(c, ctx, lang, { reference: [reference] }, asProblem(error, ctx.requestId));
  }
  return ownPage(c, ctx, lang, {}, null, null);
}

const steps: Record<string, { bound: Bound; done: string; input?: Record<string, unknown> }> = {
  say: { bound: say as unknown as Bound, done: "message.sent" },
  withdraw: { bound: withdraw as unknown as Bound, done: "complaintState.withdrawn" },
  erase: { bound: withdraw as unknown as Bound, done: "complaint.erased", input: { erase: "yes" } },
};

async function step(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  fromOwnPage(c.req.raw, ctx.actor);
  const name = c.req.param("step") ?? "";
  const known = Object.hasOwn(steps, name) ? steps[name] : undefined;
  if (known === undefined) throw new Problem("not-found");
  if (!isIn(ctx)) return signInPage(c, ctx, lang, {}, new Problem("signed-out"));
  const typed = typedOf(await formOf(c.req.raw, LIMIT));
  const actId = typed.actId?.[0];
  if (isKey(actId)) ctx.actId = actId;
  try {
    await perform(ctx, known.bound, known.input ?? rawOf(typed));
    if (c.req.header("X-Probe") !== undefined) return new Response(null, { status: 204 });
  } catch (error) {
    return ownPage(c, ctx, lang, typed, asProblem(error, ctx.requestId), null);
  }
  if (name === "erase") return signInPage(c, ctx, lang, {}, null, known.done);
  return ownPage(c, ctx, lang, {}, null, known.done);
}

export function complaintPages(app: Hono<{ Bindings: Bindings }>): void {
  const at = "/:lang{[a-z]{2,3}}/c";
  app.get(at, shown(show));
  app.post(at, shown(send));
  app.get(`${at}/s`, shown(own));
  app.post(`${at}/s`, shown(enter));
  app.post(`${at}/s/:step{[a-z]+}`, shown(step));
  app.get(`${at}/s/:step{[a-z]+}`, shown(own));
}
