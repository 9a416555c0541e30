// From what was read to the answer of the gate: GO, SEEN, NO or LOOK, why, and what to write down. Pure: what the gate
// holds and what time it is come as arguments, and the same arguments always give the same answer.
import { SKEW } from "./clock.ts";
import { type Answer, type Found, type Held, type Reading, unknownFacts, waiverAt } from "./held.ts";
import type { Opened, OpenReason } from "./open.ts";
import { judgeLine, judgeNumber, judgePass, passFacts } from "./pass.ts";
import { judgePermit } from "./permit.ts";
import { type Reason, ranked } from "./reason.ts";

/** What a failed opening means: it never was ours, it was changed, or nobody whom we know signed it. */
const failure: Record<OpenReason, Reason> = {
  prefix: "not-ours",
  base45: "altered",
  inflate: "altered",
  cose: "altered",
  signature: "altered",
  algorithm: "algorithm",
  "unknown-key": "unknown-key",
  claims: "unreadable",
};

/** The answer to one reading. */
export function judge(reading: Reading, held: Held): Answer {
  const { reasons, beside = [], facts, note, choices = [] } = found(reading, held);
  const { verdict, reason, also } = ranked(reasons);
  const seen = verdict === "SEEN" && note !== null ? { ...note, kind: "seen" as const } : null;
  const before = facts.boarded ?? null;
  // Whoever goes aboard now is counted with her group.
  const boarded = before !== null && verdict === "GO" && note?.kind === "boarded" ? before + 1 : before;
  return {
    verdict,
    reason,
    also: [...also, ...beside],
    facts: { ...unknownFacts, waivedUntil: waiverAt(held)?.until ?? null, ...facts, boarded },
    note: verdict === "GO" || verdict === "LOOK" ? note : seen,
    choices,
  };
}

/** True where the officer may let somebody pass after looking. */
export function mayAccept(answer: Answer): boolean {
  return answer.verdict === "LOOK" && answer.note !== null;
}

function found(reading: Reading, held: Held): Found {
  if (reading.by === "number") return judgeNumber(reading.number, held);
  if (reading.by === "list") return judgeLine(reading.movementId, reading.cti, held);
  return judgeCode(reading.opened, held);
}

function judgeCode(opened: Opened, held: Held): Found {
  if (!opened.ok) return { reasons: [whyNot(opened.reason, held)], facts: {}, note: null };
  const { claims, key, specimen } = opened;
  const judged = claims.kind === "permit" ? permitAt(held, judgePermit(claims, held)) : null;
  const out =
    judged ??
    (claims.kind === "pass" && held.mode !== "permit"
      ? judgePass(claims, held)
      : {
          reasons: ["is-pass" as const],
          facts: claims.kind === "pass" ? passFacts(claims) : {},
          note: null,
        });
  const reasons = softened(out.reasons, held);
  if (specimen && held.crisis?.exercise === false) reasons.push("specimen");
  if (key.exp * 1000 < held.real || (held.keysUntil ?? 0) < held.real) reasons.push("keys-old");
  if (!held.clockRight || key.nbf * 1000 > held.real + SKEW) reasons.push("clock-wrong");
  return { ...out, reasons, facts: { ...out.facts, specimen } };
}

function whyNot(reason: OpenReason, held: Held): Reason {
  // Without any keys every code would be of an unknown key: that is this gate's lack, not the paper's.
  return reason === "unknown-key" && held.keysUntil === null ? "keys-missing" : failure[reason];
}

/** A permit where passes are asked for is looked at, and counts for nothing. */
function permitAt(held: Held, judged: Found): Found {
  return held.mode === "permit" ? judged : { ...judged, reasons: [...judged.reasons, "is-permit"] };
}

/** A clock that is wrong refuses nobody for the time that it shows. */
function softened(reasons: readonly Reason[], held: Held): Reason[] {
  return reasons.filter((one) => held.clockRight || (one !== "expired" && one !== "not-yet"));
}
