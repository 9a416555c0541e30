// The list of concepts and their acts, in glossary order: drives routes, tests, words and the API description.
import * as alert from "./alert.ts";
import * as audit from "./audit.ts";
import * as consent from "./consent.ts";
import * as crisis from "./crisis.ts";
import type { Act } from "./kit/act.ts";
import * as live from "./live.ts";
import * as location from "./location.ts";
import * as need from "./need.ts";
import * as organisation from "./organisation.ts";
import * as registration from "./registration.ts";
import * as zone from "./zone.ts";

function actsOf(module: Record<string, unknown>): Act[] {
  return Object.values(module).filter(
    (value): value is Act =>
      typeof value === "object" && value !== null && "may" in value && "example" in value,
  );
}

export const concepts = {
  crisis: actsOf(crisis),
  organisation: actsOf(organisation),
  registration: actsOf(registration),
  consent: actsOf(consent),
  location: actsOf(location),
  need: actsOf(need),
  zone: actsOf(zone),
  alert: actsOf(alert),
  audit: actsOf(audit),
  live: actsOf(live),
} as const;

export const acts: readonly Act[] = Object.values(concepts).flat();

export function findAct(name: string): Act | undefined {
  return acts.find((one) => one.name === name);
}
