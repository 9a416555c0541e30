// `node worker/local/setup.mjs verify <copy of the database> <heads: a file or an address>`: was the audit touched? Ends with
// 1 where it was. The copy is a database file or what `wrangler d1 export` wrote; heads are what HEADS_ADDRESS published.
import { readFileSync } from "node:fs";
import { HEADS_ADDRESS, type PublishedHead } from "../../schema/audit.rules.ts";
import { openCopy, sentence, verifyCopy } from "./copy.ts";

function fail(line: string): never {
  console.error(line);
  process.exit(2);
}

const [copy, from] = process.argv.slice(2);
if (copy === undefined || from === undefined)
  fail(
    `Which? verify <copy of the database> <heads>: a file, or an address such as https://help.example${HEADS_ADDRESS}`,
  );

/** All heads, following `next` where they come from an address. */
async function headsFrom(place: string): Promise<PublishedHead[]> {
  if (!/^https?:\/\//.test(place))
    return (JSON.parse(readFileSync(place, "utf8")) as { heads: PublishedHead[] }).heads;
  const heads: PublishedHead[] = [];
  for (let next: string | null = place; next !== null; ) {
    const response = await fetch(next);
    if (!response.ok) throw new Error(`${next} answered ${String(response.status)}`);
    const page = (await response.json()) as { heads: PublishedHead[]; next: string | null };
    heads.push(...page.heads);
    next = page.next === null ? null : new URL(page.next, place).href;
  }
  return heads;
}

try {
  const heads = await headsFrom(from);
  const db = openCopy(copy);
  const findings = await verifyCopy(db, heads);
  db.close();
  for (const finding of findings) console.log(sentence(finding));
  if (heads.length === 0) console.log("No head was given: only the copy's own links were checked.");
  process.exitCode = findings.some((finding) => finding.broken !== null) ? 1 : 0;
} catch (error) {
  fail(`Not verified: ${error instanceof Error ? error.message : String(error)}`);
}
