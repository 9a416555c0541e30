// All SQL of crisis: the crisis, who takes part, its published figures. Reads execute; writes return statements.

import { crisisNow } from "../../schema/crisis.rules.ts";
import type { Clock, Crisis, Figure } from "../../schema/crisis.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { guard } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";

interface CrisisRow {
  id: string;
  name: string;
  kind: string;
  hostCountry: string;
  area: string;
  receivingDeskId: string | null;
  hotline: string | null;
  openedAt: string;
  closedAt: string | null;
  clock: string | null;
}

const columns = "id, name, kind, hostCountry, area, receivingDeskId, hotline, openedAt, closedAt, clock";

/** What is needed to say what time it is in a crisis; `clockAt` is set for what an exercise's tape does. */
type Moment = Pick<Ctx, "db" | "real" | "clockAt">;

function fromRow(row: CrisisRow, real: Date): Crisis {
  const clock = row.clock === null ? null : (JSON.parse(row.clock) as Clock);
  return {
    ...row,
    kind: row.kind as Crisis["kind"],
    name: JSON.parse(row.name) as Crisis["name"],
    area: JSON.parse(row.area) as Crisis["area"],
    clock,
    now: crisisNow(clock, real).toISOString(),
  };
}

/** Raises `not-found`. */
export async function getCrisis(ctx: Moment, id: string): Promise<Crisis> {
  const row = await ctx.db.prepare(`SELECT ${columns} FROM crisis WHERE id = ?1`).bind(id).first<CrisisRow>();
  if (row === null) throw new Problem("not-found");
  const crisis = fromRow(row, ctx.real);
  return ctx.clockAt === undefined ? crisis : { ...crisis, now: ctx.clockAt };
}

export async function listCrises(db: D1Database, real: Date): Promise<Crisis[]> {
  const { results } = await db
    .prepare(`SELECT ${columns} FROM crisis WHERE closedAt IS NULL ORDER BY openedAt DESC LIMIT 50`)
    .all<CrisisRow>();
  return results.map((row) => fromRow(row, real));
}

/** Closed crises, the last one first; those before one of them. */
export async function listClosed(
  db: D1Database,
  after: string | null,
  limit: number,
  real: Date,
): Promise<Crisis[]> {
  const sql = `SELECT ${columns} FROM crisis WHERE closedAt IS NOT NULL
    AND (?1 IS NULL OR (closedAt, id) < (SELECT closedAt, id FROM crisis WHERE id = ?1)) ORDER BY closedAt DESC, id DESC LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(after, limit).all<CrisisRow>();
  return results.map((row) => fromRow(row, real));
}

/** Crises that an organisation takes part in; all of them for a platform or oversight account (organisationId null). */
export async function listCrisesOf(
  db: D1Database,
  organisationId: string | null,
  real: Date,
): Promise<Crisis[]> {
  if (organisationId === null) return listCrises(db, real);
  const sql = `SELECT ${columns} FROM crisis WHERE closedAt IS NULL AND id IN (SELECT crisisId FROM crisisOrganisation WHERE organisationId = ?1) ORDER BY openedAt DESC LIMIT 50`;
  const { results } = await db.prepare(sql).bind(organisationId).all<CrisisRow>();
  return results.map((row) => fromRow(row, real));
}

export function insertCrisis(db: D1Database, crisis: Crisis): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO crisis (${columns}, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, (SELECT max(seq) FROM audit))`,
    )
    .bind(
      crisis.id,
      JSON.stringify(crisis.name),
      crisis.kind,
      crisis.hostCountry,
      JSON.stringify(crisis.area),
      crisis.receivingDeskId,
      crisis.hotline,
      crisis.openedAt,
      crisis.closedAt,
      crisis.clock === null ? null : JSON.stringify(crisis.clock),
    );
}

export function insertTakesPart(
  db: D1Database,
  crisisId: string,
  organisationIds: string[],
): D1PreparedStatement {
  return db
    .prepare(
      "INSERT INTO crisisOrganisation SELECT ?1, value FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING",
    )
    .bind(crisisId, JSON.stringify(organisationIds));
}

export function updateClock(db: D1Database, id: string, clock: Clock): D1PreparedStatement {
  return db
    .prepare("UPDATE crisis SET clock = ?2, seq = (SELECT max(seq) FROM audit) WHERE id = ?1")
    .bind(id, JSON.stringify(clock));
}

export function updateClosed(db: D1Database, id: string, at: string | null): D1PreparedStatement {
  return db
    .prepare("UPDATE crisis SET closedAt = ?2, seq = (SELECT max(seq) FROM audit) WHERE id = ?1")
    .bind(id, at);
}

/** Raises `stale` unless this one, or for null nobody, is the receiving desk still. */
export function guardDesk(db: D1Database, id: string, desk: string | null): D1PreparedStatement {
  return guard(db, "stale", "SELECT 1 FROM crisis WHERE id = ?1 AND receivingDeskId IS ?2", id, desk);
}

/** Another receiving desk, and the one before kept as such. */
export function updateDesk(
  db: D1Database,
  id: string,
  next: string,
  before: string | null,
  at: string,
): D1PreparedStatement[] {
  const update = "UPDATE crisis SET receivingDeskId = ?2, seq = (SELECT max(seq) FROM audit) WHERE id = ?1";
  const keep = `INSERT INTO deskBefore SELECT ?1, ?2, ?3 WHERE ?2 IS NOT NULL AND ?2 <> ?4
    ON CONFLICT DO UPDATE SET until = excluded.until`;
  return [
    db.prepare(update).bind(id, next),
    db.prepare(keep).bind(id, before, at, next),
    db.prepare("DELETE FROM deskBefore WHERE crisisId = ?1 AND organisationId = ?2").bind(id, next),
  ];
}

/** Organisations that were the receiving desk of a crisis before. */
export async function listDesksBefore(db: D1Database, crisisId: string): Promise<Set<string>> {
  const { results } = await db
    .prepare("SELECT organisationId FROM deskBefore WHERE crisisId = ?1")
    .bind(crisisId)
    .all<{ organisationId: string }>();
  return new Set(results.map(({ organisationId }) => organisationId));
}

/** Raises `crisis-closed` unless it is open, or was closed since a moment. */
export function guardReopens(db: D1Database, crisisId: string, since: string): D1PreparedStatement {
  const sql = "SELECT 1 FROM crisis WHERE id = ?1 AND (closedAt IS NULL OR closedAt >= ?2)";
  return guard(db, "crisis-closed", sql, crisisId, since);
}

/** Raises `crisis-closed`, and undoes the batch, unless the crisis is open. */
export function guardOpen(db: D1Database, crisisId: string): D1PreparedStatement {
  return guard(db, "crisis-closed", "SELECT 1 FROM crisis WHERE id = ?1 AND closedAt IS NULL", crisisId);
}

/** Raises `not-found` unless the organisation takes part in the crisis. */
export function guardTakesPart(
  db: D1Database,
  crisisId: string,
  organisationId: string,
): D1PreparedStatement {
  return guard(
    db,
    "not-found",
    "SELECT 1 FROM crisisOrganisation WHERE crisisId = ?1 AND organisationId = ?2",
    crisisId,
    organisationId,
  );
}

/** Ids among `organisationIds` that may receive registrations of this crisis: embassies and agencies in it. */
export async function listRecipients(
  db: D1Database,
  crisisId: string,
  organisationIds: string[],
): Promise<{ id: string; name: string }[]> {
  const sql = `SELECT o.id, o.name FROM json_each(?2) asked JOIN organisation o ON o.id = asked.value
    JOIN crisisOrganisation t ON t.organisationId = o.id AND t.crisisId = ?1 WHERE o.kind IN ('embassy', 'agency')`;
  const { results } = await db
    .prepare(sql)
    .bind(crisisId, JSON.stringify(organisationIds))
    .all<{ id: string; name: string }>();
  return results;
}

/** Ids among these that take part in the crisis, of whatever kind. */
export async function listTakingPart(
  db: D1Database,
  crisisId: string,
  organisationIds: readonly string[],
): Promise<string[]> {
  const sql = `SELECT t.organisationId AS id FROM json_each(?2) asked
    JOIN crisisOrganisation t ON t.crisisId = ?1 AND t.organisationId = asked.value GROUP BY t.organisationId`;
  const { results } = await db
    .prepare(sql)
    .bind(crisisId, JSON.stringify(organisationIds))
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

export async function takesPart(db: D1Database, crisisId: string, organisationId: string): Promise<boolean> {
  return (
    (await db
      .prepare("SELECT 1 FROM crisisOrganisation WHERE crisisId = ?1 AND organisationId = ?2")
      .bind(crisisId, organisationId)
      .first()) !== null
  );
}

/** What everybody reads: what the clock published last. */
export async function listFigures(db: D1Database, crisisId: string): Promise<Figure[]> {
  const { results } = await db
    .prepare("SELECT key, day, shown FROM publicFigure WHERE crisisId = ?1 ORDER BY key")
    .bind(crisisId)
    .all<Figure>();
  return results;
}
