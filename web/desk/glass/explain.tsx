// A case that is nobody's work now: it opens once its officer said why. What she says is for her supervisor and for
// oversight; the person reads that a reason was given.
import { useState } from "preact/hooks";
import type { glassExplain } from "../../../schema/glass.ts";
import { type GlassReason, glassReasons } from "../../../schema/kit/glass.ts";
import { draftOf } from "../../kit/draft.ts";
import { Actions, Choice, Form, Input } from "../../kit/ui/form.tsx";
import { Dialog, reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { useSending } from "../organisation/sending.ts";
import { me } from "../session.ts";

interface Draft {
  reason: GlassReason | "";
  words: string;
}
const blank = (): Draft => ({ reason: "", words: "" });

/** A case, or for an authority a request for a permit. */
type Of = { registrationId: string } | { permitId: string };

function ExplainForm({ of, onDone }: { of: Of; onDone: () => void }) {
  const draft = draftOf(`glass.explain ${me.value?.id ?? ""} ${JSON.stringify(of)}`, blank);
  const { busy, problem, refuse, send } = useSending<typeof glassExplain>("glass.explain");
  const { reason, words } = draft.value;
  const change = (part: Partial<Draft>) => {
    draft.value = { ...draft.value, ...part };
  };
  function explain(): void {
    const wrong = Object.entries({ reason, words }).filter(([, value]) => value.trim() === "");
    if (wrong.length > 0 || reason === "")
      return void refuse(wrong.map(([path]) => ({ path, reason: "empty" })));
    void send({ ...of, reason, words }, () => {
      draft.value = blank();
      onDone();
    });
  }
  return (
    <Form
      label={t("act.glass.explain")}
      problem={problem}
      onSend={explain}
      actions={<Actions says={t("glass.open")} busy={busy} />}
    >
      <p>{t("glass.lead")}</p>
      <Choice
        name="reason"
        label={t("glass.reason")}
        value={reason}
        options={[["", ""], ...glassReasons.map((one) => [one, t(`glassReason.${one}`)] as const)]}
        onChoose={(chosen) => change({ reason: chosen })}
        reason={reasonOf(problem, "reason")}
      />
      <Input
        name="words"
        label={t("glass.words")}
        hint={t("glass.wordsHint")}
        lines={3}
        max={500}
        value={words}
        onType={(typed) => change({ words: typed })}
        reason={reasonOf(problem, "words")}
      />
    </Form>
  );
}

/** The question by itself, over whatever stands there: nothing that was typed is touched. */
export function ExplainDialog({ of, onClose, onDone }: { of: Of; onClose: () => void; onDone: () => void }) {
  return (
    <Dialog title={t("act.glass.explain")} onClose={onClose}>
      <ExplainForm of={of} onDone={onDone} />
    </Dialog>
  );
}

/** Stands where the case would: the dialog opens by itself, and again by its button. */
export function Explain({ of, onDone }: { of: Of; onDone: () => void }) {
  const [asks, setAsks] = useState(true);
  return (
    <div class="notice">
      <p>{t("problem.reason-needed")}</p>
      <button type="button" class="primary" onClick={() => setAsks(true)}>
        {t("act.glass.explain")}
      </button>
      {asks ? <ExplainDialog of={of} onClose={() => setAsks(false)} onDone={onDone} /> : null}
    </div>
  );
}
