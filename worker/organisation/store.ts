// All SQL of organisation: who takes part, whom two administrators stand for, officers' accounts and a demo's one-time links.
import type { Role } from "../../schema/kit/access.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import type { Organisation, OrganisationInRoster } from "../../schema/organisation.ts";
import type { refusals } from "../../schema/organisation-refuse.ts";
import { guard } from "../kit/commit.ts";

interface OrganisationRow {
  id: string;
  kind: string;
  name: string;
  country: string | null;
}

function fromRow(row: OrganisationRow): Organisation {
  return {
    id: row.id,
    kind: row.kind as Organisation["kind"],
    name: JSON.parse(row.name) as LocalText,
    country: row.country,
  };
}

export async function listReceiving(
  db: D1Database,
  crisisId: string,
  withAuthorities = false,
): Promise<Organisation[]> {
  const sql = `SELECT o.id, o.kind, o.name, o.country FROM organisation o JOIN crisisOrganisation t ON t.organisationId = o.id
    WHERE t.crisisId = ?1 AND (o.kind IN ('embassy', 'agency') OR ?2 = 1 AND o.kind = 'host-authority') ORDER BY o.kind, o.id LIMIT 200`;
  const { results } = await db
    .prepare(sql)
    .bind(crisisId, withAuthorities ? 1 : 0)
    .all<OrganisationRow>();
  return results.map(fromRow);
}

interface RosterRow extends OrganisationRow {
  vettedAt: string | null;
  addedBy: string | null;
  addedLine: string | null;
  refusedAt: string | null;
  refusedBy: string | null;
  refusal: (typeof refusals)[number] | null;
  officers: string;
}

/** Organisations by id after one, with their accounts: of a crisis, or all of them (crisisId null). */
export async function listRoster(
  db: D1Database,
  crisisId: string | null,
  after: string,
  limit: number,
  line: string,
): Promise<OrganisationInRoster[]> {
  const sql = `WITH page AS (SELECT o.id, o.kind, o.name, o.country, o.vettedAt, o.addedBy, o.refusedAt, o.refusal,
        (SELECT label FROM officer WHERE id = o.refusedBy) AS refusedBy,
        (SELECT ifnull(line, id) FROM officer WHERE id = o.addedBy) AS addedLine FROM organisation o
      WHERE o.id > ?2 AND (?1 IS NULL OR EXISTS (SELECT 1 FROM crisisOrganisation t WHERE t.crisisId = ?1 AND t.organisationId = o.id))
      ORDER BY o.id LIMIT ?3),
    staff AS (SELECT organisationId, json_group_array(json_object('id', id, 'role', role, 'label', label, 'closedAt', closedAt) ORDER BY id) AS officers
      FROM officer WHERE organisationId IN (SELECT id FROM page) GROUP BY organisationId)
    SELECT page.*, ifnull(officers, '[]') AS officers FROM page LEFT JOIN staff ON staff.organisationId = page.id ORDER BY page.id`;
  const { results } = await db.prepare(sql).bind(crisisId, after, limit).all<RosterRow>();
  return results.map((row) => ({
    ...fromRow(row),
    vettedAt: row.vettedAt,
    addedBy: row.addedBy,
    mayVet:
      row.vettedAt === null && row.refusedAt === null && row.addedLine !== null && row.addedLine !== line,
    refused:
      row.refusedAt === null || row.refusal === null
        ? null
        : { at: row.refusedAt, by: row.refusedBy ?? "", reason: row.refusal },
    officers: JSON.parse(row.officers) as OrganisationInRoster["officers"],
  }));
}

export async function findOrganisation(db: D1Database, id: string): Promise<Organisation | null> {
  const row = await db
    .prepare("SELECT id, kind, name, country FROM organisation WHERE id = ?1")
    .bind(id)
    .first<OrganisationRow>();
  return row === null ? null : fromRow(row);
}

/** Names by id, for the ids that exist. */
export async function namesOf(db: D1Database, ids: readonly string[]): Promise<Map<string, LocalText>> {
  const { results } = await db
    .prepare("SELECT o.id, o.name FROM json_each(?1) asked JOIN organisation o ON o.id = asked.value")
    .bind(JSON.stringify(ids))
    .all<{ id: string; name: string }>();
  return new Map(results.map((row) => [row.id, JSON.parse(row.name) as LocalText]));
}

export function insertOrganisations(
  db: D1Database,
  organisations: readonly Organisation[],
  /** Vetted by construction, or added by an administrator for whom a second one has still to stand. */
  by: { vettedAt: string } | { addedBy: string; wantsCrisisId: string | null },
  or: "" | "OR IGNORE" = "",
): D1PreparedStatement {
  const { vettedAt, addedBy, wantsCrisisId } = {
    vettedAt: null,
    addedBy: null,
    wantsCrisisId: null,
    ...by,
  };
  return db
    .prepare(
      `INSERT ${or} INTO organisation (id, kind, name, country, vettedAt, addedBy, wantsCrisisId)
       SELECT value->>'id', value->>'kind', value->>'name', value->>'country', ?2, ?3, ?4 FROM json_each(?1)`,
    )
    .bind(
      JSON.stringify(organisations.map((one) => ({ ...one, name: JSON.stringify(one.name) }))),
      vettedAt,
      addedBy,
      wantsCrisisId,
    );
}

/** Who asked for an organisation, since when it is vetted, and the crisis that it was added for. */
export async function findVetting(
  db: D1Database,
  id: string,
): Promise<{ addedBy: string | null; vettedAt: string | null; wantsCrisisId: string | null } | null> {
  return db
    .prepare("SELECT addedBy, vettedAt, wantsCrisisId FROM organisation WHERE id = ?1")
    .bind(id)
    .first();
}

/**
 * The second administrator's word; of two at once the later one raises `already-exists`, her own `second-officer-needed`, and
 * one of an account that leads to the same beginning of invitations as the first `same-line`.
 */
export function vetOrganisation(db: D1Database, id: string, by: string, at: string): D1PreparedStatement[] {
  const here = "SELECT 1 FROM organisation WHERE id = ?1";
  return [
    guard(db, "already-exists", `${here} AND vettedAt IS NULL`, id),
    guard(db, "second-officer-needed", `${here} AND addedBy <> ?2`, id, by),
    guard(
      db,
      "same-line",
      `SELECT 1 FROM organisation o JOIN officer a ON a.id = o.addedBy JOIN officer b ON b.id = ?2
       WHERE o.id = ?1 AND ifnull(a.line, a.id) <> ifnull(b.line, b.id)`,
      id,
      by,
    ),
    db.prepare("UPDATE organisation SET vettedAt = ?3, vettedBy = ?2 WHERE id = ?1").bind(id, by, at),
  ];
}

/** A new invitation for an account that nobody has opened: it is of the line of whoever holds the newest link. */
export function updateLine(db: D1Database, id: string, line: string): D1PreparedStatement {
  return db.prepare("UPDATE officer SET line = nullif(?2, id) WHERE id = ?1").bind(id, line);
}

/** Not let in. Raises `transition-impossible` for one that takes part, or that was refused before. */
export function refuseOrganisation(
  db: D1Database,
  id: string,
  refused: { by: string; at: string; reason: string },
): D1PreparedStatement[] {
  const waits = "SELECT 1 FROM organisation WHERE id = ?1 AND vettedAt IS NULL AND refusedAt IS NULL";
  return [
    guard(db, "transition-impossible", waits, id),
    db
      .prepare("UPDATE organisation SET refusedAt = ?3, refusedBy = ?2, refusal = ?4 WHERE id = ?1")
      .bind(id, refused.by, refused.at, refused.reason),
  ];
}

/** Raises `organisation-pending`, and undoes the batch, unless two administrators stand for it. */
export function guardVetted(db: D1Database, id: string): D1PreparedStatement {
  return guard(
    db,
    "organisation-pending",
    "SELECT 1 FROM organisation WHERE id = ?1 AND vettedAt IS NOT NULL",
    id,
  );
}

export interface OfficerRow {
  id: string;
  organisationId: string;
  role: Role;
  label: string;
  /** From whom invitations lead to her; left out where she begins a line. */
  line?: string;
}

export function insertOfficers(
  db: D1Database,
  officers: readonly OfficerRow[],
  or: "" | "OR IGNORE" = "",
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT ${or} INTO officer (id, organisationId, role, label, line)
       SELECT value->>'id', value->>'organisationId', value->>'role', value->>'label', value->>'line' FROM json_each(?1)`,
    )
    .bind(JSON.stringify(officers));
}

export async function findOfficer(
  db: D1Database,
  id: string,
): Promise<(OfficerRow & { organisation: Organisation }) | null> {
  const sql = `SELECT f.id, f.organisationId, f.role, f.label, o.kind, o.name, o.country FROM officer f
    JOIN organisation o ON o.id = f.organisationId WHERE f.id = ?1 AND f.closedAt IS NULL`;
  const row = await db.prepare(sql).bind(id).first<OfficerRow & OrganisationRow>();
  if (row === null) return null;
  const organisation = fromRow({ ...row, id: row.organisationId });
  return { id: row.id, organisationId: row.organisationId, role: row.role, label: row.label, organisation };
}

export function insertLinks(
  db: D1Database,
  links: readonly { tokenHash: string; officerId: string; expiresAt: string }[],
): D1PreparedStatement {
  return db
    .prepare(
      "INSERT INTO signInLink SELECT value->>'tokenHash', value->>'officerId', value->>'expiresAt' FROM json_each(?1)",
    )
    .bind(JSON.stringify(links));
}

/** The account that a link opens; null where it is spent, has ended or never was. */
export async function findLink(db: D1Database, tokenHash: string, now: Date): Promise<string | null> {
  const row = await db
    .prepare("SELECT officerId FROM signInLink WHERE tokenHash = ?1 AND expiresAt > ?2")
    .bind(tokenHash, now.toISOString())
    .first<{ officerId: string }>();
  return row?.officerId ?? null;
}

/** Spends a link within a batch: of two clicks at once, the second raises `link-spent`. */
export function spendLink(db: D1Database, tokenHash: string): D1PreparedStatement[] {
  return [
    guard(db, "link-spent", "SELECT 1 FROM signInLink WHERE tokenHash = ?1", tokenHash),
    db.prepare("DELETE FROM signInLink WHERE tokenHash = ?1").bind(tokenHash),
  ];
}

/** Sessions and links that ended, attempts and deliveries that no retry can ask for any more. */
export function deleteExpired(db: D1Database, now: Date): D1PreparedStatement[] {
  const at = now.toISOString();
  const weekAgo = new Date(now.getTime() - 7 * 86_400_000).toISOString();
  return [
    db.prepare("DELETE FROM session WHERE expiresAt <= ?1").bind(at),
    ...["tracingSession", "signInLink", "challenge", "accountLink", "recovery", "issuerAsk"].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE expiresAt <= ?1`).bind(at),
    ),
    db.prepare("DELETE FROM attempt WHERE lastAt < ?1").bind(weekAgo),
    db.prepare("DELETE FROM delivery WHERE at < ?1").bind(weekAgo),
  ];
}
