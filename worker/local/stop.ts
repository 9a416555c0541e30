// Ending cleanly. One Ctrl-C can arrive several times at once (from the terminal, from npm, from setup.mjs).
// Invariant: the first asks and is done within the deadline; one that comes later than the echoes forces.

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const ECHO = 400;
const DEADLINE = 2500;

/** Runs `make` and takes off what it hung on the signals: miniflare would end us at once, before we have tidied up. */
export function keepSignals<T>(make: () => T): T {
  const before = SIGNALS.map((signal) => process.listeners(signal));
  const made = make();
  SIGNALS.forEach((signal, i) => {
    for (const one of process.listeners(signal)) if (!before[i]?.includes(one)) process.off(signal, one);
  });
  return made;
}

/** On the first signal runs what `ending` gives, then exits with 0. Answers whether that has begun. */
export function stopOnSignal(ending: () => Promise<unknown>): () => boolean {
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
  for (const signal of SIGNALS) process.on(signal, stop);
  return () => first !== 0;
}
