// What officers of the exercise decide on its groups, as acts on the tape: some are read and listed, some leave; most
// wait for whoever sits at the desk. A deciding account belongs to an organisation that the group itself asked.
import { registrationDecide } from "../../../schema/registration-desk.ts";
import { type Random, random } from "../../kit/random.ts";
import { DESK, deciderOf, END, instant, START } from "./crisis.ts";
import type { Group } from "./crowd.ts";
import { asked, refused } from "./phrase.ts";
import { pick } from "./pick.ts";
import type { Acted } from "./zone.ts";

const HOUR = 3_600_000;
/** Each decision is an act of its own: more of them would make the first start slow and tell nothing new. */
const MOST_GROUPS = 600;
/** Of groups; under half, so that a desk finds more waiting than done. */
const SHARE = 0.4;

/** How likely it is that a group is decided on, for an exercise of `people` people. */
export function chanceOf(people: number): number {
  return Math.min(SHARE, MOST_GROUPS / (people / 2));
}

/** Decisions on one group in order of time; none for most. The same for the same group. */
export function decisionsOn(group: Group, chance: number): Acted[] {
  const dice = random(Number(group.id.slice(-9)) * 7919 + 1);
  if (dice.next() >= chance) return [];
  const [recipient = DESK] = Array.isArray(group.input.recipients) ? group.input.recipients : [];
  const as = deciderOf(recipient);
  const acts: Acted[] = [];
  // Danger is read within hours; the rest of the queue takes up to two days.
  let at = Date.parse(group.at) + dice.whole(1, group.input.danger === "now" ? 5 : 40) * HOUR;
  const add = (state: string, reason?: string) => {
    if (at >= END) return;
    const input = { id: group.id, state, ...(reason === undefined ? {} : { reason }) };
    acts.push({ at: instant(at), as, act: registrationDecide.name, input });
  };
  add("read");
  for (const [state, hours] of course(dice)) {
    at += hours * HOUR;
    const words = state === "more-needed" ? asked : state === "not-possible" ? refused : null;
    add(state, words === null ? undefined : dice.of(words[group.input.lang === "ar" ? "ar" : "en"]));
  }
  return acts;
}

/** What follows after `read`, with hours between. */
function course(dice: Random): readonly (readonly [string, number])[] {
  const soon = () => dice.whole(2, 48);
  const later = () => dice.whole(48, 24 * 20);
  return pick(dice, [
    [[], 34],
    [[["listed", soon()]], 22],
    [
      [
        ["listed", soon()],
        ["left", later()],
      ],
      20,
    ],
    [
      [
        ["listed", soon()],
        ["left", later()],
        ["safe", soon()],
      ],
      8,
    ],
    [[["more-needed", soon()]], 12],
    [[["not-possible", soon()]], 4],
  ] as const);
}

/** In order of time, those before the start first: the door does these at once and keeps the others. */
export function inOrder(acts: readonly Acted[]): { early: Acted[]; late: Acted[] } {
  const sorted = acts.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const start = instant(START);
  return {
    early: sorted.filter((one) => one.at <= start),
    late: sorted.filter((one) => one.at > start),
  };
}
