// Words of a complaint on their way in and out. @PRIVACY what somebody writes is sealed to the key of whoever reads it, in her
// browser or here at the door, before a statement exists; the platform's own ring seals it only where there is no such key.
import { complaintBound, complaintInfo, type Overseer } from "../../schema/complaint.rules.ts";
import type { SealedWords } from "../../schema/complaint.ts";
import { Problem } from "../../schema/kit/problem.ts";
import type { Ctx } from "../kit/door.ts";
import { bytesOf, hex, open, openKey, seal, sealToKey } from "../kit/seal.ts";
import { hasKey } from "../oversee/store.ts";
import type { ComplaintStored, WordInsert } from "./store.ts";

const refused = (path: string, reason: string) => new Problem("malformed", { fields: [{ path, reason }] });

function hexOf(path: string, text: string): string {
  try {
    return hex(Uint8Array.fromBase64(text, { alphabet: "base64url" }));
  } catch {
    throw refused(path, "not-valid");
  }
}

export interface Said {
  wordId: string;
  words?: string | undefined;
  wants?: string | undefined;
  sealed?: SealedWords | undefined;
}

/** The key under which answers stand, and her words where their reader has none. */
export function keyOf(
  ctx: Pick<Ctx, "settings">,
  complaint: Pick<ComplaintStored, "id" | "keyVersion" | "wrappedKey">,
): Promise<CryptoKey> {
  const { id, keyVersion, wrappedKey } = complaint;
  return openKey(ctx.settings, id, { keyVersion, wrappedKey: bytesOf(wrappedKey) });
}

export const boundOf = (wordId: string) => `complaintWord.sealed:${wordId}`;

/** A row of what she wrote. Raises `malformed` where nothing was, and `recipient-unknown` for words sealed to somebody else. */
export async function wordOf(
  ctx: Ctx,
  complaintId: string,
  reader: Overseer,
  key: CryptoKey,
  said: Said,
  at: string,
): Promise<WordInsert> {
  const { wordId: id, words, wants, sealed } = said;
  const row = { id, complaintId, at, officerId: null };
  if (sealed !== undefined) {
    // Both at once would store in plain words what the seal is for.
    if (words !== undefined || wants !== undefined) throw refused("words", "not-valid");
    const version = Number(sealed.version);
    const scope = { organisationId: reader.id };
    if (sealed.to !== reader.id || !(await hasKey(ctx.db, scope, version)))
      throw new Problem("recipient-unknown");
    const under = { ...scope, version, enc: hexOf("sealed.enc", sealed.enc) };
    return { ...row, key: under, sealed: hexOf("sealed.text", sealed.text) };
  }
  if (words === undefined) throw refused("words", "empty");
  const plain = { words, ...(wants === undefined ? {} : { wants }) };
  if (reader.key === null) return { ...row, key: null, sealed: hex(await seal(key, boundOf(id), plain)) };
  const { version, publicKey } = reader.key;
  const of = { organisationId: reader.id, version, complaintId, wordId: id };
  const made = await sealToKey(publicKey, JSON.stringify(plain), {
    info: complaintInfo(of),
    bound: complaintBound(of),
  });
  return {
    ...row,
    key: { organisationId: reader.id, version, enc: hex(made.enc) },
    sealed: hex(made.sealed),
  };
}

/** What the platform can open: answers, and words of the time before there was a key. Null where it cannot. */
export async function textOf(key: CryptoKey, id: string, sealed: ArrayBuffer): Promise<unknown> {
  try {
    return await open<unknown>(key, boundOf(id), bytesOf(sealed));
  } catch {
    return null;
  }
}
