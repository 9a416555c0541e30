// Inviting an officer: a work label and one role that fits, then the link that she is given.
import { useState } from "preact/hooks";
import type { accountInvite } from "../../../schema/account-team.ts";
import type { Role } from "../../../schema/kit/access.ts";
import { type Organisation, rolesOf } from "../../../schema/organisation.ts";
import { draftOf } from "../../kit/draft.ts";
import { Actions, Choice, Form, Input } from "../../kit/ui/form.tsx";
import { Dialog, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { local, t } from "../../kit/words.ts";
import { freshId, useSending } from "../organisation/sending.ts";
import { me } from "../session.ts";
import { type Link, LinkShown } from "./shown.tsx";

interface Draft {
  id: string;
  role: Role | "";
  label: string;
}

/** Roles that whoever sits here may invite for; the server decides anyway. */
function invitable(of: Organisation): readonly Role[] {
  const all = rolesOf[of.kind];
  return me.value?.role === "platform-admin" && all.includes("supervisor") ? ["supervisor"] : all;
}

function InviteForm({ of, onMade }: { of: Organisation; onMade: (link: Link | null) => void }) {
  const fitting = invitable(of);
  const blank = (): Draft => ({
    id: freshId("off"),
    role: fitting.length === 1 ? (fitting[0] ?? "") : "",
    label: "",
  });
  const draft = draftOf(`account.invite ${me.value?.id ?? ""} ${of.id}`, blank);
  const { id, role, label } = draft.value;
  const { busy, problem, refuse, send } = useSending<typeof accountInvite>("account.invite");
  function invite(): void {
    const wrong = Object.entries({ role, label }).filter(([, value]) => value.trim() === "");
    if (wrong.length > 0 || role === "")
      return void refuse(wrong.map(([path]) => ({ path, reason: "empty" })));
    void send({ id, organisationId: of.id, role, label }, (made) => {
      draft.value = blank();
      // Null: a second administrator has to say the same, and gets the link.
      onMade(made.token === null ? null : { token: made.token, expiresAt: made.expiresAt });
    });
  }
  return (
    <Form
      label={t("act.account.invite")}
      problem={problem}
      onSend={invite}
      actions={<Actions says={t("act.account.invite")} busy={busy} />}
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

/** The button, and what it opens. `onDone` is called when there is one more account. */
export function Invite({ of, onDone }: { of: Organisation; onDone: () => void }) {
  const [asks, setAsks] = useState(false);
  const [link, setLink] = useState<Link | null>(null);
  const end = () => {
    setAsks(false);
    setLink(null);
  };
  return (
    <>
      <button type="button" onClick={() => setAsks(true)}>
        {t("act.account.invite")} <span class="unseen">{local(of.name)}</span>
      </button>
      {asks ? (
        <Dialog title={t("act.account.invite")} onClose={end}>
          {link === null ? (
            <InviteForm
              of={of}
              onMade={(made) => {
                setLink(made);
                onDone();
                if (made !== null) return;
                notify(t("pair.waits", { label: local(of.name) }));
                end();
              }}
            />
          ) : (
            <LinkShown link={link} onDone={end} />
          )}
        </Dialog>
      ) : null}
    </>
  );
}
