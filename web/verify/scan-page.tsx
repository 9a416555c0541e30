// Where the next person is read: by camera, by hand scanner or paste, by number, or from the list.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { CameraView } from "./camera-view.tsx";
import { modes, waiverAt } from "./held.ts";
import { Later } from "./later.tsx";
import { age, moment } from "./say.ts";
import { listOpen, take } from "./scan.ts";
import { change, heldNow, listing, log, packs, reachable, settings, timeNow, trust } from "./state.ts";
import { t } from "./words.ts";

const handOver = async () => (await import("./hand-over.tsx")).HandOver;
const list = async () => (await import("./list.tsx")).ListPanel;

/** A hand scanner types fast and ends with Enter; a pause begins anew, so that a stray key spoils nothing. */
const PAUSE = 400;
const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);

function useHandScanner(): void {
  useEffect(() => {
    let typed = "";
    let at = 0;
    const onKey = (event: KeyboardEvent) => {
      if (isField(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.timeStamp - at > PAUSE) typed = "";
      at = event.timeStamp;
      if (event.key.length === 1) typed += event.key;
      else if (event.key === "Enter" && typed.length > 3) {
        event.preventDefault();
        void take(typed);
        typed = "";
      }
    };
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData("text") ?? "";
      if (!isField(event.target) && text !== "") void take(text);
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("paste", onPaste);
    };
  }, []);
}

function ReadingField() {
  const text = useSignal("");
  return (
    <form
      class="reading"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = text.value;
        text.value = "";
        if (typed.trim() !== "") void take(typed);
      }}
    >
      <input
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
        aria-label={t("gate.field")}
        placeholder={t("gate.field")}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        dir="ltr"
        enterkeyhint="done"
      />
      <button type="submit" class="primary">
        {t("gate.check")}
      </button>
    </form>
  );
}

function Modes() {
  return (
    <fieldset class="modes">
      <legend class="unseen">{t("gate.mode")}</legend>
      {modes.map((mode) => (
        <label key={mode}>
          <input
            type="radio"
            name="mode"
            checked={settings.value.mode === mode}
            onChange={() => void change({ mode })}
          />
          <span>{t(`gate.mode.${mode}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What stands ready, in one line: the officer sees that it is old before the first person stands there. */
function Ready() {
  void log.value;
  const { now } = timeNow();
  const { chosen, mode } = settings.value;
  if (listing.value === null || trust.value === null)
    return (
      <p class="ready bad">
        <a href="/v/pack">{t("gate.ready.nothing")}</a>
      </p>
    );
  if (mode === "permit") {
    const waiver = waiverAt(heldNow());
    if (waiver === null) return <p class="ready">{t("gate.ready.permit")}</p>;
    return <p class="ready waiver">{t("gate.waived", { time: moment(waiver.until, now) })}</p>;
  }
  const held = chosen.flatMap((id) => packs.value.get(id) ?? []);
  if (held.length === 0)
    return (
      <p class="ready bad">
        <a href="/v/pack">{t("gate.ready.noPack")}</a>
      </p>
    );
  const oldest = Math.min(...held.map((pack) => pack.at));
  return (
    <p class="ready">
      {held.map((pack) => pack.label).join(", ")} · {t("gate.ready.pack", { age: age(oldest, now) })}
      {reachable.value ? "" : ` · ${t("gate.ready.offline")}`}
    </p>
  );
}

export function ScanPage() {
  useHandScanner();
  const { mode } = settings.value;
  if (listOpen.value && mode !== "permit") return <Later load={list} />;
  return (
    <div class="scan">
      <h1 class="unseen">{t("gate.title")}</h1>
      <Modes />
      <Ready />
      <CameraView />
      {mode === "arrival" ? <Later load={handOver} /> : null}
      <ReadingField />
      {mode === "permit" ? null : (
        <button
          type="button"
          onClick={() => {
            listOpen.value = true;
          }}
        >
          {t("gate.list.open")}
        </button>
      )}
    </div>
  );
}
