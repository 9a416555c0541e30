// All SQL of figures for partners: what is true of the cases that an organisation may see, and what it was last told.
import type { Figure } from "../../schema/export.rules.ts";
import { DISTRICT } from "../../schema/kit/quadkey.ts";
import { needKinds } from "../../schema/need.ts";
import { openStates } from "../../schema/registration.ts";
import type { Scope } from "../registration/sight.ts";

/** What is true of an organisation's open cases, by the keys that are published to it: people, not groups. */
export async function countForFigures(
  db: D1Database,
  scope: Scope,
  crisisId: string,
): Promise<Map<string, number>> {
  const sql = `SELECT CASE WHEN cell IS NULL THEN 'none' ELSE substr(cell, 1, ${String(DISTRICT)}) END AS district, urgency, needs, sum(people) AS people
    FROM sight WHERE organisationId = ?1 AND crisisId = ?2 AND state IN (${openStates.map((state) => `'${state}'`).join(", ")})
    GROUP BY 1, 2, 3`;
  const { results } = await db
    .prepare(sql)
    .bind(scope.organisationId, crisisId)
    .all<{ district: string; urgency: number; needs: number; people: number }>();
  const truth = new Map<string, number>();
  const add = (key: string, people: number) => truth.set(key, (truth.get(key) ?? 0) + people);
  for (const row of results) {
    add("total", row.people);
    add(`district.${row.district}`, row.people);
    add(`urgency.${String(row.urgency)}`, row.people);
    needKinds.forEach((kind, bit) => {
      if ((row.needs & (1 << bit)) !== 0) add(`need.${kind}`, row.people);
    });
  }
  return truth;
}

export async function listToldFigures(
  db: D1Database,
  scope: Scope,
  crisisId: string,
): Promise<Map<string, Figure>> {
  const { results } = await db
    .prepare("SELECT key, truth, shown FROM exportFigure WHERE organisationId = ?1 AND crisisId = ?2")
    .bind(scope.organisationId, crisisId)
    .all<Figure & { key: string }>();
  return new Map(results.map(({ key, truth, shown }) => [key, { truth, shown }]));
}

export function upsertToldFigures(
  db: D1Database,
  scope: Scope,
  crisisId: string,
  figures: ReadonlyMap<string, Figure>,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO exportFigure SELECT ?1, ?2, value->>'key', value->>'truth', value->>'shown' FROM json_each(?3) WHERE true
       ON CONFLICT DO UPDATE SET truth = excluded.truth, shown = excluded.shown`,
    )
    .bind(
      scope.organisationId,
      crisisId,
      JSON.stringify([...figures].map(([key, figure]) => ({ key, ...figure }))),
    );
}
