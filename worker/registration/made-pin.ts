// Secret numbers that the server makes where nobody types one. None is stored: the sealed reply that waits for a retry holds a
// random word, and the number is derived from that word, the act and its key, under the pepper. Who knows the key of an act,
// as it stands in the audit, makes another word with it, and so learns nothing.
import type { Ctx } from "../kit/door.ts";
import { derivedPin, randomToken } from "../kit/seal.ts";

const MARK = "derived:";

export interface MadePin {
  pin: string;
  /** What stands in the stored reply in its place. */
  stored: string;
}

const pinOf = (ctx: Ctx, word: string) =>
  derivedPin(ctx.settings, JSON.stringify([ctx.actName, ctx.actId, word]));

export async function makePin(ctx: Ctx): Promise<MadePin> {
  const word = randomToken();
  return { pin: await pinOf(ctx, word), stored: `${MARK}${word}` };
}

/** The number for whoever sends the very same act again; what was typed by somebody stays unsaid. */
export async function tellPin(ctx: Ctx, stored: string): Promise<string> {
  return stored.startsWith(MARK) ? pinOf(ctx, stored.slice(MARK.length)) : stored;
}

/** Finishes a stored reply that holds one number, or none. */
export async function withPin<T extends { pin: string | null }>(ctx: Ctx, reply: T): Promise<T> {
  return reply.pin === null ? reply : { ...reply, pin: await tellPin(ctx, reply.pin) };
}
