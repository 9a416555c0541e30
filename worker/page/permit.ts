// Pages of exit permits and boarding passes, for the person herself: where they stand, asking, answering, taking back,
// and the papers. Every form is one act; the reply is the page again. Never stored by any cache.
import type { Hono } from "hono";
import { type Language, plainDigits } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { waives } from "../../schema/permit.rules.ts";
import { renderPasses } from "../../web/plain/pass.tsx";
import { renderPermits } from "../../web/plain/permit.tsx";
import { renderPermitPaper } from "../../web/plain/permit-paper.tsx";
import { give } from "../consent/routes.ts";
import { getCrisis } from "../crisis/store.ts";
import type { Bound, Ctx } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { mine as passes } from "../pass/routes.ts";
import { answer, ask, mine, withdraw } from "../permit/own.ts";
import { findAuthority } from "../permit/store.ts";
import { status } from "../registration/mine.ts";
import { mine as seats } from "../seat/own.ts";
import { waivers } from "../waiver/routes.ts";
import { page } from "./respond.ts";
import { asks, commonOf, type PageContext, statusOf } from "./shown.ts";
import { failureOf, makeActIds, ownCrisis, ownPage, stepOf, type Typed, typedOf } from "./step.ts";

const steps: Record<string, Bound> = {
  "permit-ask": ask as unknown as Bound,
  "permit-answer": answer as unknown as Bound,
  "permit-withdraw": withdraw as unknown as Bound,
  "permit-share": give as unknown as Bound,
};

interface Outcome {
  done: string | null;
  failed: Problem | null;
  typed: Typed;
}
const nothing: Outcome = { done: null, failed: null, typed: {} };

/** @PRIVACY her own group's permits, to herself. */
async function permitsPage(c: PageContext, lang: Language, ctx: Ctx, outcome: Outcome): Promise<Response> {
  const view = await asks(ctx, status, {});
  const crisis = await getCrisis(ctx, view.crisisId);
  const [{ permits }, waived, authority] = await Promise.all([
    asks(ctx, mine, {}),
    asks(ctx, waivers, { crisisId: crisis.id }),
    findAuthority(ctx.db, crisis),
  ]);
  const { done, failed, typed } = outcome;
  const common = commonOf(c, lang);
  const html = renderPermits({
    ...common,
    view,
    permits,
    waiver: waived.waivers.find((one) => waives(one, crisis.now)) ?? null,
    authority,
    consented: view.shares.some(
      (share) => share.organisationId === authority?.id && share.purposes.includes("permit"),
    ),
    personId: typed.personId?.[0] ?? c.req.query("for") ?? null,
    values: typed,
    done,
    problem: failureOf(failed),
    nextActId: makeActIds(),
  });
  return page(html, common.nonce, {
    status: failed === null ? 200 : statusOf(failed.code),
    cookies: ctx.cookies,
    lang,
  });
}

/** What a phone types and the contract does not take: digits of any script, small letters in a country's code. */
function tidied(typed: Typed): Typed {
  const each = (name: string, change: (text: string) => string) =>
    typed[name] === undefined ? {} : { [name]: typed[name].map(change) };
  return {
    ...typed,
    ...each("documentNumber", plainDigits),
    ...each("documentIssuer", (text) => text.trim().toUpperCase()),
  };
}

/** A box that was left empty is a field to look at again, like any other. */
function asField(problem: Problem | null, step: string): Problem | null {
  return problem?.code === "consent-missing" && step === "permit-ask"
    ? new Problem("malformed", { fields: [{ path: "agree", reason: "agree-needed" }] })
    : problem;
}

async function act(c: PageContext, lang: Language, ctx: Ctx): Promise<Response> {
  const step = c.req.param("step") ?? "";
  const bound = steps[step];
  if (bound === undefined) throw new Problem("not-found");
  const typed = await typedOf(c);
  const failed = asField(await stepOf(ctx, bound, tidied(typed)), step);
  return permitsPage(
    c,
    lang,
    ctx,
    failed === null ? { done: step, failed: null, typed: {} } : { done: null, failed, typed },
  );
}

/** @PRIVACY one permit of her own group. Only what was granted has a paper; everything else stands in the list. */
async function paperPage(c: PageContext, lang: Language, ctx: Ctx): Promise<Response> {
  const [{ permits }, { hotline }] = await Promise.all([asks(ctx, mine, {}), ownCrisis(ctx)]);
  const permit = permits.find((one) => one.id === c.req.param("id"));
  if (permit === undefined) throw new Problem("not-found");
  if (permit.state !== "granted" && permit.state !== "revoked") return permitsPage(c, lang, ctx, nothing);
  const common = commonOf(c, lang);
  const html = renderPermitPaper({ ...common, permit, wallet: c.req.query("size") === "wallet", hotline });
  return page(html, common.nonce, { lang });
}

/** @PRIVACY her own group's boarding passes. */
async function passesPage(c: PageContext, lang: Language, ctx: Ctx): Promise<Response> {
  const [journey, found, { hotline }] = await Promise.all([
    asks(ctx, seats, {}),
    asks(ctx, passes, {}),
    ownCrisis(ctx),
  ]);
  const common = commonOf(c, lang);
  const html = renderPasses({ ...common, journey, passes: found.passes, hotline });
  return page(html, common.nonce, { lang });
}

/** Stands before the status page's own addresses, which take every other step. */
export function permitPages(app: Hono<{ Bindings: Bindings }>): void {
  const list = ownPage((c, lang, ctx) => permitsPage(c, lang, ctx, nothing));
  app.get("/:lang{[a-z]{2,3}}/s/pass", ownPage(passesPage));
  app.get("/:lang{[a-z]{2,3}}/s/permit", list);
  app.get("/:lang{[a-z]{2,3}}/s/permit/:id{prm_[0-9A-Za-z]{6,40}}", ownPage(paperPage));
  app.post("/:lang{[a-z]{2,3}}/s/:step{permit-[a-z]+}", ownPage(act));
  // Reload after an act asks for the act's address: it shows the list, and does nothing again.
  app.get("/:lang{[a-z]{2,3}}/s/:step{permit-[a-z]+}", list);
}
