// All SQL by which an officer's organisation sees people. Every statement starts from `sight` and takes the scope
// first: no consent, no row, no person. @PRIVACY this file is the one way from the database to a desk.
import { needKinds } from "../../schema/need.ts";
import { openStates, type RegistrationState } from "../../schema/registration.ts";
import { guard } from "../kit/commit.ts";
import { type RegistrationRow, registrationColumns } from "./store.ts";

/** The organisation for which an officer reads. */
export interface Scope {
  organisationId: string;
}

export interface Filter {
  crisisId: string;
  state?: "open" | RegistrationState | undefined;
  urgency?: "1" | "2" | "3" | undefined;
  need?: (typeof needKinds)[number] | undefined;
}

export interface SightRow extends RegistrationRow {
  audience: "responder" | "partner" | "holder";
  mayExact: number;
  place: ArrayBuffer | null;
  /** Messages of hers that nobody of the organisation has read. */
  unread: number;
  seq: number;
}

/** Whoever holds a need is a partner in the table, so that no statement which asks for more finds it; read, it is a holder. */
const audience = "iif(s.held = 1, 'holder', s.audience) AS audience";
/** What stands of the case in sight: a holder's needs and urgency are those of the needs that it holds. */
export const seen = `${registrationColumns.replace("r.urgency", "s.urgency").replace("r.needs", "s.needs")}, ${audience}, s.mayExact, s.unread, s.seq, l.sealed AS place`;
const joined =
  "sight s JOIN registration r ON r.id = s.registrationId LEFT JOIN location l ON l.registrationId = r.id AND s.mayExact = 1";

export function statesOf(filter: Filter): readonly string[] {
  return filter.state === undefined || filter.state === "open" ? openStates : [filter.state];
}

/** As JSON, for a statement that goes from one urgency to the next. */
export function urgenciesOf(filter: Filter): string {
  return JSON.stringify(filter.urgency === undefined ? [1, 2, 3] : [Number(filter.urgency)]);
}

/**
 * Cases of an organisation (?1) in a crisis (?2), by the parameters of states and urgencies, in stretches of one index. What
 * is in no wanted state is never looked at.
 */
// @NOTE CROSS JOIN and INDEXED BY keep SQLite on the stretches: left alone it reads all that an organisation sees.
export const wanted = (states: string, urgencies: string) =>
  `json_each(${states}) states CROSS JOIN json_each(${urgencies}) urgencies CROSS JOIN sight s INDEXED BY sightByCell
    ON s.organisationId = ?1 AND s.crisisId = ?2 AND s.state = states.value AND s.urgency = urgencies.value`;

export function needBit(filter: Filter): number {
  return filter.need === undefined ? 0 : 1 << needKinds.indexOf(filter.need);
}

export async function findSight(db: D1Database, scope: Scope, id: string): Promise<SightRow | null> {
  return db
    .prepare(`SELECT ${seen} FROM ${joined} WHERE s.organisationId = ?1 AND s.registrationId = ?2`)
    .bind(scope.organisationId, id)
    .first<SightRow>();
}

/** Cases among these ids that an organisation may open by name, in no order. */
export async function listSight(
  db: D1Database,
  scope: Scope,
  crisisId: string,
  ids: readonly string[],
): Promise<SightRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${seen} FROM json_each(?3) asked CROSS JOIN ${joined.replace("sight s", "sight s ON s.organisationId = ?1 AND s.registrationId = asked.value")}
       WHERE s.crisisId = ?2 AND s.audience = 'responder'`,
    )
    .bind(scope.organisationId, crisisId, JSON.stringify(ids))
    .all<SightRow>();
  return results;
}

export async function findSightByReference(
  db: D1Database,
  scope: Scope,
  crisisId: string,
  referenceHash: string,
): Promise<SightRow | null> {
  return db
    .prepare(
      `SELECT ${seen} FROM ${joined} WHERE s.organisationId = ?1 AND s.crisisId = ?2 AND s.audience = 'responder' AND r.referenceHash = ?3`,
    )
    .bind(scope.organisationId, crisisId, referenceHash)
    .first<SightRow>();
}

/** Where a page of the queue continues: after this urgency, moment and id. */
export interface After {
  urgency: number;
  openedAt: string;
  id: string;
}

/** A need has no kept counts: so many cases are looked at, in the map as in the queue, and it is said that more were left. */
export const MOST_SCANNED = 20_000;

/** For a page; where it is not full, the last of them is counted off once more. */
export const MOST_LOOKED = MOST_SCANNED / 2;

export interface QueuePage {
  rows: SightRow[];
  /** The case at which a search for a need stopped before the page was full; null where it did not. */
  stoppedAt: After | null;
}

/**
 * A page of the queue in order of urgency, then waiting time: the states' stretches of one index, merged as they are read, so
 * that the cost depends neither on how many wait nor on how many cases are closed. A need filter passes over those without
 * the need, at most so many for a page.
 */
export async function listQueue(
  db: D1Database,
  scope: Scope,
  filter: Filter,
  after: After | null,
  limit: number,
): Promise<QueuePage> {
  const only = filter.urgency === undefined ? null : Number(filter.urgency);
  const from =
    after !== null && after.urgency >= (only ?? 1) ? after : { urgency: only ?? 1, openedAt: "", id: "" };
  // SQLite in D1 takes five terms in a compound; there are four open states.
  const parts = statesOf(filter).map(
    (state) => `SELECT urgency, openedAt, registrationId AS id, needs FROM sight INDEXED BY sightByQueue
      WHERE organisationId = ?1 AND crisisId = ?2 AND state = '${state}'
        AND (urgency, openedAt, registrationId) > (?3, ?4, ?5) AND urgency <= ?6`,
  );
  const merged = `${parts.join(" UNION ALL ")} ORDER BY urgency, openedAt, id`;
  const asked = [scope.organisationId, filter.crisisId, from.urgency, from.openedAt, from.id, only ?? 3];
  const need = filter.need === undefined ? "" : `WHERE needs & ${String(needBit(filter))}`;
  const looked = filter.need === undefined ? limit : MOST_LOOKED;
  const sql = `SELECT ${seen} FROM (SELECT * FROM (${merged} LIMIT ${String(looked)}) ${need} LIMIT ?7) page
    CROSS JOIN sight s ON s.organisationId = ?1 AND s.registrationId = page.id
    JOIN registration r ON r.id = s.registrationId
    LEFT JOIN location l ON l.registrationId = r.id AND s.mayExact = 1
    ORDER BY page.urgency, page.openedAt, page.id`;
  const { results: rows } = await db
    .prepare(sql)
    .bind(...asked, limit)
    .all<SightRow>();
  if (filter.need === undefined || rows.length >= limit) return { rows, stoppedAt: null };
  const last = await db
    .prepare(`${merged} LIMIT 1 OFFSET ${String(looked - 1)}`)
    .bind(...asked)
    .first<After>();
  return { rows, stoppedAt: last };
}

export interface Count {
  groups: number;
  people: number;
  onMap: number;
  noPlace: number;
  hidden: number;
  complete: boolean;
}

/** Counts of a filter, and whom of all in sight it hides: from kept counts, or for a need from a bounded scan. */
export async function countSight(db: D1Database, scope: Scope, filter: Filter): Promise<Count> {
  const sql = `SELECT ifnull(sum(groups) FILTER (WHERE shown), 0) AS groups, ifnull(sum(people) FILTER (WHERE shown), 0) AS people,
      ifnull(sum(people) FILTER (WHERE shown AND cell = 'on'), 0) AS onMap, ifnull(sum(people), 0) AS allPeople
    FROM (SELECT cell, groups, people, state IN (SELECT value FROM json_each(?3)) AND (?4 = 0 OR urgency = ?4) AS shown
      FROM tally WHERE organisationId = ?1 AND crisisId = ?2 AND level = 0)`;
  const asked = [
    scope.organisationId,
    filter.crisisId,
    JSON.stringify(statesOf(filter)),
    Number(filter.urgency ?? 0),
  ];
  const kept = await db
    .prepare(sql)
    .bind(...asked)
    .first<{ groups: number; people: number; onMap: number; allPeople: number }>();
  let { groups = 0, people = 0, onMap = 0 } = kept ?? {};
  let complete = true;
  if (filter.need !== undefined && groups > 0) {
    const scan = `SELECT count(*) FILTER (WHERE needs & ?5) AS groups, ifnull(sum(people) FILTER (WHERE needs & ?5), 0) AS people,
        ifnull(sum(people) FILTER (WHERE needs & ?5 AND cell IS NOT NULL), 0) AS onMap, count(*) AS scanned
      FROM (SELECT s.needs, s.people, s.cell FROM ${wanted("?3", "?4")} LIMIT ${String(MOST_SCANNED)})`;
    const { organisationId } = scope;
    const found = await db
      .prepare(scan)
      .bind(
        organisationId,
        filter.crisisId,
        JSON.stringify(statesOf(filter)),
        urgenciesOf(filter),
        needBit(filter),
      )
      .first<{ groups: number; people: number; onMap: number; scanned: number }>();
    complete = (found?.scanned ?? 0) < MOST_SCANNED;
    ({ groups, people, onMap } = found ?? { groups: 0, people: 0, onMap: 0 });
  }
  const hidden = Math.max(0, (kept?.allPeople ?? 0) - people);
  return { groups, people, onMap, noPlace: people - onMap, hidden, complete };
}

export async function countUndecided(
  db: D1Database,
  scope: Scope,
  crisisId: string,
): Promise<{ 1: number; 2: number; 3: number; oldestAt: string | null }> {
  const [counts, oldest] = await Promise.all([
    db
      .prepare(
        "SELECT urgency, sum(groups) AS groups FROM tally WHERE organisationId = ?1 AND crisisId = ?2 AND level = 0 AND state = 'sent' GROUP BY urgency",
      )
      .bind(scope.organisationId, crisisId)
      .all<{ urgency: number; groups: number }>(),
    db
      .prepare(
        `SELECT min(openedAt) AS at FROM (${[1, 2, 3].map((urgency) => `SELECT min(openedAt) AS openedAt FROM sight WHERE organisationId = ?1 AND crisisId = ?2 AND state = 'sent' AND urgency = ${String(urgency)}`).join(" UNION ALL ")})`,
      )
      .bind(scope.organisationId, crisisId)
      .first<{ at: string | null }>(),
  ]);
  const of = (urgency: number) => counts.results.find((row) => row.urgency === urgency)?.groups ?? 0;
  return { 1: of(1), 2: of(2), 3: of(3), oldestAt: oldest?.at ?? null };
}

export async function listSights(db: D1Database, scope: Scope, ids: readonly string[]): Promise<SightRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${seen} FROM json_each(?2) asked CROSS JOIN ${joined} WHERE s.organisationId = ?1 AND s.registrationId = asked.value`,
    )
    .bind(scope.organisationId, JSON.stringify(ids))
    .all<SightRow>();
  return results;
}

export async function listChanged(
  db: D1Database,
  scope: Scope,
  crisisId: string,
  since: number,
  limit: number,
): Promise<SightRow[]> {
  const sql = `SELECT ${seen} FROM ${joined} WHERE s.organisationId = ?1 AND s.seq > ?2 AND s.crisisId = ?3 ORDER BY s.seq LIMIT ?4`;
  const { results } = await db
    .prepare(sql)
    .bind(scope.organisationId, since, crisisId, limit)
    .all<SightRow>();
  return results;
}

export async function listDropped(
  db: D1Database,
  scope: Scope,
  crisisId: string,
  since: number,
  limit: number,
): Promise<{ registrationId: string; seq: number }[]> {
  const { results } = await db
    .prepare(
      "SELECT registrationId, seq FROM unsight WHERE organisationId = ?1 AND seq > ?2 AND crisisId = ?3 ORDER BY seq LIMIT ?4",
    )
    .bind(scope.organisationId, since, crisisId, limit)
    .all<{ registrationId: string; seq: number }>();
  return results;
}

/** Raises `not-found`, and undoes the batch, unless the case is still sent to this organisation: she may have just withdrawn. */
export function guardSight(db: D1Database, scope: Scope, id: string): D1PreparedStatement {
  return guard(
    db,
    "not-found",
    "SELECT 1 FROM sight WHERE organisationId = ?1 AND registrationId = ?2 AND audience = 'responder'",
    scope.organisationId,
    id,
  );
}

/** Raises `not-found`, and undoes the batch, unless the organisation still sees the case, with names or without. */
export function guardSeen(db: D1Database, scope: Scope, id: string): D1PreparedStatement {
  return guard(
    db,
    "not-found",
    "SELECT 1 FROM sight WHERE organisationId = ?1 AND registrationId = ?2",
    scope.organisationId,
    id,
  );
}
