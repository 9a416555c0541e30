// Slows down who fails, in D1, so that it holds across isolates (ruling 12: failures only, never a permanent lock). Counts are
// forgotten little by little. Where a guess must not slip past while another is under way, it is taken first, in one
// statement, and given back when it was right. Subjects are keyed hashes; sheets (worker/intake/many.ts) count though they did
// not fail.
import { Problem } from "../../schema/kit/problem.ts";
import { keep } from "./commit.ts";

export interface Pace {
  /** Failures beyond the first three that cost no waiting. */
  free: number;
  /** The longest delay, in seconds. */
  most: number;
  /** Seconds after which one failure is forgotten; without it all are, after a day without any. */
  forgets?: number;
}

/** For an address, which many share, at doors that nobody guesses open: never more than ten seconds. */
export const byAddress: Pace = { free: 20, most: 10, forgets: 10 };

/** Beyond those that are free no more than these are remembered: what is over is forgotten soon. */
const REMEMBERED = 16;
const NEVER = 1e12;
const DAY = 86_400_000;

export interface AttemptRow {
  failures: number;
  lastAt: string;
}

/** Seconds to wait after this many failures: none for the first three, then doubling from 2 s up to 15 minutes. */
export function delayAfter(count: number): number {
  return count < 3 ? 0 : Math.min(900, 2 ** (count - 2));
}

/** Seconds that a subject still waits; zero or less where it may try. Who failed waits `least` seconds in any case. */
export function waitOf(row: AttemptRow | null, pace: Pace, now: Date, least = 0): number {
  if (row === null || row.failures < 0.5) return 0;
  const delay = Math.max(least, Math.min(pace.most, delayAfter(Math.round(row.failures) - pace.free)));
  return delay - (now.getTime() - Date.parse(row.lastAt)) / 1000;
}

/** What is left of a count now. */
export function leftOf(row: AttemptRow | null, pace: Pace, now: Date): number {
  if (row === null) return 0;
  const seconds = (now.getTime() - Date.parse(row.lastAt)) / 1000;
  return Math.max(0, row.failures - seconds / (pace.forgets ?? NEVER));
}

export function tooSoon(wait: number): Problem {
  return new Problem("too-many", { retryAfter: Math.max(1, Math.ceil(wait)) });
}

function findAttempt(db: D1Database, door: string, subject: string): Promise<AttemptRow | null> {
  return db
    .prepare("SELECT failures, lastAt FROM attempt WHERE door = ?1 AND subject = ?2")
    .bind(door, subject)
    .first<AttemptRow>();
}

/** What is counted of several subjects, each of another door, by door. */
export async function findAttempts(
  db: D1Database,
  subjects: readonly (readonly [door: string, subject: string])[],
): Promise<Map<string, AttemptRow>> {
  const { results } = await db
    .prepare(
      "SELECT door, failures, lastAt FROM attempt WHERE (door, subject) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?1))",
    )
    .bind(JSON.stringify(subjects))
    .all<AttemptRow & { door: string }>();
  return new Map(results.map((row) => [row.door, row]));
}

/** Raises `too-many` while a subject's delay runs. */
export async function refuseIfWaiting(
  db: D1Database,
  door: string,
  subject: string,
  now: Date,
  pace: Pace,
): Promise<void> {
  const wait = waitOf(await findAttempt(db, door, subject), pace, now);
  if (wait > 0) throw tooSoon(wait);
}

/** How many failures of a subject are counted now; a day without any forgets them. */
export async function countOf(db: D1Database, door: string, subject: string, now: Date): Promise<number> {
  const row = await findAttempt(db, door, subject);
  return row === null || now.getTime() - Date.parse(row.lastAt) > DAY ? 0 : Math.round(row.failures);
}

const SECONDS = "(julianday(?3) - julianday(lastAt)) * 86400.0";
const ONE_MORE = `INSERT INTO attempt (door, subject, failures, lastAt) VALUES (?1, ?2, 1, ?3) ON CONFLICT DO UPDATE SET lastAt = ?3,
  failures = iif(lastAt < ?4, 1, 1 + min(?6, max(0, failures - max(0, ${SECONDS}) / ?5)))`;
const WHOLE = "CAST(failures + 0.5 AS INTEGER)";
/** The same delays as `waitOf`, for the one statement that checks and counts. */
const MAY_TRY = `failures < 0.5 OR ${SECONDS} >= max(?9, min(?8, iif(${WHOLE} - ?7 < 3, 0, 1 << min(20, ${WHOLE} - ?7 - 2))))`;

function oneMore(door: string, subject: string, now: Date, pace: Pace): (string | number)[] {
  const dayAgo = new Date(now.getTime() - DAY).toISOString();
  const { free, forgets } = pace;
  return [
    door,
    subject,
    now.toISOString(),
    dayAgo,
    forgets ?? NEVER,
    forgets === undefined ? NEVER : free + REMEMBERED,
  ];
}

/** One more failure of a subject. */
export async function countAttempt(
  db: D1Database,
  door: string,
  subject: string,
  now: Date,
  pace: Pace,
): Promise<void> {
  await keep(db, [db.prepare(ONE_MORE).bind(...oneMore(door, subject, now, pace))]);
}

/**
 * Counts a try before it is known to be right, in one statement with the check of its delay: of many at once only as many pass
 * as may. Raises `too-many`. Whoever was right gives it back.
 */
export async function takeAttempt(
  db: D1Database,
  door: string,
  subject: string,
  now: Date,
  pace: Pace,
  least = 0,
): Promise<void> {
  const taken = await db
    .prepare(`${ONE_MORE} WHERE ${MAY_TRY} RETURNING failures`)
    .bind(...oneMore(door, subject, now, pace), pace.free, pace.most, least)
    .first();
  if (taken === null) throw tooSoon(waitOf(await findAttempt(db, door, subject), pace, now, least));
}

/** A try that did not fail after all. */
export function giveBack(db: D1Database, door: string, subject: string): D1PreparedStatement {
  return db
    .prepare("UPDATE attempt SET failures = max(0, failures - 1) WHERE door = ?1 AND subject = ?2")
    .bind(door, subject);
}

/** A right answer clears the subject. */
export function clearAttempt(db: D1Database, door: string, subject: string): D1PreparedStatement {
  return db.prepare("DELETE FROM attempt WHERE door = ?1 AND subject = ?2").bind(door, subject);
}

/** Remembers a subject that did nothing wrong, as long as attempts are kept. */
export function markSubject(db: D1Database, door: string, subject: string, now: Date): D1PreparedStatement {
  return db
    .prepare(
      "INSERT INTO attempt (door, subject, failures, lastAt) VALUES (?1, ?2, 0, ?3) ON CONFLICT DO UPDATE SET lastAt = ?3",
    )
    .bind(door, subject, now.toISOString());
}
