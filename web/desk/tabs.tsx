// On a phone a table and its map stand one at a time: the two buttons that say which.
import type { Signal } from "@preact/signals";
import { t } from "../kit/words.ts";

export type Tab = "list" | "map";

export function Tabs({ tab }: { tab: Signal<Tab> }) {
  return (
    <fieldset class="tabs">
      <legend class="unseen">{t("desk.view")}</legend>
      {(["list", "map"] as const).map((one) => (
        <button key={one} type="button" aria-pressed={tab.value === one} onClick={() => (tab.value = one)}>
          {t(`desk.view.${one}`)}
        </button>
      ))}
    </fieldset>
  );
}
