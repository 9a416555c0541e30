// Slows down those who fail, and only them: a whole camp shares one address (ruling 12). Two counters: one in this
// isolate's memory for floods of refused requests, one in D1 for guessed codes, which must hold across isolates. Sheets of
// fifty groups (worker/intake/many.ts) and complaints without an account are counted though they did not fail.
import { Problem } from "../../schema/kit/problem.ts";
import { keep } from "./commit.ts";

const WINDOW = 60_000;
const MOST_FAILURES = 300;
const failures = new Map<string, { since: number; count: number }>();

/** Raises `too-many` where this address sent hundreds of refused requests within the last minute. */
export function refuseIfFlooding(address: string): void {
  const seen = failures.get(address);
  if (seen === undefined) return;
  const age = Date.now() - seen.since;
  // A machine's clock may be set back.
  if (age > WINDOW || age < 0) failures.delete(address);
  else if (seen.count >= MOST_FAILURES)
    throw new Problem("too-many", { retryAfter: Math.ceil((WINDOW - age) / 1000) });
}

export function countFailure(address: string): void {
  const seen = failures.get(address);
  if (seen === undefined || Math.abs(Date.now() - seen.since) > WINDOW) {
    if (failures.size > 10_000) failures.clear();
    failures.set(address, { since: Date.now(), count: 1 });
  } else seen.count++;
}

/** Seconds to wait after this many failures: none for the first three, then doubling from 2 s up to 15 minutes. */
export function delayAfter(count: number): number {
  return count < 3 ? 0 : Math.min(900, 2 ** (count - 2));
}

/**
 * Raises `too-many` while a subject's delay runs. `free` failures cost nothing (more for an address than a code); no delay
 * is longer than `most` seconds.
 */
export async function refuseIfWaiting(
  db: D1Database,
  door: string,
  subject: string,
  now: Date,
  free = 0,
  most = 900,
): Promise<void> {
  const row = await db
    .prepare("SELECT failures, lastAt FROM attempt WHERE door = ?1 AND subject = ?2")
    .bind(door, subject)
    .first<{ failures: number; lastAt: string }>();
  if (row === null) return;
  const wait =
    Math.min(most, delayAfter(row.failures - free)) - (now.getTime() - Date.parse(row.lastAt)) / 1000;
  if (wait > 0) throw new Problem("too-many", { retryAfter: Math.ceil(wait) });
}

/** How many failures of a subject are counted now; a day without any forgets them. */
export async function countOf(db: D1Database, door: string, subject: string, now: Date): Promise<number> {
  const dayAgo = new Date(now.getTime() - 86_400_000).toISOString();
  const row = await db
    .prepare("SELECT failures FROM attempt WHERE door = ?1 AND subject = ?2 AND lastAt >= ?3")
    .bind(door, subject, dayAgo)
    .first<{ failures: number }>();
  return row?.failures ?? 0;
}

/** One more failure of these subjects; a day without any starts again from one. */
export async function countAttempt(
  db: D1Database,
  door: string,
  subjects: string[],
  now: Date,
): Promise<void> {
  const dayAgo = new Date(now.getTime() - 86_400_000).toISOString();
  const statement = db.prepare(
    `INSERT INTO attempt VALUES (?1, ?2, 1, ?3) ON CONFLICT DO UPDATE SET failures = iif(lastAt < ?4, 1, failures + 1), lastAt = ?3`,
  );
  await keep(
    db,
    subjects.map((subject) => statement.bind(door, subject, now.toISOString(), dayAgo)),
  );
}

/** A right answer clears the subject. */
export function clearAttempt(db: D1Database, door: string, subject: string): D1PreparedStatement {
  return db.prepare("DELETE FROM attempt WHERE door = ?1 AND subject = ?2").bind(door, subject);
}
