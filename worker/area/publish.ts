// Publishes once in each hour of a crisis's clock: its districts, and for each organisation the figures of its own cases.
// Doors never count; whoever asks within the hour gets the same answer.
import {
  type AreaFigure,
  type AreaTruth,
  areaFigures,
  type FigureKind,
  hourOf,
  publishAreas,
} from "../../schema/area.rules.ts";
import type { Crisis } from "../../schema/crisis.ts";
import type { Area } from "../../schema/crisis-area.ts";
import type { Count, Kept } from "../../schema/disclosure.rules.ts";
import { ownSheet, publishOwn } from "../../schema/figure.rules.ts";
import { needKinds } from "../../schema/need.ts";
import { listKept, upsertKept } from "../figure/store.ts";
import { keep } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import {
  deleteOldHours,
  insertAreaHour,
  listOrganisationIds,
  listSeen,
  type SeenOf,
  wasPublished,
} from "./store.ts";

const DAY = 86_400_000;
/** Days of which every hour is kept, and of which the last hour is. */
const HOURLY_DAYS = 14;
const DAILY_DAYS = 90;
/** The scope of figures of the whole crisis. */
export const WHOLE = "";

const nobody = (): Count => ({ people: 0, groups: 0, known: 0 });
const figureKinds = ["people", ...needKinds] as const;
const isFigure = (kind: string): kind is FigureKind => figureKinds.some((one) => one === kind);

/** What is true of a crisis, by district: everybody once, and the most that any one organisation sees. */
function truthsOf(seenByEach: readonly (readonly SeenOf[])[]): AreaTruth[] {
  const areas = new Map<string | null, AreaTruth>();
  const countOf = (area: AreaTruth, kind: FigureKind) => {
    if (kind === "people") return area;
    const count = area.needs[kind] ?? nobody();
    area.needs[kind] = count;
    return count;
  };
  const mineOfEach = seenByEach.map((seen) => {
    const mineOf = new Map<AreaTruth, Map<FigureKind, number>>();
    for (const { cell, counts } of seen) {
      const area = areas.get(cell) ?? { cell, ...nobody(), needs: {}, left: {} };
      areas.set(cell, area);
      const here = mineOf.get(area) ?? new Map<FigureKind, number>();
      mineOf.set(area, here);
      for (const { kind, mine, first, groups } of counts) {
        if (!isFigure(kind)) continue;
        const count = countOf(area, kind);
        count.people += first;
        count.groups += groups;
        here.set(kind, (here.get(kind) ?? 0) + mine);
      }
    }
    return mineOf;
  });
  for (const mineOf of mineOfEach) {
    const all = [...mineOf.values()].reduce((sum, here) => sum + (here.get("people") ?? 0), 0);
    for (const area of areas.values())
      for (const kind of figureKinds) {
        const here = mineOf.get(area);
        const mine = here?.get(kind) ?? 0;
        const count = countOf(area, kind);
        count.known = Math.max(count.known, mine);
        const beside = (kind === "people" ? all : (here?.get("people") ?? 0)) - mine;
        area.left[kind] = Math.max(area.left[kind] ?? 0, beside);
      }
  }
  return [...areas.values()];
}

/** What one organisation sees, by the keys of its own figures. It knows each of them. */
function ownOf(seen: readonly SeenOf[]): Map<string, Count> {
  const truth = new Map<string, Count>();
  const add = (key: string, people: number, groups: number) => {
    const was = truth.get(key) ?? nobody();
    const all = was.people + people;
    truth.set(key, { people: all, groups: was.groups + groups, known: all });
  };
  for (const { cell, counts } of seen)
    for (const { kind, mine, mineGroups } of counts) {
      if (kind === "people") add("total", mine, mineGroups);
      if (kind === "people") add(`district.${cell ?? "none"}`, mine, mineGroups);
      else add(isFigure(kind) ? `need.${kind}` : kind, mine, mineGroups);
    }
  return truth;
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

/** Districts of an organisation's own figures. */
const ownAreas = (sheet: ReadonlyMap<string, number | null>): Area[] =>
  asAreas(
    [...sheet].flatMap(([key, shown]): AreaFigure[] => {
      const [by, cell = "none"] = key.split(".");
      return by === "district" && cell !== "none" ? [{ cell, kind: "people", shown }] : [];
    }),
  );

export async function publishHour(ctx: Pick<Ctx, "db">, crisis: Crisis): Promise<void> {
  const { db } = ctx;
  const now = new Date(crisis.now);
  const at = hourOf(now);
  if (await wasPublished(db, crisis.id, at)) return;
  const before = await listKept(db, crisis.id, "hourly");
  const was = (scope: string): ReadonlyMap<string, Kept> => before.get(scope) ?? new Map<string, Kept>();
  const seenByEach: SeenOf[][] = [];
  const writes: D1PreparedStatement[] = [];
  for (const organisationId of await listOrganisationIds(db, crisis.id)) {
    const seen = await listSeen(db, crisis.id, organisationId);
    seenByEach.push(seen);
    // An organisation that sees nobody, and never did, has no hours.
    if (seen.length === 0 && !before.has(organisationId)) continue;
    const figures = publishOwn(ownOf(seen), was(organisationId));
    const sheet = ownSheet(figures);
    writes.push(
      insertAreaHour(db, crisis.id, organisationId, at, ownAreas(sheet), sheet),
      ...upsertKept(db, crisis.id, organisationId, was(organisationId), figures),
    );
  }
  const figures = publishAreas(truthsOf(seenByEach), was(WHOLE));
  const ago = (days: number) => hourOf(new Date(now.getTime() - days * DAY));
  await keep(db, [
    insertAreaHour(db, crisis.id, WHOLE, at, asAreas(areaFigures(figures)), null),
    ...upsertKept(db, crisis.id, WHOLE, was(WHOLE), figures),
    ...writes,
    deleteOldHours(db, crisis.id, ago(HOURLY_DAYS), ago(DAILY_DAYS)),
  ]);
}
