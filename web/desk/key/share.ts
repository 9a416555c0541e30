// The recovery share: a private key as a code that a person can copy from paper. Thirteen groups of four signs and one that
// checks them, so that a slip is found in its group; letters that look like digits are read as those. Pure.

/** Crockford's base 32: no I, L, O and U. */
const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS = 13;
const DATA = 4;

/** Times x in GF(32), modulo x^5 + x^2 + 1. */
const times = (value: number): number => ((value << 1) ^ (value & 16 ? 0b100101 : 0)) & 31;

/** Every single slip, every swap of neighbours and every swap of two groups changes it. */
function checkOf(values: readonly number[], group: number): number {
  return values.reduce((sum, value) => times(sum ^ value), 0) ^ group;
}

export function shareOf(key: Uint8Array): string[] {
  let bits = 0n;
  for (const byte of key) bits = (bits << 8n) | BigInt(byte);
  bits <<= 4n;
  const values = Array.from({ length: GROUPS * DATA }, (_, i) =>
    Number((bits >> BigInt(5 * (GROUPS * DATA - 1 - i))) & 31n),
  );
  return Array.from({ length: GROUPS }, (_, group) => {
    const part = values.slice(group * DATA, group * DATA + DATA);
    return [...part, checkOf(part, group)].map((value) => signs[value] ?? "").join("");
  });
}

export type ReadShare =
  | { ok: true; key: Uint8Array<ArrayBuffer> }
  /** `group` counts from 1; 0: there are too few signs or too many. */
  | { ok: false; group: number };

export function readShare(typed: string): ReadShare {
  const text = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (text.length !== GROUPS * (DATA + 1)) return { ok: false, group: 0 };
  let bits = 0n;
  for (let group = 0; group < GROUPS; group++) {
    const at = group * (DATA + 1);
    const values = [...text.slice(at, at + DATA + 1)].map((sign) => signs.indexOf(sign));
    const part = values.slice(0, DATA);
    if (values.includes(-1) || checkOf(part, group) !== values[DATA]) return { ok: false, group: group + 1 };
    for (const value of part) bits = (bits << 5n) | BigInt(value);
  }
  if ((bits & 15n) !== 0n) return { ok: false, group: GROUPS };
  bits >>= 4n;
  const key = new Uint8Array(32);
  for (let i = 31; i >= 0; i--) {
    key[i] = Number(bits & 255n);
    bits >>= 8n;
  }
  return { ok: true, key };
}
