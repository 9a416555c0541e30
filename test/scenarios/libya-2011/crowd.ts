// All groups of the exercise as a stream, in order of time: any number of people without holding them, the same for the
// same seed. What officers decide on them is a stream of its own, so that it never changes who the people are.
import { random } from "../../kit/random.ts";
import { quotas, slots } from "./arrival.ts";
import { instant } from "./crisis.ts";
import { type Input, makeGroup } from "./group.ts";
import { mixOf } from "./mix.ts";
import { pick } from "./pick.ts";

export interface Sent {
  id: string;
  at: string;
  input: Input;
}

/** A registration, and what the generator knows of it and nobody is told. */
export interface Group extends Sent {
  iso3: string;
  place: string;
  way: string;
}

export const SEED = 2011;

/** Groups until exactly `people` people are in them. */
export function* crowd(people: number, seed: number = SEED): Generator<Group> {
  const dice = random(seed);
  const mixes = new Map(slots[0]?.byWay.map(([way]) => [way, mixOf(way)] as const));
  const until = quotas(people);
  let made = 0;
  let number = 0;
  for (const [i, slot] of slots.entries()) {
    const first = made;
    const last = until[i] ?? people;
    while (made < last) {
      const way = pick(dice, slot.byWay);
      const iso3 = pick(dice, mixes.get(way) ?? []);
      // Even through the day, so that time only rises; seconds apart where many come.
      const part = (made - first + dice.next() * 0.9) / (last - first);
      const at = Math.floor(slot.from + Math.min(part, 0.9999) * (slot.until - slot.from));
      const { input, site } = makeGroup(dice, { way, iso3, at, most: Math.max(1, people - made) });
      number += 1;
      made += input.people.length;
      yield {
        id: `reg_libya${String(number).padStart(9, "0")}`,
        at: instant(at),
        input,
        iso3,
        place: site.place,
        way,
      };
    }
  }
}
