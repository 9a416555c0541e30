// What partners and the public may read of areas (ruling 10, EXPERIENCE section 4). Pure: one sequence of publications for
// everybody, so that layers cannot be subtracted from each other: the public reads old entries of what partners read.
import { type Column, type Count, type Kept, publish } from "./disclosure.rules.ts";
import { type NeedKind, needKinds } from "./need.ts";

/** One district; `cell` null stands for those without a place. They are never published, but stand behind every total. */
export interface AreaTruth extends Count {
  cell: string | null;
  needs: Partial<Record<NeedKind, Count>>;
  /**
   * The most that any one organisation sees of those who are left beside a figure: of those here who do not have a need, and
   * for `people` of all who are elsewhere.
   */
  left: Partial<Record<FigureKind, number>>;
}
export type FigureKind = "people" | NeedKind;
/** A figure of a district. Null: it stood once, and is kept back now. */
export interface AreaFigure {
  cell: string;
  kind: FigureKind;
  shown: number | null;
}

const none: Count = { people: 0, groups: 0, known: 0 };
/** Under which a figure is remembered. */
export const areaKey = (kind: FigureKind, cell: string): string => `${kind} ${cell}`;
const cellOf = (key: string) => key.slice(key.indexOf(" ") + 1);
const isFigure = (key: string) => !key.startsWith("rest.") && !key.startsWith("column.");

/** The next publication of a whole crisis. `before` is what the last one gave back; tests break the rule to see it caught. */
export function publishAreas(
  truths: readonly AreaTruth[],
  before: ReadonlyMap<string, Kept>,
  rule = publish,
): Map<string, Kept> {
  const placed = new Map(truths.flatMap((one) => (one.cell === null ? [] : [[one.cell, one] as const])));
  const cells = [...new Set([...placed.keys(), ...[...before.keys()].filter(isFigure).map(cellOf)])].sort();
  const countOf = (kind: FigureKind, truth: AreaTruth | undefined): Count =>
    (kind === "people" ? truth : truth?.needs[kind]) ?? none;
  const everybody = truths.reduce((sum, one) => sum + one.people, 0);
  const counts = new Map<string, Count>();
  const within = new Map<string, string>();
  const othersLeft = new Map<string, number>();
  for (const cell of cells)
    for (const kind of ["people", ...needKinds] as const) {
      const key = areaKey(kind, cell);
      const truth = placed.get(cell);
      counts.set(key, countOf(kind, truth));
      const beside = (kind === "people" ? everybody : (truth?.people ?? 0)) - countOf(kind, truth).people;
      othersLeft.set(key, beside - (truth?.left[kind] ?? 0));
      if (kind !== "people") within.set(key, areaKey("people", cell));
    }
  const columns = (["people", ...needKinds] as const).map((kind): Column => {
    const all = truths.map((truth) => countOf(kind, truth));
    const sum = {
      people: all.reduce((n, one) => n + one.people, 0),
      groups: all.reduce((n, one) => n + one.groups, 0),
    };
    // Those without a place are always among what is hidden.
    const parts = cells.map((cell) => areaKey(kind, cell));
    return { key: `column.${kind} `, parts, sum, complete: false };
  });
  return rule({ counts, within, othersLeft, columns }, before);
}

/** What of it is published: only figures that were ever shown. */
export function areaFigures(figures: ReadonlyMap<string, Kept>): AreaFigure[] {
  return [...figures].flatMap(([key, { shown, told }]) =>
    told ? [{ cell: cellOf(key), kind: key.slice(0, key.indexOf(" ")) as FigureKind, shown }] : [],
  );
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
