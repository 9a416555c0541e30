// One answer for all who ask the same at the same moment: after a poke hundreds of screens of an office ask what came after
// one number. Kept for half a second, in this isolate's memory.
// @PRIVACY whoever has the key gets the answer: a key names the state of the database and everything of whoever asks that
// decides what an answer holds.

/** What a key cannot name, the age of a place and a crisis's clock, is late by no more than this. */
const KEPT = 500;
/** Whoever made it may have gone away in the middle: then each makes her own. */
const PATIENCE = 2_000;
/** Answers hold rows of people: no more than a moment's. */
const MOST = 64;

interface Made {
  at: number;
  /** Null where making it failed: nobody is told of another's failure. */
  answer: Promise<unknown>;
}
const made = new Map<string, Made>();

const isFresh = ({ at }: Made) => Math.abs(Date.now() - at) < KEPT;

/** What `make` answers, or what it answered to somebody else with this key within the last half second. `after` outlives the request. */
export async function sharing<T extends object>(
  key: string,
  make: () => Promise<T>,
  after: (work: Promise<unknown>) => void,
): Promise<T> {
  for (const [other, one] of made) if (!isFresh(one) || made.size > MOST) made.delete(other);
  const known = made.get(key);
  if (known !== undefined) {
    const answer = await Promise.race([known.answer, scheduler.wait(PATIENCE)]);
    return (answer as T | null | undefined) ?? make();
  }
  const own = make();
  const one = { at: Date.now(), answer: own.catch(() => null) };
  made.set(key, one);
  // Rows of people lie here no longer than they serve.
  const forgotten = one.answer
    .then(() => scheduler.wait(KEPT))
    .then(() => made.get(key) === one && made.delete(key));
  after(forgotten);
  return own;
}
