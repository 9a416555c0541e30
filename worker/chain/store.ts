// All SQL of rows of consent as the chains of the audit cover them; its statements are shared with the command that verifies a
// copy (schema/audit-consents.ts).

import type { ChainedConsent } from "../../schema/audit.rules.ts";
import { consentsUnder, strayConsents } from "../../schema/audit-consents.ts";

export async function listConsentsUnder(
  db: D1Database,
  after: Pick<ChainedConsent, "seq" | "series" | "id">,
  until: number,
  most: number,
): Promise<ChainedConsent[]> {
  const { results } = await db
    .prepare(consentsUnder)
    .bind(after.seq, after.series, after.id, until, most)
    .all<ChainedConsent>();
  return results;
}

/** Where the first row of consent of a crisis stands that no chain covers; null where there is none. */
export async function findStrayConsent(db: D1Database, chain: string): Promise<number | null> {
  const sql = `SELECT min(s.seq) AS seq FROM (${strayConsents}) s LEFT JOIN registration r ON r.id = s.registrationId
    WHERE ifnull(r.crisisId, '') = ?1`;
  return db.prepare(sql).bind(chain).first<number>("seq");
}
