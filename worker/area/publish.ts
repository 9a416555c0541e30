// Publishes the areas of a crisis once in each hour of its clock: for the whole crisis, and for each organisation its own
// people. Doors never count; whoever asks within the hour gets the same answer.
import {
  type AreaFigure,
  type AreaTruth,
  type Count,
  hourOf,
  publishAreas,
} from "../../schema/area.rules.ts";
import type { Crisis } from "../../schema/crisis.ts";
import type { Area } from "../../schema/crisis-area.ts";
import type { NeedKind } from "../../schema/need.ts";
import { keep } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import {
  deleteOldHours,
  insertAreaHour,
  listAreaFigures,
  listOrganisationIds,
  listOwn,
  listSeen,
  upsertAreaFigures,
  wasPublished,
} from "./store.ts";

const DAY = 86_400_000;
/** Days of which every hour is kept, and of which the last hour is. */
const HOURLY_DAYS = 14;
const DAILY_DAYS = 90;
/** The scope of figures of the whole crisis. */
export const WHOLE = "";

/** What is true of a crisis, by district: everybody once, and the most that any one organisation sees of them. */
async function truthOf(db: D1Database, crisisId: string): Promise<AreaTruth[]> {
  const areas = new Map<string | null, AreaTruth>();
  for (const organisationId of await listOrganisationIds(db, crisisId)) {
    const own = new Map<Count, number>();
    for (const { cell, counts } of await listSeen(db, crisisId, organisationId)) {
      const area = areas.get(cell) ?? { cell, people: 0, groups: 0, known: 0, needs: {} };
      areas.set(cell, area);
      for (const { kind, mine, first, groups } of counts) {
        const need = kind as NeedKind;
        const count = kind === "people" ? area : (area.needs[need] ?? { people: 0, groups: 0, known: 0 });
        if (kind !== "people") area.needs[need] = count;
        count.people += first;
        count.groups += groups;
        own.set(count, (own.get(count) ?? 0) + mine);
      }
    }
    for (const [count, mine] of own) count.known = Math.max(count.known, mine);
  }
  return [...areas.values()];
}

/** Published figures as a list of areas, in order of the grid. */
function asAreas(figures: readonly AreaFigure[]): Area[] {
  const areas = new Map<string, Area>();
  for (const { cell, kind, shown } of figures) {
    const area = areas.get(cell) ?? { cell, people: null, needs: {} };
    areas.set(cell, area);
    if (kind === "people") area.people = shown;
    else area.needs[kind] = shown;
  }
  return [...areas.values()].sort((a, b) => (a.cell < b.cell ? -1 : 1));
}

/** Figures whose published state is another than before: the only ones that are written. */
function changedSince(before: readonly AreaFigure[], figures: readonly AreaFigure[]): AreaFigure[] {
  const key = ({ kind, cell }: AreaFigure) => `${kind} ${cell}`;
  const was = new Map(before.map((one) => [key(one), one]));
  return figures.filter((one) => {
    const old = was.get(key(one));
    return old === undefined || old.shown !== one.shown || old.base !== one.base;
  });
}

export async function publishHour(ctx: Pick<Ctx, "db">, crisis: Crisis): Promise<void> {
  const { db } = ctx;
  const now = new Date(crisis.now);
  const at = hourOf(now);
  if (await wasPublished(db, crisis.id, at)) return;
  const before = new Map<string, AreaFigure[]>();
  for (const figure of await listAreaFigures(db, crisis.id))
    before.set(figure.scope, [...(before.get(figure.scope) ?? []), figure]);
  const own = new Map<string, AreaTruth[]>();
  for (const { organisationId, cell, people, groups } of await listOwn(db, crisis.id))
    own.set(organisationId, [
      ...(own.get(organisationId) ?? []),
      { cell, people, groups, known: people, needs: {} },
    ]);
  const figuresOf = new Map([
    [WHOLE, publishAreas(await truthOf(db, crisis.id), before.get(WHOLE) ?? [])],
    ...[...new Set([...own.keys(), ...before.keys()])]
      .filter((scope) => scope !== WHOLE)
      .map((scope): [string, AreaFigure[]] => [
        scope,
        publishAreas(own.get(scope) ?? [], before.get(scope) ?? [], ["people"]),
      ]),
  ]);
  const ago = (days: number) => hourOf(new Date(now.getTime() - days * DAY));
  // An organisation of which nothing was ever shown has no hours; the crisis has one in any case, which says that it was looked.
  const told = [...figuresOf].filter(([scope, figures]) => scope === WHOLE || figures.length > 0);
  await keep(db, [
    ...told.map(([scope, figures]) => insertAreaHour(db, crisis.id, scope, at, asAreas(figures))),
    ...told.flatMap(([scope, figures]) => {
      const changed = changedSince(before.get(scope) ?? [], figures);
      if (changed.length === 0) return [];
      return [
        upsertAreaFigures(
          db,
          crisis.id,
          changed.map((one) => ({ ...one, scope })),
        ),
      ];
    }),
    deleteOldHours(db, crisis.id, ago(HOURLY_DAYS), ago(DAILY_DAYS)),
  ]);
}
