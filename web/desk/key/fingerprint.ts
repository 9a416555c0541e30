// A fingerprint as people compare it: whoever seals to a key that nobody of the organisation made seals for a stranger.

/** A fingerprint in groups of four, as two people compare it aloud. */
export function fingerprintWords(fingerprint: string): string {
  return (fingerprint.slice(0, 32).match(/.{4}/g) ?? []).join(" ");
}
