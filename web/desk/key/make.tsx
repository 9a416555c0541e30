// Making a key: what is lost when it is lost is said first and ticked, then a passphrase, then the share on paper. The pair
// is made in this browser; its private half leaves it wrapped by the passphrase and in no other way.
import { useState } from "preact/hooks";
import { type keySet, WRAP_ROUNDS } from "../../../schema/key.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { Form, refused } from "../../kit/ui/form.tsx";
import { reasonOf } from "../../kit/ui/parts.tsx";
import { t } from "../../kit/words.ts";
import { me } from "../session.ts";
import { faultsOf, NewPassphrase } from "./passphrase.tsx";
import { shareOf } from "./share.ts";
import { hold, sealing } from "./state.ts";

export interface Made {
  share: string[];
  version: number;
  fingerprint: string;
}

interface Props {
  version: number;
  onMade: (made: Made) => void;
  onGiveUp: () => void;
}

export function MakeKey({ version, onMade, onGiveUp }: Props) {
  const [understood, setUnderstood] = useState(false);
  const [phrase, setPhrase] = useState({ first: "", second: "" });
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [busy, setBusy] = useState(false);

  async function send(): Promise<void> {
    const organisationId = me.value?.organisation.id;
    if (busy || organisationId === undefined) return;
    const faults = understood ? faultsOf(phrase) : [{ path: "understood", reason: "tick-first" }];
    if (faults.length > 0) return setProblem(refused(faults));
    setBusy(true);
    setProblem(null);
    const { makePair, wrap, usable } = await sealing();
    const { publicKey, privateKey } = await makePair();
    const wrapped = await wrap(privateKey, phrase.first, { organisationId, version }, WRAP_ROUNDS);
    const answer = await write<typeof keySet>("key.set", { version, publicKey, wrapped });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    hold(version, await usable(privateKey));
    const share = shareOf(privateKey);
    privateKey.fill(0);
    setPhrase({ first: "", second: "" });
    onMade({ share, ...answer.data });
  }

  const unticked = reasonOf(problem, "understood");
  return (
    <Form
      label={t("act.key.set")}
      problem={problem}
      onSend={() => void send()}
      actions={
        <p class="choices">
          <button type="submit" class="primary" disabled={busy}>
            {t(busy ? "desk.key.making" : "desk.key.make")}
          </button>
          <button type="button" onClick={onGiveUp}>
            {t("desk.giveUp")}
          </button>
        </p>
      }
    >
      <h2>{t("desk.key.lossTitle")}</h2>
      <ul>
        {["1", "2", "3", "4"].map((one) => (
          <li key={one}>{t(`desk.key.loss.${one}`)}</li>
        ))}
      </ul>
      <div class={unticked === undefined ? "field" : "field bad"}>
        <label class="tick">
          <input
            type="checkbox"
            name="understood"
            checked={understood}
            aria-invalid={unticked !== undefined}
            onChange={(event) => setUnderstood(event.currentTarget.checked)}
          />{" "}
          {t("desk.key.lossTick")}
        </label>
        {unticked === undefined ? null : <small class="why">{t(`reason.${unticked}`)}</small>}
      </div>
      <NewPassphrase value={phrase} onType={setPhrase} reasonOf={(path) => reasonOf(problem, path)} />
    </Form>
  );
}
