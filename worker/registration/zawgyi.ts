// Burmese typed in the Zawgyi encoding (R22): the same code points as Unicode, put to other uses and in the order in which
// they are seen, so that either reads as noise in the other. Detected by how likely each encoding makes what stands there.

const MYANMAR = /[\u1000-\u109f]/u;
const consonant = "[\\u1000-\\u1021\\u1025\\u1027\\u1029\\u103f\\u104e]";
const medial = "[\\u103b-\\u103e]";

/** What a text shows, and how far it speaks for Zawgyi (above 0) or for Unicode (below): logarithms of odds. */
const signs: readonly (readonly [RegExp, number])[] = [
  // The vowel E before its consonant: at the start of a word, after a mark, or after a sign that ends a syllable.
  [/(?:^|[^\u1000-\u109f]|[\u102b-\u1030\u1032-\u1038\u1039])\u1031/gu, 2.5],
  [new RegExp(`(?:${consonant}|${medial})\\u1031`, "gu"), -0.9],
  // The killer: U+1039 at the end of a syllable there, U+103A here; U+1039 stacks in Unicode.
  [new RegExp(`\\u1039(?!${consonant})`, "gu"), 4],
  [new RegExp(`${consonant}\\u1039${consonant}`, "gu"), -0.5],
  [/\u103a(?=[\u1000-\u1021\u1037\u1038\s\u104a\u104b]|$)/gu, -1.2],
  [/\u103a[\u102b-\u1032\u1036\u1039\u103b-\u103d]/gu, 2],
  // The letter ra's hook before its consonant, and the code points that only Zawgyi gives to Burmese.
  [new RegExp(`(?:^|[^\\u1000-\\u1021])[\\u103b\\u107e-\\u1084]${consonant}`, "gu"), 3],
  [/[\u1033\u1034\u105a\u1060-\u1070\u1071-\u107d\u1085-\u1097]/gu, 3],
  [new RegExp(`${consonant}[\\u103c-\\u103e]*[\\u103b\\u103c]`, "gu"), -0.9],
  [/\u103e[\u102b-\u1032\u1036-\u1038]/gu, -0.9],
];

/** How likely a text is typed in Zawgyi, 0 to 1; 0 where it holds no Burmese. */
export function zawgyiLikelihood(text: string): number {
  if (!MYANMAR.test(text)) return 0;
  const odds = signs.reduce((sum, [sign, weight]) => sum + weight * (text.match(sign)?.length ?? 0), 0);
  return 1 / (1 + Math.exp(-odds));
}

const KINZI = "\u1004\u103a\u1039";
/** Each code point of Zawgyi as Unicode writes it; a run of letters that sit below starts at U+1060. */
const letters: Readonly<Record<string, string>> = {
  "\u1033": "\u102f",
  "\u1034": "\u1030",
  "\u1039": "\u103a",
  "\u103a": "\u103b",
  "\u103b": "\u103c",
  "\u103c": "\u103d",
  "\u103d": "\u103e",
  "\u105a": "\u102b\u103a",
  "\u1064": KINZI,
  "\u106a": "\u1009",
  "\u106b": "\u100a",
  "\u106e": "\u100d\u1039\u100d",
  "\u106f": "\u100d\u1039\u100e",
  "\u1086": "\u103f",
  "\u1087": "\u103e",
  "\u1088": "\u103e\u102f",
  "\u1089": "\u103e\u1030",
  "\u108a": "\u103d\u103e",
  "\u108b": `${KINZI}\u102d`,
  "\u108c": `${KINZI}\u102e`,
  "\u108d": `${KINZI}\u1036`,
  "\u108e": "\u102d\u1036",
  "\u108f": "\u1014",
  "\u1090": "\u101b",
  "\u1091": "\u100f\u1039\u100d",
  "\u1092": "\u100b\u1039\u100c",
  "\u1094": "\u1037",
  "\u1095": "\u1037",
  "\u1096": "\u1039\u1010\u103d",
  "\u1097": "\u100b\u1039\u100b",
  "\u107d": "\u103b",
};
const below: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    "\u1000": "\u1060",
    "\u1001": "\u1061",
    "\u1002": "\u1062",
    "\u1003": "\u1063",
    "\u1005": "\u1065",
    "\u1006": "\u1066\u1067",
    "\u1007": "\u1068",
    "\u1008": "\u1069",
    "\u100b": "\u106c",
    "\u100c": "\u106d",
    "\u100f": "\u1070",
    "\u1010": "\u1071\u1072",
    "\u1011": "\u1073\u1074",
    "\u1012": "\u1075",
    "\u1013": "\u1076",
    "\u1014": "\u1077",
    "\u1015": "\u1078",
    "\u1016": "\u1079",
    "\u1017": "\u107a",
    "\u1018": "\u107b\u1093",
    "\u1019": "\u107c",
    "\u101c": "\u1085",
  }).flatMap(([letter, shapes]) => [...shapes].map((shape) => [shape, `\u1039${letter}`])),
);

/** Signs of one syllable in the order in which Unicode stores them. */
const order =
  "\u1039\u103b\u103c\u103d\u103e\u1031\u102d\u102e\u1032\u102b\u102c\u102f\u1030\u1036\u1037\u103a\u1038";
const rank = (sign: string) => order.indexOf(sign[0] ?? "");
/** In Zawgyi the vowel E and the hook of ra stand before their letter, and nowhere else. */
const after = order.slice(1).replace(/[\u103c\u1031]/gu, "");
const syllable = new RegExp(
  `(\\u1031?)(\\u103c?)(${consonant})(${KINZI})?((?:\\u1039${consonant}|[${after}])*)`,
  "gu",
);

/** Zawgyi as Unicode, NFC. Only for text that seems to be Zawgyi: it makes noise of anything else. */
export function fromZawgyi(text: string): string {
  const mapped = [...text]
    .map((sign) => below[sign] ?? letters[sign] ?? (/[\u107e-\u1084]/u.test(sign) ? "\u103c" : sign))
    .join("")
    // The digit zero is typed for the round letter wa.
    .replace(/\u1040(?=[\u1000-\u1021\u102b-\u103e])/gu, "\u101d");
  return mapped
    .replace(
      syllable,
      (_, e: string, ra: string, letter: string, kinzi: string | undefined, rest: string) => {
        const signs = [...(rest.match(/\u1039.|./gu) ?? []), ra, e].filter((sign) => sign !== "");
        return (kinzi ?? "") + letter + signs.sort((a, b) => rank(a) - rank(b)).join("");
      },
    )
    .normalize("NFC");
}

/** A text as Unicode where it seems to be Zawgyi; undefined where there is nothing to mark. */
export function readAsUnicode(text: string | null): string | undefined {
  return text !== null && zawgyiLikelihood(text) > 0.95 ? fromZawgyi(text) : undefined;
}
