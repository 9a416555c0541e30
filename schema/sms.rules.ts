// How many parts a text takes on the air (3GPP TS 23.038 and 23.040): 160 characters of the GSM alphabet or 70 of UCS-2 in
// one, 153 or 67 in each of several. One character outside the alphabet turns a whole text into UCS-2.

/** The default alphabet; every other character of it is in the extension table and takes two places. */
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const extension = new Set("\f^{}\\[~]|€");

export interface Parts {
  /** As gateways name it: 0 the GSM alphabet, 2 UCS-2. */
  coding: 0 | 2;
  /** Septets, or 16-bit units. */
  units: number;
  parts: number;
}

/** A place that must not be cut: an escaped character, or a pair of surrogates. */
function widths(text: string): { coding: 0 | 2; places: number[] } {
  const chars = [...text];
  if (chars.every((char) => basic.has(char) || extension.has(char)))
    return { coding: 0, places: chars.map((char) => (extension.has(char) ? 2 : 1)) };
  return { coding: 2, places: chars.map((char) => char.length) };
}

export function partsOf(text: string): Parts {
  const { coding, places } = widths(text);
  const units = places.reduce((sum, width) => sum + width, 0);
  const [alone, each] = coding === 0 ? [160, 153] : [70, 67];
  if (units <= alone) return { coding, units, parts: 1 };
  let parts = 1;
  let filled = 0;
  for (const width of places)
    if (filled + width > each) {
      parts++;
      filled = width;
    } else filled += width;
  return { coding, units, parts };
}

/** Nobody pays for, or waits for, more than this. */
export const MOST_PARTS = 2;
