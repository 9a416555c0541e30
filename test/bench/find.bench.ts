// Finding by name and by number in one organisation's cases, and what sealing costs: time and rows read as the cases grow,
// and how well names of others are found by their partner in another script (where their files are at hand).
// BENCH_CASES="2000,100000" says how many cases.
import { existsSync, readFileSync } from "node:fs";
import { at } from "../../worker/local/root.ts";
import { findingQuality, sumOf } from "../foreign/finding.ts";
import { CRISIS, START } from "../kit/people.ts";
import { random } from "../kit/random.ts";
import {
  chunks,
  conditions,
  ms,
  openPlatform,
  type Platform,
  type Print,
  quantile,
  timesOf,
} from "./setting.ts";

const asked = (process.env.BENCH_CASES ?? "2000,100000").split(",").map(Number);
const TIMES = 60;

interface Names {
  given: string[];
  family: string[];
}

/** Names of every script that the exercise invents, each as often as in life: a few are everywhere, most are rare. */
function names(): Names {
  const { people } = {
    people: JSON.parse(readFileSync(at("test/scenarios/libya-2011/name.json"), "utf8")) as unknown,
  };
  const all: Names = { given: [], family: [] };
  const walk = (value: unknown, key = ""): void => {
    if (key === "script" || key === "order") return;
    if (typeof value === "string") all[/family|last|sur/i.test(key) ? "family" : "given"].push(value);
    else if (Array.isArray(value)) for (const one of value) walk(one, key);
    else if (typeof value === "object" && value !== null)
      for (const [name, one] of Object.entries(value)) walk(one, name);
  };
  walk(people);
  return {
    given: all.given.length > 0 ? all.given : all.family,
    family: all.family.length > 0 ? all.family : all.given,
  };
}

function* cases(from: number, until: number) {
  const { given, family } = names();
  const dice = random(from + 1);
  // Squared: the first names of the list take most of the people.
  const pick = (list: string[]) => list[Math.floor(dice.next() ** 2 * list.length)] ?? "";
  const syllables = ["ba", "ri", "mo", "ta", "sel", "kun", "har", "zu", "den", "lo", "fa", "shi"];
  const rare = () => Array.from({ length: 3 }, () => dice.of(syllables)).join("");
  for (let n = from; n < until; n++)
    yield {
      id: `reg_bench${String(n).padStart(9, "0")}`,
      at: START,
      input: {
        crisisId: CRISIS,
        lang: "en",
        recipients: ["org_supportDesk"],
        people: Array.from({ length: dice.whole(1, 2) }, () => ({
          name: `${pick(given)} ${dice.next() < 0.3 ? rare() : pick(family)}`,
          born: "30",
        })),
        phone: `+999 55 ${String(1_000_000 + n)}`,
      },
    };
}

async function measure(platform: Platform, cookie: string, print: Print): Promise<void> {
  const headers = { Cookie: cookie, "Sec-Fetch-Site": "same-origin" };
  const { given, family } = names();
  const dice = random(7);
  const asks: Record<string, () => Record<string, string>> = {
    "two words": () => ({ name: `${dice.of(given)} ${dice.of(family)}` }),
    "one common word": () => ({ name: given[0] ?? "" }),
    "one rare word": () => ({ name: "selkunzu" }),
    nobody: () => ({ name: "Wolfgang Quistorp" }),
    "a number": () => ({ phone: `55 ${String(1_000_000 + dice.whole(0, 1999))}` }),
  };
  for (const [name, input] of Object.entries(asks)) {
    let [rows, shown] = [0, 0];
    const taken = await timesOf(TIMES, async () => {
      const got = await platform.send(
        "POST",
        "/api/registration/find",
        { crisisId: CRISIS, ...input() },
        headers,
      );
      if (got.status !== 200) throw new Error(JSON.stringify(got.body));
      rows = Math.max(rows, Number(got.headers.get("X-Count-read")));
      shown += (got.body.found as unknown[]).length;
    });
    print(
      `  ${name.padEnd(16)} p50 ${ms(quantile(taken, 0.5))}, p95 ${ms(quantile(taken, 0.95))}, at most ${String(rows)} rows read, ${(shown / TIMES).toFixed(1)} shown`,
    );
  }
}

export default async function bench(print: Print): Promise<void> {
  print(conditions());
  if (existsSync(at("..", "shared", "data", "names")))
    for (const [what, full] of [
      ["single names", false],
      ["two names", true],
    ] as const) {
      const { asked: n, found, first, shown, right } = sumOf(findingQuality(full));
      print(
        `${what} of others, ${String(n)} asked in Latin letters: recall ${(found / n).toFixed(3)}, first ${(first / n).toFixed(3)}, precision ${(right / shown).toFixed(3)} (without Han)`,
      );
    }
  const platform = await openPlatform();
  try {
    const cookie = await platform.signIn("off_desk001");
    const empty = await platform.size();
    let loaded = 0;
    for (const wanted of asked) {
      const start = performance.now();
      for (const chunk of chunks(cases(loaded, wanted), 400)) await platform.load(chunk);
      const seconds = (performance.now() - start) / 1000;
      print(
        `${String(wanted)} cases: loaded at ${((wanted - loaded) / seconds).toFixed(0)} a second, ${(((await platform.size()) - empty) / wanted).toFixed(0)} bytes a case`,
      );
      loaded = wanted;
      await measure(platform, cookie, print);
    }
  } finally {
    await platform.stop();
  }
}
