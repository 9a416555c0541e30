// Handlers for those who ask by voice or from paper: taking a request, handing out references on paper, and the sentences
// that are read aloud. Recipients are those whom the person named, and nobody else: whoever types it gets no sight by it.
import { dirOf } from "../../schema/kit/language.ts";
import { Problem } from "../../schema/kit/problem.ts";
import {
  registrationAloud,
  registrationReserve,
  registrationTake,
} from "../../schema/registration-intake.ts";
import { fileOf, isReviewed, say, speaks } from "../../schema/words.ts";
import { getCrisis, guardOpen, guardTakesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { keyedHash, paperPin } from "../kit/seal.ts";
import { drawReference, type Opening, openRegistrations, withFreshReferences } from "../registration/open.ts";
import { makePin, receiptOf, withReceipt } from "../registration/receipt.ts";
import { isReadAloud } from "./rules.ts";
import { insertReserved, spendReserved } from "./store.ts";

/** How long a printed reference waits to be typed in: thirty days of real time. */
const PAPER_DAYS = 30;

export const take = bind(
  registrationTake,
  async (ctx, { spoken, paper, ...given }) => {
    const { officerId, organisationId } = officerOf(ctx.actor);
    const crisis = await getCrisis(ctx, given.crisisId);
    if (crisis.closedAt !== null) throw new Problem("crisis-closed");
    // An operator's device is not where the caller is.
    if (spoken?.how !== "in-person" && given.place?.lng !== undefined)
      throw new Problem("malformed", { fields: [{ path: "place.lat", reason: "not-their-device" }] });
    const now = new Date(crisis.now);
    const typed = paper === undefined ? given.pin : await paperPin(ctx.settings, paper.reference);
    const drawn = typed === undefined ? await makePin(ctx) : null;
    const pin = typed ?? drawn?.pin ?? null;
    const way = given.asked === undefined ? (spoken?.how ?? "paper") : "other";
    const spent =
      paper === undefined
        ? []
        : spendReserved(
            ctx.db,
            {
              referenceHash: await keyedHash(ctx.settings, "reference", paper.reference),
              crisisId: crisis.id,
              organisationId,
            },
            ctx.real.toISOString(),
          );
    return withFreshReferences(async () => {
      const opening: Opening = {
        given,
        at: now,
        pin,
        notice: spoken === undefined ? "paper" : "aloud",
        way: { way, officerId },
        ...(paper === undefined ? {} : { reference: paper.reference }),
      };
      const { opened, writes } = await openRegistrations(ctx, crisis, [opening]);
      const [made] = opened;
      if (made === undefined) throw new Problem("internal");
      const reply = receiptOf(made, crisis, { lang: given.lang, pin: drawn?.stored ?? null });
      const guards = [guardOpen(ctx.db, crisis.id), guardTakesPart(ctx.db, crisis.id, organisationId)];
      const target = { crisisId: crisis.id, targetId: made.id };
      return commit(ctx, now, target, [...guards, ...spent, ...writes], reply);
    });
  },
  withReceipt,
);

/** The numbers are no part of what is stored: they are derived again, for the page that prints them. */
export const reserve = bind(
  registrationReserve,
  async (ctx, { crisisId, n }) => {
    const { officerId, organisationId } = officerOf(ctx.actor);
    const crisis = await getCrisis(ctx, crisisId);
    const at = ctx.real.toISOString();
    const expiresAt = new Date(ctx.real.getTime() + PAPER_DAYS * 86_400_000).toISOString();
    return withFreshReferences(async () => {
      const drawn = new Set<string>();
      while (drawn.size < n) drawn.add(drawReference());
      const rows = await Promise.all(
        [...drawn].map(async (reference) => ({
          referenceHash: await keyedHash(ctx.settings, "reference", reference),
          crisisId,
          organisationId,
          officerId,
          at,
          expiresAt,
        })),
      );
      const writes = [
        guardOpen(ctx.db, crisisId),
        guardTakesPart(ctx.db, crisisId, organisationId),
        insertReserved(ctx.db, rows),
      ];
      const codes = [...drawn].map((reference) => ({ reference, pin: "derived" }));
      return commit(ctx, new Date(crisis.now), { crisisId }, writes, { codes, expiresAt });
    });
  },
  async (ctx, reply) => ({
    ...reply,
    codes: await Promise.all(
      reply.codes.map(async ({ reference }) => ({
        reference,
        pin: await paperPin(ctx.settings, reference),
      })),
    ),
  }),
);

export const aloud = bind(registrationAloud, (_ctx, { lang }) => {
  const keys = Object.keys(fileOf("en").words).filter(isReadAloud);
  return Promise.resolve({
    lang,
    dir: dirOf(lang),
    reviewed: isReviewed(lang),
    words: Object.fromEntries(keys.map((key) => [key, say(lang, key)])),
    english: keys.filter((key) => !speaks(lang, key)),
  });
});
