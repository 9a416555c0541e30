// Who receives people in danger that choose nobody; and, where the desk was stopped, how somebody else does.
import { useState } from "preact/hooks";
import type { Crisis } from "../../../schema/crisis.ts";
import { type crisisReplaceDesk, mayBeDesk } from "../../../schema/crisis-desk.ts";
import type { Organisation, organisationList } from "../../../schema/organisation.ts";
import { useAnswer } from "../../kit/answer.ts";
import { Actions, Choice, Form } from "../../kit/ui/form.tsx";
import { Dialog, notify, ProblemLine, reasonOf } from "../../kit/ui/parts.tsx";
import { local, t } from "../../kit/words.ts";
import { useSending } from "../organisation/sending.ts";
import { readCrisesAgain } from "../organisation/state.ts";
import { me } from "../session.ts";
import { crisis } from "./state.ts";

function DeskForm({ of, from, onDone }: { of: Crisis; from: readonly Organisation[]; onDone: () => void }) {
  const only = me.value?.role === "supervisor" ? from[0] : undefined;
  const [id, choose] = useState(only?.id ?? "");
  const { busy, problem, refuse, send } = useSending<typeof crisisReplaceDesk>("crisis.replaceDesk");
  function replace(): void {
    const next = from.find((one) => one.id === id);
    if (next === undefined) return void refuse([{ path: "organisationId", reason: "empty" }]);
    void send({ id: of.id, organisationId: next.id, instead: of.receivingDeskId }, async (changed) => {
      if (crisis.value?.id === changed.id) crisis.value = changed;
      await readCrisesAgain();
      notify(t("deskNow.done", { name: local(next.name) }));
      onDone();
    });
  }
  return (
    <Form
      label={t("act.crisis.replaceDesk")}
      problem={problem}
      onSend={replace}
      actions={<Actions says={t(only === undefined ? "deskNow.name" : "deskNow.take")} busy={busy} />}
    >
      <p>{only === undefined ? t("deskNow.nameSays") : t("deskNow.takeSays", { name: local(only.name) })}</p>
      {only === undefined ? (
        <Choice
          name="organisationId"
          label={t("deskNow.which")}
          value={id}
          options={[
            ["", ""],
            ...from.map(
              (one) => [one.id, `${local(one.name)} · ${t(`organisationKind.${one.kind}`)}`] as const,
            ),
          ]}
          onChoose={choose}
          reason={reasonOf(problem, "organisationId")}
        />
      ) : null}
    </Form>
  );
}

/** `turn` counts what may have changed who takes part. */
export function DeskNow({ of, turn }: { of: Crisis; turn: number }) {
  const [asks, setAsks] = useState(false);
  const { data, problem } = useAnswer<typeof organisationList>(
    "organisation.list",
    { crisisId: of.id },
    turn,
  );
  if (problem !== null) return <ProblemLine problem={problem} />;
  if (data === null) return null;
  const desk = data.organisations.find((one) => one.id === of.receivingDeskId);
  const sits = me.value;
  const by = { role: sits?.role ?? "", organisationId: sits?.organisation.id ?? "" };
  const from = data.organisations.filter(
    (one) => one.id !== desk?.id && of.closedAt === null && mayBeDesk(by, one, desk === undefined),
  );
  return (
    <div class={desk === undefined ? "notice" : undefined} data-desk={desk?.id ?? ""}>
      <p>{desk === undefined ? t("deskNow.nobody") : t("deskNow.is", { name: local(desk.name) })}</p>
      {from.length === 0 ? null : (
        <button
          type="button"
          class={desk === undefined ? "primary" : undefined}
          onClick={() => setAsks(true)}
        >
          {t(by.role === "supervisor" ? "deskNow.take" : "deskNow.name")}
        </button>
      )}
      {asks ? (
        <Dialog title={t("act.crisis.replaceDesk")} onClose={() => setAsks(false)}>
          <DeskForm of={of} from={from} onDone={() => setAsks(false)} />
        </Dialog>
      ) : null}
    </div>
  );
}
