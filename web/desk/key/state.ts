// Keys that somebody opened at this desk: in this page's memory alone, for ten minutes after they were last used, and
// forgotten when another officer signs in or this one leaves. @PRIVACY nothing here is ever stored or sent.
import { effect, signal } from "@preact/signals";
import type { OrganisationKey } from "../../../schema/key.ts";
import { me } from "../session.ts";

/** Idle milliseconds after which a passphrase has to be typed again. */
export const IDLE = 10 * 60_000;

/** The code that seals and opens; it comes when it is first needed. */
export const sealing = () => import("../../kit/seal.ts");

/** Version → a pair whose private half cannot be taken out of the browser's own keeping. */
export const opened = signal<ReadonlyMap<number, CryptoKeyPair>>(new Map());
let timer: ReturnType<typeof setTimeout> | undefined;

export function forget(): void {
  clearTimeout(timer);
  if (opened.value.size > 0) opened.value = new Map();
}

let holder: string | undefined;
effect(() => {
  const id = me.value?.id;
  if (id !== holder) forget();
  holder = id;
});

function touch(): void {
  clearTimeout(timer);
  timer = setTimeout(forget, IDLE);
}

export function keyOf(version: number): CryptoKeyPair | undefined {
  const key = opened.value.get(version);
  if (key !== undefined) touch();
  return key;
}

export function hold(version: number, key: CryptoKeyPair): void {
  opened.value = new Map([...opened.value, [version, key]]);
  touch();
}

/** Opens every version that this passphrase opens; replies with how many those were. An old key has its old passphrase. */
export async function openWith(
  passphrase: string,
  keys: readonly OrganisationKey[],
  organisationId: string,
): Promise<number> {
  const { unwrap, usable } = await sealing();
  let found = 0;
  for (const { version, wrapped } of keys) {
    if (opened.value.has(version)) continue;
    const raw = await unwrap(wrapped, passphrase, { organisationId, version });
    if (raw === null) continue;
    hold(version, await usable(raw));
    raw.fill(0);
    found++;
  }
  return found;
}
