// Answering a complaint and saying how far it is: one form, since an outcome without words tells her nothing.
import { useState } from "preact/hooks";
import { isOpenComplaint, mayFollow, outcomes } from "../../../schema/complaint.rules.ts";
import { type ComplaintState, complaintStates } from "../../../schema/complaint.ts";
import {
  ANSWER_LENGTH,
  type ComplaintRow,
  type complaintAnswer,
  type complaintState,
} from "../../../schema/complaint-desk.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf } from "../../kit/draft.ts";
import { Choice, Form, Input, refused } from "../../kit/ui/form.tsx";
import { notify, reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { me } from "../session.ts";

const blank = () => ({ text: "", state: "" as ComplaintState | "" });

export function Write({ row, onDone }: { row: ComplaintRow; onDone: () => void }) {
  const draft = draftOf(`complaint ${me.value?.id ?? ""} ${row.id}`, blank);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const next = complaintStates.filter((one) => mayFollow(row.state, one));

  async function send(): Promise<void> {
    if (busy) return;
    const text = draft.value.text.trim();
    const { state } = draft.value;
    const decides = (outcomes as readonly string[]).includes(state);
    if (text === "" && (state === "" || decides))
      return setProblem(refused([{ path: "text", reason: "empty" }]));
    if ([...text].length > ANSWER_LENGTH) return setProblem(refused([{ path: "text", reason: "too-long" }]));
    setBusy(true);
    const wordId = `cmw_${crypto.randomUUID().replaceAll("-", "")}`;
    const words = text === "" ? {} : { wordId, text };
    const answer =
      state === ""
        ? await write<typeof complaintAnswer>("complaint.answer", { id: row.id, wordId, text })
        : await write<typeof complaintState>(
            "complaint.state",
            { id: row.id, state, ...words },
            { ifMatch: row.version },
          );
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    // Somebody else was faster: what she did is shown, and what was typed stays.
    if (!answer.ok) return answer.problem.code === "stale" ? onDone() : undefined;
    draft.value = blank();
    notify(t(state === "" ? "desk.complaint.sent" : "desk.complaint.moved"));
    onDone();
  }

  return (
    <section>
      <Form
        label={t("desk.complaint.answer")}
        problem={problem}
        onSend={() => void send()}
        actions={
          <button type="submit" class="primary" disabled={busy}>
            {t("desk.complaint.send")}
          </button>
        }
      >
        <Input
          name="text"
          label={t("desk.complaint.answer")}
          hint={t("desk.complaint.answerHint")}
          value={draft.value.text}
          onType={(text) => (draft.value = { ...draft.value, text })}
          lines={4}
          reason={reasonOf(problem, "text")}
        />
        {isOpenComplaint(row.state) ? (
          <Choice
            name="state"
            label={t("desk.complaint.move")}
            hint={t("desk.complaint.moveHint")}
            value={draft.value.state}
            options={[
              ["", t("desk.complaint.stays")],
              ...next.map((one) => [one, t(`desk.complaint.step.${one}`)] as const),
            ]}
            onChoose={(state) => (draft.value = { ...draft.value, state })}
            reason={reasonOf(problem, "state")}
          />
        ) : null}
      </Form>
    </section>
  );
}
