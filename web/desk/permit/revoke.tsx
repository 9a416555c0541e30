// Taking a granted permit back, with a reason: the list that gates fetch says so at once.
import { useState } from "preact/hooks";
import type { PermitForHost } from "../../../schema/permit.ts";
import type { permitRevoke } from "../../../schema/permit-office.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { draftOf, useIntent } from "../../kit/draft.ts";
import { Actions, Form, Input, refused } from "../../kit/ui/form.tsx";
import { Dialog, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { me } from "../session.ts";

export function Revoke({ open, onDone }: { open: PermitForHost; onDone: () => void }) {
  const [asks, setAsks] = useState(false);
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  const reason = draftOf(`permit.revoke ${me.value?.id ?? ""} ${open.id}`, () => "");
  const intent = useIntent();

  async function send(): Promise<void> {
    if (busy) return;
    if (reason.value.trim() === "") return setProblem(refused([{ path: "reason", reason: "empty" }]));
    const input = { id: open.id, reason: reason.value };
    setBusy(true);
    const answer = await write<typeof permitRevoke>("permit.revoke", input, {
      key: intent(input, open.version),
      ifMatch: open.version,
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) {
      reason.value = "";
      setAsks(false);
      notify(t("desk.permit.revokedNow"));
      onDone();
    } else if (answer.problem.code === "stale") onDone();
  }

  return (
    <>
      <button type="button" class="danger" onClick={() => setAsks(true)}>
        {t("act.permit.revoke")}
      </button>
      {asks ? (
        <Dialog title={t("act.permit.revoke")} onClose={() => setAsks(false)}>
          <p>{t("desk.permit.revokeMeans")}</p>
          <Form
            label={t("act.permit.revoke")}
            problem={problem}
            onSend={() => void send()}
            actions={<Actions says={t("desk.permit.revokeButton")} busy={busy} />}
          >
            <Input
              name="reason"
              lines={2}
              max={500}
              label={t("desk.decide.reason")}
              value={reason.value}
              onType={(value) => {
                reason.value = value;
              }}
              reason={reasonOf(problem, "reason")}
            />
          </Form>
        </Dialog>
      ) : null}
    </>
  );
}
