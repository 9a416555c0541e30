// The judgement of an exit permit. Pure; verdict.ts decides what wins. Seen before is information and no refusal, and
// neither is a status list that is old: a short life is the main defence of a gate without a network.
import { type PermitClaims, permitFlags } from "../../schema/credential.ts";
import { timeReasons } from "./clock.ts";
import { type Facts, type Found, type Held, waiverAt } from "./held.ts";
import type { Reason } from "./reason.ts";

/** After a day the officer is told to look at how old the list is. */
export const STATUS_FRESH = 24 * 3_600_000;

const has = (flags: number, flag: keyof typeof permitFlags) => (flags & permitFlags[flag]) !== 0;

export function judgePermit(claims: PermitClaims, held: Held): Found {
  const facts: Partial<Facts> = {
    kind: "permit",
    signed: true,
    name: claims.name === "" ? null : claims.name,
    birthYear: claims.birthYear,
    number: claims.number,
    from: claims.nbf * 1000,
    until: claims.exp * 1000,
    exitPoints: claims.exitPoints,
    document: claims.document === null ? null : `${claims.document.number} ${claims.document.issuer}`,
    territory: claims.territory,
    minor: has(claims.flags, "minor"),
    seenAt: held.permitSeen(claims.cti),
  };
  if (held.crisis === null) return { reasons: ["crisis-unknown"], facts, note: null };
  // An authority speaks for its own territory alone.
  if (claims.territory !== held.crisis.territory || claims.iss !== claims.territory)
    return { reasons: ["other-territory"], facts, note: null };
  const status = statusOf(claims, held);
  const reasons = [...timeReasons(claims, held.now), ...status.reasons];
  if (has(claims.flags, "escortRequired")) reasons.push("escort");
  const needless = waiverAt(held) === null ? [] : reasons.filter((one) => overruled.includes(one));
  const left = reasons.filter((one) => !needless.includes(one));
  return {
    reasons: [...left, needless.length > 0 ? "waiver" : "valid"],
    beside: needless,
    facts: { ...facts, statusAt: status.at },
    note: null,
  };
}

/** While nobody needs a permit, one that does not hold keeps nobody from leaving: the officer is told both. */
const overruled: readonly Reason[] = ["expired", "not-yet", "revoked", "suspended"];

function statusOf(claims: PermitClaims, held: Held): { reasons: Reason[]; at: number | null } {
  const list = held.status(claims.statusUri);
  const value = list?.iss === claims.iss ? list.valueAt(claims.statusIdx) : null;
  if (list === null || value === null) return { reasons: ["status-unknown"], at: null };
  if (value === 1) return { reasons: ["revoked"], at: list.at };
  if (value === 2) return { reasons: ["suspended"], at: list.at };
  if (value !== 0) return { reasons: ["status-unknown"], at: list.at };
  return { reasons: held.real - list.at > STATUS_FRESH ? ["status-old"] : [], at: list.at };
}
