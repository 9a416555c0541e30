// Coming back: code and PIN, then her case and what she can do with it. Every form is one act; the reply is the page.
import type { Hono } from "hono";
import type { Language } from "../../schema/kit/fields.ts";
import { fromForm } from "../../schema/kit/form.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { forPublic } from "../../schema/zone.rules.ts";
import { renderSignIn } from "../../web/plain/sign-in.tsx";
import { renderStatus } from "../../web/plain/status.tsx";
import { give, withdraw } from "../consent/routes.ts";
import { getCrisis } from "../crisis/store.ts";
import { formOf, fromOwnPage } from "../kit/body.ts";
import { type Bound, type Ctx, contextOf, perform } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { refuseIfFlooding } from "../kit/limit.ts";
import { asProblem } from "../kit/problem.ts";
import { remove, set } from "../location/routes.ts";
import { alive, signIn, status } from "../registration/own.ts";
import { listZones } from "../zone/store.ts";
import { page } from "./respond.ts";
import { commonOf, type PageContext, shown, statusOf } from "./shown.ts";

const LIMIT = 16_384;

/** What is done at /{lang}/s/{step}, and the word that the page then says. */
const steps: Record<string, Bound> = {
  alive: alive as unknown as Bound,
  place: set as unknown as Bound,
  "place-delete": remove as unknown as Bound,
  share: give as unknown as Bound,
  withdraw: withdraw as unknown as Bound,
};

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

/** @PRIVACY her own case, to herself; never stored by any cache. */
async function statusPage(
  c: PageContext,
  lang: Language,
  ctx: Ctx,
  done: string | null,
  failed: Problem | null,
): Promise<Response> {
  const view = await perform({ ...ctx, actId: crypto.randomUUID(), bodyHash: "", cookies: [] }, status, {});
  const crisis = await getCrisis(ctx, view.crisisId);
  const places = (await listZones(ctx.db, crisis.id)).flatMap(
    (zone) => forPublic(zone, new Date(crisis.now)) ?? [],
  );
  const common = commonOf(c, lang);
  const problem = failed === null ? null : { code: failed.code, fields: failed.detail.fields ?? [] };
  const html = renderStatus({ ...common, view, places, done, problem, nextActId: () => crypto.randomUUID() });
  return page(html, common.nonce, {
    status: failed === null ? 200 : statusOf(failed.code),
    cookies: ctx.cookies,
    lang,
  });
}

async function show(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  return ctx.actor.kind === "person" ? statusPage(c, lang, ctx, null, null) : signInPage(c, lang, {}, null);
}

async function enter(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  refuseIfFlooding(ctx.address);
  fromOwnPage(c.req.raw, ctx.actor);
  const entries = await formOf(c.req.raw, LIMIT);
  const form = new Map(entries);
  try {
    await perform(ctx, signIn, { reference: form.get("reference") ?? "", pin: form.get("pin") ?? "" });
  } catch (error) {
    // The code is typed again by nobody; the PIN is never sent back to a screen.
    return signInPage(c, lang, { reference: [form.get("reference") ?? ""] }, asProblem(error, ctx.requestId));
  }
  return statusPage(c, lang, ctx, null, null);
}

async function act(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  fromOwnPage(c.req.raw, ctx.actor);
  if (ctx.actor.kind !== "person") return signInPage(c, lang, {}, new Problem("signed-out"));
  const step = c.req.param("step") ?? "";
  const bound = steps[step];
  if (bound === undefined) throw new Problem("not-found");
  const entries = await formOf(c.req.raw, LIMIT);
  const actId = new Map(entries).get("actId") ?? "";
  if (/^[0-9A-Za-z_-]{16,64}$/.test(actId)) ctx.actId = actId;
  try {
    const raw = fromForm(entries.filter(([name]) => name !== "actId"));
    if (raw === null) throw new Problem("malformed");
    await perform(ctx, bound, raw);
  } catch (error) {
    return statusPage(c, lang, ctx, null, asProblem(error, ctx.requestId));
  }
  return statusPage(c, lang, ctx, step, null);
}

export function statusPages(app: Hono<{ Bindings: Bindings }>): void {
  app.get("/:lang{[a-z]{2,3}}/s", shown(show));
  app.post("/:lang{[a-z]{2,3}}/s", shown(enter));
  app.post("/:lang{[a-z]{2,3}}/s/:step{[a-z-]+}", shown(act));
  // Reload after an act asks for the act's address: it shows the case, and does nothing again.
  app.get("/:lang{[a-z]{2,3}}/s/:step{[a-z-]+}", shown(show));
}
