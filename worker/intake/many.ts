// A leader's sheet: up to fifty groups in one act and one batch, each a request of its own under a key of its own, with its
// own code and secret number. What joins them is a label, sealed in each: nobody can list them afterwards.
import { inLanguage, type LocalText } from "../../schema/kit/fields.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { nextWordBy } from "../../schema/registration.rules.ts";
import { registrationOpenMany } from "../../schema/registration-intake.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { countAttempt, type Pace, refuseIfWaiting } from "../kit/attempt.ts";
import { commit } from "../kit/commit.ts";
import { bind } from "../kit/door.ts";
import { randomDigits } from "../kit/seal.ts";
import { type Opening, openRegistrations, withFreshReferences } from "../registration/open.ts";
import { codeOf, makePin, withCodes } from "../registration/receipt.ts";

/**
 * Sheets of one address within a day that cost no waiting: 10,000 people behind one router of a camp, at five a group. Above
 * it each waits, at most a minute: who floods is slowed by fifty groups a minute, and a camp that is larger still is served.
 */
const sheets: Pace = { free: 40, most: 60 };

export const openMany = bind(
  registrationOpenMany,
  async (ctx, { groups, knows, batch, ...shared }) => {
    if (groups.length === 0)
      throw new Problem("malformed", { fields: [{ path: "groups", reason: "empty" }] });
    const crisis = await getCrisis(ctx, shared.crisisId);
    if (crisis.closedAt !== null) throw new Problem("crisis-closed");
    await refuseIfWaiting(ctx.db, "sheet", ctx.address, ctx.real, sheets);
    const now = new Date(crisis.now);
    const label = batch ?? randomDigits(4);
    const asked = { by: "leader" as const, knows: knows ?? null, batch: label, confirmedAt: null };
    const pins = await Promise.all(groups.map(() => makePin(ctx)));
    const openings: Opening[] = groups.map(({ name, people }, line) => ({
      given: {
        ...shared,
        people: Array.from({ length: people }, (_, i) =>
          i > 0 ? {} : { relation: "self" as const, ...(name === undefined ? {} : { name }) },
        ),
      },
      at: now,
      pin: pins[line]?.pin ?? null,
      notice: "other",
      asked,
    }));
    const reply = await withFreshReferences(async () => {
      const { opened, writes } = await openRegistrations(ctx, crisis, openings);
      return commit(ctx, now, { crisisId: crisis.id }, [guardOpen(ctx.db, crisis.id), ...writes], {
        groups: opened.map((one, line) => ({ reference: codeOf(one), pin: pins[line]?.stored ?? "" })),
        batch: label,
        sentTo: (opened[0]?.sentTo ?? []).map(({ id, name }) => ({
          id,
          name: inLanguage(JSON.parse(name) as LocalText, shared.lang).text,
        })),
        nextBy: nextWordBy(now).toISOString(),
        hotline: crisis.hotline,
      });
    });
    await countAttempt(ctx.db, "sheet", ctx.address, ctx.real, sheets);
    return reply;
  },
  async (ctx, reply) => ({ ...reply, groups: await withCodes(ctx, reply.groups) }),
);
