// Planning a movement. Times are by the clock of the crisis; it is shared from the moment it is planned.
import type { Signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { movementPlan } from "../../../schema/movement.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf, useIntent } from "../../kit/draft.ts";
import { go, place } from "../../kit/route.ts";
import { Form, refused } from "../../kit/ui/form.tsx";
import { notify } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { crisis, zones } from "../crisis/state.ts";
import { me } from "../session.ts";
import { blank, type MovementDraft, readDraft } from "./draft.ts";
import { MovementFields } from "./form.tsx";
import { putMovement } from "./state.ts";

function planned(): Signal<MovementDraft> {
  return draftOf(`movement.plan ${me.value?.id ?? ""} ${crisis.value?.id ?? ""}`, blank);
}

export function Plan() {
  const draft = planned();
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const intent = useIntent();

  async function send(): Promise<void> {
    const present = crisis.value;
    if (busy || present === null) return;
    const { input, wrong } = readDraft(draft.value, present.id, zones.value);
    if (wrong.length > 0) return setProblem(refused(wrong));
    setBusy(true);
    const answer = await write<typeof movementPlan>("movement.plan", input, { key: intent(input) });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    draft.value = blank();
    putMovement(answer.data);
    notify(t("desk.movement.planned", { name: answer.data.label }));
    go(`/desk/movements/${answer.data.id}`, place.value.query, true);
  }

  return (
    <Form
      label={t("act.movement.plan")}
      problem={problem}
      onSend={() => void send()}
      actions={
        <div class="choices end">
          <button type="submit" class="primary" disabled={busy}>
            {t("desk.movement.planButton")}
          </button>
        </div>
      }
    >
      <h1>{t("act.movement.plan")}</h1>
      <MovementFields draft={draft} problem={problem} plan />
    </Form>
  );
}
