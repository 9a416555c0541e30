// All SQL of accounts as colleagues see them: the team, one-time links, and who stands for whom.

import type { TeamMember } from "../../schema/account-team.ts";
import type { Role } from "../../schema/kit/access.ts";
import { guard } from "../kit/commit.ts";

export interface AccountRow {
  id: string;
  organisationId: string;
  role: Role;
  label: string;
  closedAt: string | null;
  /** Whether a passkey or an organisation's own sign-in opens it. */
  opens: boolean;
}

const opensSql = (officer: string) =>
  `(EXISTS (SELECT 1 FROM passkey p WHERE p.officerId = ${officer} AND p.closedAt IS NULL)
    OR EXISTS (SELECT 1 FROM issuerSubject i WHERE i.officerId = ${officer}))`;

/** An account, also a closed one. */
export async function findAccount(db: D1Database, id: string): Promise<AccountRow | null> {
  const row = await db
    .prepare(
      `SELECT id, organisationId, role, label, closedAt, ${opensSql("o.id")} AS opens FROM officer o WHERE id = ?1`,
    )
    .bind(id)
    .first<Omit<AccountRow, "opens"> & { opens: number }>();
  return row === null ? null : { ...row, opens: row.opens === 1 };
}

/** Officers of an organisation by id after one. */
export async function listTeam(
  db: D1Database,
  organisationId: string,
  after: string,
  limit: number,
  now: string,
): Promise<TeamMember[]> {
  const sql = `SELECT o.id, o.label, o.role, o.closedAt, l.expiresAt AS linkUntil, ifnull(l.recovers, 0) AS recovers,
      ${opensSql("o.id")} AS opens,
      (SELECT count(*) FROM session s WHERE s.officerId = o.id AND s.expiresAt > ?4) AS sessions,
      (SELECT json_group_array(r.approverId ORDER BY r.approverId) FROM recovery r WHERE r.officerId = o.id AND r.expiresAt > ?4) AS stoodFor
    FROM officer o LEFT JOIN accountLink l ON l.officerId = o.id AND l.expiresAt > ?4
    WHERE o.organisationId = ?1 AND o.id > ?2 ORDER BY o.id LIMIT ?3`;
  const { results } = await db.prepare(sql).bind(organisationId, after, limit, now).all<{
    id: string;
    label: string;
    role: Role;
    closedAt: string | null;
    linkUntil: string | null;
    recovers: number;
    opens: number;
    sessions: number;
    stoodFor: string;
  }>();
  return results.map((row) => ({
    ...row,
    recovers: row.recovers === 1,
    opens: row.opens === 1,
    stoodFor: JSON.parse(row.stoodFor) as string[],
  }));
}

/** Officers of an organisation with a role whose account is open and opened by something, or invited and still may be. */
export async function countRole(
  db: D1Database,
  organisationId: string,
  role: Role,
  now: string,
  but: string,
): Promise<number> {
  const sql = `SELECT count(*) AS n FROM officer o WHERE organisationId = ?1 AND role = ?2 AND closedAt IS NULL AND id <> ?4
    AND (${opensSql("o.id")} OR EXISTS (SELECT 1 FROM accountLink l WHERE l.officerId = o.id AND l.expiresAt > ?3))`;
  return (await db.prepare(sql).bind(organisationId, role, now, but).first<number>("n")) ?? 0;
}

/** Makes the one link of an account; the one before is void. */
export function putLink(
  db: D1Database,
  link: { officerId: string; tokenHash: string; recovers: boolean; expiresAt: string },
): D1PreparedStatement {
  return db
    .prepare("INSERT OR REPLACE INTO accountLink VALUES (?1, ?2, ?3, ?4)")
    .bind(link.officerId, link.tokenHash, link.recovers ? 1 : 0, link.expiresAt);
}

/** The open account that a one-time link is for; null where it is spent, has ended or never was. */
export async function findAccountLink(
  db: D1Database,
  tokenHash: string,
  now: string,
): Promise<(AccountRow & { recovers: boolean }) | null> {
  const sql = `SELECT o.id, o.organisationId, o.role, o.label, o.closedAt, ${opensSql("o.id")} AS opens, l.recovers
    FROM accountLink l JOIN officer o ON o.id = l.officerId
    WHERE l.tokenHash = ?1 AND l.expiresAt > ?2 AND o.closedAt IS NULL`;
  const row = await db
    .prepare(sql)
    .bind(tokenHash, now)
    .first<Omit<AccountRow, "opens"> & { opens: number; recovers: number }>();
  return row === null ? null : { ...row, opens: row.opens === 1, recovers: row.recovers === 1 };
}

/** Spends a link within a batch: of two at once, the second raises `link-spent`. */
export function spendAccountLink(db: D1Database, tokenHash: string): D1PreparedStatement[] {
  return [
    guard(db, "link-spent", "SELECT 1 FROM accountLink WHERE tokenHash = ?1", tokenHash),
    db.prepare("DELETE FROM accountLink WHERE tokenHash = ?1").bind(tokenHash),
  ];
}

/** Closes an account; triggers end its sessions and void what opened it. */
export function closeAccount(db: D1Database, id: string, at: string): D1PreparedStatement {
  return db.prepare("UPDATE officer SET closedAt = ?2 WHERE id = ?1 AND closedAt IS NULL").bind(id, at);
}

/** Raises `second-officer-needed` unless another administrator can still sign in. */
export function guardAdministrator(db: D1Database, but: string): D1PreparedStatement {
  const another = `SELECT 1 FROM officer o WHERE role = 'platform-admin' AND closedAt IS NULL AND id <> ?1 AND ${opensSql("o.id")}`;
  return guard(db, "second-officer-needed", another, but);
}

interface Word {
  id: string;
  organisationId: string;
  role: Role;
  line: string;
}

/** Words for a colleague that still count: of open accounts, each where it sits now. */
export async function listWords(db: D1Database, officerId: string, now: string): Promise<Word[]> {
  const sql = `SELECT o.id, o.organisationId, o.role, ifnull(o.line, o.id) AS line FROM recovery r JOIN officer o ON o.id = r.approverId
    WHERE r.officerId = ?1 AND r.expiresAt > ?2 AND o.closedAt IS NULL`;
  return (await db.prepare(sql).bind(officerId, now).all<Word>()).results;
}

export function putWord(
  db: D1Database,
  officerId: string,
  approverId: string,
  expiresAt: string,
): D1PreparedStatement {
  return db
    .prepare("INSERT OR REPLACE INTO recovery VALUES (?1, ?2, ?3)")
    .bind(officerId, approverId, expiresAt);
}

export function deleteWords(db: D1Database, officerId: string): D1PreparedStatement {
  return db.prepare("DELETE FROM recovery WHERE officerId = ?1").bind(officerId);
}
