// `npm test [-- filter]`: builds the desk if it is stale and runs vitest (which makes sure of a browser itself).
// Invariant: the last line is "N passed, N failed", and it agrees with the exit code whatever went wrong.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWeb } from "./build.ts";
import { run } from "./run.ts";

const args = process.argv.slice(2);
const foreign = args.includes("--foreign");
const named = args.some((arg) => arg.startsWith("--project")) ? [] : ["edge", "node"];
const projects = (foreign ? ["foreign"] : named).flatMap((name) => ["--project", name]);
const rest = args.filter((arg) => arg !== "--foreign");

const built = foreign || (await build());
const tests = await runTests(["run", "--config", "test/vitest.config.ts", ...projects, ...rest]);
const failed = tests.failed + (built ? 0 : 1);
console.log(`\n${tests.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** A desk that cannot be built is one failure; the tests that need none of it still run. */
async function build(): Promise<boolean> {
  try {
    await buildWeb(console.log);
    return true;
  } catch (error) {
    console.error(`The desk could not be built: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

/** What the reporter counted. A run that broke outside its tests, or found none, is a failure. */
async function runTests(options: readonly string[]): Promise<{ passed: number; failed: number }> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-test-"));
  const counts = join(folder, "counts.json");
  try {
    const { code } = await run("vitest", options, { env: { CAUSEWAY_COUNTS: counts } });
    const { passed, failed } = JSON.parse(readFileSync(counts, "utf8")) as Record<
      "passed" | "failed",
      number
    >;
    return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
