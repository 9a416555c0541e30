// Handlers of the register of requests for data: kept by those who run and watch the platform, counted for everybody.
import { type Demand, demandAnswer, demandCount, demandList, demandRecord } from "../../schema/demand.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, openByRing, sealByRing } from "../kit/seal.ts";
import {
  countDemands,
  type DemandRow,
  findDemand,
  insertAnswer,
  insertDemand,
  listDemands,
} from "./store.ts";

const PAGE = 50;

async function viewOf(ctx: Ctx, { sealed, ...row }: DemandRow): Promise<Demand> {
  const words =
    sealed === null
      ? null
      : await openByRing<string>(ctx.settings, `demand.sealed:${row.id}`, bytesOf(sealed));
  return { ...row, words };
}

/** What was written is read back, so that a second delivery shows the register as it is. */
async function shown(ctx: Ctx, reply: Demand): Promise<Demand> {
  const row = await findDemand(ctx.db, reply.id);
  if (row === null) throw new Problem("not-found");
  return viewOf(ctx, row);
}

/** Raises `dates-reversed` for a day that has not come, or lies before `after`. */
function mustHaveCome(ctx: Ctx, day: string, after = ""): void {
  // The day may have begun somewhere on earth before it begins in UTC.
  const latest = new Date(ctx.real.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
  if (day > latest || day < after) throw new Problem("dates-reversed");
}

export const record = bind(
  demandRecord,
  async (ctx, input) => {
    const { words, ...rest } = input;
    mustHaveCome(ctx, input.day);
    const row = {
      ...rest,
      sealed: words === undefined ? null : await sealByRing(ctx.settings, `demand.sealed:${input.id}`, words),
      recordedBy: officerOf(ctx.actor).officerId,
      at: ctx.real.toISOString(),
    };
    const reply: Demand = { ...rest, words: words ?? null, recordedBy: row.recordedBy, answers: [] };
    return commit(ctx, ctx.real, { targetId: input.id }, [insertDemand(ctx.db, row)], reply);
  },
  shown,
);

export const answer = bind(
  demandAnswer,
  async (ctx, input) => {
    const row = await findDemand(ctx.db, input.id);
    if (row === null) throw new Problem("not-found");
    mustHaveCome(ctx, input.day, row.day);
    const by = officerOf(ctx.actor).officerId;
    const writes = insertAnswer(ctx.db, {
      demandId: row.id,
      answer: input.answer,
      day: input.day,
      by,
      at: ctx.real.toISOString(),
    });
    return commit(ctx, ctx.real, { targetId: row.id }, writes, await viewOf(ctx, row));
  },
  shown,
);

export const list = bind(demandList, async (ctx, input) => {
  const after = input.after === undefined ? null : await findDemand(ctx.db, input.after);
  if (input.after !== undefined && after === null) throw new Problem("not-found");
  const rows = await listDemands(ctx.db, after, PAGE + 1);
  const page = rows.slice(0, PAGE);
  return {
    demands: await Promise.all(page.map((row) => viewOf(ctx, row))),
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
});

export const count = bind(demandCount, async (ctx) => ({
  years: await countDemands(ctx.db, ctx.real.getUTCFullYear()),
}));
