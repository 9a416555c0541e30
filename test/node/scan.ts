// After a journey: every byte that the platform wrote (database, rooms, ledger, what it printed) is searched for the words
// that people typed and for every name that the exercise invented. A word that may be readable is found: so it can fail.
import { everyFile, findMarks, formsOfText } from "../repo/marks.ts";
import { crowd, SEED } from "../scenarios/libya-2011/crowd.ts";

/** What journeys type as people. Who writes a journey marks what is personal with one of these words. */
const typed = [
  "Marked Name",
  "marked name",
  "Marked Head",
  "Marked Adult",
  "Marked Person",
  "Marked once",
  "Journey Person",
  "Zosima Harrowgate",
  "Marked words of an officer",
  "Marked words of hers",
  "the marked bakery",
  "اسم معلّم",
  "0912345678",
];

/** Whole names of the exercise's people: two words at least, so that none stands anywhere by chance. */
function invented(people: number): string[] {
  const names = new Set<string>();
  for (const group of crowd(people, SEED))
    for (const { name = "" } of group.input.people)
      if (/\S+\s+\S+/.test(name) && name.length >= 7) names.add(name);
  return [...names];
}

/** Mark and file of everything personal that is readable in a state folder or in what was printed. */
export function readableIn(statePath: string, printed: readonly string[], people: number): string[] {
  // What runs there is code, and holds its own examples; the secrets lie beside it on a developer's machine alone.
  const written = new Map(
    [...everyFile(statePath)].filter(([path]) => !path.startsWith("serve") && path !== "secrets.json"),
  );
  // Readable by design: a scan that does not see it has not looked.
  if (
    !findMarks({ control: formsOfText("CREATE TABLE registration (") }, written).some((one) =>
      one.includes("sqlite"),
    )
  )
    return ["the scan saw no database"];
  written.set("(printed)", Buffer.from(printed.join("\n")));
  const marks = [...typed, ...invented(people)];
  return findMarks(Object.fromEntries(marks.map((mark) => [mark, formsOfText(mark)])), written);
}
