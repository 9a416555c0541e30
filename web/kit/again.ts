// Asking again after a read that failed: one timer for each thing that is read, later each time, and never before the
// moment that the server named. A refusal that no waiting mends (not allowed, not found) is not asked again.
import type { ProblemSeen } from "./call.ts";

const FIRST = 2000;
const LONGEST = 60_000;

/** Milliseconds to wait after so many failures; chance (0 to 1) keeps a thousand desks from asking at once. */
export function waitAfter(failures: number, retryAfter = 0, chance = Math.random()): number {
  const step = Math.min(LONGEST, FIRST * 2 ** (failures - 1));
  return Math.max(step * (0.75 + chance / 2), retryAfter * 1000 * (1 + chance / 4));
}

/** No network, too many, or a server that could not. */
export function passes({ status }: Pick<ProblemSeen, "status">): boolean {
  return status === 0 || status === 429 || status >= 500;
}

export interface Again {
  /** How a read ended: null where it succeeded. */
  told(problem: ProblemSeen | null): void;
  /** Milliseconds for which nobody should ask. */
  closed(): number;
  stop(): void;
}

export function askAgain(work: () => void): Again {
  let failures = 0;
  let notBefore = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    failures = 0;
    notBefore = 0;
  };
  return {
    told(problem) {
      clearTimeout(timer);
      if (problem === null || !passes(problem)) return stop();
      failures++;
      notBefore = Date.now() + (problem.retryAfter ?? 0) * 1000;
      timer = setTimeout(work, waitAfter(failures, problem.retryAfter));
    },
    closed: () => Math.max(0, notBefore - Date.now()),
    stop,
  };
}
