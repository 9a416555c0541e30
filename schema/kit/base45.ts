// Base45 (RFC 9285): bytes as the 45 characters that a QR code holds in its alphanumeric mode. Pure; strict on reading.

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** Two bytes become three characters, a last single byte becomes two. */
export function toBase45(bytes: Uint8Array): string {
  let out = "";
  for (let i = 0; i < bytes.length; i += 2) {
    const first = bytes[i] ?? 0;
    const second = bytes[i + 1];
    const value = second === undefined ? first : first * 256 + second;
    out += (ALPHABET[value % 45] ?? "") + (ALPHABET[Math.floor(value / 45) % 45] ?? "");
    if (second !== undefined) out += ALPHABET[Math.floor(value / 2025)] ?? "";
  }
  return out;
}

/** The bytes; null where a character is foreign, the length impossible, or a group larger than its bytes can be. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 3 === 1) return null;
  const out = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
  let at = 0;
  for (let i = 0; i < text.length; i += 3) {
    const a = ALPHABET.indexOf(text[i] ?? "\n");
    const b = ALPHABET.indexOf(text[i + 1] ?? "\n");
    if (a < 0 || b < 0) return null;
    if (i + 2 >= text.length) {
      const value = a + b * 45;
      if (value > 255) return null;
      out[at++] = value;
    } else {
      const c = ALPHABET.indexOf(text[i + 2] ?? "\n");
      const value = a + b * 45 + c * 2025;
      if (c < 0 || value > 65_535) return null;
      out[at++] = value >> 8;
      out[at++] = value & 255;
    }
  }
  return out;
}
