// What the worker gives to a page. Pure data: a page is a function of it, and nothing else.
import type { Alert } from "../../schema/alert.ts";
import type { Crisis, Figure } from "../../schema/crisis.ts";
import type { Language } from "../../schema/kit/fields.ts";
import type { ProblemCode } from "../../schema/kit/problem.ts";
import type { Organisation } from "../../schema/organisation.ts";
import type { Receipt, RegistrationForSelf } from "../../schema/registration.ts";
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

export interface StatusView extends Common {
  view: RegistrationForSelf;
  places: readonly ZoneForPublic[];
  /** The step that was just done, or null. */
  done: string | null;
  problem: Failed | null;
  nextActId: () => string;
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
