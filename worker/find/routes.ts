// Handler of finding a person by name, number or code, over what an officer may open and nothing else. Whoever is not there and
// whoever is not hers give the same answer, after the same work.
import { Problem } from "../../schema/kit/problem.ts";
import { type Found, registrationFind } from "../../schema/registration-find.ts";
import { insertLooks } from "../access/store.ts";
import { getCrisis } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, keyedHash, open, openByRing } from "../kit/seal.ts";
import { findSightByReference, listSight, type Scope, type SightRow } from "../registration/sight.ts";
import type { SealedPerson, SealedRegistration } from "../registration/store.ts";
import { keyOf, showingCase } from "../registration/view.ts";
import { rank, type Word, wordsOf } from "./fold.ts";
import { countTokens, listCandidates, listNamed, type NamedRow } from "./store.ts";
import {
  digitsOf,
  keyed,
  LEAST_DIGITS,
  type Sought,
  sameNumber,
  soughtByName,
  soughtByNumber,
} from "./token.ts";

/** Sealed names that one search opens, and that it shows. */
const OPENED = 50;
const SHOWN = 20;
const SCANNED = 30_000;
/** Below this a name only sounds a little like what was asked. */
const LIKE = 0.72;

/** Of the index: the rarest first. */
async function candidates(ctx: Ctx, scope: Scope, crisisId: string, sought: readonly Sought[]) {
  const tokens = await keyed(ctx.settings, crisisId, sought);
  const counts = await countTokens(
    ctx.db,
    scope,
    [...new Set(tokens.filter((one) => one.weight > 1).map((one) => one.token))],
    SCANNED,
  );
  const order = (one: { token: number; weight: number }) =>
    one.weight > 1 ? (counts.get(one.token) ?? 0) : SCANNED;
  tokens.sort((a, b) => order(a) - order(b));
  return listCandidates(ctx.db, scope, tokens, { scanned: SCANNED, found: OPENED });
}

interface Scored {
  row: SightRow;
  name: string | null;
  score: number;
}

/** @PRIVACY opens names, of at most `OPENED` groups; the best of each group goes on. */
async function scoreOf(
  ctx: Ctx,
  row: SightRow,
  persons: readonly NamedRow[],
  asked: { words: readonly Word[] } | { phone: string },
): Promise<Scored> {
  const key = await keyOf(ctx.settings, row);
  const names = await Promise.all(
    persons.map(
      async ({ id, sealed }) => (await open<SealedPerson>(key, `person.sealed:${id}`, bytesOf(sealed))).name,
    ),
  );
  if ("phone" in asked) {
    const bound = `registration.sealed:${row.id}`;
    const { phone } = await open<SealedRegistration>(key, bound, bytesOf(row.sealed));
    return { row, name: names[0] ?? null, score: sameNumber(phone, asked.phone) ? 1 : 0 };
  }
  const scored = names.map((name) => ({
    row,
    name,
    score: name === null ? 0 : rank(asked.words, wordsOf(name)),
  }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best), { row, name: null, score: 0 });
}

const wrong = (path: string, reason: string) => new Problem("malformed", { fields: [{ path, reason }] });

function askedOf(input: { name?: string | undefined; phone?: string | undefined }) {
  if (input.phone !== undefined) {
    if (digitsOf(input.phone).length < LEAST_DIGITS) throw wrong("phone", "too-short");
    return { asked: { phone: input.phone }, sought: soughtByNumber(input.phone) };
  }
  const words = wordsOf(input.name ?? "").slice(0, 5);
  if (words.length === 0) throw wrong("name", "empty");
  return { asked: { words }, sought: soughtByName(words) };
}

/** The one case with a code. It stands in the queue without a name, and none is opened here. */
async function byCode(ctx: Ctx, scope: Scope, crisisId: string, reference: string): Promise<Found[]> {
  const hash = await keyedHash(ctx.settings, "reference", reference);
  const row = await findSightByReference(ctx.db, scope, crisisId, hash);
  if (row === null) return [];
  const { id, people, state, urgency } = row;
  return [{ id, name: null, reference, people, state, urgency: urgency as Found["urgency"] }];
}

export const find = bind(registrationFind, async (ctx, input) => {
  const officer = officerOf(ctx.actor);
  const crisis = await getCrisis(ctx, input.crisisId);
  const given = [input.name, input.phone, input.reference].filter((one) => one !== undefined);
  if (given.length !== 1) throw wrong("name", "choose-one");
  if (input.reference !== undefined) {
    const found = await byCode(ctx, officer, crisis.id, input.reference);
    await commitLook(
      { ...ctx, actId: crypto.randomUUID() },
      new Date(crisis.now),
      { crisisId: crisis.id },
      [],
    );
    return { found, more: false };
  }
  const { asked, sought } = askedOf(input);
  const best = await candidates(ctx, officer, crisis.id, sought);
  const now = new Date(crisis.now);
  const seen = await listSight(
    ctx.db,
    officer,
    crisis.id,
    best.map((one) => one.id),
  );
  const rows = seen.filter((row) => showingCase(officer.role, row, now).opens("name"));
  const people = Map.groupBy(await listNamed(ctx.db, rows), (row) => row.registrationId);
  const scored = await Promise.all(rows.map((row) => scoreOf(ctx, row, people.get(row.id) ?? [], asked)));
  const like = scored.filter((one) => one.score >= LIKE).sort((a, b) => b.score - a.score);
  const shown = like.slice(0, SHOWN);
  const found = await Promise.all(
    shown.map(async ({ row, name }): Promise<Found> => {
      const bound = `registration.reference:${row.id}`;
      const reference = await openByRing<string>(ctx.settings, bound, bytesOf(row.reference));
      const { id, people: size, state, urgency } = row;
      return { id, name, reference, people: size, state, urgency: urgency as Found["urgency"] };
    }),
  );
  // The look is written before a name leaves, and every search leaves a row, whether it found anybody or not.
  const looks =
    shown.length === 0
      ? []
      : [
          insertLooks(
            ctx.db,
            officer,
            shown.map(({ row }) => ({ registrationId: row.id, purpose: "help", fields: ["names"] })),
          ),
        ];
  await commitLook({ ...ctx, actId: crypto.randomUUID() }, now, { crisisId: crisis.id }, looks);
  return { found, more: like.length > SHOWN || best.length === OPENED };
});
