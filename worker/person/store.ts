// All SQL that changes the people of one group after it was sent: entries come, change and go, and what was told of each.
import { guard } from "../kit/commit.ts";
import { type Bytes, hex } from "../kit/seal.ts";

export interface ToldRow {
  id: string;
  position: number;
  sealed: ArrayBuffer;
  told: ArrayBuffer | null;
}

/** People of a registration that the caller was allowed to open before, with what was told of them. */
export async function listTold(db: D1Database, opened: { id: string }): Promise<ToldRow[]> {
  const { results } = await db
    .prepare("SELECT id, position, sealed, told FROM person WHERE registrationId = ?1 ORDER BY position")
    .bind(opened.id)
    .all<ToldRow>();
  return results;
}

/** Adds somebody at the end of her group. */
export function insertPerson(
  db: D1Database,
  registrationId: string,
  person: { id: string; sealed: Bytes },
): D1PreparedStatement {
  return db
    .prepare(
      "INSERT INTO person (id, registrationId, position, sealed) SELECT ?2, ?1, ifnull(max(position), -1) + 1, unhex(?3) FROM person WHERE registrationId = ?1",
    )
    .bind(registrationId, person.id, hex(person.sealed));
}

export function updatePerson(
  db: D1Database,
  registrationId: string,
  person: { id: string; sealed: Bytes },
): D1PreparedStatement {
  return db
    .prepare("UPDATE person SET sealed = unhex(?3) WHERE registrationId = ?1 AND id = ?2")
    .bind(registrationId, person.id, hex(person.sealed));
}

export function updateTold(
  db: D1Database,
  registrationId: string,
  personId: string,
  told: Bytes | null,
): D1PreparedStatement {
  return db
    .prepare("UPDATE person SET told = unhex(?3) WHERE registrationId = ?1 AND id = ?2")
    .bind(registrationId, personId, told === null ? null : hex(told));
}

/** Takes an entry out. Raises `last-person`, and `person-held` where a seat, a permit or a code of her own needs it. */
export function deletePerson(
  db: D1Database,
  registrationId: string,
  personId: string,
): D1PreparedStatement[] {
  return [
    guard(
      db,
      "last-person",
      "SELECT 1 FROM person WHERE registrationId = ?1 AND id <> ?2",
      registrationId,
      personId,
    ),
    guard(
      db,
      "person-held",
      `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM seat WHERE personId = ?1) AND NOT EXISTS (SELECT 1 FROM permit WHERE personId = ?1)
       AND NOT EXISTS (SELECT 1 FROM adultCode WHERE personId = ?1)`,
      personId,
    ),
    db.prepare("DELETE FROM person WHERE registrationId = ?1 AND id = ?2").bind(registrationId, personId),
  ];
}

/** The group is as large as it has people; a new version tells those who see it. */
export function countPeople(db: D1Database, registrationId: string): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE registration SET people = (SELECT count(*) FROM person WHERE registrationId = ?1), version = version + 1 WHERE id = ?1",
    )
    .bind(registrationId);
}
