// Giving a case back: a supervisor ends what her organisation may see of it. In two steps, because it cannot be taken again.
import { useState } from "preact/hooks";
import type { consentRevoke } from "../../../schema/consent.ts";
import { Actions, Form } from "../../kit/ui/form.tsx";
import { Dialog, notify } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { useSending } from "../organisation/sending.ts";

function RevokeForm({ id, onDone }: { id: string; onDone: () => void }) {
  const sending = useSending<typeof consentRevoke>("consent.revoke");
  function send(): void {
    void sending.send({ registrationId: id }, () => {
      notify(t("desk.revoke.done"));
      onDone();
    });
  }
  return (
    <Form
      label={t("desk.revoke")}
      problem={sending.problem}
      onSend={send}
      actions={<Actions says={t("desk.revoke")} busy={sending.busy} danger />}
    >
      <p>{t("desk.revoke.means")}</p>
    </Form>
  );
}

export function Revoke({ id }: { id: string }) {
  const [asks, setAsks] = useState(false);
  return (
    <p>
      <button type="button" class="danger" onClick={() => setAsks(true)}>
        {t("desk.revoke")}
      </button>
      {asks ? (
        <Dialog title={t("desk.revoke")} onClose={() => setAsks(false)}>
          <RevokeForm id={id} onDone={() => setAsks(false)} />
        </Dialog>
      ) : null}
    </p>
  );
}
