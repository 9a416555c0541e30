// The bar above the queue while cases are chosen: how many groups and people, and what can be done with them together.
import { number, t } from "../../kit/words.ts";
import { rows } from "../registration/queue.ts";
import { chooseAll, chooseNone, chosen, chosenPeople, placeable, placeChosen } from "./chosen.ts";

export function groupsWords(groups: number, people: number): string {
  return t("desk.seat.count", {
    groups: t("desk.seat.groupCount", { count: groups, n: number(groups) }),
    people: t("desk.people", { count: people, n: number(people) }),
  });
}

export function Bulk() {
  const groups = chosen.value.size;
  if (groups === 0) return null;
  const all = rows.value.filter(placeable).length;
  return (
    <div class="bulk" role="toolbar" aria-label={t("desk.seat.chosen")}>
      <strong role="status" data-chosen={groups}>
        {groupsWords(groups, chosenPeople.value)}
      </strong>
      <button type="button" class="primary" onClick={placeChosen}>
        {t("desk.seat.placeChosen")} <kbd>g</kbd>
      </button>
      {groups < all ? (
        <button type="button" onClick={chooseAll}>
          {t("desk.seat.choosePage", { n: number(all) })}
        </button>
      ) : null}
      <button type="button" class="quiet" onClick={chooseNone}>
        {t("desk.seat.chooseNone")}
      </button>
    </div>
  );
}
