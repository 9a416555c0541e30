// Which notice stood before her, and in which language: sealed under her request's own key, because a language hints at where
// somebody comes from. A later event of the clock copies it; it ends with the key. The length tells nothing.
import type { NoticePlace } from "../../schema/consent-notice.ts";
import { type Bytes, bytesOf, open, seal } from "../kit/seal.ts";
import { noticeFor } from "../notice/store.ts";

type Table = "consent" | "consentRefusal";

export interface Shown {
  lang: string;
  noticeHash: string;
}

/** Bound to the request and not to the row: events of one consent carry it on. */
const boundOf = (table: Table, registrationId: string) => `${table}.shown:${registrationId}`;

export async function sealShown(
  key: CryptoKey,
  table: Table,
  registrationId: string,
  lang: string,
  place: NoticePlace,
): Promise<Bytes> {
  const { hash } = await noticeFor(lang, place);
  return seal(key, boundOf(table, registrationId), [lang.padEnd(3), hash]);
}

export async function openShown(
  key: CryptoKey,
  table: Table,
  registrationId: string,
  shown: ArrayBuffer | null,
): Promise<Shown | null> {
  if (shown === null) return null;
  const [lang, noticeHash] = await open<[string, string]>(
    key,
    boundOf(table, registrationId),
    bytesOf(shown),
  );
  return { lang: lang.trim(), noticeHash };
}
