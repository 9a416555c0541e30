// What is asked of somebody who lost her number, and which answers pass: what an ear mishears does, a guess does not.
import { describe, expect, it } from "vitest";
import { pinFacts } from "../../schema/registration-pin.ts";
import { isRight, type Known, questionsFor, wordsOf } from "../../worker/reset/rules.ts";

const known: Known = {
  phone: "+218 91 234 56 78",
  names: ["Fatima Al-Hassan", "Yusuf", "রহিমা বেগম"],
  born: "age:34",
  landmark: "behind the blue mosque, gate 4",
  place: ["Marked School", "المدرسة"],
  needs: ["medical", "transport"],
  choice: "home",
  people: 3,
  recipients: ["org_embassyOne"],
  lang: "bn",
};
const nothing: Known = {
  phone: null,
  names: [],
  born: null,
  landmark: null,
  place: [],
  needs: [],
  choice: null,
  people: 1,
  recipients: [],
  lang: "en",
};
const now = new Date("2011-03-01T06:00:00Z");
const right = (question: (typeof pinFacts)[number], answer: string, over: Partial<Known> = {}) =>
  isRight(question, answer, { ...known, ...over }, now);
const seeds = Array.from({ length: 200 }, (_, i) =>
  (i * 2_654_435_761).toString(16).padStart(16, "0").repeat(4),
);

describe("the questions", () => {
  it("are three different ones, the same for the same case, of the five hardest to guess", () => {
    const asked = new Set<string>();
    for (const seed of seeds) {
      const questions = questionsFor(known, seed);
      expect(new Set(questions).size).toBe(3);
      expect(questionsFor(known, seed)).toEqual(questions);
      for (const one of questions) asked.add(one);
    }
    expect([...asked].sort()).toEqual(["born", "landmark", "name", "phone", "place"]);
  });
  it("leave out what was not told", () => {
    for (const seed of seeds) {
      const little = { ...nothing, recipients: ["org_x"], born: "about:adult", names: ["…"], phone: "12" };
      expect(questionsFor(little, seed).sort()).toEqual(["lang", "people", "recipient"]);
    }
  });
});

describe("an answer", () => {
  it("passes as it was told, in other digits, other case, without accents", () => {
    expect(right("phone", "0912345678")).toBe(true);
    expect(right("phone", "٠٩١٢٣٤٥٦٧٨")).toBe(true);
    expect(right("name", "fatima")).toBe(true);
    expect(right("name", "FÁTIMA al hassan")).toBe(true);
    expect(right("name", "রহিমা")).toBe(true);
    expect(right("name", "أحمد", { names: ["احمد"] })).toBe(true);
    expect(right("name", "مُحَمَّد", { names: ["محمد"] })).toBe(true);
    expect(right("people", "৩")).toBe(true);
    expect(right("landmark", "blue mosque")).toBe(true);
    expect(right("place", "the marked school")).toBe(true);
    expect(right("place", "المدرسة")).toBe(true);
    expect(right("need", "medical")).toBe(true);
  });
  it("passes where it was only heard a little wrong", () => {
    expect(right("name", "Fathima")).toBe(true);
    expect(right("name", "Yusef")).toBe(true);
    expect(right("born", "35")).toBe(true);
    expect(right("born", "1977")).toBe(true);
    expect(right("born", "1998", { born: "ethiopian:1990" })).toBe(true);
    expect(right("born", "1990", { born: "ethiopian:1990" })).toBe(true);
  });
  it("does not pass as a guess", () => {
    expect(right("phone", "345678")).toBe(true);
    expect(right("phone", "45678")).toBe(false);
    expect(right("phone", "")).toBe(false);
    for (const guess of ["a", "Fatima Yusuf", "Fat", "Al", "", "...", "Omar", "রহিম উদ্দিন"])
      expect([guess, right("name", guess)]).toEqual([guess, guess === "Al"]);
    for (const guess of ["30", "40", "about:adult", "x", ""]) expect(right("born", guess)).toBe(false);
    for (const guess of ["the", "behind the", "red church", "school", ""])
      expect([guess, right("landmark", guess)]).toEqual([guess, guess === "behind the"]);
    expect(right("need", "baby")).toBe(false);
    expect(right("need", "")).toBe(false);
    expect(right("choice", "stay")).toBe(false);
    expect(right("people", "2")).toBe(false);
    expect(right("recipient", "org_embassyTwo")).toBe(false);
    expect(right("lang", "en")).toBe(false);
  });
  it("passes nothing where nothing was told", () => {
    for (const fact of pinFacts.filter((one) => one !== "people" && one !== "lang"))
      for (const answer of ["", "null", "x", "0"])
        expect([fact, isRight(fact, answer, nothing, now)]).toEqual([fact, false]);
  });
  it("is cut into words in every script", () => {
    expect(wordsOf("Al-Hassan, gate 4")).toEqual(["al", "hassan", "gate", "4"]);
    expect(wordsOf("በጎ ሰው")).toHaveLength(2);
    expect(wordsOf("အောင်")).toHaveLength(1);
  });
});
