// Handlers of exports: counting, asking, a second officer's yes, a lone officer, whose reason is reviewed among all others
// (worker/glass). Making the sheet is ./file.ts.

import type { Crisis } from "../../schema/crisis.ts";
import { exportState } from "../../schema/export.rules.ts";
import {
  ALONE_ROWS,
  EXPORT_HOURS,
  type Export,
  type ExportPurpose,
  type ExportState,
  exportAlone,
  exportAnswer,
  exportAsk,
  exportCount,
  exportList,
  MOST_ROWS,
  REVIEW_HOURS,
} from "../../schema/export.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { EXACT_FOR } from "../../schema/location.rules.ts";
import { getCrisis, guardOpen } from "../crisis/store.ts";
import { giveGlass } from "../glass/give.ts";
import { officerOf } from "../kit/actor.ts";
import { commit } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, makeId, openByRing, sealByRing } from "../kit/seal.ts";
import { listPlaces } from "../paper/store.ts";
import {
  countExport,
  countTogether,
  type ExportRow,
  findExport,
  guardNoneOverdue,
  guardWaiting,
  insertExport,
  listExports,
  listOpenable,
  updateAgreed,
  updateAlone,
} from "./store.ts";

const later = (now: string, hours: number) => new Date(Date.parse(now) + hours * 3_600_000).toISOString();

/** What a supervisor found wrong is over at once. */
export function stateOf(row: ExportRow, now: string): ExportState {
  const agreed = row.found === "wrong" ? false : row.agreed === null ? null : row.agreed === 1;
  return exportState({ counted: row.counted, endsAt: row.endsAt, agreed, alone: row.alone !== null }, now);
}

/** Empty once their time was over (`retention`). */
async function wordsOf(ctx: Ctx, bound: string, words: ArrayBuffer): Promise<string> {
  const bytes = bytesOf(words);
  return bytes.length === 0 ? "" : openByRing<string>(ctx.settings, bound, bytes);
}

/** What was asked for, as it is kept: of travel papers also after which case the sheet begins. */
export type AskedFilter = Export["filter"] & { after?: string };

/** Places where this organisation reads now that somebody waits for a paper; asked once, and only where it matters. */
function placesOf(ctx: Ctx, crisisId: string, now: string): () => Promise<ReadonlySet<string>> {
  let found: Promise<ReadonlySet<string>> | undefined;
  const since = new Date(Date.parse(now) - EXACT_FOR).toISOString();
  return () => {
    found ??= listPlaces(ctx.db, officerOf(ctx.actor), crisisId, since).then(
      (places) => new Set(places.map((one) => one.place)),
    );
    return found;
  };
}

/**
 * A filter as it may be read. @PRIVACY a sheet outlives consents and places: where she was is shown only while the queue of
 * papers shows it, and after which case a sheet began, never.
 */
async function filterOf(row: ExportRow, places: ReturnType<typeof placesOf>): Promise<Export["filter"]> {
  const { after: _, place, ...filter } = JSON.parse(row.filter) as AskedFilter;
  return place === undefined || !(await places()).has(place) ? filter : { ...filter, place };
}

/** An export for an officer of its organisation. */
async function viewOf(
  ctx: Ctx,
  row: ExportRow,
  now: string,
  places = placesOf(ctx, row.crisisId, now),
): Promise<Export> {
  const officer = officerOf(ctx.actor);
  const own = officer.organisationId === row.organisationId;
  const mine = own && row.askedBy === officer.officerId;
  const state = stateOf(row, now);
  return {
    id: row.id,
    crisisId: row.crisisId,
    organisation: row.organisation.en,
    filter: await filterOf(row, places),
    groups: row.groups,
    people: row.people,
    counted: row.counted,
    purpose: row.purpose,
    why: await wordsOf(ctx, `export.why:${row.id}`, row.why),
    askedBy: row.askedLabel,
    askedAt: row.askedAt,
    endsAt: row.endsAt,
    state,
    second: row.secondLabel === null ? null : { by: row.secondLabel, at: row.secondAt ?? "" },
    alone:
      row.alone === null
        ? null
        : {
            reason: await wordsOf(ctx, `export.alone:${row.id}`, row.alone),
            at: row.aloneAt ?? "",
            reviewBy: row.reviewBy ?? "",
            reviewed:
              row.found === null
                ? null
                : { by: row.reviewedLabel ?? "", at: row.reviewedAt ?? "", found: row.found },
          },
    mine,
    mayAnswer: own && !mine && state === "waiting",
    mayOpen: state === "ready" && (mine || (own && row.secondBy === officer.officerId)),
  };
}

/** Whose sheets are counted together, and since when: by the crisis's clock, as long as one may be opened. */
const askerOf = (officerId: string, crisis: { id: string; now: string }) => ({
  officerId,
  crisisId: crisis.id,
  since: later(crisis.now, -EXPORT_HOURS),
});

export const count = bind(exportCount, async (ctx, input) => {
  const crisis = await getCrisis(ctx, input.crisisId);
  const officer = officerOf(ctx.actor);
  const found = await listOpenable(ctx.db, officer, input, MOST_ROWS + 1);
  const personIds = found.map((one) => one.personId);
  return {
    counted: await countTogether(ctx.db, askerOf(officer.officerId, crisis), personIds),
    groups: new Set(found.map((one) => one.registrationId)).size,
    people: found.length,
    tooMany: found.length > MOST_ROWS,
  };
});

export const ask = bind(
  exportAsk,
  async (ctx, input) => {
    const officer = officerOf(ctx.actor);
    const crisis = await getCrisis(ctx, input.crisisId);
    const { crisisId, people, purpose, why, ...filter } = input;
    const found = await listOpenable(ctx.db, officer, { crisisId, ...filter }, MOST_ROWS + 1);
    if (found.length > MOST_ROWS) throw new Problem("export-too-large");
    if (found.length !== people || found.length === 0) throw new Problem("count-changed");
    return askSheet(ctx, crisis, { filter, found, purpose, why });
  },
  shown,
);

/**
 * Writes down a sheet of these people, counted with her others: it is ready, or waits for a second officer. Every act that
 * asks for people by name in numbers goes through here (ruling 9); `shown` says what became of it.
 */
export async function askSheet(
  ctx: Ctx,
  crisis: Crisis,
  asked: {
    filter: AskedFilter;
    found: readonly { personId: string; registrationId: string }[];
    purpose: ExportPurpose;
    why: string;
  },
): Promise<Export> {
  const officer = officerOf(ctx.actor);
  const { filter, found, purpose, why } = asked;
  const { after: _, ...shownFilter } = filter;
  const id = makeId("exp");
  const row = {
    id,
    crisisId: crisis.id,
    organisationId: officer.organisationId,
    filter: JSON.stringify(filter),
    groups: new Set(found.map((one) => one.registrationId)).size,
    people: found.length,
    purpose,
    why: await sealByRing(ctx.settings, `export.why:${id}`, why),
    askedBy: officer.officerId,
    askedAt: crisis.now,
    endsAt: later(crisis.now, EXPORT_HOURS),
  };
  const asker = askerOf(officer.officerId, crisis);
  const counted = await countTogether(
    ctx.db,
    asker,
    found.map((one) => one.personId),
  );
  const alone = counted <= ALONE_ROWS;
  const reply: Export = {
    id,
    crisisId: crisis.id,
    organisation: "",
    filter: shownFilter,
    groups: row.groups,
    people: row.people,
    counted,
    purpose,
    why,
    askedBy: "",
    askedAt: row.askedAt,
    endsAt: row.endsAt,
    state: alone ? "ready" : "waiting",
    second: null,
    alone: null,
    mine: true,
    mayAnswer: false,
    mayOpen: alone,
  };
  const writes = [
    guardOpen(ctx.db, crisis.id),
    ...insertExport(ctx.db, row, found),
    countExport(ctx.db, id, asker),
  ];
  return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: id }, writes, reply);
}

/** The present state of what was asked for, answered or reviewed: also what a second delivery is told. */
export async function shown(ctx: Ctx, reply: Export): Promise<Export> {
  const row = await findExport(ctx.db, officerOf(ctx.actor), reply.id);
  if (row === null) throw new Problem("not-found");
  return viewOf(ctx, row, (await getCrisis(ctx, row.crisisId)).now);
}

export const list = bind(exportList, async (ctx, input) => {
  const crisis = await getCrisis(ctx, input.crisisId);
  const rows = await listExports(ctx.db, officerOf(ctx.actor), crisis.id);
  const places = placesOf(ctx, crisis.id, crisis.now);
  return { exports: await Promise.all(rows.map((row) => viewOf(ctx, row, crisis.now, places))) };
});

/** An export of this organisation, with the moment of its crisis. Raises `not-found`. */
export async function getExport(ctx: Ctx, id: string) {
  const row = await findExport(ctx.db, officerOf(ctx.actor), id);
  if (row === null) throw new Problem("not-found");
  return { row, crisis: await getCrisis(ctx, row.crisisId) };
}

export const answer = bind(
  exportAnswer,
  async (ctx, input) => {
    const officer = officerOf(ctx.actor);
    const { row, crisis } = await getExport(ctx, input.id);
    if (row.askedBy === officer.officerId) throw new Problem("second-officer-needed");
    const state = stateOf(row, crisis.now);
    if (state === "ended") throw new Problem("export-ended");
    if (state !== "waiting") throw new Problem("already-exists");
    const answered = {
      officerId: officer.officerId,
      agreed: input.agree === "yes",
      at: crisis.now,
      endsAt: input.agree === "yes" ? later(crisis.now, EXPORT_HOURS) : row.endsAt,
    };
    const writes = [guardWaiting(ctx.db, row.id), updateAgreed(ctx.db, row.id, answered)];
    const reply = await viewOf(ctx, row, crisis.now);
    return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, writes, reply);
  },
  shown,
);

/** Break-glass: her own, while it waits, and not while an earlier one of hers is overdue for review. */
export const alone = bind(
  exportAlone,
  async (ctx, input) => {
    const officer = officerOf(ctx.actor);
    const { row, crisis } = await getExport(ctx, input.id);
    if (row.askedBy !== officer.officerId) throw new Problem("not-found");
    const state = stateOf(row, crisis.now);
    if (state === "ended" || state === "refused") throw new Problem("export-ended");
    if (state !== "waiting") throw new Problem("already-exists");
    const broken = {
      reason: await sealByRing(ctx.settings, `export.alone:${row.id}`, input.reason),
      at: crisis.now,
      reviewBy: later(crisis.now, REVIEW_HOURS),
      endsAt: later(crisis.now, EXPORT_HOURS),
    };
    // She stands among the reasons that others review, and whoever was on the sheet reads that one was given.
    const given = { reason: "nobody-there" as const, words: input.reason };
    const glass = await giveGlass(ctx, {
      crisis,
      kind: "alone",
      act: "export.file",
      targetId: row.id,
      given,
    });
    const writes = [
      glass.write,
      guardWaiting(ctx.db, row.id),
      guardNoneOverdue(ctx.db, officer.officerId, crisis.now),
      updateAlone(ctx.db, row.id, broken),
    ];
    const reply = await viewOf(ctx, row, crisis.now);
    return commit(ctx, new Date(crisis.now), { crisisId: crisis.id, targetId: row.id }, writes, reply);
  },
  shown,
);
