// An export in words: its filter, and what has become of it. Also the queue's filter as the contract has it.
import type { Export } from "../../../schema/export.ts";
import { t } from "../../kit/words.ts";
import { placeCalled } from "../paper/place.ts";
import { groupsWords } from "../seat/bulk.tsx";

export function filterQuery(filter: {
  state: string;
  urgency: string;
  need: string;
}): Record<string, string> {
  const { state, urgency, need } = filter;
  return {
    state: state === "" ? "open" : state,
    ...(urgency === "" ? {} : { urgency }),
    ...(need === "" ? {} : { need }),
  };
}

export function filterWords({ state, urgency, need, place }: Export["filter"]): string {
  return [
    state === undefined || state === "open" ? t("desk.filter.open") : t(`desk.state.${state}`),
    ...(urgency === undefined ? [] : [t(`desk.urgency.${urgency}`)]),
    ...(need === undefined ? [] : [t(`desk.need.${need}`)]),
    ...(place === undefined ? [] : [placeCalled(place)]),
  ].join(" · ");
}

export const countWords = (one: Pick<Export, "groups" | "people">) => groupsWords(one.groups, one.people);
