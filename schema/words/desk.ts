// What officers read: their own sentences and those of the people whom they help, in the two languages of the desk.
import peopleAr from "./ar.json" with { type: "json" };
import deskAr from "./desk/ar.json" with { type: "json" };
import deskEn from "./desk/en.json" with { type: "json" };
import peopleEn from "./en.json" with { type: "json" };
import { speechOf, type WordFile } from "./speak.ts";

type Desk = Pick<WordFile, "lang" | "reviewed" | "words">;

function joined(people: WordFile, desk: Desk): WordFile {
  return {
    ...people,
    reviewed: people.reviewed && desk.reviewed,
    words: { ...people.words, ...desk.words },
  };
}

export const { wordLanguages, say, sayTime } = speechOf([joined(peopleEn, deskEn), joined(peopleAr, deskAr)]);
