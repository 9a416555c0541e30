// Phone numbers as people type them: any digits, any spaces, with or without the country. What was typed is kept; what
// can be dialled of it is read when it is needed. The package of the world's numbering plans stands in this file only.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { plainDigits } from "../../schema/kit/fields.ts";

/** The number in E.164, read as one of `country` where it names none; null where nobody could dial it. Never raises. */
export function dialled(typed: string, country: string): string | null {
  const plain = plainDigits(typed.normalize("NFKC"))
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
  const home = isSupportedCountry(country) ? { defaultCountry: country as CountryCode } : undefined;
  const number = parsePhoneNumberFromString(plain, { ...home, extract: false });
  return number?.isPossible() === true ? number.number : null;
}
