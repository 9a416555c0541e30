// All SQL of the notice: its words as they are shown now, under a hash of them, stored once for each version and language.
import { type Notice, type NoticePlace, noticeOf, noticePlaces } from "../../schema/consent-notice.ts";
import { languages } from "../../schema/kit/language.ts";
import { sha256 } from "../kit/seal.ts";

export interface NoticeRow extends Notice {
  hash: string;
}

const known = new Map<string, Promise<NoticeRow>>();
const inColumn: ReadonlySet<string> = new Set(noticePlaces);

/** SHA-256 over version, place, language and the sentences, in hexadecimal. */
export function hashOf(notice: Notice): Promise<string> {
  const { version, place, lang, sentences } = notice;
  return sha256(JSON.stringify([version, place, lang, sentences]));
}

/** Words change with a deployment alone, so each is hashed once by each instance of the worker. */
export function noticeFor(lang: string, place: NoticePlace): Promise<NoticeRow> {
  const key = `${place} ${lang}`;
  let row = known.get(key);
  if (row === undefined) {
    const notice = noticeOf(lang, place);
    row = hashOf(notice).then((hash) => ({ ...notice, hash }));
    known.set(key, row);
  }
  return row;
}

/**
 * Stores the notices of these places unless their very words stand there already: in all languages at once, so that no row
 * says which one somebody spoke.
 */
export async function insertNotices(
  db: D1Database,
  places: readonly NoticePlace[],
  at: string,
): Promise<D1PreparedStatement[]> {
  const asked = [...new Set(places)];
  const english = await Promise.all(asked.map((place) => noticeFor("en", place)));
  const found = await listNotices(
    db,
    english.map(({ hash }) => hash),
  );
  const stored = new Set(found.map(({ hash }) => hash));
  const missing = asked.filter((_, i) => !stored.has(english[i]?.hash ?? ""));
  if (missing.length === 0) return [];
  const notices = await Promise.all(
    missing.flatMap((place) => languages.map((lang) => noticeFor(lang, place))),
  );
  const rows = notices.map(({ sentences, ...one }) => ({
    ...one,
    // The column knows four places; each other one is a page, and its spot.
    ...(inColumn.has(one.place) ? { spot: null } : { place: "page", spot: one.place }),
    words: JSON.stringify(sentences),
  }));
  const insert = db
    .prepare(
      `INSERT INTO notice (hash, version, place, spot, lang, words, at)
       SELECT value->>'hash', value->>'version', value->>'place', value->>'spot', value->>'lang', value->>'words', ?2 FROM json_each(?1)
       WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(rows), at);
  return [insert];
}

export interface StoredNotice {
  hash: string;
  version: string;
  place: string;
  lang: string;
  words: string;
}

export async function listNotices(db: D1Database, hashes: readonly string[]): Promise<StoredNotice[]> {
  const { results } = await db
    .prepare(
      "SELECT n.hash, n.version, ifnull(n.spot, n.place) AS place, n.lang, n.words FROM json_each(?1) asked JOIN notice n ON n.hash = asked.value",
    )
    .bind(JSON.stringify(hashes))
    .all<StoredNotice>();
  return results;
}
