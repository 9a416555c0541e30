// Names of any script in Latin letters, as near as they are heard: tables of our own, small, and lossy on purpose, since what
// comes out is only ever compared with itself. Han characters stay as they are: their readings would need a dictionary.

/** `a b c d` → a is written b, c is written d; `-` is nothing. */
function table(text: string): [string, string][] {
  const parts = text.trim().split(/\s+/);
  return Array.from({ length: parts.length / 2 }, (_, i) => {
    const latin = parts[2 * i + 1] ?? "-";
    return [parts[2 * i] ?? "", latin === "-" ? "" : latin];
  });
}

/** Letters that stand one after the other from a code point on; `-` is nothing, `.` is no letter. */
function run(from: number, text: string): [string, string][] {
  return text
    .trim()
    .split(/\s+/)
    .flatMap((latin, i) =>
      latin === "." ? [] : [[String.fromCodePoint(from + i), latin === "-" ? "" : latin] as [string, string]],
    );
}

/** Nine scripts of India have their letters in the same order, 128 apart (Unicode 12, ISCII). */
const indic = `- n n h a a a i i u u r l e e e ai o o o au k kh g gh ng ch ch j jh n t th d dh n t th d dh n n p ph b bh m y r r
  l l l v sh sh s h . . - - a i i u u r r e e e ai o o o au - . . . . . . . . . . k kh g z r rh f y`;
const brahmic = [0x0900, 0x0980, 0x0a00, 0x0a80, 0x0b00, 0x0b80, 0x0c00, 0x0c80, 0x0d00].flatMap((from) =>
  run(from, indic),
);
const ofOneScript = `য j ৎ t ੰ n ੱ - ൺ n ൻ n ർ r ൽ l ൾ l ൿ k ழ l ৰ r ৱ v ௗ -`;

/** Ethiopic: eight syllables to a consonant. */
const ethiopicConsonants =
  "h l h m s r s sh k k k k b v t ch h h n n a k k kh kh w a z zh y d d j g g ng t ch p ts ts f p".split(" ");
const ethiopic = ethiopicConsonants.flatMap((consonant, i) =>
  ["e", "u", "i", "a", "e", "i", "o", "a"].map(
    (vowel, j) =>
      [
        String.fromCodePoint(0x1200 + 8 * i + j),
        // The sixth form often has no vowel; the glottal ones have nothing else.
        consonant === "a" ? (vowel === "e" ? "a" : vowel) : j === 5 ? consonant : consonant + vowel,
      ] as [string, string],
  ),
);

const letters = new Map<string, string>([
  ...table(`ß ss æ ae œ oe ø o ł l đ d ð d þ th ı i ə a ŋ ng ħ h ɓ b ɗ d ƙ k ƴ y ư u ơ o č ch ć ch ç ch š sh ş sh ș sh ś sh
    ž zh ź zh ż z ğ g ñ n ț ts`),
  ...table(`ا a أ a إ i آ a ٱ a ء - ؤ w ئ y ب b پ p ت t ث th ج j چ ch ح h خ kh د d ذ dh ر r ز z ژ zh س s ش sh ص s ض d ط t ظ z
    ع a غ gh ف f ق k ك k ک k گ g ل l م m ن n ه h ہ h ھ - ۀ h ة a ۃ a و w ى a ي y ی y ے e ۓ e ں n ٹ t ڈ d ڑ r ڤ v ټ t ډ d
    ړ r ښ sh ږ zh ې e ۍ y ګ g ڼ n څ ts ځ dz ێ e ۆ o ۇ u ۈ u ڕ r ڵ l ە a ڭ ng ۋ v ې e ڄ j ڇ ch ۔ -`),
  ...table(`а a б b в v г g ґ g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh
    щ sh ъ - ы y ь - э e ю yu я ya ә a ғ g қ k ң ng ө o ұ u ү u һ h і i ї yi є ye ў w ђ dj ј y љ l њ n ћ ch џ j ѓ g ќ k ѕ dz`),
  ...table(
    `α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ ks ο o π p ρ r σ s ς s τ t υ i φ f χ kh ψ ps ω o`,
  ),
  ...table(`ա a բ b գ g դ d ե e զ z է e ը e թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j
    ռ r ս s վ v տ t ր r ց ts ւ w փ p ք k և ev օ o ֆ f`),
  ...table(`ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch ც ts
    ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h`),
  ...table(
    `א a ב b ג g ד d ה h ו w ז z ח h ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף f צ ts ץ ts ק k ר r ש sh ת t`,
  ),
  ...brahmic,
  ...table(ofOneScript),
  ...run(
    0x0d82,
    `n h . a a a a i i u u r r l l e e ai o o au . . . k kh g gh ng ng ch ch j jh n n nj t th d dh n nd t th d dh n . nd p ph b
     bh m mb y r . l . . v sh sh s h l f . . . - . . . . a a a i i u . u . r e e ai o o au r`,
  ),
  ...run(
    0x1000,
    `k kh g gh ng s s z z n n t th d dh n t th d dh n p ph b bh m y y l w th h l a . i i u u e e . o . . a a i i u u e ai . . .
     n - - - - y y w -`,
  ),
  ...table("ဿ th ဩ o ဪ o"),
  ...run(
    0x0e01,
    `k kh kh kh kh kh ng j ch ch s ch y d t th th th n d t th th th n b p ph f ph f ph m y r r l l w s s s h l - h . a a a am i
     i u u u u . . . . . e ae o ai ai`,
  ),
  ...table(`ກ k ຂ kh ຄ kh ງ ng ຈ ch ຊ s ຍ n ດ d ຕ t ຖ th ທ th ນ n ບ b ປ p ຜ ph ຝ f ພ ph ຟ f ມ m ຢ y ຣ r ລ l ວ w ສ s ຫ h ອ - ຮ h
    ະ a ັ a າ a ຳ am ິ i ີ i ຶ u ື u ຸ u ູ u ເ e ແ ae ໂ o ໃ ai ໄ ai ຽ ia ໜ n ໝ m`),
  ...run(
    0x1780,
    "k kh k kh ng ch ch ch ch n d th d th n t th t th n b ph p ph m y r l v s s s h l a a a e e u u u u r r l l e ai o o au",
  ),
  ...run(0x17b6, "a e e u u u u ua ae ea ie e ae ai o au m h a"),
  ...run(0x1100, "g k n d t r m b p s s - j j ch k t p h"),
  ...run(0x1161, "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"),
  ...run(0x11a8, "k k k n n n t l k m l l l p l m p p t t ng t t k t p -"),
  ...run(
    0x0780,
    `h sh n r b l k - v m f d th l g n s d z t y p j ch t h kh d z sh s d t z - gh q w a a i i u u e e o o -`,
  ),
  ...ethiopic,
]);

/** Kana by their rows; a mark of voice changes the consonant. */
const kanaRows = [
  ["ぁあぃいぅうぇえぉお", "aaiiuueeoo"],
  ["ゃやゅゆょよ", "aauuoo"],
] as const;
const kana = new Map<string, string>([
  ...kanaRows.flatMap(([signs, vowels]) => [...signs].map((sign, i) => [sign, vowels[i] ?? ""] as const)),
  ...table(`か ka き ki く ku け ke こ ko が ga ぎ gi ぐ gu げ ge ご go さ sa し shi す su せ se そ so ざ za じ ji ず zu ぜ ze ぞ zo
    た ta ち chi つ tsu て te と to だ da ぢ ji づ zu で de ど do な na に ni ぬ nu ね ne の no は ha ひ hi ふ fu へ he ほ ho ば ba
    び bi ぶ bu べ be ぼ bo ぱ pa ぴ pi ぷ pu ぺ pe ぽ po ま ma み mi む mu め me も mo ら ra り ri る ru れ re ろ ro わ wa を o
    ん n っ - ゔ vu ー -`),
]);

function kanaOf(char: string): string | undefined {
  const code = char.codePointAt(0) ?? 0;
  return kana.get(code >= 0x30a1 && code <= 0x30f6 ? String.fromCodePoint(code - 0x60) : char);
}

/** A letter that a mark above it silences goes with the mark (Thai). */
const silenced = /\p{L}[\u0e31-\u0e3a]?\u0e4c/gu;

/** Lower-case Latin letters, Han characters, and spaces between words. Pure; the same name always gives the same. */
export function latin(name: string): string {
  const text = name
    .normalize("NFC")
    .toLowerCase()
    .replace(/(?<![\p{L}\p{M}])ال(?=\p{L}{3})/gu, "")
    .replace(/\u101b(?:\u103d)?\u103e/g, "sh")
    .replace(silenced, "");
  let out = "";
  for (const char of text) {
    const known = letters.get(char) ?? kanaOf(char);
    if (known !== undefined) out += known;
    else if (/[a-z]/.test(char) || /\p{Script=Han}/u.test(char)) out += char;
    else if (/[\p{L}\p{M}]/u.test(char)) out += bare(char);
    else if (!/['’‘ʼʻʿʾ`´\u200b-\u200f\u0640]/.test(char)) out += " ";
  }
  return out.replace(/ +/g, " ").trim();
}

/** A letter without its marks; Korean syllables fall into their letters. */
function bare(char: string): string {
  let out = "";
  for (const part of char.normalize("NFKD")) {
    const known = letters.get(part);
    if (known !== undefined) out += known;
    else if (/[a-z]/.test(part) || /\p{Script=Han}/u.test(part)) out += part;
  }
  return out;
}
