// The register page: one document, one POST, and the reply is the receipt. Whatever fails, what was typed comes back.
import type { Hono } from "hono";
import type { Crisis } from "../../schema/crisis.ts";
import type { Language } from "../../schema/kit/fields.ts";
import { fromForm } from "../../schema/kit/form.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { renderReceipt } from "../../web/plain/receipt.tsx";
import { renderRegister } from "../../web/plain/register.tsx";
import { getCrisis } from "../crisis/store.ts";
import { formOf, fromOwnPage } from "../kit/body.ts";
import { deliveredAt } from "../kit/commit.ts";
import { type Ctx, contextOf, perform } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { asProblem } from "../kit/problem.ts";
import { openOne } from "../registration/own.ts";
import { audioOf } from "./audio.ts";
import { chosenCrisis, formParts, type Typed, typedOf, whichCrisis } from "./form-parts.ts";
import { leaderPage, sendSheet } from "./leader.ts";
import { page } from "./respond.ts";
import { commonOf, type PageContext, shown, statusOf } from "./shown.ts";

const LIMIT = 65_536;

async function formPage(
  c: PageContext,
  lang: Language,
  crisis: Crisis,
  typed: Typed,
  actId: string,
  failed: Problem | null,
  adds = false,
): Promise<Response> {
  const { common, organisations, places, known } = await formParts(c, lang, crisis, typed);
  const problem = failed === null ? null : { code: failed.code, fields: failed.detail.fields ?? [] };
  const html = renderRegister({
    ...common,
    crisis,
    organisations,
    places,
    known,
    actId,
    values: typed,
    problem,
    adds,
    ...kindOf(c),
  });
  return page(html, common.nonce, { status: failed === null ? 200 : statusOf(failed.code), lang });
}

async function show(c: PageContext, lang: Language): Promise<Response> {
  const crisis = await chosenCrisis(c);
  if (crisis === null) return whichCrisis(c, lang);
  if (c.req.query("group") !== undefined) return leaderPage(c, lang, crisis);
  return formPage(c, lang, crisis, {}, crypto.randomUUID(), null);
}

/** For somebody else, or on a device that many use. */
function kindOf(c: PageContext): { other?: true; kiosk?: string } {
  if (c.req.query("for") === "other") return { other: true };
  return c.req.query("kiosk") === undefined ? {} : { kiosk: new Date().toISOString() };
}

const KIOSK_FORM = 20 * 60_000;
const KIOSK_RECEIPT = 2 * 60_000;

/**
 * On a device that many use, what Back or a reload sends once more is not shown again: neither a form that was opened
 * twenty minutes ago, nor a receipt that is two minutes old.
 */
async function isOver(ctx: Ctx, openedAt: string | undefined): Promise<boolean> {
  const now = ctx.real.getTime();
  const sent = await deliveredAt(ctx);
  const opened = Date.parse(openedAt ?? "") || 0;
  return (sent !== null && now - Date.parse(sent) > KIOSK_RECEIPT) || now - opened > KIOSK_FORM;
}

async function send(c: PageContext, lang: Language): Promise<Response> {
  if (c.req.query("group") !== undefined) return sendSheet(c, lang);
  const ctx = await contextOf(c, "own");
  fromOwnPage(c.req.raw, ctx.actor);
  const entries = await formOf(c.req.raw, LIMIT);
  const typed = typedOf(entries);
  const given = typed.actId?.[0] ?? "";
  ctx.actId = /^[0-9A-Za-z_-]{16,64}$/.test(given) ? given : crypto.randomUUID();
  const crisis = await getCrisis(ctx, typed.crisisId?.[0] ?? "");
  const { other, kiosk } = kindOf(c);
  const start = `/${lang}/r?kiosk=1`;
  if (kiosk !== undefined && (await isOver(ctx, typed.openedAt?.[0]))) return c.redirect(start, 303);
  // Without scripts "Add a person" is a button of the form: everything comes back, with room for one more.
  if (entries.some(([name]) => name === "add"))
    return formPage(c, lang, crisis, typed, ctx.actId, null, true);
  try {
    const raw = fromForm(entries.filter(([name]) => name !== "actId" && name !== "openedAt"));
    if (raw === null) throw new Problem("malformed");
    const receipt = await perform(ctx, openOne, raw);
    // The page's script asks first whether it arrived, and then sends the form itself: the same act, the same receipt.
    if (c.req.header("X-Probe") !== undefined) return new Response(null, { status: 204 });
    const common = { ...commonOf(c, lang), audio: await audioOf(c, lang) };
    const html = renderReceipt({
      ...common,
      receipt,
      crisis,
      actId: ctx.actId,
      address: `${new URL(c.req.url).host}/${lang}/s`,
      short: typed.danger?.[0] === "now",
      ...(other === undefined ? {} : { other }),
      ...(kiosk === undefined ? {} : { kiosk: start }),
    });
    return page(html, common.nonce, { lang });
  } catch (error) {
    const problem = asProblem(error, ctx.requestId);
    // She left and came back: the neutral page, not the form with her answers (ruling 11).
    if (c.req.header("X-Probe") !== undefined) return new Response(null, { status: statusOf(problem.code) });
    if (problem.code === "link-spent") return c.redirect(kiosk === undefined ? "/exit" : start, 303);
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
