// Receipts, and what of them is stored for a retry: neither a code nor a secret number. In place of the code stands which
// request it is of, so that it is gone with the request. In place of a number that the server made stands a random word: the
// number is derived from it and the act's key, under the pepper. Who knows the key of an act, as it stands in the audit,
// makes another word with it, and so learns nothing.
import type { Crisis } from "../../schema/crisis.ts";
import { inLanguage, type Language, type LocalText } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { nextWordBy } from "../../schema/registration.rules.ts";
import type { Receipt } from "../../schema/registration.ts";
import type { Ctx } from "../kit/door.ts";
import { bytesOf, derivedPin, openByRing, randomToken } from "../kit/seal.ts";
import type { Opened } from "./open.ts";
import { findReferences } from "./store.ts";

const WORD = "derived:";
const CODE_OF = "of:";

export interface MadePin {
  pin: string;
  /** What stands in the stored reply in its place. */
  stored: string;
}

const pinOf = (ctx: Ctx, word: string) => derivedPin(ctx.settings, JSON.stringify([ctx.actId, word]));

export async function makePin(ctx: Ctx): Promise<MadePin> {
  const word = randomToken();
  return { pin: await pinOf(ctx, word), stored: `${WORD}${word}` };
}

async function tellPin(ctx: Ctx, stored: string): Promise<string> {
  return stored.startsWith(WORD) ? pinOf(ctx, stored.slice(WORD.length)) : stored;
}

/** Finishes a stored reply that holds one number, or none. */
export async function withPin<T extends { pin: string | null }>(ctx: Ctx, reply: T): Promise<T> {
  return reply.pin === null ? reply : { ...reply, pin: await tellPin(ctx, reply.pin) };
}

/** What stands in a stored reply in place of a request's code. */
export const codeOf = (made: { id: string }) => `${CODE_OF}${made.id}`;

/** Finishes stored lines of code and number. Raises `not-found` where a request was erased meanwhile. */
export async function withCodes<P extends string | null, T extends { reference: string; pin: P }>(
  ctx: Ctx,
  lines: readonly T[],
): Promise<T[]> {
  const ids = lines.flatMap(({ reference }) =>
    reference.startsWith(CODE_OF) ? reference.slice(CODE_OF.length) : [],
  );
  const sealed = await findReferences(ctx.db, ids);
  return Promise.all(
    lines.map(async (line) => {
      const id = line.reference.slice(CODE_OF.length);
      const found = sealed.get(id);
      if (found === undefined) throw new Problem("not-found");
      const reference = await openByRing<string>(
        ctx.settings,
        `registration.reference:${id}`,
        bytesOf(found),
      );
      return { ...(await withPin(ctx, line)), reference };
    }),
  );
}

export async function withReceipt(ctx: Ctx, reply: Receipt): Promise<Receipt> {
  const [told] = await withCodes(ctx, [reply]);
  if (told === undefined) throw new Problem("not-found");
  return told;
}

/** What she gets for a request that was opened at the crisis's present moment, as it is stored. `pin`: where the server made it. */
export function receiptOf(
  made: Opened,
  crisis: Crisis,
  given: { lang: Language; pin: string | null },
): Receipt {
  return {
    reference: codeOf(made),
    pin: given.pin,
    sentTo: made.sentTo.map(({ id, name }) => ({
      id,
      name: inLanguage(JSON.parse(name) as LocalText, given.lang).text,
    })),
    nextBy: nextWordBy(new Date(crisis.now)).toISOString(),
    hotline: crisis.hotline,
  };
}
