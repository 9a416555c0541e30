// The rows that came within the page stand until this desk has drawn its own, or has something else to say; then the
// reader goes on where she was: same place in the list, same case under the focus.
import { effect } from "@preact/signals";
import { place } from "../kit/route.ts";
import { counts, problem } from "./registration/queue.ts";
import { me, readsCases } from "./session.ts";

/** True once what is below has an answer of its own. */
function isReady(): boolean {
  if (me.value === undefined) return false;
  const isQueue = /^\/desk(\/queue|\/case\/.*)?$/.test(place.value.path);
  return !isQueue || !readsCases.value || counts.value !== null || problem.value !== null;
}

export function handOver(app: HTMLElement): void {
  const first = document.getElementById("first");
  if (first === null) return;
  const stop = effect(() => {
    if (!isReady()) return;
    // What is below is drawn first.
    requestAnimationFrame(() => {
      stop();
      const row = first.contains(document.activeElement)
        ? document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row
        : undefined;
      const { scrollTop } = first;
      app.inert = false;
      first.remove();
      document.querySelector(".rows")?.scrollTo(0, scrollTop);
      if (row !== undefined) document.querySelector<HTMLElement>(`.line[data-id="${row}"] .to`)?.focus();
    });
  });
}
