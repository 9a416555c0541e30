// How many people came on which day and by which way, from the published running totals; the generator follows it.
// A total that falls between two reports keeps its earlier height: people who had come did not come back unasked.
import { DAY, END, OPENED, START } from "./crisis.ts";
import { arrivals, misrata } from "./fact.ts";

/** Ways out: five countries by land (ISO alpha-3) and the besieged port, which had ships of its own. */
export const ways = ["TUN", "EGY", "NER", "TCD", "DZA", "SDN", "MISRATA"] as const;
export type Way = (typeof ways)[number];

interface Point {
  at: number;
  persons: number;
}

/** Migrants who had come to a country by the days on which somebody counted: without Libyans, where they were told apart. */
function counted(country: string): Point[] {
  const rows = arrivals.filter(
    (row) =>
      row.host === country &&
      row.asOf?.length === 10 &&
      // The nine days to 1 March began with the crisis: a running total by another name.
      (row.kind === "window_9_days" || (row.kind === "cumulative" && row.place === country)),
  );
  const firstLibyan = rows.find((row) => row.group === "libyan")?.asOf ?? "9";
  const days = [...new Set(rows.map((row) => row.asOf ?? ""))].sort();
  return days.flatMap((day) => {
    const of = (group: string) => rows.find((row) => row.asOf === day && row.group === group)?.persons;
    const [own, third] = [of("nationals"), of("tcn")];
    const both = own === undefined || third === undefined ? undefined : own + third;
    const persons = of("migrants") ?? both ?? (day < firstLibyan ? of("all") : undefined);
    return persons === undefined ? [] : [{ at: Date.parse(day) + DAY / 4, persons }];
  });
}

/** The running total of a way, from nobody on the day on which it begins, never falling. */
export function totals(way: Way): readonly Point[] {
  const first =
    way === "MISRATA" ? { at: Date.parse("2011-04-10T06:00:00Z"), persons: 0 } : { at: OPENED, persons: 0 };
  const rows =
    way === "MISRATA"
      ? misrata
          .filter((row) => row.asOf.length === 10)
          .map((row) => ({ at: Date.parse(row.asOf) + DAY / 4, persons: row.persons }))
      : counted(way);
  let highest = 0;
  const rising = rows.flatMap((row) => {
    if (row.persons <= highest) return [];
    highest = row.persons;
    return [row];
  });
  return [first, ...rising];
}

/** The total at a moment: even between two counts; in the first stretch the days grow, as the daily figures of February do. */
export function totalAt(points: readonly Point[], at: number): number {
  for (let i = 1; i < points.length; i++) {
    const [before, after] = [points[i - 1], points[i]];
    if (before === undefined || after === undefined || at > after.at) continue;
    const part = Math.max(0, (at - before.at) / (after.at - before.at));
    return before.persons + (after.persons - before.persons) * (i === 1 ? part * part : part);
  }
  return points.at(-1)?.persons ?? 0;
}

export interface Slot {
  from: number;
  until: number;
  /** People who came in this day, by way. */
  byWay: readonly (readonly [Way, number])[];
  people: number;
}

/** Every day of the exercise, from six to six, with the people who came in it. */
export const slots: readonly Slot[] = (() => {
  const points = ways.map((way) => [way, totals(way)] as const);
  const made: Slot[] = [];
  for (let from = OPENED; from < END; from += DAY) {
    const until = from + DAY;
    const byWay = points.map(
      ([way, all]) => [way, Math.max(0, totalAt(all, until) - totalAt(all, from))] as const,
    );
    made.push({ from, until, byWay, people: byWay.reduce((sum, [, people]) => sum + people, 0) });
  }
  return made;
})();

/** Of all people of the exercise, how many are in the room when its clock starts. Invented: a room is to look alive. */
export const SHARE_AT_START = 0.65;

/** How many people have registered by the end of each slot, of `people` in all; the last slot holds them all. */
export function quotas(people: number): number[] {
  const early = Math.round(people * SHARE_AT_START);
  const sum = (some: readonly Slot[]) => some.reduce((total, slot) => total + slot.people, 0);
  const [before, after] = [slots.filter((one) => one.from < START), slots.filter((one) => one.from >= START)];
  const [weightBefore, weightAfter] = [sum(before), sum(after)];
  let [b, a] = [0, 0];
  return slots.map((slot) => {
    if (slot.from < START) b += slot.people;
    else a += slot.people;
    return Math.round((early * b) / weightBefore + ((people - early) * a) / weightAfter);
  });
}
