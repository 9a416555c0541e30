// Who may be meant: names across spellings and scripts, what a number says, and what the year of birth rules out.
import { describe, expect, it } from "vitest";
import { type Subject, subjectsOf } from "../../schema/tracing.rules.ts";
import { bornFits, meant } from "../../worker/match/meant.ts";

const now = new Date("2011-03-01T06:00:00Z");
const sought = (name: string, over = {}) => ({ name, born: null, phone: null, lang: "en", ...over });
const subject = (name: string, over: Partial<Subject> = {}): Subject => ({
  id: "per_one",
  name,
  born: null,
  relation: "self",
  speakerId: "",
  ...over,
});
const fits = (a: string, b: string) => meant(sought(a), [subject(b)], null, now) !== null;

describe("a name", () => {
  const same = [
    ["Zefirin Kwilfeder", "Zephyrine Quillfeather"],
    ["Mohamed Ahmed", "Muhammad Ahmad"],
    ["محمد أحمد", "Mohamed Ahmed"],
    ["Abdul Rahman Hayle", "Abdulrahman Haile"],
    ["Kebede Alemu", "ከበደ አለሙ"],
    ["Ram Bahadur Thapa", "राम बहादुर थापा"],
    ["Amina Haile Tesfay", "Amina Haile"],
    ["Amina Haile", "Amina Haile Tesfay"],
  ] as const;
  for (const [a, b] of same)
    it(`is found: ${a} and ${b}`, () => {
      expect(fits(a, b)).toBe(true);
    });
  const different = [
    ["Cordelia Thistlewood", "Barnaby Thistlewood"],
    ["Yusuf Haile", "Amina Haile"],
    ["Nguyen Van An", "Nguyen Thi Hoa"],
    ["Mohamed", "Mohamed Ahmed"],
    ["Amina Haile", "Amina"],
    ["", "Amina Haile"],
  ] as const;
  for (const [a, b] of different)
    it(`is not: ${a} and ${b}`, () => {
      expect(fits(a, b)).toBe(false);
    });
  it("of several people is the one that fits best", () => {
    const people = [subject("Amina Haile", { id: "per_a" }), subject("Amine Hayle", { id: "per_b" })];
    expect(meant(sought("Amina Haile"), people, null, now)?.id).toBe("per_a");
  });
});

describe("a number", () => {
  it("is enough, with its country and without, and says whoever registered", () => {
    const people = [subject("Head", { id: "per_h" }), subject("Child", { id: "per_c", relation: "child" })];
    const by = sought("Mama", { phone: "0091 222 33 44" });
    expect(meant(by, people, "+218 91 222 3344", now)?.id).toBe("per_h");
    expect(meant(by, people, "+218 91 222 3355", now)).toBeNull();
    expect(meant(sought("Mama", { phone: "44" }), people, "+218 91 222 3344", now)).toBeNull();
  });
});

describe("the year of birth", () => {
  it("rules out what lies apart, and nothing that nobody said", () => {
    expect(bornFits({ born: 1985, lang: "en" }, "year:1986", now)).toBe(true);
    expect(bornFits({ born: 1985, lang: "en" }, "year:1995", now)).toBe(false);
    expect(bornFits({ born: 1985, lang: "en" }, "age:26", now)).toBe(true);
    expect(bornFits({ born: 1985, lang: "en" }, "about:adult", now)).toBe(true);
    expect(bornFits({ born: 1985, lang: "en" }, "about:baby", now)).toBe(false);
    expect(bornFits({ born: null, lang: "en" }, "year:1995", now)).toBe(true);
    expect(bornFits({ born: 1985, lang: "en" }, null, now)).toBe(true);
  });
  it("may be said in the reader's own calendar", () => {
    expect(bornFits({ born: 1977, lang: "am" }, "year:1985", now)).toBe(true);
    expect(bornFits({ born: 2042, lang: "ne" }, "year:1985", now)).toBe(true);
    expect(bornFits({ born: 1977, lang: "en" }, "year:1985", now)).toBe(false);
  });
});

describe("who is asked", () => {
  const member = (id: string, born: string | null, relation: string | null) => ({
    id,
    name: id,
    born,
    relation,
  });
  const group = [
    member("head", "age:40", "self"),
    member("partner", "age:38", "partner"),
    member("child", "age:9", "child"),
    member("unsaid", null, "child"),
    member("uncle", null, "other"),
  ];
  const asked = (people: typeof group, codes: string[] = []) =>
    subjectsOf(people, new Set(codes), now).map((one) => `${one.id} by ${one.speakerId || "head"}`);
  it("is each adult herself, and for a child whoever registered", () => {
    expect(asked(group)).toEqual(["head by head", "child by head", "unsaid by head"]);
    expect(asked(group, ["partner"])).toEqual([
      "head by head",
      "partner by partner",
      "child by head",
      "unsaid by head",
    ]);
  });
  it("is nobody for a child who registered, and another adult still herself", () => {
    const young = [member("head", "age:15", "self"), ...group.slice(1)];
    expect(asked(young, ["partner"])).toEqual(["partner by partner"]);
  });
});
