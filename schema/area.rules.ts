// What partners and the public may read of areas (ruling 10, EXPERIENCE section 4). Pure: one sequence of publications for
// everybody, so that layers cannot be subtracted from each other: the public reads old entries of what partners read.
// Invariant: a figure stands only over ten people or more of three groups or more, and changes only when ten have moved.
import { THRESHOLD } from "./crisis.rules.ts";
import { type NeedKind, needKinds } from "./need.ts";

/** A figure appears from twenty people on: it may then lose nine unseen, and still stand over more than ten. */
export const APPEARS = 2 * THRESHOLD;
/** Fewer groups than this are somebody: a bus of forty may be one employer's workers. */
export const GROUPS = 3;

/** What is true of one count: people, groups, and the most of those people that any one organisation sees by itself. */
export interface Count {
  people: number;
  groups: number;
  known: number;
}
/** One district; `cell` null stands for those without a place. They are never published, but stand behind every total. */
export interface AreaTruth extends Count {
  cell: string | null;
  needs: Partial<Record<NeedKind, Count>>;
}
/** What was published last. `base`: the true number of people at its last visible change; 0 before the first. */
export interface Published {
  shown: number | null;
  base: number;
}
export type FigureKind = "people" | NeedKind;
export interface AreaFigure extends Published {
  cell: string;
  kind: FigureKind;
}

const none: Count = { people: 0, groups: 0, known: 0 };
const unpublished: Published = { shown: null, base: 0 };

/**
 * What may be read of a count where its organisation knows part of it: fewer than ten others are left out, so that no
 * organisation finds them by taking its own people away.
 */
function readable(count: Count): number {
  const others = count.people - count.known;
  return others > 0 && others < THRESHOLD ? count.known : count.people;
}

/** Out of sight, and back only when ten have moved since the number that stood. */
const hide = (before: Published = unpublished): Published => ({ shown: null, base: before.base });

/** The next publication of one figure. */
export function stepFigure(count: Count, before: Published = unpublished): Published {
  if (before.shown !== null && count.groups < GROUPS) return hide(before);
  if (Math.abs(count.people - before.base) < THRESHOLD) return before;
  const shown = Math.round(readable(count) / 5) * 5;
  if (count.people >= APPEARS && shown >= THRESHOLD && count.groups >= GROUPS)
    return shown === before.shown ? before : { shown, base: count.people };
  return before.shown === null ? before : { shown: null, base: count.people };
}

/**
 * Hides further figures until those that are hidden, together, are nobody or ten people: a total minus what is shown
 * gives no few away. `total` counts those without a place too. Changes `figures`.
 */
function hideComplement(
  figures: Map<string, Published>,
  before: ReadonlyMap<string, Published>,
  counts: ReadonlyMap<string, Count>,
  total: number,
): void {
  const of = (cell: string) => counts.get(cell) ?? none;
  for (;;) {
    const shown = [...figures].filter(([, figure]) => figure.shown !== null).map(([cell]) => cell);
    const hidden = total - shown.reduce((sum, cell) => sum + of(cell).people, 0);
    const least = shown.sort((a, b) => of(a).people - of(b).people || (a < b ? -1 : 1))[0];
    if (least === undefined || hidden <= 0 || hidden >= THRESHOLD) return;
    figures.set(least, hide(before.get(least)));
  }
}

function publishKind(
  kind: FigureKind,
  truths: readonly AreaTruth[],
  before: ReadonlyMap<string, Published>,
  people: ReadonlyMap<string, Published> | null,
): Map<string, Published> {
  const countOf = (truth: AreaTruth) => (kind === "people" ? truth : (truth.needs[kind] ?? none));
  const placed = truths.filter((truth): truth is AreaTruth & { cell: string } => truth.cell !== null);
  const counts = new Map<string, Count>(placed.map((truth) => [truth.cell, countOf(truth)]));
  const all = new Map(placed.map((truth) => [truth.cell, truth.people]));
  const figures = new Map<string, Published>();
  for (const cell of new Set([...counts.keys(), ...before.keys()])) {
    const count = counts.get(cell) ?? none;
    const was = before.get(cell);
    const next = stepFigure(count, was);
    // Where fewer than ten do not have the need, the two figures of the area would count those who do not.
    const others = (all.get(cell) ?? 0) - count.people;
    const refused = people !== null && (people.get(cell)?.shown == null || others < THRESHOLD);
    figures.set(cell, next.shown !== null && refused ? hide(was) : next);
  }
  hideComplement(
    figures,
    before,
    counts,
    truths.reduce((sum, truth) => sum + countOf(truth).people, 0),
  );
  return figures;
}

/** The next publication of a whole crisis: only figures that were ever shown. `before` is the last one. */
export function publishAreas(
  truths: readonly AreaTruth[],
  before: readonly AreaFigure[],
  kinds: readonly FigureKind[] = ["people", ...needKinds],
): AreaFigure[] {
  const was = (kind: FigureKind) =>
    new Map(before.filter((one) => one.kind === kind).map((one) => [one.cell, one as Published]));
  const people = publishKind("people", truths, was("people"), null);
  return kinds.flatMap((kind) => {
    const figures = kind === "people" ? people : publishKind(kind, truths, was(kind), people);
    return [...figures]
      .filter(([cell, figure]) => figure.shown !== null || was(kind).has(cell))
      .map(([cell, { shown, base }]) => ({ cell, kind, shown, base }));
  });
}

/** The hour of a moment, as the name of a publication. */
export function hourOf(now: Date): string {
  return `${now.toISOString().slice(0, 13)}:00:00Z`;
}

/** The public reads what was published before this moment: a day old at least, with one fixed cut a day. */
export function publicCut(now: Date): string {
  const day = new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10);
  return `${day}T00:00:00Z`;
}
