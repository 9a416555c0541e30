// The register page: one document, one POST, and the reply is the receipt. Whatever fails, what was typed comes back.
import type { Hono } from "hono";
import type { Crisis } from "../../schema/crisis.ts";
import type { Language } from "../../schema/kit/fields.ts";
import { fromForm } from "../../schema/kit/form.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { forPublic } from "../../schema/zone.rules.ts";
import { renderHome } from "../../web/plain/pages.tsx";
import { renderReceipt } from "../../web/plain/receipt.tsx";
import { renderRegister } from "../../web/plain/register.tsx";
import { getCrisis, listCrises } from "../crisis/store.ts";
import { formOf, fromOwnPage } from "../kit/body.ts";
import { contextOf, perform } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { refuseIfFlooding } from "../kit/limit.ts";
import { asProblem } from "../kit/problem.ts";
import { listReceiving } from "../organisation/store.ts";
import { openOne } from "../registration/own.ts";
import { listZones } from "../zone/store.ts";
import { page } from "./respond.ts";
import { commonOf, type PageContext, shown, shownLanguages, statusOf } from "./shown.ts";

const LIMIT = 65_536;

type Typed = Record<string, string[]>;

async function formPage(
  c: PageContext,
  lang: Language,
  crisis: Crisis,
  typed: Typed,
  actId: string,
  failed: Problem | null,
): Promise<Response> {
  const common = commonOf(c, lang);
  const [organisations, zones] = await Promise.all([
    listReceiving(c.env.DB, crisis.id),
    listZones(c.env.DB, crisis.id),
  ]);
  const places = zones.flatMap((zone) => forPublic(zone, new Date(crisis.now)) ?? []);
  const problem = failed === null ? null : { code: failed.code, fields: failed.detail.fields ?? [] };
  const html = renderRegister({ ...common, crisis, organisations, places, actId, values: typed, problem });
  return page(html, common.nonce, { status: failed === null ? 200 : statusOf(failed.code), lang });
}

/** The crisis that the address names, or the only one there is; null where the person has to choose. */
async function chosenCrisis(c: PageContext): Promise<Crisis | null> {
  const wanted = c.req.query("crisis");
  if (wanted !== undefined) return getCrisis({ db: c.env.DB, real: new Date() }, wanted);
  const crises = await listCrises(c.env.DB, new Date());
  return crises.length === 1 ? (crises[0] ?? null) : null;
}

async function show(c: PageContext, lang: Language): Promise<Response> {
  const crisis = await chosenCrisis(c);
  if (crisis !== null) return formPage(c, lang, crisis, {}, crypto.randomUUID(), null);
  const common = commonOf(c, lang);
  const crises = await listCrises(c.env.DB, new Date());
  const languages = shownLanguages(c.env);
  return page(renderHome({ ...common, languages, crises, alerts: [], waivers: [] }), common.nonce, { lang });
}

async function send(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  refuseIfFlooding(ctx.address);
  fromOwnPage(c.req.raw, ctx.actor);
  const entries = await formOf(c.req.raw, LIMIT);
  const typed: Typed = {};
  for (const [name, value] of entries) typed[name] = [...(typed[name] ?? []), value];
  const given = typed.actId?.[0] ?? "";
  ctx.actId = /^[0-9A-Za-z_-]{16,64}$/.test(given) ? given : crypto.randomUUID();
  const crisis = await getCrisis(ctx, typed.crisisId?.[0] ?? "");
  try {
    const raw = fromForm(entries.filter(([name]) => name !== "actId"));
    if (raw === null) throw new Problem("malformed");
    const receipt = await perform(ctx, openOne, raw);
    // The page's script asks first whether it arrived, and then sends the form itself: the same act, the same receipt.
    if (c.req.header("X-Probe") !== undefined) return new Response(null, { status: 204 });
    const common = commonOf(c, lang);
    return page(renderReceipt({ ...common, receipt, crisis, actId: ctx.actId }), common.nonce, { lang });
  } catch (error) {
    const problem = asProblem(error, ctx.requestId);
    // She left and came back: the neutral page, not the form with her answers (ruling 11).
    if (c.req.header("X-Probe") !== undefined) return new Response(null, { status: statusOf(problem.code) });
    if (problem.code === "link-spent") return c.redirect("/exit", 303);
    // A fresh key where this one stands for another body; the same one otherwise, so that a retry never doubles.
    return formPage(
      c,
      lang,
      crisis,
      typed,
      problem.code === "key-reused" ? crypto.randomUUID() : ctx.actId,
      problem,
    );
  }
}

export function registerPages(app: Hono<{ Bindings: Bindings }>): void {
  app.get("/:lang{[a-z]{2,3}}/r", shown(show));
  app.post("/:lang{[a-z]{2,3}}/r", shown(send));
}
