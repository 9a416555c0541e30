// A small crisis of invented groups, what is true of it by every key that is published, and random acts of few.
import { type AreaTruth, areaKey } from "../../schema/area.rules.ts";
import type { Count } from "../../schema/disclosure.rules.ts";
import { publicKeys } from "../../schema/figure.rules.ts";
import { type NeedKind, needKinds } from "../../schema/need.ts";
import type { Random } from "../kit/random.ts";
import type { Layout } from "./attacker.ts";

export interface Group {
  people: number;
  cell: string | null;
  needs: NeedKind[];
  urgency: 1 | 2 | 3;
  state: "waiting" | "left" | "safe";
  seenBy: number[];
}
export const CELLS = ["00", "01", "02", "03", "10"];
const NEEDS: NeedKind[] = ["medical", "transport", "shelter"];
export const ORGANISATIONS = [0, 1, 2];

/** Largest group, and whether organisations see different people. */
export interface Kind {
  most: number;
  apart: boolean;
}

export function someGroup(dice: Random, kind: Kind): Group {
  return {
    people: dice.whole(1, kind.most),
    // Some districts are full and some have one family.
    cell: dice.whole(0, 9) > 0 ? dice.of(["00", "00", "00", "01", "01", ...CELLS]) : null,
    // Nearly everybody needs transport, half a doctor, few a shelter.
    needs: NEEDS.filter((need) => dice.whole(0, 9) < (need === "transport" ? 8 : need === "medical" ? 5 : 1)),
    urgency: dice.of([1, 2, 2, 2, 3, 3]),
    state: dice.of(["waiting", "waiting", "waiting", "left", "safe"]),
    seenBy:
      !kind.apart || dice.whole(0, 5) > 0
        ? [0]
        : ORGANISATIONS.filter((one) => one === 1 || dice.whole(0, 1) === 1),
  };
}

/** One act of one group: it comes, goes, moves, says another need, or is somewhere safe. */
export function anAct(dice: Random, groups: Group[], kind: Kind): Group[] {
  const one = dice.of(groups.length === 0 ? [someGroup(dice, kind)] : groups);
  const rest = groups.filter((other) => other !== one);
  switch (dice.whole(0, 5)) {
    case 0:
    case 1:
      return [...groups, someGroup(dice, kind)];
    case 2:
      return rest;
    case 3:
      return [...rest, { ...one, cell: dice.of([...CELLS, null]) }];
    case 4:
      return [
        ...rest,
        { ...one, needs: NEEDS.filter(() => dice.whole(0, 1) === 1), urgency: dice.of([1, 2, 3]) },
      ];
    default:
      return [...rest, { ...one, state: dice.of(["waiting", "left", "safe"]) }];
  }
}

export function countOf(some: readonly Group[]): Count {
  const of = (list: readonly Group[]) => list.reduce((sum, one) => sum + one.people, 0);
  return {
    people: of(some),
    groups: some.length,
    known: Math.max(0, ...ORGANISATIONS.map((id) => of(some.filter((one) => one.seenBy.includes(id))))),
  };
}
const knownLeft = (all: readonly Group[], part: readonly Group[]) =>
  countOf(all.filter((one) => !part.includes(one))).known;
const open = (groups: readonly Group[]) => groups.filter((one) => one.state === "waiting");

export function areaTruths(groups: readonly Group[]): AreaTruth[] {
  const all = open(groups);
  return [...CELLS, null].map((cell) => {
    const here = all.filter((one) => one.cell === cell);
    const having = (kind: NeedKind) => here.filter((one) => one.needs.includes(kind));
    return {
      cell,
      ...countOf(here),
      needs: Object.fromEntries(needKinds.map((kind) => [kind, countOf(having(kind))])),
      left: {
        people: knownLeft(all, here),
        ...Object.fromEntries(needKinds.map((kind) => [kind, knownLeft(here, having(kind))])),
      },
    };
  });
}

export function publicTruth(groups: readonly Group[]) {
  const having = (key: string) =>
    groups.filter(
      (one) =>
        key === "people" || key === `people.${one.state}` || one.needs.some((kind) => key === `need.${kind}`),
    );
  return {
    truth: new Map(publicKeys.map((key) => [key, countOf(having(key))])),
    leftKnown: new Map(publicKeys.map((key) => [key, knownLeft(groups, having(key))])),
  };
}

export function ownTruth(groups: readonly Group[], id: number): Map<string, Count> {
  const mine = open(groups).filter((one) => one.seenBy.includes(id));
  const truth = new Map<string, Count>();
  const add = (key: string, some: readonly Group[]) => {
    const count = countOf(some);
    truth.set(key, { ...count, known: count.people });
  };
  add("total", mine);
  for (const cell of [...CELLS, null])
    add(
      `district.${cell ?? "none"}`,
      mine.filter((one) => one.cell === cell),
    );
  for (const urgency of [1, 2, 3])
    add(
      `urgency.${String(urgency)}`,
      mine.filter((one) => one.urgency === urgency),
    );
  for (const kind of needKinds)
    add(
      `need.${kind}`,
      mine.filter((one) => one.needs.includes(kind)),
    );
  return truth;
}

const needsOf = (whole: string) => needKinds.map((kind) => [`need.${kind}`, whole] as const);
export const publicLayout: Layout = {
  keys: publicKeys.filter((key) => !key.startsWith("complaint")),
  within: new Map(needsOf("people")),
  columns: [
    {
      key: "column.people",
      parts: ["people.waiting", "people.left", "people.safe"],
      sum: "people",
      complete: true,
    },
  ],
};
const districts = [...CELLS, "none"].map((cell) => `district.${cell}`);
const urgencies = ["urgency.1", "urgency.2", "urgency.3"];
export const ownLayout: Layout = {
  keys: ["total", ...districts, ...urgencies, ...needsOf("total").map(([key]) => key)],
  within: new Map(needsOf("total")),
  columns: [
    { key: "column.district", parts: districts, sum: "total", complete: true },
    { key: "column.urgency", parts: urgencies, sum: "total", complete: true },
  ],
};
const kinds = ["people", ...needKinds] as const;
export const areaLayout: Layout = {
  keys: kinds.flatMap((kind) => CELLS.map((cell) => areaKey(kind, cell))),
  within: new Map(
    needKinds.flatMap((kind) => CELLS.map((cell) => [areaKey(kind, cell), areaKey("people", cell)] as const)),
  ),
  columns: kinds.map((kind) => ({
    key: `column.${kind} `,
    parts: CELLS.map((cell) => areaKey(kind, cell)),
    sum: null,
    complete: false,
  })),
};
