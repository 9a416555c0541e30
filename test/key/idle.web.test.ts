// How long a desk keeps a key that somebody opened: ten minutes after it was last used, in memory, and not for the next one
// who signs in.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hold, IDLE, keyOf, opened } from "../../web/desk/key/state.ts";
import { me } from "../../web/desk/session.ts";
import { makePair, usable } from "../../web/kit/seal.ts";

const officer = (id: string) =>
  ({
    id,
    label: "Desk",
    role: "supervisor",
    organisation: { id: "org_a" },
    crises: [],
    expiresAt: "",
  }) as unknown as NonNullable<typeof me.value>;
let key: CryptoKeyPair;

beforeEach(async () => {
  key = await usable((await makePair()).privateKey);
  vi.useFakeTimers();
  me.value = officer("off_one001");
});
afterEach(() => {
  vi.useRealTimers();
});

it("forgets after ten idle minutes, counted from the last use", () => {
  hold(1, key);
  vi.advanceTimersByTime(IDLE - 1);
  expect(keyOf(1)).toBe(key);
  vi.advanceTimersByTime(IDLE - 1);
  expect(opened.value.size).toBe(1);
  vi.advanceTimersByTime(2);
  expect(opened.value.size).toBe(0);
  expect(keyOf(1)).toBeUndefined();
});
it("forgets when she signs out, when her session ends, and when somebody else signs in", () => {
  for (const next of [null, officer("off_two001")]) {
    me.value = officer("off_one001");
    hold(1, key);
    me.value = next;
    expect(opened.value.size).toBe(0);
  }
});
it("holds a private key that cannot be taken out again", async () => {
  expect(key.privateKey.extractable).toBe(false);
  await expect(crypto.subtle.exportKey("jwk", key.privateKey)).rejects.toThrow();
});
