// All SQL of published figures: what is remembered of each count, what is true of a crisis on a day, what waits to be a day
// old, and what everybody reads. @PRIVACY true numbers and what is remembered of them are read by the clock alone.
import type { Figure } from "../../schema/crisis.ts";
import type { Count, Kept } from "../../schema/disclosure.rules.ts";
import { publicKeys } from "../../schema/figure.rules.ts";
import { needKinds } from "../../schema/need.ts";

/** The scope of what everybody reads of a whole crisis; other scopes are an organisation's id, and '' for districts. */
export const PUBLIC = "public";

type KeptRow = Omit<Kept, "alone" | "told"> & { scope: string; key: string; alone: 0 | 1; told: 0 | 1 };

/** What is remembered in a crisis, by scope: of the public's figures, or of all that is published hourly. */
export async function listKept(
  db: D1Database,
  crisisId: string,
  of: "daily" | "hourly",
): Promise<Map<string, Map<string, Kept>>> {
  const { results } = await db
    .prepare(
      `SELECT scope, key, base, groups, value, alone, shown, told FROM figureState
       WHERE crisisId = ?1 AND scope ${of === "daily" ? "=" : "<>"} '${PUBLIC}'`,
    )
    .bind(crisisId)
    .all<KeptRow>();
  const found = new Map<string, Map<string, Kept>>();
  for (const { scope, key, alone, told, ...rest } of results) {
    const kept = found.get(scope) ?? new Map<string, Kept>();
    found.set(scope, kept.set(key, { ...rest, alone: alone === 1, told: told === 1 }));
  }
  return found;
}

/** Rows of one statement: about half a megabyte. */
const AT_ONCE = 4000;

/** Writes what is remembered now, where that is another than before. */
export function upsertKept(
  db: D1Database,
  crisisId: string,
  scope: string,
  before: ReadonlyMap<string, Kept>,
  figures: ReadonlyMap<string, Kept>,
): D1PreparedStatement[] {
  const changed = [...figures].filter(([key, one]) => {
    const was = before.get(key);
    if (was === undefined) return one.base > 0 || one.groups > 0 || key.startsWith("column.");
    return (["base", "groups", "value", "alone", "shown", "told"] as const).some(
      (name) => was[name] !== one[name],
    );
  });
  const rows = changed.map(([key, { alone, told, ...one }]) => ({
    key,
    ...one,
    alone: Number(alone),
    told: Number(told),
  }));
  const chunks = Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, n) =>
    rows.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );
  return chunks.map((chunk) =>
    db
      .prepare(
        `INSERT INTO figureState SELECT ?1, ?2, value->>'key', value->>'base', value->>'groups', value->>'value', value->>'alone',
           value->>'shown', value->>'told' FROM json_each(?3)
         WHERE true ON CONFLICT DO UPDATE SET base = excluded.base, groups = excluded.groups, value = excluded.value,
           alone = excluded.alone, shown = excluded.shown, told = excluded.told`,
      )
      .bind(crisisId, scope, JSON.stringify(chunk)),
  );
}

const state = `CASE WHEN state IN ('left', 'safe') THEN 'people.' || state ELSE 'people.waiting' END`;
const sums = needKinds
  .map((_, bit) => {
    const has = `(needs & ${String(1 << bit)} <> 0)`;
    return `sum(people * ${has}) AS p${String(bit)}, sum(${has}) AS g${String(bit)}`;
  })
  .join(", ");
interface SumRow {
  part: string;
  people: number;
  groups: number;
  [sum: string]: string | number;
}

type Sums = Map<string, { people: number; groups: number }>;

/** All people of some rows, by state and by need. */
function sumsOf(rows: readonly SumRow[]): Sums {
  const out: Sums = new Map();
  const add = (key: string, people: number, groups: number) => {
    const was = out.get(key) ?? { people: 0, groups: 0 };
    out.set(key, { people: was.people + people, groups: was.groups + groups });
  };
  for (const row of rows) {
    add("people", row.people, row.groups);
    add(row.part, row.people, row.groups);
    needKinds.forEach((kind, bit) => {
      add(`need.${kind}`, Number(row[`p${String(bit)}`]), Number(row[`g${String(bit)}`]));
    });
  }
  return out;
}

/**
 * What is true now, by the keys that are published, with the most that one organisation sees of each, and of those who are
 * left beside each. One scan of the crisis and one of what organisations see, once a day.
 */
export async function countPublic(
  db: D1Database,
  crisisId: string,
): Promise<{ truth: Map<string, Count>; leftKnown: Map<string, number> }> {
  const [all, seen] = await Promise.all([
    db
      .prepare(
        `SELECT ${state} AS part, sum(people) AS people, count(*) AS groups, ${sums} FROM registration WHERE crisisId = ?1 GROUP BY 1`,
      )
      .bind(crisisId)
      .all<SumRow>(),
    db
      .prepare(
        `SELECT organisationId, ${state} AS part, sum(people) AS people, count(*) AS groups, ${sums} FROM sight
         WHERE crisisId = ?1 GROUP BY 1, 2`,
      )
      .bind(crisisId)
      .all<SumRow & { organisationId: string }>(),
  ]);
  const ofEach = new Map<string, SumRow[]>();
  for (const row of seen.results)
    ofEach.set(row.organisationId, [...(ofEach.get(row.organisationId) ?? []), row]);
  const known = [...ofEach.values()].map(sumsOf);
  const peopleIn = (one: Sums, key: string) => one.get(key)?.people ?? 0;
  const truth = new Map(
    [...sumsOf(all.results)].map(([key, count]) => [
      key,
      { ...count, known: Math.max(0, ...known.map((one) => peopleIn(one, key))) },
    ]),
  );
  const leftKnown = new Map(
    publicKeys.map((key) => [
      key,
      Math.max(0, ...known.map((one) => peopleIn(one, "people") - peopleIn(one, key))),
    ]),
  );
  return { truth, leftKnown };
}

/** Days that were counted and wait, oldest first. */
export async function listDays(db: D1Database, crisisId: string): Promise<{ day: string; at: string }[]> {
  const { results } = await db
    .prepare("SELECT day, at FROM figureDay WHERE crisisId = ?1 ORDER BY day")
    .bind(crisisId)
    .all<{ day: string; at: string }>();
  return results;
}

/** Fails where the day was counted already: then nothing of its batch is written. */
export function insertDay(
  db: D1Database,
  crisisId: string,
  day: string,
  at: string,
  figures: readonly Pick<Figure, "key" | "shown">[],
): D1PreparedStatement {
  return db
    .prepare("INSERT INTO figureDay VALUES (?1, ?2, ?3, ?4)")
    .bind(crisisId, day, at, JSON.stringify(figures));
}

/** Lets everybody read what was counted on a day; that day and those before it wait no longer. */
export function releaseFigures(db: D1Database, crisisId: string, day: string): D1PreparedStatement[] {
  return [
    db.prepare("DELETE FROM publicFigure WHERE crisisId = ?1").bind(crisisId),
    db
      .prepare(
        `INSERT INTO publicFigure (crisisId, key, day, shown) SELECT d.crisisId, value->>'key', d.day, value->>'shown' FROM figureDay d, json_each(d.figures)
         WHERE d.crisisId = ?1 AND d.day = ?2`,
      )
      .bind(crisisId, day),
    db.prepare("DELETE FROM figureDay WHERE crisisId = ?1 AND day <= ?2").bind(crisisId, day),
  ];
}
