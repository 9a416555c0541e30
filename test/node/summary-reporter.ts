// Counts what passed and failed for `npm test`, which prints the closing line. A file that could not be read and an
// error outside a test count as failures. Where nobody asks for the counts, it prints the line itself.
import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** What the counting needs of a test module. */
export interface Counted {
  errors(): readonly unknown[];
  children: {
    allTests(): Iterable<{ result(): { state: string } }>;
    allSuites(): Iterable<{ errors(): readonly unknown[] }>;
  };
}

export function count(modules: readonly Counted[], stray: number): { passed: number; failed: number } {
  const totals = { passed: 0, failed: stray };
  for (const module of modules) {
    let failed = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") totals.passed++;
      // "pending": it was to run and never did. Left out by a filter is neither.
      else if (state !== "skipped") failed++;
    }
    const broken =
      module.errors().length + [...module.children.allSuites()].filter((s) => s.errors().length > 0).length;
    totals.failed += failed + (failed === 0 && broken > 0 ? 1 : 0);
  }
  return totals;
}

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const totals = count(modules, errors.length);
    const path = process.env.CAUSEWAY_COUNTS;
    if (path) writeFileSync(path, JSON.stringify(totals));
    else process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed\n`);
  }
}
