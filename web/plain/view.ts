// What the worker gives to a page. Pure data: a page is a function of it, and nothing else.
import type { Alert } from "../../schema/alert.ts";
import type { Crisis, Figure } from "../../schema/crisis.ts";
import type { ReplyOf } from "../../schema/kit/act.ts";
import type { Language } from "../../schema/kit/fields.ts";
import type { ProblemCode } from "../../schema/kit/problem.ts";
import type { Organisation } from "../../schema/organisation.ts";
import type { Pass } from "../../schema/pass.ts";
import type { PermitForSelf } from "../../schema/permit.ts";
import type { Waiver } from "../../schema/permit-office.ts";
import type { Regime } from "../../schema/regime.ts";
import type { Receipt, RegistrationForSelf } from "../../schema/registration.ts";
import type { seatMine } from "../../schema/seat.ts";
import type { ZoneForPublic } from "../../schema/zone.ts";

export interface Common {
  lang: Language;
  displayName: string;
  /** Names the one inline style and script that the page's content policy lets run. */
  nonce: string;
  path: string;
}

export interface Failed {
  code: ProblemCode;
  fields: readonly { path: string; reason: string }[];
}

export interface HomeView extends Common {
  languages: readonly Language[];
  crises: readonly Crisis[];
  alerts: readonly Alert[];
  /** Waivers that hold now, of those crises. */
  waivers: readonly Waiver[];
}

export interface RegisterView extends Common {
  crisis: Crisis;
  organisations: readonly Organisation[];
  places: readonly ZoneForPublic[];
  actId: string;
  values: Readonly<Record<string, readonly string[]>>;
  problem: Failed | null;
}

export interface ReceiptView extends Common {
  receipt: Receipt;
  crisis: Crisis;
  actId: string;
}

export interface SignInView extends Common {
  values: Readonly<Record<string, readonly string[]>>;
  problem: Failed | null;
  actId: string;
}

/** Seats, waiting lists, what was cancelled, and splits that she is asked about. */
export type Journey = ReplyOf<typeof seatMine>;

export interface StatusView extends Common {
  view: RegistrationForSelf;
  journey: Journey;
  permits: readonly PermitForSelf[];
  /** A waiver that holds now: nobody needs a permit. */
  waiver: Waiver | null;
  /** The step that was just done, or null. */
  done: string | null;
  problem: Failed | null;
  nextActId: () => string;
}

export interface OwnPlaceView extends Common {
  places: readonly ZoneForPublic[];
  values: Readonly<Record<string, readonly string[]>>;
  problem: Failed | null;
  actId: string;
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
export interface AlertsView extends CrisisView {
  alerts: readonly Alert[];
  now: Date;
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
