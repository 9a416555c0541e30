// The frame of a page that has a table and a map: side by side, what is opened between them, one at a time on a phone.
// `placing`: the map is needed for what is opened, so it stays in sight at every width and the table makes room.
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../kit/words.ts";
import { unavailable } from "./map-pane.tsx";
import { type Tab, Tabs } from "./tabs.tsx";
import "./split.css";

interface SplitProps {
  title: string;
  tab: Signal<Tab>;
  list: ComponentChildren;
  /** What is opened, if anything is; its id tells when another one is. */
  pane: ComponentChildren;
  openId: string | undefined;
  onClose: () => void;
  placing: boolean;
  map: ComponentChildren;
}

export function Split({ title, tab, list, pane, openId, onClose, placing, map }: SplitProps) {
  const opened = useRef<HTMLElement>(null);
  useEffect(() => {
    if (openId !== undefined) opened.current?.focus({ preventScroll: true });
  }, [openId]);
  useEffect(() => {
    if (openId === undefined) return;
    const press = (event: KeyboardEvent) => {
      // On the map, Escape gives up drawing; in a form, it must not take away what is being written.
      const busy = (event.target as Element).closest("form, dialog, .map, input, select") !== null;
      if (event.key === "Escape" && !busy) onClose();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [openId]);
  const state = openId === undefined ? "" : placing && !unavailable.value ? "opened placing" : "opened";
  return (
    <div class={`work split show-${tab.value} ${state}`}>
      <div class="left">
        <Tabs tab={tab} />
        {openId === undefined ? <h1 class="unseen">{title}</h1> : null}
        {list}
      </div>
      {openId === undefined ? null : (
        <section ref={opened} class="pane opened-pane" tabIndex={-1} aria-label={title}>
          <button type="button" class="quiet back" onClick={onClose}>
            {t("desk.case.back")}
          </button>
          <div class="body">{pane}</div>
        </section>
      )}
      {unavailable.value ? <p class="notice no-map">{t("desk.map.none")}</p> : map}
    </div>
  );
}
