// The pages of coming back, by where they stand below /{lang}/s. Each reads her case through the same act, and what it
// needs besides. @PRIVACY her own data, to herself; never stored by any cache.
import type { Language } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { waives } from "../../schema/permit.rules.ts";
import { ageAt } from "../../schema/person.ts";
import type { RegistrationForSelf } from "../../schema/registration-status.ts";
import type { Told } from "../../schema/told.ts";
import { forPublic } from "../../schema/zone.rules.ts";
import { renderAnswers, renderNeeds, renderPin } from "../../web/plain/own-answers.tsx";
import { renderOwnDanger } from "../../web/plain/own-danger.tsx";
import { renderData } from "../../web/plain/own-data.tsx";
import { renderDelete, renderLeave } from "../../web/plain/own-end.tsx";
import { renderMessages } from "../../web/plain/own-message.tsx";
import { renderPeople, renderPerson } from "../../web/plain/own-people.tsx";
import { renderOwnPlace } from "../../web/plain/own-place.tsx";
import { renderConsents } from "../../web/plain/own-receipt.tsx";
import { renderShares } from "../../web/plain/own-share.tsx";
import { nationalityIn, renderTell } from "../../web/plain/own-tell.tsx";
import { renderTrace } from "../../web/plain/own-trace.tsx";
import { renderStatus } from "../../web/plain/status.tsx";
import type { OwnFormView, RequestView, StatusView } from "../../web/plain/view.ts";
import { receipt } from "../consent/record.ts";
import { groupRegistration } from "../consent/routes.ts";
import { getCrisis } from "../crisis/store.ts";
import { mine as dangers } from "../danger/own.ts";
import { type Bound, type Ctx, perform } from "../kit/door.ts";
import { mine, seen } from "../message/routes.ts";
import { listReceiving } from "../organisation/store.ts";
import { mine as permits } from "../permit/own.ts";
import { listTold } from "../person/store.ts";
import { toldOf } from "../registration/hers.ts";
import { status } from "../registration/mine.ts";
import { keyOf } from "../registration/view.ts";
import { download } from "../registration/whole.ts";
import { mine as seats } from "../seat/own.ts";
import { mine as sought, speakerOf } from "../tracing/own.ts";
import { countWaiting } from "../tracing/store.ts";
import { waivers } from "../waiver/routes.ts";
import { listZones } from "../zone/store.ts";
import { audioOf } from "./audio.ts";
import { asks, commonOf, type PageContext } from "./shown.ts";

export type Typed = Readonly<Record<string, readonly string[]>>;

export interface Asked {
  c: PageContext;
  ctx: Ctx;
  lang: Language;
  /** Where it stands below /s. */
  at: string;
  /** The number in the address, where one stands there. */
  n: number | null;
  /** What was typed, where it was refused. */
  typed: Typed | null;
  done: string | null;
  failed: Problem | null;
}

const ADULT = 18;

/** One more act for the page, in a context of its own: the form's key is not spent on it. */
export function reads<R>(ctx: Ctx, bound: unknown): Promise<R> {
  const fresh = { ...ctx, actId: crypto.randomUUID(), bodyHash: "", cookies: [] };
  return perform(fresh, bound as Bound, {}) as Promise<R>;
}

/** A list of texts as a form would have sent it. */
const one = (value: string | null | undefined): string[] => (value == null ? [] : [value]);

/** An entry as the form has it: an age or a year without its kind, and its calendar or its band. */
function valuesOf(person: RegistrationForSelf["persons"][number]): Typed {
  const [kind = "", said = ""] = (person.born ?? "").split(":");
  return {
    "people.0.name": one(person.name),
    "people.0.born": kind === "about" ? [] : one(said),
    "people.0.calendar":
      kind === "ethiopian" || kind === "nepali" ? [kind] : kind === "year" ? ["gregorian"] : [],
    "people.0.ageBand": kind === "about" ? [said] : [],
    "people.0.relation": one(person.relation),
    "people.0.document": one(person.document),
    "people.0.needs[]": person.needs ?? [],
  };
}

function toldValues(told: Told | null, lang: string): Typed {
  const { speaks, difficulty, nationality, ...rest } = told ?? {};
  return {
    nationality: nationality === undefined ? [] : [nationalityIn(lang, nationality)],
    ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, one(value)])),
    "speaks[]": speaks ?? [],
    ...Object.fromEntries(
      Object.entries(difficulty ?? {}).map(([key, value]) => [`difficulty.${key}`, one(value)]),
    ),
  };
}

type Draw = (page: StatusView, asked: Asked) => Promise<string> | string;

/** The page of one person: the number in the address, or whom a refused form was about. */
function personAt({ view }: StatusView, { n, typed }: Asked) {
  const id = typed?.personId?.[0];
  const at = id === undefined ? (n ?? 0) - 1 : view.persons.findIndex((person) => person.id === id);
  const person = view.persons[at];
  const mine = view.adultId === null || view.adultId === person?.id;
  return { n: at + 1, person: person !== undefined && mine ? person : null };
}

/** Where her journey and her permits stand, and whether anybody needs one now. */
async function journeyOf(
  ctx: Ctx,
  crisisId: string,
  adult: boolean,
): Promise<Pick<RequestView, "journey" | "permits" | "waiver" | "sought" | "near">> {
  const [journey, asked, waived, { now }, own, { near }] = await Promise.all([
    asks(ctx, seats, {}),
    // What is printed of the others is for whoever asked.
    adult ? { permits: [] } : asks(ctx, permits, {}),
    asks(ctx, waivers, { crisisId }),
    getCrisis(ctx, crisisId),
    groupRegistration(ctx),
    asks(ctx, dangers, {}),
  ]);
  const waiver = waived.waivers.find((one) => waives(one, now)) ?? null;
  return {
    journey,
    permits: asked.permits,
    waiver,
    near,
    sought: await countWaiting(ctx.db, speakerOf(ctx, own), now),
  };
}

const withForm = (page: StatusView, { typed }: Asked, values: Typed): OwnFormView => ({
  ...page,
  values: typed ?? values,
});

const pages: Record<string, Draw> = {
  async ""(page, { ctx }) {
    const { crisisId, erasure } = page.view;
    const none = { journey: { seats: [], splits: [] }, permits: [], waiver: null, sought: 0, near: [] };
    return renderStatus({
      ...page,
      ...(erasure === null ? await journeyOf(ctx, crisisId, page.view.adultId !== null) : none),
    });
  },
  async people(page, asked) {
    const { view } = page;
    const { now } = await getCrisis(asked.ctx, view.crisisId);
    const age = (born: string) => ageAt(born, new Date(now)) ?? ADULT;
    const form = Object.keys(asked.typed ?? {}).some((name) => name.startsWith("people.0."));
    if (asked.n !== null || form) {
      const { n, person } = personAt(page, asked);
      if (person === null && (n !== 0 || view.adultId !== null)) throw new Problem("not-found");
      const values = person === null ? {} : valuesOf(person);
      return renderPerson({ ...withForm(page, asked, values), person, n });
    }
    const mayHaveCode = view.persons
      .filter((person, at) => at > 0 && (person.born === null || age(person.born) >= ADULT))
      .map(({ id }) => id)
      .filter((id) => !view.codes.includes(id));
    return renderPeople({ ...page, mayHaveCode });
  },
  async tell(page, asked) {
    const { n, person } = personAt(page, asked);
    // What an adult with a code of her own told is hers alone.
    if (person === null || page.view.codes.includes(person.id)) throw new Problem("not-found");
    const own = await groupRegistration(asked.ctx);
    const row = (await listTold(asked.ctx.db, own)).find(({ id }) => id === person.id);
    const told = row === undefined ? null : await toldOf(await keyOf(asked.ctx.settings, own), row);
    const { now } = await getCrisis(asked.ctx, page.view.crisisId);
    const child = person.born !== null && (ageAt(person.born, new Date(now)) ?? ADULT) < ADULT;
    return renderTell({
      ...withForm(page, asked, toldValues(told, asked.lang)),
      person,
      n,
      child,
    });
  },
  async place(page, asked) {
    const crisis = await getCrisis(asked.ctx, page.view.crisisId);
    const zones = await listZones(asked.ctx.db, crisis.id);
    const places = zones.flatMap((zone) => forPublic(zone, new Date(crisis.now)) ?? []);
    return renderOwnPlace({ ...withForm(page, asked, {}), places });
  },
  async danger(page, asked) {
    const crisis = await getCrisis(asked.ctx, page.view.crisisId);
    const zones = await listZones(asked.ctx.db, crisis.id);
    const places = zones.flatMap((zone) => forPublic(zone, new Date(crisis.now)) ?? []);
    return renderOwnDanger({ ...withForm(page, asked, {}), ...(await asks(asked.ctx, dangers, {})), places });
  },
  needs: (page, asked) =>
    renderNeeds(
      withForm(page, asked, {
        "needs[]": page.view.needs
          .filter(({ state }) => state === "open" || state === "assigned")
          .map(({ kind }) => kind),
        "barriers[]": page.view.barriers,
      }),
    ),
  answers: (page, asked) =>
    renderAnswers(
      withForm(page, asked, {
        choice: one(page.view.choice),
        phone: one(page.view.phone),
        phoneOwner: one(page.view.phoneOwner),
        phoneSafe: page.view.phoneSafe === true ? ["yes"] : [],
        note: one(page.view.note),
      }),
    ),
  // Neither number goes back to a screen.
  pin: (page, asked) => renderPin({ ...withForm(page, asked, {}), values: {} }),
  async msg(page, asked) {
    const conversation = await reads<Parameters<typeof renderMessages>[0]["conversation"]>(asked.ctx, mine);
    if (page.view.unread > 0) await reads(asked.ctx, seen);
    return renderMessages({ ...withForm(page, asked, {}), conversation });
  },
  share: (page) => renderShares(page),
  async trace(page, asked) {
    const tracing = await asks(asked.ctx, sought, {});
    return renderTrace({ ...withForm(page, asked, {}), tracing });
  },
  async consent(page, asked) {
    const record = await reads<Parameters<typeof renderConsents>[0]["record"]>(asked.ctx, receipt);
    return renderConsents({ ...page, record });
  },
  async data(page, asked) {
    const whole = await reads<Parameters<typeof renderData>[0]["whole"]>(asked.ctx, download);
    return renderData({ ...page, whole });
  },
  delete: (page) => renderDelete(page),
  async own(page, asked) {
    const organisations = await listReceiving(asked.ctx.db, page.view.crisisId);
    return renderLeave({ ...withForm(page, asked, {}), organisations });
  },
};

/** Every page of hers; `tell` needs the number of a person. */
export const ownPageNames: readonly string[] = Object.keys(pages);

/** Whether a page stands there by itself. */
export function isOwnPage(at: string): boolean {
  return ownPageNames.includes(at) && at !== "tell";
}

/** Pages that an adult with a code of her own has; and those that stand while all is being deleted. */
const ofAdults = new Set(["", "people", "danger", "tell", "msg", "share", "trace", "data", "pin", "own"]);
const ofHead = new Set(ownPageNames.filter((at) => at !== "own"));

/** A page as text. A place that is none of hers is the request itself. */
export async function ownPageText(asked: Asked): Promise<{ html: string; nonce: string }> {
  const { c, ctx, lang, failed } = asked;
  const common = { ...commonOf(c, lang), audio: await audioOf(c, lang) };
  const view = await reads<RegistrationForSelf>(ctx, status);
  const page: StatusView = {
    ...common,
    view,
    done: asked.done,
    problem: failed === null ? null : { code: failed.code, fields: failed.detail.fields ?? [] },
    nextActId: () => crypto.randomUUID(),
  };
  const adult = view.adultId !== null;
  const open = view.erasure === null ? (adult ? ofAdults : ofHead) : new Set(adult ? ["", "own"] : [""]);
  const at = open.has(asked.at) ? asked.at : "";
  const html = await (pages[at] as Draw)(page, asked);
  return { html, nonce: common.nonce };
}
