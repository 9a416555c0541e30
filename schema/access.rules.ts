// Pure decisions about looks: which bits stand for which answers, and whose work a case is now.
import { type AccessField, accessFields, type LooksForSelf } from "./access.ts";
import type { Role } from "./kit/access.ts";
import type { PermitState } from "./permit.ts";
import { isOpenState } from "./registration.rules.ts";
import type { RegistrationState } from "./registration.ts";

/** What was decided may be looked at again within a day: to put a mistake right. */
const AGAIN_FOR = 24 * 3_600_000;

export function accessMask(fields: readonly AccessField[]): number {
  return fields.reduce((mask, field) => mask | (1 << accessFields.indexOf(field)), 0);
}

export function accessFieldsOf(mask: number): AccessField[] {
  return accessFields.filter((_, bit) => (mask & (1 << bit)) !== 0);
}

/** From looks with the newest first to days of one organisation, with the newest first. */
export function looksByDay(
  looks: readonly { name: string; at: string; fields: readonly AccessField[]; reasoned: boolean }[],
): LooksForSelf[] {
  const days = Map.groupBy(looks, (look) => `${look.at.slice(0, 10)} ${look.name}`);
  return [...days.values()].map((day) => ({
    name: day[0]?.name ?? "",
    at: day[0]?.at ?? "",
    times: day.length,
    fields: accessFields.filter((field) => day.some((look) => look.fields.includes(field))),
    ...(day.some((look) => look.reasoned) ? { reasoned: true as const } : {}),
  }));
}

/** What is known of a case and of who wants to open it, at this moment. */
export interface Work {
  role: Role;
  /** What her consent makes of the organisation. */
  audience: "responder" | "partner" | "holder";
  state: RegistrationState;
  crisisOpen: boolean;
  /** A need of it, open or assigned, is this organisation's. */
  ownsNeed: boolean;
  /** A need of it is open and nobody's, or this organisation's. */
  openNeed: boolean;
  /** She wrote to this organisation and nobody has read it. */
  unread: boolean;
  /** It has a seat from this organisation on a movement that is not over. */
  seated: boolean;
  /** When this very officer decided on it last; null where she did not. */
  decidedAt: string | null;
}

/** An authority's request is work while it waits for an end, while its permit holds, and for a day after it was decided. */
export function isPermitWork(
  permit: { state: PermitState; decidedAt: string | null; expiresAt: string | null },
  now: Date,
): boolean {
  if (permit.state === "asked" || permit.state === "more-needed") return true;
  if (permit.state === "granted" && Date.parse(permit.expiresAt ?? "") > now.getTime()) return true;
  return permit.decidedAt !== null && now.getTime() - Date.parse(permit.decidedAt) < AGAIN_FOR;
}

/**
 * Whether opening a case is work that needs no reason. It is where her organisation has something to do for it: the case
 * waits and was sent to it; or one of its needs is this organisation's to meet, and for a partner also one that is
 * nobody's yet, but not for a holder; or she wrote; or it has a seat; or the officer herself decided on it within a day. A viewer never has
 * work on a case, and a closed case or crisis is nobody's: these take a reason, which others read.
 */
export function isWork(work: Work, now: Date): boolean {
  if (work.role === "viewer") return false;
  if (work.ownsNeed || work.unread || work.seated) return true;
  if (work.decidedAt !== null && now.getTime() - Date.parse(work.decidedAt) < AGAIN_FOR) return true;
  if (!work.crisisOpen || !isOpenState(work.state)) return false;
  return work.audience === "responder" || (work.audience === "partner" && work.openNeed);
}
