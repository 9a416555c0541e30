// A leader's sheet as a page: lines that were left empty do not count, a refused line comes back where it stood, and the
// reply is the sheet of slips. @PRIVACY names stand on the slips because the form that is sent again holds them: no reply
// that is stored does.
import type { Crisis } from "../../schema/crisis.ts";
import type { Language } from "../../schema/kit/fields.ts";
import { plainDigits } from "../../schema/kit/fields.ts";
import { fromForm } from "../../schema/kit/form.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { MOST_GROUPS } from "../../schema/registration-intake.ts";
import { renderLeader } from "../../web/plain/leader.tsx";
import { renderSlips } from "../../web/plain/slips.tsx";
import { getCrisis } from "../crisis/store.ts";
import { openMany } from "../intake/many.ts";
import { formOf, fromOwnPage } from "../kit/body.ts";
import { contextOf, perform } from "../kit/door.ts";
import { asProblem } from "../kit/problem.ts";
import { formParts, type Typed, typedOf } from "./form-parts.ts";
import { page } from "./respond.ts";
import { commonOf, type PageContext, statusOf } from "./shown.ts";

const LIMIT = 65_536;
/** Lines that stand ready, and those that come with "More lines". */
const READY = 10;

const fieldOf = (name: string) => /^groups\.(\d{1,2})\.(?:name|people)$/.exec(name)?.[1];

/** Numbers of the lines that were filled in, in order: what the act calls line 0, 1, 2. */
function filledLines(entries: readonly (readonly [string, string])[]): number[] {
  const numbers = entries.flatMap(([name, value]) =>
    value.trim() === "" || fieldOf(name) === undefined ? [] : [Number(fieldOf(name))],
  );
  return [...new Set(numbers)].sort((a, b) => a - b);
}

async function sheetPage(
  c: PageContext,
  lang: Language,
  crisis: Crisis,
  from: { typed: Typed; actId: string; failed: Problem | null; adds: boolean; filled: readonly number[] },
): Promise<Response> {
  const { typed, actId, failed, adds, filled } = from;
  const { common, organisations, places, known } = await formParts(c, lang, crisis, typed);
  // The act counts the lines that were filled in; the form knows them by where they stand.
  const fields = (failed?.detail.fields ?? []).map(({ path, reason }) => ({
    path: path.replace(/^groups\.(\d+)/, (_, n: string) => `groups.${String(filled[Number(n)] ?? n)}`),
    reason,
  }));
  const shown = Math.max(READY, ...Object.keys(typed).map((name) => Number(fieldOf(name) ?? -1) + 1));
  const html = renderLeader({
    ...common,
    crisis,
    organisations,
    places,
    known,
    actId,
    values: typed,
    problem: failed === null ? null : { code: failed.code, fields },
    adds,
    lines: Math.min(MOST_GROUPS, shown + (adds ? READY : 0)),
  });
  const response = page(html, common.nonce, { status: failed === null ? 200 : statusOf(failed.code), lang });
  if (failed?.detail.retryAfter !== undefined)
    response.headers.set("Retry-After", String(failed.detail.retryAfter));
  return response;
}

export function leaderPage(c: PageContext, lang: Language, crisis: Crisis): Promise<Response> {
  const fresh = { typed: {}, actId: crypto.randomUUID(), failed: null, adds: false, filled: [] };
  return sheetPage(c, lang, crisis, fresh);
}

export async function sendSheet(c: PageContext, lang: Language): Promise<Response> {
  const ctx = await contextOf(c, "own");
  fromOwnPage(c.req.raw, ctx.actor);
  const entries = await formOf(c.req.raw, LIMIT);
  const typed = typedOf(entries);
  const given = typed.actId?.[0] ?? "";
  ctx.actId = /^[0-9A-Za-z_-]{16,64}$/.test(given) ? given : crypto.randomUUID();
  const crisis = await getCrisis(ctx, typed.crisisId?.[0] ?? "");
  const filled = filledLines(entries);
  const form = { typed, actId: ctx.actId, filled };
  if (entries.some(([name]) => name === "add"))
    return sheetPage(c, lang, crisis, { ...form, failed: null, adds: true });
  const probe = c.req.header("X-Probe") !== undefined;
  try {
    const raw = fromForm(entries.filter(([name]) => name !== "actId"));
    if (raw === null) throw new Problem("malformed");
    const reply = await perform(ctx, openMany, { groups: [], ...raw });
    if (probe) return new Response(null, { status: 204 });
    const common = commonOf(c, lang);
    const slips = reply.groups.flatMap((one, i) => {
      const line = filled[i] ?? i;
      const of = (name: string) => typed[`groups.${String(line)}.${name}`]?.[0]?.trim() ?? "";
      const people = Number(plainDigits(of("people")).replace(/\s/g, ""));
      return [{ ...one, line: line + 1, name: of("name") || null, people }];
    });
    const { batch, sentTo, nextBy, hotline } = reply;
    const address = `${new URL(c.req.url).host}/${lang}/s`;
    const html = renderSlips({ ...common, slips, batch, sentTo, nextBy, hotline, actId: ctx.actId, address });
    return page(html, common.nonce, { lang });
  } catch (error) {
    const failed = asProblem(error, ctx.requestId);
    if (probe) return new Response(null, { status: statusOf(failed.code) });
    if (failed.code === "link-spent") return c.redirect("/exit", 303);
    const actId = failed.code === "key-reused" ? crypto.randomUUID() : ctx.actId;
    return sheetPage(c, lang, crisis, { ...form, actId, failed, adds: false });
  }
}
