// Keys of the desk, and the dialog that lists them. Single keys can be switched off (WCAG 2.1.4); the choice stays here.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { go, place, refine } from "../kit/route.ts";
import { Dialog } from "../kit/ui/parts.tsx";
import { t } from "../kit/words.ts";
import { closeCase, keys as decideKeys } from "./registration/opened.ts";
import { rows } from "./registration/queue.ts";
import { chooseNone, chooseTo, chosen, placeChosen, placing, toggle } from "./seat/chosen.ts";
import { may, readsCases } from "./session.ts";
import { helpOpen } from "./top.tsx";

const KEY = "desk-keys";
function storedOff(): boolean {
  try {
    return localStorage.getItem(KEY) === "off";
  } catch {
    return false;
  }
}
export const keysOff = signal(storedOff());

/** Moves to the case above or below the open one. */
function move(by: number): void {
  const id = /^\/desk\/case\/(reg_\w+)$/.exec(place.value.path)?.[1];
  const at = rows.value.findIndex((row) => row.id === id);
  const found = rows.value[at === -1 ? 0 : at + by];
  if (found !== undefined) go(`/desk/case/${found.id}`, place.value.query);
}

/** The case that a key is about: the one under the focus, or the open one. */
function present(target: Element): string | null {
  const line = target.closest<HTMLElement>(".line")?.dataset.id;
  return line ?? /^\/desk\/case\/(reg_\w+)$/.exec(place.value.path)?.[1] ?? null;
}

/** Choosing cases and placing them; true where the key was one of these. */
function choose(key: string, target: Element): boolean {
  if (!may("seat.place")) return false;
  const id = present(target);
  if (key === "X") chooseTo(id);
  else if (key === "x") {
    const first = id ?? rows.value[0]?.id;
    if (first !== undefined) toggle(first);
  } else if (key === "g") {
    const open = rows.value.find((row) => row.id === id);
    if (chosen.value.size > 0) placeChosen();
    else if (open !== undefined) placing.value = [open];
  } else return false;
  return true;
}

function press(event: KeyboardEvent): void {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  const target = event.target as Element;
  // A box in the queue takes Space alone: the keys of the queue stay in reach from there.
  const inField = target.closest("input:not(.mark input),textarea,select,dialog") !== null;
  const { path } = place.value;
  if (event.key === "Escape" && !inField && chosen.value.size > 0 && path === "/desk/queue") {
    chooseNone();
    return;
  }
  if (event.key === "Escape" && !inField && path.startsWith("/desk/case/")) {
    closeCase();
    return;
  }
  if (inField || keysOff.value) return;
  if (event.key === "?") helpOpen.value = true;
  // Elsewhere arrows scroll, and on the map they move it.
  else if (!readsCases.value || !/^\/desk\/(queue|case)/.test(path)) return;
  else if (event.key.startsWith("Arrow") && target.closest(".map-box") !== null) return;
  else if (event.key === "j" || event.key === "ArrowDown") move(1);
  else if (event.key === "k" || event.key === "ArrowUp") move(-1);
  else if (event.key === "/") document.getElementById("search")?.focus();
  else if (["0", "1", "2", "3"].includes(event.key)) refine({ urgency: event.key === "0" ? "" : event.key });
  else if (!choose(event.key, target)) return;
  event.preventDefault();
}

export function Help() {
  useEffect(() => {
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  if (!helpOpen.value) return null;
  // What this role cannot do has no key here.
  const list: [string, string][] = [["?", t("desk.help")]];
  if (readsCases.value)
    list.push(
      ["j / ↓", t("desk.key.next")],
      ["k / ↑", t("desk.key.previous")],
      ["Esc", t("desk.key.close")],
      ["/", t("desk.key.search")],
      ["0 1 2 3", t("desk.key.urgency")],
    );
  if (may("seat.place"))
    list.push(["x", t("desk.key.choose")], ["Shift x", t("desk.key.chooseTo")], ["g", t("desk.key.place")]);
  if (may("registration.decide"))
    for (const [state, key] of Object.entries(decideKeys)) list.push([key, t(`desk.act.${state}`)]);
  return (
    <Dialog title={t("desk.help")} onClose={() => (helpOpen.value = false)}>
      <table class="list">
        <tbody>
          {list.map(([key, what]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label class="check">
        <input
          type="checkbox"
          checked={keysOff.value}
          onChange={(event) => {
            keysOff.value = event.currentTarget.checked;
            try {
              localStorage.setItem(KEY, keysOff.value ? "off" : "on");
            } catch {
              // @NOTE Private windows may refuse storage.
            }
          }}
        />
        {t("desk.key.off")}
      </label>
    </Dialog>
  );
}
