// The exercise in a local platform: loads it once and remembers that it is whole.
// Invariant: demo.json says `finished` only after the last line was loaded; a state that holds half of it is thrown away.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Demo {
  people: number;
  finished: boolean;
  /** Accounts that sign in by a link: another version of the exercise has others. */
  officers?: readonly string[];
}

const scenario = () => import("../../test/scenarios/libya-2011/load.ts");
const fileOf = (statePath: string) => join(statePath, "demo.json");

export function demoOf(statePath: string): Demo | null {
  if (!existsSync(fileOf(statePath))) return null;
  try {
    const found = JSON.parse(readFileSync(fileOf(statePath), "utf8")) as Partial<Demo>;
    return {
      people: Number(found.people),
      finished: found.finished === true,
      officers: found.officers ?? [],
    };
  } catch {
    return { people: 0, finished: false };
  }
}

/** Removes a state whose loading was cut short; true where it was so. */
export function dropHalfLoaded(statePath: string): boolean {
  if (demoOf(statePath)?.finished !== false) return false;
  rmSync(statePath, { recursive: true, force: true });
  return true;
}

export interface Loading {
  url: string;
  token: string;
  statePath: string;
  people: number;
  log(line: string): void;
}

export async function loadOnce({ url, token, statePath, people, log }: Loading): Promise<void> {
  const { demoOfficers } = await import("../../test/scenarios/libya-2011/crisis.ts");
  const officers = demoOfficers.map((one) => one.id);
  const loaded = demoOf(statePath);
  if (loaded?.finished && `${loaded.officers}` !== `${officers}`)
    throw new Error(
      "the exercise was loaded by another version of Causeway. Load it anew with `npm start -- --fresh`; what was changed in it is then gone.",
    );
  if (loaded?.finished) return;
  const note = (finished: boolean) => {
    mkdirSync(statePath, { recursive: true });
    writeFileSync(fileOf(statePath), JSON.stringify({ people, finished, officers } satisfies Demo));
  };
  note(false);
  await (await scenario()).loadDemo(url, { people, token, log });
  note(true);
}

/** Who can sign in, with a fresh one-time link each, and the exercise's migrant with her code and PIN. */
export async function doorsOf(url: string, token: string) {
  const { demoSignIn, demoMigrant } = await scenario();
  return { officers: await demoSignIn(url, token), migrant: await demoMigrant(url, token) };
}
