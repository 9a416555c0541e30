// What an organisation may see, case by case from the events of consent, the needs and the referrals: no view, no trigger and
// no count of ours. What is kept is compared with it.
import { env } from "cloudflare:workers";
import { needKinds } from "../../schema/need.ts";

export interface Row {
  id: string;
  cell: string | null;
  state: string;
  urgency: number;
  people: number;
  needs: number;
  audience: "responder" | "partner";
  held: 0 | 1;
}

const all = async <T>(sql: string, ...values: string[]): Promise<T[]> =>
  (
    await env.DB.prepare(sql)
      .bind(...values)
      .all<T>()
  ).results;

/** Needs of a case that an organisation took on and that are not met. */
async function heldBy(organisationId: string): Promise<Map<string, { kind: string; urgency: number }[]>> {
  const taken = await all<{ needId: string }>(
    "SELECT needId FROM referral WHERE toId = ?1 AND state = 'accepted'",
    organisationId,
  );
  const needs = await all<{
    id: string;
    registrationId: string;
    kind: string;
    urgency: number;
    state: string;
  }>("SELECT id, registrationId, kind, urgency, state FROM need");
  const ids = new Set(taken.map((one) => one.needId));
  return Map.groupBy(
    needs.filter((one) => ids.has(one.id) && ["open", "assigned"].includes(one.state)),
    (one) => one.registrationId,
  );
}

export async function truthOf(organisationId: string): Promise<Row[]> {
  const stopped = await all(
    "SELECT 1 FROM stop WHERE organisationId = ?1 AND liftedAt IS NULL",
    organisationId,
  );
  if (stopped.length > 0) return [];
  const events = await all<{ registrationId: string; purpose: string; given: number }>(
    "SELECT registrationId, purpose, given FROM consent WHERE organisationId = ?1 ORDER BY id",
    organisationId,
  );
  const given = new Map<string, number>();
  for (const row of events) given.set(`${row.registrationId} ${row.purpose}`, row.given);
  const held = await heldBy(organisationId);
  const cases = await all<Omit<Row, "audience" | "held">>(
    "SELECT id, cell, state, urgency, people, needs FROM registration WHERE erasureAt IS NULL",
  );
  return cases.flatMap((row): Row[] => {
    const has = (purpose: string) => given.get(`${row.id} ${purpose}`) === 1;
    if (has("help")) return [{ ...row, audience: "responder", held: 0 }];
    if (has("assist")) return [{ ...row, audience: "partner", held: 0 }];
    if (!has("hold")) return [];
    const own = held.get(row.id) ?? [];
    const needs = own.reduce(
      (mask, one) => mask | (1 << needKinds.indexOf(one.kind as (typeof needKinds)[number])),
      0,
    );
    return [
      { ...row, audience: "partner", held: 1, needs, urgency: Math.min(3, ...own.map((one) => one.urgency)) },
    ];
  });
}

export const isOpen = (row: { state: string }) =>
  ["sent", "read", "more-needed", "listed"].includes(row.state);
export const people = (rows: readonly { people: number }[]) => rows.reduce((sum, row) => sum + row.people, 0);
export const levels = [5, 7, 9, 11, 13, 15];

export interface Cell {
  cell: string;
  groups: number;
  people: number;
  urgent: number;
}

export function cellsOf(rows: readonly Row[], level: number): Cell[] {
  const cells = new Map<string, Cell>();
  for (const row of rows) {
    if (row.cell === null) continue;
    const key = row.cell.slice(0, level);
    const cell = cells.get(key) ?? { cell: key, groups: 0, people: 0, urgent: 0 };
    cell.groups++;
    cell.people += row.people;
    cell.urgent += row.urgency === 1 ? 1 : 0;
    cells.set(key, cell);
  }
  return [...cells.values()].sort((a, b) => (a.cell < b.cell ? -1 : 1));
}

const sorted = <T extends object>(rows: readonly T[]) => rows.map((row) => JSON.stringify(row)).sort();

/** What is kept otherwise than the truth, at every level, by state and urgency: nothing, always. */
export async function differences(organisationIds: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const organisationId of organisationIds) {
    const truth = await truthOf(organisationId);
    const kept = await all<Row>(
      "SELECT registrationId AS id, cell, state, urgency, people, needs, audience, held FROM sight WHERE organisationId = ?1",
      organisationId,
    );
    const said = new Set(sorted(kept));
    const meant = new Set(
      sorted(
        truth.map(({ id, cell, state, urgency, people, needs, audience, held }) => ({
          id,
          cell,
          state,
          urgency,
          people,
          needs,
          audience,
          held,
        })),
      ),
    );
    for (const row of meant) if (!said.has(row)) wrong.push(`${organisationId} is not shown ${row}`);
    for (const row of said) if (!meant.has(row)) wrong.push(`${organisationId} is shown ${row}`);
    const counts = await all<{
      level: number;
      cell: string;
      state: string;
      urgency: number;
      groups: number;
      people: number;
    }>(
      "SELECT level, cell, state, urgency, groups, people FROM tally WHERE organisationId = ?1 AND groups <> 0",
      organisationId,
    );
    const counted = new Map<string, { groups: number; people: number }>();
    for (const row of truth)
      for (const level of [0, ...levels]) {
        if (level > 0 && row.cell === null) continue;
        const cell = level > 0 ? row.cell?.slice(0, level) : row.cell === null ? "off" : "on";
        const key = [level, cell, row.state, row.urgency].join(" ");
        const sum = counted.get(key) ?? { groups: 0, people: 0 };
        counted.set(key, { groups: sum.groups + 1, people: sum.people + row.people });
      }
    for (const { level, cell, state, urgency, groups, people } of counts) {
      const key = [level, cell, state, urgency].join(" ");
      const sum = counted.get(key);
      counted.delete(key);
      if (sum?.groups !== groups || sum.people !== people)
        wrong.push(`${organisationId} counts ${key}: ${String(groups)}`);
    }
    for (const key of counted.keys()) wrong.push(`${organisationId} does not count ${key}`);
  }
  return wrong;
}
