// What an officer does with a referral: a button for an act that is done at once, and one that asks for a reason first. Each
// carries the version that was read; what was chosen stays where it was refused.
import { useState } from "preact/hooks";
import { type ReferralState, refusals } from "../../../schema/referral.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { useIntent } from "../../kit/draft.ts";
import { Actions, Choice, Form } from "../../kit/ui/form.tsx";
import { Dialog, notify, ProblemLine } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";

/** What is acted on: the referral as it stands on the screen, and what it is called there. */
export interface Acted {
  id: string;
  version: number;
  state: ReferralState;
  says: string;
}

type Verb = "accept" | "refuse" | "revoke" | "giveBack" | "meet";

/** Sends one act; a screen that was outdated is loaded anew, and says why. */
function useAct(one: Acted, verb: Verb, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const intent = useIntent();
  async function send(more: { reason?: string } = {}): Promise<boolean> {
    if (busy) return false;
    const input = { id: one.id, ...more };
    setBusy(true);
    const answer = await write(`referral.${verb}`, input, {
      key: intent(input, one.version),
      ifMatch: one.version,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) notify(t(`referral.done.${verb}`, { what: one.says }));
    if (answer.ok || answer.problem.code === "stale" || answer.problem.code === "offer-closed") onDone();
    return answer.ok;
  }
  return { busy, problem, send };
}

export function Does({
  one,
  verb,
  onDone,
  first,
}: {
  one: Acted;
  verb: "accept" | "revoke" | "meet";
  onDone: () => void;
  first?: boolean;
}) {
  const { busy, problem, send } = useAct(one, verb, onDone);
  return (
    <>
      <button
        type="button"
        class={first === true ? "primary" : ""}
        disabled={busy}
        onClick={() => void send()}
      >
        {t(`referral.${verb}`)} <span class="unseen">{one.says}</span>
      </button>
      <ProblemLine problem={problem} />
    </>
  );
}

function WhyForm({ one, verb, onDone }: { one: Acted; verb: "refuse" | "giveBack"; onDone: () => void }) {
  const [reason, setReason] = useState<string>(refusals[0]);
  const { busy, problem, send } = useAct(one, verb, onDone);
  return (
    <Form
      label={t(`referral.${verb}`)}
      problem={problem}
      onSend={() => void send({ reason })}
      actions={<Actions says={t(`referral.${verb}`)} busy={busy} />}
    >
      <p>{one.says}</p>
      <Choice
        name="reason"
        label={t("referral.why")}
        value={reason}
        options={refusals.map((one): [string, string] => [one, t(`referralReason.${one}`)])}
        onChoose={setReason}
      />
    </Form>
  );
}

export function DoesWithReason({
  one,
  verb,
  onDone,
}: {
  one: Acted;
  verb: "refuse" | "giveBack";
  onDone: () => void;
}) {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <button type="button" class="quiet" onClick={() => setAsks(true)}>
        {t(`referral.${verb}`)} <span class="unseen">{one.says}</span>
      </button>
      {asks ? (
        <Dialog title={t(`referral.${verb}`)} onClose={() => setAsks(false)}>
          <WhyForm
            one={one}
            verb={verb}
            onDone={() => {
              setAsks(false);
              onDone();
            }}
          />
        </Dialog>
      ) : null}
    </>
  );
}
