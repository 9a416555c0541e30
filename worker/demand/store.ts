// All SQL of the register of requests for data. Nothing is changed in it: what was asked is written once, answers are added.
import type { Demand, DemandAnswer, YearOfDemands } from "../../schema/demand.ts";
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";

export type DemandRow = Omit<Demand, "words"> & { sealed: ArrayBuffer | null };

const columns = `d.id, d.source, d.subject, d.day, d.sealed, d.recordedBy,
  (SELECT json_group_array(json_object('answer', answer, 'day', day, 'by', answeredBy, 'at', at)) FROM
    (SELECT answer, day, answeredBy, at FROM demandAnswer WHERE demandId = d.id ORDER BY n)) AS answers`;
type Stored = Omit<DemandRow, "answers"> & { answers: string };
const fromRow = (row: Stored): DemandRow => ({
  ...row,
  answers: JSON.parse(row.answers) as Demand["answers"],
});

export async function findDemand(db: D1Database, id: string): Promise<DemandRow | null> {
  const row = await db.prepare(`SELECT ${columns} FROM demand d WHERE d.id = ?1`).bind(id).first<Stored>();
  return row === null ? null : fromRow(row);
}

/** Newest first, after one. */
export async function listDemands(
  db: D1Database,
  after: { day: string; id: string } | null,
  limit: number,
): Promise<DemandRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM demand d WHERE ?1 IS NULL OR (d.day, d.id) < (?1, ?2) ORDER BY d.day DESC, d.id DESC LIMIT ?3`,
    )
    .bind(after?.day ?? null, after?.id ?? null, limit)
    .all<Stored>();
  return results.map(fromRow);
}

export function insertDemand(
  db: D1Database,
  row: Pick<Demand, "id" | "source" | "subject" | "day" | "recordedBy"> & {
    sealed: Bytes | null;
    at: string;
  },
): D1PreparedStatement {
  return db
    .prepare("INSERT INTO demand VALUES (?1, ?2, ?3, ?4, unhex(?5), ?6, ?7)")
    .bind(
      row.id,
      row.source,
      row.subject,
      row.day,
      row.sealed === null ? null : hex(row.sealed),
      row.recordedBy,
      row.at,
    );
}

export function insertAnswer(
  db: D1Database,
  row: { demandId: string; answer: DemandAnswer; day: string; by: string; at: string },
): D1PreparedStatement[] {
  return [
    guard(db, "not-found", "SELECT 1 FROM demand WHERE id = ?1", row.demandId),
    db
      .prepare(
        `INSERT INTO demandAnswer SELECT ?1, 1 + ifnull((SELECT max(n) FROM demandAnswer WHERE demandId = ?1), 0), ?2, ?3, ?4, ?5`,
      )
      .bind(row.demandId, row.answer, row.day, row.by, row.at),
  ];
}

/** By year and newest answer, newest year first, from the first year of this platform to `year`: also years without any. */
export async function countDemands(db: D1Database, year: number): Promise<YearOfDemands[]> {
  const { results } = await db
    .prepare(
      `SELECT CAST(substr(d.day, 1, 4) AS INTEGER) AS year,
         ifnull((SELECT answer FROM demandAnswer WHERE demandId = d.id ORDER BY n DESC LIMIT 1), 'pending') AS answer, count(*) AS many
       FROM demand d GROUP BY 1, 2`,
    )
    .all<{ year: number; answer: DemandAnswer; many: number }>();
  const first = Math.min(year, ...results.map((row) => row.year));
  const years = new Map<number, YearOfDemands>();
  for (let n = year; n >= first; n--)
    years.set(n, { year: n, asked: 0, refused: 0, partly: 0, complied: 0, pending: 0 });
  for (const row of results) {
    const counts = years.get(row.year);
    if (counts === undefined) continue;
    counts[row.answer] += row.many;
    counts.asked += row.many;
  }
  return [...years.values()];
}

/** Words that were sealed by an older version of the ring; `before` as four hexadecimal digits. */
export async function listOldDemands(
  db: D1Database,
  before: string,
  most: number,
): Promise<{ id: string; sealed: ArrayBuffer }[]> {
  const { results } = await db
    .prepare(
      "SELECT id, sealed FROM demand WHERE sealed IS NOT NULL AND hex(substr(sealed, 1, 2)) < ?1 LIMIT ?2",
    )
    .bind(before, most)
    .all<{ id: string; sealed: ArrayBuffer }>();
  return results;
}

export function updateDemandWords(db: D1Database, id: string, sealed: Bytes): D1PreparedStatement {
  return db.prepare("UPDATE demand SET sealed = unhex(?2) WHERE id = ?1").bind(id, hex(sealed));
}
