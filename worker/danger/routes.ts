// Handlers of danger at a desk: told of by officers, listed, and their words read. Decisions stand in ./decide.ts.
import { isSimpleArea } from "../../schema/alert.rules.ts";
import {
  districtsOf,
  holdsUntil,
  MOST_DISTRICTS,
  middleOf,
  OVER_FOR,
  UNCONFIRMED_FOR,
} from "../../schema/danger.rules.ts";
import { type Danger, dangerList, dangerReport, dangerWords } from "../../schema/danger.ts";
import type { InputOf } from "../../schema/kit/act.ts";
import { Problem } from "../../schema/kit/problem.ts";
import { cellAt } from "../../schema/kit/quadkey.ts";
import { insertLooks, type Look } from "../access/store.ts";
import { getCrisis, guardOpen, guardTakesPart } from "../crisis/store.ts";
import { officerOf } from "../kit/actor.ts";
import { commit, commitLook } from "../kit/commit.ts";
import { bind, type Ctx } from "../kit/door.ts";
import { bytesOf, makeId, open, openByRing, sealByRing } from "../kit/seal.ts";
import { findSight } from "../registration/sight.ts";
import { keyOf, showingCase } from "../registration/view.ts";
import { insertReport, listWords } from "../sighting/store.ts";
import { guardDesk } from "../zone/routes.ts";
import { type DangerRow, findDanger, findDangerOf, listDangers } from "./store.ts";
import { shownTo } from "./view.ts";

/** What one answer holds: far above what a crisis room can look after, and small enough for one screen. */
const MOST = 500;
const MOST_WORDS = 50;

export interface Written {
  /** Where, where only words say it. */
  where: string | null;
  text: string | null;
}

/** Whose report it is; sealed by the ring. */
export interface Link {
  registrationId: string;
}

export const list = bind(dangerList, async (ctx, { crisisId }) => {
  const crisis = await getCrisis(ctx, crisisId);
  await guardDesk(ctx, crisisId);
  const now = new Date(crisis.now);
  const since = new Date(now.getTime() - OVER_FOR).toISOString();
  const rows = await listDangers(ctx.db, crisisId, since, MOST + 1);
  const dangers = rows.slice(0, MOST).flatMap((row) => shownTo(row, officerOf(ctx.actor), now) ?? []);
  return { dangers, complete: rows.length <= MOST };
});

/** A danger of a crisis that the officer's organisation takes part in. */
export async function dangerOf(ctx: Ctx, id: string): Promise<DangerRow> {
  const row = await findDanger(ctx.db, id);
  if (row === null) throw new Problem("not-found");
  await guardDesk(ctx, row.crisisId);
  return row;
}

/** The reply after a write: read again, because the database alone knows what took a report in. */
export async function anew(ctx: Ctx, row: DangerRow | null): Promise<Danger> {
  if (row === null) throw new Problem("not-found");
  const crisis = await getCrisis(ctx, row.crisisId);
  const seen = shownTo(row, officerOf(ctx.actor), new Date(crisis.now));
  if (seen === null) throw new Problem("not-found");
  return seen;
}

/** Raises where it is: a square, or a drawn area and the square of its middle. */
function whereOf({ place, area }: InputOf<typeof dangerReport>): { cell: string } {
  if (area === undefined && place === undefined) throw new Problem("danger-place-missing");
  if (area === undefined) return { cell: cellAt(place ?? { lng: 0, lat: 0 }) };
  if (!isSimpleArea(area)) throw new Problem("area-invalid");
  const cell = cellAt(middleOf(area));
  if (districtsOf(cell, area).length > MOST_DISTRICTS) throw new Problem("area-invalid");
  return { cell };
}

/** What a retry finds kept; what leaves is read again. */
export const toBeRead = {} as Danger;

export const report = bind(
  dangerReport,
  async (ctx, input) => {
    const officer = officerOf(ctx.actor);
    const crisis = await getCrisis(ctx, input.crisisId);
    await guardDesk(ctx, crisis.id);
    const { cell } = whereOf(input);
    const age = Date.parse(crisis.now) - Date.parse(input.seenAt);
    // A minute for a clock that is a little ahead.
    if (age < -60_000 || age >= UNCONFIRMED_FOR) throw new Problem("danger-too-old");
    const seenAt = new Date(Math.min(Date.parse(input.seenAt), Date.parse(crisis.now))).toISOString();
    const written: Written = { where: null, text: input.words ?? null };
    const words =
      input.words === undefined
        ? null
        : await sealByRing(ctx.settings, `dangerReport.words:${input.id}`, written);
    const row = {
      id: input.id,
      crisisId: crisis.id,
      kind: input.kind,
      cell,
      area: input.area ?? null,
      at: crisis.now,
      seenAt,
      dangerId: makeId("dgr"),
      until: holdsUntil("reported", seenAt),
      organisationId: officer.organisationId,
      slot: null,
      link: null,
      words,
    };
    const writes = [
      guardOpen(ctx.db, crisis.id),
      guardTakesPart(ctx.db, crisis.id, officer.organisationId),
      ...insertReport(ctx.db, row, crisis.now),
    ];
    const target = { crisisId: crisis.id, targetId: input.id };
    return commit(ctx, new Date(crisis.now), target, writes, toBeRead);
  },
  async (ctx, _, { id }) => anew(ctx, await findDangerOf(ctx.db, id)),
);

/**
 * @PRIVACY a person's words are opened only where her consent to this organisation opens the field now. The audit
 * then names the officer and no danger, because the record of the look names the case: no row may join the two.
 */
export const words = bind(dangerWords, async (ctx, { dangerId }) => {
  const officer = officerOf(ctx.actor);
  const row = await dangerOf(ctx, dangerId);
  const crisis = await getCrisis(ctx, row.crisisId);
  const now = new Date(crisis.now);
  const looks = new Map<string, Look>();
  const found = [];
  for (const one of await listWords(ctx.db, row.id, MOST_WORDS)) {
    if (one.words === null) continue;
    if (one.organisation !== null) {
      const said = await openByRing<Written>(
        ctx.settings,
        `dangerReport.words:${one.id}`,
        bytesOf(one.words),
      );
      found.push({ at: one.at, organisation: one.organisation, ...said });
      continue;
    }
    if (one.link === null) continue;
    const link = await openByRing<Link>(ctx.settings, `dangerReport.link:${one.id}`, bytesOf(one.link));
    const seen = await findSight(ctx.db, officer, link.registrationId);
    if (seen === null || !showingCase(officer.role, seen, now).opens("dangerWord")) continue;
    const key = await keyOf(ctx.settings, seen);
    const said = await open<Written>(key, `dangerReport.words:${one.id}`, bytesOf(one.words));
    looks.set(seen.id, { registrationId: seen.id, purpose: "help", fields: ["note"] });
    found.push({ at: one.at, organisation: null, ...said });
  }
  const target = { crisisId: crisis.id, ...(looks.size === 0 ? { targetId: row.id } : {}) };
  const record = looks.size === 0 ? [] : [insertLooks(ctx.db, officer, [...looks.values()])];
  await commitLook(ctx, now, target, record);
  return { words: found };
});
