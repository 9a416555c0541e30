// Beside the passphrase: the key opened by a passkey that was let in before. Shown where one is.
import { useState } from "preact/hooks";
import type { OrganisationKey } from "../../../schema/key.ts";
import { t } from "../../kit/words.ts";
import { me } from "../session.ts";
import { openable, openByPasskey } from "./prf.ts";

export function OpenByPasskey({ keys }: { keys: readonly OrganisationKey[] }) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  if (openable(keys).length === 0) return null;
  async function press(): Promise<void> {
    const organisationId = me.value?.organisation.id;
    if (busy || organisationId === undefined) return;
    setBusy(true);
    const found = await openByPasskey(keys, organisationId);
    setBusy(false);
    setFailed(found === 0);
  }
  return (
    <div class="by-passkey">
      <button type="button" disabled={busy} onClick={() => void press()}>
        {t("desk.keyPasskey.open")}
      </button>
      {failed ? (
        <p class="problem" role="alert">
          {t("desk.keyPasskey.opensNot")}
        </p>
      ) : null}
    </div>
  );
}
