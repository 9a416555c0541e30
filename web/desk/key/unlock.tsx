// Typing the passphrase of the organisation's key, for what stands sealed beside it on a page.
import { useState } from "preact/hooks";
import type { OrganisationKey } from "../../../schema/key.ts";
import type { ProblemSeen } from "../../kit/call.ts";
import { Form, refused } from "../../kit/ui/form.tsx";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { me } from "../session.ts";
import { OpenByPasskey } from "./open-passkey.tsx";
import { Secret } from "./passphrase.tsx";
import { openWith } from "./state.ts";

export function Unlock({ keys, says }: { keys: readonly OrganisationKey[]; says: string }) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);
  async function send(): Promise<void> {
    const organisationId = me.value?.organisation.id;
    if (busy || organisationId === undefined) return;
    setBusy(true);
    const found = await openWith(typed, keys, organisationId);
    setBusy(false);
    setProblem(found > 0 ? null : refused([{ path: "passphrase", reason: "passphrase-wrong" }]));
    if (found > 0) setTyped("");
  }
  return (
    <Form
      label={says}
      problem={problem}
      onSend={() => void send()}
      actions={
        <button type="submit" disabled={busy}>
          {busy ? t("desk.key.making") : says}
        </button>
      }
    >
      <OpenByPasskey keys={keys} />
      <Secret
        name="passphrase"
        label={t("desk.key.passphrase")}
        hint={t("desk.note.unlockHint")}
        value={typed}
        onType={setTyped}
        reason={reasonOf(problem, "passphrase")}
      />
    </Form>
  );
}
