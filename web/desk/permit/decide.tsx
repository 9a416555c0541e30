// Deciding on a request: granted with its terms, refused with a reason, or more needed. The version that was read goes
// with it; where somebody was faster, what it is now is shown and what was typed stays.
import type { Signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { SentOf } from "../../../schema/kit/act.ts";
import type { PermitForHost } from "../../../schema/permit.ts";
import type { permitDecide } from "../../../schema/permit-office.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf, useIntent } from "../../kit/draft.ts";
import { countOf, momentOf } from "../../kit/typed.ts";
import { Form, Input, Moment, refused } from "../../kit/ui/form.tsx";
import { notify, reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { me } from "../session.ts";
import type { Terms } from "./preview.tsx";

const DAY = 86_400_000;
/** A short life is the main defence of a gate without a network: two weeks, unless somebody says otherwise. */
const DAYS = 14;
const MOST_DAYS = 30;

export type Verdict = "granted" | "refused" | "more-needed";
export const verdicts: readonly Verdict[] = ["granted", "refused", "more-needed"];

export interface Decision {
  state: Verdict;
  days: string;
  exitPoints: string;
  returnUntil: string;
  feesWaived: boolean;
  reason: string;
}
const blank = (): Decision => ({
  state: "granted",
  days: String(DAYS),
  exitPoints: "",
  returnUntil: "",
  feesWaived: false,
  reason: "",
});

export function decisionOf(permitId: string): Signal<Decision> {
  return draftOf(`permit.decide ${me.value?.id ?? ""} ${permitId}`, blank);
}

/** One exit point a line, or parted by commas of either script. */
const pointsOf = (text: string) =>
  text
    .split(/[\n,،]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** The terms as far as they can be read, for the preview. */
export function termsOf(typed: Decision, now: string): Terms | null {
  if (typed.state !== "granted") return null;
  const { value: days } = countOf(typed.days);
  return {
    expiresAt: days === undefined || now === "" ? null : new Date(Date.parse(now) + days * DAY).toISOString(),
    exitPoints: pointsOf(typed.exitPoints),
    returnUntil: momentOf(typed.returnUntil),
    feesWaived: typed.feesWaived,
  };
}

function readTyped(typed: Decision, id: string) {
  const { state, reason } = typed;
  const wrong: { path: string; reason: string }[] = [];
  const said = reason.trim() === "" ? {} : { reason };
  if (state !== "granted") {
    if (reason.trim() === "") wrong.push({ path: "reason", reason: "empty" });
    return { wrong, input: { id, state, ...said } };
  }
  const days = countOf(typed.days);
  if (days.reason !== undefined) wrong.push({ path: "days", reason: days.reason });
  else if (days.value === undefined || days.value < 1) wrong.push({ path: "days", reason: "too-small" });
  else if (days.value > MOST_DAYS) wrong.push({ path: "days", reason: "too-large" });
  const exitPoints = pointsOf(typed.exitPoints);
  if (exitPoints.length > 8) wrong.push({ path: "exitPoints", reason: "too-many" });
  if (exitPoints.some((one) => [...one].length > 40)) wrong.push({ path: "exitPoints", reason: "too-long" });
  const returnUntil = momentOf(typed.returnUntil);
  if (typed.returnUntil !== "" && returnUntil === null)
    wrong.push({ path: "returnUntil", reason: "not-an-instant" });
  const input: SentOf<typeof permitDecide> = {
    id,
    state,
    ...said,
    ...(days.value === undefined ? {} : { days: days.value }),
    ...(exitPoints.length === 0 ? {} : { exitPoints }),
    ...(returnUntil === null ? {} : { returnUntil }),
    ...(typed.feesWaived ? { feesWaived: true } : {}),
  };
  return { wrong, input };
}

function TermFields({
  typed,
  type,
  problem,
}: {
  typed: Decision;
  type: (change: Partial<Decision>) => void;
  problem: ProblemSeen | null;
}) {
  return (
    <>
      <div class="pair">
        <Input
          name="days"
          digits
          max={4}
          label={t("desk.permit.days")}
          hint={t("desk.permit.daysHint")}
          value={typed.days}
          onType={(days) => type({ days })}
          reason={reasonOf(problem, "days")}
        />
        <Moment
          name="returnUntil"
          label={t("desk.permit.returnUntil")}
          hint={t("desk.optional")}
          value={typed.returnUntil}
          onType={(returnUntil) => type({ returnUntil })}
          reason={reasonOf(problem, "returnUntil")}
        />
      </div>
      <Input
        name="exitPoints"
        lines={2}
        label={t("desk.permit.exitPoints")}
        hint={t("desk.permit.exitPointsHint")}
        value={typed.exitPoints}
        onType={(exitPoints) => type({ exitPoints })}
        reason={reasonOf(problem, "exitPoints")}
      />
      <label class="check">
        <input
          type="checkbox"
          name="feesWaived"
          checked={typed.feesWaived}
          onChange={(event) => type({ feesWaived: event.currentTarget.checked })}
        />
        {t("desk.permit.feesWaivedCheck")}
      </label>
    </>
  );
}

export function Decide({ open, onDecided }: { open: PermitForHost; onDecided: () => void }) {
  const draft = decisionOf(open.id);
  const typed = draft.value;
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();
  const type = (change: Partial<Decision>) => {
    draft.value = { ...draft.value, ...change };
  };

  async function send(): Promise<void> {
    if (busy) return;
    const { wrong, input } = readTyped(draft.value, open.id);
    if (wrong.length > 0) return setProblem(refused(wrong));
    setBusy(true);
    const answer = await write<typeof permitDecide>("permit.decide", input, {
      key: intent(input, open.version),
      ifMatch: open.version,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) {
      draft.value = blank();
      notify(t("desk.permit.decidedNow", { state: t(`desk.permitState.${answer.data.state}`) }));
      onDecided();
    } else if (answer.problem.code === "stale") onDecided();
  }

  return (
    <Form
      label={t("act.permit.decide")}
      problem={problem}
      onSend={() => void send()}
      actions={
        <div class="choices end">
          <button type="submit" class="primary" disabled={busy}>
            {t(`desk.permit.do.${typed.state}`)}
          </button>
        </div>
      }
    >
      <h2>{t("act.permit.decide")}</h2>
      <fieldset class="toggle">
        <legend class="unseen">{t("act.permit.decide")}</legend>
        {verdicts.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={typed.state === one}
            onClick={() => type({ state: one })}
          >
            {t(`desk.permit.verdict.${one}`)}
          </button>
        ))}
      </fieldset>
      {typed.state === "granted" ? <TermFields typed={typed} type={type} problem={problem} /> : null}
      <Input
        name="reason"
        lines={2}
        max={500}
        label={t("desk.decide.reason")}
        hint={t(typed.state === "granted" ? "desk.optional" : `desk.permit.reason.${typed.state}`)}
        value={typed.reason}
        onType={(reason) => type({ reason })}
        reason={reasonOf(problem, "reason")}
      />
    </Form>
  );
}
