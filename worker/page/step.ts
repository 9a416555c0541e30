// One act of hers from a form of her pages: who she is, the form, the act, and what was typed where it was refused.
import type { Crisis } from "../../schema/crisis.ts";
import type { Language } from "../../schema/kit/fields.ts";
import { fromForm } from "../../schema/kit/form.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { renderSignIn } from "../../web/plain/sign-in.tsx";
import { ownRegistration } from "../consent/routes.ts";
import { getCrisis } from "../crisis/store.ts";
import { formOf, fromOwnPage } from "../kit/body.ts";
import { type Bound, type Ctx, contextOf, perform } from "../kit/door.ts";
import { asProblem } from "../kit/problem.ts";
import { page } from "./respond.ts";
import { commonOf, type PageContext, shown, statusOf } from "./shown.ts";

export const LIMIT = 16_384;

export type Typed = Record<string, string[]>;

export interface Failure {
  code: Problem["code"];
  fields: readonly { path: string; reason: string }[];
}

export function failureOf(failed: Problem | null): Failure | null {
  return failed === null ? null : { code: failed.code, fields: failed.detail.fields ?? [] };
}

/** Keys for the acts of one page: each its own, and alike but for the end, so that they fold well. */
export function makeActIds(): () => string {
  const base = crypto.randomUUID();
  let n = 0;
  return () => `${base}-${String(++n)}`;
}

export function signInPage(c: PageContext, lang: Language, typed: Typed, failed: Problem | null): Response {
  const common = commonOf(c, lang);
  const html = renderSignIn({
    ...common,
    values: typed,
    problem: failureOf(failed),
    actId: crypto.randomUUID(),
  });
  const response = page(html, common.nonce, { status: failed === null ? 200 : statusOf(failed.code), lang });
  if (failed?.detail.retryAfter !== undefined)
    response.headers.set("Retry-After", String(failed.detail.retryAfter));
  return response;
}

/** A page of hers: whoever is not signed in is asked to. */
export function ownPage(handle: (c: PageContext, lang: Language, ctx: Ctx) => Promise<Response>) {
  return shown(async (c: PageContext, lang: Language) => {
    const ctx = await contextOf(c, "own");
    const post = c.req.method === "POST";
    if (post) fromOwnPage(c.req.raw, ctx.actor);
    if (ctx.actor.kind !== "person") return signInPage(c, lang, {}, post ? new Problem("signed-out") : null);
    return handle(c, lang, ctx);
  });
}

/** The crisis that she asked for help in. */
export async function ownCrisis(ctx: Ctx): Promise<Crisis> {
  return getCrisis(ctx, (await ownRegistration(ctx)).crisisId);
}

/** A form's values by name. */
export async function typedOf(c: PageContext): Promise<Typed> {
  const typed: Typed = {};
  for (const [name, value] of await formOf(c.req.raw, LIMIT)) typed[name] = [...(typed[name] ?? []), value];
  return typed;
}

/** Does an act with what was typed; null where it was done. */
export async function stepOf(ctx: Ctx, bound: Bound, typed: Typed): Promise<Problem | null> {
  const actId = typed.actId?.[0] ?? "";
  if (/^[0-9A-Za-z_-]{16,64}$/.test(actId)) ctx.actId = actId;
  const entries = Object.entries(typed).flatMap(([name, values]) =>
    name === "actId" ? [] : values.map((value) => [name, value] as const),
  );
  try {
    const raw = fromForm(entries);
    if (raw === null) throw new Problem("malformed");
    await perform(ctx, bound, raw);
    return null;
  } catch (error) {
    return asProblem(error, ctx.requestId);
  }
}
