// The paper form: /{lang}/paper for everybody, blank; and /desk/paper for an officer, one form for each code that the act
// hands out. @PRIVACY the secret numbers are on this one page, derived again where it is loaded again, and kept nowhere.
import type { Hono } from "hono";
import { isLanguage } from "../../schema/kit/language.ts";
import type { Problem } from "../../schema/kit/problem.ts";
import { renderProblem } from "../../web/plain/pages.tsx";
import { renderPaper } from "../../web/plain/paper.tsx";
import { getCrisis } from "../crisis/store.ts";
import { reserve } from "../intake/routes.ts";
import { formOf, fromOwnPage } from "../kit/body.ts";
import { contextOf, perform } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { asProblem } from "../kit/problem.ts";
import { listReceiving } from "../organisation/store.ts";
import { crisisOf } from "./public.ts";
import { page } from "./respond.ts";
import { commonOf, type PageContext, shown, shownLanguages, statusOf } from "./shown.ts";

const addressOf = (c: PageContext, lang: string) => `${new URL(c.req.url).host}/${lang}/s`;

/** Codes on paper for this desk. The form of the desk posts here, so that a page in any language can be printed. */
async function withCodes(c: PageContext): Promise<Response> {
  const form = new Map<string, string>();
  const ctx = await contextOf(c, "desk");
  const common = { ...commonOf(c, "en"), languagesAt: null };
  try {
    fromOwnPage(c.req.raw, ctx.actor);
    for (const [name, value] of await formOf(c.req.raw, 4096)) form.set(name, value);
    const wanted = form.get("lang") ?? "";
    const lang = isLanguage(wanted) && shownLanguages(c.env).includes(wanted) ? wanted : "en";
    const actId = form.get("actId") ?? "";
    if (/^[0-9A-Za-z_-]{16,64}$/.test(actId)) ctx.actId = actId;
    const { codes } = await perform(ctx, reserve, { crisisId: form.get("crisisId"), n: form.get("n") });
    const crisis = await getCrisis(ctx, form.get("crisisId") ?? "");
    const organisations = await listReceiving(c.env.DB, crisis.id);
    const html = renderPaper({ ...common, lang, crisis, organisations, codes, address: addressOf(c, lang) });
    return page(html, common.nonce, { lang });
  } catch (error) {
    const problem: Problem = asProblem(error, ctx.requestId);
    return page(renderProblem({ ...common, code: problem.code }), common.nonce, {
      status: statusOf(problem.code),
      lang: "en",
    });
  }
}

export function paperPages(app: Hono<{ Bindings: Bindings }>): void {
  app.get(
    "/:lang{[a-z]{2,3}}/paper",
    shown(async (c, lang) => {
      const crisis = await crisisOf(c);
      const organisations = await listReceiving(c.env.DB, crisis.id);
      const common = commonOf(c, lang);
      const html = renderPaper({ ...common, crisis, organisations, codes: [], address: addressOf(c, lang) });
      return page(html, common.nonce, { lang });
    }),
  );
  app.post("/desk/paper", (c) => withCodes(c as unknown as PageContext));
}
