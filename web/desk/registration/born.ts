// How a desk reads an age: as it was said, and, where it was said in another calendar, the two of our years that it lies over.
import { gregorianYears } from "../../../schema/person.ts";
import { t } from "../../kit/words.ts";

/** `born` as the contract keeps it: `age:34`, `year:1990`, `nepali:2055`, `about:child`. */
export function sayBorn(born: string): string {
  const [kind = "", value = ""] = born.split(":");
  if (kind === "about") return t(`ageBand.${value}`);
  if (kind !== "ethiopian" && kind !== "nepali") return t(`desk.born.${kind}`, { n: value });
  const [from, to] = gregorianYears(kind, Number(value));
  return t(`desk.born.${kind}`, { n: value, from, to });
}
