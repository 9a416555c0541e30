// All SQL of gates: whose packs a gate may fetch, what stands in a pack, and the events that gates tell. What became of
// a seat is computed from the set of its events in the commit that adds some: order and repetition change nothing.

import { accessMask } from "../../schema/access.rules.ts";
import type { GateEvent, PackRow } from "../../schema/gate.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import type { MovementMode, MovementState, Stop } from "../../schema/movement.ts";
import type { SeatState } from "../../schema/seat.ts";

export interface GateScope {
  organisationId: string;
}

/**
 * Condition on `movement m` for the organisation `?1`: it runs it, shares it, or is named for its gates. A host
 * authority has to be named: whoever shares a movement chose it, and an authority never takes part by itself. Nobody
 * fetches whose organisation was stopped in the crisis.
 */
const fetched = `EXISTS (SELECT 1 FROM crisisOrganisation t WHERE t.organisationId = ?1 AND t.crisisId = m.crisisId)
  AND (EXISTS (SELECT 1 FROM movementGate g WHERE g.movementId = m.id AND g.organisationId = ?1)
  OR (NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = ?1 AND o.kind = 'host-authority')
    AND (m.organisationId = ?1 OR EXISTS (SELECT 1 FROM movementShare s WHERE s.movementId = m.id AND s.organisationId = ?1))))`;

const columns = `m.id, m.crisisId, m.label, m.mode, m.origin, m.destination, m.leavesAt, m.state,
  (SELECT count(*) FROM seat WHERE movementId = m.id) AS passes`;

interface GateMovementRow {
  id: string;
  crisisId: string;
  label: string;
  mode: MovementMode;
  origin: string;
  destination: string;
  leavesAt: string;
  state: MovementState;
  passes: number;
}

export interface GateMovement {
  id: string;
  label: string;
  mode: MovementMode;
  from: Stop;
  to: Stop;
  leavesAt: string;
  state: MovementState;
  passes: number;
}

function fromRow({ crisisId: _, origin, destination, ...row }: GateMovementRow): GateMovement {
  return { ...row, from: JSON.parse(origin) as Stop, to: JSON.parse(destination) as Stop };
}

/** Movements that a gate can be needed for: confirmed, and not closed yet. */
export async function listGateMovements(
  db: D1Database,
  scope: GateScope,
  crisisId: string,
): Promise<GateMovement[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM movement m WHERE m.crisisId = ?2 AND m.state IN ('confirmed', 'boarding', 'departed', 'arrived') AND ${fetched}
       ORDER BY m.leavesAt, m.id LIMIT 500`,
    )
    .bind(scope.organisationId, crisisId)
    .all<GateMovementRow>();
  return results.map(fromRow);
}

export async function findGateMovement(
  db: D1Database,
  scope: GateScope,
  id: string,
): Promise<{ crisisId: string; movement: GateMovement } | null> {
  const row = await db
    .prepare(`SELECT ${columns} FROM movement m WHERE m.id = ?2 AND ${fetched}`)
    .bind(scope.organisationId, id)
    .first<GateMovementRow>();
  return row === null ? null : { crisisId: row.crisisId, movement: fromRow(row) };
}

/** Which of these movements a gate may tell of, with their crises: those that it fetches, or fetched when it was named for them. */
export async function listTellable(
  db: D1Database,
  scope: GateScope,
  ids: readonly string[],
): Promise<{ id: string; crisisId: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT m.id, m.crisisId FROM json_each(?2) asked JOIN movement m ON m.id = asked.value WHERE ${fetched}
       OR (EXISTS (SELECT 1 FROM movementGateOnce g WHERE g.movementId = m.id AND g.organisationId = ?1)
         AND EXISTS (SELECT 1 FROM crisisOrganisation t WHERE t.organisationId = ?1 AND t.crisisId = m.crisisId))`,
    )
    .bind(scope.organisationId, JSON.stringify(ids))
    .all<{ id: string; crisisId: string }>();
  return results;
}

/** Numbers, groups and states of the seats of a movement; no names, and no ids of people. */
export async function listPack(db: D1Database, opened: { id: string }): Promise<PackRow[]> {
  const { results } = await db
    .prepare(
      `SELECT s.number, s.cti, ifnull(p.groupNumber, 0) AS "group", s.n, s.m, s.adult, s.state FROM seat s
       LEFT JOIN passenger p ON p.movementId = s.movementId AND p.registrationId = s.registrationId
       WHERE s.movementId = ?1 ORDER BY s.number`,
    )
    .bind(opened.id)
    .all<{
      number: string;
      cti: string;
      group: number;
      n: number;
      m: number;
      adult: 0 | 1;
      state: SeatState;
    }>();
  return results.map((row) => [row.number, row.cti, row.group, row.n, row.m, row.adult, row.state]);
}

/** Organisations that people can be handed over to: those that help. Never an authority. */
export async function listTakers(
  db: D1Database,
  crisisId: string,
): Promise<{ id: string; name: LocalText }[]> {
  const { results } = await db
    .prepare(
      `SELECT o.id, o.name FROM organisation o JOIN crisisOrganisation t ON t.organisationId = o.id AND t.crisisId = ?1
       WHERE o.kind IN ('embassy', 'agency') ORDER BY o.kind, o.id LIMIT 500`,
    )
    .bind(crisisId)
    .all<{ id: string; name: string }>();
  return results.map((row) => ({ id: row.id, name: JSON.parse(row.name) as LocalText }));
}

export interface GateTold {
  gateId: string;
  gate: string;
  by: string;
  at: string;
}

/**
 * Each group of whom a gate read a pass, for the events that are not known yet: a gate that tells twice read once. Goes
 * before `insertEvents`.
 */
export function insertChecks(
  db: D1Database,
  scope: GateScope,
  events: readonly GateEvent[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO access (registrationId, seq, organisationId, purpose, fields)
       SELECT DISTINCT s.registrationId, (SELECT max(seq) FROM audit), ?1, 'travel', ?2 FROM json_each(?3) told
       JOIN seat s ON s.cti = told.value->>'cti' AND s.movementId = told.value->>'movementId'
       WHERE told.value->>'kind' <> 'absent' AND NOT EXISTS (SELECT 1 FROM gateEvent WHERE id = told.value->>'id')`,
    )
    .bind(scope.organisationId, accessMask(["names", "born"]), JSON.stringify(events));
}

/** Adds the events that are not known yet. A hand-over to somebody who cannot take people over names nobody. */
export function insertEvents(
  db: D1Database,
  told: GateTold,
  events: readonly GateEvent[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT OR IGNORE INTO gateEvent (id, gateId, gate, movementId, cti, kind, at, organisationId, mergedBy, mergedAt)
       SELECT value->>'id', ?2, ?3, value->>'movementId', value->>'cti', value->>'kind', value->>'at',
         (SELECT o.id FROM organisation o JOIN movement m ON m.id = value->>'movementId'
          JOIN crisisOrganisation t ON t.organisationId = o.id AND t.crisisId = m.crisisId
          WHERE o.id = value->>'organisationId' AND o.kind IN ('embassy', 'agency')), ?4, ?5
       FROM json_each(?1)`,
    )
    .bind(JSON.stringify(events), told.gateId, told.gate, told.by, told.at);
}

/**
 * What became of the seats of these passes, from all that any gate ever told of them. Somebody who was handed over has
 * arrived, who arrived was aboard, and who boarded at one gate is not absent because another did not see her.
 */
export function updateSeats(db: D1Database, events: readonly GateEvent[]): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE seat SET boardedAt = told.boardedAt, arrivedAt = told.arrivedAt, handedTo = told.handedTo,
         state = CASE WHEN told.handedTo IS NOT NULL THEN 'handed-over' WHEN told.arrivedAt IS NOT NULL THEN 'arrived'
           WHEN told.boardedAt IS NOT NULL THEN 'boarded' WHEN told.refused THEN 'refused' WHEN told.absent THEN 'absent' ELSE state END
       FROM (
         SELECT e.movementId, e.cti, min(iif(e.kind = 'boarded', e.at, NULL)) AS boardedAt,
           min(iif(e.kind IN ('arrived', 'handed-over'), e.at, NULL)) AS arrivedAt,
           max(e.kind = 'refused') AS refused, max(e.kind = 'absent') AS absent,
           (SELECT h.organisationId FROM gateEvent h WHERE h.movementId = e.movementId AND h.cti = e.cti AND h.kind = 'handed-over'
            AND h.organisationId IS NOT NULL ORDER BY h.at DESC, h.id DESC LIMIT 1) AS handedTo
         FROM (SELECT DISTINCT value->>'movementId' AS movementId, value->>'cti' AS cti FROM json_each(?1)) named
         CROSS JOIN gateEvent e ON e.movementId = named.movementId AND e.cti = named.cti GROUP BY e.movementId, e.cti
       ) told
       WHERE seat.cti = told.cti AND seat.movementId = told.movementId`,
    )
    .bind(JSON.stringify(events.map(({ movementId, cti }) => ({ movementId, cti }))));
}

/** Movements that something was told of show it on open screens. */
export function touchMovements(db: D1Database, ids: readonly string[]): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE movement SET seq = (SELECT max(seq) FROM audit) WHERE id IN (SELECT value FROM json_each(?1))",
    )
    .bind(JSON.stringify(ids));
}

export interface Boarding {
  movementId: string;
  cti: string;
  number: string | null;
  gateId: string;
  gate: string;
  at: string;
}

/** Every boarding of the passes that this gate boarded and another gate too; the first of each gate, in order of time. */
export async function listConflicts(db: D1Database, scope: GateScope, gateId: string): Promise<Boarding[]> {
  const { results } = await db
    .prepare(
      `SELECT e.movementId, e.cti, s.number, e.gateId, e.gate, min(e.at) AS at FROM (
         SELECT DISTINCT own.movementId, own.cti FROM gateEvent own JOIN movement m ON m.id = own.movementId
         WHERE own.gateId = ?2 AND own.kind = 'boarded' AND m.state <> 'closed' AND ${fetched} AND EXISTS (
           SELECT 1 FROM gateEvent other WHERE other.movementId = own.movementId AND other.cti = own.cti
             AND other.kind = 'boarded' AND other.gateId <> ?2)
         ORDER BY own.movementId, own.cti LIMIT 500
       ) twice JOIN gateEvent e ON e.movementId = twice.movementId AND e.cti = twice.cti AND e.kind = 'boarded'
       LEFT JOIN seat s ON s.cti = e.cti AND s.movementId = e.movementId
       GROUP BY e.movementId, e.cti, e.gateId ORDER BY e.movementId, e.cti, at, e.gateId`,
    )
    .bind(scope.organisationId, gateId)
    .all<Boarding>();
  return results;
}

/** Which of these passes have no seat on their movement. */
export async function listUnknown(
  db: D1Database,
  passes: readonly { movementId: string; cti: string }[],
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT value->>'cti' AS cti FROM json_each(?1)
       WHERE NOT EXISTS (SELECT 1 FROM seat WHERE cti = value->>'cti' AND movementId = value->>'movementId')`,
    )
    .bind(JSON.stringify(passes.map(({ movementId, cti }) => ({ movementId, cti }))))
    .all<{ cti: string }>();
  return results.map((row) => row.cti);
}
