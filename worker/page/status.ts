// Coming back: code and PIN, then her case and what she can do with it. Every form is one act; the reply is the page.
import type { Hono } from "hono";
import type { Language } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { waives } from "../../schema/permit.rules.ts";
import { forPublic } from "../../schema/zone.rules.ts";
import { renderOwnPlace } from "../../web/plain/own-place.tsx";
import { renderStatus } from "../../web/plain/status.tsx";
import { give, withdraw } from "../consent/routes.ts";
import { getCrisis } from "../crisis/store.ts";
import { formOf, fromOwnPage } from "../kit/body.ts";
import { type Bound, type Ctx, contextOf, perform } from "../kit/door.ts";
import type { Bindings } from "../kit/env.ts";
import { refuseIfFlooding } from "../kit/limit.ts";
import { asProblem } from "../kit/problem.ts";
import { remove, set } from "../location/routes.ts";
import { mine as permits } from "../permit/own.ts";
import { alive, signIn, status } from "../registration/own.ts";
import { answer, mine as seats } from "../seat/own.ts";
import { answer as answerSplit } from "../split/routes.ts";
import { waivers } from "../waiver/routes.ts";
import { listZones } from "../zone/store.ts";
import { page } from "./respond.ts";
import { asks, commonOf, type PageContext, shown, statusOf } from "./shown.ts";
import {
  failureOf,
  LIMIT,
  makeActIds,
  ownCrisis,
  ownPage,
  signInPage,
  stepOf,
  type Typed,
  typedOf,
} from "./step.ts";

/** What is done at /{lang}/s/{step}, and the word that the page then says. */
const steps: Record<string, Bound> = {
  alive: alive as unknown as Bound,
  place: set as unknown as Bound,
  "place-delete": remove as unknown as Bound,
  share: give as unknown as Bound,
  withdraw: withdraw as unknown as Bound,
  "seat-answer": answer as unknown as Bound,
  "split-answer": answerSplit as unknown as Bound,
};

/** @PRIVACY her own case, to herself; never stored by any cache. */
async function statusPage(
  c: PageContext,
  lang: Language,
  ctx: Ctx,
  done: string | null,
  failed: Problem | null,
): Promise<Response> {
  const view = await asks(ctx, status, {});
  const crisis = await getCrisis(ctx, view.crisisId);
  const [journey, asked, waived] = await Promise.all([
    asks(ctx, seats, {}),
    asks(ctx, permits, {}),
    asks(ctx, waivers, { crisisId: crisis.id }),
  ]);
  const common = commonOf(c, lang);
  const html = renderStatus({
    ...common,
    view,
    journey,
    permits: asked.permits,
    waiver: waived.waivers.find((one) => waives(one, crisis.now)) ?? null,
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

async function placePage(
  c: PageContext,
  lang: Language,
  ctx: Ctx,
  typed: Typed,
  failed: Problem | null,
): Promise<Response> {
  const crisis = await ownCrisis(ctx);
  const places = (await listZones(ctx.db, crisis.id)).flatMap(
    (zone) => forPublic(zone, new Date(crisis.now)) ?? [],
  );
  const common = commonOf(c, lang);
  const html = renderOwnPlace({
    ...common,
    places,
    hotline: crisis.hotline,
    values: typed,
    problem: failureOf(failed),
    actId: crypto.randomUUID(),
  });
  return page(html, common.nonce, { status: failed === null ? 200 : statusOf(failed.code), lang });
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

async function act(c: PageContext, lang: Language, ctx: Ctx): Promise<Response> {
  const step = c.req.param("step") ?? "";
  const bound = steps[step];
  if (bound === undefined) throw new Problem("not-found");
  const typed = await typedOf(c);
  const failed = await stepOf(ctx, bound, typed);
  if (failed !== null && step === "place") return placePage(c, lang, ctx, typed, failed);
  return statusPage(c, lang, ctx, failed === null ? step : null, failed);
}

export function statusPages(app: Hono<{ Bindings: Bindings }>): void {
  const show = ownPage((c, lang, ctx) => statusPage(c, lang, ctx, null, null));
  app.get("/:lang{[a-z]{2,3}}/s", show);
  app.post("/:lang{[a-z]{2,3}}/s", shown(enter));
  app.get(
    "/:lang{[a-z]{2,3}}/s/place",
    ownPage((c, lang, ctx) => placePage(c, lang, ctx, {}, null)),
  );
  app.post("/:lang{[a-z]{2,3}}/s/:step{[a-z-]+}", ownPage(act));
  // Reload after an act asks for the act's address: it shows the case, and does nothing again.
  app.get("/:lang{[a-z]{2,3}}/s/:step{[a-z-]+}", show);
}
