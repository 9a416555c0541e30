// What every page is given, and how a page's failure is shown: as a page that says what to do.
import type { Context } from "hono";
import type { Act, ReplyOf, SentOf } from "../../schema/kit/act.ts";
import type { Language } from "../../schema/kit/fields.ts";
import { inOrder, languages } from "../../schema/kit/language.ts";
import { Problem, type ProblemCode, problems } from "../../schema/kit/problem.ts";
import { isReviewed } from "../../schema/words.ts";
import { renderProblem } from "../../web/plain/pages.tsx";
import type { Common } from "../../web/plain/view.ts";
import { type Bound, type Ctx, perform } from "../kit/door.ts";
import { type Bindings, settingsOf } from "../kit/env.ts";
import { asProblem } from "../kit/problem.ts";
import { guessFrom } from "./guess.ts";
import { makeNonce, page } from "./respond.ts";

export type PageContext = Context<{ Bindings: Bindings }>;

/**
 * Languages that this deployment shows: reviewed ones, and drafts where the operator said so (ruling 8). Those that it
 * expects come first.
 */
export function shownLanguages(bindings: Bindings): Language[] {
  const { unreviewedLanguages: drafts, expectedLanguages } = settingsOf(bindings);
  return inOrder(
    languages.filter((lang) => lang === "en" || drafts || isReviewed(lang)),
    expectedLanguages,
  );
}

/** Where the same page stands in another language: none for a reply to what was typed, which would be lost. */
function languagesAt(c: PageContext): string | null {
  const { pathname, search } = new URL(c.req.url);
  const [, rest = ""] = /^\/[a-z]{2,3}(\/.*)?$/.exec(pathname) ?? [];
  const typed = c.req.method !== "GET" && !/^\/(c\/)?s(\/|$)/.test(rest);
  return typed ? null : `/l${rest}${search}`;
}

export function commonOf(c: PageContext, lang: Language): Common {
  return {
    lang,
    displayName: settingsOf(c.env).displayName,
    nonce: makeNonce(),
    languagesAt: languagesAt(c),
  };
}

/** The page's language from its address; null where it is none that is shown. */
export function languageOf(c: PageContext): Language | null {
  const [, first] = new URL(c.req.url).pathname.split("/");
  return shownLanguages(c.env).find((one) => one === first) ?? null;
}

/** The language that her browser names. No redirect: the same address answers. */
export function guessLanguage(c: PageContext): Language {
  return guessFrom(c.req.header("Accept-Language"), shownLanguages(c.env));
}

/** Reads an act of hers for a page: the contract parses what comes back, and nothing of this request's own act changes. */
export function asks<A extends Act>(ctx: Ctx, bound: Bound<A>, input: SentOf<A>): Promise<ReplyOf<A>> {
  return perform({ ...ctx, actId: crypto.randomUUID(), bodyHash: "", cookies: [] }, bound, input);
}

export function statusOf(code: ProblemCode): number {
  return problems[code].status;
}

/** A page's handler whose failures become a page that says what to do. */
export function shown(handle: (c: PageContext, lang: Language) => Promise<Response>) {
  return async (c: PageContext): Promise<Response> => {
    const lang = languageOf(c);
    const common = commonOf(c, lang ?? guessLanguage(c));
    try {
      if (lang === null) throw new Problem("not-found");
      return await handle(c, lang);
    } catch (error) {
      const problem = asProblem(error, c.res.headers.get("X-Request-Id") ?? "");
      const response = page(renderProblem({ ...common, code: problem.code }), common.nonce, {
        status: statusOf(problem.code),
        lang: common.lang,
      });
      if (problem.detail.retryAfter !== undefined)
        response.headers.set("Retry-After", String(problem.detail.retryAfter));
      return response;
    }
  };
}
