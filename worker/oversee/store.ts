// SQL of the oversight bodies that read complaints: which there are, what each may see of a case and, of complaints, statements
// that start from that organisation. What the clock marks, and what is published of them, counts and names nobody.
import type { Count } from "../../schema/disclosure.rules.ts";
import type { LocalText } from "../../schema/kit/fields.ts";
import { type ComplaintStored, complaintColumns as columns } from "../complaint/store.ts";
import { type Bytes, hex } from "../kit/seal.ts";

export interface Scope {
  organisationId: string;
}

/** Oversight bodies that take part in a crisis now, with the newest key of each. */
export async function listOverseers(
  db: D1Database,
  crisisId: string,
): Promise<{ id: string; name: LocalText; key: { version: number; publicKey: string } | null }[]> {
  const { results } = await db
    .prepare(
      `SELECT o.id, o.name, k.publicKey, max(k.version) AS version FROM crisisOrganisation t
       JOIN organisation o ON o.id = t.organisationId AND o.kind = 'oversight'
       LEFT JOIN organisationKey k ON k.organisationId = o.id WHERE t.crisisId = ?1 GROUP BY o.id ORDER BY o.id`,
    )
    .bind(crisisId)
    .all<{ id: string; name: string; publicKey: string | null; version: number | null }>();
  return results.map(({ id, name, publicKey, version }) => ({
    id,
    name: JSON.parse(name) as LocalText,
    key: publicKey === null || version === null ? null : { version, publicKey },
  }));
}

/** A key of the reader, of whichever version: an older one still opens what was sealed to it. */
export async function hasKey(db: D1Database, scope: Scope, version: number): Promise<boolean> {
  const sql = "SELECT 1 FROM organisationKey WHERE organisationId = ?1 AND version = ?2";
  return (await db.prepare(sql).bind(scope.organisationId, version).first()) !== null;
}

/** Of an officer of its reader, while that takes part in the crisis; null for everybody else, whether it exists or not. */
export async function findReadable(
  db: D1Database,
  scope: Scope,
  id: string,
): Promise<ComplaintStored | null> {
  return db
    .prepare(
      `SELECT ${columns} FROM complaint c JOIN crisisOrganisation t ON t.crisisId = c.crisisId AND t.organisationId = c.organisationId
       WHERE c.id = ?2 AND c.organisationId = ?1 AND c.erasedAt IS NULL`,
    )
    .bind(scope.organisationId, id)
    .first<ComplaintStored>();
}

export interface ComplaintListed extends Omit<ComplaintStored, "wrappedKey" | "keyVersion"> {
  waits: 0 | 1;
  sees: 0 | 1;
  dueAt: string;
}

/** She wrote last; her case may be looked at now. */
const told = `ifnull((SELECT officerId IS NULL FROM complaintWord w WHERE w.complaintId = c.id ORDER BY w.at DESC, w.id DESC LIMIT 1), 0) AS waits,
  (c.state IN ('received', 'looking') AND EXISTS (SELECT 1 FROM consentHeld h WHERE h.registrationId = c.registrationId
    AND h.organisationId = c.organisationId AND h.purpose = 'oversee')) AS sees`;
const due = "iif(c.state = 'received', c.acknowledgeBy, c.outcomeBy)";

/** Open ones by what is due first, so that those which are late stand on top; closed ones with the newest first. */
export async function listReadable(
  db: D1Database,
  scope: Scope,
  crisisId: string,
  which: "open" | "closed",
  after: { at: string; id: string } | null,
  limit: number,
): Promise<ComplaintListed[]> {
  const [at, order, states] =
    which === "open"
      ? [due, "ASC", "IN ('received', 'looking')"]
      : ["c.closedAt", "DESC", "NOT IN ('received', 'looking')"];
  const beyond = which === "open" ? ">" : "<";
  const { results } = await db
    .prepare(
      `SELECT ${columns.replace("c.keyVersion, c.wrappedKey, ", "")}, ${told}, ${at} AS dueAt FROM complaint c
       JOIN crisisOrganisation t ON t.crisisId = c.crisisId AND t.organisationId = c.organisationId
       WHERE c.organisationId = ?1 AND c.crisisId = ?2 AND c.state ${states} AND c.erasedAt IS NULL
         AND (?3 IS NULL OR (${at}, c.id) ${beyond} (?3, ?4)) ORDER BY ${at} ${order}, c.id ${order} LIMIT ?5`,
    )
    .bind(scope.organisationId, crisisId, after?.at ?? null, after?.id ?? null, limit)
    .all<ComplaintListed>();
  return results;
}

export async function findListed(db: D1Database, scope: Scope, id: string): Promise<ComplaintListed | null> {
  return db
    .prepare(
      `SELECT ${columns.replace("c.keyVersion, c.wrappedKey, ", "")}, ${told}, ${due} AS dueAt FROM complaint c
       WHERE c.organisationId = ?1 AND c.id = ?2 AND c.erasedAt IS NULL`,
    )
    .bind(scope.organisationId, id)
    .first<ComplaintListed>();
}

/** Open and late ones of a crisis; `scope` null counts those of all readers. */
export async function countOpen(
  db: D1Database,
  scope: Scope | null,
  crisisId: string,
  now: string,
): Promise<{ open: number; late: number }> {
  const row = await db
    .prepare(
      `SELECT count(*) AS open, ifnull(sum(${due} < ?3), 0) AS late FROM complaint c
       WHERE c.crisisId = ?1 AND c.state IN ('received', 'looking') AND (?2 IS NULL OR c.organisationId = ?2)`,
    )
    .bind(crisisId, scope?.organisationId ?? null, now)
    .first<{ open: number; late: number }>();
  return row ?? { open: 0, late: 0 };
}

/** Her case, while this complaint is open, she lets the reader see it, and she is not deleting it. */
export async function findOverseen(
  db: D1Database,
  scope: Scope,
  id: string,
): Promise<{ id: string; crisisId: string; reference: ArrayBuffer } | null> {
  return db
    .prepare(
      `SELECT r.id, r.crisisId, r.reference FROM complaint c
       JOIN consentHeld h ON h.registrationId = c.registrationId AND h.organisationId = c.organisationId AND h.purpose = 'oversee'
       JOIN registration r ON r.id = c.registrationId AND r.erasureAt IS NULL
       WHERE c.id = ?2 AND c.organisationId = ?1 AND c.state IN ('received', 'looking')`,
    )
    .bind(scope.organisationId, id)
    .first();
}

/** Ends what she let the reader see for this complaint, unless another open one of hers still needs it. */
export function endOversee(
  db: D1Database,
  complaint: { id: string; registrationId: string | null; organisationId: string },
  at: string,
): D1PreparedStatement[] {
  if (complaint.registrationId === null) return [];
  return [
    db
      .prepare(
        `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, event, shown)
         SELECT h.registrationId, h.organisationId, h.purpose, 0, ?4, c.notice, 'expired', c.shown
         FROM consentHeld h JOIN consent c ON c.id = (SELECT max(n.id) FROM consent n WHERE n.registrationId = h.registrationId
           AND n.organisationId = h.organisationId AND n.purpose = h.purpose)
         WHERE h.registrationId = ?2 AND h.organisationId = ?3 AND h.purpose = 'oversee' AND NOT EXISTS (
           SELECT 1 FROM complaint o WHERE o.registrationId = ?2 AND o.organisationId = ?3 AND o.id <> ?1 AND o.state IN ('received', 'looking'))`,
      )
      .bind(complaint.id, complaint.registrationId, complaint.organisationId, at),
  ];
}

/** Marks what passed its deadline, once. Replies with ids that have to be marked. */
export async function listLate(
  db: D1Database,
  crisisId: string,
  now: string,
  most: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT id FROM complaint WHERE crisisId = ?1 AND state IN ('received', 'looking')
         AND (state = 'received' AND acknowledgeBy < ?2 AND acknowledgeLateAt IS NULL OR outcomeBy < ?2 AND outcomeLateAt IS NULL) LIMIT ?3`,
    )
    .bind(crisisId, now, most)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

export function markLate(db: D1Database, ids: readonly string[], now: string): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE complaint SET
         acknowledgeLateAt = iif(acknowledgeLateAt IS NULL AND state = 'received' AND acknowledgeBy < ?2, ?2, acknowledgeLateAt),
         outcomeLateAt = iif(outcomeLateAt IS NULL AND outcomeBy < ?2, ?2, outcomeLateAt)
       WHERE id IN (SELECT value FROM json_each(?1)) AND state IN ('received', 'looking')`,
    )
    .bind(JSON.stringify(ids), now);
}

/** What is published: made, decided within thirty days, found right at least in part, and by kind. */
export async function countComplaints(db: D1Database, crisisId: string): Promise<Map<string, Count>> {
  const { results } = await db
    .prepare(
      `SELECT kind, count(*) AS made, sum(state IN ('upheld', 'partly', 'not-upheld', 'referred') AND closedAt <= outcomeBy) AS inTime,
         sum(state IN ('upheld', 'partly')) AS upheld FROM complaint WHERE crisisId = ?1 GROUP BY kind`,
    )
    .bind(crisisId)
    .all<{ kind: string; made: number; inTime: number; upheld: number }>();
  const counts = new Map<string, Count>();
  const add = (key: string, n: number) => {
    const people = (counts.get(key)?.people ?? 0) + n;
    counts.set(key, { people, groups: people, known: people });
  };
  for (const row of results) {
    add("complaint", row.made);
    add("complaint.inTime", row.inTime);
    add("complaint.upheld", row.upheld);
    add(`complaint.kind.${row.kind}`, row.made);
  }
  return counts;
}

/** Keys that an older version of the ring wraps. */
export async function listOldKeys(
  db: D1Database,
  newest: number,
  most: number,
): Promise<{ id: string; keyVersion: number; wrappedKey: ArrayBuffer }[]> {
  const { results } = await db
    .prepare("SELECT id, keyVersion, wrappedKey FROM complaint WHERE keyVersion < ?1 LIMIT ?2")
    .bind(newest, most)
    .all<{ id: string; keyVersion: number; wrappedKey: ArrayBuffer }>();
  return results;
}

export function updateKey(
  db: D1Database,
  id: string,
  was: number,
  next: { keyVersion: number; wrappedKey: Bytes },
): D1PreparedStatement {
  return db
    .prepare("UPDATE complaint SET keyVersion = ?3, wrappedKey = unhex(?4) WHERE id = ?1 AND keyVersion = ?2")
    .bind(id, was, next.keyVersion, hex(next.wrappedKey));
}
