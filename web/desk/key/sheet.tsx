// The recovery share on one sheet of paper: what it is, whose, and thirteen groups to type back. It is shown once it was asked
// for with the passphrase, or right after the key was made, and kept nowhere.
import { useEffect, useRef, useState } from "preact/hooks";
import { local, number, t } from "../../kit/words.ts";
import { me } from "../session.ts";
import { fingerprintWords } from "./fingerprint.ts";

interface Props {
  share: readonly string[];
  version: number;
  fingerprint: string;
  onDone: () => void;
}

export function ShareSheet({ share, version, fingerprint, onDone }: Props) {
  const [kept, setKept] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section class="share-sheet" aria-labelledby="share-title">
      <h2 id="share-title" ref={head} tabIndex={-1}>
        {t("desk.key.share")}
      </h2>
      <p>
        {me.value == null ? "" : local(me.value.organisation.name)} ·{" "}
        {t("desk.key.version", { n: number(version) })} ·{" "}
        <bdi dir="ltr">
          <code>{fingerprintWords(fingerprint)}</code>
        </bdi>
      </p>
      <p>{t("desk.key.shareWhat")}</p>
      <ol class="share" dir="ltr">
        {share.map((group, i) => (
          <li key={i}>
            <code>{group}</code>
          </li>
        ))}
      </ol>
      <div class="not-printed">
        <p class="notice">{t("desk.key.shareOnce")}</p>
        <p class="choices">
          <button type="button" class="primary" onClick={() => print()}>
            {t("desk.key.print")}
          </button>
        </p>
        <label class="tick">
          <input
            type="checkbox"
            name="kept"
            checked={kept}
            onChange={(event) => setKept(event.currentTarget.checked)}
          />{" "}
          {t("desk.key.shareKept")}
        </label>
        <p class="choices">
          <button type="button" disabled={!kept} onClick={onDone}>
            {t("desk.key.shareDone")}
          </button>
        </p>
      </div>
    </section>
  );
}
