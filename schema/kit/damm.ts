// The check digit of a reference (ruling 12): Damm's quasigroup of order 10 finds every single wrong digit and
// every swap of neighbours. Source: H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004, p. 111.

const table = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
];

/** The digit to append to a string of digits 0-9. */
export function checkDigit(digits: string): string {
  let interim = 0;
  for (const digit of digits) interim = Number(table[interim]?.[Number(digit)] ?? 0);
  return String(interim);
}

/** True where the last digit is the right check digit. */
export function isChecked(digits: string): boolean {
  return /^\d+$/.test(digits) && checkDigit(digits) === "0";
}
