// Opening an officer's account: a work label, and one role that fits her organisation.
import { useState } from "preact/hooks";
import type { Role } from "../../../schema/kit/access.ts";
import {
  type Organisation,
  type OrganisationInRoster,
  type organisationAddOfficer,
  rolesOf,
} from "../../../schema/organisation.ts";
import { draftOf } from "../../kit/draft.ts";
import { Choice, Form, Input } from "../../kit/ui/form.tsx";
import { Dialog, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { local, t } from "../../kit/words.ts";
import { me } from "../session.ts";
import { Actions } from "./actions.tsx";
import { freshId, useSending } from "./sending.ts";
import { readAgain } from "./state.ts";

interface Draft {
  id: string;
  role: Role | "";
  label: string;
}

function OfficerForm({ of, crisisId, onDone }: { of: Organisation; crisisId: string; onDone: () => void }) {
  const fitting = rolesOf[of.kind];
  const blank = (): Draft => ({
    id: freshId("off"),
    role: fitting.length === 1 ? (fitting[0] ?? "") : "",
    label: "",
  });
  const draft = draftOf(`organisation.addOfficer ${me.value?.id ?? ""} ${of.id}`, blank);
  const { id, role, label } = draft.value;
  const { busy, problem, refuse, send } =
    useSending<typeof organisationAddOfficer>("organisation.addOfficer");
  function add(): void {
    const wrong = Object.entries({ role, label }).filter(([, value]) => value.trim() === "");
    if (wrong.length > 0 || role === "")
      return void refuse(wrong.map(([path]) => ({ path, reason: "empty" })));
    void send({ id, organisationId: of.id, role, label }, async () => {
      draft.value = blank();
      await readAgain(crisisId);
      notify(t("admin.officer.added", { label }));
      onDone();
    });
  }
  return (
    <Form
      label={t("act.organisation.addOfficer")}
      problem={problem}
      onSend={add}
      actions={<Actions says={t("act.organisation.addOfficer")} busy={busy} />}
    >
      <p>
        {t("admin.officer.to", { name: local(of.name) })}
        <span class="muted"> · {t(`organisationKind.${of.kind}`)}</span>
      </p>
      <Choice
        name="role"
        label={t("admin.officer.role")}
        hint={of.kind === "host-authority" ? t("admin.firewall") : undefined}
        value={role}
        options={[["", ""], ...fitting.map((one) => [one, t(`role.${one}`)] as const)]}
        onChoose={(chosen) => {
          draft.value = { ...draft.value, role: chosen };
        }}
        reason={reasonOf(problem, "role")}
      />
      <Input
        name="label"
        label={t("admin.officer.label")}
        hint={t("admin.officer.labelHint")}
        value={label}
        onType={(typed) => {
          draft.value = { ...draft.value, label: typed };
        }}
        reason={reasonOf(problem, "label")}
      />
    </Form>
  );
}

/** Accounts of an organisation, and the button that opens one more. */
export function Officers({ of, crisisId }: { of: OrganisationInRoster; crisisId: string }) {
  const [asks, setAsks] = useState(false);
  return (
    <>
      {of.officers.length === 0 ? <span class="muted">{t("admin.officers.none")}</span> : null}
      <ul class="officers">
        {of.officers.map((one) => (
          <li key={one.id} title={one.id}>
            <bdi>{one.label}</bdi> <span class="muted">{t(`role.${one.role}`)}</span>
            {one.closedAt === null ? null : <span class="tag">{t("admin.officer.closed")}</span>}
          </li>
        ))}
      </ul>
      <button type="button" class="quiet" onClick={() => setAsks(true)}>
        {t("act.organisation.addOfficer")} <span class="unseen">{local(of.name)}</span>
      </button>
      {asks ? (
        <Dialog title={t("act.organisation.addOfficer")} onClose={() => setAsks(false)}>
          <OfficerForm of={of} crisisId={crisisId} onDone={() => setAsks(false)} />
        </Dialog>
      ) : null}
    </>
  );
}
