// The list under a search box: over what stands below, walked by arrows, closed by Escape. What it lists is its caller's.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../kit/words.ts";
import "./found.css";

interface FoundListProps {
  label: string;
  /** How many there are, or that there is nobody. */
  said: ComponentChildren;
  /** Lines with a link each; null where nothing was found. */
  lines: ComponentChildren;
  /** Who reads of it that this was searched. */
  recorded: string;
  close: (refocus: boolean) => void;
}

export function FoundList({ label, said, lines, recorded, close }: FoundListProps) {
  const box = useRef<HTMLElement>(null);
  function walk(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      close(true);
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const links = [...(box.current?.querySelectorAll<HTMLElement>("li a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (at < 0) close(true);
    else links[Math.min(at, links.length - 1)]?.focus();
  }
  return (
    <section ref={box} class="found" aria-label={label} onKeyDown={walk}>
      <div role="status">{said}</div>
      {lines === null ? null : <ul>{lines}</ul>}
      <footer>
        <small>{lines === null ? "" : recorded}</small>
        <button type="button" class="quiet" onClick={() => close(true)}>
          {t("desk.find.close")}
        </button>
      </footer>
    </section>
  );
}
