// All SQL of alert. A number is given inside the batch that writes it, so that two at once never share one.
import type { Alert, Area } from "../../schema/alert.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import { guard } from "../kit/commit.ts";

interface AlertRow extends Omit<Alert, "headline" | "advice" | "area" | "organisation"> {
  headline: string;
  advice: string;
  area: string;
  organisation: string;
}

const selected = `a.id, a.number, a.severity, a.headline, a.advice, a.area, a.issuedAt, a.validUntil, a.cancelledAt, a.organisationId,
  o.name AS organisation, a.version`;

function fromRow(row: AlertRow): Alert {
  return {
    ...row,
    headline: JSON.parse(row.headline) as LocalText,
    advice: JSON.parse(row.advice) as LocalText,
    area: JSON.parse(row.area) as Area,
    organisation: JSON.parse(row.organisation) as LocalText,
  };
}

export async function listAlerts(db: D1Database, crisisId: string, since = -1): Promise<Alert[]> {
  const { results } = await db
    .prepare(
      `SELECT ${selected} FROM alert a JOIN organisation o ON o.id = a.organisationId WHERE a.crisisId = ?1 AND a.seq > ?2 ORDER BY a.number DESC LIMIT 200`,
    )
    .bind(crisisId, since)
    .all<AlertRow>();
  return results.map(fromRow);
}

/** Alerts in order of id, after one. */
export async function pageAlerts(
  db: D1Database,
  crisisId: string,
  after: string,
  limit: number,
): Promise<Alert[]> {
  const { results } = await db
    .prepare(
      `SELECT ${selected} FROM alert a JOIN organisation o ON o.id = a.organisationId WHERE a.crisisId = ?1 AND a.id > ?2 ORDER BY a.id LIMIT ?3`,
    )
    .bind(crisisId, after, limit)
    .all<AlertRow>();
  return results.map(fromRow);
}

export async function findAlert(db: D1Database, id: string): Promise<(Alert & { crisisId: string }) | null> {
  const row = await db
    .prepare(
      `SELECT ${selected}, a.crisisId FROM alert a JOIN organisation o ON o.id = a.organisationId WHERE a.id = ?1`,
    )
    .bind(id)
    .first<AlertRow & { crisisId: string }>();
  return row === null ? null : { ...fromRow(row), crisisId: row.crisisId };
}

export async function nextNumber(db: D1Database, crisisId: string): Promise<number> {
  const row = await db
    .prepare("SELECT ifnull(max(number), 0) + 1 AS number FROM alert WHERE crisisId = ?1")
    .bind(crisisId)
    .first<{ number: number }>();
  return row?.number ?? 1;
}

export function insertAlert(db: D1Database, crisisId: string, alert: Alert): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO alert (id, crisisId, number, severity, headline, advice, area, issuedAt, validUntil, organisationId, seq)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, (SELECT max(seq) FROM audit))`,
    )
    .bind(
      alert.id,
      crisisId,
      alert.number,
      alert.severity,
      JSON.stringify(alert.headline),
      JSON.stringify(alert.advice),
      JSON.stringify(alert.area),
      alert.issuedAt,
      alert.validUntil,
      alert.organisationId,
    );
}

export function updateCancelled(db: D1Database, id: string, at: string): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE alert SET cancelledAt = ?2, version = version + 1, seq = (SELECT max(seq) FROM audit) WHERE id = ?1",
    )
    .bind(id, at);
}

export function guardAlertVersion(db: D1Database, id: string, version: number): D1PreparedStatement {
  return guard(
    db,
    "stale",
    "SELECT 1 FROM alert WHERE id = ?1 AND version = ?2 AND cancelledAt IS NULL",
    id,
    version,
  );
}
