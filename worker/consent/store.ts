// All SQL of consent: append events with the notice that stood before them, read what holds now. Triggers
// (0006_sight.sql, 0018_consent-record.sql) do what follows from an event.

import { validUntil } from "../../schema/consent.rules.ts";
import type { ConsentEvent, ConsentWay, Purpose } from "../../schema/consent.ts";
import { NOTICE, type NoticePlace } from "../../schema/consent-notice.ts";
import { guard } from "../kit/commit.ts";
import { hex } from "../kit/seal.ts";
import { insertNotices } from "../notice/store.ts";
import { sealShown } from "./view.ts";

/** What consents of a case leave visible to an organisation, one row for both; `held`: no more than the needs that it holds. */
export const consented = (
  which: string,
) => `SELECT *, ifnull(help, 0) = 0 AND ifnull(assist, 0) = 0 AS held FROM (
    SELECT organisationId, registrationId, max(iif(purpose = 'help', given, NULL)) AS help,
      max(iif(purpose = 'assist', given, NULL)) AS assist, max(iif(purpose = 'hold', given, NULL)) AS hold,
      max(iif(purpose = 'place', given, NULL)) AS place
    FROM consentNow WHERE ${which} GROUP BY registrationId, organisationId
  )`;

/** Of a case, or of the needs of it that are held. */
export function heldOr(consent: string, registration: string, what: "urgency" | "needs"): string {
  const held = what === "urgency" ? "ifnull(min(h.urgency), 3)" : "ifnull(sum(DISTINCT 1 << h.bit), 0)";
  return `iif(${consent}.held = 1, (SELECT ${held} FROM heldNeed h WHERE h.organisationId = ${consent}.organisationId
    AND h.registrationId = ${registration}.id), ${registration}.${what})`;
}

export interface ConsentWrite {
  registrationId: string;
  organisationId: string;
  purpose: Purpose;
  event: ConsentEvent;
  at: string;
  /** Which notice she had before her, and in which language: sealed with her request's own key. */
  lang: string;
  place: NoticePlace;
  key: CryptoKey;
  /** Left out where she gave it, or took it back, on her own page. */
  way?: ConsentWay;
  /** The officer who wrote it down. */
  officerId?: string | null;
}

const isYes = (event: ConsentEvent) => event === "given" || event === "renewed";

/** Events with the notices that stood before them; nothing where there are none. */
export async function consentWrites(
  db: D1Database,
  events: readonly ConsentWrite[],
): Promise<D1PreparedStatement[]> {
  const [first] = events;
  if (first === undefined) return [];
  // What stood before her was one thing for all that she said at once.
  const seals = new Map<string, Promise<string>>();
  const rows = await Promise.all(
    events.map(async ({ place, lang, key, ...event }) => {
      const yes = isYes(event.event);
      const until = yes ? validUntil(event.purpose, event.at) : null;
      const name = `${event.registrationId} ${lang} ${place}`;
      const sealed =
        seals.get(name) ?? sealShown(key, "consent", event.registrationId, lang, place).then(hex);
      seals.set(name, sealed);
      const shown = await sealed;
      return { ...event, given: yes ? 1 : 0, until, shown };
    }),
  );
  const places = events.map(({ place }) => place);
  return [
    ...(await insertNotices(db, places, first.at)),
    db
      .prepare(
        `INSERT INTO consent (registrationId, organisationId, purpose, given, at, notice, way, officerId, event, until, shown)
         SELECT value->>'registrationId', value->>'organisationId', value->>'purpose', value->>'given', value->>'at', ?2,
           value->>'way', value->>'officerId', value->>'event', value->>'until', unhex(value->>'shown') FROM json_each(?1)`,
      )
      .bind(JSON.stringify(rows), NOTICE),
  ];
}

/** Raises `recipient-unknown` unless the organisation takes part in the crisis at this very moment. */
export function guardRecipient(
  db: D1Database,
  crisisId: string,
  organisationId: string,
): D1PreparedStatement {
  return guard(
    db,
    "recipient-unknown",
    "SELECT 1 FROM crisisOrganisation WHERE crisisId = ?1 AND organisationId = ?2",
    crisisId,
    organisationId,
  );
}

export interface Refused {
  registrationId: string;
  at: string;
  lang: string;
  place: NoticePlace;
  key: CryptoKey;
  refused: readonly { organisationId: string; purpose: Purpose }[];
}

/** What was left unticked of a form, one row a request. */
export async function refusalWrites(
  db: D1Database,
  rows: readonly Refused[],
): Promise<D1PreparedStatement[]> {
  const said = rows.filter((row) => row.refused.length > 0);
  if (said.length === 0) return [];
  const values = await Promise.all(
    said.map(async ({ registrationId, at, lang, place, key, refused }) => ({
      registrationId,
      at,
      shown: hex(await sealShown(key, "consentRefusal", registrationId, lang, place)),
      refused: JSON.stringify(refused),
    })),
  );
  return [
    ...(await insertNotices(
      db,
      said.map(({ place }) => place),
      said[0]?.at ?? "",
    )),
    db
      .prepare(
        `INSERT INTO consentRefusal (registrationId, at, shown, refused)
         SELECT value->>'registrationId', value->>'at', unhex(value->>'shown'), value->>'refused' FROM json_each(?1)`,
      )
      .bind(JSON.stringify(values)),
  ];
}

export interface ConsentRow {
  registrationId: string;
  organisationId: string;
  purpose: Purpose;
  at: string;
}

/** Consents that hold now for a registration whose caller is its person, or an officer who opened it. */
export async function listConsents(db: D1Database, opened: { id: string }): Promise<ConsentRow[]> {
  const { results } = await db
    .prepare(
      "SELECT registrationId, organisationId, purpose, at FROM consentNow WHERE registrationId = ?1 AND given = 1 ORDER BY at, organisationId",
    )
    .bind(opened.id)
    .all<ConsentRow>();
  return results;
}

/** `takenBy` is the organisation whose officer wrote it down. */
export type ConsentEventRow = ConsentRow & {
  event: ConsentEvent;
  given: 0 | 1;
  until: string | null;
  /** Sealed: which notice, in which language. Null in rows of before, and where the ledger took it back again. */
  shown: ArrayBuffer | null;
  way: ConsentWay | null;
  takenBy: string | null;
};

/** How her agreement was taken by an officer first of all; null where it was not. */
export async function findTaken(
  db: D1Database,
  opened: { id: string },
): Promise<{ way: ConsentWay; takenBy: string; at: string } | null> {
  return db
    .prepare(
      `SELECT c.way, f.organisationId AS takenBy, c.at FROM consent c JOIN officer f ON f.id = c.officerId
       WHERE c.registrationId = ?1 ORDER BY c.id LIMIT 1`,
    )
    .bind(opened.id)
    .first<{ way: ConsentWay; takenBy: string; at: string }>();
}

/** Every yes and every no of a registration, in order: for its own person. */
export async function listConsentEvents(db: D1Database, own: { id: string }): Promise<ConsentEventRow[]> {
  const { results } = await db
    .prepare(
      `SELECT c.registrationId, c.organisationId, c.purpose, c.given, ifnull(c.event, iif(c.given = 1, 'given', 'withdrawn')) AS event,
         c.at, c.until, c.shown, c.way, f.organisationId AS takenBy
       FROM consent c LEFT JOIN officer f ON f.id = c.officerId WHERE c.registrationId = ?1 ORDER BY c.id LIMIT 10000`,
    )
    .bind(own.id)
    .all<ConsentEventRow>();
  return results;
}

/** What she left unticked of her form; null where nothing was, or where it is older than such records. */
export async function findRefusal(
  db: D1Database,
  own: { id: string },
): Promise<{ at: string; shown: ArrayBuffer | null; refused: Refused["refused"] } | null> {
  const row = await db
    .prepare("SELECT at, shown, refused FROM consentRefusal WHERE registrationId = ?1")
    .bind(own.id)
    .first<{ at: string; shown: ArrayBuffer | null; refused: string }>();
  return row === null ? null : { ...row, refused: JSON.parse(row.refused) as Refused["refused"] };
}

/** When each yes that holds ends. */
export async function listEnds(
  db: D1Database,
  own: { id: string },
): Promise<{ organisationId: string; purpose: Purpose; until: string }[]> {
  const { results } = await db
    .prepare("SELECT organisationId, purpose, until FROM consentHeld WHERE registrationId = ?1")
    .bind(own.id)
    .all<{ organisationId: string; purpose: Purpose; until: string }>();
  return results;
}

/** What the clock asked her and waits for. */
export async function listAsked(
  db: D1Database,
  own: { id: string },
): Promise<{ kind: "consent" | "registration"; until: string }[]> {
  const { results } = await db
    .prepare("SELECT kind, until FROM stillAsked WHERE registrationId = ?1")
    .bind(own.id)
    .all<{ kind: "consent" | "registration"; until: string }>();
  return results;
}

export interface TakenRow {
  id: number;
  registrationId: string;
  /** JSON: ids of permits that this organisation was asked for, and of complaints that it reads with the case. */
  known: string;
  reference: ArrayBuffer;
  /** 1: the organisation had the code. */
  helped: number;
  event: ConsentEvent;
  purpose: Purpose;
  at: string;
}

const helped = (registration: string) =>
  `EXISTS (SELECT 1 FROM consent h WHERE h.registrationId = ${registration} AND h.organisationId = ?1 AND h.purpose = 'help' AND h.given = 1)`;

/** By which a host authority or an oversight body knew a case until a moment. */
const knownBy = (registration: string, at: string) =>
  `(SELECT json_group_array(id) FROM (
     SELECT id FROM permit WHERE registrationId = ${registration} AND authorityId = ?1 AND askedAt <= ${at}
     UNION ALL SELECT id FROM complaint WHERE registrationId = ${registration} AND organisationId = ?1 AND filedAt <= ${at}
     ORDER BY id)) AS known`;

/** What was taken back from an organisation in a crisis, newest first. */
export async function listTaken(
  db: D1Database,
  scope: { organisationId: string },
  crisisId: string,
  before: number,
  limit: number,
): Promise<TakenRow[]> {
  const sql = `SELECT c.id, c.registrationId, r.reference, ${helped("c.registrationId")} AS helped,
      ifnull(c.event, 'withdrawn') AS event, c.purpose, c.at, ${knownBy("c.registrationId", "c.at")}
    FROM consent c JOIN registration r ON r.id = c.registrationId
    WHERE c.organisationId = ?1 AND c.given = 0 AND c.event IS NOT 'refused' AND c.id < ?3 AND r.crisisId = ?2
    ORDER BY c.id DESC LIMIT ?4`;
  const { results } = await db
    .prepare(sql)
    .bind(scope.organisationId, crisisId, before, limit)
    .all<TakenRow>();
  return results;
}

type DeletedRow = Omit<TakenRow, "id" | "event" | "purpose" | "known">;

/** Whom an organisation saw until they deleted everything, newest first. */
export async function listDeleted(
  db: D1Database,
  scope: { organisationId: string },
  crisisId: string,
  limit: number,
): Promise<DeletedRow[]> {
  const sql = `SELECT u.registrationId, r.reference, ${helped("u.registrationId")} AS helped, r.erasureAskedAt AS at
    FROM unsight u JOIN registration r ON r.id = u.registrationId
    WHERE u.organisationId = ?1 AND u.crisisId = ?2 AND r.erasureAt IS NOT NULL ORDER BY u.seq DESC LIMIT ?3`;
  const { results } = await db.prepare(sql).bind(scope.organisationId, crisisId, limit).all<DeletedRow>();
  return results;
}

/** The same of a host authority or an oversight body, which have no sight of cases: who had agreed and deletes everything. */
export async function listDeletedKnown(
  db: D1Database,
  scope: { organisationId: string },
  crisisId: string,
  limit: number,
): Promise<{ known: string; at: string }[]> {
  const sql = `SELECT r.erasureAskedAt AS at, ${knownBy("r.id", "'~'")}
    FROM registration r WHERE r.crisisId = ?2 AND r.erasureAt IS NOT NULL AND EXISTS (
      SELECT 1 FROM consent g WHERE g.registrationId = r.id AND g.organisationId = ?1 AND g.purpose IN ('permit', 'oversee') AND g.given = 1)
    ORDER BY r.erasureAskedAt DESC LIMIT ?3`;
  const { results } = await db
    .prepare(sql)
    .bind(scope.organisationId, crisisId, limit)
    .all<{ known: string; at: string }>();
  return results;
}
