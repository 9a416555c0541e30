// What the worker gives to a page. Pure data: a page is a function of it, and nothing else.

import type { Alert } from "../../schema/alert.ts";
import type { ConsentRecord } from "../../schema/consent-record.ts";
import type { Crisis, Figure } from "../../schema/crisis.ts";
import type { Area } from "../../schema/crisis-area.ts";
import type { DangerForPublic, dangerMine } from "../../schema/danger-own.ts";
import type { YearOfDemands } from "../../schema/demand.ts";
import type { ReplyOf } from "../../schema/kit/act.ts";
import type { Language } from "../../schema/kit/fields.ts";
import type { Ground } from "../../schema/kit/ground.ts";
import type { ProblemCode } from "../../schema/kit/problem.ts";
import type { messageMine } from "../../schema/message.ts";
import type { Organisation } from "../../schema/organisation.ts";
import type { Pass } from "../../schema/pass.ts";
import type { PermitForSelf } from "../../schema/permit.ts";
import type { Waiver } from "../../schema/permit-office.ts";
import type { Regime } from "../../schema/regime.ts";
import type { Receipt } from "../../schema/registration.ts";
import type { RegistrationWhole, registrationGiveCode } from "../../schema/registration-end.ts";
import type { RegistrationForSelf } from "../../schema/registration-status.ts";
import type { seatMine } from "../../schema/seat.ts";
import type { TracingForRelative, tracingOpen } from "../../schema/tracing.ts";
import type { tracingMine } from "../../schema/tracing-own.ts";
import type { ZoneForPublic } from "../../schema/zone.ts";
import type { Plan } from "./map-plan.ts";

export interface Common {
  lang: Language;
  displayName: string;
  /** Names the one inline style and script that the page's content policy lets run. */
  nonce: string;
  /** The address of the page of languages that leads back to this one; null where there is none. */
  languagesAt: string | null;
  /** Screens of this language for which the deployment has a recording. */
  audio?: readonly string[];
}

export interface Failed {
  code: ProblemCode;
  fields: readonly { path: string; reason: string }[];
}

export interface HomeView extends Common {
  /** A few to choose from at once; the others are one tap away. */
  languages: readonly Language[];
  crises: readonly Crisis[];
  alerts: readonly Alert[];
  /** Waivers that hold now, of those crises. */
  waivers: readonly Waiver[];
  /** A kind of form that was asked for before a crisis was chosen: `for=other`, or a complaint. */
  kind?: string;
  /** Another form than asking for help. */
  to?: string;
}

export interface RegisterView extends Common {
  crisis: Crisis;
  organisations: readonly Organisation[];
  places: readonly ZoneForPublic[];
  /** Dangers that the public is told of. */
  known: readonly DangerForPublic[];
  actId: string;
  values: Readonly<Record<string, readonly string[]>>;
  problem: Failed | null;
  /** She asked for room for one person more, without scripts. */
  adds: boolean;
  /** Somebody answers for somebody else. */
  other?: boolean;
  /** On a device that many use: when the page was opened. */
  kiosk?: string;
}

/** A leader's sheet: as many lines as there are on the page. */
export interface LeaderView extends RegisterView {
  lines: number;
}

/** What became of a sheet: one slip for each line that was filled in. */
export interface SlipsView extends Common {
  slips: readonly { line: number; name: string | null; people: number; reference: string; pin: string }[];
  batch: string;
  sentTo: Receipt["sentTo"];
  nextBy: string;
  hotline: string | null;
  actId: string;
  address: string;
}

/** Paper forms: one blank one, or one for each code that was made for it. */
export interface PaperView extends Common {
  crisis: Crisis;
  organisations: readonly Organisation[];
  codes: readonly { reference: string; pin: string }[];
  address: string;
}

export interface ReceiptView extends Common {
  receipt: Receipt;
  crisis: Crisis;
  actId: string;
  /** Where she comes back to, without the protocol. */
  address: string;
  /** The short way was taken: everything but the place and the phone is still to be told. */
  short: boolean;
  /** For somebody else, who gets the numbers. */
  other?: boolean;
  /** On a device that many use: the address where the next one begins. */
  kiosk?: string;
}

export interface SignInView extends Common {
  values: Readonly<Record<string, readonly string[]>>;
  problem: Failed | null;
  actId: string;
}

/** Looking for somebody: the form, the two numbers, the way back, and what stands there. */
export interface LookFormView extends SignInView {
  crisis: Crisis;
}
export interface LookKeptView extends Common {
  kept: ReplyOf<typeof tracingOpen>;
  actId: string;
}
export interface LookedView extends Common {
  values: Readonly<Record<string, readonly string[]>>;
  problem: Failed | null;
  /** It was just deleted. */
  closed: boolean;
}
export interface LookingView extends SignInView {
  looking: TracingForRelative;
  /** Key of what was just done, or null. */
  done: string | null;
}

/** Seats, waiting lists, what was cancelled, and splits that she is asked about. */
export type Journey = ReplyOf<typeof seatMine>;

/** Every page of coming back: what she may read of her own case, and what was just done or refused. */
export interface StatusView extends Common {
  view: RegistrationForSelf;
  /** Key of what was just done, or null. */
  done: string | null;
  problem: Failed | null;
  nextActId: () => string;
}
/** Her request itself: where her journey and her permits stand too. */
export interface RequestView extends StatusView {
  journey: Journey;
  permits: readonly PermitForSelf[];
  /** A waiver that holds now: nobody needs a permit. */
  waiver: Waiver | null;
  /** Dangers that the public is told of, where she said she is and beside it. */
  near: ReplyOf<typeof dangerMine>["near"];
  /** How many look for her and wait. */
  sought: number;
}
/** A page with a form: what was typed comes back where it was refused; otherwise what holds now. */
export interface OwnFormView extends StatusView {
  values: Readonly<Record<string, readonly string[]>>;
}
export interface OwnPlaceView extends OwnFormView {
  places: readonly ZoneForPublic[];
}
export interface OwnDangerView extends OwnFormView, ReplyOf<typeof dangerMine> {
  places: readonly ZoneForPublic[];
}
export interface OwnPeopleView extends StatusView {
  /** Other adults without a code of their own. */
  mayHaveCode: readonly string[];
}
export interface OwnPersonView extends OwnFormView {
  /** Null: somebody is added. */
  person: RegistrationForSelf["persons"][number] | null;
  /** Her number in the group, from 1; 0 where somebody is added. */
  n: number;
}
export interface OwnTellView extends OwnFormView {
  person: RegistrationForSelf["persons"][number];
  n: number;
  /** Too young for the six questions. */
  child: boolean;
}
export interface OwnMessageView extends OwnFormView {
  conversation: ReplyOf<typeof messageMine>;
}
export interface OwnTraceView extends OwnFormView {
  tracing: ReplyOf<typeof tracingMine>;
}
export interface OwnReceiptView extends StatusView {
  record: ConsentRecord;
}

export interface OwnDataView extends StatusView {
  whole: RegistrationWhole;
}
export interface OwnCodeView extends StatusView {
  code: ReplyOf<typeof registrationGiveCode>;
  person: RegistrationForSelf["persons"][number];
  actId: string;
}
export interface OwnLeaveView extends OwnFormView {
  organisations: readonly Organisation[];
}
export interface GoneView extends Common {
  goneAt: string;
  hotline: string | null;
}

export interface PassView extends Common {
  journey: Journey;
  passes: readonly Pass[];
  hotline: string | null;
}

export interface PermitView extends Common {
  view: RegistrationForSelf;
  permits: readonly PermitForSelf[];
  waiver: Waiver | null;
  /** The office that decides here; null where none takes part. */
  authority: { id: string; name: { en: string; ar?: string | undefined } } | null;
  /** Whether that office may read already what will be printed. */
  consented: boolean;
  /** For whom the form stands open; null for the first who has no permit. */
  personId: string | null;
  values: Readonly<Record<string, readonly string[]>>;
  done: string | null;
  problem: Failed | null;
  nextActId: () => string;
}

export interface PermitPaperView extends Common {
  permit: PermitForSelf;
  /** Printed as a folded card; on a screen both look the same. */
  wallet: boolean;
  hotline: string | null;
}

export interface CrisisView extends Common {
  crisis: Crisis;
}
export interface CallView extends CrisisView {
  /** The number that takes text messages; null where texts are off. */
  texts: string | null;
}
export interface RightsView extends CrisisView {
  demands: readonly YearOfDemands[];
}
export interface AlertsView extends CrisisView {
  alerts: readonly Alert[];
  now: Date;
}
export interface MapView extends CrisisView {
  /** When the numbers of districts were published; null: never. */
  at: string | null;
  /** Day-old counts alone. */
  areas: readonly Area[];
  zones: readonly ZoneForPublic[];
  dangers: readonly DangerForPublic[];
  alerts: readonly Alert[];
  ground: Ground | null;
  plan: Plan;
  /** The district that is looked at closely; null: the whole crisis. */
  cell: string | null;
  /** The first district of the list. */
  from: number;
}
export interface DangersView extends CrisisView {
  dangers: readonly DangerForPublic[];
}
export interface AlertView extends CrisisView {
  alert: Alert;
  now: Date;
}
export interface PlacesView extends CrisisView {
  zones: readonly ZoneForPublic[];
}
export interface NumbersView extends CrisisView {
  figures: readonly Figure[];
}
export interface ExitRulesView extends CrisisView {
  /** Empty: unknown. */
  regimes: readonly Regime[];
  waivers: readonly Waiver[];
}
