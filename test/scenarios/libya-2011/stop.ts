// Where movements of the exercise begin and end: a place of the facts, as a zone where it is one by then, else in words.
import { places } from "./fact.ts";
import { zoneIdOf, zoneSince } from "./zone.ts";

const nameOf = (id: string) => places.find((one) => one.id === id);

/** One stop for all that are named: as a zone where it is one by then, else in words. */
export function stopOf(ids: readonly string[], at: number) {
  const [first = ""] = ids;
  const since = zoneSince.get(first);
  const names = ids.map((id) => nameOf(id));
  const en = names.map((one, i) => one?.nameEn ?? ids[i] ?? "").join(", ");
  const ar = names.every((one) => one?.nameAr != null) ? names.map((one) => one?.nameAr).join("، ") : null;
  const name = { en, ...(ar === null ? {} : { ar }) };
  return ids.length === 1 && since !== undefined && since < at ? { name, zoneId: zoneIdOf(first) } : { name };
}
