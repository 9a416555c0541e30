// Digits of any script, as people type them. Apart from the fields: a first screen reads digits long before it checks a form.

/** Turns every Unicode decimal digit (general category Nd) into 0-9; everything else stays as it is. */
export function plainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    // Nd digits stand in runs of ten, 0 to 9 (Unicode standard, section 4.6), and some runs stand side by side (U+1D7CE,
    // U+116D0): count back to where the first of them starts.
    let start = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
    return String((code - start) % 10);
  });
}
