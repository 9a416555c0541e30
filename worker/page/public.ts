// Pages for everybody: alerts, places, numbers, whom to call, rights. Never a person, only what is published.
import type { Hono } from "hono";
import type { Crisis } from "../../schema/crisis.ts";
import { alpha3Of } from "../../schema/kit/country.ts";
import type { Language } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { forPublic } from "../../schema/zone.rules.ts";
import { renderCall } from "../../web/plain/call.tsx";
import { renderDangers } from "../../web/plain/danger.tsx";
import { renderExitRules } from "../../web/plain/exit-rules.tsx";
import {
  renderAlert,
  renderAlerts,
  renderNumbers,
  renderPlaces,
  renderRights,
} from "../../web/plain/public.tsx";
import type { Common } from "../../web/plain/view.ts";
import { listAlerts } from "../alert/store.ts";
import { getCrisis, listCrises, listFigures } from "../crisis/store.ts";
import { known } from "../danger/own.ts";
import { countDemands } from "../demand/store.ts";
import { contextOf } from "../kit/door.ts";
import { type Bindings, settingsOf } from "../kit/env.ts";
import { list as regimes } from "../regime/routes.ts";
import { listWaiversNow } from "../waiver/store.ts";
import { listZones } from "../zone/store.ts";
import { page } from "./respond.ts";
import { asks, commonOf, type PageContext, shown } from "./shown.ts";

/** The crisis that the address names, or the newest open one. Raises `not-found` where there is none. */
export async function crisisOf(c: PageContext): Promise<Crisis> {
  const wanted = c.req.query("crisis");
  const real = new Date();
  if (wanted !== undefined) return getCrisis({ db: c.env.DB, real }, wanted);
  const [first] = await listCrises(c.env.DB, real);
  if (first === undefined) throw new Problem("not-found");
  return first;
}

type Render = (c: PageContext, common: Common, crisis: Crisis) => Promise<string>;

function publicPage(render: Render) {
  return shown(async (c: PageContext, lang: Language) => {
    const common = commonOf(c, lang);
    return page(await render(c, common, await crisisOf(c)), common.nonce, { lang });
  });
}

const alerts: Render = async (c, common, crisis) =>
  renderAlerts({
    ...common,
    crisis,
    alerts: await listAlerts(c.env.DB, crisis.id),
    now: new Date(crisis.now),
  });

const alert: Render = async (c, common, crisis) => {
  const number = Number(c.req.param("number"));
  const found = (await listAlerts(c.env.DB, crisis.id)).find((one) => one.number === number);
  if (found === undefined) throw new Problem("not-found");
  return renderAlert({ ...common, alert: found, crisis, now: new Date(crisis.now) });
};

const dangers: Render = async (c, common, crisis) => {
  const ctx = await contextOf(c, "own");
  return renderDangers({ ...common, crisis, ...(await asks(ctx, known, { crisisId: crisis.id })) });
};

const places: Render = async (c, common, crisis) => {
  const zones = (await listZones(c.env.DB, crisis.id)).flatMap(
    (zone) => forPublic(zone, new Date(crisis.now)) ?? [],
  );
  return renderPlaces({ ...common, crisis, zones });
};

const numbers: Render = async (c, common, crisis) => {
  const figures = (await listFigures(c.env.DB, crisis.id)).map(({ key, shown: figure, day }) => ({
    key,
    shown: figure,
    day,
  }));
  return renderNumbers({ ...common, crisis, figures });
};

const exitRules: Render = async (c, common, crisis) => {
  const country = alpha3Of(crisis.hostCountry);
  const ctx = await contextOf(c, "own");
  const known = country === null ? [] : (await asks(ctx, regimes, { country, at: crisis.now })).regimes;
  const waivers = await listWaiversNow(c.env.DB, [crisis]);
  return renderExitRules({ ...common, crisis, regimes: known, waivers });
};

const rights: Render = async (c, common, crisis) =>
  renderRights({ ...common, crisis, demands: await countDemands(c.env.DB, new Date().getUTCFullYear()) });

export function publicPages(app: Hono<{ Bindings: Bindings }>): void {
  const at = (path: string, render: Render) => app.get(`/:lang{[a-z]{2,3}}/${path}`, publicPage(render));
  at("alerts", alerts);
  at("alerts/:number{[0-9]{1,6}}", alert);
  at("dangers", dangers);
  at("places", places);
  at("numbers", numbers);
  at("call", (c, common, crisis) =>
    Promise.resolve(renderCall({ ...common, crisis, texts: settingsOf(c.env).sms?.from ?? null })),
  );
  at("exit-rules", exitRules);
  at("rights", rights);
}
