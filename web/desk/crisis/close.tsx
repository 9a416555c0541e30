// Closing a crisis: asked for by its name, since from then on nobody can ask for help in it. A real one takes two administrators.
import { useState } from "preact/hooks";
import type { Crisis, crisisClose } from "../../../schema/crisis.ts";
import { go } from "../../kit/route.ts";
import { Actions, Form, Input } from "../../kit/ui/form.tsx";
import { Dialog, notify, reasonOf } from "../../kit/ui/parts.tsx";
import { local, t } from "../../kit/words.ts";
import { useSending } from "../organisation/sending.ts";
import { readCrisesAgain } from "../organisation/state.ts";

/** The same name, whatever its spaces and letters: what counts is that it was read. */
const plain = (name: string) => name.normalize("NFKC").trim().replace(/\s+/g, " ").toLocaleLowerCase();

function CloseForm({ open, onDone }: { open: Crisis; onDone: () => void }) {
  const [typed, type] = useState("");
  const sending = useSending<typeof crisisClose>("crisis.close");
  const name = local(open.name);
  function send(): void {
    if (plain(typed) !== plain(name)) sending.refuse([{ path: "name", reason: "not-the-same" }]);
    else
      void sending.send({ id: open.id }, async ({ until }) => {
        await readCrisesAgain();
        notify(until === null ? t("admin.close.done", { name }) : t("pair.waits", { label: name }));
        go("/desk/admin");
        onDone();
      });
  }
  return (
    <Form
      label={t("act.crisis.close")}
      problem={sending.problem}
      onSend={send}
      actions={<Actions says={t("act.crisis.close")} busy={sending.busy} danger />}
    >
      <p>
        <strong>{name}</strong>
      </p>
      <p>{t("admin.close.says")}</p>
      {open.clock === null ? <p>{t("admin.close.two")}</p> : null}
      <Input
        name="name"
        label={t("admin.close.type")}
        value={typed}
        onType={type}
        reason={reasonOf(sending.problem, "name")}
      />
    </Form>
  );
}

export function CloseCrisis({ open }: { open: Crisis }) {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <button type="button" class="danger" onClick={() => setAsks(true)}>
        {t("admin.close")} <span class="unseen">{local(open.name)}</span>
      </button>
      {asks ? (
        <Dialog title={t("act.crisis.close")} onClose={() => setAsks(false)}>
          <CloseForm open={open} onDone={() => setAsks(false)} />
        </Dialog>
      ) : null}
    </>
  );
}
