// What the forms share with which somebody asks for help: the crisis of the address, who may receive it, the places that are
// listed, and what a form sent.
import type { Crisis } from "../../schema/crisis.ts";
import type { Language } from "../../schema/kit/fields.ts";
import type { Organisation } from "../../schema/organisation.ts";
import { forPublic } from "../../schema/zone.rules.ts";
import type { ZoneForPublic } from "../../schema/zone.ts";
import { renderHome } from "../../web/plain/pages.tsx";
import type { Common } from "../../web/plain/view.ts";
import { getCrisis, listCrises } from "../crisis/store.ts";
import { listReceiving } from "../organisation/store.ts";
import { listZones } from "../zone/store.ts";
import { audioOf } from "./audio.ts";
import { page } from "./respond.ts";
import { commonOf, type PageContext } from "./shown.ts";

/** A list that nobody can search stays short: beyond this many known places, words say it better. */
const MOST_PLACES = 30;

export type Typed = Record<string, string[]>;

/** What was typed, by field; the buttons of the form are none. */
export function typedOf(entries: readonly (readonly [string, string])[]): Typed {
  const typed: Typed = {};
  for (const [name, value] of entries) if (name !== "add") typed[name] = [...(typed[name] ?? []), value];
  return typed;
}

/** The places that are listed: those that work and were confirmed last, and whichever was chosen before. */
function known(places: readonly ZoneForPublic[], chosen: string | undefined): ZoneForPublic[] {
  const rank = (one: ZoneForPublic) => (one.id === chosen ? 2 : one.state === "closed" ? 0 : 1);
  return [...places]
    .sort((a, b) => rank(b) - rank(a) || (b.confirmedAt ?? "").localeCompare(a.confirmedAt ?? ""))
    .slice(0, MOST_PLACES);
}

/** The crisis that the address names, or the only one there is; null where the person has to choose. */
export async function chosenCrisis(c: PageContext): Promise<Crisis | null> {
  const wanted = c.req.query("crisis");
  if (wanted !== undefined) return getCrisis({ db: c.env.DB, real: new Date() }, wanted);
  const crises = await listCrises(c.env.DB, new Date());
  return crises.length === 1 ? (crises[0] ?? null) : null;
}

/** Several crises are open: the page on which one of them is chosen, for the same kind of form. */
export async function whichCrisis(c: PageContext, lang: Language, to = "/r"): Promise<Response> {
  const common = commonOf(c, lang);
  const crises = await listCrises(c.env.DB, new Date());
  const [kind] = ["for=other", "kiosk=1", "group=1"].filter(
    (one) => c.req.query(one.split("=")[0] ?? "") !== undefined,
  );
  const html = renderHome({
    ...common,
    languages: [],
    crises,
    alerts: [],
    waivers: [],
    to,
    ...(kind === undefined ? {} : { kind }),
  });
  return page(html, common.nonce, { lang });
}

export interface FormParts {
  common: Common;
  organisations: Organisation[];
  places: ZoneForPublic[];
}

export async function formParts(
  c: PageContext,
  lang: Language,
  crisis: Crisis,
  typed: Typed,
): Promise<FormParts> {
  const [organisations, zones, audio] = await Promise.all([
    listReceiving(c.env.DB, crisis.id),
    listZones(c.env.DB, crisis.id),
    audioOf(c, lang),
  ]);
  const places = zones.flatMap((zone) => forPublic(zone, new Date(crisis.now)) ?? []);
  return {
    common: { ...commonOf(c, lang), audio },
    organisations,
    places: known(places, typed["place.zoneId"]?.[0]),
  };
}
