// An organisation that waits for a second administrator: confirming it, or refusing it with a reason.
import { useState } from "preact/hooks";
import type { OrganisationInRoster, organisationVet } from "../../../schema/organisation.ts";
import { type organisationRefuse, refusals } from "../../../schema/organisation-refuse.ts";
import { Actions, Choice, Form } from "../../kit/ui/form.tsx";
import { Dialog, notify, ProblemLine, reasonOf } from "../../kit/ui/parts.tsx";
import { local, t } from "../../kit/words.ts";
import { me } from "../session.ts";
import { useSending } from "./sending.ts";

type Doing = { of: OrganisationInRoster; onDone: () => void };

function RefuseForm({ of, onDone }: Doing) {
  const [reason, choose] = useState<(typeof refusals)[number] | "">("");
  const { busy, problem, refuse, send } = useSending<typeof organisationRefuse>("organisation.refuse");
  function press(): void {
    if (reason === "") return void refuse([{ path: "reason", reason: "empty" }]);
    void send({ organisationId: of.id, reason }, () => {
      notify(t("admin.refuse.done", { name: local(of.name) }));
      onDone();
    });
  }
  return (
    <Form
      label={t("act.organisation.refuse")}
      problem={problem}
      onSend={press}
      actions={<Actions says={t("admin.refuse")} busy={busy} danger />}
    >
      <p>{t("admin.refuse.says")}</p>
      <Choice
        name="reason"
        label={t("admin.refuse.reason")}
        value={reason}
        options={[["", ""], ...refusals.map((one) => [one, t(`refusal.${one}`)] as const)]}
        onChoose={choose}
        reason={reasonOf(problem, "reason")}
      />
    </Form>
  );
}

function Confirm({ of, onDone }: Doing) {
  const { busy, problem, send } = useSending<typeof organisationVet>("organisation.vet");
  if (of.addedBy === me.value?.id) return <span class="muted">{t("admin.vet.other")}</span>;
  if (!of.mayVet) return <span class="muted">{t("admin.vet.line")}</span>;
  return (
    <>
      <button
        type="button"
        class="primary"
        disabled={busy}
        onClick={() =>
          void send({ organisationId: of.id }, () => {
            notify(t("admin.vet.done", { name: local(of.name) }));
            onDone();
          })
        }
      >
        {t("act.organisation.vet")} <span class="unseen">{local(of.name)}</span>
      </button>
      <ProblemLine problem={problem} />
    </>
  );
}

export function Pending({ of, onDone }: Doing) {
  const [asks, setAsks] = useState(false);
  return (
    <div class="actions">
      <Confirm of={of} onDone={onDone} />
      <button type="button" class="danger" onClick={() => setAsks(true)}>
        {t("admin.refuse")} <span class="unseen">{local(of.name)}</span>
      </button>
      {asks ? (
        <Dialog title={`${t("act.organisation.refuse")} · ${local(of.name)}`} onClose={() => setAsks(false)}>
          <RefuseForm of={of} onDone={onDone} />
        </Dialog>
      ) : null}
    </div>
  );
}
