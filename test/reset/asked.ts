// An officer asks for a new secret number with what her own screen shows of the case.
import { registrationGet } from "../../schema/registration-desk.ts";
import { registrationPinQuestions, registrationResetPin } from "../../schema/registration-pin.ts";
import { freshKey, type Someone } from "../kit/world.ts";

/** The answers, out of what an officer's own screen shows of the case. */
export async function answersOf(her: Someone, id: string) {
  const seen = (await her.does(registrationGet, { id })).body as unknown as {
    phone: string | null;
    persons: { name: string; born: string }[];
    landmark: string | null;
    needs: string[];
    choice: string;
    people: number;
    lang: string;
  };
  const known: Record<string, string> = {
    phone: seen.phone ?? "",
    name: seen.persons[0]?.name ?? "",
    born: String(seen.persons[0]?.born).split(":")[1] ?? "",
    landmark: seen.landmark ?? "",
    need: seen.needs[0] ?? "",
    choice: seen.choice,
    people: String(seen.people),
    recipient: "org_embassyOne",
    lang: seen.lang,
    place: "",
  };
  const { questions } = (await her.does(registrationPinQuestions, { id })).body as unknown as {
    questions: string[];
  };
  return questions.map((question) => ({ question, answer: known[question] }));
}
export const says = async (her: Someone, id: string, alone?: string) =>
  her.does(
    registrationResetPin,
    { id, answers: await answersOf(her, id), ...(alone === undefined ? {} : { alone }) },
    { key: freshKey() },
  );
