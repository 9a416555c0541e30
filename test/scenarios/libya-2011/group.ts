// What a travel group sends: who receives it, where it stands, what it needs, what stops it, what it chooses. Shares
// are invented; what the facts say of documents, crossings and places leans on them.

import type { SentOf } from "../../../schema/kit/act.ts";
import type { registrationOpen } from "../../../schema/registration.ts";
import type { Random } from "../../kit/random.ts";
import type { Way } from "./arrival.ts";
import { CRISIS, DESK, embassyOf, HEALTH, instant, SHELTER } from "./crisis.ts";
import { langOf, type PersonSent, travelGroup } from "./person.ts";
import { landmarks, notes } from "./phrase.ts";
import { pick, some } from "./pick.ts";
import { pointNear, type Site, siteAt, zoneAt } from "./site.ts";
import { EMBASSY_ZONE } from "./zone.ts";

/** What `registration.open` takes, with its people typed. */
export type Input = Omit<SentOf<typeof registrationOpen>, "people"> & { people: PersonSent[] };

function placeOf(dice: Random, site: Site, at: number, lang: "en" | "ar"): Pick<Input, "place"> {
  const zoneId = zoneAt(site.place, at);
  const kind = pick(dice, [
    ["device", 60],
    ["zone", 22],
    ["landmark", 10],
    ["nothing", 8],
  ] as const);
  if (kind === "nothing") return {};
  if (kind === "landmark") return { place: { landmark: dice.of(landmarks[lang]) } };
  if (kind === "zone" && zoneId !== null) return { place: { zoneId } };
  const said = dice.next() < 0.15 ? { landmark: dice.of(landmarks[lang]) } : {};
  return { place: { ...pointNear(dice, site), accuracy: dice.of([8, 15, 20, 35, 60, 120, 400]), ...said } };
}

/** Named by the person: the embassy of her nationality is the commonest choice, and never assumed (ruling 1). */
function recipientsOf(dice: Random, iso3: string): string[] {
  const embassy = embassyOf(iso3);
  if (embassy === null) return [DESK];
  return pick(dice, [
    [[embassy], 38],
    [[DESK], 32],
    [[embassy, DESK], 30],
  ] as const).slice();
}

const lacksPapers = (people: readonly PersonSent[]) =>
  people.some((one) => one.relation !== "child" && (one.document === "none" || one.document === "held"));

function needsOf(dice: Random, people: readonly PersonSent[], site: Site): NonNullable<Input["needs"]> {
  const children = people.filter((one) => one.relation === "child").length;
  const needs = some(dice, [
    ["transport", 0.72],
    ["water-food", 0.34],
    ["shelter", site.beyond ? 0.16 : 0.28],
    ["travel-paper", lacksPapers(people) ? 0.66 : 0.05],
    ["medical", 0.09],
    ["medicine", 0.08],
    ["baby", children > 1 ? 0.4 : children > 0 ? 0.2 : 0],
    ["family", 0.07],
    ["disability", 0.02],
    ["protection", 0.03],
    ["callback", 0.03],
  ] as const);
  return needs.length === 0 ? ["transport"] : needs;
}

function barriersOf(dice: Random, people: readonly PersonSent[], site: Site): NonNullable<Input["barriers"]> {
  const atBorder = site.place === "RAS_AJDIR_LIBYAN_SIDE" || site.place.startsWith("SALLOUM");
  const held = people.some((one) => one.document === "held");
  return some(dice, [
    ["unrest", site.beyond ? 0.2 : 0.68],
    ["border-closed", atBorder ? 0.6 : 0.08],
    ["no-papers", lacksPapers(people) ? 0.7 : 0.03],
    ["no-money", 0.48],
    ["work-conduct", held ? 0.45 : 0.09],
    ["in-shelter", site.beyond ? 0.4 : 0.04],
    ["abandoned", 0.03],
    ["dependant", 0.03],
    ["unwilling", 0.02],
  ] as const);
}

/** People who had fled their own countries before mostly do not choose to go back there. */
const fled = new Set(["SOM", "ERI"]);

function choiceOf(dice: Random, iso3: string): NonNullable<Input["choice"]> {
  const home = fled.has(iso3) ? 5 : 72;
  return pick(dice, [
    ["home", home],
    ["another-country", fled.has(iso3) ? 65 : 8],
    ["safe-zone", 10],
    ["stay", 3],
    ["undecided", 9],
  ] as const);
}

/** Numbers of a country code that is not assigned: they ring nowhere. */
function phoneOf(dice: Random): Partial<Input> {
  if (dice.next() >= 0.12) return {};
  const digits = String(dice.whole(1_000_000, 9_999_999));
  return { phone: `+999 00 ${digits.slice(0, 3)} ${digits.slice(3)}`, phoneSafe: dice.next() < 0.6 };
}

/** One group of a nationality that came one way, at a moment; at most `most` people. */
export function makeGroup(
  dice: Random,
  of: { way: Way; iso3: string; at: number; most: number },
): { input: Input; site: Site } {
  const { way, iso3, at } = of;
  const site = siteAt(dice, way, instant(at), iso3 === way);
  const lang = langOf(iso3);
  const people = travelGroup(dice, iso3, of.most);
  const inEmbassy = iso3 === "LKA" && site.place === "TRIPOLI" && zoneAtEmbassy(at);
  const input: Input = {
    crisisId: CRISIS,
    lang,
    recipients: recipientsOf(dice, iso3),
    exactPlace: dice.next() < 0.7,
    danger: pick(dice, [
      ["no", site.beyond ? 89 : 76],
      ["soon", site.beyond ? 10 : 17],
      ["now", site.beyond ? 1 : 7],
    ] as const),
    ...(inEmbassy ? { place: { zoneId: EMBASSY_ZONE } } : placeOf(dice, site, at, lang)),
    people,
    needs: needsOf(dice, people, site),
    barriers: barriersOf(dice, people, site),
    choice: choiceOf(dice, iso3),
    ...phoneOf(dice),
  };
  const partners = some(dice, [
    [HEALTH, 0.14],
    [SHELTER, 0.1],
  ] as const);
  if (partners.length > 0) input.partners = partners;
  if (dice.next() < 0.09) input.note = dice.of(notes[lang]);
  return { input, site };
}

/** The embassy that sheltered people was declared a zone on 27 February. */
function zoneAtEmbassy(at: number): boolean {
  return at > Date.parse("2011-02-27T05:00:00Z");
}
