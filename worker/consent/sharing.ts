// What a person's page says of her consents over time: when each share ends, who had it before and until when, and what the
// clock asks her.
import { type Former, formerShares } from "../../schema/consent.rules.ts";
import { findAgreed } from "../agree/store.ts";
import type { RegistrationRow } from "../registration/store.ts";
import { listAsked, listConsentEvents, listEnds } from "./store.ts";

/** A page shows the newest; her file has all of them. */
const MOST_FORMER = 20;

export interface Sharing {
  /** The first end among what an organisation holds. */
  endOf(organisationId: string): string | null;
  former: Former[];
  asks: { consent: string | null; registration: string | null } | null;
  /** The request is being deleted because its time was over, and not because she asked. */
  endedByClock: boolean;
}

export async function readSharing(db: D1Database, own: RegistrationRow): Promise<Sharing> {
  const [ends, events, asked, agreed] = await Promise.all([
    listEnds(db, own),
    listConsentEvents(db, own),
    listAsked(db, own),
    findAgreed(db, { registrationId: own.id, speakerId: "" }, ""),
  ]);
  const until = (kind: "consent" | "registration") => asked.find((one) => one.kind === kind)?.until ?? null;
  const [consent, registration] = [until("consent"), until("registration")];
  // A consent that was asked about and is gone since asks for nothing more.
  const all = [...ends, ...(agreed === null ? [] : [agreed])];
  const still = consent !== null && all.some((one) => one.until <= consent) ? consent : null;
  return {
    endOf: (organisationId) =>
      ends
        .filter((one) => one.organisationId === organisationId)
        .map((one) => one.until)
        .sort()[0] ?? null,
    former: formerShares(events).slice(0, MOST_FORMER),
    asks: still === null && registration === null ? null : { consent: still, registration },
    endedByClock: own.erasureAskedAt !== null && registration !== null && registration <= own.erasureAskedAt,
  };
}
