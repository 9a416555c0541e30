// Ending cleanly. One Ctrl-C can arrive several times at once (from the terminal, from npm, from setup.mjs).
// Invariant: the first asks and is done within the deadline; one that comes later than the echoes forces.

const ECHO = 400;
const DEADLINE = 2500;

/** On the first signal runs what `ending` gives, then exits with 0. */
export function stopOnSignal(ending: () => Promise<unknown>): void {
  let first = 0;
  const stop = () => {
    if (first !== 0) {
      if (performance.now() - first > ECHO) process.exit(130);
      return;
    }
    first = performance.now();
    setTimeout(() => process.exit(0), DEADLINE);
    ending().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
}
