// Which dangers the table shows and in which order: pure, from the address alone. What has no place stands last.
import type { Danger } from "../../../schema/danger.ts";

export const columns = ["kind", "state", "reports", "seen", "until", "by", "place"] as const;
export type Column = (typeof columns)[number];

export interface View {
  kind: string;
  /** Empty: those that hold. */
  state: string;
  sort: Column;
  down: boolean;
}

export const stands = ["reported", "confirmed", "over"] as const;

export function viewOf(query: Readonly<Record<string, string>>): View {
  const asked = query.sort ?? "";
  const sort = columns.find((one) => one === asked.replace(/^-/, ""));
  return {
    kind: query.kind ?? "",
    state: query.stands ?? "",
    sort: sort ?? "seen",
    down: sort === undefined || asked.startsWith("-"),
  };
}

const holds = ({ state }: Danger) => state === "reported" || state === "confirmed";

function isShown(danger: Danger, { kind, state }: View): boolean {
  if (kind !== "" && danger.kind !== kind) return false;
  return state === "" ? holds(danger) : state === "over" ? !holds(danger) : danger.state === state;
}

/** `word` is what the reader sees in a column of few values. */
export function dangerRows(
  dangers: readonly Danger[],
  view: View,
  word: (column: "kind" | "state" | "by" | "place", danger: Danger) => string,
  lang: string,
): Danger[] {
  const order = new Intl.Collator(lang, { numeric: true });
  const valueIn = (one: Danger): string | number => {
    if (view.sort === "reports") return one.reports ?? 0;
    if (view.sort === "seen") return one.seenAt;
    return view.sort === "until" ? one.until : word(view.sort, one);
  };
  return dangers
    .filter((one) => isShown(one, view))
    .map((one) => ({ one, value: valueIn(one) }))
    .sort((a, b) => {
      const by =
        typeof a.value === "number" && typeof b.value === "number"
          ? a.value - b.value
          : order.compare(String(a.value), String(b.value));
      return (view.down ? -1 : 1) * by || (a.one.id < b.one.id ? -1 : 1);
    })
    .map(({ one }) => one);
}
