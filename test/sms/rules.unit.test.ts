// sms: what a text says, in any script, digits and case; how many parts a text takes; whether a machine wrote it.
import { describe, expect, it } from "vitest";
import { checkDigit } from "../../schema/kit/damm.ts";
import { languages } from "../../schema/kit/language.ts";
import { partsOf } from "../../schema/sms.rules.ts";
import {
  choicesIn,
  commands,
  folded,
  isEcho,
  languageIn,
  numberIn,
  phrasesOf,
  saidIn,
  waitAfter,
} from "../../worker/sms/rules.ts";
import { random } from "../kit/random.ts";

const body = "482913057";
const CODE = body + checkDigit(body);
const spaced = `${CODE.slice(0, 3)} ${CODE.slice(3, 6)} ${CODE.slice(6)}`;
const inDigits = (text: string, zero: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)));

describe("a text", () => {
  it("that starts is one that begins with a start word of any language, or holds it alone in a conversation", () => {
    for (const text of ["HELP", "help", " Help! ", "HELP we are at the port", "Sos"])
      expect(saidIn(text, false)).toEqual({ is: "start", lang: null });
    expect(saidIn("help", true).is).toBe("start");
    expect(saidIn("help us please", true).is).toBe("other");
    expect(saidIn("we need help", false).is).toBe("other");
    expect(saidIn("مساعدة", false)).toEqual({ is: "start", lang: "ar" });
    expect(saidIn("النجدة نحن في الميناء", false)).toEqual({ is: "start", lang: "ar" });
  });
  it("that stops or starts texts again is short and begins with the word", () => {
    for (const text of ["STOP", "stop.", "Stop all", "stop it now", "توقف"])
      expect(saidIn(text, true)).toEqual({ is: "stop" });
    for (const text of ["Stop 4 on the road to Misrata", "bus stop", "stopped"])
      expect(saidIn(text, true).is).toBe("other");
    expect(saidIn("START", false)).toEqual({ is: "again", lang: null });
    expect(saidIn("ابدأ", false)).toEqual({ is: "again", lang: "ar" });
  });
  it("with code and PIN is read in any digits, together or apart, with a few words around", () => {
    const zeros = ["0", "٠", "۰", "०", "০", "௦", "၀", "෦"];
    for (const zero of zeros)
      for (const text of [
        `${spaced} 391846`,
        `${CODE}391846`,
        `code: ${CODE}\nPIN: 391-846`,
        `\u200f${CODE}\u200f / 391 846`,
      ])
        expect(saidIn(inDigits(text, zero), true)).toEqual({
          is: "back",
          reference: CODE,
          pin: "391846",
          alive: false,
        });
    expect(saidIn(`OK ${spaced} 391846`, false)).toMatchObject({ is: "back", pin: "391846", alive: true });
    expect(saidIn(`OK ${spaced}`, false)).toEqual({ is: "alive", reference: CODE });
    expect(saidIn(`ok${CODE}`, false).is).not.toBe("alive");
    expect(saidIn(`بخير ${inDigits(CODE, "٠")}`, false)).toEqual({ is: "alive", reference: CODE });
    expect(saidIn(spaced, false)).toEqual({ is: "code" });
  });
  it("with a mistake in the code is told apart from one with another number", () => {
    const wrong = `${CODE.slice(0, 9)}${String((Number(CODE[9]) + 1) % 10)}`;
    expect(saidIn(`OK ${wrong}`, false)).toEqual({ is: "slip" });
    expect(saidIn(`${wrong} 391846`, false)).toEqual({ is: "slip" });
    expect(saidIn(wrong, false).is).toBe("other");
    expect(saidIn(`near the shop of my brother, call ${CODE} or 391846`, true).is).toBe("other");
  });
  it("takes back nothing, and asks how to", () => {
    expect(saidIn("DELETE", false).is).toBe("erase");
    expect(saidIn("احذف", true).is).toBe("erase");
  });
  it("is folded: case, accents, harakat, punctuation, two ways to write one letter", () => {
    expect(folded(" ÁYUDA! ")).toBe("ayuda");
    expect(folded("مُسَاعَدَة")).toBe(folded("مساعده"));
    expect(folded("یک")).toBe(folded("يك"));
    expect(folded("हिन्दी")).toBe("हिन्दी".normalize("NFC"));
    expect(folded("")).toBe("");
  });
});

describe("a reply", () => {
  it("names a language by number, by its own name, in English, by code", () => {
    for (const [text, lang] of [
      ["1", "en"],
      ["٨", "bn"],
      ["বাংলা", "bn"],
      ["bengali", "bn"],
      ["BN", "bn"],
      ["français", "fr"],
      ["Francais", "fr"],
      ["دری", "prs"],
    ] as const)
      expect(languageIn(text, languages)).toBe(lang);
    for (const text of ["0", "21", "99", "", "hello", "1 2"]) expect(languageIn(text, languages)).toBeNull();
    expect(languageIn("8", ["en", "ar"])).toBeNull();
  });
  it("holds one number, or none that counts", () => {
    expect([numberIn("3"), numberIn("we are ৫"), numberIn("5 or 6"), numberIn("many"), numberIn("")]).toEqual(
      [3, 5, null, null, null],
    );
    expect(numberIn("12345678")).toBeNull();
  });
  it("chooses digits, however they are separated", () => {
    for (const text of ["1 4", "1,4", "14", "4 and 1", "١٤", "1;4;1"])
      expect(choicesIn(text, 8)?.toSorted()).toEqual([1, 4]);
    expect(choicesIn("0", 8)).toEqual([]);
    expect([choicesIn("9", 8), choicesIn("water", 8), choicesIn("", 8)]).toEqual([null, null, null]);
  });
});

describe("words of commands", () => {
  it("mean one thing each, over all languages, and OK is the one that means two", () => {
    const meanings = new Map<string, Set<string>>();
    for (const lang of languages)
      for (const command of commands)
        for (const phrase of phrasesOf(lang, command))
          meanings.set(phrase, (meanings.get(phrase) ?? new Set()).add(command));
    expect([...meanings].filter(([, set]) => set.size > 1).map(([phrase]) => phrase)).toEqual([]);
    expect(meanings.get("help")).toEqual(new Set(["start"]));
  });
  it("never begin as another one that means something else", () => {
    const all = languages.flatMap((lang) =>
      commands.flatMap((command) => phrasesOf(lang, command).map((phrase) => ({ phrase, command }))),
    );
    const clash = all.flatMap((a) =>
      all
        .filter((b) => a.command !== b.command && b.phrase.startsWith(`${a.phrase} `))
        .map((b) => `${a.phrase} (${a.command}) begins ${b.phrase} (${b.command})`),
    );
    expect(clash).toEqual([]);
  });
});

describe("parts of a text", () => {
  it("are counted in the GSM alphabet: 160, then 153 each; an escaped character takes two and is not cut", () => {
    expect(partsOf("a".repeat(160))).toEqual({ coding: 0, units: 160, parts: 1 });
    expect(partsOf("a".repeat(161)).parts).toBe(2);
    expect(partsOf("a".repeat(306)).parts).toBe(2);
    expect(partsOf("a".repeat(307)).parts).toBe(3);
    expect(partsOf("€".repeat(80))).toEqual({ coding: 0, units: 160, parts: 1 });
    // 76 fill 152 of 153 septets: the next one does not fit behind them.
    expect(partsOf("€".repeat(152)).parts).toBe(2);
    expect(partsOf("€".repeat(153)).parts).toBe(3);
    expect(partsOf("àèéìòùÇØøÅåÄÖÑÜ§¿äöñü^{}[]~|\\\n").coding).toBe(0);
  });
  it("are counted in UCS-2: 70, then 67 each; a pair of surrogates takes two and is not cut", () => {
    expect(partsOf("ব".repeat(70))).toEqual({ coding: 2, units: 70, parts: 1 });
    expect(partsOf("ব".repeat(71)).parts).toBe(2);
    expect(partsOf("ব".repeat(134)).parts).toBe(2);
    expect(partsOf("ব".repeat(135)).parts).toBe(3);
    expect(partsOf("😀".repeat(35))).toEqual({ coding: 2, units: 70, parts: 1 });
    // 33 fill 66 of 67 units: 66 of them take two parts, 67 three.
    expect([partsOf("😀".repeat(66)).parts, partsOf("😀".repeat(67)).parts]).toEqual([2, 3]);
    for (const char of "’“”–…ç") expect(partsOf(`a${char}`).coding).toBe(2);
  });
  it("of random texts never hold more than fits, and never one more than is needed", () => {
    const { whole, of } = random(20261125);
    for (let round = 0; round < 500; round++) {
      const alphabet = of(["ab €{", "abবé", "a😀ب"]);
      const text = Array.from({ length: whole(0, 400) }, () => of([...alphabet])).join("");
      const { coding, units, parts } = partsOf(text);
      const [alone, each] = coding === 0 ? [160, 153] : [70, 67];
      if (parts === 1) expect(units).toBeLessThanOrEqual(alone);
      else {
        expect(units).toBeGreaterThan(alone);
        expect(parts).toBeGreaterThanOrEqual(Math.ceil(units / each));
        expect(parts).toBeLessThanOrEqual(Math.ceil(units / (each - 1)));
      }
    }
  });
});

describe("a machine", () => {
  it("is known by our own sentences, whole or quoted, in any language", () => {
    for (const text of [
      "There is a mistake in this code. Look at it again.",
      "You wrote: THERE IS A MISTAKE IN THIS CODE. LOOK AT IT AGAIN. Bye",
      "Support desk gets your number, place, how many you are, and needs. Nobo",
      "1 English\n2 العربية\n3 Français\n4 Español",
      "هل نراسل هذا الهاتف عند كل خبر؟ بلا ذكر من نحن ولا الموضوع. نعم أم لا؟",
    ])
      expect([text, isEcho(text)]).toEqual([text, true]);
  });
  it("is not a person who answers", () => {
    for (const text of [
      "yes",
      "I speak English and Français",
      "We are five at the port, no water. Call me.",
      "danger now doctor",
      "خطر الآن",
    ])
      expect([text, isEcho(text)]).toEqual([text, false]);
  });
});

describe("waiting", () => {
  it("doubles from half a minute to a quarter of an hour: nine tries in the first hour", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 99].map((tries) => waitAfter(tries) / 1000)).toEqual([
      30, 60, 120, 240, 480, 900, 900, 900,
    ]);
  });
});
