// All SQL that lists referrals: what an organisation was offered, what it sent, what waits for its answer, and what is late.
import type { ReferralIn } from "../../schema/referral.ts";
import { mayPass, type ReferralRow, referralColumns, referralJoined, type Scope } from "../referral/store.ts";

/** Offers of a crisis that nobody answered in time. */
export async function listLate(
  db: D1Database,
  crisisId: string,
  now: string,
  most: number,
): Promise<string[]> {
  const { results } = await db
    .prepare("SELECT id FROM referral WHERE crisisId = ?1 AND state = 'offered' AND dueAt <= ?2 LIMIT ?3")
    .bind(crisisId, now, most)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

type Shown = Pick<ReferralIn, "reason" | "offeredAt" | "acceptedAt" | "endedAt"> &
  ReferralRow & { urgency: 1 | 2 | 3 };
export type IncomingRow = Shown & {
  people: number;
  cell: string | null;
  locatedAt: string | null;
  /** 1: the organisation that sent it may still pass needs on. */
  mayPass: number;
  /** 1: the case is in sight of the organisation that was asked. */
  inSight: number;
};

const shown = `${referralColumns}, f.reason, n.urgency, f.offeredAt, f.acceptedAt, f.endedAt`;
const order = "ORDER BY f.state <> 'offered', f.state <> 'accepted', n.urgency, f.dueAt, f.id LIMIT 200";
/** What is over stands for a week, so that its end is read. */
const running = "(f.state IN ('offered', 'accepted') OR f.endedAt > ?3) AND r.erasureAt IS NULL";

export async function listIncoming(
  db: D1Database,
  scope: Scope,
  crisisId: string,
  since: string,
  now: string,
): Promise<IncomingRow[]> {
  const sql = `SELECT ${shown}, r.people, r.cell, r.locatedAt, ${mayPass("f.registrationId", "f.fromId", "?4")} AS mayPass,
      EXISTS (SELECT 1 FROM sight s WHERE s.organisationId = ?1 AND s.registrationId = f.registrationId) AS inSight
    FROM ${referralJoined} WHERE f.toId = ?1 AND f.crisisId = ?2 AND ${running} ${order}`;
  const { results } = await db
    .prepare(sql)
    .bind(scope.organisationId, crisisId, since, now)
    .all<IncomingRow>();
  return results;
}

/** What an organisation sent, of cases that it may still open by name. */
export async function listOutgoing(
  db: D1Database,
  scope: Scope,
  crisisId: string,
  since: string,
): Promise<Shown[]> {
  const sql = `SELECT ${shown} FROM ${referralJoined}
    JOIN sight s ON s.organisationId = ?1 AND s.registrationId = f.registrationId AND s.audience = 'responder'
    WHERE f.fromId = ?1 AND f.crisisId = ?2 AND ${running} ${order}`;
  const { results } = await db.prepare(sql).bind(scope.organisationId, crisisId, since).all<Shown>();
  return results;
}

export async function countOpen(
  db: D1Database,
  scope: Scope,
  crisisId: string,
  now: string,
): Promise<number> {
  const sql = `SELECT count(*) AS n FROM ${referralJoined}
    WHERE f.toId = ?1 AND f.crisisId = ?2 AND f.state = 'offered' AND f.dueAt > ?3 AND r.erasureAt IS NULL`;
  return (await db.prepare(sql).bind(scope.organisationId, crisisId, now).first<{ n: number }>())?.n ?? 0;
}
