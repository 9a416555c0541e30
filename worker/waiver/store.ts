// All SQL of waivers: from when until when nobody needs a permit in a crisis.
import type { LocalText } from "../../schema/kit/fields.ts";
import type { Waiver } from "../../schema/permit-office.ts";
import { guard } from "../kit/commit.ts";

interface WaiverRow {
  id: string;
  crisisId: string;
  authorityId: string;
  fromAt: string;
  untilAt: string;
  words: string;
  endedAt: string | null;
  version: number;
  /** The authority's name. */
  name: string;
}

const columns = "w.id, w.crisisId, w.authorityId, w.fromAt, w.untilAt, w.words, w.endedAt, w.version, o.name";
const joined = "waiver w JOIN organisation o ON o.id = w.authorityId";

export type WaiverKept = Waiver & { authorityId: string };

function fromRow({ fromAt, untilAt, words, name, ...row }: WaiverRow): WaiverKept {
  return {
    ...row,
    from: fromAt,
    until: untilAt,
    words: JSON.parse(words) as LocalText,
    authority: (JSON.parse(name) as LocalText).en,
  };
}

/** What the contract names of it. */
export function forAll({ authorityId: _, ...waiver }: WaiverKept): Waiver {
  return waiver;
}

/** Waivers of a crisis that hold at a moment or will. */
export async function listWaivers(db: D1Database, crisisId: string, now: string): Promise<Waiver[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM ${joined} WHERE w.crisisId = ?1 AND w.untilAt > ?2 AND w.endedAt IS NULL ORDER BY w.untilAt, w.id LIMIT 50`,
    )
    .bind(crisisId, now)
    .all<WaiverRow>();
  return results.map((row) => forAll(fromRow(row)));
}

/** Waivers that hold, each at the moment that its own crisis has. */
export async function listWaiversNow(
  db: D1Database,
  crises: readonly { id: string; now: string }[],
): Promise<Waiver[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM json_each(?1) j JOIN ${joined} WHERE w.crisisId = j.value->>'id' AND w.fromAt <= j.value->>'now'
       AND w.untilAt > j.value->>'now' AND w.endedAt IS NULL ORDER BY w.untilAt, w.id LIMIT 50`,
    )
    .bind(JSON.stringify(crises.map(({ id, now }) => ({ id, now }))))
    .all<WaiverRow>();
  return results.map((row) => forAll(fromRow(row)));
}

export async function findWaiver(
  db: D1Database,
  scope: { organisationId: string },
  id: string,
): Promise<WaiverKept | null> {
  const row = await db
    .prepare(`SELECT ${columns} FROM ${joined} WHERE w.authorityId = ?1 AND w.id = ?2`)
    .bind(scope.organisationId, id)
    .first<WaiverRow>();
  return row === null ? null : fromRow(row);
}

export function insertWaiver(db: D1Database, waiver: WaiverKept): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO waiver (id, crisisId, authorityId, fromAt, untilAt, words, seq)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT max(seq) FROM audit))`,
    )
    .bind(
      waiver.id,
      waiver.crisisId,
      waiver.authorityId,
      waiver.from,
      waiver.until,
      JSON.stringify(waiver.words),
    );
}

export function updateEnded(db: D1Database, id: string, at: string): D1PreparedStatement {
  return db
    .prepare(
      "UPDATE waiver SET endedAt = ?2, version = version + 1, seq = (SELECT max(seq) FROM audit) WHERE id = ?1",
    )
    .bind(id, at);
}

/** Raises `stale`, and undoes the batch, unless the waiver still has this version. */
export function guardWaiverVersion(db: D1Database, id: string, version: number): D1PreparedStatement {
  return guard(db, "stale", "SELECT 1 FROM waiver WHERE id = ?1 AND version = ?2", id, version);
}
