// How long a yes holds, what a series of events leaves visible, and how events are called by the Data Privacy Vocabulary.
// Pure. The database keeps `sight` by the same rule (migrations/0006_sight.sql); a property test compares the two.
import type { ConsentEvent, Purpose } from "./consent.ts";

const DAY = 86_400_000;

/**
 * Days for which a yes holds without another word of hers.
 * help, assist: ninety. A crisis's needs change within weeks, and whoever helps hears from her by then; a shorter time
 *   would cut help from people who have no network.
 * place: fourteen. The exact place is what harms most, and where people are changes most.
 * travel: thirty. A movement is over by then, or another one is asked about anew.
 * permit: ninety, the longest that an authority has to decide and to be asked again.
 * refer: ninety, like the request that it belongs to, and never longer than that. hold: it ends with the `refer` that it came by, whenever that is.
 * trace: ninety. Families look for months, and nothing leaves by it before she answers.
 */
export const validDays: Readonly<Record<Purpose, number>> = {
  help: 90,
  assist: 90,
  place: 14,
  travel: 30,
  permit: 90,
  refer: 90,
  hold: 90,
  trace: 90,
};

/** How many days before the end she is asked: enough to find a network, too few to be forgotten again. */
export const askDays: Readonly<Record<Purpose, number>> = {
  help: 10,
  assist: 10,
  place: 3,
  travel: 5,
  permit: 10,
  refer: 10,
  hold: 10,
  trace: 10,
};

export function validUntil(purpose: Purpose, at: string): string {
  return new Date(Date.parse(at) + validDays[purpose] * DAY).toISOString();
}

/** The end from which on she is asked at `now`: whatever ends by then. */
export function asksBy(purpose: Purpose, now: string): string {
  return new Date(Date.parse(now) + askDays[purpose] * DAY).toISOString();
}

/** "I am still here" renews a yes once a seventh of its time is over: a sign every hour makes no row every hour. */
export function renewedBefore(purpose: Purpose, now: string): string {
  return new Date(Date.parse(now) - (validDays[purpose] * DAY) / 7).toISOString();
}

/** The event of a purpose that is taken away by the person: the last one for an organisation withdraws, others narrow. */
export function takingAway(held: readonly Purpose[], taken: readonly Purpose[]): ConsentEvent {
  return held.some((one) => !taken.includes(one)) ? "narrowed" : "withdrawn";
}

export interface ConsentFact {
  organisationId: string;
  purpose: Purpose;
  event: ConsentEvent;
  /** Until when a yes holds; null for a no. */
  until: string | null;
}

/** A yes is one only until its end. */
function holds(fact: ConsentFact, now: string): boolean {
  return (fact.event === "given" || fact.event === "renewed") && (fact.until === null || now < fact.until);
}

/** Purposes that an organisation holds after these events, in their order of time, at a moment. */
export function heldAfter(facts: readonly ConsentFact[], organisationId: string, now: string): Set<Purpose> {
  const last = new Map<Purpose, ConsentFact>();
  for (const fact of facts) if (fact.organisationId === organisationId) last.set(fact.purpose, fact);
  return new Set([...last.values()].filter((fact) => holds(fact, now)).map(({ purpose }) => purpose));
}

/**
 * What an organisation may see after these events: the whole request with `help`, need and area with `assist`, the one need
 * that it took on with `hold`, and the exact place only with one of them and `place`. Null: nothing. No other purpose opens a case.
 */
export function sightAfter(
  facts: readonly ConsentFact[],
  organisationId: string,
  now: string,
): { audience: "responder" | "partner" | "holder"; mayExact: boolean } | null {
  const held = heldAfter(facts, organisationId, now);
  const audience = held.has("help")
    ? "responder"
    : held.has("assist")
      ? "partner"
      : held.has("hold")
        ? "holder"
        : null;
  return audience === null ? null : { audience, mayExact: held.has("place") };
}

/** DPV 2.3: states of consent. Taking one purpose out is a withdrawal of that purpose. */
export const dpvState = {
  given: "dpv:ConsentGiven",
  refused: "dpv:ConsentRefused",
  narrowed: "dpv:ConsentWithdrawn",
  renewed: "dpv:RenewedConsentGiven",
  expired: "dpv:ConsentExpired",
  withdrawn: "dpv:ConsentWithdrawn",
  revoked: "dpv:ConsentRevoked",
} as const satisfies Record<ConsentEvent, string>;

/** Somebody who could see, and can no more: which purposes, from when, and when which event ended them. */
export interface Former {
  organisationId: string;
  purposes: Purpose[];
  since: string;
  until: string;
  ended: ConsentEvent;
}

/** Who had what until when, newest first: what ended together stands together. Events are in their order of time. */
export function formerShares(
  events: readonly { organisationId: string; purpose: Purpose; event: ConsentEvent; at: string }[],
): Former[] {
  const open = new Map<string, string>();
  const former = new Map<string, Former>();
  for (const { organisationId, purpose, event, at } of events) {
    const key = `${organisationId} ${purpose}`;
    const since = open.get(key);
    if (event === "given" || event === "renewed") open.set(key, since ?? at);
    else if (since !== undefined) {
      open.delete(key);
      const together = `${organisationId} ${event} ${at}`;
      const was = former.get(together);
      if (was === undefined)
        former.set(together, { organisationId, purposes: [purpose], since, until: at, ended: event });
      else {
        was.purposes.push(purpose);
        if (since < was.since) was.since = since;
      }
    }
  }
  return [...former.values()].reverse();
}
