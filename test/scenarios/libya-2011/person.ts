// Invented people of a nationality: names of common words in their own script, an age or a year as people say it, a
// relation, and where their document is. No name is anybody's; each is put together by chance from lists of our own.
import type { Random } from "../../kit/random.ts";
import nameLists from "./name.json" with { type: "json" };
import { pick } from "./pick.ts";

interface NameList {
  /** ISO 15924. */
  script: string;
  order: string;
  men: string[];
  women: string[];
  family: string[];
}
export const names: Readonly<Record<string, NameList>> = nameLists;

export interface PersonSent {
  name: string;
  born?: string;
  relation: "self" | "partner" | "child" | "sibling" | "other";
  document: "original" | "copy" | "photo" | "none" | "held";
}

export type Relation = PersonSent["relation"];

/** In which language a form is filled in: of the two that the platform speaks, the nearer one. */
export function langOf(iso3: string): "en" | "ar" {
  return names[iso3]?.script === "Arab" && iso3 !== "PAK" ? "ar" : "en";
}

/** Where documents are, in hundredths. The first follows what the facts say; how much of each is invented. */
type Shares = Readonly<Record<PersonSent["document"], number>>;
const usual: Shares = { original: 58, copy: 14, photo: 8, none: 8, held: 12 };
/** Each rests on a row of `fact/document.json` for that nationality and source. */
export const documentShares: readonly { iso3: string; source: string; shares: Shares }[] = [
  { iso3: "VNM", source: "IOMHK", shares: { original: 10, copy: 10, photo: 5, none: 5, held: 70 } },
  { iso3: "BGD", source: "UCD", shares: { original: 28, copy: 12, photo: 5, none: 20, held: 35 } },
  { iso3: "TCD", source: "IOMSEB2", shares: { original: 15, copy: 5, photo: 2, none: 70, held: 8 } },
  { iso3: "SOM", source: "HCR06", shares: { original: 15, copy: 10, photo: 10, none: 60, held: 5 } },
  { iso3: "ERI", source: "HCR06", shares: { original: 15, copy: 10, photo: 10, none: 60, held: 5 } },
];

function documentOf(dice: Random, iso3: string): PersonSent["document"] {
  const shares = documentShares.find((one) => one.iso3 === iso3)?.shares ?? usual;
  return pick(dice, Object.entries(shares) as [PersonSent["document"], number][]);
}

/** Zero of the digits that a script writes with; Latin digits are as common everywhere. */
const zero: Readonly<Record<string, number>> = { Beng: 0x9e6, Arab: 0x660, Deva: 0x966 };

function written(dice: Random, iso3: string, number: number): string {
  const start = zero[names[iso3]?.script ?? ""];
  if (start === undefined || dice.next() < 0.7) return String(number);
  return [...String(number)].map((digit) => String.fromCodePoint(start + Number(digit))).join("");
}

/** What she says of her age: a year of birth where she knows it, an age where not, nothing now and then. */
function bornOf(dice: Random, iso3: string, age: number): { born?: string } {
  const chance = dice.next();
  if (chance < 0.03) return {};
  return { born: written(dice, iso3, chance < 0.4 && age > 2 ? 2011 - age : age) };
}

function nameOf(dice: Random, iso3: string, isWoman: boolean, family: string): string {
  const list = names[iso3];
  if (list === undefined) throw new Error(`no names for ${iso3}`);
  const given = dice.of(isWoman ? list.women : list.men);
  if (list.order === "family-first")
    return list.script === "Hani" ? `${family}${given}` : `${family} ${given}`;
  return `${given} ${family}`;
}

const familyName = (dice: Random, iso3: string) => dice.of(names[iso3]?.family ?? [""]);

function personOf(
  dice: Random,
  iso3: string,
  of: { relation: Relation; isWoman: boolean; age: number; family: string },
): PersonSent {
  return {
    name: nameOf(dice, iso3, of.isWoman, of.family),
    ...bornOf(dice, iso3, of.age),
    relation: of.relation,
    // A small child is more often in a parent's document, which is to have none of its own.
    document: of.relation === "child" && dice.next() < 0.5 ? "none" : documentOf(dice, iso3),
  };
}

/** Nationalities that came with families more often: neighbours, and people who had fled before. */
const withFamilies = new Set(["TUN", "EGY", "SDN", "TCD", "SOM", "ERI", "PSE", "MRT", "DZA"]);

/** Those who left work sites together came in crews. */
const inCrews = new Set(["BGD", "CHN", "VNM", "TUR", "IND", "NPL", "PHL"]);

function family(dice: Random, iso3: string, most: number): PersonSent[] {
  const name = familyName(dice, iso3);
  const headIsWoman = dice.next() < 0.3;
  const parent = dice.whole(24, 48);
  const people = [
    personOf(dice, iso3, { relation: "self", isWoman: headIsWoman, age: parent, family: name }),
  ];
  if (dice.next() < 0.75)
    people.push(
      personOf(dice, iso3, {
        relation: "partner",
        isWoman: !headIsWoman,
        age: Math.max(18, parent + dice.whole(-6, 4)),
        family: name,
      }),
    );
  const children = dice.whole(1, 4);
  for (let i = 0; i < children; i++) {
    const age = dice.whole(0, Math.min(17, parent - 18));
    people.push(personOf(dice, iso3, { relation: "child", isWoman: dice.next() < 0.5, age, family: name }));
  }
  // Nobody names two children alike.
  const seen = new Set<string>();
  return people.filter(({ name: said }) => !seen.has(said) && seen.add(said)).slice(0, most);
}

function adults(dice: Random, iso3: string, count: number): PersonSent[] {
  return Array.from({ length: count }, (_, i) =>
    personOf(dice, iso3, {
      relation: i === 0 ? "self" : dice.next() < 0.12 ? "sibling" : "other",
      isWoman: dice.next() < 0.08,
      age: dice.whole(19, 52),
      family: familyName(dice, iso3),
    }),
  );
}

/** A travel group of one to twelve, at most `most`. */
export function travelGroup(dice: Random, iso3: string, most: number): PersonSent[] {
  const crews = inCrews.has(iso3) ? 7 : 1;
  const families = withFamilies.has(iso3) ? 24 : 5;
  const kind = pick(dice, [
    ["alone", 52],
    ["friends", 22],
    ["family", families],
    ["crew", crews],
  ] as const);
  if (kind === "family") return family(dice, iso3, most);
  const count = kind === "alone" ? 1 : kind === "friends" ? dice.whole(2, 4) : dice.whole(5, 12);
  return adults(dice, iso3, Math.min(count, most));
}
