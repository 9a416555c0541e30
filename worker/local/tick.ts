// A clock for what happens by the clock: workerd on this machine never fires a cron by itself.
// Invariant: a run begins only after the one before has ended; the same failure is told once, not at every tick.

/** Runs `work` again and again, `every` milliseconds after the run before has ended; answers what stops it. */
export function repeat(work: () => Promise<void>, every: number, tell: (line: string) => void): () => void {
  let stopped = false;
  let told = "";
  let timer = setTimeout(run, every);
  async function run() {
    try {
      await work();
      told = "";
    } catch (error) {
      const line = error instanceof Error ? error.message : String(error);
      if (!stopped && line !== told) tell(line);
      told = line;
    }
    if (!stopped) timer = setTimeout(run, every);
  }
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
