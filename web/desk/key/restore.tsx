// Another passphrase for a key that is there, and its share on paper once more: opened by the present passphrase, or by the
// thirteen groups of the share. A slip is found in its group; a share of another key is told apart.
import { useState } from "preact/hooks";
import { type keyRewrap, type OrganisationKey, WRAP_ROUNDS } from "../../../schema/key.ts";
import { type ProblemSeen, write } from "../../kit/call.ts";
import { Form, Input, refused } from "../../kit/ui/form.tsx";
import { notify, reasonOf } from "../../kit/ui/parts.tsx";
import { number, t } from "../../kit/words.ts";
import { me } from "../session.ts";
import type { Made } from "./make.tsx";
import { faultsOf, NewPassphrase, Secret } from "./passphrase.tsx";
import { readShare, shareOf } from "./share.ts";
import { hold, sealing } from "./state.ts";

type Raw = Uint8Array<ArrayBuffer>;
type Way = "passphrase" | "share";

interface Props {
  stored: OrganisationKey;
  /** What is wanted: the share on paper, or another passphrase. */
  aim: "print" | "rewrap";
  onShare: (made: Made) => void;
  onDone: () => void;
}

export function RestoreKey({ stored, aim, onShare, onDone }: Props) {
  const [way, setWay] = useState<Way>("passphrase");
  const [old, setOld] = useState("");
  const [typed, setTyped] = useState("");
  const [phrase, setPhrase] = useState({ first: "", second: "" });
  const [problem, setProblem] = useState<ProblemSeen | null>(null);
  const [wrongGroup, setWrongGroup] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { version, publicKey, fingerprint, wrapped } = stored;
  const organisationId = me.value?.organisation.id ?? "";

  /** The private key, or null after saying why not. */
  async function openKey(): Promise<Raw | null> {
    const { fits, unwrap } = await sealing();
    if (way === "passphrase") {
      const raw = await unwrap(wrapped, old, { organisationId, version });
      if (raw === null) setProblem(refused([{ path: "old", reason: "passphrase-wrong" }]));
      return raw;
    }
    const read = readShare(typed);
    if (!read.ok) {
      setWrongGroup(
        read.group === 0 ? t("desk.key.shareLength") : t("desk.key.shareGroup", { n: number(read.group) }),
      );
      return null;
    }
    if (await fits(read.key, publicKey)) return read.key;
    setWrongGroup(t("desk.key.shareOther"));
    return null;
  }

  async function send(): Promise<void> {
    if (busy) return;
    setProblem(null);
    setWrongGroup(null);
    const faults = aim === "rewrap" ? faultsOf(phrase) : [];
    if (faults.length > 0) return setProblem(refused(faults));
    setBusy(true);
    const raw = await openKey();
    if (raw === null) return setBusy(false);
    const { usable, wrap } = await sealing();
    hold(version, await usable(raw));
    if (aim === "print") {
      onShare({ share: shareOf(raw), version, fingerprint });
    } else {
      const next = await wrap(raw, phrase.first, { organisationId, version }, WRAP_ROUNDS);
      const answer = await write<typeof keyRewrap>("key.rewrap", { version, publicKey, wrapped: next });
      if (answer.ok) {
        notify(t("desk.key.rewrapped", { n: number(version) }));
        onDone();
      } else setProblem(answer.problem);
    }
    raw.fill(0);
    setBusy(false);
  }

  return (
    <Form
      label={t(aim === "print" ? "desk.key.printAgain" : "desk.key.rewrap")}
      problem={problem}
      onSend={() => void send()}
      actions={
        <p class="choices">
          <button type="submit" class="primary" disabled={busy}>
            {t(busy ? "desk.key.making" : aim === "print" ? "desk.key.showShare" : "desk.key.rewrapButton")}
          </button>
          <button type="button" onClick={onDone}>
            {t("desk.giveUp")}
          </button>
        </p>
      }
    >
      {aim === "print" ? null : (
        <fieldset class="toggle">
          <legend>{t("desk.key.openBy")}</legend>
          {(["passphrase", "share"] as const).map((one) => (
            <button key={one} type="button" aria-pressed={way === one} onClick={() => setWay(one)}>
              {t(`desk.key.by.${one}`)}
            </button>
          ))}
        </fieldset>
      )}
      {way === "passphrase" ? (
        <Secret
          name="old"
          label={t("desk.key.passphrase")}
          value={old}
          onType={setOld}
          reason={reasonOf(problem, "old")}
        />
      ) : (
        <>
          <Input
            name="share"
            label={t("desk.key.shareType")}
            hint={t("desk.key.shareTypeHint")}
            value={typed}
            onType={setTyped}
            lines={4}
            lang="en"
          />
          {wrongGroup === null ? null : (
            <p class="problem" role="alert">
              {wrongGroup}
            </p>
          )}
        </>
      )}
      {aim === "rewrap" ? (
        <NewPassphrase value={phrase} onType={setPhrase} reasonOf={(path) => reasonOf(problem, path)} />
      ) : null}
    </Form>
  );
}
