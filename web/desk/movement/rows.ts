// Which movements the board shows and in which order: pure, from the address alone.
import type { Movement, MovementState } from "../../../schema/movement.ts";

export const columns = ["mode", "label", "leaves", "state", "free", "mine", "waiting"] as const;
export type Column = (typeof columns)[number];

export interface View {
  /** Empty: all that is under way or to come; `all`; or one state. */
  state: string;
  /** Empty: by time, those to come before those that were. */
  sort: Column | "";
  down: boolean;
}

/** The names differ from the queue's filter, which lives in the same address. */
export function viewOf(query: Readonly<Record<string, string>>): View {
  const asked = query.sort ?? "";
  const sort = columns.find((one) => one === asked.replace(/^-/, "")) ?? "";
  return { state: query.stands ?? "", sort, down: asked.startsWith("-") };
}

const past: readonly MovementState[] = ["arrived", "closed", "cancelled"];
const over: readonly MovementState[] = ["closed", "cancelled"];

function isShown(state: MovementState, wanted: string): boolean {
  return wanted === "all" || (wanted === "" ? !over.includes(state) : state === wanted);
}

/** To come and under way by time; then what was, the latest first. */
function byTime(a: Movement, b: Movement): number {
  const [was, is] = [past.includes(a.state), past.includes(b.state)];
  if (was !== is) return was ? 1 : -1;
  const later = a.leavesAt < b.leavesAt ? -1 : a.leavesAt > b.leavesAt ? 1 : a.id < b.id ? -1 : 1;
  return was ? -later : later;
}

/** What a column says of a movement; null, where it says nothing, stands last. */
export type Said = (column: Column, movement: Movement) => string | number | null;

export function movementRows(
  all: readonly Movement[],
  view: View,
  said: Said,
  lang: string,
): readonly Movement[] {
  const shown = all.filter((one) => isShown(one.state, view.state)).toSorted(byTime);
  const { sort, down } = view;
  if (sort === "") return shown;
  const order = new Intl.Collator(lang, { numeric: true });
  return shown
    .map((movement) => ({ movement, value: said(sort, movement) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1;
      const less =
        typeof a.value === "number" && typeof b.value === "number"
          ? a.value - b.value
          : order.compare(String(a.value), String(b.value));
      return down ? -less : less;
    })
    .map(({ movement }) => movement);
}
