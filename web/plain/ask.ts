// Questions are put to whoever needs help; where somebody else answers for that person, some are put in other words.

/** Keys of the form that have a second wording, `other.<key>`. */
const reworded = new Set([
  "consent.phoneSafe",
  "danger.question",
  "needs.question",
  "people.question",
  "people.with",
  "people.you",
  "place.lead",
  "place.question",
  "reach.phone",
  "reach.question",
]);

/** Which form it is stands in its address, so that a refused one, and the same in another language, are of that kind. */
export function formAt(view: { lang: string; other?: boolean; kiosk?: string }): string {
  return `/${view.lang}/r${view.other === true ? "?for=other" : view.kiosk !== undefined ? "?kiosk=1" : ""}`;
}

/** The key of a question of the form, as it is put to whoever answers. */
export function ask(view: { other?: boolean }, k: string): string {
  return view.other === true && reworded.has(k) ? `other.${k}` : k;
}
