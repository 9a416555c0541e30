// The notice on its way to the database: its words as they are shown now, under a hash of them, stored once.
import { type Notice, type NoticePlace, noticeOf } from "../../schema/consent-notice.ts";
import { sha256 } from "../kit/seal.ts";

export interface NoticeRow extends Notice {
  hash: string;
}

const known = new Map<string, Promise<NoticeRow>>();

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
