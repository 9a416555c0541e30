// What is said of a danger in one line, the same in table and pane.
import type { Danger } from "../../../schema/danger.ts";
import { local, number, t } from "../../kit/words.ts";

export const kindWords = ({ kind }: Pick<Danger, "kind">): string => t(`danger.kind.${kind}`);

/** Who told or stands for it: the organisation's name where somebody does, else who reported. */
export function byWords(danger: Danger): string {
  if (danger.confirmed !== null) return local(danger.confirmed.organisation);
  const names = danger.by.map(local);
  return [...(danger.byPerson ? [t("desk.danger.person")] : []), ...names].join(" · ");
}

export function reportWords({ reports }: Pick<Danger, "reports">): string {
  return reports === null ? t("desk.danger.several") : number(reports);
}

export function placeWords({ place, area }: Pick<Danger, "place" | "area">): string {
  if (place === null) return t("desk.danger.noPlace");
  const said = `${place.lat.toFixed(3)}, ${place.lng.toFixed(3)}`;
  return area === null ? said : `${t("desk.danger.area")} ${said}`;
}

export const word = (column: "kind" | "state" | "by" | "place", danger: Danger): string => {
  if (column === "kind") return kindWords(danger);
  if (column === "state") return t(`danger.state.${danger.state}`);
  return column === "by" ? byWords(danger) : placeWords(danger);
};
