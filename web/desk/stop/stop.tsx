// The switch for a captured office, and its way back: what it does is said before it is done, and every press has a reason.
import { useState } from "preact/hooks";
import type { Crisis } from "../../../schema/crisis.ts";
import type { organisationList } from "../../../schema/organisation.ts";
import type { organisationLift, organisationStop, Stop } from "../../../schema/organisation-stop.ts";
import { useAnswer } from "../../kit/answer.ts";
import { draftOf } from "../../kit/draft.ts";
import { Actions, Choice, Form, Input } from "../../kit/ui/form.tsx";
import { Dialog, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { local, number, t } from "../../kit/words.ts";
import { freshId, useSending } from "../organisation/sending.ts";
import { me } from "../session.ts";

/** A supervisor stops her own office; the platform and oversight choose one. */
function StopForm({ of, onDone }: { of: Crisis; onDone: () => void }) {
  const own = me.value?.role === "supervisor" ? me.value.organisation : null;
  const listed = useAnswer<typeof organisationList>(
    "organisation.list",
    own === null ? { crisisId: of.id, gates: "yes" } : null,
  );
  const blank = () => ({ id: freshId("stp"), organisationId: own?.id ?? "", reason: "" });
  const draft = draftOf(`organisation.stop ${me.value?.id ?? ""} ${of.id}`, blank);
  const { busy, problem, refuse, send } = useSending<typeof organisationStop>("organisation.stop");
  const { id, organisationId, reason } = draft.value;
  const offices = own === null ? (listed.data?.organisations ?? []) : [own];
  function stop(): void {
    const wrong = Object.entries({ organisationId, reason }).filter(([, value]) => value.trim() === "");
    if (wrong.length > 0) return void refuse(wrong.map(([path]) => ({ path, reason: "empty" })));
    void send({ id, crisisId: of.id, organisationId, reason }, ({ groups }) => {
      draft.value = blank();
      notify(t("stop.done", { n: number(groups) }));
      onDone();
    });
  }
  return (
    <Form
      label={t("act.organisation.stop")}
      problem={problem ?? listed.problem}
      onSend={stop}
      actions={<Actions says={t("stop.now")} busy={busy} danger />}
    >
      <p>{t("stop.means")}</p>
      <Choice
        name="organisationId"
        label={t("stop.office")}
        value={organisationId}
        options={[["", ""], ...offices.map((one) => [one.id, local(one.name)] as const)]}
        onChoose={(chosen) => {
          draft.value = { ...draft.value, organisationId: chosen };
        }}
        reason={reasonOf(problem, "organisationId")}
      />
      <Input
        name="reason"
        label={t("stop.reason")}
        hint={t("stop.reasonHint")}
        lines={3}
        max={500}
        value={reason}
        onType={(typed) => {
          draft.value = { ...draft.value, reason: typed };
        }}
        reason={reasonOf(problem, "reason")}
      />
    </Form>
  );
}

export function StopOffice({ of, onDone }: { of: Crisis; onDone: () => void }) {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <button type="button" class="danger" onClick={() => setAsks(true)}>
        {t("stop.button")}
      </button>
      {asks ? (
        <Dialog title={t("act.organisation.stop")} onClose={() => setAsks(false)}>
          <StopForm
            of={of}
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

function LiftForm({ of, onDone }: { of: Stop; onDone: () => void }) {
  const [reason, type] = useState("");
  const { busy, problem, refuse, send } = useSending<typeof organisationLift>("organisation.lift");
  function lift(): void {
    if (reason.trim() === "") return void refuse([{ path: "reason", reason: "empty" }]);
    void send({ id: of.id, reason }, ({ lifted }) => {
      notify(t(lifted ? "stop.lifted" : "stop.asked", { name: of.organisation.name }));
      onDone();
    });
  }
  return (
    <Form
      label={t("act.organisation.lift")}
      problem={problem}
      onSend={lift}
      actions={<Actions says={t(`stop.step.${of.step ?? "ask"}`)} busy={busy} />}
    >
      <p>
        <bdi>{of.organisation.name}</bdi>
      </p>
      <p>{t("stop.liftMeans")}</p>
      <Input
        name="reason"
        label={t("stop.reason")}
        lines={3}
        max={500}
        value={reason}
        onType={type}
        reason={reasonOf(problem, "reason")}
      />
    </Form>
  );
}

export function Lift({ of, onDone }: { of: Stop; onDone: () => void }) {
  const [asks, setAsks] = useState(false);
  if (of.step === null) return null;
  return (
    <>
      <button type="button" onClick={() => setAsks(true)}>
        {t(`stop.step.${of.step}`)} <span class="unseen">{of.organisation.name}</span>
      </button>
      {asks ? (
        <Dialog title={t("act.organisation.lift")} onClose={() => setAsks(false)}>
          <LiftForm
            of={of}
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
