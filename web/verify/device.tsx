// What belongs to this device alone: its name, its language, its sound, and the wipe.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { change, kept, settings, unsent } from "./state.ts";
import { chooseLanguage, endonyms, lang, languages, t } from "./words.ts";

export function Device() {
  const persisted = useSignal<boolean | null>(null);
  useEffect(() => {
    void navigator.storage?.persisted?.().then((found) => {
      persisted.value = found;
    });
  }, []);
  const { label, muted } = settings.value;
  return (
    <>
      <label class="field">
        <span>{t("gate.label")}</span>
        <input
          value={label}
          maxLength={40}
          autocomplete="off"
          // At each letter: whatever else is fetched meanwhile draws the page anew with what is kept.
          onInput={(event) => void change({ label: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{t("gate.language")}</span>
        <select value={lang.value} onChange={(event) => void chooseLanguage(event.currentTarget.value)}>
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {endonyms[one]}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={!muted}
          onChange={(event) => void change({ muted: !event.currentTarget.checked })}
        />
        <span>{t("gate.sound")}</span>
      </label>
      {persisted.value === false ? <p class="quiet">{t("gate.notPersisted")}</p> : null}
    </>
  );
}

export function Wipe() {
  const sure = useSignal(false);
  const lost = unsent.value.length;
  async function wipe(): Promise<void> {
    if (!sure.value) {
      sure.value = true;
      setTimeout(() => {
        sure.value = false;
      }, 8000);
      return;
    }
    await kept().wipe();
    location.reload();
  }
  return (
    <section class="wipe">
      <h2>{t("gate.wipe.title")}</h2>
      <p>{t("gate.wipe.what")}</p>
      {lost === 0 ? null : <p class="warning hard">{t("gate.wipe.lost", { n: lost, count: lost })}</p>}
      <button type="button" class={sure.value ? "sure" : "danger"} onClick={() => void wipe()}>
        {t(sure.value ? "gate.wipe.sure" : "gate.wipe")}
      </button>
    </section>
  );
}
