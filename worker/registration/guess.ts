// Guesses of a secret number. What grows long is the delay of one code tried from one address; a code alone, from wherever it
// is tried, waits a minute at most, so that nobody who guesses keeps its own person out; and an address alone makes no right
// number wait. Each guess is taken before it is looked at. The arithmetic stands in SECURITY.md.
import {
  clearAttempt,
  countAttempt,
  findAttempts,
  giveBack,
  leftOf,
  markSubject,
  type Pace,
  takeAttempt,
  tooSoon,
  waitOf,
} from "../kit/attempt.ts";
import { keep } from "../kit/commit.ts";
import type { Ctx } from "../kit/door.ts";
import { type Bytes, hex, keyedHash } from "../kit/seal.ts";

/** One code from one address: three are free, then 2 s doubling to 15 minutes; one is forgotten every quarter of an hour. */
const pair: Pace = { free: 0, most: 900, forgets: 900 };
/** One code from anywhere: six are free, then up to a minute. */
const code: Pace = { free: 3, most: 60, forgets: 300 };
/** An address: forty are free. It only makes a code wait that was tried wrongly there before, ten seconds at most. */
const address: Pace = { free: 37, most: 10, forgets: 10 };

export interface Guess {
  pair: string;
  referenceHash: string;
  /** Where this code was right, within the last week or since it was made. */
  here: string;
  known: boolean;
}

/** @PRIVACY a keyed hash of code and address together: it joins no two codes of one address, and is kept for a week. */
function hereOf(ctx: Pick<Ctx, "settings" | "address">, referenceHash: string): Promise<string> {
  return keyedHash(ctx.settings, "pin-here", `${referenceHash}\n${ctx.address}`);
}

/**
 * Takes a guess, or raises `too-many`. Does the same work for a code that nobody has. The salt is part of it: a new secret
 * number starts anew. Where the code was right before from this address, guesses from elsewhere hold nobody up.
 */
export async function takeGuess(ctx: Ctx, referenceHash: string, salt: Bytes): Promise<Guess> {
  const here = await hereOf(ctx, referenceHash);
  const subject = await keyedHash(ctx.settings, "pin-pair", `${here}\n${hex(salt)}`);
  const counts = await findAttempts(ctx.db, [
    ["pinCode", referenceHash],
    ["pinAddress", ctx.address],
    ["pinHere", here],
  ]);
  const known = counts.has("pinHere");
  const wait = known ? 0 : waitOf(counts.get("pinCode") ?? null, code, ctx.real);
  if (wait > 0) throw tooSoon(wait);
  const failed = leftOf(counts.get("pinAddress") ?? null, address, ctx.real);
  const least = waitOf({ failures: failed, lastAt: ctx.real.toISOString() }, address, ctx.real);
  await takeAttempt(ctx.db, "pin", subject, ctx.real, pair, least);
  const guess: Guess = { pair: subject, referenceHash, here, known };
  if (known) return guess;
  try {
    await takeAttempt(ctx.db, "pinCode", referenceHash, ctx.real, code);
  } catch (error) {
    await keep(ctx.db, [giveBack(ctx.db, "pin", subject)]);
    throw error;
  }
  return guess;
}

/** The guess was wrong: its address is counted too. */
export function missGuess(ctx: Ctx): Promise<void> {
  return countAttempt(ctx.db, "pinAddress", ctx.address, ctx.real, address);
}

/** The guess was right: it counts for nothing, and this address is known for this code. */
export function returnGuess(ctx: Ctx, guess: Guess): D1PreparedStatement[] {
  return [
    clearAttempt(ctx.db, "pin", guess.pair),
    ...(guess.known ? [] : [giveBack(ctx.db, "pinCode", guess.referenceHash)]),
    markSubject(ctx.db, "pinHere", guess.here, ctx.real),
  ];
}

/** Whoever made a request by herself comes back to it from the same address, however many guess it elsewhere. */
export async function knowMade(ctx: Ctx, reference: string): Promise<D1PreparedStatement> {
  const here = await hereOf(ctx, await keyedHash(ctx.settings, "reference", reference));
  return markSubject(ctx.db, "pinHere", here, ctx.real);
}

/** A new secret number: guesses at the old one hold nobody up. */
export function forgetGuesses(db: D1Database, referenceHash: string): D1PreparedStatement {
  return clearAttempt(db, "pinCode", referenceHash);
}

/** Guesses of the old number by whoever holds an open session: they do not count at the door, nor the door's here. */
export async function takeSessionGuess(ctx: Ctx, referenceHash: string, salt: Bytes): Promise<string> {
  const subject = await keyedHash(ctx.settings, "pin-session", `${referenceHash}\n${hex(salt)}`);
  await takeAttempt(ctx.db, "pin", subject, ctx.real, pair);
  return subject;
}
