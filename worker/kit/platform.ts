// What workerd has beside the web's own interfaces. Preact's types bring the browser's, and which of two declarations of one
// name a compiler takes is not settled: so these two are said here.

interface ConstantTime {
  /** Raises a TypeError for unequal lengths. */
  timingSafeEqual(a: ArrayBufferView, b: ArrayBufferView): boolean;
}

/** Compares in constant time; false for unequal lengths. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && (crypto.subtle as unknown as ConstantTime).timingSafeEqual(a, b);
}

/** The cache of this data centre that needs no opening. */
export const edgeCache = (): Pick<Cache, "match" | "put"> =>
  (caches as unknown as { default: Pick<Cache, "match" | "put"> }).default;
