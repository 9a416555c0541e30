// All SQL of adults' own codes: who of a group has one, and giving one.
import { type Bytes, hex } from "../kit/seal.ts";

export interface AdultCodeRow {
  personId: string;
  reference: ArrayBuffer;
  chosen: number;
}

/** Codes of one group that the caller was allowed to open before. */
export async function listCodes(db: D1Database, opened: { id: string }): Promise<AdultCodeRow[]> {
  const { results } = await db
    .prepare(
      "SELECT personId, reference, chosen FROM adultCode WHERE registrationId = ?1 ORDER BY givenAt, personId",
    )
    .bind(opened.id)
    .all<AdultCodeRow>();
  return results;
}

/** Raises `already-exists` by its key where this adult has one: nobody takes over the code that somebody uses. */
export function insertCode(
  db: D1Database,
  code: {
    personId: string;
    registrationId: string;
    referenceHash: string;
    reference: Bytes;
    pinSalt: Bytes;
    pinHash: Bytes;
    givenAt: string;
  },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO adultCode (personId, registrationId, referenceHash, reference, pinSalt, pinHash, givenAt)
       VALUES (?1, ?2, ?3, unhex(?4), unhex(?5), unhex(?6), ?7)`,
    )
    .bind(
      code.personId,
      code.registrationId,
      code.referenceHash,
      hex(code.reference),
      hex(code.pinSalt),
      hex(code.pinHash),
      code.givenAt,
    );
}
