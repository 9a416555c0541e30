// `npm test [-- filter]`: builds the desk if it is stale and runs vitest (which makes sure of a browser itself).
// Invariant: the last line is "N passed, N failed", and it agrees with the exit code whatever went wrong.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWeb } from "./build.ts";
import { run } from "./run.ts";

const args = process.argv.slice(2);
const foreign = args.includes("--foreign");
const projects = foreign ? ["foreign"] : ["edge", "node"];

const folder = mkdtempSync(join(tmpdir(), "causeway-test-"));
const counts = join(folder, "counts.json");
let code = 1;
try {
  if (!foreign) await buildWeb(console.log);
  const chosen = projects.flatMap((name) => ["--project", name]);
  const rest = args.filter((arg) => arg !== "--foreign");
  const options = ["run", "--config", "test/vitest.config.ts", ...chosen, ...rest];
  ({ code } = await run("vitest", options, { env: { CAUSEWAY_COUNTS: counts } }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
const { passed, failed } = read();
rmSync(folder, { recursive: true, force: true });
// A run that broke outside its tests, or found none, is a failure.
const wrong = failed === 0 && (code !== 0 || passed === 0) ? 1 : failed;
console.log(`\n${passed} passed, ${wrong} failed`);
process.exitCode = wrong > 0 ? 1 : 0;

function read(): { passed: number; failed: number } {
  try {
    return JSON.parse(readFileSync(counts, "utf8")) as { passed: number; failed: number };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
