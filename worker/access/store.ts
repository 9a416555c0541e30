// All SQL of looks at people: written in the batch of the read that shows them, read by their own person. One statement
// for one case or for a thousand; ids, bits and words of ours alone.
import { accessMask } from "../../schema/access.rules.ts";
import type { AccessField } from "../../schema/access.ts";
import type { Purpose } from "../../schema/consent.ts";
import type { GlassKind, GlassReason } from "../../schema/kit/glass.ts";
import type { RegistrationState } from "../../schema/registration.ts";
import type { Scope } from "../registration/sight.ts";

export interface Look {
  registrationId: string;
  /** The consent under which it was open. */
  purpose: Purpose;
  fields: readonly AccessField[];
  glassId?: string | null;
}

/**
 * Goes into the batch of the look itself, after its audit row (`commitLook(…, [insertLooks(…)])`, or the writes of
 * `commit`): where this cannot be written nothing is shown.
 */
export function insertLooks(db: D1Database, scope: Scope, looks: readonly Look[]): D1PreparedStatement {
  const rows = looks.map(({ registrationId, purpose, fields, glassId = null }) => [
    registrationId,
    purpose,
    accessMask(fields),
    glassId,
  ]);
  return db
    .prepare(
      `INSERT INTO access (registrationId, seq, organisationId, purpose, fields, glassId)
       SELECT value->>0, (SELECT max(seq) FROM audit), ?1, value->>1, value->>2, value->>3 FROM json_each(?2)`,
    )
    .bind(scope.organisationId, JSON.stringify(rows));
}

/** The latest look of this officer at a case since `since` showed all of these answers, for the same reason or none. */
export async function hasLooked(
  db: D1Database,
  officerId: string,
  { registrationId, fields, glassId = null }: Look,
  since: string,
): Promise<boolean> {
  const sql = `SELECT 1 AS yes FROM access x JOIN audit a ON a.seq = x.seq
    WHERE x.registrationId = ?1 AND a.actor = ?2 AND a.at > ?3 AND x.fields & ?4 = ?4 AND x.glassId IS ?5 LIMIT 1`;
  const row = db.prepare(sql).bind(registrationId, officerId, since, accessMask(fields), glassId);
  return (await row.first("yes")) !== null;
}

export interface LookRow {
  seq: number;
  at: string;
  act: string;
  organisationId: string;
  purpose: Purpose | null;
  fields: number;
  kind: GlassKind | null;
  reason: GlassReason | null;
}

/** Who looked at a case, newest first: for its own person. */
export async function listLooks(
  db: D1Database,
  own: { id: string },
  before: number,
  most: number,
): Promise<LookRow[]> {
  const sql = `SELECT x.seq, a.at, a.act, x.organisationId, x.purpose, x.fields, g.kind, g.reason
    FROM access x JOIN audit a ON a.seq = x.seq LEFT JOIN glass g ON g.id = x.glassId
    WHERE x.registrationId = ?1 AND x.seq < ?2 ORDER BY x.seq DESC LIMIT ?3`;
  const { results } = await db.prepare(sql).bind(own.id, before, most).all<LookRow>();
  return results;
}

export interface WorkRow {
  state: RegistrationState;
  ownsNeed: number;
  openNeed: number;
  seated: number;
  /** When this officer decided on it last. */
  decidedAt: string | null;
}

/** What an organisation, and an officer of it, have to do with a case that she may see. */
export async function findWork(
  db: D1Database,
  scope: Scope & { officerId: string },
  opened: { id: string },
): Promise<WorkRow | null> {
  const sql = `SELECT r.state, iif(r.decidedBy = ?2, r.decidedAt, NULL) AS decidedAt,
      EXISTS (SELECT 1 FROM need n WHERE n.registrationId = r.id AND n.state IN ('open', 'assigned') AND n.ownerId = ?1) AS ownsNeed,
      EXISTS (SELECT 1 FROM need n WHERE n.registrationId = r.id AND n.state IN ('open', 'assigned')
        AND (n.ownerId IS NULL OR n.ownerId = ?1)) AS openNeed,
      EXISTS (SELECT 1 FROM seat t WHERE t.registrationId = r.id AND t.organisationId = ?1 AND t.live = 1) AS seated
    FROM registration r WHERE r.id = ?3`;
  return db.prepare(sql).bind(scope.organisationId, scope.officerId, opened.id).first<WorkRow>();
}
