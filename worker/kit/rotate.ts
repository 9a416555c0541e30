// Sealing many rows anew by the clock. Invariant: a row that does not open holds up no other.
import { keep } from "./commit.ts";

/**
 * Writes what each row's own work says. Rows that fail (somebody tampered with them, or their version left the ring) stay as
 * they are and are tried again the next time; raises an error with their number once all others are written.
 */
export async function keepEach<Row>(
  db: D1Database,
  rows: readonly Row[],
  anew: (row: Row) => Promise<D1PreparedStatement>,
): Promise<number> {
  const done = await Promise.allSettled(rows.map(anew));
  const writes = done.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  await keep(db, writes);
  const failed = rows.length - writes.length;
  if (failed > 0)
    throw new Error(`${String(failed)} of ${String(rows.length)} rows could not be sealed anew`);
  return writes.length;
}

/** Does all of it, whatever becomes of one; raises the first error afterwards. Answers the sum. */
export async function sumOf(works: readonly Promise<number>[]): Promise<number> {
  const done = await Promise.allSettled(works);
  const broken = done.find((one) => one.status === "rejected");
  if (broken !== undefined) throw broken.reason;
  return done.reduce((sum, one) => sum + (one.status === "fulfilled" ? one.value : 0), 0);
}
