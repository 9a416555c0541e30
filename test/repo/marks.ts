// Looks for marked data in everything that was written, in every form in which a program could have written it.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** What the three possible alignments of base64 have in common for a text inside a longer one. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const first = shift === 0 ? 0 : shift + 1;
    // The last character may carry bits of what follows.
    const last = (shift + bytes.length) % 3 === 0 ? whole.length : whole.length - 1;
    return whole.slice(first, last);
  });
}

/** A text as it may stand in a file: UTF-8, UTF-16, base64, hex, escaped as in JSON or in an address. */
export function formsOfText(text: string): Buffer[] {
  const utf8 = Buffer.from(text, "utf8");
  const utf16 = Buffer.from(text, "utf16le");
  const base64 = base64Forms(utf8);
  const escaped = [...utf16.toString("utf16le")]
    .map((char) =>
      char.codePointAt(0) === undefined || /[ -~]/.test(char)
        ? char
        : `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
    )
    .join("");
  const texts = [
    ...base64,
    ...base64.map((one) => one.replaceAll("+", "-").replaceAll("/", "_")),
    utf8.toString("hex"),
    utf8.toString("hex").toUpperCase(),
    encodeURIComponent(text),
    encodeURIComponent(text).replaceAll("%20", "+"),
    escaped,
  ];
  return [utf8, utf16, Buffer.from(utf16).swap16(), ...texts.map((one) => Buffer.from(one, "latin1"))];
}

/** A number as it may stand in a file: as text, and as the eight bytes of a double in either order. */
export function formsOfNumber(value: number): Buffer[] {
  const [little, big] = [Buffer.alloc(8), Buffer.alloc(8)];
  little.writeDoubleLE(value);
  big.writeDoubleBE(value);
  return [little, big, ...formsOfText(String(value))];
}

/** Digits stand by themselves: within the hex of a hash any six digits turn up sooner or later. */
export function standsAlone(bytes: Buffer, digits: string): boolean {
  return new RegExp(`(?<![0-9A-Fa-f])${digits}(?![0-9A-Fa-f])`).test(bytes.toString("latin1"));
}

/** Every file below a folder, by its path from there. */
export function everyFile(folder: string): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true)
      found.set(relative(folder, path), readFileSync(path));
  }
  return found;
}

/** `mark in file` for every mark that stands anywhere. */
export function findMarks(
  marks: Readonly<Record<string, readonly Buffer[]>>,
  written: ReadonlyMap<string, Buffer>,
): string[] {
  return Object.entries(marks).flatMap(([mark, forms]) =>
    [...written]
      .filter(([, bytes]) => forms.some((form) => bytes.includes(form)))
      .map(([path]) => `${mark} in ${path}`),
  );
}
